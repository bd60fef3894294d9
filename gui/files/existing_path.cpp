// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "existing_path.h"

#include <fcntl.h>
#include <unistd.h>

#include <QFile>
#include <system_error>

namespace mw::gui {

namespace {

namespace fs = std::filesystem;

/// The entry of a folder that Qt shows as `name`; `name` itself where there is none.
fs::path entryShownAs(const fs::path& folder, const fs::path& name) {
    const QString wanted = QFile::decodeName(name.c_str());
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored))
        if (QFile::decodeName(entry.path().filename().c_str()) == wanted) return entry.path().filename();
    return name;
}

}  // namespace

fs::path existingPath(const QString& text) {
    const fs::path spelled = QFile::encodeName(text).toStdString();
    std::error_code ignored;
    if (!text.contains(QChar::ReplacementCharacter) || fs::exists(spelled, ignored)) return spelled;
    fs::path path;
    for (const fs::path& name : spelled) {
        const bool isThere = fs::exists(path / name, ignored);
        path /= isThere ? name : entryShownAs(path.empty() ? fs::path(".") : path, name);
    }
    return path;
}

OpenablePath::OpenablePath(const QString& text) : m_path(text) {
    if (!text.contains(QChar::ReplacementCharacter)) return;
    m_descriptor = ::open(existingPath(text).c_str(), O_PATH | O_CLOEXEC);
    if (m_descriptor >= 0) m_path = QStringLiteral("/proc/self/fd/%1").arg(m_descriptor);
}

OpenablePath::~OpenablePath() {
    if (m_descriptor >= 0) ::close(m_descriptor);
}

}  // namespace mw::gui
