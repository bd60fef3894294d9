// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "memory_bar.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStringList>
#include <QStyle>
#include <QToolTip>
#include <algorithm>

#include "describe.h"
#include "mirrored.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kBarHeight = 22;
constexpr int kTextGap = 4;
constexpr int kMarkHeight = 4;
constexpr int kUsedHeight = 5;
constexpr int kSwatch = 9;

quint64 bytesOf(const DevicePlan& device, MemoryUse use) {
    switch (use) {
        case MemoryUse::Others:
            return 0;  // known to the device, not to the plan
        case MemoryUse::Runtime:
            return device.reserveBytes - device.marginBytes + device.communicationBytes;
        case MemoryUse::Margin:
            return device.marginBytes;
        case MemoryUse::SharedWeights:
            return device.sharedWeightsBytes;
        case MemoryUse::Experts:
            return device.expertWeightsBytes;
        case MemoryUse::KvCache:
            return device.kvBytes;
        case MemoryUse::Workspace:
            return device.workspaceBytes;
    }
    return 0;
}

quint64 othersOn(const Plan& plan, int rank) {
    const int device = plan.devices[static_cast<std::size_t>(rank)].device;
    const DeviceSpec& spec = plan.request.devices.at(static_cast<std::size_t>(device));
    return spec.sizeBytes() - spec.freeBytes();
}

}  // namespace

QString nameOf(MemoryUse use) {
    switch (use) {
        case MemoryUse::Others:
            return MemoryBar::tr("Others");
        case MemoryUse::Runtime:
            return MemoryBar::tr("CUDA");
        case MemoryUse::Margin:
            return MemoryBar::tr("Margin");
        case MemoryUse::SharedWeights:
            return MemoryBar::tr("Shared weights");
        case MemoryUse::Experts:
            return MemoryBar::tr("Experts");
        case MemoryUse::KvCache:
            return MemoryBar::tr("KV cache");
        case MemoryUse::Workspace:
            return MemoryBar::tr("Workspace");
    }
    return {};
}

QBrush brushOf(MemoryUse use, const Theme& theme) {
    switch (use) {
        case MemoryUse::Others:
            return theme.series[4];
        case MemoryUse::Runtime:
            return theme.faint;
        case MemoryUse::Margin:
            return QBrush(theme.series[4], Qt::BDiagPattern);
        case MemoryUse::SharedWeights:
            return theme.series[3];
        case MemoryUse::Experts:
            return theme.series[0];
        case MemoryUse::KvCache:
            return theme.series[2];
        case MemoryUse::Workspace:
            return theme.series[1];
    }
    return {};
}

MemoryBar::MemoryBar(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MemoryBar::setPlan(const Plan& plan, int rank) {
    const DevicePlan& device = plan.devices.at(static_cast<std::size_t>(rank));
    const quint64 others = othersOn(plan, rank);
    m_name = describeDevice(plan, rank);
    // The CPU says its name already; of GPUs it is what tells them apart.
    const DeviceSpec& spec = plan.request.devices.at(static_cast<std::size_t>(device.device));
    if (spec.kind == DeviceKind::Cuda && !spec.name.empty()) m_name += " · " + QString::fromStdString(spec.name);
    if (spec.budgetBytes > 0) m_name += " · " + tr("budget %1").arg(describeBytes(spec.sizeBytes()));
    m_capacity = device.capacityBytes + others;
    m_needed = device.totalBytes() + others;
    m_segments.clear();
    for (const MemoryUse use : kMemoryUses) {
        const quint64 bytes = use == MemoryUse::Others ? others : bytesOf(device, use);
        if (bytes == 0) continue;
        m_segments.append({use, bytes});
    }
    setAccessibleName(tr("Memory of %1").arg(m_name));
    describe();
    update();
}

void MemoryBar::setKvUsed(double share) {
    share = std::clamp(share, 0.0, 1.0);
    if (share == m_kvUsed) return;
    m_kvUsed = share;
    describe();
    update();
}

void MemoryBar::setPeak(const std::optional<quint64>& bytes) {
    if (bytes == m_peak) return;
    m_peak = bytes;
    describe();
    update();
}

void MemoryBar::describe() {
    QStringList spoken;
    for (const Segment& segment : m_segments)
        spoken << nameOf(segment.use) + ' ' + describeBytes(segment.bytes);
    if (m_kvUsed > 0) spoken << tr("%1 % of the KV cache in use").arg(qRound(100 * m_kvUsed));
    if (m_peak) spoken << tr("measured peak %1").arg(describeBytes(*m_peak));
    setAccessibleDescription(figures() + ". " + spoken.join(", "));
}

QString MemoryBar::figures() const {
    if (m_needed > m_capacity)
        return tr("%1 of %2 · %3 missing")
            .arg(describeBytes(m_needed), describeBytes(m_capacity), describeBytes(m_needed - m_capacity));
    return tr("%1 of %2 · %3 free")
        .arg(describeBytes(m_needed), describeBytes(m_capacity), describeBytes(m_capacity - m_needed));
}

QSize MemoryBar::sizeHint() const {
    return {420, minimumSizeHint().height()};
}

QSize MemoryBar::minimumSizeHint() const {
    return {200, fontMetrics().height() + kTextGap + kMarkHeight + kBarHeight};
}

QRectF MemoryBar::barRect() const {
    const int top = fontMetrics().height() + kTextGap + kMarkHeight;
    return QRectF(0, top, width(), kBarHeight);
}

quint64 MemoryBar::scaleBytes() const {
    return std::max<quint64>({m_capacity, m_needed, 1});
}

void MemoryBar::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    const QRectF bar = barRect();
    const QRectF caption(0, 0, width(), fontMetrics().height());
    painter.setPen(theme.text);
    painter.drawText(caption, Qt::AlignLeft | Qt::AlignVCenter, m_name);
    painter.setPen(m_needed > m_capacity ? theme.bad : theme.muted);
    painter.drawText(caption, Qt::AlignRight | Qt::AlignVCenter, figures());

    mirror(painter, width());
    const auto position = [&](quint64 bytes) {
        return bar.left() + bar.width() * static_cast<double>(bytes) / static_cast<double>(scaleBytes());
    };
    painter.fillRect(bar, theme.faintLine);
    quint64 sum = 0;
    for (const Segment& segment : m_segments) {
        const double left = position(sum);
        sum += segment.bytes;
        // A gap of one pixel parts neighbours also for those who do not tell their colours apart.
        const double right = std::max(position(sum) - 1, left + 1);
        painter.fillRect(QRectF(left, bar.top(), right - left, bar.height()), brushOf(segment.use, theme));
        if (segment.use != MemoryUse::KvCache || m_kvUsed <= 0) continue;
        QColor used = theme.text;
        used.setAlpha(120);
        painter.fillRect(QRectF(left, bar.bottom() - kUsedHeight, (right - left) * m_kvUsed, kUsedHeight), used);
    }
    if (m_peak && *m_peak <= scaleBytes()) {
        const double at = position(*m_peak);
        QPolygonF notch;
        notch << QPointF(at - kMarkHeight, bar.top() - kMarkHeight)
              << QPointF(at + kMarkHeight, bar.top() - kMarkHeight) << QPointF(at, bar.top() + 1);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.text);
        painter.drawPolygon(notch);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    if (m_needed <= m_capacity) return;
    const QRectF missing(position(m_capacity), bar.top(), bar.right() - position(m_capacity), bar.height());
    painter.fillRect(missing, theme.badFill);
    painter.fillRect(missing, QBrush(theme.bad, Qt::BDiagPattern));
    painter.fillRect(QRectF(missing.left() - 1, bar.top() - kMarkHeight, 2, bar.height() + kMarkHeight), theme.bad);
}

