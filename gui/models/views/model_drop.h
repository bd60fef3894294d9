// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>

class QMimeData;
class QWidget;

namespace mw::gui {

/// Lets a widget take a model that is dropped on it or on what lies in it: a folder, or a file that may hold one.
/// Widgets within it that take drops themselves come first.
class ModelDrop : public QObject {
    Q_OBJECT

 public:
    /// The widget is the parent, too.
    explicit ModelDrop(QWidget* target);

    /// Whether what is dragged is one, so that who takes other files leaves it alone.
    static bool takes(const QMimeData* data);

 signals:
    void dropped(const QString& path);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace mw::gui
