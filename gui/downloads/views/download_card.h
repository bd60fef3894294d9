// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

#include "downloads.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace mw::gui {

class CardHead;
class ElidedLabel;

/// A download as a card: what, where to, how far, and the buttons to pause, to go on, to give up, and to open the
/// model.
class DownloadCard : public QFrame {
    Q_OBJECT

 public:
    explicit DownloadCard(const Download& download, QWidget* parent = nullptr);

    void setDownload(const Download& download);
    /// Gives the keyboard to the button that goes on with it.
    void takeFocus();

 signals:
    void pauseChosen();
    void resumeChosen();
    /// A person has to give a token first.
    void tokenWanted();
    void cancelChosen();
    void openChosen();
    void dismissChosen();

 private:
    void askToCancel(bool asking);

    Download m_download;
    bool m_isAsking = false;
    CardHead* m_head;
    QProgressBar* m_bar;
    ElidedLabel* m_text;
    QLabel* m_failure;
    QLabel* m_question;
    QPushButton* m_pause;
    QPushButton* m_resume;
    QPushButton* m_cancel;
    QPushButton* m_remove;
    QPushButton* m_keep;
    QPushButton* m_open;
    QPushButton* m_dismiss;
};

}  // namespace mw::gui
