// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QWidget>
#include <deque>

namespace mw::gui {

/// Keeps the focus where the person is. Qt gives it to the next widget of the window, or to none, where the one that
/// has it is hidden, disabled or deleted: a banner's button that was pressed, a page that went. Here it goes back to
/// the place before, as far as that is still there; else to what is nearest.
class FocusKeeper : public QObject {
    Q_OBJECT

 public:
    /// In all windows of the program, for the life of `parent`.
    explicit FocusKeeper(QObject* parent);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    struct Place {
        QPointer<QWidget> widget;
        QPointer<QWidget> window;
        QList<QPointer<QWidget>> around;  ///< what it is in, the nearest first; without the window
        bool chosen = true;               ///< by a person or by the program, not by Qt in want of one

        bool isGone() const { return !widget || !widget->isVisible() || !widget->isEnabled(); }
    };

    void onFocusChanged(QWidget* now);
    void remember(QWidget* widget, bool chosen);
    const Place* lastIn(const QWidget* window) const;
    void restore();
    QWidget* placeIn(const QWidget* window) const;

    std::deque<Place> m_places;  ///< where the focus was, the newest last
    Qt::FocusReason m_reason = Qt::OtherFocusReason;
    QPointer<QWidget> m_given;  ///< what Qt gave the focus to; nothing: to nothing
    bool m_restoring = false;
};

}  // namespace mw::gui
