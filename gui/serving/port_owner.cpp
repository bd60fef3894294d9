// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "port_owner.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTcpServer>

namespace mw::gui {

namespace {

constexpr int kMostPort = 65535;
constexpr int kTried = 100;

/// Inodes of the sockets that listen on a port, from a table of the kernel: "sl local_address rem_address st ...
/// inode".
void addListeners(const QString& table, int port, QSet<QByteArray>& inodes) {
    QFile file(table);
    if (!file.open(QIODevice::ReadOnly)) return;
    const QByteArray wanted = ':' + QByteArray::number(port, 16).rightJustified(4, '0').toUpper();
    file.readLine();
    while (true) {
        const QByteArray line = file.readLine();
        if (line.isEmpty()) return;
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() > 9 && fields[1].endsWith(wanted) && fields[3] == "0A") inodes.insert(fields[9]);
    }
}

bool hasSocketOf(const QString& process, const QSet<QByteArray>& inodes) {
    const QDir descriptors(process + "/fd");
    for (const QString& name : descriptors.entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)) {
        const QByteArray target = QFile::symLinkTarget(descriptors.filePath(name)).section('/', -1).toLatin1();
        if (target.startsWith("socket:[") && inodes.contains(target.mid(8, target.size() - 9))) return true;
    }
    return false;
}

}  // namespace

QString programListeningAt(int port) {
    QSet<QByteArray> inodes;
    addListeners("/proc/net/tcp", port, inodes);
    addListeners("/proc/net/tcp6", port, inodes);
    inodes.remove("0");
    if (inodes.isEmpty()) return {};
    const QDir processes("/proc");
    for (const QString& id : processes.entryList({"[0-9]*"}, QDir::Dirs)) {
        if (!hasSocketOf(processes.filePath(id), inodes)) continue;
        QFile name(processes.filePath(id) + "/comm");
        if (name.open(QIODevice::ReadOnly)) return QString::fromLocal8Bit(name.readAll()).trimmed();
    }
    return {};
}

bool isPortTaken(int port) {
    QTcpServer probe;
    return !probe.listen(QHostAddress::AnyIPv4, static_cast<quint16>(port)) &&
           probe.serverError() == QAbstractSocket::AddressInUseError;
}

std::optional<int> freePortAfter(int port) {
    for (int candidate = port + 1; candidate <= std::min(port + kTried, kMostPort); ++candidate)
        if (!isPortTaken(candidate)) return candidate;
    return std::nullopt;
}

}  // namespace mw::gui
