// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointF>
#include <QString>
#include <QVector>

namespace mw::gui {

/// What bounds a plane of context per chat and chats at once: one corner per number of chats, upwards, at the longest
/// context with which so many fit.
using Staircase = QVector<QPointF>;  ///< x: tokens, y: chats

struct FeasibilityCurve {
    QString name;
    Staircase corners;
};

}  // namespace mw::gui