bool MemoryBar::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QRectF bar = barRect();
    const double from = isRightToLeft() ? bar.right() - help->pos().x() : help->pos().x() - bar.left();
    const double bytes = from / bar.width() * static_cast<double>(scaleBytes());
    QString text = m_needed < m_capacity ? tr("Free: %1").arg(describeBytes(m_capacity - m_needed)) : figures();
    double sum = 0;
    for (const Segment& segment : m_segments) {
        sum += static_cast<double>(segment.bytes);
        if (bytes >= sum) continue;
        text = tr("%1: %2").arg(nameOf(segment.use), describeBytes(segment.bytes));
        if (segment.use == MemoryUse::KvCache && m_kvUsed > 0) text += tr(", %1 % in use").arg(qRound(100 * m_kvUsed));
        break;
    }
    if (m_peak) text += '\n' + tr("Measured peak: %1").arg(describeBytes(*m_peak));
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

MemoryLegend::MemoryLegend(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void MemoryLegend::setPlan(const Plan& plan) {
    QVector<MemoryUse> uses;
    for (const MemoryUse use : kMemoryUses) {
        bool occurs = false;
        for (int rank = 0; rank < static_cast<int>(plan.devices.size()); ++rank)
            occurs =
                occurs || (use == MemoryUse::Others ? othersOn(plan, rank)
                                                    : bytesOf(plan.devices[static_cast<std::size_t>(rank)], use)) > 0;
        if (occurs) uses << use;
    }
    if (uses == m_uses) return;
    m_uses = uses;
    updateGeometry();
    update();
}

void MemoryLegend::setAlignment(Qt::Alignment alignment) {
    m_alignment = alignment;
    update();
}

QSize MemoryLegend::sizeHint() const {
    return {420, heightForWidth(std::max(width(), 420))};
}

int MemoryLegend::heightForWidth(int width) const {
    const QVector<QRect> places = layOut(width);
    return places.isEmpty() ? fontMetrics().height() : places.last().bottom() + 1;
}

QVector<QRect> MemoryLegend::layOut(int width) const {
    QVector<QRect> places;
    int x = 0;
    int y = 0;
    for (const MemoryUse use : m_uses) {
        const int needed = kSwatch + 6 + fontMetrics().horizontalAdvance(nameOf(use));
        if (x > 0 && x + needed > width) {
            x = 0;
            y += fontMetrics().height() + metrics::kSpace;
        }
        places << QRect(x, y, needed, fontMetrics().height());
        x += needed + 4 * metrics::kSpace;
    }
    if (!(m_alignment & Qt::AlignRight)) return places;
    for (qsizetype first = 0; first < places.size();) {
        qsizetype end = first;
        while (end < places.size() && places[end].top() == places[first].top())
            ++end;
        const int shift = width - places[end - 1].right() - 1;
        for (; first < end; ++first)
            places[first].translate(shift, 0);
    }
    return places;
}

void MemoryLegend::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QVector<QRect> places = layOut(width());
    for (int i = 0; i < m_uses.size(); ++i) {
        const QRect& place = places[i];
        const auto placed = [this](const QRect& part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
        painter.setPen(Qt::NoPen);
        painter.setBrush(brushOf(m_uses[i], theme));
        painter.drawRoundedRect(placed({place.left(), place.center().y() - kSwatch / 2, kSwatch, kSwatch}), 2, 2);
        painter.setPen(theme.muted);
        painter.drawText(placed(place.adjusted(kSwatch + 6, 0, 0, 0)), Qt::AlignLeft | Qt::AlignVCenter,
                         nameOf(m_uses[i]));
    }
}

}  // namespace mw::gui
