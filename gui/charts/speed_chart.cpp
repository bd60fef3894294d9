// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "speed_chart.h"

#include <qcustomplot.h>

#include <QEvent>
#include <QHelpEvent>
#include <QLocale>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "accessible_buttons.h"
#include "plot_style.h"
#include "reading_speed.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kBandAlpha = 40;
constexpr double kDotSize = 7;
constexpr double kMarkSize = 11;
constexpr double kHoverPixels = 9;
constexpr int kGap = 6;  ///< pixels between the mark, its words and the edges
/// Where the axis begins: dots of one chat are whole.
constexpr double kEdge = 0.94;
constexpr int kLeastChats = 8;  ///< the axis goes at least to here
constexpr int kSteps = 5;       ///< of the axis of all chats, at most

QString figure(double value) {
    return QLocale().toString(value, 'f', value < 10 ? 1 : 0);
}

/// Broken after the last comma, or at the space nearest to the middle.
QString inTwoLines(QString words) {
    qsizetype at = words.lastIndexOf(", ") + 1;
    for (qsizetype i = 0; at == 0 && i < words.size() / 2; ++i)
        for (const qsizetype near : {words.size() / 2 - i, words.size() / 2 + i})
            if (near < words.size() && words[near] == ' ') at = near;
    if (at > 0) words[at] = '\n';
    return words;
}

/// Broken at spaces, as far as there are some, so that no line is wider than this.
QString inLines(const QString& text, const QFontMetrics& metrics, int width) {
    QStringList lines;
    for (const QString& paragraph : text.split('\n')) {
        lines << QString();
        for (const QString& word : paragraph.split(' ')) {
            const QString longer = lines.last().isEmpty() ? word : lines.last() + ' ' + word;
            if (lines.last().isEmpty() || metrics.horizontalAdvance(longer) <= width)
                lines.last() = longer;
            else
                lines << word;
        }
    }
    return lines.join('\n');
}

QSharedPointer<QCPAxisTicker> powersOf(double base) {
    const QSharedPointer<QCPAxisTickerLog> ticker(new QCPAxisTickerLog);
    ticker->setLogBase(base);
    ticker->setSubTickCount(0);
    ticker->setTickCount(12);
    return ticker;
}

}  // namespace

SpeedChart::SpeedChart(Kind kind, const QString& name, QWidget* parent)
    : QWidget(parent), m_kind(kind), m_plot(new QCustomPlot(this)) {
    m_plot->setInteractions(QCP::Interactions());
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->installEventFilter(this);
    m_plot->setLocale(QLocale());
    m_plot->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    m_plot->axisRect()->setMargins(QMargins(0, 8, 14, 0));
    m_plot->xAxis->setScaleType(QCPAxis::stLogarithmic);
    m_plot->xAxis->setTicker(powersOf(2));
    m_plot->xAxis->setLabelPadding(4);
    m_plot->xAxis->setNumberFormat("f");
    m_plot->xAxis->setNumberPrecision(0);
    m_plot->yAxis->setNumberFormat(kind == Kind::Total ? "f" : "g");
    if (kind == Kind::PerChat) {
        m_plot->yAxis->setScaleType(QCPAxis::stLogarithmic);
        m_plot->yAxis->setTicker(powersOf(10));
        m_reading = new QCPItemRect(m_plot);
        m_reading->setLayer("grid");
        m_readingText = new QCPItemText(m_plot);
        m_readingText->setLayer("grid");
        m_readingText->setText(tr("reading, %1–%2 tok/s").arg(kReadingLeast).arg(kReadingMost));
        m_readingText->position->setType(QCPItemPosition::ptAbsolute);
        m_readingText->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    } else {
        m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTickerFixed>::create());
    }
    m_lower = m_plot->addGraph();
    m_upper = m_plot->addGraph();
    m_line = m_plot->addGraph();
    m_far = m_plot->addGraph();
    m_near = m_plot->addGraph();
    m_readable = m_plot->addGraph();
    for (QCPGraph* dots : {m_far, m_near, m_readable}) {
        dots->setLineStyle(QCPGraph::lsNone);
        dots->setAdaptiveSampling(false);
    }
    for (QCPGraph* edge : {m_lower, m_upper})
        edge->setPen(Qt::NoPen);
    m_upper->setChannelFillGraph(m_lower);
    m_mark = new QCPItemLine(m_plot);
    m_markText = new QCPItemText(m_plot);
    m_markText->position->setTypeX(QCPItemPosition::ptAbsolute);
    m_markText->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_markText->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_emptyText = new QCPItemText(m_plot);
    m_emptyText->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_emptyText->position->setCoords(0.5, 0.45);
    m_emptyText->setTextAlignment(Qt::AlignCenter);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_plot);
    connect(m_plot, &QCustomPlot::afterLayout, this, &SpeedChart::placeWords);
    setAccessibleName(name);
    setAccessibleChart(this);
    restyle();
    redraw();
}

