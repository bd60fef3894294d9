// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

class QLabel;
class QMenu;
class QPushButton;

namespace mw::gui {

class ElidedLabel;
class ModelSession;

/// Name, model, operating point and command search; true in every view.
class TopBar : public QFrame {
    Q_OBJECT

 public:
    explicit TopBar(ModelSession& session, QWidget* parent = nullptr);

    /// What the model's button opens.
    void setModelMenu(QMenu* menu);
    void openModelMenu();

 signals:
    void operatingPointClicked();
    void searchClicked();
    void welcomeClicked();
    void aboutClicked();

 protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    void refresh();
    void fitWords();
    QWidget* makeHelp();

    ModelSession& m_session;
    QPushButton* m_model;
    QPushButton* m_search;
    QLabel* m_searchHint;
    QLabel* m_searchKeys;
    QLabel* m_program;
    ElidedLabel* m_modelName;
    ElidedLabel* m_modelFacts;
    QPushButton* m_point;
    QLabel* m_pointText = nullptr;
};

}  // namespace mw::gui
