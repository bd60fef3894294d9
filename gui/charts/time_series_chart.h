// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QWidget>
#include <limits>
#include <optional>
#include <span>
#include <vector>

class QCPGraph;
class QCPItemStraightLine;
class QCPItemText;
class QCustomPlot;

namespace mw::gui {

class SeriesLegend;

/// A live chart of the last five minutes. Values come from outside; the chart keeps no reference to their source. The
/// mouse, or the arrow keys where the chart has the focus, show the values of one moment.
class TimeSeriesChart : public QWidget {
    Q_OBJECT

 public:
    static constexpr double kWindowSeconds = 300;
    static constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

    /// `name` and `unit` are read to people who cannot see it: "Tokens/s", "tokens per second".
    TimeSeriesChart(const QString& name, const QString& unit, QWidget* parent = nullptr);

    /// Adds a line and returns its index. Colour is an index into Theme::series; each line has its own dash, too. Two
    /// lines or more have a legend.
    int addSeries(const QString& name, int color);

    /// Adds a value at `seconds` (any clock that only goes forward); kGap where there is none.
    void append(int series, double seconds, double value);
    /// Adds a value to every line.
    void append(double seconds, std::span<const double> values);
    /// Forgets all values and how far the axis had grown.
    void clear();

    /// Shows the axis up to this value, always; 0, or not a number: it grows in steps with the values.
    void setCeiling(double ceiling);

    /// Holds the picture while values go on to be kept.
    void setPaused(bool paused);

    /// One sentence: newest, lowest and highest value of each line.
    QString summary() const;
    /// The values at a moment, a line each, with its age above; empty if there are none.
    QString valuesAt(double seconds) const;

 protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

 private:
    struct Series {
        QString name;
        int color = 0;
        QCPGraph* graph = nullptr;
        double newest = kGap;
    };

    void add(Series& line, double seconds, double value);
    void restyle();
    void redraw();
    void moveAxes();
    void showLegend();
    /// Puts the cursor to a moment and its values beside it; absent: takes it away.
    void moveCursor(std::optional<double> seconds);

    QString m_name;
    QString m_unit;
    QCustomPlot* m_plot;
    QCPItemText* m_newestText;
    QCPItemStraightLine* m_cursorLine;
    SeriesLegend* m_legend;
    std::vector<Series> m_series;
    std::optional<double> m_cursor;
    double m_newestSeconds = 0;
    double m_now = 0;  ///< the right end of the picture
    double m_fixedCeiling = 0;
    double m_grownCeiling = 1;
    bool m_paused = false;
    bool m_isStale = false;  ///< what the plot has drawn is older than its values
};

}  // namespace mw::gui
