// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QString>
#include <QWidget>
#include <vector>

namespace mw::gui {

/// A bar of stacked amounts against a whole: memory of a device, tokens of a context.
class StackedBar : public QWidget {
    Q_OBJECT

 public:
    /// Colours come from the theme: a series by its index, or the muted grey of what is not ours.
    enum class Color { Series1, Series2, Series3, Series4, Series5, Others };

    struct Segment {
        QString name;
        double amount = 0;  ///< in the unit of the whole
        Color color = Color::Series1;
        QString text;  ///< the amount as shown to people: "4.3 GB"
    };

    explicit StackedBar(QWidget* parent = nullptr);

    /// Shows `segments` of `whole`. What exceeds the whole is hatched in the colour of errors.
    void setSegments(std::vector<Segment> segments, double whole);
    /// Shows squares and names below the bar, or only the bar.
    void setLegendVisible(bool visible);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

 protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

 private:
    /// Walks the legend's entries for a width; calls draw(segment, x, y), returns the height of the widget.
    template <typename Draw>
    int layOutLegend(int width, Draw draw) const;
    QColor colorOf(Color color) const;

    std::vector<Segment> m_segments;
    double m_whole = 0;
    bool m_legend = false;
};

}  // namespace mw::gui
