// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "feasibility_chart.h"

#include <qcustomplot.h>

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "accessible_buttons.h"
#include "controls.h"
#include "plot_style.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr Qt::PenStyle kDashes[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine, Qt::DashDotDotLine};
/// Series colours in the order in which curves take them; the second series is kept for measured points.
constexpr int kColors[] = {0, 2, 3, 4, 1};
constexpr int kMarkerSize = 14;
constexpr int kRingSize = 24;
constexpr int kGhostSize = 14;
constexpr int kCalloutGap = 12;
/// On a logarithmic axis nothing is at no chats; this is well below the axis.
constexpr double kNone = 0.25;

QSharedPointer<QCPAxisTicker> doublings() {
    const QSharedPointer<QCPAxisTickerLog> ticker(new QCPAxisTickerLog);
    ticker->setLogBase(2);
    ticker->setSubTickCount(0);
    ticker->setTickCount(24);
    return ticker;
}

QCPItemTracer* makeMarker(QCustomPlot* plot, double size, const QString& layer) {
    auto* marker = new QCPItemTracer(plot);
    marker->setStyle(QCPItemTracer::tsCircle);
    marker->setSize(size);
    marker->position->setType(QCPItemPosition::ptPlotCoords);
    marker->setLayer(layer);
    marker->setClipToAxisRect(false);
    return marker;
}

QCPItemLine* makeGuide(QCustomPlot* plot, const QString& layer) {
    auto* line = new QCPItemLine(plot);
    line->setLayer(layer);
    line->setClipToAxisRect(false);
    return line;
}

/// The largest number of chats at a context; 0 if not one fits.
int chatsAt(const Staircase& corners, double context) {
    double most = 0;
    for (const QPointF& corner : corners)
        if (context <= corner.x()) most = std::max(most, corner.y());
    return static_cast<int>(most);
}

}  // namespace

FeasibilityChart::FeasibilityChart(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot(this)) {
    m_plot->setInteractions(QCP::Interactions());
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->installEventFilter(this);
    m_plot->setCursor(Qt::CrossCursor);
    m_plot->setLocale(QLocale());
    m_plot->addLayer("fills", m_plot->layer("grid"), QCustomPlot::limBelow);
    m_plot->addLayer("point", m_plot->layer("overlay"), QCustomPlot::limBelow);
    m_pointLayer = m_plot->layer("point");
    m_pointLayer->setMode(QCPLayer::lmBuffered);
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setScaleType(QCPAxis::stLogarithmic);
        axis->setTicker(doublings());
        axis->setNumberFormat("f");
        axis->setNumberPrecision(0);
        axis->setLabelPadding(4);
    }
    m_plot->xAxis->setLabel(tr("context per chat, tokens"));
    m_plot->yAxis->setLabel(tr("chats at once"));
    m_plot->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    m_plot->axisRect()->setMargins(QMargins(0, 14, 26, 0));

    m_tight = m_plot->addGraph();
    m_comfortable = m_plot->addGraph();
    for (QCPGraph* region : {m_tight, m_comfortable}) {
        region->setLayer("fills");
        region->setPen(Qt::NoPen);
        region->setLineStyle(QCPGraph::lsStepRight);
    }
    m_across = makeGuide(m_plot, "point");
    m_down = makeGuide(m_plot, "point");
    m_ghost = makeMarker(m_plot, kGhostSize, "point");
    m_ghostText = new QCPItemText(m_plot);
    m_ghostText->setLayer("point");
    m_ghostText->setText(tr("loaded now"));
    m_ghostText->setClipToAxisRect(false);
    m_ring = makeMarker(m_plot, kRingSize, "point");
    m_marker = makeMarker(m_plot, kMarkerSize, "point");

    m_callout = new QLabel(this);
    m_callout->setObjectName("callout");
    m_callout->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_callout->setTextFormat(Qt::RichText);
    m_callout->setMargin(8);
    // The axes' place is known only when they were laid out.
    connect(m_plot, &QCustomPlot::afterReplot, this, &FeasibilityChart::placeCallout);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_plot);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("What fits: operating point"));
    setAccessibleChart(this);
    setGrids(m_contextGrid, m_chatsGrid);
    restyle();
}

