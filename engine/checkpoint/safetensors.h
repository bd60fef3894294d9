// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <memory>

#include "stored_tensor.h"

namespace mw {

/// A safetensors file whose header has been checked: every tensor has a known type and the bytes its shape needs, and
/// together they fill the file without gaps or overlaps. Values are not looked at.
struct SafetensorsFile {
    std::shared_ptr<const File> file;
    StoredTensors tensors;
};

/// Opens and checks `path`. Takes memory for what the header describes, not for its size. Throws Error with file and
/// offset.
SafetensorsFile openSafetensorsFile(const std::filesystem::path& path);

}  // namespace mw
