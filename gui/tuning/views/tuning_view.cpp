// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tuning_view.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QGridLayout>
#include <QLocale>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStackedLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "accessible_buttons.h"
#include "calibration_run.h"
#include "controls.h"
#include "describe.h"
#include "feasibility_chart.h"
#include "hardware_dialog.h"
#include "load_panel.h"
#include "memory_card.h"
#include "model_session.h"
#include "number_dialog.h"
#include "number_field.h"
#include "page_scroll.h"
#include "plane_card.h"
#include "quality_note.h"
#include "quality_store.h"
#include "speed_cards.h"
#include "speed_recorder.h"
#include "theme.h"
#include "weight_cards.h"

namespace mw::gui {

namespace {

/// Below this width the cards stand in other rows.
constexpr int kWidthForColumns = 1000;
constexpr double kGigabyte = 1e9;
constexpr double kLeastBudget = 0.1;   ///< gigabytes of a device
constexpr double kShortSeconds = 0.5;  ///< "less than a second"

}  // namespace

TuningView::TuningView(ModelSession& session, QWidget* parent)
    : TuningView(session, loadGpus(), MeasurementStore(), parent) {}

TuningView::TuningView(ModelSession& session, GpuTable gpus, MeasurementStore store, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_model(new TuningModel(std::move(gpus), std::move(store), this)),
      m_recorder(new SpeedRecorder(session.engine(), this)),
      m_calibration(new CalibrationRun(session.engine(), this)),
      m_empty(new EmptyState(
          "chart-spline", tr("Nothing to tune yet"),
          tr("Open a model to see what context length and chats at once cost in memory and speed, or plan "
             "for GPUs that are not here."))),
      m_page(new QWidget),
      m_intents(new QButtonGroup(this)),
      m_note(new Banner(Banner::Kind::Info)),
      m_loading(new LoadPanel(session)),
      m_weights(new WeightCards),
      m_quality(new QualityNote),
      m_plane(new PlaneCard),
      m_memory(new MemoryCard),
      m_speed(new SpeedCards(this)) {
    connect(m_empty->addButton(tr("Open a model…")), &QPushButton::clicked, this, &TuningView::modelWanted);
    connect(m_empty->addButton(tr("Plan for other hardware…"), ButtonKind::Secondary), &QPushButton::clicked, this,
            &TuningView::chooseHardware);

    auto* content = new QWidget;
    m_grid = new QGridLayout(content);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(3 * metrics::kSpace);
    arrange(false);
    auto* scroll = new PageScroll(content);

    auto* column = new QVBoxLayout(m_page);
    column->setContentsMargins(18, 3 * metrics::kSpace, 18, 3 * metrics::kSpace);
    column->setSpacing(3 * metrics::kSpace);
    column->addWidget(makeHeader());
    column->addWidget(m_note);
    column->addWidget(m_loading);
    m_loading->offerCancel();
    column->addWidget(m_weights);
    column->addWidget(m_quality);
    column->addWidget(scroll, 1);
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_page);
    setFocusProxy(m_plane->chart());

    // To this, which silences its fields when it is taken down.
    connect(m_plane, &PlaneCard::pointAsked, this, [this](OperatingPoint point) { m_model->setPoint(point); });
    connect(m_plane, &PlaneCard::kvPrecisionAsked, this,
            [this](Precision precision) { m_model->setKvPrecision(precision); });
    connect(m_weights, &WeightCards::weightsAsked, m_model, &TuningModel::setWeights);
    connect(m_quality, &QualityNote::measureAsked, this, &TuningView::askForQuality);
    connect(m_recorder, &SpeedRecorder::decodeMeasured, m_model,
            [this](const DecodeMeasurement& each) { m_model->add(each); });
    connect(m_recorder, &SpeedRecorder::prefillMeasured, m_model,
            [this](const PrefillMeasurement& each) { m_model->add(each); });
    connect(m_model, &TuningModel::subjectChanged, this, &TuningView::showSubject);
    connect(m_model, &TuningModel::memoryChanged, this, [this] {
        const QScopedValueRollback keepsIntent(m_moving, true);
        showSubject();
    });
    connect(m_model, &TuningModel::pointChanged, this, &TuningView::showPoint);
    connect(m_model, &TuningModel::speedChanged, this, &TuningView::showSpeed);
    connect(m_calibration, &CalibrationRun::progressed, this, [this](double share, int chats) {
        m_calibrationShare = share;
        m_calibrationChats = chats;
        showActions();
        showSpeedCaption();
    });
    connect(m_calibration, &CalibrationRun::ended, this, [this](bool complete, const QString& reason) {
        m_model->endCalibration(complete);
        showActions();
        showSpeed();
        if (!reason.isEmpty()) m_speed->setCaption(tr("The calibration failed: %1").arg(reason));
    });
    connect(m_model, &TuningModel::saveFailed, this, [this](const QString& reason) {
        m_speed->setCaption(tr("Measured, but not kept for the next start: %1").arg(reason));
    });
    connect(&m_session, &ModelSession::changed, this, &TuningView::followSession);
    followSession();
    showSubject();
}

TuningView::~TuningView() {
    silenceFields(this);
}

QWidget* TuningView::makeHeader() {
    auto* header = new QWidget;
    m_header = new QBoxLayout(QBoxLayout::LeftToRight, header);
    m_header->setContentsMargins(0, 0, 0, 0);
    m_header->setSpacing(2 * metrics::kSpace);

    auto* intents = new QHBoxLayout;
    intents->setSpacing(2 * metrics::kSpace);
    intents->addWidget(makeLabel(tr("Tuning"), TextRole::Title));
    intents->addSpacing(2 * metrics::kSpace);
    const struct {
        Intent intent;
        QString name;
        QString hint;
    } kinds[] = {
        {Intent::LongDocument, tr("One long document"),
         tr("One chat with the longest context that fits with room to spare")},
        {Intent::Balanced, tr("Balanced"), tr("Eight chats with the longest context that fits with room to spare")},
        {Intent::ManyChats, tr("Many chats"),
         tr("As many chats of 4,096 tokens as fit with room to spare and stay above the speed of reading")},
        {Intent::Budget, tr("Within a budget…"), tr("What fits into so much memory of each device")},
    };
    for (const auto& kind : kinds) {
        QPushButton* button = makeButton(kind.name, ButtonKind::Secondary);
        button->setCheckable(true);
        setAccessibleToggle(button);
        button->setToolTip(kind.hint);
        m_intents->addButton(button, static_cast<int>(kind.intent));
        intents->addWidget(button);
    }
    m_budget = qobject_cast<QPushButton*>(m_intents->button(static_cast<int>(Intent::Budget)));
    intents->addStretch();
    // Not exclusive: none is chosen once the point is moved by hand.
    m_intents->setExclusive(false);
    connect(m_intents, &QButtonGroup::idClicked, this, &TuningView::chooseIntent);

    auto* actions = new QHBoxLayout;
    actions->setSpacing(2 * metrics::kSpace);
    actions->addStretch();
    m_hardware = makeButton({}, ButtonKind::Secondary);
    m_hardware->setObjectName("hardware");
    m_calibrate = makeButton({}, ButtonKind::Secondary);
    m_calibrate->setObjectName("calibrate");
    m_apply = makeButton({}, ButtonKind::Primary);
    m_apply->setObjectName("applyPoint");
    for (QPushButton* button : {m_hardware, m_calibrate, m_apply})
        actions->addWidget(button);
    connect(m_hardware, &QPushButton::clicked, this, &TuningView::chooseHardware);
    connect(m_calibrate, &QPushButton::clicked, this, &TuningView::toggleCalibration);
    connect(m_apply, &QPushButton::clicked, this, &TuningView::apply);

    m_header->addLayout(intents, 1);
    m_header->addLayout(actions);
    // Its width is the window's, not that of its buttons in one line: where they do not fit they take two.
    header->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    return header;
}

void TuningView::arrange(bool narrow) {
    Card* total = m_speed->totalCard();
    Card* perChat = m_speed->perChatCard();
    for (QWidget* card : std::initializer_list<QWidget*>{m_plane, m_memory, total, perChat})
        m_grid->removeWidget(card);
    for (int row = 0; row < 3; ++row)
        m_grid->setRowStretch(row, 0);
    if (narrow) {
        m_grid->addWidget(m_plane, 0, 0, 1, 2);
        m_grid->addWidget(m_memory, 1, 0, 1, 2);
        m_grid->addWidget(total, 2, 0);
        m_grid->addWidget(perChat, 2, 1);
        m_grid->setColumnStretch(0, 1);
        m_grid->setColumnStretch(1, 1);
        m_grid->setRowStretch(0, 3);
        m_grid->setRowStretch(2, 2);
    } else {
        m_grid->addWidget(m_plane, 0, 0);
        m_grid->addWidget(m_memory, 1, 0);
        m_grid->addWidget(total, 0, 1);
        m_grid->addWidget(perChat, 1, 1);
        m_grid->setColumnStretch(0, 17);
        m_grid->setColumnStretch(1, 10);
        m_grid->setRowStretch(0, 5);
        m_grid->setRowStretch(1, 2);
    }
    m_narrow = narrow;
}

void TuningView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    foldHeader();
    if (const bool narrow = width() < kWidthForColumns; narrow != m_narrow) arrange(narrow);
}

