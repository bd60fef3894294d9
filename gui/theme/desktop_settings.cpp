// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "desktop_settings.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QPalette>
#include <QProcessEnvironment>
#include <QStyle>
#include <QStyleFactory>
#include <memory>

namespace mw::gui {

namespace {

constexpr int kPortalTimeoutMs = 200;

/// A value of the portal's settings, or an invalid one.
QVariant portalSetting(const QString& group, const QString& key) {
    // Without a session bus QDBusConnection would start one; a plain run must not.
    if (!qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")) return {};
    QDBusMessage read = QDBusMessage::createMethodCall(
        "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings", "Read");
    read << group << key;
    const QDBusMessage reply = QDBusConnection::sessionBus().call(read, QDBus::Block, kPortalTimeoutMs);
    if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().isEmpty()) return {};
    QVariant value = reply.arguments().first();
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

}  // namespace

bool desktopPrefersDark() {
    constexpr uint kPrefersDark = 1;
    const QVariant scheme = portalSetting("org.freedesktop.appearance", "color-scheme");
    if (scheme.isValid()) return scheme.toUInt() == kPrefersDark;
    const std::unique_ptr<QStyle> style(QStyleFactory::create("Fusion"));
    return style && style->standardPalette().color(QPalette::Window).lightness() < 128;
}

}  // namespace mw::gui
