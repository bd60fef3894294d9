// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hardware_dialog.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "choice_box.h"
#include "controls.h"
#include "describe.h"
#include "feasibility.h"
#include "mw/supported.h"
#include "number_field.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kWidth = 880;
constexpr int kMostOfAKind = 16;
constexpr int kMostKinds = 4;
constexpr int kMostInTable = 8;
constexpr int kRecommendedChats = 8;
constexpr int kTableRow = 26;
constexpr int kTableHeight = 288;

struct Column {
    const ModelConfig& (*model)();
    bool recommended;
};
constexpr Column kColumns[] = {{mixtral8x7B, false}, {mixtral8x7B, true}, {mixtral8x22B, false}, {mixtral8x22B, true}};

QString text(std::string_view name) {
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QComboBox* makePrecisions(Precision chosen) {
    auto* box = new ChoiceBox;
    for (const Precision precision : supportedKv(DeviceKind::Cuda))
        box->addItem(text(precisionName(precision)), static_cast<int>(precision));
    box->setCurrentIndex(std::max(0, box->findData(static_cast<int>(chosen))));
    return box;
}

QComboBox* makeFormats(WeightFormat chosen) {
    auto* box = new ChoiceBox;
    for (const WeightFormat format : supportedWeights(DeviceKind::Cuda))
        box->addItem(text(weightFormatName(format)), static_cast<int>(format));
    box->setCurrentIndex(box->findData(static_cast<int>(chosen)));
    return box;
}

template <typename Choice>
Choice chosenIn(const QComboBox* box) {
    return static_cast<Choice>(box->currentData().toInt());
}

}  // namespace

QString describeDevices(const std::vector<DeviceSpec>& devices) {
    QStringList parts;
    for (std::size_t i = 0; i < devices.size();) {
        std::size_t end = i;
        while (end < devices.size() && devices[end].name == devices[i].name)
            ++end;
        const QString name = QString::fromStdString(devices[i].name);
        parts << (end - i > 1 ? QString("%1 × %2").arg(end - i).arg(name) : name);
        i = end;
    }
    return parts.join(" + ");
}

