// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

namespace mw::tools {

/// The content of a file of at most `mostBytes`; "-" is standard input. Throws Error naming the file.
std::string readFile(const std::string& file, std::size_t mostBytes);

/// Writes a file in one step: it holds either its old content or all of the new. Something that is not a regular file
/// (/dev/stdout, a pipe) is written to directly. Throws Error naming the file.
void writeFile(const std::filesystem::path& file, std::span<const std::byte> content);

/// Writes a .npy file (format 1.0, little-endian float32, row-major) of shape [rows, columns].
void writeNpy(const std::filesystem::path& file, std::span<const float> values, std::size_t rows, std::size_t columns);

}  // namespace mw::tools
