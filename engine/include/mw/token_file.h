// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <string>

namespace mw {

/// A token that nobody guesses: 256 random bits in hexadecimal digits, after "mw-".
std::string freshToken();

struct TokenFile {
    std::string token;
    bool fresh = false;  ///< the file was made just now
};

/// The token in `file`; where there is no such file, it is made with a fresh token, readable by its owner only (mode
/// 0600). Throws Error naming the file if it cannot be read or made, if others may read it, or if what it holds is no
/// token: one line of 16 to 512 printable characters.
TokenFile readOrMakeToken(const std::filesystem::path& file);

/// The secret in `file`, under the same conditions, but the file must be there.
std::string readSecret(const std::filesystem::path& file);

/// Puts a secret in place of what `file` held, if anything, readable by its owner only: whole, or not at all. Throws
/// Error if it is none, or the file cannot be written.
void writeSecret(const std::filesystem::path& file, const std::string& secret);

}  // namespace mw