void TuningView::foldHeader() {
    int wanted = m_header->spacing();
    for (int i = 0; i < m_header->count(); ++i)
        wanted += m_header->itemAt(i)->sizeHint().width();
    const QMargins margins = m_page->layout()->contentsMargins();
    const bool fits = wanted <= width() - margins.left() - margins.right();
    m_header->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void TuningView::followSession() {
    // While a model is loaded in another's place the old plan stays in view, so that nothing jumps. The point that a
    // person chose outlives a load that failed and left the model.
    if (m_session.state() != ModelSession::State::Loading && m_session.model() != m_model->loaded()) {
        m_peakBytes = 0;
        m_model->setLoaded(m_session.model());
    }
    showActions();
}

void TuningView::showSubject() {
    const bool nothing = m_model->subject() == TuningModel::Subject::Nothing;
    m_stack->setCurrentWidget(nothing ? static_cast<QWidget*>(m_empty) : m_page);
    showActions();
    if (nothing) return;
    const PlanRequest& request = m_model->plan().request;
    m_plane->showSubject(*m_model);
    m_weights->showSubject(*m_model);

    const bool whatIf = m_model->subject() == TuningModel::Subject::WhatIf;
    m_note->setVisible(whatIf);
    m_note->clearButtons();
    if (whatIf) {
        m_note->setText(tr("Planning %1 in %2 for %3, which are not in this machine. Nothing can be loaded from here.")
                            .arg(QString::fromStdString(request.model.name),
                                 describePrecision(request.weights, request.kv), describeDevices(request.devices)));
        connect(m_note->addButton(tr("Back to this machine")), &QPushButton::clicked, this,
                [this] { m_model->setWhatIf({}); });
    }
    showPoint();
    showSpeed();
}

void TuningView::setQuality(const QualityStore& store) {
    m_qualities = &store;
    m_weights->setQuality(store);
    connect(&store, &QualityStore::changed, this, [this] {
        if (m_model->subject() == TuningModel::Subject::Nothing) return;
        m_weights->showPoint(*m_model);
        showQuality();
    });
}

/// Of GPUs that are not here nothing can be measured.
void TuningView::showQuality() {
    if (m_qualities && m_model->subject() == TuningModel::Subject::Loaded && m_model->loaded())
        m_quality->showFor(*m_qualities, m_model->loaded()->checkpoint, m_model->plan().request);
    else
        m_quality->hide();
}

void TuningView::askForQuality() {
    if (!m_model->loaded()) return;
    const PlanRequest& request = m_model->plan().request;
    const bool stored = request.weights == m_model->storedWeights();
    const LoadOptions options = m_model->loadOptions();
    emit qualityAsked({m_model->loaded()->checkpoint, options, request},
                      stored ? std::nullopt : std::optional(request.weights), options.kvPrecision);
}

void TuningView::showPoint() {
    m_plane->showPoint(*m_model);
    m_weights->showPoint(*m_model);
    showQuality();
    if (!m_moving)
        for (QAbstractButton* button : m_intents->buttons())
            button->setChecked(false);
    showMemory();
    m_speed->show(*m_model);
    showActions();
}

void TuningView::showMemory() {
    const Plan& plan = m_model->plan();
    const bool here = m_model->subject() == TuningModel::Subject::Loaded && m_session.model();
    QVector<std::optional<quint64>> peaks;
    for (int rank = 0; here && rank < static_cast<int>(plan.devices.size()); ++rank)
        peaks << measuredPeak(rank);
    m_memory->setPlan(plan, here ? m_activity.kvPagesUsed : 0, peaks);
}

/// The most that was really taken of a device, others' part included: of a GPU as its driver said after the load, of
/// the CPU as the program's memory was sampled.
std::optional<quint64> TuningView::measuredPeak(int rank) const {
    const ModelSummary& loaded = *m_session.model();
    const DeviceSpec& spec = m_model->plan().request.devices.at(0);
    // Of a budget, others take what the bar says.
    const quint64 others = spec.sizeBytes() - spec.freeBytes();
    if (spec.kind == DeviceKind::Cuda && rank < loaded.usedBytes.size())
        return loaded.usedBytes[rank] - std::min<quint64>(loaded.usedBytes[rank], spec.usedByOthersBytes) + others;
    // Devices that the CPU plays cannot be told apart.
    if (spec.kind == DeviceKind::Cpu && loaded.plan.devices.size() == 1 && m_peakBytes > 0) return others + m_peakBytes;
    return {};
}

void TuningView::showSpeed() {
    showSpeedCaption();
    m_speed->show(*m_model);
}

void TuningView::showSpeedCaption() {
    if (m_calibration->isRunning())
        m_speed->setCaption(tr("Calibrating: %1, %2 % done")
                                .arg(describeChats(m_calibrationChats))
                                .arg(qRound(100 * m_calibrationShare)));
    else
        m_speed->setCaption(SpeedCards::sourceOf(*m_model));
}

void TuningView::showActions() {
    using State = ModelSession::State;
    const bool ready = m_session.state() == State::Ready;
    const bool whatIf = m_model->subject() == TuningModel::Subject::WhatIf;
    const bool calibrating = m_calibration->isRunning();
    m_hardware->setText(whatIf ? tr("Hardware: %1").arg(describeDevices(m_model->plan().request.devices))
                               : tr("Hardware: this machine"));

    const bool busy = m_activity.running + m_activity.waiting > 0;
    m_calibrate->setText(calibrating ? tr("Stop calibrating")
                                     : tr("Calibrate · %1 s").arg(qRound(m_calibration->duration())));
    m_calibrate->setEnabled(calibrating || (ready && !whatIf && !busy));
    m_calibrate->setToolTip(calibrating ? tr("What was measured before comes back")
                            : whatIf    ? tr("Only the hardware that is here can be measured.")
                            : !ready    ? tr("A model has to be loaded.")
                            : busy      ? tr("Answers are being generated; they would be measured as well.")
                                        : tr("Measures this model on this machine with 1 to %1 chats at once")
                                         .arg(QLocale().toString(m_session.model()->plan.request.batch)));

    QString why;
    if (whatIf)
        why = tr("These GPUs are not in this machine.");
    else if (!ready)
        why = tr("A model has to be loaded first.");
    else if (calibrating)
        why = tr("A calibration runs.");
    else if (m_model->isLoaded())
        why = tr("This is what is loaded now.");
    else if (!m_model->plan().fits)
        why = verdictOf(m_model->plan()).sentence;
    m_apply->setEnabled(why.isEmpty());
    m_apply->setToolTip(why.isEmpty()
                            ? tr("Loads the model anew at this point. Answers in progress stop; their text stays. "
                                 "If it fails, the point that is loaded now comes back.")
                            : why);
    const double seconds = m_session.lastLoadSeconds();
    m_apply->setText(whatIf || !ready          ? tr("Apply")
                     : m_model->isLoaded()     ? tr("Apply · loaded now")
                     : seconds < kShortSeconds ? tr("Apply · reloads in %1").arg(describeSeconds(seconds))
                                               : tr("Apply · reloads, about %1").arg(describeSeconds(seconds)));
    foldHeader();
}

void TuningView::apply() {
    if (!m_apply->isEnabled()) return;
    m_session.load({m_model->loadOptions(), {}, m_model->plan()});
}

void TuningView::toggleCalibration() {
    if (m_calibration->isRunning()) return m_calibration->cancel();
    if (!m_calibrate->isEnabled()) return;
    m_model->beginCalibration();
    m_calibration->start(*m_session.model());
    showActions();
}

void TuningView::chooseHardware() {
    PlanRequest start = m_model->plan().request;
    if (start.batch < 1 || start.model.layers == 0) start = PlanRequest{.model = mixtral8x7B(), .batch = 8};
    auto* dialog = new HardwareDialog(m_model->gpus(), start, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_model->setWhatIf(dialog->request()); });
    connect(dialog, &HardwareDialog::thisMachineChosen, this, [this] { m_model->setWhatIf({}); });
    dialog->open();
}

