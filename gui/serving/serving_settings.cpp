// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "serving_settings.h"

#include <QSettings>
#include <algorithm>

namespace mw::gui {

namespace {

constexpr int kLeastPort = 1024;  // those below are the system's
constexpr int kMostPort = 65535;
constexpr int kMostPlaces = 4095;

}  // namespace

EndpointSettings savedEndpointSettings() {
    const QSettings saved;
    EndpointSettings settings;
    const int port = saved.value("serving/port", settings.port).toInt();
    if (port >= kLeastPort && port <= kMostPort) settings.port = port;
    settings.network = saved.value("serving/network", false).toBool();
    settings.demonstrator = saved.value("serving/demonstrator", false).toBool();
    settings.certificateFile = saved.value("serving/certificate").toString();
    settings.keyFile = saved.value("serving/certificateKey").toString();
    settings.startsWithWindow = saved.value("serving/startsWithWindow", false).toBool();
    return settings;
}

void saveSettings(const EndpointSettings& settings) {
    QSettings saved;
    saved.setValue("serving/port", settings.port);
    saved.setValue("serving/network", settings.network);
    saved.setValue("serving/demonstrator", settings.demonstrator);
    saved.setValue("serving/certificate", settings.certificateFile);
    saved.setValue("serving/certificateKey", settings.keyFile);
    saved.setValue("serving/startsWithWindow", settings.startsWithWindow);
}

int savedKeptPlaces() {
    return std::clamp(QSettings().value("serving/keptPlaces", 1).toInt(), 0, kMostPlaces);
}

void saveKeptPlaces(int places) {
    QSettings().setValue("serving/keptPlaces", places);
}

AimeSettings savedAimeSettings() {
    const QSettings saved;
    AimeSettings settings;
    settings.server = saved.value("aime/server").toString();
    settings.jobType = saved.value("aime/jobType", settings.jobType).toString();
    settings.name = saved.value("aime/name").toString();
    settings.certificates = saved.value("aime/certificates").toString();
    settings.startsWithWindow = saved.value("aime/startsWithWindow", false).toBool();
    return settings;
}

void saveSettings(const AimeSettings& settings) {
    QSettings saved;
    saved.setValue("aime/server", settings.server);
    saved.setValue("aime/jobType", settings.jobType);
    saved.setValue("aime/name", settings.name);
    saved.setValue("aime/certificates", settings.certificates);
    saved.setValue("aime/startsWithWindow", settings.startsWithWindow);
}

}  // namespace mw::gui
