// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace mw::gui {

class HubToken;
class WrappedCheckBox;

/// Where a person gives the token of an account, unseen, and says whether the keyring is to keep it.
class TokenPanel : public QWidget {
    Q_OBJECT

 public:
    explicit TokenPanel(HubToken& token, QWidget* parent = nullptr);

    /// The page of which the terms are to be agreed to.
    void setPage(const QString& page) { m_page = page; }
    bool isFilled() const;
    /// Hands what was typed over, and forgets it.
    void apply(const std::string& endpoint);
    QLineEdit* field() const { return m_field; }

 signals:
    void edited();

 protected:
    void showEvent(QShowEvent* event) override;

 private:
    void refresh();

    HubToken& m_token;
    QString m_page;
    QLineEdit* m_field;
    WrappedCheckBox* m_keep;
    QLabel* m_noKeyring;
};

}  // namespace mw::gui