void SpeedChart::setPrediction(const QVector<Point>& line, bool isDashed) {
    m_prediction = line;
    if (isDashed != m_isDashed) {
        m_isDashed = isDashed;
        restyle();
    }
    QVector<double> chats, speeds, low, high;
    bool hasBand = false;
    for (const Point& point : line) {
        chats << point.chats;
        speeds << point.speed;
        low << point.least;
        high << point.most;
        hasBand = hasBand || point.least < point.most;
    }
    m_line->setData(chats, speeds, true);
    m_lower->setData(chats, low, true);
    m_upper->setData(chats, high, true);
    for (QCPGraph* edge : {m_lower, m_upper})
        edge->setVisible(hasBand);
    redraw();
}

void SpeedChart::setDots(const QVector<Dot>& dots) {
    m_dots = dots;
    for (const bool comparable : {true, false}) {
        QVector<double> chats, speeds;
        for (const Dot& dot : dots) {
            if (dot.comparable != comparable) continue;
            chats << dot.chats;
            speeds << dot.tokensPerSecond;
        }
        (comparable ? m_near : m_far)->setData(chats, speeds);
    }
    redraw();
}

void SpeedChart::setCurrent(int chats, const QString& text) {
    m_current = chats;
    m_markWords = text;
    m_markText->setText(text);
    redraw();
}

void SpeedChart::setReadable(int chats) {
    m_readable->data()->clear();
    // The line has points on its grid only; the mark stands on the last one that is not beyond.
    for (const Point& point : m_prediction)
        if (point.chats <= chats) m_readable->setData({double(point.chats)}, {point.speed}, true);
    redraw();
}

void SpeedChart::setEmptyText(const QString& text) {
    m_emptyWords = text;
    redraw();
}

QString SpeedChart::summary() const {
    if (m_prediction.isEmpty() && m_dots.isEmpty()) return QString(m_emptyWords).replace('\n', ' ');
    QStringList parts;
    if (!m_markWords.isEmpty()) parts << m_markWords;
    if (!m_prediction.isEmpty())
        parts << tr("predicted from %1 with %2 chats to %3 with %4")
                     .arg(figure(m_prediction.first().speed), QLocale().toString(m_prediction.first().chats),
                          figure(m_prediction.last().speed), QLocale().toString(m_prediction.last().chats));
    if (!m_dots.isEmpty()) parts << tr("%n measured", nullptr, static_cast<int>(m_dots.size()));
    return parts.join("; ") + '.';
}

void SpeedChart::redraw() {
    moveAxes();
    setAccessibleDescription(summary());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void SpeedChart::moveAxes() {
    double mostChats = kLeastChats;
    double most = 0;
    double least = kReadingLeast;
    const auto take = [&](double chats, double speed) {
        mostChats = std::max(mostChats, chats);
        most = std::max(most, speed);
        if (speed > 0) least = std::min(least, speed);
    };
    for (const Point& point : m_prediction) {
        take(point.chats, point.least);
        take(point.chats, point.most);
    }
    for (const Dot& dot : m_dots)
        take(dot.chats, dot.tokensPerSecond);
    mostChats = std::max(mostChats, double(m_current));
    m_plot->xAxis->setRange(kEdge, mostChats / kEdge);
    const bool empty = !(most > 0);
    m_emptyText->setVisible(empty);
    // An axis without values would count nothing.
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis})
        axis->setTickLabels(!empty);
    m_plot->yAxis->grid()->setVisible(!empty);
    m_plot->xAxis->setLabel(empty ? QString() : tr("chats at once"));
    if (m_kind == Kind::Total) {
        const double step = niceCeiling(most * 1.05 / kSteps);
        const double ceiling = empty ? 1 : step * std::ceil(most * 1.05 / step);
        m_plot->yAxis->setRange(0, ceiling);
        // In steps that are what they say: no 13 for 12.5.
        if (!empty) m_plot->yAxis->ticker().staticCast<QCPAxisTickerFixed>()->setTickStep(step);
        m_plot->yAxis->setNumberPrecision(empty ? 0 : std::max(0, static_cast<int>(-std::floor(std::log10(step)))));
    } else {
        // Whole decades, so that the band of reading is always in the picture and nothing jumps while one drags.
        const double floor = std::pow(10, std::floor(std::log10(std::max(least, 1e-3))));
        const double ceiling = std::pow(10, std::ceil(std::log10(std::max(most * 1.05, 20.0))));
        m_plot->yAxis->setRange(floor, ceiling);
        m_reading->topLeft->setCoords(kEdge, kReadingMost);
        m_reading->bottomRight->setCoords(mostChats / kEdge, kReadingLeast);
        m_reading->setVisible(!empty);
        m_readingText->setVisible(!empty);
    }
    m_mark->start->setCoords(m_current, m_plot->yAxis->range().lower);
    m_mark->end->setCoords(m_current, m_plot->yAxis->range().upper);
    m_mark->setVisible(!empty);
    m_markText->setVisible(!empty && !m_markWords.isEmpty());
}

