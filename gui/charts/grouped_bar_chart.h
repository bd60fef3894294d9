// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QWidget>
#include <optional>
#include <vector>

class QCPItemRect;
class QCustomPlot;
class QLabel;

namespace mw::gui {

struct Theme;

/// Groups of bars, in each group a wide and a narrow bar for every series: an amount, and the same amount per head. The
/// narrow bars have a scale of their own, a multiple of the axis that is said below. The mouse, or the arrow keys where
/// the chart has the focus, show the values of one pair.
class GroupedBarChart : public QWidget {
    Q_OBJECT

 public:
    struct Bar {
        double wide = 0;
        double narrow = 0;
        double predicted = 0;  ///< of the wide bar; a line across it. 0: nothing was predicted
    };
    struct Series {
        QString name;
        int color = 0;  ///< index into Theme::series
    };
    struct Group {
        QString name;
        QString detail;                        ///< a muted line below the name
        std::vector<std::optional<Bar>> bars;  ///< by series; absent: not measured
    };

    /// `name` is read to people who cannot see it; `wide` and `narrow` say what the bars are: "tokens/s of all chats".
    GroupedBarChart(const QString& name, const QString& wide, const QString& narrow, QWidget* parent = nullptr);

    void setData(std::vector<Series> series, std::vector<Group> groups);
    /// One sentence per group.
    QString summary() const;
    /// The chart in the colours of a theme, for a picture that leaves the program.
    QPixmap picture(const Theme& theme);
    /// The factor between the axis and the narrow bars: the largest of 1, 2, 5, 10 ... with which they reach half of
    /// the highest wide bar.
    double narrowScale() const { return m_scale; }

 protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

 private:
    /// A pair of bars as it stands on the screen, in the plot's pixels across and values up.
    struct Place {
        int group = 0;
        int series = 0;
        double left = 0;
        double wideWidth = 0;
        double narrowLeft = 0;
        double right = 0;
    };

    const Theme& dress() const;
    void chooseScales();
    bool hasPredictions() const;
    void rebuild();
    std::vector<Place> places() const;
    void addBars(const std::vector<Place>& where);
    void addPrediction(const Place& place, double value);
    QFont nameFont() const;
    /// Whether a name is wider than its group, so that all break at their commas.
    bool namesBreak() const;
    void addNames();
    void addText(double x, double y, const QString& text, int pixels, bool strong, const QColor& color);
    void select(int index, bool speak);
    QString describe(const Place& place) const;

    QString m_wide;
    QString m_narrow;
    QCustomPlot* m_plot;
    QLabel* m_key;
    std::vector<Series> m_series;
    std::vector<Group> m_groups;
    std::vector<Place> m_places;
    QCPItemRect* m_frame = nullptr;
    const Theme* m_dress = nullptr;  ///< other than the program's
    int m_selected = -1;
    double m_top = 1;
    double m_step = 1;
    double m_scale = 1;
};

}  // namespace mw::gui
