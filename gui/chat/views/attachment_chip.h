// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>

#include "chat_types.h"

class QPushButton;

namespace mw::gui {

/// What is attached to a question: its name, its size, what it takes of the context. Opens to be read, and goes.
class AttachmentChip : public QFrame {
    Q_OBJECT

 public:
    AttachmentChip(const Attachment& attachment, QWidget* parent);

    /// -1: not counted.
    void setTokens(int tokens);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

 signals:
    void openWanted();
    void removeWanted();

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    int widthBesideWords() const;
    void showWords();

    QString m_name;
    QString m_facts;  ///< its size, and its tokens once they are counted
    int m_characters;
    bool m_isPlaced = false;  ///< before that its width says nothing
    QPushButton* m_open;
};

/// Shows an attachment's text to be read.
void showAttachment(const Attachment& attachment, QWidget* parent);

/// Its name, or what it is called that has none.
QString shownName(const Attachment& attachment);

}  // namespace mw::gui
