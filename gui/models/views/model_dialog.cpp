// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model_dialog.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QFormLayout>
#include <QPushButton>
#include <QToolButton>
#include <algorithm>
#include <cmath>
#include <utility>

#include "accessible_buttons.h"
#include "activation_choice.h"
#include "controls.h"
#include "describe.h"
#include "describe_failure.h"
#include "existing_path.h"
#include "gpu_choice.h"
#include "kv_choice.h"
#include "load_panel.h"
#include "mirrored.h"
#include "model_drop.h"
#include "model_facts.h"
#include "model_session.h"
#include "number_field.h"
#include "operating_point_panel.h"
#include "path_label.h"
#include "plan_panel.h"
#include "quality_note.h"
#include "quality_store.h"
#include "theme.h"
#include "weight_choice.h"

namespace mw::gui {

namespace {

constexpr int kWidth = 740;
constexpr int kMostVirtualDevices = 8;
constexpr int kMostThreads = 256;
constexpr double kGibibyte = 1 << 30;

QString folderOf(const LoadOptions& options) {
    return QString::fromStdString(options.directory.string());
}

}  // namespace

ModelDialog::ModelDialog(ModelSession& session, QWidget* parent)
    : ContentDialog(kWidth, parent),
      m_session(session),
      m_title(makeLabel({}, TextRole::Title)),
      m_folder(new PathLabel),
      m_choose(makeButton(tr("Choose folder…"), ButtonKind::Secondary)),
      m_chooseFile(makeButton(tr("Choose file…"), ButtonKind::Secondary)),
      m_hint(makeLabel({}, TextRole::Muted)),
      m_body(new QWidget),
      m_facts(new ModelFacts),
      m_weights(new WeightChoice),
      m_kv(new KvChoice),
      m_activations(new ActivationChoice),
      m_activationsRow(new QWidget),
      m_quality(new QualityNote),
      m_point(new OperatingPointPanel),
      m_planPanel(new PlanPanel),
      m_advancedFold(new QToolButton),
      m_advanced(makeAdvanced()),
      m_failure(new Banner(Banner::Kind::Bad)),
      m_loading(new LoadPanel(session)),
      m_cancel(makeButton({}, ButtonKind::Secondary)),
      m_load(makeButton(tr("Load"), ButtonKind::Primary)) {
    setWindowTitle(tr("Open a model"));
    m_title->setWordWrap(true);
    m_hint->setWordWrap(true);
    m_load->setDefault(true);
    m_load->setObjectName("load");
    m_cancel->setObjectName("cancel");
    for (QPushButton* button : {m_choose, m_chooseFile})
        button->setAutoDefault(false);

    auto* folder = new QHBoxLayout;
    folder->addWidget(m_folder, 1);
    folder->addWidget(m_choose);
    folder->addWidget(m_chooseFile);

    m_advancedFold->setText(tr("Advanced"));
    m_advancedFold->setObjectName("advanced");
    m_advancedFold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_advancedFold->setArrowType(Qt::RightArrow);
    m_advancedFold->setCheckable(true);
    setAccessibleFold(m_advancedFold);
    m_advancedFold->setAutoRaise(true);
    m_advanced->hide();

    auto* factsCard = new Card(tr("Model"));
    factsCard->body()->addWidget(m_facts);
    auto* pointCard = new Card(tr("Operating point"));
    auto* weights = new QHBoxLayout;
    auto* weightsLabel = new QLabel(tr("&Weights"));
    weightsLabel->setBuddy(m_weights);
    weights->addWidget(weightsLabel);
    weights->addWidget(m_weights);
    weights->addSpacing(4 * metrics::kSpace);
    auto* kvLabel = new QLabel(tr("&KV cache"));
    kvLabel->setBuddy(m_kv);
    weights->addWidget(kvLabel);
    weights->addWidget(m_kv);
    weights->addStretch();
    auto* activations = new QHBoxLayout(m_activationsRow);
    activations->setContentsMargins({});
    auto* activationsLabel = new QLabel(tr("Ac&tivations of prompts"));
    activationsLabel->setBuddy(m_activations);
    activations->addWidget(activationsLabel);
    activations->addWidget(m_activations);
    activations->addStretch();
    pointCard->body()->addLayout(weights);
    pointCard->body()->addWidget(m_activationsRow);
    pointCard->body()->addWidget(m_quality);
    pointCard->body()->addWidget(m_point);
    auto* memoryCard = new Card(tr("Memory"));
    memoryCard->body()->addWidget(m_planPanel);
    auto* body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(3 * metrics::kSpace);
    body->addWidget(factsCard);
    body->addWidget(pointCard);
    body->addWidget(memoryCard);
    body->addWidget(m_advancedFold, 0, Qt::AlignLeft);
    body->addWidget(m_advanced);

    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_load);

