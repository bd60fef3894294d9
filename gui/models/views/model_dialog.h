// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>

#include "content_dialog.h"
#include "engine_events.h"
#include "mw/load_request.h"
#include "quality_plan.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace mw::gui {

class ActivationChoice;
class Banner;
class GpuChoice;
class KvChoice;
class LoadPanel;
class ModelFacts;
class ModelSession;
class NumberField;
class OperatingPointPanel;
class PathLabel;
class PlanPanel;
class QualityNote;
class QualityStore;
class WeightChoice;

/// Opens a model: shows what a folder holds and what it would take at a context and number of chats, before anything is
/// loaded; then loads it, with progress, cancel, and a way back if that fails. Accepted when the model is loaded.
class ModelDialog : public ContentDialog {
    Q_OBJECT

 public:
    explicit ModelDialog(ModelSession& session, QWidget* parent = nullptr);
    ~ModelDialog() override;

    /// Looks at a checkpoint, and at these options for it: `options.directory` and the operating point to start from.
    void inspect(const LoadOptions& options);
    /// Says beside a format what it costs, as far as that is measured, and offers to measure it; the store outlives
    /// this.
    void setQuality(const QualityStore& store);

 public slots:
    void chooseFolder();
    void chooseFile();
    void choose(const QString& path);
    void reject() override;

 signals:
    /// Instead of loading it: a person wants to know first what this way of holding it costs.
    void qualityAsked(const mw::gui::QualityModel& model, const std::optional<mw::WeightFormats>& weights,
                      const std::optional<mw::Precision>& kv);

 private:
    enum class Page { Empty, Inspecting, Refused, Ready, Loading, Failed };

    void turnTo(Page page);
    void showFailure(const Failure& failure, const QString& what, const QString& consequence);
    void showLoadFailure();
    void refuse(const Failure& failure, const QString& what);
    void onInspected(Ticket ticket, const OpenedCheckpoint& checkpoint);
    void onInspectFailed(Ticket ticket, const Failure& failure);
    void onPlanned(Ticket ticket, const Plan& plan);
    void onPlanFailed(Ticket ticket, const Failure& failure);
    bool isLoading() const;
    void onSessionChanged();
    void replan();
    void showQuality();
    void askForQuality();
    LoadOptions options() const;
    void load();
    void tryAgain();
    QWidget* makeAdvanced();

    ModelSession& m_session;
    const QualityStore* m_qualities = nullptr;
    Page m_page = Page::Empty;
    LoadOptions m_options;  ///< asked for, before the point is chosen
    std::optional<OpenedCheckpoint> m_checkpoint;
    std::optional<ModelConfig> m_expected;  ///< loaded as soon as it has been looked at again
    Ticket m_asked = 0;  ///< the last question to the engine; answers to those before it come too late

    QLabel* m_title;
    PathLabel* m_folder;
    QPushButton* m_choose;
    QPushButton* m_chooseFile;
    QLabel* m_hint;
    QWidget* m_body;
    ModelFacts* m_facts;
    WeightChoice* m_weights;
    KvChoice* m_kv;
    ActivationChoice* m_activations;
    QWidget* m_activationsRow;
    QualityNote* m_quality;
    OperatingPointPanel* m_point;
    PlanPanel* m_planPanel;
    QToolButton* m_advancedFold;
    QWidget* m_advanced;
    NumberField* m_virtualDevices;
    NumberField* m_threads;
    NumberField* m_memory;
    GpuChoice* m_gpus;
    Banner* m_failure;
    LoadPanel* m_loading;
    QPushButton* m_cancel;
    QPushButton* m_load;
};

}  // namespace mw::gui
