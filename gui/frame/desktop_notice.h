// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QObject>
#include <functional>

namespace mw::gui {

/// Says something in the desktop's own way, beside or instead of the window. Where the desktop has no way, nothing is
/// said and nothing waits.
class DesktopNotice : public QObject {
    Q_OBJECT

 public:
    explicit DesktopNotice(QObject* parent = nullptr);

    /// `title` and `text` as they are, without markup. `clicked` is called if a person clicks on it.
    void say(const QString& title, const QString& text, const std::function<void()>& clicked);

 private slots:
    void takeAction(uint id, const QString& action);
    void takeClosed(uint id, uint reason);

 private:
    QHash<uint, std::function<void()>> m_clicked;
};

}  // namespace mw::gui
