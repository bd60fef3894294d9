// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

namespace mw::gui {

/// Sees to it that a second start of the program raises the window of the first instead of opening the same chats
/// again. A lock file, which the death of its process frees, decides who is first; a local socket, open to this user
/// only, takes the word of the others.
class SingleInstance : public QObject {
    Q_OBJECT

 public:
    /// `socket`: an absolute path; empty: one for this user's chats, so that other data folders are other programs.
    explicit SingleInstance(const QString& socket = {}, QObject* parent = nullptr);

    /// Whether no other is running. Then this one listens from now on.
    bool isFirst() const { return m_first; }
    /// Asks the first one to come to the front and, unless empty, to open the model in this folder. False if it does
    /// not answer within a few seconds.
    bool tellFirst(const QString& model) const;

 signals:
    /// The program was started once more, with this model or with none.
    void startedAgain(const QString& model);

 private:
    void listen();
    void take(QLocalSocket* caller);

    QString m_socket;
    QLockFile m_lock;
    QLocalServer m_server;
    bool m_first = false;
};

}  // namespace mw::gui
