// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "temp_dir.h"

namespace mw::test {

/// An array of a .npy file, row-major.
template <typename T>
struct NpyArray {
    std::vector<std::size_t> shape;
    std::vector<T> values;
};

/// Reads a little-endian, C-ordered .npy file of float32 ('<f4') or int32 ('<i4').
template <typename T>
NpyArray<T> readNpy(const std::filesystem::path& file) {
    static_assert(std::is_same_v<T, float> || std::is_same_v<T, std::int32_t>);
    const auto fail = [&](const std::string& what) { throw std::runtime_error(file.string() + ": " + what); };
    const std::string bytes = readFile(file);
    if (bytes.size() < 10 || bytes.compare(0, 6, "\x93NUMPY") != 0) fail("not a .npy file");
    // Version 1 has a 16-bit header length, later ones 32 bits; both little-endian.
    const std::size_t lengthBytes = bytes[6] == 1 ? 2 : 4;
    std::size_t headerLength = 0;
    for (std::size_t i = 0; i < lengthBytes; ++i)
        headerLength |= static_cast<std::size_t>(static_cast<unsigned char>(bytes.at(8 + i))) << (8 * i);
    const std::string header = bytes.substr(8 + lengthBytes, headerLength);
    const std::string wanted = std::is_same_v<T, float> ? "'<f4'" : "'<i4'";
    if (header.find(wanted) == std::string::npos) fail("expected elements of type " + wanted);
    if (header.find("'fortran_order': False") == std::string::npos) fail("expected row-major order");

    NpyArray<T> array;
    std::size_t count = 1;
    const std::size_t open = header.find('(', header.find("'shape'"));
    std::istringstream shape(header.substr(open + 1, header.find(')', open) - open - 1));
    for (std::size_t size = 0; shape >> size;) {
        array.shape.push_back(size);
        count *= size;
        shape.ignore(1, ',');
    }
    const std::size_t start = 8 + lengthBytes + headerLength;
    if (bytes.size() - start != count * sizeof(T)) fail("the data does not have the size of the shape");
    array.values.resize(count);
    if (count > 0) std::memcpy(array.values.data(), bytes.data() + start, count * sizeof(T));
    return array;
}

}  // namespace mw::test
