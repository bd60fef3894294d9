// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QWidget>
#include <limits>
#include <vector>

class QCPGraph;
class QCPItemText;
class QCustomPlot;

namespace mw::gui {

/// A live chart of the last five minutes. Values come from outside; the chart keeps no reference to their source.
class TimeSeriesChart : public QWidget {
    Q_OBJECT

 public:
    static constexpr double kWindowSeconds = 300;
    static constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

    /// `name` and `unit` are read to people who cannot see it: "Tokens/s", "tokens per second".
    TimeSeriesChart(const QString& name, const QString& unit, QWidget* parent = nullptr);

    /// Adds a line and returns its index. Colour is an index into Theme::series; each line has its own dash, too.
    int addSeries(const QString& name, int color);

    /// Adds a value at `seconds` (any clock that only goes forward); kGap where there is none.
    void append(int series, double seconds, double value);

    /// Shows the axis up to this value, always; 0: it grows in steps with the values.
    void setCeiling(double ceiling);

    /// Holds the picture while values go on to be kept.
    void setPaused(bool paused);

    /// One sentence: newest, lowest and highest value of each line.
    QString summary() const;

 protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    struct Series {
        QString name;
        int color = 0;
        QCPGraph* graph = nullptr;
        double newest = kGap;
    };

    void restyle();
    void redraw();
    void moveAxes();
    void showValueAt(const QPoint& position);

    QString m_name;
    QString m_unit;
    QCustomPlot* m_plot;
    QCPItemText* m_newestText;
    std::vector<Series> m_series;
    double m_now = 0;
    double m_fixedCeiling = 0;
    double m_grownCeiling = 1;
    bool m_paused = false;
};

}  // namespace mw::gui
