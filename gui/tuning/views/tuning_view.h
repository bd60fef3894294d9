// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QVector>
#include <QWidget>

#include "engine_thread.h"
#include "machine_sampler.h"
#include "quality_plan.h"
#include "tuning_model.h"

class QBoxLayout;
class QButtonGroup;
class QGridLayout;
class QPushButton;
class QStackedLayout;

namespace mw::gui {

class Banner;
class CalibrationRun;
class EmptyState;
class LoadPanel;
class MemoryCard;
class ModelSession;
class PlaneCard;
class QualityNote;
class QualityStore;
class SpeedCards;
class SpeedRecorder;
class WeightCards;

/// What context length and chats at once cost: the plane of what fits, memory per device, predicted and measured speed.
/// The point that is chosen here is loaded from here.
class TuningView : public QWidget {
    Q_OBJECT

 public:
    explicit TuningView(ModelSession& session, QWidget* parent = nullptr);
    /// With a table and measurements of a test's own.
    TuningView(ModelSession& session, GpuTable gpus, MeasurementStore store, QWidget* parent = nullptr);
    ~TuningView() override;

    /// Says beside each format what it costs, as far as that is measured; the store outlives this.
    void setQuality(const QualityStore& store);

    TuningModel& model() { return *m_model; }
    CalibrationRun& calibration() { return *m_calibration; }

    void apply();
    void toggleCalibration();
    void chooseHardware();

 public slots:
    void showActivity(const mw::gui::EngineActivity& activity);
    void showMachine(const mw::gui::MachineSample& sample);

 signals:
    /// There is no model to tune: a person wants to open one.
    void modelWanted();
    /// What this way of holding the loaded model costs is to be measured.
    void qualityAsked(const mw::gui::QualityModel& model, const std::optional<mw::WeightFormats>& weights,
                      const std::optional<mw::Precision>& kv);

 protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

 private:
    QWidget* makeHeader();
    void arrange(bool narrow);
    void foldHeader();

    void followSession();
    void showSubject();
    void showPoint();
    void showQuality();
    void askForQuality();
    void showMemory();
    std::optional<quint64> measuredPeak(int rank) const;
    void showSpeed();
    void showSpeedCaption();
    void showActions();
    void chooseIntent(int intent);
    void chooseBudget();

    ModelSession& m_session;
    const QualityStore* m_qualities = nullptr;
    TuningModel* m_model;
    SpeedRecorder* m_recorder;
    CalibrationRun* m_calibration;
    EngineActivity m_activity;
    MachineSample m_machine;
    double m_calibrationShare = 0;
    int m_calibrationChats = 0;
    quint64 m_budgetBytes = 0;
    quint64 m_peakBytes = 0;  ///< of this process since the model was loaded
    bool m_moving = false;    ///< the point moves on behalf of an intent

    EmptyState* m_empty;
    QWidget* m_page;
    QStackedLayout* m_stack;
    QBoxLayout* m_header = nullptr;
    QGridLayout* m_grid = nullptr;
    bool m_narrow = false;
    QButtonGroup* m_intents;
    QPushButton* m_budget = nullptr;
    QPushButton* m_hardware = nullptr;
    QPushButton* m_calibrate = nullptr;
    QPushButton* m_apply = nullptr;
    Banner* m_note;
    LoadPanel* m_loading;
    WeightCards* m_weights;
    QualityNote* m_quality;
    PlaneCard* m_plane;
    MemoryCard* m_memory;
    SpeedCards* m_speed;
};

}  // namespace mw::gui
