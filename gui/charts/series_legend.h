// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPen>
#include <QStaticText>
#include <QString>
#include <QWidget>
#include <vector>

namespace mw::gui {

/// Names of a chart's lines, each with a piece of its line and its newest value; as many to a row as there is room for.
class SeriesLegend : public QWidget {
    Q_OBJECT

 public:
    struct Entry {
        QString name;
        QString value;
        QPen pen;
    };

    explicit SeriesLegend(QWidget* parent = nullptr);

    void setEntries(std::vector<Entry> entries);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

 protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

 private:
    /// An entry and how wide its texts are. Names stay while values change every second, and text is slow to measure.
    struct Item {
        Entry entry;
        QStaticText name, value;
        int nameWidth = 0;  ///< with the space behind it
        int valueWidth = 0;
    };

    QFont smallFont() const;
    void measureAll();
    void measureValue(Item& item) const;
    /// Walks the items for a width; calls draw(item, x, y), returns the height.
    template <typename Draw>
    int layOut(int width, Draw draw) const;

    std::vector<Item> m_items;
};

}  // namespace mw::gui
