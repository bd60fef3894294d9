// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAbstractButton>
#include <deque>
#include <vector>

#include "metric_card.h"

namespace mw::gui {

/// A group of metrics in one row: its name, the last five minutes as small lines without axes, and the newest value. It
/// is the button that opens the whole chart.
class Sparkline : public QAbstractButton {
    Q_OBJECT

 public:
    explicit Sparkline(const MetricGroup& group, QWidget* parent = nullptr);

    void clear();
    void add(const MonitorRow& row);
    /// "3.5 GB"; empty before there is a value. A unit in words is told to those who hear it, but not written.
    QString newest(bool inWords = false) const;

    QSize sizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

 private:
    struct Moment {
        double seconds = 0;
        std::vector<double> values;  ///< of each metric; NaN where there is none
    };

    void paintLines(QPainter& painter, const QRectF& rect) const;

    MetricGroup m_group;
    std::deque<Moment> m_moments;
    double m_ceiling = 0;
};

/// A sparkline, and below it, where a person has opened it, the chart.
class MetricFold : public QWidget {
    Q_OBJECT

 public:
    explicit MetricFold(const MetricGroup& group, QWidget* parent = nullptr);

    bool isOpen() const { return m_line->isChecked(); }
    void setOpen(bool open) { m_line->setChecked(open); }
    void setRows(const std::deque<MonitorRow>& rows);
    void add(const MonitorRow& row);
    void setPaused(bool paused);

    Sparkline* line() const { return m_line; }
    MetricCard* card() const { return m_card; }

 private:
    Sparkline* m_line;
    MetricCard* m_card;
    bool m_paused = false;
};

}  // namespace mw::gui
