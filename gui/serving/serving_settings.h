// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace mw::gui {

/// How the endpoint is served. Its token is no setting: it has a file of its own.
struct EndpointSettings {
    int port = 8420;
    bool network = false;       ///< other computers may connect; else only programs of this one
    bool demonstrator = false;  ///< a page with a chat at "/"
    QString certificateFile;    ///< PEM; TLS where it and the key are given
    QString keyFile;            ///< PEM
    bool startsWithWindow = false;

    bool isEncrypted() const { return !certificateFile.isEmpty() && !keyFile.isEmpty(); }
    bool operator==(const EndpointSettings&) const = default;
};

/// Which AIME API Server to work for. The worker key is no setting: it has a file of its own.
struct AimeSettings {
    QString server;
    QString jobType = QStringLiteral("mixtral");
    QString name;          ///< of the worker; empty: host and process
    QString certificates;  ///< PEM, to trust in place of the system's authorities; empty: those
    bool startsWithWindow = false;

    bool operator==(const AimeSettings&) const = default;
};

/// What QSettings hold.
EndpointSettings savedEndpointSettings();
AimeSettings savedAimeSettings();
void saveSettings(const EndpointSettings& settings);
void saveSettings(const AimeSettings& settings);
/// Places of the batch that are kept for this window's chats; 1 unless a person said otherwise.
int savedKeptPlaces();
void saveKeptPlaces(int places);

}  // namespace mw::gui
