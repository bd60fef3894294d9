// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "endpoint.h"
#include "serving_card.h"

class QLineEdit;

namespace mw::gui {

class FileField;
class NumberField;
class SecretField;

/// The OpenAI-compatible endpoint: its switch, address and token, who may connect, and what went wrong.
class EndpointCard : public ServingCard {
    Q_OBJECT

 public:
    EndpointCard(Endpoint& endpoint, QWidget* parent = nullptr);
    ~EndpointCard() override;

    /// Without one, clients are told so.
    void setHasModel(bool has);
    /// To the address, in `/v1`, where clients of OpenAI's API want it.
    void copyAddress() const;

 private:
    void makeRows();
    void refresh();
    void refreshTrouble();
    void change(const std::function<void(EndpointSettings&)>& change);
    void askForNetwork(bool wanted);
    QString address() const;

    Endpoint& m_endpoint;
    bool m_hasModel = false;
    QLineEdit* m_address;
    SecretField* m_token;
    Switch* m_network;
    QLabel* m_networkText;
    NumberField* m_port;
    Switch* m_starts;
    Switch* m_demonstrator;
    QLabel* m_demonstratorText;
    FileField* m_certificate;
    FileField* m_key;
};

}  // namespace mw::gui
