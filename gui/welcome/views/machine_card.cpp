// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "machine_card.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

#include "accessible_buttons.h"
#include "describe.h"
#include "elided_label.h"
#include "mirrored.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kBarHeight = 8;

}  // namespace

/// A device: its name, how much of its memory is free, and the same as a bar.
struct MachineCard::Row : public QWidget {
    explicit Row(QWidget* parent)
        : QWidget(parent),
          name(new ElidedLabel(Qt::ElideRight, TextRole::Value)),
          figures(makeLabel({}, TextRole::Muted)) {
        auto* line = new QHBoxLayout;
        line->addWidget(name, 1);
        line->addWidget(figures);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, kBarHeight + 6);
        column->addLayout(line);
        setFocusPolicy(Qt::TabFocus);
        setAccessibleChart(this);
    }

    ElidedLabel* name;
    QLabel* figures;
    double share = 0;  ///< in use

 protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = themeOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const QRectF bar(0, height() - kBarHeight - 2, width(), kBarHeight);
        painter.setBrush(theme.faintLine);
        painter.drawRoundedRect(bar, kBarHeight / 2.0, kBarHeight / 2.0);
        if (share > 0) {
            painter.setBrush(theme.series[0]);
            const QSizeF used(std::max<double>(bar.width() * share, kBarHeight), kBarHeight);
            painter.drawRoundedRect(mirrored(layoutDirection(), bar, QRectF(bar.topLeft(), used)), kBarHeight / 2.0,
                                    kBarHeight / 2.0);
        }
        if (!hasFocus()) return;
        painter.setPen(QPen(theme.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
};

MachineCard::MachineCard(bool hasCuda, QWidget* parent)
    : Card(tr("This machine"), parent),
      m_hasCuda(hasCuda),
      m_rows(new QVBoxLayout),
      m_note(makeLabel(tr("Looking for GPUs…"), TextRole::Muted)) {
    m_rows->setSpacing(2 * metrics::kSpace);
    m_note->setWordWrap(true);
    m_note->setObjectName("machineNote");
    body()->addLayout(m_rows);
    body()->addWidget(m_note);
    body()->addStretch();
}

void MachineCard::showRows(int count) {
    while (m_shown.size() < count) {
        m_shown << new Row(this);
        m_rows->addWidget(m_shown.last());
    }
    for (int i = 0; i < m_shown.size(); ++i)
        m_shown[i]->setVisible(i < count);
}

void MachineCard::setRow(int index, const QString& name, std::optional<quint64> used, std::optional<quint64> total,
                         const QString& otherwise) {
    Row& row = *m_shown[index];
    const bool known = used && total && *total > 0;
    const QString figures =
        known ? tr("%1 of %2 free").arg(describeBytes(*total - std::min(*used, *total)), describeCapacity(*total))
              : otherwise;
    const double share = known ? std::min(1.0, static_cast<double>(*used) / static_cast<double>(*total)) : 0;
    if (row.name->whole() == name && row.figures->text() == figures) return;
    row.name->setWhole(name);
    row.figures->setText(figures);
    row.setAccessibleName(name);
    row.setAccessibleDescription(figures);
    row.share = share;
    row.update();
}

void MachineCard::showMachine(const MachineSample& sample) {
    const int gpus = static_cast<int>(sample.gpus.size());
    const bool usable = gpus > 0 && m_hasCuda;
    showRows(gpus + (usable ? 0 : 1));
    for (int i = 0; i < gpus; ++i) {
        const GpuSample& gpu = sample.gpus[i];
        setRow(i, tr("GPU %1 · %2").arg(gpu.index).arg(gpu.name), gpu.usedBytes, gpu.memoryBytes,
               gpu.lost ? tr("lost") : tr("memory not told"));
    }
    if (!usable) {
        std::optional<quint64> used;
        if (sample.memoryBytes && sample.memoryAvailableBytes)
            used = *sample.memoryBytes - std::min(*sample.memoryAvailableBytes, *sample.memoryBytes);
        setRow(gpus, sample.cores == 1 ? tr("CPU · 1 core") : tr("CPU · %1 cores").arg(sample.cores), used,
               sample.memoryBytes, tr("memory not told"));
    }
    if (usable)
        m_note->setText(tr("Driver %1. Free memory is as of now; a model that is loaded makes room for the next one.")
                            .arg(sample.driver));
    else if (gpus > 0)
        m_note->setText(
            tr("This build has no CUDA backend: models run on the CPU, slowly. Install the package with CUDA "
               "to use the GPUs."));
    else
        m_note->setText(
            tr("No NVIDIA GPU or driver was found. Models run on the CPU: fine for the demo model, slow for "
               "Mixtral."));
}

}  // namespace mw::gui
