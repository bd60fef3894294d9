// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "serving.h"
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
    EndpointCard(Serving& serving, QWidget* parent = nullptr);
    ~EndpointCard() override;

    /// Chats at once of the loaded model; 0: there is none, and clients are told so.
    void setChatsAtOnce(int chats);
    /// To the address, in `/v1`, where clients of OpenAI's API want it.
    void copyAddress() const;

 private:
    void makeRows();
    void refresh();
    void refreshKept();
    void refreshTrouble();
    void change(const std::function<void(EndpointSettings&)>& change);
    void askForNetwork(bool wanted);
    QString address() const;

    Serving& m_serving;
    Endpoint& m_endpoint;
    int m_chatsAtOnce = 0;
    QLineEdit* m_address;
    SecretField* m_token;
    NumberField* m_kept;
    QLabel* m_keptText;
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
