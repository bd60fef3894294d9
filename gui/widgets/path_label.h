// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "elided_label.h"

namespace mw::gui {

/// A muted label that shortens a path in the middle.
class PathLabel : public ElidedLabel {
 public:
    explicit PathLabel(QWidget* parent = nullptr) : ElidedLabel(Qt::ElideMiddle, TextRole::Muted, parent) {}

    void setPath(const QString& path) { setWhole(path); }
};

}  // namespace mw::gui
