// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>

namespace mw::gui {

/// The token of a person's account on a hub: in memory while the program runs, and in the desktop's keyring if the
/// person wants it and there is one. Never in a file or a log of this program.
class HubToken : public QObject {
    Q_OBJECT

 public:
    explicit HubToken(QObject* parent = nullptr) : QObject(parent) {}
    ~HubToken() override;

    /// Whether the desktop has a keyring; known after found().
    bool hasKeyring() const { return m_hasKeyring; }
    /// Whether value() is what the keyring holds.
    bool isKept() const { return m_isKept; }
    QString value() const { return m_value; }
    /// Looks into the keyring, the first time only -> found(), also where there is none.
    void look(const std::string& endpoint);
    /// Uses this one; with `keep` it goes into the keyring -> keepingFailed() where that is refused.
    void set(const QString& value, const std::string& endpoint, bool keep);
    /// Forgets it, also in the keyring -> forgettingFailed() where that is refused.
    void forget(const std::string& endpoint);

 signals:
    void found();
    void keepingFailed(const QString& why);
    void forgettingFailed(const QString& why);
    /// isKept() is another than it was.
    void keptChanged();

 private:
    void setKept(bool isKept);

    QString m_value;
    bool m_isKept = false;
    bool m_hasLooked = false;
    bool m_hasKeyring = false;
};

}  // namespace mw::gui
