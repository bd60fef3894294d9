// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "temp_dir.h"

namespace mw::test {

/// A tensor to be written: raw bytes under a name.
struct StoredTensor {
    std::string name;
    std::string dtype;  ///< "F32", "BF16", "F16", ...
    std::vector<std::int64_t> shape;
    std::string bytes;
};

/// A safetensors file from its two parts; `header` need not be valid, so that tests can break it.
inline std::string safetensorsFile(const std::string& header, const std::string& data) {
    const std::uint64_t length = header.size();
    std::string file(sizeof length, '\0');
    std::memcpy(file.data(), &length, sizeof length);  // little-endian, as every machine this program runs on
    return file + header + data;
}

/// The header of tensors that lie one behind the other.
inline std::string safetensorsHeader(const std::vector<StoredTensor>& tensors) {
    std::string header = "{\"__metadata__\":{\"format\":\"pt\"}";
    std::size_t offset = 0;
    for (const StoredTensor& tensor : tensors) {
        std::string shape;
        for (const std::int64_t size : tensor.shape)
            shape += (shape.empty() ? "" : ",") + std::to_string(size);
        header += ",\"" + tensor.name + "\":{\"dtype\":\"" + tensor.dtype + "\",\"shape\":[" + shape +
                  "],\"data_offsets\":[" + std::to_string(offset) + "," + std::to_string(offset + tensor.bytes.size()) +
                  "]}";
        offset += tensor.bytes.size();
    }
    header += "}";
    header.append((8 - header.size() % 8) % 8, ' ');
    return header;
}

/// Writes a valid safetensors file.
inline void writeSafetensors(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors) {
    std::string data;
    for (const StoredTensor& tensor : tensors)
        data += tensor.bytes;
    writeFile(file, safetensorsFile(safetensorsHeader(tensors), data));
}

/// Elements as the bytes that a file holds.
template <typename T>
std::string bytesOf(const std::vector<T>& values) {
    std::string bytes(values.size() * sizeof(T), '\0');
    if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

}  // namespace mw::test
