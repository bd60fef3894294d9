// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

class QWidget;

namespace mw::gui {

/// What is shown in `root` and says nothing to a screen reader, one line each with role, class and place: what the
/// keyboard reaches or a person can press, without a name or without a role. Parts of named boxes, fields and lists
/// are theirs.
QStringList nameless(QWidget& root);

}  // namespace mw::gui
