// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVector>

namespace mw::gui::markdown {

enum class CodeColor { Keyword, Number, Comment, String };

struct CodeSpan {
    int start = 0, length = 0;
    CodeColor color = CodeColor::Keyword;

    bool operator==(const CodeSpan&) const = default;
};

/// What to colour in code of a language ("cpp", "cuda", "python", "sh", "json", ...); nothing for unknown ones. One
/// pass; a reader's help, not a parser.
QVector<CodeSpan> highlight(const QString& code, const QString& language);

}  // namespace mw::gui::markdown
