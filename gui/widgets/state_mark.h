// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QPainter;

namespace mw::gui {

struct Theme;

/// A state's mark: each has a shape of its own, so that none is told by its colour alone. A word stands beside it.
enum class Mark {
    Off,      ///< a faint ring
    Waiting,  ///< a ring
    Half,     ///< a half disc: on its way
    Running,  ///< a disc
    Done,     ///< a tick
    Failed,   ///< a cross
};

/// Draws it in the middle of `rect`.
void drawMark(QPainter& painter, const QRectF& rect, Mark mark, const Theme& theme);

class StateMark : public QWidget {
    Q_OBJECT

 public:
    explicit StateMark(QWidget* parent = nullptr);

    void setMark(Mark mark);
    Mark mark() const { return m_mark; }

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    Mark m_mark = Mark::Off;
};

}  // namespace mw::gui
