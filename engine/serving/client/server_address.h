// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>

namespace mw {

/// Where a server is.
struct ServerAddress {
    std::string url;          ///< without a slash at its end, so that routes can be put after it
    bool isEncrypted = true;  ///< https
    bool isLocal = false;     ///< this machine's own address
};

/// Reads "http://host:7777/prefix/". Throws Error(InvalidArgument) saying what is wrong with `name` ("the server's
/// address"); user names and passwords are refused, since addresses are shown.
ServerAddress parseServerAddress(const std::string& text, const std::string& name = "the server's address");

}  // namespace mw
