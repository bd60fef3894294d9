// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>

#include "background_call.h"
#include "mw/hub.h"

namespace mw::gui {

/// Asks a hub what a repository holds.
class HubInquiry : public QObject {
    Q_OBJECT

 public:
    explicit HubInquiry(QObject* parent = nullptr) : QObject(parent), m_call(*this) {}

    /// -> answered() or failed(), of the last question only.
    void ask(const HubOptions& options, const HubPlace& place);
    void cancel() { m_call.leave(); }

 signals:
    void answered(const mw::HubRepository& repository);
    void failed(mw::HubFault fault, const QString& message);

 private:
    BackgroundCall m_call;
};

/// What a person set: $HF_ENDPOINT, else "downloads/endpoint" of the settings, else the usual hub. Throws
/// HubError(Address).
std::string chosenEndpoint();

}  // namespace mw::gui
