// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <memory>

#include "stored_tensor.h"

namespace mw {

/// A file of torch.save() that holds a dictionary of tensors, whose description has been checked: each has a known type
/// and lies whole and row-major in a storage of this file. Values are not looked at.
struct TorchFile {
    std::shared_ptr<const File> file;
    StoredTensors tensors;
};

/// Opens and checks `path`, an archive as PyTorch writes them since version 1.6; nothing in it is run. Takes memory for
/// what it describes, not for its size. Throws Error with file and offset; Error(Unsupported) for what may be a good
/// file of PyTorch, and is no dictionary of tensors.
TorchFile openTorchFile(const std::filesystem::path& path);

}  // namespace mw
