// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "file.h"
#include "mw/model.h"

namespace mw {

/// An element type of the safetensors format.
struct StoredType {
    std::string_view name;               ///< "BF16"
    int bits = 0;                        ///< per element
    std::optional<Precision> precision;  ///< absent for types that weights cannot be read from
};

/// A tensor of a safetensors file.
struct StoredTensor {
    const StoredType* type = nullptr;
    std::vector<std::int64_t> shape;
    std::uint64_t offset = 0;  ///< of its first byte in the file
    std::uint64_t bytes = 0;
};

/// "[2, 3]".
std::string shapeText(const std::vector<std::int64_t>& shape);

/// An open safetensors file whose header has been checked: every tensor has a known type and the bytes its shape needs,
/// and together they fill the file without gaps or overlaps. Values are not looked at.
class SafetensorsFile {
 public:
    /// Opens and checks `path`. Takes memory for what the header describes, not for its size. Throws Error with file
    /// and offset.
    static SafetensorsFile open(const std::filesystem::path& path);

    const File& file() const { return m_file; }
    const std::map<std::string, StoredTensor, std::less<>>& tensors() const { return m_tensors; }

 private:
    explicit SafetensorsFile(File file) : m_file(std::move(file)) {}

    File m_file;
    std::map<std::string, StoredTensor, std::less<>> m_tensors;
};

}  // namespace mw
