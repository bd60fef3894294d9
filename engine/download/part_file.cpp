// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "part_file.h"

#include <fcntl.h>

#include <cerrno>

namespace mw {

std::string partNameOf(const HubFile& file) {
    return file.path + std::string(kPartEnding);
}

PartFile::PartFile(const TargetFolder& folder, const HubFile& file)
    : m_path(folder.path() / partNameOf(file)),
      m_bytes(file.bytes),
      m_file(folder.open(partNameOf(file), O_RDWR | O_CREAT)) {
    if (m_bytes == 0) return;
    // So that the disk is full now rather than after hours, and other programs find no room that is spoken for.
    if (fallocate(m_file.number(), 0, 0, static_cast<off_t>(m_bytes)) == 0) return;
    if (errno == ENOSPC || errno == EDQUOT || errno == EFBIG) throwDisk(m_path, errno, m_bytes);
}

void PartFile::write(std::uint64_t offset, std::string_view data) {
    while (!data.empty()) {
        const ssize_t written = pwrite(m_file.number(), data.data(), data.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throwDisk(m_path, errno, m_bytes);
        data.remove_prefix(static_cast<std::size_t>(written));
        offset += static_cast<std::uint64_t>(written);
    }
}

void PartFile::sync() {
    if (fdatasync(m_file.number()) != 0 && errno != EINVAL) throwDisk(m_path, errno, m_bytes);
}

}  // namespace mw