void FeasibilityChart::setGrids(const PointGrid& context, const PointGrid& chats) {
    m_contextGrid = context;
    m_chatsGrid = chats;
    m_plot->xAxis->setRange(context.least(), context.most());
    m_plot->yAxis->setRange(chats.least(), chats.most());
    drawRegions();
}

void FeasibilityChart::setCurves(const QVector<FeasibilityCurve>& curves, const Staircase& comfort) {
    m_curves = curves;
    m_comfort = comfort;
    for (QCPGraph* line : m_lines)
        m_plot->removeGraph(line);
    m_lines.clear();
    for (int i = 0; i < curves.size(); ++i) {
        QCPGraph* line = m_plot->addGraph();
        line->setLineStyle(QCPGraph::lsStepRight);
        m_lines << line;
    }
    restyle();
    drawRegions();
}

void FeasibilityChart::drawRegions() {
    const auto fill = [this](QCPGraph* graph, const Staircase& corners) {
        QVector<double> contexts, chats;
        // Upwards corners come from right to left; of those at one context only the highest bounds anything.
        for (auto corner = corners.crbegin(); corner != corners.crend(); ++corner) {
            if (!contexts.isEmpty() && corner->x() <= contexts.last()) continue;
            contexts << corner->x();
            chats << corner->y();
        }
        if (!contexts.isEmpty()) {
            if (contexts.first() > m_contextGrid.least()) {
                contexts.prepend(m_contextGrid.least());
                chats.prepend(chats.first());
            }
            if (contexts.last() < m_contextGrid.most()) {
                contexts << m_contextGrid.most();
                chats << kNone;
            }
        }
        graph->setData(contexts, chats, true);
    };
    fill(m_tight, m_curves.isEmpty() ? Staircase() : m_curves.first().corners);
    fill(m_comfortable, m_comfort);
    for (int i = 0; i < m_lines.size(); ++i)
        fill(m_lines[i], m_curves[i].corners);
    placePoint();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void FeasibilityChart::setPoint(int context, int chats, const QString& title, const QString& detail, Fit fit) {
    m_point = {context, chats};
    m_title = title;
    m_detail = detail;
    m_fit = fit;
    setAccessibleDescription(title + ". " + detail);
    if (hasFocus()) {
        QAccessibleEvent spoken(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&spoken);
    }
    placePoint();
    m_pointLayer->replot();
}

void FeasibilityChart::setLoaded(const std::optional<QPoint>& point) {
    m_loaded = point;
    placePoint();
    m_pointLayer->replot();
}

QColor FeasibilityChart::curveColor(int curve) const {
    // Where the dashes begin anew, another colour does.
    const auto color =
        (static_cast<std::size_t>(curve) + static_cast<std::size_t>(curve) / std::size(kDashes)) % std::size(kColors);
    return themeOf(this).series[static_cast<std::size_t>(kColors[color])];
}

Qt::PenStyle FeasibilityChart::curveDash(int curve) const {
    return kDashes[static_cast<std::size_t>(curve) % std::size(kDashes)];
}

QPointF FeasibilityChart::pixelOf(int context, int chats) const {
    return {m_plot->xAxis->coordToPixel(context), m_plot->yAxis->coordToPixel(chats)};
}

void FeasibilityChart::placePoint() {
    const double left = m_plot->xAxis->range().lower;
    const double bottom = m_plot->yAxis->range().lower;
    m_marker->position->setCoords(m_point.x(), m_point.y());
    m_ring->position->setCoords(m_point.x(), m_point.y());
    m_across->start->setCoords(left, m_point.y());
    m_across->end->setCoords(m_point.x(), m_point.y());
    m_down->start->setCoords(m_point.x(), bottom);
    m_down->end->setCoords(m_point.x(), m_point.y());
    const bool ghost = m_loaded && *m_loaded != m_point;
    m_ghost->setVisible(ghost);
    m_ghostText->setVisible(ghost);
    if (ghost) {
        m_ghost->position->setCoords(m_loaded->x(), m_loaded->y());
        const bool right = pixelOf(m_loaded->x(), 1).x() < m_plot->axisRect()->center().x();
        m_ghostText->setPositionAlignment((right ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        m_ghostText->setPadding(right ? QMargins(kGhostSize, 0, 0, 0) : QMargins(0, 0, kGhostSize, 0));
        m_ghostText->position->setCoords(m_loaded->x(), m_loaded->y());
    }
    placeCallout();
}

void FeasibilityChart::placeCallout() {
    const Theme& theme = themeOf(this);
    const QColor colors[] = {theme.muted, theme.warn, theme.bad};
    m_callout->setText(
        QString("<b>%1</b><br><span style='color:%2; font-size:12px'>%3</span>")
            .arg(m_title.toHtmlEscaped(), colors[static_cast<int>(m_fit)].name(), m_detail.toHtmlEscaped()));
    m_callout->setVisible(!m_title.isEmpty());
    m_callout->resize(m_callout->sizeHint());
    const QRect room = m_plot->axisRect()->rect().translated(m_plot->pos());
    const QPointF at = pixelOf(m_point.x(), m_point.y()) + m_plot->pos();
    // Below and to the left, where the guides are not crossed; turned over where the plane ends.
    double x = at.x() - kCalloutGap - m_callout->width();
    double y = at.y() + kCalloutGap;
    if (x < room.left()) x = at.x() + kCalloutGap;
    if (y + m_callout->height() > room.bottom()) y = at.y() - kCalloutGap - m_callout->height();
    x = std::clamp(x, double(room.left()), std::max<double>(room.left(), room.right() - m_callout->width()));
    y = std::clamp(y, double(room.top()), std::max<double>(room.top(), room.bottom() - m_callout->height()));
    m_callout->move(QPointF(x, y).toPoint());
}

void FeasibilityChart::move(int context, int chats) {
    if (QPoint(context, chats) != m_point) emit pointMoved({context, chats});
}

void FeasibilityChart::dragTo(const QPointF& pixel) {
    move(m_contextGrid.nearest(m_plot->xAxis->pixelToCoord(pixel.x())),
         m_chatsGrid.nearest(m_plot->yAxis->pixelToCoord(pixel.y())));
}

void FeasibilityChart::keyPressEvent(QKeyEvent* event) {
    const int context = m_point.x();
    const int chats = m_point.y();
    const bool far = event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier);
    const auto doubled = [](const PointGrid& grid, int value) { return grid.nearest(2.0 * value); };
    const auto halved = [](const PointGrid& grid, int value) { return grid.nearest(value / 2.0); };
    switch (event->key()) {
        case Qt::Key_Right:
            return move(far ? doubled(m_contextGrid, context) : m_contextGrid.above(context), chats);
        case Qt::Key_Left:
            return move(far ? halved(m_contextGrid, context) : m_contextGrid.below(context), chats);
        case Qt::Key_Up:
            return move(context, far ? doubled(m_chatsGrid, chats) : m_chatsGrid.above(chats));
        case Qt::Key_Down:
            return move(context, far ? halved(m_chatsGrid, chats) : m_chatsGrid.below(chats));
        case Qt::Key_PageUp:
            return move(context, doubled(m_chatsGrid, chats));
        case Qt::Key_PageDown:
            return move(context, halved(m_chatsGrid, chats));
        case Qt::Key_Home:
            return move(m_contextGrid.least(), chats);
        case Qt::Key_End:
            return move(m_contextGrid.most(), chats);
        default:
            QWidget::keyPressEvent(event);
    }
}

void FeasibilityChart::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    m_ring->setVisible(event->reason() != Qt::MouseFocusReason);
    m_pointLayer->replot();
}

void FeasibilityChart::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    m_ring->setVisible(false);
    m_pointLayer->replot();
}

void FeasibilityChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    restyle();
    placePoint();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

bool FeasibilityChart::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_plot) return QWidget::eventFilter(watched, event);
    const auto position = [&] { return static_cast<QMouseEvent*>(event)->position(); };
    switch (event->type()) {
        case QEvent::MouseButtonPress:
            if (static_cast<QMouseEvent*>(event)->button() != Qt::LeftButton) return false;
            setFocus(Qt::MouseFocusReason);
            m_dragging = true;
            dragTo(position());
            return true;
        case QEvent::MouseMove:
            if (m_dragging) dragTo(position());
            return true;
        case QEvent::MouseButtonRelease:
            m_dragging = false;
            return true;
        case QEvent::ToolTip: {
            const auto* help = static_cast<QHelpEvent*>(event);
            QToolTip::showText(help->globalPos(), regionAt(help->pos()), m_plot);
            return true;
        }
        default:
            return false;
    }
}

QString FeasibilityChart::regionAt(const QPoint& pixel) const {
    if (m_curves.isEmpty() || !m_plot->axisRect()->rect().contains(pixel)) return {};
    const int context = m_contextGrid.nearest(m_plot->xAxis->pixelToCoord(pixel.x()));
    const int chats = m_chatsGrid.nearest(m_plot->yAxis->pixelToCoord(pixel.y()));
    const int most = chatsAt(m_curves.first().corners, context);
    const QString word = chats > most                          ? tr("does not fit")
                         : chats > chatsAt(m_comfort, context) ? tr("tight")
                                                               : tr("fits");
    const QLocale locale;
    QString text = tr("%1 tokens × %Ln chats: %2", nullptr, chats).arg(locale.toString(context), word);
    for (const FeasibilityCurve& curve : m_curves) {
        const int limit = chatsAt(curve.corners, context);
        text += '\n' + (limit >= 2 * m_chatsGrid.most()
                            ? tr("%1: more than %Ln chats", nullptr, m_chatsGrid.most()).arg(curve.name)
                            : tr("%1: up to %Ln chats", nullptr, limit).arg(curve.name));
    }
    return text;
}

