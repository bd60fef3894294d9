// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hub_inquiry.h"

#include <QSettings>

namespace mw::gui {

void HubInquiry::ask(const HubOptions& options, const HubPlace& place) {
    m_call.start([this, options, place](const std::stop_token& stop, const BackgroundCall::Tell& tell) {
        try {
            const HubRepository repository = askHub(options, place, stop);
            if (!repository.commit.empty()) tell([this, repository] { emit answered(repository); });
        } catch (const HubError& error) {
            tell([this, fault = error.fault(), text = QString::fromUtf8(error.what())] { emit failed(fault, text); });
        } catch (const std::exception& error) {
            tell([this, text = QString::fromUtf8(error.what())] { emit failed(HubFault::NoAnswer, text); });
        }
    });
}

std::string chosenEndpoint() {
    QString named = qEnvironmentVariable("HF_ENDPOINT");
    if (named.isEmpty()) named = QSettings().value("downloads/endpoint").toString();
    return hubEndpoint(named.trimmed().toStdString());
}

}  // namespace mw::gui
