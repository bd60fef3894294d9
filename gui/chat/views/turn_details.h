// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

#include "chat_types.h"

namespace mw::gui {

/// How an answer was made: its figures, to be read and copied.
class TurnDetails : public QDialog {
    Q_OBJECT

 public:
    TurnDetails(const Turn& turn, QWidget* parent);
};

}  // namespace mw::gui
