// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "network_names.h"

#include <QHostAddress>
#include <QNetworkInterface>
#include <QSysInfo>

namespace mw::gui {

NetworkNames networkNames() {
    NetworkNames found;
    for (const QNetworkInterface& interface : QNetworkInterface::allInterfaces()) {
        if (!interface.flags().testFlags(QNetworkInterface::IsUp | QNetworkInterface::IsRunning)) continue;
        for (const QNetworkAddressEntry& entry : interface.addressEntries()) {
            const QHostAddress address = entry.ip();
            if (address.protocol() != QAbstractSocket::IPv4Protocol || address.isLoopback()) continue;
            // Bridges of containers come after cables and radio.
            const bool isOwn =
                interface.type() == QNetworkInterface::Ethernet || interface.type() == QNetworkInterface::Wifi;
            if (isOwn && !interface.name().startsWith("docker") && !interface.name().startsWith("br-"))
                found.addresses.prepend(address.toString());
            else
                found.addresses.append(address.toString());
        }
    }
    const QString host = QSysInfo::machineHostName();
    if (host.isEmpty()) return found;
    found.names << host;
    if (!host.contains('.')) found.names << host + ".local";
    return found;
}

}  // namespace mw::gui