    content()->addWidget(m_title);
    content()->addLayout(folder);
    content()->addWidget(m_hint);
    content()->addWidget(m_body);
    content()->addStretch(1);
    footer()->addWidget(m_failure);
    footer()->addWidget(m_loading);
    footer()->addLayout(buttons);

    connect(m_choose, &QPushButton::clicked, this, &ModelDialog::chooseFolder);
    connect(m_chooseFile, &QPushButton::clicked, this, &ModelDialog::chooseFile);
    connect(new ModelDrop(this), &ModelDrop::dropped, this, [this](const QString& path) {
        if (m_page != Page::Loading) choose(path);
    });
    connect(m_cancel, &QPushButton::clicked, this, &ModelDialog::reject);
    connect(m_load, &QPushButton::clicked, this, &ModelDialog::load);
    connect(m_point, &OperatingPointPanel::planChanged, this, [this] {
        m_planPanel->setPlan(m_point->plan());
        m_load->setEnabled(m_page == Page::Ready && m_point->plan().fits);
        m_load->setToolTip(m_point->plan().fits ? QString() : verdictOf(m_point->plan()).sentence);
        showQuality();
    });
    connect(m_quality, &QualityNote::measureAsked, this, &ModelDialog::askForQuality);
    connect(m_advancedFold, &QToolButton::toggled, this, [this](bool open) {
        m_advancedFold->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_advanced->setVisible(open);
    });
    connect(m_virtualDevices, &NumberField::valueChanged, this, &ModelDialog::replan);
    connect(m_weights, &WeightChoice::changed, this, &ModelDialog::replan);
    connect(m_kv, &KvChoice::changed, this, &ModelDialog::replan);
    connect(m_activations, &ActivationChoice::changed, this, &ModelDialog::replan);
    connect(m_memory, &NumberField::valueChanged, this, &ModelDialog::replan);

    const EngineThread* engine = &m_session.engine();
    connect(engine, &EngineThread::inspected, this, &ModelDialog::onInspected);
    connect(engine, &EngineThread::inspectFailed, this, &ModelDialog::onInspectFailed);
    connect(engine, &EngineThread::planned, this, &ModelDialog::onPlanned);
    connect(engine, &EngineThread::planFailed, this, &ModelDialog::onPlanFailed);
    connect(&m_session, &ModelSession::changed, this, &ModelDialog::onSessionChanged);
    turnTo(isLoading() ? Page::Loading : Page::Empty);
}

ModelDialog::~ModelDialog() {
    silenceFields(this);
}

QWidget* ModelDialog::makeAdvanced() {
    auto* panel = new QWidget;
    m_virtualDevices = new NumberField(1, kMostVirtualDevices, 0);
    m_threads = new NumberField(0, kMostThreads, 0);
    m_threads->nameValue(0, tr("one per core"));
    auto* form = new QFormLayout(panel);
    form->setContentsMargins(marginsFrom(6 * metrics::kSpace, 0, 0, 0));
    m_gpus = new GpuChoice;
    form->addRow(tr("GPUs"), m_gpus);
    form->setRowVisible(m_gpus, false);
    m_memory = new NumberField(0, 0, 1);
    m_memory->setObjectName("memoryBudget");
    m_memory->nameValue(0, tr("all there is"));
    m_memory->setToolTip(tr("Plan and load as on devices that have no more memory, to try a smaller card"));
    form->addRow(tr("Memory of each device, GiB"), m_memory);
    form->addRow(tr("Virtual devices"), m_virtualDevices);
    form->addRow(tr("CPU threads"), m_threads);
    QLabel* hint =
        makeLabel(tr("The CPU can play several devices, to see how a model is spread over them."), TextRole::Muted);
    hint->setWordWrap(true);
    form->addRow(hint);

    connect(m_gpus, &GpuChoice::changed, this, &ModelDialog::replan);
    connect(&m_session.engine(), &EngineThread::gpusFound, form, [=, this](const std::vector<DeviceSpec>& gpus) {
        m_gpus->setGpus(gpus);
        form->setRowVisible(m_gpus, gpus.size() > 1);
        for (QWidget* cpuOnly :
             {static_cast<QWidget*>(m_virtualDevices), static_cast<QWidget*>(m_threads), static_cast<QWidget*>(hint)})
            form->setRowVisible(cpuOnly, gpus.empty());
    });
    return panel;
}