void FeasibilityChart::restyle() {
    const Theme& theme = themeOf(this);
    stylePlot(*m_plot, theme);
    QColor grid = theme.text;
    grid.setAlpha(14);
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->grid()->setVisible(true);
        axis->grid()->setPen(QPen(grid, 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    m_plot->axisRect()->setBackground(QBrush(m_curves.isEmpty() ? theme.surface : theme.badFill));
    m_tight->setBrush(theme.warnFill);
    m_comfortable->setBrush(theme.okFill);
    for (int i = 0; i < m_lines.size(); ++i) {
        QPen pen(curveColor(i), i == 0 ? 2 : 1.6);
        pen.setStyle(curveDash(i));
        m_lines[i]->setPen(pen);
    }
    QPen guide(theme.accent, 1);
    guide.setStyle(Qt::DashLine);
    m_across->setPen(guide);
    m_down->setPen(guide);
    m_marker->setPen(QPen(theme.surface, 2));
    m_marker->setBrush(theme.accent);
    m_ring->setPen(QPen(theme.accent, 2));
    m_ring->setBrush(Qt::NoBrush);
    m_ring->setVisible(hasFocus());
    QPen ghost(theme.muted, 1.6);
    ghost.setStyle(Qt::DotLine);
    m_ghost->setPen(ghost);
    m_ghost->setBrush(Qt::NoBrush);
    m_ghostText->setColor(theme.muted);
    QFont font = m_plot->font();
    font.setPixelSize(11);
    m_ghostText->setFont(font);
    const QString style = QString("#callout { background: %1; border: 1px solid %2; border-radius: 7px; }")
                              .arg(theme.surface.name(), theme.line.name());
    if (m_callout->styleSheet() != style) m_callout->setStyleSheet(style);
}

}  // namespace mw::gui
