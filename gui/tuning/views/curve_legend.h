// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QString>
#include <QVector>
#include <QWidget>

namespace mw::gui {

/// What the lines of a chart mean: a piece of each line, and its name. Wraps to the right.
class CurveLegend : public QWidget {
    Q_OBJECT

 public:
    struct Entry {
        QString name;
        QColor color;
        Qt::PenStyle dash = Qt::SolidLine;
    };

    explicit CurveLegend(QWidget* parent = nullptr);

    void setEntries(const QVector<Entry>& entries);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    QVector<QRect> layOut(int width) const;

    QVector<Entry> m_entries;
};

}  // namespace mw::gui