void ModelDialog::inspect(const LoadOptions& options) {
    m_options = options;
    m_checkpoint.reset();
    m_expected.reset();
    m_folder->setPath(folderOf(options));
    m_virtualDevices->setValue(options.virtualDevices);
    m_threads->setValue(options.threads);
    m_gpus->choose(options.devices);
    m_weights->choose(options.weights);
    m_kv->choose(options.kvPrecision);
    m_activations->choose(options.promptActivations);
    // What devices there are, and so what the field takes, is known with the plan.
    m_memory->setMaximum(std::max(m_memory->maximum(), static_cast<double>(options.memoryBytes) / kGibibyte));
    m_memory->setValue(static_cast<double>(options.memoryBytes) / kGibibyte);
    if (options.memoryBytes > 0) m_advancedFold->setChecked(true);
    turnTo(Page::Inspecting);
    m_asked = m_session.engine().inspect(folderOf(options));
}

void ModelDialog::setQuality(const QualityStore& store) {
    m_qualities = &store;
    connect(&store, &QualityStore::changed, this, &ModelDialog::showQuality);
    showQuality();
}

void ModelDialog::showQuality() {
    if (m_qualities && m_checkpoint && !m_point->plan().request.devices.empty())
        m_quality->showFor(*m_qualities, m_checkpoint->info, m_point->plan().request);
}

void ModelDialog::askForQuality() {
    if (m_page != Page::Ready) return;
    QDialog::reject();
    emit qualityAsked({m_checkpoint->info, options(), m_point->plan().request}, m_weights->chosen(), m_kv->chosen());
}

void ModelDialog::chooseFolder() {
    const QString start = m_options.directory.empty() ? QDir::homePath() : folderOf(m_options);
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open the folder of a checkpoint"), start);
    choose(folder);
}

void ModelDialog::chooseFile() {
    const QString start = m_options.directory.empty() ? QDir::homePath() : folderOf(m_options);
    choose(QFileDialog::getOpenFileName(this, tr("Open a file of a checkpoint"), start,
                                        tr("Checkpoints (*.gguf *.safetensors);;All files (*)")));
}

void ModelDialog::choose(const QString& path) {
    if (path.isEmpty()) return;
    LoadOptions options = m_options;
    options.directory = existingPath(path);
    inspect(options);
}

void ModelDialog::reject() {
    // A running load is cancelled first; the dialog stays, so that one sees that it was.
    if (m_page == Page::Loading)
        m_session.cancelLoad();
    else
        QDialog::reject();
}

void ModelDialog::onInspected(Ticket ticket, const OpenedCheckpoint& checkpoint) {
    if (m_page != Page::Inspecting || ticket != m_asked) return;
    m_checkpoint = checkpoint;
    m_facts->setCheckpoint(checkpoint.info);
    // The point that is asked for comes from another model, or from defaults: it must be one that this model has.
    // (0 tokens stay: the engine then takes the usual context.)
    m_options.contextTokens =
        std::clamp(m_options.contextTokens, 0, std::max(checkpoint.info.config.trainedContext, 1));
    m_options.batch = std::clamp(m_options.batch, 1, OperatingPointPanel::kMostChats);
    replan();
}

void ModelDialog::onInspectFailed(Ticket ticket, const Failure& failure) {
    if (m_page == Page::Inspecting && ticket == m_asked) refuse(failure, tr("This cannot be opened."));
}

void ModelDialog::onPlanFailed(Ticket ticket, const Failure& failure) {
    if ((m_page != Page::Inspecting && m_page != Page::Ready) || ticket != m_asked) return;
    // What was chosen for other weights, or on another machine, may be nothing for these.
    if (m_activations->chosen() != Activations::Exact) {
        m_activations->choose(Activations::Exact);
        return replan();
    }
    // A budget that was kept may be one for a larger machine; without it there is something to see.
    if (std::exchange(m_options.memoryBytes, 0) > 0 || m_memory->value() > 0) {
        m_memory->setValue(0);
        return replan();
    }
    refuse(failure, tr("This model cannot be planned for here."));
}

void ModelDialog::refuse(const Failure& failure, const QString& what) {
    showFailure(failure, what, m_session.model() ? tr("The model that is loaded stays.") : QString());
    turnTo(Page::Refused);
}

void ModelDialog::replan() {
    if (!m_checkpoint || (m_page != Page::Inspecting && m_page != Page::Ready)) return;
    m_asked = m_session.engine().planFor(*m_checkpoint, options());
}

void ModelDialog::onPlanned(Ticket ticket, const Plan& plan) {
    if ((m_page != Page::Inspecting && m_page != Page::Ready) || ticket != m_asked) return;
    const bool first = m_page == Page::Inspecting;
    PlanRequest request = plan.request;
    if (!first) {
        request.contextTokens = m_point->contextTokens();
        request.batch = m_point->batch();
    }
    m_weights->setRequest(request, m_checkpoint->info.weights);
    m_kv->setRequest(request);
    m_activations->setRequest(request);
    m_activationsRow->setVisible(m_activations->isOffered());
    const auto least = std::ranges::min(request.devices, {}, &DeviceSpec::capacityBytes).capacityBytes;
    m_memory->setMaximum(std::floor(10 * static_cast<double>(least) / kGibibyte) / 10);
    turnTo(Page::Ready);
    m_point->setRequest(request);
    if (first) m_load->setFocus();
    const std::optional<ModelConfig> expected = std::exchange(m_expected, {});
    if (expected && *expected == m_checkpoint->info.config && m_point->plan().fits) load();
}

