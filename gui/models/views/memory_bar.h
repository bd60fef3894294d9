// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QBrush>
#include <QVector>
#include <QWidget>
#include <array>
#include <optional>

#include "mw/plan.h"

namespace mw::gui {

struct Theme;

/// What memory of a device is used for, in the order in which it is drawn.
enum class MemoryUse {
    Others,   ///< other programs
    Runtime,  ///< the driver's context and the collectives' buffers
    SharedWeights,
    Experts,
    KvCache,
    Workspace,
    Margin,  ///< kept free
};

inline constexpr std::array kMemoryUses = {MemoryUse::Others,  MemoryUse::Runtime, MemoryUse::SharedWeights,
                                           MemoryUse::Experts, MemoryUse::KvCache, MemoryUse::Workspace,
                                           MemoryUse::Margin};

QString nameOf(MemoryUse use);
/// The margin is hatched, since nothing is meant to be there.
QBrush brushOf(MemoryUse use, const Theme& theme);

/// One device of a plan as a stacked bar with its name and figures above. Memory that the plan lacks is drawn beyond a
/// mark at the capacity. The figures of a segment show on hover, all of them in the accessible description.
class MemoryBar : public QWidget {
    Q_OBJECT

 public:
    explicit MemoryBar(QWidget* parent = nullptr);

    /// Shows the device with this rank.
    void setPlan(const Plan& plan, int rank);
    /// The part of the KV cache that chats hold now; 0 to 1.
    void setKvUsed(double share);
    /// Marks the most memory that was really taken, with what others hold; nothing: no mark.
    void setPeak(const std::optional<quint64>& bytes);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

 protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

 private:
    struct Segment {
        MemoryUse use;
        quint64 bytes;
    };

    QRectF barRect() const;
    quint64 scaleBytes() const;
    QString figures() const;
    void describe();

    QString m_name;
    QVector<Segment> m_segments;
    quint64 m_capacity = 0;  ///< all of the device
    quint64 m_needed = 0;    ///< with what others hold
    double m_kvUsed = 0;
    std::optional<quint64> m_peak;
};

/// What the colours of memory bars mean.
class MemoryLegend : public QWidget {
    Q_OBJECT

 public:
    explicit MemoryLegend(QWidget* parent = nullptr);

    /// Shows the uses that occur in the plan.
    void setPlan(const Plan& plan);
    /// Left, as at first, or right.
    void setAlignment(Qt::Alignment alignment);

    QSize sizeHint() const override;
    int heightForWidth(int width) const override;
    bool hasHeightForWidth() const override { return true; }

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    QVector<QRect> layOut(int width) const;

    QVector<MemoryUse> m_uses;
    Qt::Alignment m_alignment = Qt::AlignLeft;
};

}  // namespace mw::gui
