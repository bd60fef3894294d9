// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVector>
#include <utility>

#include "chat_types.h"

namespace mw::gui {

/// What stands behind the name above an answer: template, speed, what was left out. Begins with a separator.
QString headerOf(const Turn& turn);

/// What is said below a turn that did not end well, or is not saved.
struct TurnMark {
    enum class Kind { Muted, Warn, Bad };

    QString text;  ///< empty: nothing to say
    Kind kind = Kind::Warn;
};

TurnMark markOf(const Turn& turn, bool unsaved);

/// What unfolds a long question, or folds it again.
QString foldWords(qsizetype characters, bool open);

/// A turn in one sentence: who speaks, what, and what is said below it. `words` as they are shown.
QString spokenOf(const Turn& turn, const QString& words, bool unsaved);

/// How an answer was made, each figure with its name: model, template, seed, tokens, times, why it ended. What is not
/// known is left out.
QVector<std::pair<QString, QString>> detailsOf(const Turn& turn);

}  // namespace mw::gui
