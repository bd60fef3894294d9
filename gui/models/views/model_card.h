// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

#include "mw/error.h"
#include "mw/model.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace mw::gui {

class CardHead;
class ModelFacts;

/// A checkpoint as a card: its name, folder and facts, whether it is loaded, and the buttons to open and to forget it.
class ModelCard : public QFrame {
    Q_OBJECT

 public:
    ModelCard(const QString& name, const QString& directory, bool removable, QWidget* parent = nullptr);

    void setCheckpoint(const CheckpointInfo& checkpoint);
    /// The folder cannot be opened any more; the card says why.
    void setFailure(const Failure& failure);
    void setLoaded(bool loaded);

 signals:
    void openChosen();
    void unloadChosen();
    void removeChosen();

 private:
    CardHead* m_head;
    ModelFacts* m_facts;
    QLabel* m_failure;
    QPushButton* m_open;
    QPushButton* m_unload;
    QToolButton* m_remove;
};

}  // namespace mw::gui
