// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace mw::gui {

/// What an example is about.
struct ServedAddress {
    QString url;              ///< "http://127.0.0.1:8420"
    QString model;            ///< its name for clients
    QString tokenFile;        ///< that holds the token
    QString certificateFile;  ///< empty: no TLS
};

/// A command line that asks the endpoint, to be pasted into a shell of this computer. It reads the token from its file,
/// so it may be shown.
QString curlExample(const ServedAddress& served);
/// A program that does, with the package "openai".
QString pythonExample(const ServedAddress& served);

}  // namespace mw::gui
