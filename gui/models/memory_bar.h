// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QVector>
#include <QWidget>
#include <array>

#include "mw/plan.h"

namespace mw::gui {

struct Theme;

/// What memory of a device is used for, in the order in which it is drawn.
enum class MemoryUse { Others, Reserve, Communication, SharedWeights, Experts, KvCache, Workspace };

inline constexpr std::array kMemoryUses = {MemoryUse::Others,        MemoryUse::Reserve, MemoryUse::Communication,
                                           MemoryUse::SharedWeights, MemoryUse::Experts, MemoryUse::KvCache,
                                           MemoryUse::Workspace};

QString nameOf(MemoryUse use);
QColor colorOf(MemoryUse use, const Theme& theme);

/// One device of a plan as a stacked bar with its name and figures above. Memory that the plan lacks is drawn beyond a
/// mark at the capacity. The figures of a segment show on hover, all of them in the accessible description.
class MemoryBar : public QWidget {
    Q_OBJECT

 public:
    explicit MemoryBar(QWidget* parent = nullptr);

    /// Shows the device with this rank.
    void setPlan(const Plan& plan, int rank);

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

    QString m_name;
    QVector<Segment> m_segments;
    quint64 m_capacity = 0;  ///< all of the device
    quint64 m_needed = 0;    ///< with what others hold
};

/// What the colours of memory bars mean.
class MemoryLegend : public QWidget {
    Q_OBJECT

 public:
    explicit MemoryLegend(QWidget* parent = nullptr);

    /// Shows the uses that occur in the plan.
    void setPlan(const Plan& plan);

    QSize sizeHint() const override;
    int heightForWidth(int width) const override;
    bool hasHeightForWidth() const override { return true; }

 protected:
    void paintEvent(QPaintEvent* event) override;

 private:
    QVector<QRect> layOut(int width) const;

    QVector<MemoryUse> m_uses;
};

}  // namespace mw::gui
