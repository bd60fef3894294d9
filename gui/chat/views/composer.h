// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPlainTextEdit>
#include <QPointer>
#include <QVector>
#include <QWidget>

#include "attachment_reader.h"
#include "chat_controller.h"
#include "token_counter.h"

class QFrame;
class QLabel;
class QPushButton;
class QToolButton;

namespace mw::gui {

class ElidedLabel;
class PageScroll;

/// The paths of the files that are dragged or copied; empty if there are none.
QStringList filesIn(const QMimeData* data);

/// The field of the composer: grows with its text, turns a large paste into an attachment.
class ComposerField : public QPlainTextEdit {
    Q_OBJECT

 public:
    explicit ComposerField(QWidget* parent = nullptr);

    void setZoom(int percent);

 signals:
    void sendWanted();
    /// Too much to be typed over: kept beside the field.
    void largePaste(const QString& text);
    /// Files were pasted or dropped here.
    void filesWanted(const QStringList& paths);
    void pictureRefused();

 protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;
    bool canInsertFromMimeData(const QMimeData* source) const override;

 private:
    void fitDirection();
    void fitHeight();
    void zoom();

    int m_zoom = 100;  ///< percent
};

/// Where a question is written: the field, attachments, the count of tokens, Send or Stop.
class Composer : public QWidget {
    Q_OBJECT

 public:
    explicit Composer(ChatController& controller, QWidget* parent = nullptr);

    void setChat(Chat* chat);
    ComposerField* field() const { return m_field; }
    /// See ConversationView::setZoom().
    void setZoom(int percent) { m_field->setZoom(percent); }
    /// Reads files and attaches their texts; says of each one that is refused why.
    void attachFiles(const QStringList& paths);
    /// Shows that what is dragged over the view would be attached.
    void setDropTarget(bool isTarget);

 protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void send();
    void chooseFiles();
    void takeFile(const FileText& file);
    void refuse(const QString& problem);
    void forgetProblems();
    void fitChips();
    void countTokens(const Attachment& attachment, QWidget* chip);
    void attach(const QString& name, const QString& text);
    void takeDraft();
    void showAttachments();
    void sendOrQueue();
    void showQueued();
    void updateState();
    void updateCount();

    ChatController& m_controller;
    QPointer<Chat> m_chat;
    ComposerField* m_field;
    QWidget* m_chips;
    PageScroll* m_chipsArea;
    QStringList m_problems;
    QLabel* m_problem;
    QLabel* m_reading;
    QToolButton* m_attach;
    QLabel* m_count;
    QLabel* m_hint;
    QPushButton* m_queue;
    QPushButton* m_send;
    QFrame* m_queuedRow;
    ElidedLabel* m_queuedText;
    QVector<Attachment> m_shownAttachments;
    AttachmentReader m_reader;
    TokenCounter m_counter;
    bool m_taking = false;
    bool m_isDropTarget = false;
};

}  // namespace mw::gui
