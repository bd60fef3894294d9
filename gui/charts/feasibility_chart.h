// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPoint>
#include <QPointF>
#include <QString>
#include <QVector>
#include <QWidget>
#include <optional>

#include "fit.h"
#include "point_grid.h"
#include "staircase.h"

class QCPGraph;
class QCPItemLine;
class QCPItemText;
class QCPItemTracer;
class QCPLayer;
class QCustomPlot;
class QLabel;

namespace mw::gui {

/// What fits: context per chat across, chats at once upwards, both in doublings. Staircases bound what memory holds;
/// the first is that of the operating point, and the plane is coloured by it. The point is dragged with the mouse or
/// walked with the arrow keys.
class FeasibilityChart : public QWidget {
    Q_OBJECT

 public:
    explicit FeasibilityChart(QWidget* parent = nullptr);

    void setGrids(const PointGrid& context, const PointGrid& chats);
    /// `comfort` bounds what fits with room to spare; between it and the first curve memory is tight.
    void setCurves(const QVector<FeasibilityCurve>& curves, const Staircase& comfort);
    /// The operating point, and what to say beside it: a title and a line below in the colour of `fit`.
    void setPoint(int context, int chats, const QString& title, const QString& detail, Fit fit);
    /// What is loaded now; nothing: no ghost.
    void setLoaded(const std::optional<QPoint>& point);

    int context() const { return m_point.x(); }
    int chats() const { return m_point.y(); }
    QColor curveColor(int curve) const;
    Qt::PenStyle curveDash(int curve) const;
    /// Where a point lies, in pixels of this widget.
    QPointF pixelOf(int context, int chats) const;

    QSize sizeHint() const override { return {480, 200}; }
    QSize minimumSizeHint() const override { return {320, 200}; }

 signals:
    /// A person moved the point here.
    void pointMoved(mw::gui::OperatingPoint point);

 protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    void restyle();
    void drawRegions();
    void placePoint();
    void placeCallout();
    void move(int context, int chats);
    void dragTo(const QPointF& pixel);
    QString regionAt(const QPoint& pixel) const;

    QCustomPlot* m_plot;
    PointGrid m_contextGrid{512, 32768, 16};
    PointGrid m_chatsGrid{1, 256, 1};
    QVector<FeasibilityCurve> m_curves;
    Staircase m_comfort;
    QVector<QCPGraph*> m_lines;
    QCPGraph* m_tight;        ///< filled below the first curve
    QCPGraph* m_comfortable;  ///< filled below the comfort
    QCPItemTracer* m_marker;
    QCPItemTracer* m_ring;
    QCPItemTracer* m_ghost;
    QCPItemText* m_ghostText;
    QCPItemLine* m_across;
    QCPItemLine* m_down;
    QCPLayer* m_pointLayer;  ///< redrawn alone while the point is dragged
    QLabel* m_callout;
    QString m_title;
    QString m_detail;
    QPoint m_point{4096, 8};
    std::optional<QPoint> m_loaded;
    Fit m_fit = Fit::Fits;
    bool m_dragging = false;
};

}  // namespace mw::gui
