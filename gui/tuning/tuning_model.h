// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <memory>
#include <optional>
#include <vector>

#include "feasibility.h"
#include "gpu_catalog.h"
#include "machine_sampler.h"
#include "measurement_store.h"

namespace mw::gui {

/// What the tuning view shows: a model on devices, the point that a person looks at, what fits around it, and how fast
/// it is or will be. Widgets show it and move the point; everything in it comes from the planner and from measurements.
class TuningModel : public QObject {
    Q_OBJECT

 public:
    enum class Subject {
        Nothing,  ///< no model is loaded, and none was chosen to plan for
        Loaded,   ///< the loaded model on the devices that it is loaded on
        WhatIf,   ///< a model on devices that are not here
    };
    enum class SpeedSource {
        None,        ///< nothing is known
        Published,   ///< a limit from published figures
        Measured,    ///< fitted to what was measured so far
        Calibrated,  ///< fitted to a calibration, so that the residual means something
    };

    TuningModel(GpuTable gpus, MeasurementStore store, QObject* parent = nullptr);

    /// Shows the model that is loaded, at the point that is loaded; null: none is.
    void setLoaded(std::shared_ptr<const ModelSummary> model);
    const std::shared_ptr<const ModelSummary>& loaded() const { return m_loaded; }
    /// Plans for this instead, from the point in the request on; nothing: back to the loaded model.
    void setWhatIf(const std::optional<PlanRequest>& request);
    /// Asks for a point; what the model cannot have is brought into its range and told by correction().
    void setPoint(OperatingPoint requested);
    void setKvPrecision(Precision kv);
    void setWeights(const WeightFormats& weights);
    /// What other programs take of this machine now; too small a change to see is left aside.
    void setMachine(const MachineSample& sample);
    /// The point of an intent; false, and nothing changes, if nothing of the kind fits.
    bool choose(Intent intent, quint64 budgetBytes = 0);

    Subject subject() const { return m_subject; }
    const GpuTable& gpus() const { return m_gpus; }
    const Plan& plan() const { return m_plan; }
    OperatingPoint requested() const { return m_requested; }
    OperatingPoint point() const { return {m_plan.request.contextTokens, m_plan.request.batch}; }
    /// What differs between the point asked for and the one planned, in a sentence; empty if nothing does.
    QString correction() const;
    /// How the weights of what is shown lie on its devices if nothing is converted, and all ways that take less; these
    /// first.
    WeightFormats storedWeights() const;
    QVector<WeightFormats> weightChoices() const;
    /// Those that are loaded, if the plane shows the loaded model.
    std::optional<WeightFormats> loadedWeights() const;
    /// The point that is loaded, if the plane shows the loaded model.
    std::optional<OperatingPoint> loadedPoint() const;
    /// Whether the plan differs from what is loaded in nothing.
    bool isLoaded() const;
    /// How to load the loaded model at the planned point.
    LoadOptions loadOptions() const;

    const QVector<FeasibilityCurve>& curves() const { return m_curves; }
    const Staircase& comfort() const { return m_comfort; }

    const SpeedModel& speed() const { return m_speed; }
    SpeedSource speedSource() const;
    /// What a calibration found of the loaded model, whatever the subject; absent without one.
    std::optional<SpeedModel> calibratedSpeed() const;
    /// Of the loaded model, with its weights as they are shown; what was measured under another subject does not show.
    const Measurements& measurements() const { return isAsLoaded() ? m_measurements : m_otherMeasurements; }
    void add(const DecodeMeasurement& measurement);
    void add(const PrefillMeasurement& measurement);
    /// A calibration begins: what it measures replaces what was measured before.
    void beginCalibration();
    void endCalibration(bool complete);
    bool isCalibrating() const { return m_beforeCalibration.has_value(); }

 signals:
    /// The model, the devices or a precision changed, and with them everything.
    void subjectChanged();
    /// Other programs took or gave back memory: the same subject and point, planned anew.
    void memoryChanged();
    /// Only the point changed.
    void pointChanged();
    void speedChanged();
    void saveFailed(const QString& reason);

 private:
    PlanRequest loadedRequest() const;
    bool isAsLoaded() const;
    void showLoaded();
    void show(const PlanRequest& request);
    void showRequest(const PlanRequest& request);
    void replan();
    void fit();
    void save();

    GpuTable m_gpus;
    MeasurementStore m_store;
    Subject m_subject = Subject::Nothing;
    std::shared_ptr<const ModelSummary> m_loaded;
    std::vector<DeviceSpec> m_devices;  ///< of the loaded model, with published figures and what others take now
    std::optional<PlanRequest> m_whatIf;
    OperatingPoint m_requested;
    Plan m_plan;
    QVector<FeasibilityCurve> m_curves;
    Staircase m_comfort;
    QString m_key;  ///< of m_measurements
    Measurements m_measurements;
    Measurements m_otherMeasurements;  ///< kept from when the weights, or the cache, were loaded as they are shown now
    std::optional<Measurements> m_beforeCalibration;
    SpeedModel m_speed;
};

}  // namespace mw::gui
