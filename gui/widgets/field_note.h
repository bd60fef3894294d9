// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <QPointer>
#include <QTimer>

class QLabel;

namespace mw::gui {

/// A few words at a field about what was typed there and could not be taken. It goes after some seconds, or when typing
/// goes on.
class FieldNote : public QFrame {
    Q_OBJECT

 public:
    /// Shows `text` at `field`, in place of an earlier note there, and reads it out. Nothing where `field` is not seen.
    static void say(QWidget* field, const QString& text);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    FieldNote(QWidget* field, const QString& text, QWidget* parent);
    void place();

    QPointer<QWidget> m_field;
    QLabel* m_text;
    QTimer m_ends;
};

}  // namespace mw::gui
