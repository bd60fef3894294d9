// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plane_card.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <utility>

#include "choice_box.h"
#include "curve_legend.h"
#include "describe.h"
#include "feasibility_chart.h"
#include "fit.h"
#include "mw/supported.h"
#include "number_field.h"
#include "theme.h"
#include "tuning_model.h"

namespace mw::gui {

namespace {

constexpr int kMostContextField = 10'000'000;
constexpr int kMostChatsField = 100'000;
constexpr int kContextWidth = 84;
constexpr int kChatsWidth = 60;

QString nameOf(Precision precision) {
    const std::string_view name = precisionName(precision);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

NumberField* makeField(const char* objectName, int most, int width, const QString& name) {
    auto* field = new NumberField(1, most, 0);
    field->setObjectName(objectName);
    field->setAlignment(Qt::AlignRight);
    field->setFixedWidth(width);
    field->setAccessibleName(name);
    return field;
}

/// "fits: 12.4 GB free on GPU 0".
QString describeRoom(const Plan& plan) {
    const DevicePlan& limiting = plan.devices.at(static_cast<std::size_t>(plan.limitingDevice));
    const quint64 capacity = limiting.capacityBytes;
    const quint64 total = limiting.totalBytes();
    const QString device = describeDevice(plan, plan.limitingDevice);
    const QString word = verdictOf(plan).word;
    return plan.fits ? PlaneCard::tr("%1: %2 free on %3").arg(word, describeBytes(capacity - total), device)
                     : PlaneCard::tr("%1: %2 missing on %3").arg(word, describeBytes(total - capacity), device);
}

}  // namespace

PlaneCard::PlaneCard(QWidget* parent)
    : Card(tr("What fits"), parent),
      m_chart(new FeasibilityChart),
      m_legend(new CurveLegend),
      m_context(makeField("contextField", kMostContextField, kContextWidth, tr("Context per chat, tokens"))),
      m_chats(makeField("chatsField", kMostChatsField, kChatsWidth, tr("Chats at once"))),
      m_kv(new ChoiceBox),
      m_cost(makeLabel({}, TextRole::Value)),
      m_correction(makeLabel({}, TextRole::Warn)) {
    QLabel* hint = makeLabel(
        tr("Drag the point, or walk it with the arrow keys. Context is per chat; the KV cache holds context × chats."),
        TextRole::Muted);
    hint->setWordWrap(true);
    m_chart->setObjectName("plane");
    setCorner(m_legend);
    body()->addWidget(hint);
    body()->addWidget(m_chart, 1);
    body()->addWidget(makeFields());
    connect(m_chart, &FeasibilityChart::pointMoved, this, &PlaneCard::pointAsked);
}

PlaneCard::~PlaneCard() {
    silenceFields(this);
}

QWidget* PlaneCard::makeFields() {
    m_kv->setAccessibleName(tr("Precision of the KV cache"));
    m_kv->setObjectName("kvField");
    m_cost->setObjectName("kvTotal");
    m_cost->setToolTip(tr("The KV cache of all chats together, over all devices"));
    m_cost->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_correction->setObjectName("correction");
    m_correction->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * metrics::kSpace);
    row->addWidget(m_context);
    row->addWidget(makeLabel(tr("tokens ×"), TextRole::Muted));
    row->addWidget(m_chats);
    row->addWidget(makeLabel(tr("chats, KV in"), TextRole::Muted));
    row->addWidget(m_kv);
    row->addWidget(m_cost, 1);
    auto* fields = new QWidget;
    auto* column = new QVBoxLayout(fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace);
    column->addLayout(row);
    column->addWidget(m_correction);
    const auto ask = [this] { emit pointAsked({m_context->wholeValue(), m_chats->wholeValue()}); };
    connect(m_context, &NumberField::valueChanged, this, ask);
    connect(m_chats, &NumberField::valueChanged, this, ask);
    connect(m_kv, &QComboBox::activated, this,
            [this] { emit kvPrecisionAsked(static_cast<Precision>(m_kv->currentData().toInt())); });
    return fields;
}

void PlaneCard::showSubject(const TuningModel& model) {
    const PlanRequest& request = model.plan().request;
    m_chart->setGrids(contextGrid(request.model), chatsGrid());
    m_chart->setCurves(model.curves(), model.comfort());
    std::optional<QPoint> ghost;
    if (const auto loaded = model.loadedPoint()) ghost = QPoint(loaded->contextTokens, loaded->batch);
    m_chart->setLoaded(ghost);
    const auto choices = supportedKv(request.devices.front().kind);
    m_kv->clear();
    for (const Precision precision : choices)
        m_kv->addItem(nameOf(precision), static_cast<int>(precision));
    m_kv->setCurrentIndex(m_kv->findData(static_cast<int>(request.kv)));
    m_kv->setEnabled(choices.size() > 1);
    m_kv->setToolTip(choices.size() > 1 ? QString()
                                        : tr("On GPUs the engine keeps the KV cache in %1.").arg(nameOf(request.kv)));
    m_curves.clear();
    for (const FeasibilityCurve& curve : model.curves())
        m_curves << curve.name;
    showLegend();
}

void PlaneCard::showPoint(const TuningModel& model) {
    const QLocale locale;
    const Plan& plan = model.plan();
    const OperatingPoint point = model.point();
    m_chart->setPoint(point.contextTokens, point.batch,
                      tr("%1 tokens × %2").arg(locale.toString(point.contextTokens), describeChats(point.batch)),
                      describeRoom(plan), fitOf(plan));

    const OperatingPoint requested = model.requested();
    for (const auto& [field, value] : {std::pair{m_context, requested.contextTokens}, {m_chats, requested.batch}}) {
        const QSignalBlocker block(field);
        field->setValue(value);
    }
    quint64 kv = 0;
    for (const DevicePlan& each : plan.devices)
        kv += each.kvBytes;
    m_cost->setText(
        tr("= %1 tokens, %2")
            .arg(locale.toString(static_cast<quint64>(point.contextTokens) * static_cast<quint64>(point.batch)),
                 describeBytes(kv)));
    setCorrection(model.correction());
}

void PlaneCard::setCorrection(const QString& text) {
    m_correction->setText(text);
    m_correction->setVisible(!text.isEmpty());
}

void PlaneCard::changeEvent(QEvent* event) {
    Card::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showLegend();
}

void PlaneCard::showLegend() {
    QVector<CurveLegend::Entry> entries;
    for (int i = 0; i < m_curves.size(); ++i)
        entries.append({m_curves[i], m_chart->curveColor(i), m_chart->curveDash(i)});
    m_legend->setEntries(entries);
}

}  // namespace mw::gui
