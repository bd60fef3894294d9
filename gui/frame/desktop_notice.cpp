// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "desktop_notice.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QVariantMap>

namespace mw::gui {
namespace {

constexpr auto kService = "org.freedesktop.Notifications";
constexpr auto kPath = "/org/freedesktop/Notifications";
constexpr auto kDefaultAction = "default";  // a click on the notice itself

/// Without a session bus QDBusConnection would start one; a plain run must not.
bool hasBus() {
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS");
}

}  // namespace

DesktopNotice::DesktopNotice(QObject* parent) : QObject(parent) {
    if (!hasBus()) return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(kService, kPath, kService, "ActionInvoked", this, SLOT(takeAction(uint, QString)));
    bus.connect(kService, kPath, kService, "NotificationClosed", this, SLOT(takeClosed(uint, uint)));
}

void DesktopNotice::say(const QString& title, const QString& text, const std::function<void()>& clicked) {
    if (!hasBus()) return;
    QDBusMessage notify = QDBusMessage::createMethodCall(kService, kPath, kService, "Notify");
    const QVariantMap hints{{"desktop-entry", QGuiApplication::desktopFileName()}};
    constexpr int kAsTheDesktopWants = -1;  // how long it stays
    notify << QGuiApplication::applicationDisplayName() << 0U << QCoreApplication::applicationName() << title
           << text.toHtmlEscaped() << QStringList{kDefaultAction, tr("Show")} << hints << kAsTheDesktopWants;
    auto* call = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(notify), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, [this, call, clicked] {
        const QDBusPendingReply<uint> reply = *call;
        if (!reply.isError()) m_clicked.insert(reply.value(), clicked);
        call->deleteLater();
    });
}

void DesktopNotice::takeAction(uint id, const QString& action) {
    if (action != kDefaultAction) return;
    if (const std::function<void()> clicked = m_clicked.take(id)) clicked();
}

void DesktopNotice::takeClosed(uint id, uint) {
    m_clicked.remove(id);
}

}  // namespace mw::gui
