// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tuning_model.h"

#include <QLocale>
#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "mw/supported.h"
#include "used_by_others.h"

namespace mw::gui {

namespace {

constexpr int kFirstContext = 4096;
constexpr int kFirstChats = 8;
constexpr std::int64_t kUsualColumns = 4096;  ///< of a weight, to compare what formats take
constexpr double kVisibleShare = 0.005;       ///< of a device's memory; less moves nothing on the screen

}  // namespace

TuningModel::TuningModel(GpuTable gpus, MeasurementStore store, QObject* parent)
    : QObject(parent), m_gpus(std::move(gpus)), m_store(std::move(store)) {}

void TuningModel::setLoaded(std::shared_ptr<const ModelSummary> model) {
    m_loaded = std::move(model);
    m_devices = m_loaded ? m_loaded->plan.request.devices : std::vector<DeviceSpec>();
    addPublishedFigures(m_devices, m_gpus);
    if (const QString key = m_loaded ? measurementKey(*m_loaded) : m_key; key != m_key) {
        m_key = key;
        m_measurements = m_store.load(key);
        m_beforeCalibration.reset();
    }
    if (!m_whatIf) showLoaded();
}

void TuningModel::setWhatIf(const std::optional<PlanRequest>& request) {
    m_whatIf = request;
    if (!request) return showLoaded();
    m_subject = Subject::WhatIf;
    addPublishedFigures(m_whatIf->devices, m_gpus);
    m_requested = {request->contextTokens, request->batch};
    show(*m_whatIf);
}

void TuningModel::showLoaded() {
    if (m_loaded) {
        m_subject = Subject::Loaded;
        m_requested = {m_loaded->plan.request.contextTokens, m_loaded->plan.request.batch};
        show(loadedRequest());
    } else if (std::exchange(m_subject, Subject::Nothing) != Subject::Nothing) {
        emit subjectChanged();
    }
}

/// What is loaded, on the devices as they are now.
PlanRequest TuningModel::loadedRequest() const {
    PlanRequest request = m_loaded->plan.request;
    request.devices = m_devices;
    return request;
}

void TuningModel::show(const PlanRequest& request) {
    showRequest(request);
    emit subjectChanged();
}

void TuningModel::showRequest(const PlanRequest& request) {
    m_plan.request = request;
    if (m_requested.contextTokens < 1) m_requested = {kFirstContext, kFirstChats};
    replan();
    m_curves = precisionCurves(m_plan.request);
    m_comfort = staircase(comfortable(m_plan.request));
    fit();
}

void TuningModel::replan() {
    PlanRequest request = m_plan.request;
    const PointGrid contexts = contextGrid(request.model);
    request.contextTokens = std::clamp(m_requested.contextTokens, contexts.least(), contexts.most());
    request.batch = std::clamp(m_requested.batch, 1, kMostChats);
    m_plan = makePlan(request);
}

void TuningModel::setPoint(OperatingPoint requested) {
    if (m_subject == Subject::Nothing || requested == m_requested) return;
    m_requested = requested;
    replan();
    emit pointChanged();
}

void TuningModel::setKvPrecision(Precision kv) {
    if (m_subject == Subject::Nothing || kv == m_plan.request.kv) return;
    PlanRequest request = m_plan.request;
    request.kv = kv;
    show(request);
}

void TuningModel::setWeights(const WeightFormats& weights) {
    if (m_subject == Subject::Nothing || weights == m_plan.request.weights) return;
    PlanRequest request = m_plan.request;
    request.weights = weights;
    if (m_subject == Subject::Loaded) {
        ModelSummary other = *m_loaded;
        other.plan.request.weights = weights;
        m_otherMeasurements = m_store.load(measurementKey(other));
    }
    show(request);
}

WeightFormats TuningModel::storedWeights() const {
    const DeviceKind kind = m_plan.request.devices.front().kind;
    return residentFormats(m_subject == Subject::Loaded ? m_loaded->checkpoint.weights : WeightFormats(), kind);
}

QVector<WeightFormats> TuningModel::weightChoices() const {
    const WeightFormats stored = storedWeights();
    QVector<WeightFormats> choices{stored};
    for (const WeightFormat format : supportedWeights(m_plan.request.devices.front().kind))
        if (bytesPerValue(format, kUsualColumns) < bytesPerExpertValue(stored, kUsualColumns)) choices << format;
    if (!choices.contains(m_plan.request.weights)) choices << m_plan.request.weights;
    return choices;
}

std::optional<WeightFormats> TuningModel::loadedWeights() const {
    if (m_subject != Subject::Loaded) return {};
    return m_loaded->plan.request.weights;
}

/// Whether the weights are shown as they are loaded.
bool TuningModel::isAsLoaded() const {
    return m_subject != Subject::Loaded || m_plan.request.weights == m_loaded->plan.request.weights;
}

void TuningModel::setMachine(const MachineSample& sample) {
    if (!m_loaded) return;
    const std::vector<DeviceSpec> now = withOthersAsSampled(m_devices, sample);
    const auto visible = [](const DeviceSpec& before, const DeviceSpec& after) {
        const auto change =
            std::abs(static_cast<double>(after.usedByOthersBytes) - static_cast<double>(before.usedByOthersBytes));
        return change >= kVisibleShare * static_cast<double>(before.capacityBytes);
    };
    if (std::equal(m_devices.begin(), m_devices.end(), now.begin(), std::not_fn(visible))) return;
    m_devices = now;
    if (m_subject != Subject::Loaded) return;
    PlanRequest request = m_plan.request;
    request.devices = now;
    showRequest(request);
    emit memoryChanged();
}

bool TuningModel::choose(Intent intent, quint64 budgetBytes) {
    if (m_subject == Subject::Nothing) return false;
    const std::optional<OperatingPoint> point = pointFor(intent, m_plan.request, m_speed, budgetBytes);
    if (point) setPoint(*point);
    return point.has_value();
}

QString TuningModel::correction() const {
    const QLocale locale;
    const OperatingPoint planned = point();
    QStringList parts;
    if (m_requested.contextTokens > planned.contextTokens)
        parts << tr("%1 tokens were asked for; this model takes %2 at most.")
                     .arg(locale.toString(m_requested.contextTokens), locale.toString(planned.contextTokens));
    else if (m_requested.contextTokens < planned.contextTokens)
        parts << tr("%1 tokens were asked for; a chat needs at least %2.")
                     .arg(locale.toString(m_requested.contextTokens), locale.toString(planned.contextTokens));
    if (m_requested.batch > planned.batch)
        parts << tr("%1 chats were asked for; %2 is the most.")
                     .arg(locale.toString(m_requested.batch), locale.toString(planned.batch));
    if (const int kept = static_cast<int>(m_plan.kvPagesPerChat) * kKvPageTokens; kept != planned.contextTokens)
        parts << tr("The cache keeps pages of %1 tokens: room for %2 per chat.")
                     .arg(kKvPageTokens)
                     .arg(locale.toString(kept));
    return parts.join(' ');
}

std::optional<OperatingPoint> TuningModel::loadedPoint() const {
    if (m_subject != Subject::Loaded) return {};
    return OperatingPoint{m_loaded->plan.request.contextTokens, m_loaded->plan.request.batch};
}

bool TuningModel::isLoaded() const {
    return m_subject == Subject::Loaded && loadedPoint() == point() && isAsLoaded() &&
           m_plan.request.kv == m_loaded->plan.request.kv;
}

LoadOptions TuningModel::loadOptions() const {
    LoadOptions options = m_loaded ? m_loaded->options : LoadOptions{};
    options.contextTokens = point().contextTokens;
    options.batch = point().batch;
    // What nobody chose stays the engine's choice.
    if (m_loaded && !isAsLoaded()) {
        options.weights = m_plan.request.weights;
        if (options.weights == storedWeights()) options.weights.reset();
    }
    if (m_loaded && m_plan.request.kv != m_loaded->plan.request.kv) options.kvPrecision = m_plan.request.kv;
    const auto activations = supportedActivations(m_plan.request.weights, m_plan.request.devices);
    if (std::ranges::find(activations, options.promptActivations) == activations.end())
        options.promptActivations = Activations::Exact;
    return options;
}

TuningModel::SpeedSource TuningModel::speedSource() const {
    if (!m_speed.known()) return SpeedSource::None;
    if (m_speed.measurements == 0) return SpeedSource::Published;
    return measurements().calibrated.isValid() && !m_beforeCalibration ? SpeedSource::Calibrated
                                                                       : SpeedSource::Measured;
}

std::optional<SpeedModel> TuningModel::calibratedSpeed() const {
    if (!m_loaded || m_beforeCalibration || !m_measurements.calibrated.isValid()) return {};
    Plan plan = m_loaded->plan;
    plan.request = loadedRequest();
    const SpeedModel speed = fitSpeed(plan, m_measurements.decode, m_measurements.prefill);
    return speed.known() ? std::optional(speed) : std::nullopt;
}

/// To what was measured of the loaded model, with its weights as they are shown.
void TuningModel::fit() {
    m_speed = {};
    if (m_subject == Subject::Nothing) return;
    if (m_subject == Subject::WhatIf || measurements().decode.isEmpty()) {
        m_speed = speedLimit(m_plan);
        return;
    }
    Plan plan = m_loaded->plan;
    plan.request = loadedRequest();
    if (!isAsLoaded()) {
        plan.request.weights = m_plan.request.weights;
        plan = makePlan(plan.request);
    }
    m_speed = fitSpeed(plan, measurements().decode, measurements().prefill);
}

void TuningModel::add(const DecodeMeasurement& measurement) {
    if (!m_loaded) return;
    m_measurements.decode << measurement;
    if (m_measurements.decode.size() > MeasurementStore::kMost) m_measurements.decode.removeFirst();
    if (!m_beforeCalibration) save();
    if (m_subject != Subject::Loaded) return;
    fit();
    emit speedChanged();
}

void TuningModel::add(const PrefillMeasurement& measurement) {
    if (!m_loaded) return;
    m_measurements.prefill << measurement;
    if (m_measurements.prefill.size() > MeasurementStore::kMost) m_measurements.prefill.removeFirst();
    if (!m_beforeCalibration) save();
    if (m_subject != Subject::Loaded) return;
    fit();
    emit speedChanged();
}

void TuningModel::beginCalibration() {
    m_beforeCalibration = std::exchange(m_measurements, {});
    fit();
    emit speedChanged();
}

void TuningModel::endCalibration(bool complete) {
    if (!m_beforeCalibration) return;
    const Measurements before = *std::exchange(m_beforeCalibration, {});
    if (complete && !m_measurements.decode.isEmpty())
        m_measurements.calibrated = QDateTime::currentDateTime();
    else
        m_measurements = before;
    save();
    fit();
    emit speedChanged();
}

void TuningModel::save() {
    QString error;
    if (!m_store.save(m_key, m_measurements, &error)) emit saveFailed(error);
}

}  // namespace mw::gui