/// Looks again first: what was seen may no longer be true. Goes on by itself if it is the same model, and fits.
void ModelDialog::tryAgain() {
    const ModelConfig model = m_checkpoint->info.config;
    inspect(options());
    m_expected = model;
}

LoadOptions ModelDialog::options() const {
    LoadOptions options = m_options;
    if (m_page == Page::Ready) {
        options.contextTokens = m_point->contextTokens();
        options.batch = m_point->batch();
    }
    options.virtualDevices = m_virtualDevices->wholeValue();
    options.threads = m_threads->wholeValue();
    options.devices = m_gpus->chosen();
    options.weights = m_weights->chosen();
    options.kvPrecision = m_kv->chosen();
    options.promptActivations = m_activations->chosen();
    options.memoryBytes = static_cast<std::uint64_t>(m_memory->value() * kGibibyte);
    return options;
}

void ModelDialog::load() {
    if (m_page != Page::Ready && m_page != Page::Failed) return;
    if (m_page == Page::Failed) return tryAgain();
    m_options = options();
    m_session.load({m_options, m_checkpoint, m_point->plan()});
}

/// Not while the model before comes back: that needs nobody's attention.
bool ModelDialog::isLoading() const {
    return m_session.state() == ModelSession::State::Loading && !m_session.rolledBack();
}

void ModelDialog::onSessionChanged() {
    if (isLoading()) return turnTo(Page::Loading);
    const bool loaded = m_session.state() == ModelSession::State::Ready && !m_session.rolledBack();
    if (m_page == Page::Loading && loaded && !m_session.failure()) return accept();
    const bool lost = m_session.rolledBack() && !m_session.model() && m_session.failure();
    if (m_page == Page::Loading || m_page == Page::Failed || (m_page == Page::Ready && lost))
        turnTo(m_session.failure() ? Page::Failed : m_checkpoint ? Page::Ready : Page::Empty);
}

void ModelDialog::showFailure(const Failure& failure, const QString& what, const QString& consequence) {
    m_failure->setText(QStringList{what, describeFailure(failure), consequence}.join('\n').trimmed());
    m_failure->setDetails(describeDetails(failure));
    m_failure->clearButtons();
}

void ModelDialog::showLoadFailure() {
    const auto& offered = m_session.offered();
    const bool returning = m_session.state() == ModelSession::State::Loading;
    showFailure(*m_session.failure(), tr("Loading failed."),
                returning                                     ? tr("What was loaded before is being loaded again.")
                : m_session.model() && m_session.rolledBack() ? tr("What was loaded before is loaded again.")
                : m_session.model()                           ? tr("The model that was loaded before still is.")
                                                              : tr("No model is loaded."));
    if (!offered) return;
    const QString name = QString::fromStdString(offered->directory.filename().string());
    QPushButton* back = m_failure->addButton(tr("Load %1 again").arg(name));
    connect(back, &QPushButton::clicked, &m_session, &ModelSession::loadOffered);
}

void ModelDialog::turnTo(Page page) {
    m_page = page;
    const bool known = m_checkpoint.has_value();
    const bool busy = page == Page::Loading;
    m_title->setText(known ? QString::fromStdString(m_checkpoint->info.config.name) : tr("Open a model"));
    m_hint->setVisible(page == Page::Empty || page == Page::Inspecting);
    m_hint->setText(page == Page::Inspecting ? tr("Reading the headers…")
                                             : tr("Choose the folder of a Mixtral checkpoint, safetensors with "
                                                  "config.json or params.json, or a GGUF file."));
    m_folder->setVisible(!m_options.directory.empty());
    m_body->setVisible(known && page != Page::Refused);
    m_body->setEnabled(!busy);
    m_choose->setEnabled(!busy);
    m_chooseFile->setEnabled(!busy);
    m_failure->setVisible(page == Page::Refused || page == Page::Failed);
    if (page == Page::Failed) showLoadFailure();
    m_load->setVisible(known && page != Page::Refused);
    m_load->setText(page == Page::Failed ? tr("Try again") : tr("Load"));
    m_load->setEnabled(page == Page::Failed || (page == Page::Ready && m_point->plan().fits));
    m_cancel->setText(busy ? tr("Cancel load") : tr("Close"));
}

}  // namespace mw::gui
