// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace mw::gui {

/// What keys and wheel do in every window of the program, whatever widget is there:
/// - The wheel scrolls. It changes a spin box or a slider only after a click into it, and never the choice of a combo
///   box, whose list opens by that click.
/// - Enter presses the button that has the focus, as Space does.
/// - A button whose menu was closed is lit only where the mouse is on it.
class InputManners : public QObject {
    Q_OBJECT

 public:
    /// For the life of `parent`.
    explicit InputManners(QObject* parent);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    bool passesWheel(const QWidget* field) const;

    QPointer<QWidget> m_clicked;  ///< the field that has the focus by a click
};

/// Lets the wheel scroll what is around `widget`, which has no use for it.
void passWheel(QWidget& widget);

}  // namespace mw::gui
