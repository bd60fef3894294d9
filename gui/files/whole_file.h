// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

namespace mw::gui {

/// Writes a file whole or not at all. QSaveFile alone would commit what a full disk cut short. False: `error`, where
/// given, says why in words for a person.
bool writeWhole(const QString& file, const QByteArray& bytes, QString* error);

}  // namespace mw::gui
