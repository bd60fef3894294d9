// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QVector>
#include <QWidget>

#include "mw/model.h"

class QLabel;

namespace mw::gui {

/// What can be said of a checkpoint without loading it: a table of names and values.
class ModelFacts : public QWidget {
    Q_OBJECT

 public:
    explicit ModelFacts(QWidget* parent = nullptr);

    void setCheckpoint(const CheckpointInfo& checkpoint);

 private:
    QVector<QLabel*> m_values;
    QLabel* m_notes;  ///< what people should know before they load it; hidden where there is nothing
};

}  // namespace mw::gui