void TuningView::chooseIntent(int intent) {
    if (static_cast<Intent>(intent) == Intent::Budget) return chooseBudget();
    m_moving = true;
    const bool found = m_model->choose(static_cast<Intent>(intent));
    m_moving = false;
    for (QAbstractButton* button : m_intents->buttons())
        button->setChecked(found && m_intents->id(button) == intent);
    if (!found) m_plane->setCorrection(tr("Nothing of the kind fits with room to spare."));
}

void TuningView::chooseBudget() {
    m_budget->setChecked(false);
    quint64 largest = 0;
    for (const DevicePlan& device : m_model->plan().devices)
        largest = std::max<quint64>(largest, device.capacityBytes);
    const auto tenths = [](double bytes) { return std::floor(10 * bytes / kGigabyte) / 10; };
    const double most = std::max(tenths(static_cast<double>(largest)), kLeastBudget);
    auto* field = new NumberField(kLeastBudget, most, 1);
    field->setValue(m_budgetBytes > 0 ? static_cast<double>(m_budgetBytes) / kGigabyte
                                      : tenths(0.75 * static_cast<double>(largest)));
    auto* dialog = new NumberDialog(tr("Memory budget"), tr("GB that the model may take of each device:"), field, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NumberDialog::numberChosen, this, [this](double gigabytes) {
        m_budgetBytes = static_cast<quint64>(gigabytes * kGigabyte);
        m_budget->setText(tr("Within %1").arg(describeBytes(m_budgetBytes)));
        m_moving = true;
        const bool found = m_model->choose(Intent::Budget, m_budgetBytes);
        m_moving = false;
        for (QAbstractButton* button : m_intents->buttons())
            button->setChecked(found && button == m_budget);
        if (!found)
            m_plane->setCorrection(tr("Not even one chat fits into %1 per device.").arg(describeBytes(m_budgetBytes)));
    });
    dialog->open();
}

void TuningView::showActivity(const EngineActivity& activity) {
    const bool wasBusy = m_activity.running + m_activity.waiting > 0;
    m_activity = activity;
    if (m_model->subject() == TuningModel::Subject::Nothing) return;
    if (wasBusy != (activity.running + activity.waiting > 0)) showActions();
    if (isVisible()) showMemory();
}

void TuningView::showMachine(const MachineSample& sample) {
    m_machine = sample;
    if (m_session.state() != ModelSession::State::Ready) return;
    if (isVisible()) m_model->setMachine(sample);
    if (!sample.processBytes || *sample.processBytes <= m_peakBytes) return;
    m_peakBytes = *sample.processBytes;
    if (isVisible() && m_model->subject() == TuningModel::Subject::Loaded) showMemory();
}

void TuningView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // What other programs take is followed only where somebody sees it; what was missed comes now.
    if (m_session.state() == ModelSession::State::Ready) m_model->setMachine(m_machine);
}

}  // namespace mw::gui
