// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <filesystem>

namespace mw::gui {

/// The path that Qt shows as `text`. Names on disk are bytes, and where these are not UTF-8 (an old disk, an archive
/// from elsewhere), Qt shows U+FFFD in their place and could not find them again: then the folders are searched for the
/// name that looks like it. Where there is none, the path that `text` spells.
std::filesystem::path existingPath(const QString& text);

/// The file that Qt shows as `text` under a path by which Qt opens it, too, while this object is there.
class OpenablePath {
 public:
    explicit OpenablePath(const QString& text);
    ~OpenablePath();
    OpenablePath(const OpenablePath&) = delete;
    OpenablePath& operator=(const OpenablePath&) = delete;

    const QString& path() const { return m_path; }

 private:
    QString m_path;
    int m_descriptor = -1;
};

}  // namespace mw::gui
