// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVector>
#include <QWidget>

class QCPGraph;
class QCPItemLine;
class QCPItemRect;
class QCPItemText;
class QCustomPlot;

namespace mw::gui {

/// Tokens per second over chats at once: a predicted line, a band of what it is known to be off by, and measured dots.
class SpeedChart : public QWidget {
    Q_OBJECT

 public:
    /// Of all chats together on a linear axis, or of one of them on a logarithmic one with the speed of reading.
    enum class Kind { Total, PerChat };

    struct Dot {
        int chats = 0;
        double tokensPerSecond = 0;  ///< of all chats, or of one, as the chart is
        bool comparable = true;      ///< measured under what the line is drawn for; the others are drawn faint
        QString text;                ///< on hover
    };

    SpeedChart(Kind kind, const QString& name, QWidget* parent = nullptr);

    /// What is predicted for some chats, and between what it will be; both the same where that is not known.
    struct Point {
        int chats = 0;
        double speed = 0;
        double least = 0;
        double most = 0;
    };

    /// `line` from 1 chat on, with a band where it has one. What nothing measured holds, a limit or a guess, is dashed.
    void setPrediction(const QVector<Point>& line, bool isDashed = false);
    void setDots(const QVector<Dot>& dots);
    /// Marks a number of chats, with a text at its top.
    void setCurrent(int chats, const QString& text);
    /// Marks the last point of the line that people can read as fast as it comes; 0 chats: no mark.
    void setReadable(int chats);
    /// What stands in the middle while there is nothing to draw.
    void setEmptyText(const QString& text);

    /// What the chart shows, in a sentence.
    QString summary() const;

    QSize sizeHint() const override { return {320, 120}; }
    QSize minimumSizeHint() const override { return {200, 110}; }

 protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void restyle();
    void moveAxes();
    void placeWords();
    void redraw();
    void showValueAt(const QPoint& position);

    Kind m_kind;
    QCustomPlot* m_plot;
    QCPGraph* m_lower;
    QCPGraph* m_upper;
    QCPGraph* m_line;
    QCPGraph* m_near;
    QCPGraph* m_far;
    QCPGraph* m_readable;
    QCPItemRect* m_reading = nullptr;
    QCPItemText* m_readingText = nullptr;
    QCPItemLine* m_mark;
    QCPItemText* m_markText;
    QString m_markWords;   ///< in one line
    QString m_emptyWords;  ///< as they were given, without the breaks that they are shown with
    QCPItemText* m_emptyText;
    QVector<Point> m_prediction;
    QVector<Dot> m_dots;
    bool m_isDashed = false;
    int m_current = 1;
};

}  // namespace mw::gui
