// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string_view>

#include "mw/hub.h"
#include "target_folder.h"

namespace mw {

std::string partNameOf(const HubFile& file);

/// A file that is being fetched, under the name that it has until it is whole.
class PartFile {
 public:
    /// Opens it, or makes it with room for all of it where the file system can give that beforehand. Throws
    /// HubError(DiskFull, Disk).
    PartFile(const TargetFolder& folder, const HubFile& file);

    /// Throws HubError(DiskFull, Disk); what was written before stays.
    void write(std::uint64_t offset, std::string_view data);
    /// Returns once what was written is on the disk.
    void sync();

 private:
    std::filesystem::path m_path;
    std::uint64_t m_bytes;
    FileHandle m_file;
};

}  // namespace mw
