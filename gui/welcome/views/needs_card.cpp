// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "needs_card.h"

#include <QEvent>
#include <QHeaderView>
#include <QLocale>
#include <QMap>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kRowPadding = 10;

enum Column { kModel, kPrecision, kSize, kHere, kSets, kColumns };

QTableWidgetItem* makeItem(const QString& text) {
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    item->setToolTip(text);
    return item;
}

QColor colorOf(Fit fit, const Theme& theme) {
    switch (fit) {
        case Fit::Fits:
            return theme.ok;
        case Fit::Tight:
            return theme.warn;
        case Fit::DoesNotFit:
            break;  // no fault of anybody's: most machines hold none of them
    }
    return theme.muted;
}

}  // namespace

NeedsCard::NeedsCard(GpuTable gpus, QWidget* parent)
    : Card(tr("What runs here, and what it would take"), parent),
      m_gpus(std::move(gpus)),
      m_answer(makeLabel({}, TextRole::Value, this)),
      m_table(new QTableWidget(0, kColumns, this)) {
    setCaption(tr("planned for chats of %1 tokens").arg(QLocale().toString(kWelcomeContext)));
    m_table->setObjectName("needs");
    m_table->setAccessibleName(tr("What the models need, and whether they run here"));
    m_table->setHorizontalHeaderLabels(
        {tr("Model"), tr("Weights in"), tr("Size"), tr("On this machine"), tr("GPUs that hold it, for example")});
    m_table->verticalHeader()->hide();
    QHeaderView* header = m_table->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(kHere, QHeaderView::Stretch);
    header->setSectionResizeMode(kSets, QHeaderView::Fixed);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(0);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setShowGrid(false);
    m_table->setWordWrap(true);
    m_table->setTabKeyNavigation(false);
    m_answer->setObjectName("whatRuns");
    m_answer->setWordWrap(true);
    body()->addWidget(m_answer);
    body()->addWidget(m_table);

    QPushButton* plan = makeButton(tr("Plan for other GPUs…"), ButtonKind::Secondary);
    plan->setObjectName("planHardware");
    body()->addWidget(plan, 0, Qt::AlignLeft);
    connect(plan, &QPushButton::clicked, this, &NeedsCard::hardwareWanted);
}

void NeedsCard::setDevices(const std::vector<DeviceSpec>& devices) {
    m_devices = devices;
    const DeviceKind kind = devices.empty() ? DeviceKind::Cuda : devices.front().kind;
    if (m_kind != kind) {
        m_kind = kind;
        fill();
    }
    showVerdicts();
}

void NeedsCard::fill() {
    m_sizes = weightSizes(*m_kind);
    m_table->setRowCount(static_cast<int>(m_sizes.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const WeightSize& size = m_sizes[row];
        m_table->setItem(row, kModel, makeItem(QString::fromStdString(size.model.name)));
        m_table->setItem(row, kPrecision, makeItem(size.formats));
        m_table->setItem(row, kSize, makeItem(describeBytes(size.bytes)));
        const bool onGpus = runsOn(size.format, DeviceKind::Cuda);
        const QStringList sets = onGpus ? setsFor(size, m_gpus) : QStringList{tr("GPUs hold it as bf16")};
        m_table->setItem(row, kSets, makeItem(sets.isEmpty() ? tr("more than 8 of any") : sets.join(" · ")));
        m_table->setItem(row, kHere, makeItem({}));
    }
}

void NeedsCard::showVerdicts() {
    const Theme& theme = themeOf(this);
    QStringList models;
    QMap<QString, QStringList> formats;  // of each that runs here
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const std::optional<Plan> plan = planOn(m_devices, m_sizes[row].model, m_sizes[row].format);
        QTableWidgetItem* item = m_table->item(row, kHere);
        const Verdict verdict = plan ? verdictHere(*plan) : Verdict{};
        if (plan && plan->fits) {
            const QString model = QString::fromStdString(m_sizes[row].model.name);
            if (!models.contains(model)) models << model;
            formats[model] << m_sizes[row].formats;
        }
        const QString text =
            plan ? tr("%1: %2").arg(verdict.word, verdict.sentence) : tr("this machine's memory is not known");
        item->setForeground(plan ? colorOf(verdict.fit, theme) : theme.muted);
        if (item->text() == text) continue;
        item->setText(text);
        item->setToolTip(text);
    }
    QStringList running;
    for (const QString& model : models)
        running << tr("%1 in %2").arg(model, formats[model].join(", "));
    m_answer->setVisible(!m_devices.empty());
    m_answer->setText(
        running.isEmpty()
            ? tr("The demo model runs here, and so do smaller Mixtral checkpoints. The published ones need "
                 "more memory than this machine has.")
            : tr("These run here: %1.").arg(running.join("; ")));
    fitHeight();
}

void NeedsCard::fitHeight() {
    // The last two columns share the room, but no heading is cut for that.
    QHeaderView* header = m_table->horizontalHeader();
    const int room = m_table->viewport()->width() - header->sectionPosition(kHere);
    header->resizeSection(kSets, std::max(header->sectionSizeHint(kSets), room / 2));
    int height = m_table->horizontalHeader()->sizeHint().height() + 4;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        m_table->resizeRowToContents(row);
        m_table->setRowHeight(row, m_table->rowHeight(row) + kRowPadding);
        height += m_table->rowHeight(row);
    }
    m_table->setFixedHeight(height);
}

void NeedsCard::changeEvent(QEvent* event) {
    Card::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_table && m_kind) showVerdicts();
}

void NeedsCard::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    // After the layout has given the table its columns.
    QMetaObject::invokeMethod(this, &NeedsCard::fitHeight, Qt::QueuedConnection);
}

}  // namespace mw::gui