HardwareDialog::HardwareDialog(const GpuTable& gpus, const PlanRequest& start, QWidget* parent)
    : ContentDialog(kWidth, parent), m_gpus(gpus), m_start(start) {
    setWindowTitle(tr("Plan for other hardware"));
    m_models = {mixtral8x7B(), mixtral8x22B()};
    if (start.model.layers > 0 && !m_models.contains(start.model)) m_models.prepend(start.model);

    auto* top = new QHBoxLayout;
    top->setSpacing(3 * metrics::kSpace);
    top->addWidget(makeDevices(), 1);
    top->addWidget(makeModel(), 1);
    content()->addLayout(top);
    content()->addWidget(makeTable());
    for (const std::string& problem : m_gpus.problems)
        content()->addWidget(makeLabel(tr("Skipped: %1").arg(QString::fromStdString(problem)), TextRole::Warn));

    m_verdict = makeLabel({}, TextRole::Ok);
    m_verdict->setObjectName("whatIfVerdict");
    m_sentence = makeLabel({}, TextRole::Value);
    m_sentence->setWordWrap(true);
    m_plan = makeButton(tr("Plan for these GPUs"), ButtonKind::Primary);
    m_plan->setObjectName("planForThese");
    m_plan->setDefault(true);
    QPushButton* here = makeButton(tr("This machine"), ButtonKind::Secondary);
    here->setObjectName("planForThisMachine");
    QPushButton* cancel = makeButton(tr("Cancel"), ButtonKind::Secondary);
    auto* verdict = new QHBoxLayout;
    verdict->setSpacing(2 * metrics::kSpace);
    verdict->addWidget(m_verdict, 0, Qt::AlignTop);
    verdict->addWidget(m_sentence, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(2 * metrics::kSpace);
    buttons->addWidget(here);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_plan);
    footer()->addLayout(verdict);
    footer()->addLayout(buttons);
    connect(m_plan, &QPushButton::clicked, this, &QDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(here, &QPushButton::clicked, this, [this] {
        emit thisMachineChosen();
        reject();
    });

    // The GPUs that are planned for now, or two that a workstation may have.
    QVector<Group> groups;
    for (const DeviceSpec& device : start.devices) {
        const QString name = QString::fromStdString(device.name);
        if (!m_gpus.find(device.name)) continue;
        if (!groups.isEmpty() && groups.last().gpu == name)
            ++groups.last().count;
        else
            groups.append({name, 1});
    }
    if (groups.isEmpty() && !m_gpus.gpus.empty()) {
        const char* usual = "H100 80 GB SXM";
        const GpuModel* known = m_gpus.find(usual);
        groups.append({QString::fromStdString(known ? known->name : m_gpus.gpus.front().name), 2});
    }
    setGroups(groups);
    fillTable();
}

HardwareDialog::~HardwareDialog() {
    silenceFields(this);
}

QWidget* HardwareDialog::makeDevices() {
    auto* card = new Card(tr("GPUs"));
    m_rowColumn = new QVBoxLayout;
    m_rowColumn->setSpacing(2 * metrics::kSpace);
    card->body()->addLayout(m_rowColumn);
    QPushButton* add = makeButton(tr("Add another kind"), ButtonKind::Secondary);
    add->setObjectName("addGroup");
    connect(add, &QPushButton::clicked, this, [this] {
        if (m_rows.size() >= kMostKinds || m_gpus.gpus.empty()) return;
        addRow({QString::fromStdString(m_gpus.gpus.front().name), 1});
        refresh();
    });
    card->body()->addWidget(add, 0, Qt::AlignLeft);
    card->body()->addStretch();
    return card;
}

QWidget* HardwareDialog::makeModel() {
    auto* card = new Card(tr("Model"));
    m_model = new ChoiceBox;
    for (const ModelConfig& model : m_models)
        m_model->addItem(QString::fromStdString(model.name));
    // A small model fits anywhere; what people want to know of other hardware is one of the large ones.
    const bool large = m_models.size() == 2 && m_start.model == m_models.last();
    m_model->setCurrentIndex(large ? 1 : m_models.size() == 2 ? 0 : 1);
    m_weights = makeFormats(residentFormats(m_start.weights, DeviceKind::Cuda).experts);
    m_kv = makePrecisions(m_start.kv);
    m_context = new NumberField(1, std::numeric_limits<int>::max(), 0);
    m_context->setSuffix(tr(" tokens"));
    m_context->setValue(8192);
    m_model->setObjectName("whatIfModel");
    m_weights->setObjectName("whatIfWeights");
    m_kv->setObjectName("whatIfKv");
    m_context->setObjectName("whatIfContext");
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(4 * metrics::kSpace);
    form->setVerticalSpacing(2 * metrics::kSpace);
    form->addRow(tr("Model"), m_model);
    form->addRow(tr("Weights"), m_weights);
    form->addRow(tr("KV cache"), m_kv);
    form->addRow(tr("Context per chat"), m_context);
    card->body()->addLayout(form);
    for (QComboBox* box : {m_model, m_weights, m_kv}) {
        box->setAccessibleName(qobject_cast<QLabel*>(form->labelForField(box))->text());
        connect(box, &QComboBox::currentIndexChanged, this, [this, box] {
            refresh();
            if (box != m_model) fillTable();
        });
    }
    m_context->setAccessibleName(tr("Context per chat"));
    connect(m_context, &NumberField::valueChanged, this, [this] {
        refresh();
        fillTable();
    });
    return card;
}

QWidget* HardwareDialog::makeTable() {
    auto* card = new Card(tr("How many of them it takes"));
    card->setCaption(tr("minimum: one chat fits · recommended: %1 chats, each layer split evenly, 5 % to spare")
                         .arg(kRecommendedChats));
    m_table = new QTableWidget;
    m_table->setObjectName("sets");
    m_table->setAccessibleName(tr("GPUs needed, by kind and model"));
    m_table->setColumnCount(1 + static_cast<int>(std::size(kColumns)));
    m_table->setHorizontalHeaderLabels(
        {tr("GPU"), tr("8x7B, minimum"), tr("8x7B, recommended"), tr("8x22B, minimum"), tr("8x22B, recommended")});
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(kTableRow);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFixedHeight(kTableHeight);
    connect(m_table, &QTableWidget::cellActivated, this, &HardwareDialog::takeCell);
    connect(m_table, &QTableWidget::cellClicked, this, &HardwareDialog::takeCell);
    card->body()->addWidget(m_table);
    return card;
}

void HardwareDialog::fillTable() {
    const QLocale locale;
    m_table->setRowCount(static_cast<int>(m_gpus.gpus.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const GpuModel& gpu = m_gpus.gpus[static_cast<std::size_t>(row)];
        auto* name = new QTableWidgetItem(QString::fromStdString(gpu.name));
        name->setToolTip(tr("%1, %2 GB/s, %3 TFLOP/s in bf16. Source: %4")
                             .arg(describeCapacity(gpu.memoryBytes),
                                  locale.toString(gpu.memoryBytesPerSecond / 1e9, 'f', 0),
                                  locale.toString(gpu.flopsPerSecond / 1e12, 'f', 0),
                                  gpu.source.empty() ? tr("not given") : QString::fromStdString(gpu.source)));
        m_table->setItem(row, 0, name);
        for (int i = 0; i < static_cast<int>(std::size(kColumns)); ++i) {
            PlanRequest wanted = requestOn(kColumns[i].model(), {gpu.device()});
            wanted.batch = kColumns[i].recommended ? kRecommendedChats : 1;
            const std::optional<Plan> plan =
                kColumns[i].recommended ? fewestDevices(wanted, gpu.device(), kMostInTable, kComfortShare, true)
                                        : fewestDevices(wanted, gpu.device(), kMostInTable);
            auto* cell = new QTableWidgetItem;
            if (plan) {
                cell->setText(tr("%1 · up to %2").arg(plan->devices.size()).arg(describeChats(plan->largestBatch)));
                cell->setData(Qt::UserRole, static_cast<int>(plan->devices.size()));
                cell->setToolTip(QString::fromStdString(plan->placementReason));
            } else {
                cell->setText(tr("more than %1").arg(kMostInTable));
                cell->setForeground(themeOf(this).faint);
            }
            m_table->setItem(row, 1 + i, cell);
        }
    }
    // Its columns are as wide as the words of the language, and the dialog follows.
    m_table->ensurePolished();
    const auto widthOf = [this](int column) {
        return std::max(static_cast<const QAbstractItemView*>(m_table)->sizeHintForColumn(column),
                        m_table->horizontalHeader()->sectionSizeHint(column));
    };
    int widest = 0;
    for (int column = 1; column < m_table->columnCount(); ++column)
        widest = std::max(widest, widthOf(column));
    m_table->setMinimumWidth(widthOf(0) + (m_table->columnCount() - 1) * (widest + 1) +
                             m_table->verticalScrollBar()->sizeHint().width() + 2 * m_table->frameWidth());
}

void HardwareDialog::takeCell(int row, int column) {
    const QTableWidgetItem* cell = m_table->item(row, column);
    const int count = cell ? cell->data(Qt::UserRole).toInt() : 0;
    if (count < 1) return;
    const ModelConfig& model = kColumns[column - 1].model();
    m_model->setCurrentIndex(static_cast<int>(m_models.indexOf(model)));
    setGroups({{QString::fromStdString(m_gpus.gpus[static_cast<std::size_t>(row)].name), count}});
}

void HardwareDialog::addRow(const Group& group) {
    Row row;
    row.widget = new QWidget;
    auto* line = new QHBoxLayout(row.widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2 * metrics::kSpace);
    row.count = new NumberField(1, kMostOfAKind, 0);
    row.count->setValue(group.count);
    row.count->setFixedWidth(56);
    row.count->setAccessibleName(tr("Number of GPUs"));
    row.gpu = new ChoiceBox;
    for (const GpuModel& gpu : m_gpus.gpus)
        row.gpu->addItem(QString::fromStdString(gpu.name));
    row.gpu->setCurrentText(group.gpu);
    row.gpu->setAccessibleName(tr("GPU"));
    row.remove = makeButton(tr("Remove"), ButtonKind::Secondary);
    line->addWidget(row.count);
    line->addWidget(makeLabel("×", TextRole::Muted));
    line->addWidget(row.gpu, 1);
    line->addWidget(row.remove);
    m_rowColumn->addWidget(row.widget);
    m_rows << row;
    connect(row.count, &NumberField::valueChanged, this, &HardwareDialog::refresh);
    connect(row.gpu, &QComboBox::currentIndexChanged, this, &HardwareDialog::refresh);
    connect(row.remove, &QPushButton::clicked, this, [this, widget = row.widget] { removeRow(widget); });
}

void HardwareDialog::removeRow(QWidget* widget) {
    m_rows.removeIf([widget](const Row& row) { return row.widget == widget; });
    widget->hide();
    widget->deleteLater();  // not at once: the click comes from within it
    refresh();
}

void HardwareDialog::setGroups(const QVector<Group>& groups) {
    while (!m_rows.isEmpty()) {
        QWidget* widget = m_rows.takeLast().widget;
        widget->hide();
        widget->deleteLater();
    }
    for (const Group& group : groups)
        addRow(group);
    refresh();
}

QVector<HardwareDialog::Group> HardwareDialog::groups() const {
    QVector<Group> result;
    for (const Row& row : m_rows)
        result.append({row.gpu->currentText(), row.count->wholeValue()});
    return result;
}

std::vector<DeviceSpec> HardwareDialog::devices() const {
    std::vector<DeviceSpec> devices;
    for (const Group& group : groups())
        if (const GpuModel* gpu = m_gpus.find(group.gpu.toStdString()))
            devices.insert(devices.end(), static_cast<std::size_t>(group.count), gpu->device());
    return devices;
}

PlanRequest HardwareDialog::requestOn(const ModelConfig& model, std::vector<DeviceSpec> devices) const {
    PlanRequest request = usualRequest(model, chosenIn<WeightFormat>(m_weights), std::move(devices));
    request.kv = chosenIn<Precision>(m_kv);
    request.contextTokens = std::min(m_context->wholeValue(), model.trainedContext);
    request.batch = m_start.batch;
    return request;
}

PlanRequest HardwareDialog::request() const {
    return requestOn(m_models.value(m_model->currentIndex()), devices());
}

void HardwareDialog::refresh() {
    if (!m_plan) return;  // still being put together
    for (const Row& row : m_rows)
        row.remove->setVisible(m_rows.size() > 1);
    const bool any = !devices().empty();
    m_plan->setEnabled(any);
    if (!any) return;
    const PlanRequest wanted = request();
    const Plan plan = makePlan(wanted);
    const Verdict verdict = verdictOf(plan);
    QString word = verdict.word;
    if (!word.isEmpty()) word[0] = word[0].toUpper();
    m_verdict->setText(word);
    setTextRole(m_verdict, verdict.fit == Fit::Fits    ? TextRole::Ok
                           : verdict.fit == Fit::Tight ? TextRole::Warn
                                                       : TextRole::Bad);
    m_sentence->setText(
        tr("%1 with %2: %3").arg(describeDevices(wanted.devices), describeChats(wanted.batch), verdict.sentence));
}

}  // namespace mw::gui
