// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "single_instance.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QThread>
#include <QTimer>
#include <QUrl>

namespace mw::gui {

namespace {

// A message is a path, percent-encoded, and a line feed, which the first one answers with its own line feed.
constexpr qint64 kLongestMessage = 64 << 10;
constexpr int kPatienceMs = 3000;
constexpr int kRetryMs = 50;

/// In the folder for sockets of this session, which ends with it; the name tells the data folders apart and stays
/// short, since the path of a socket may have 107 bytes only.
QString usualSocket() {
    const QByteArray data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation).toUtf8();
    const QByteArray name = QCryptographicHash::hash(data, QCryptographicHash::Sha256).toHex().left(12);
    return QDir(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation))
        .filePath(QStringLiteral("mixtral-workbench-") + QString::fromLatin1(name));
}

}  // namespace

SingleInstance::SingleInstance(const QString& socket, QObject* parent)
    : QObject(parent), m_socket(socket.isEmpty() ? usualSocket() : socket), m_lock(m_socket + ".lock") {
    m_lock.setStaleLockTime(0);  // only the death of its process frees it
    // Where no lock can be made (no such folder, no room) everybody is first; the chats have a lock of their own.
    m_first = m_lock.tryLock(0) || m_lock.error() != QLockFile::LockFailedError;
    if (m_first) listen();
}

void SingleInstance::listen() {
    QLocalServer::removeServer(m_socket);  // what a killed one left behind; the lock says that nobody uses it
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* caller = m_server.nextPendingConnection())
            take(caller);
    });
    m_server.listen(m_socket);
}

void SingleInstance::take(QLocalSocket* caller) {
    connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
    QTimer::singleShot(kPatienceMs, caller, &QLocalSocket::abort);
    caller->setReadBufferSize(kLongestMessage);
    const auto read = [this, caller] {
        if (!caller->canReadLine()) {
            if (caller->bytesAvailable() >= kLongestMessage) caller->abort();
            return;
        }
        const QString model = QUrl::fromPercentEncoding(caller->readLine().chopped(1));
        caller->disconnect(this);  // one message each
        caller->write("\n");
        caller->disconnectFromServer();
        emit startedAgain(model);
    };
    connect(caller, &QLocalSocket::readyRead, this, read);
    if (caller->bytesAvailable() > 0) read();
}

bool SingleInstance::tellFirst(const QString& model) const {
    const QDeadlineTimer deadline(kPatienceMs);
    const auto left = [&] { return static_cast<int>(deadline.remainingTime()); };
    while (!deadline.hasExpired()) {
        QLocalSocket socket;
        socket.connectToServer(m_socket);
        if (socket.waitForConnected(left())) {
            socket.write(QUrl::toPercentEncoding(model) + '\n');
            return socket.waitForReadyRead(left());
        }
        QThread::msleep(kRetryMs);  // it has the lock, but does not listen yet
    }
    return false;
}

}  // namespace mw::gui
