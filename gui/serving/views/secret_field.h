// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QWidget>

class QHBoxLayout;
class QLineEdit;
class QToolButton;

namespace mw::gui {

/// A secret that is shown as dots with its last four characters. It can be shown for half a minute, and copied without
/// being shown.
class SecretField : public QWidget {
    Q_OBJECT

 public:
    static constexpr int kShownMs = 30000;

    /// `name` says what it is, to screen readers and in tooltips: "token".
    explicit SecretField(const QString& name, QWidget* parent = nullptr) : SecretField(name, kShownMs, parent) {}
    /// Shown for `shownMs`; for tests, which have less patience.
    SecretField(const QString& name, int shownMs, QWidget* parent = nullptr);

    void setSecret(const QString& secret);
    /// What stands there where there is none.
    void setPlaceholder(const QString& text);
    /// Another one can be typed in its place, unseen -> entered().
    void setEditable(bool editable);
    void addButton(QWidget* button);
    bool isShown() const { return m_isShown; }
    QLineEdit* field() const { return m_field; }

 public slots:
    void setShown(bool shown);

 signals:
    void entered(const QString& secret);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void refresh();
    QString masked() const;

    QString m_name;
    QString m_secret;
    QString m_placeholder;
    bool m_isEditable = false;
    bool m_isTyping = false;
    bool m_isShown = false;
    QTimer m_hides;
    QHBoxLayout* m_row;
    QLineEdit* m_field;
    QToolButton* m_show;
    QToolButton* m_copy;
};

}  // namespace mw::gui
