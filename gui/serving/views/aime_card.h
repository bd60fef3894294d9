// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "aime_link.h"
#include "serving_card.h"

class QLineEdit;

namespace mw::gui {

class FileField;
class SecretField;

/// The worker for an AIME API Server: its switch, which server, its key and job type, and how it goes.
class AimeCard : public ServingCard {
    Q_OBJECT

 public:
    AimeCard(AimeLink& aime, QWidget* parent = nullptr);
    ~AimeCard() override;

 private:
    QLineEdit* addField(const QString& name, const QString& text, const QString& placeholder,
                        QString AimeSettings::*setting);
    void refresh();
    void refreshState();
    void refreshTrouble();

    AimeLink& m_aime;
    QLineEdit* m_server;
    SecretField* m_key;
    QLineEdit* m_jobType;
    QLabel* m_counts;
    QLabel* m_takes;
    QLineEdit* m_name;
    FileField* m_certificates;
    Switch* m_starts;
};

}  // namespace mw::gui