void SpeedChart::placeWords() {
    const QRect room = m_plot->axisRect()->rect();
    m_emptyText->setText(inLines(m_emptyWords, QFontMetrics(m_emptyText->font()), room.width()));
    const double mark = m_plot->xAxis->coordToPixel(m_current);
    const double leftRoom = mark - kGap - room.left(), rightRoom = room.right() - mark - kGap;
    const auto widthOf = [](const QCPItemText* item, const QString& text) {
        return QFontMetrics(item->font()).size(0, text).width();
    };

    QString words = m_markWords;
    if (widthOf(m_markText, words) > std::max(leftRoom, rightRoom)) words = inTwoLines(words);
    const int width = widthOf(m_markText, words);
    // Where the line is low: to the left of a mark on the right, unless only the other side has the room.
    const bool right = mark < room.center().x() ? rightRoom >= width || rightRoom > leftRoom
                                                : leftRoom < width && rightRoom > leftRoom;
    const double most = std::max<double>(room.left(), room.right() - width);
    m_markText->setText(words);
    m_markText->setTextAlignment(right ? Qt::AlignLeft : Qt::AlignRight);
    m_markText->position->setCoords(std::clamp<double>(right ? mark + kGap : mark - kGap - width, room.left(), most),
                                    0.0);

    if (!m_readingText) return;
    // At the right end of the band, unless the mark is there and the left one is free.
    const int reading = widthOf(m_readingText, m_readingText->text());
    const bool atLeft = rightRoom < reading + kGap && leftRoom >= reading + kGap;
    m_readingText->position->setCoords(atLeft ? room.left() + kGap : room.right() - kGap - reading,
                                       m_plot->yAxis->coordToPixel(std::sqrt(kReadingLeast * kReadingMost)));
}

void SpeedChart::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    restyle();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

bool SpeedChart::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_plot && event->type() == QEvent::ToolTip) {
        showValueAt(static_cast<QHelpEvent*>(event)->pos());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SpeedChart::showValueAt(const QPoint& position) {
    QStringList lines;
    for (const Dot& dot : m_dots) {
        const QPointF at(m_plot->xAxis->coordToPixel(dot.chats), m_plot->yAxis->coordToPixel(dot.tokensPerSecond));
        if (QLineF(at, position).length() <= kHoverPixels && lines.size() < 6) lines << dot.text;
    }
    if (lines.isEmpty() && !m_prediction.isEmpty()) {
        const double chats = m_plot->xAxis->pixelToCoord(position.x());
        const auto nearer = [chats](const Point& a, const Point& b) {
            return std::abs(std::log(a.chats / chats)) < std::abs(std::log(b.chats / chats));
        };
        const Point point = *std::min_element(m_prediction.begin(), m_prediction.end(), nearer);
        lines << (point.least < point.most
                      ? tr("%Ln chats: %1 tokens/s predicted, between %2 and %3", nullptr, point.chats)
                            .arg(figure(point.speed), figure(point.least), figure(point.most))
                      : tr("%Ln chats: %1 tokens/s predicted", nullptr, point.chats).arg(figure(point.speed)));
    }
    QToolTip::showText(m_plot->mapToGlobal(position), lines.join('\n'), m_plot);
}

void SpeedChart::restyle() {
    const Theme& theme = themeOf(this);
    stylePlot(*m_plot, theme);
    const QColor line = theme.series[m_kind == Kind::Total ? 2 : 0];
    QColor band = line;
    band.setAlpha(kBandAlpha);
    m_line->setPen(QPen(line, 2, m_isDashed ? Qt::DashLine : Qt::SolidLine));
    m_upper->setBrush(band);
    const auto dress = [&](QCPGraph* dots, QColor color, int alpha) {
        color.setAlpha(alpha);
        dots->setPen(QPen(color, 1.6));
        dots->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(color, 1.6), theme.surface, kDotSize));
    };
    dress(m_near, theme.series[1], 255);
    dress(m_far, theme.series[1], 90);
    m_readable->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssDiamond, QPen(theme.surface, 1.5), theme.warn, kMarkSize));
    QPen mark(theme.accent, 1);
    mark.setStyle(Qt::DashLine);
    m_mark->setPen(mark);
    QFont font = m_plot->font();
    font.setPixelSize(11);
    for (QCPItemText* text : {m_markText, m_readingText, m_emptyText})
        if (text) text->setFont(font);
    m_markText->setColor(theme.accent);
    font.setPixelSize(12);
    m_emptyText->setFont(font);
    m_emptyText->setColor(theme.muted);
    if (!m_reading) return;
    m_reading->setPen(Qt::NoPen);
    m_reading->setBrush(theme.warnFill);
    m_readingText->setColor(theme.warn);
}

}  // namespace mw::gui
