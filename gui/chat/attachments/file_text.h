// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace mw::gui {

/// What a file gives to a chat, or why it gives nothing.
struct FileText {
    QString name;     ///< without its folders
    QString text;     ///< empty if there is a problem
    QString problem;  ///< a sentence that names the file; empty: there is none
    QString remark;   ///< what to know of a text that was read; empty: nothing
};

/// Reads text of any kind (UTF-8, or UTF-16 that says so, else Windows-1252, if it can be that; at most 10 MiB) and the
/// text of a PDF (at most 100 MiB, of which as much text is taken). Anything else is refused by its name. May take a
/// second; any thread.
FileText textOfFile(const QString& path);

}  // namespace mw::gui
