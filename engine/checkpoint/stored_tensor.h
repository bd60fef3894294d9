// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "file.h"
#include "stored_layout.h"

namespace mw {

class PackedMatrix;

/// A tensor in a file, as the file describes it.
struct StoredTensor {
    std::shared_ptr<const File> file;
    std::string_view type;               ///< as the file calls it: "BF16"
    std::optional<StoredLayout> layout;  ///< absent for types that weights cannot be read from
    std::vector<std::int64_t> shape;
    std::uint64_t offset = 0;  ///< of its first byte in the file
    std::uint64_t bytes = 0;
    /// Reads weights that a quantisation tool spread over several tensors, of which this is the one with the codes;
    /// `shape` and `bytes` are those of all together. Null for all others.
    std::shared_ptr<const PackedMatrix> packed;
};

/// Tensors by the names that their files give them.
using StoredTensors = std::map<std::string, StoredTensor, std::less<>>;

/// Adds a tensor to those of a checkpoint's other files. Throws Error(FileFormat) if one of them holds it, too, with
/// `hint` behind.
void addTensor(StoredTensors& tensors, const std::string& name, StoredTensor tensor, const std::string& hint = {});

/// "[2, 3]".
std::string shapeText(const std::vector<std::int64_t>& shape);

}  // namespace mw
