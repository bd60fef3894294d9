// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "file.h"

namespace mw {

/// Where the content of an entry lies in its archive.
struct ZipEntry {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
};

/// Lists the entries of a ZIP archive whose content lies in it as it is: neither compressed nor encrypted, none twice,
/// none over another. Reads headers only. Throws Error with file and offset.
std::map<std::string, ZipEntry, std::less<>> readZipEntries(const File& file);

}  // namespace mw
