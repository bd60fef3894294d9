// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model_session.h"

#include <utility>

#include "recent_models.h"

namespace mw::gui {

ModelSession::ModelSession(EngineThread& engine, RecentModels& recent, QObject* parent)
    : QObject(parent), m_engine(engine), m_recent(recent) {
    connect(&engine, &EngineThread::loaded, this, &ModelSession::onLoaded);
    connect(&engine, &EngineThread::loadFailed, this, &ModelSession::onLoadFailed);
    connect(&engine, &EngineThread::loadCancelled, this, &ModelSession::onLoadEnded);
    connect(&engine, &EngineThread::unloaded, this, &ModelSession::onUnloaded);
    connect(&engine, &EngineThread::failed, this, &ModelSession::onEngineFailed);
    connect(&engine, &EngineThread::loadProgressed, this, [this](const LoadStatus& status) {
        m_progress = status;
        emit progressed(status);
    });
}

QString ModelSession::directory() const {
    return m_model ? QString::fromStdString(m_model->options.directory.string()) : QString();
}

double ModelSession::loadingSeconds() const {
    return m_state == State::Loading ? static_cast<double>(m_clock.elapsed()) / 1000 : 0;
}

void ModelSession::load(const LoadRequest& request, Memory memory) {
    m_failure.reset();
    m_rolledBack = false;
    m_memory = memory;
    if (m_model)
        m_before = m_model->options;
    else if (m_offered)
        m_before = m_offered;
    m_offered.reset();
    m_shortenedFrom = 0;
    m_progress = {};
    m_clock.start();
    ++m_loads;
    m_state = State::Loading;
    m_engine.load(request);
    emit changed();
}

void ModelSession::loadOffered() {
    if (m_offered) load(*m_offered);
}

void ModelSession::cancelLoad() {
    m_engine.cancelLoad();
}

void ModelSession::unload() {
    m_engine.unload();
}

void ModelSession::dismiss() {
    if ((!m_failure && m_shortenedFrom == 0) || m_state == State::Broken) return;
    m_shortenedFrom = 0;
    m_failure.reset();
    emit changed();
}

namespace {

QString weightsNamed(const LoadOptions& options) {
    return options.weights ? QString::fromUtf8(weightFormatName(options.weights->experts).data()) : QString();
}

QString kvNamed(const LoadOptions& options) {
    return options.kvPrecision ? QString::fromUtf8(precisionName(*options.kvPrecision).data()) : QString();
}

QString activationsNamed(const LoadOptions& options) {
    return options.promptActivations == Activations::Exact
               ? QString()
               : QString::fromUtf8(activationsName(options.promptActivations).data());
}

}  // namespace

void ModelSession::onLoaded(const ModelSummary& model) {
    --m_loads;
    ModelSummary summary = model;
    if (int& asked = summary.options.contextTokens; asked > model.plan.request.contextTokens) {
        m_shortenedFrom = asked;
        asked = model.plan.request.contextTokens;  // what it is loaded with, and what is remembered
    }
    m_model = std::make_shared<const ModelSummary>(std::move(summary));
    m_before.reset();
    m_lastLoadSeconds = static_cast<double>(m_clock.elapsed()) / 1000;
    // What came back is remembered as it was, or was not.
    if (const auto& directory = model.options.directory;
        !directory.empty() && m_memory == Memory::Remember && !m_rolledBack)
        m_recent.add({QString::fromStdString(directory.string()), QString::fromStdString(model.checkpoint.config.name),
                      m_model->options.contextTokens, model.options.batch, model.options.virtualDevices,
                      model.options.devices, weightsNamed(model.options), kvNamed(model.options),
                      model.options.memoryBytes, activationsNamed(model.options)});
    settle();
    emit modelChanged();
}

void ModelSession::onLoadFailed(const Failure& failure, bool restoring) {
    // A second failure on the way back is not more telling than the first, nor one of a load in whose place another
    // was asked for.
    if (m_loads == 1 && !m_failure) m_failure = failure;
    onLoadEnded(restoring);
}

void ModelSession::onLoadEnded(bool restoring) {
    if (restoring) {
        if (m_loads > 1) return;
        m_rolledBack = true;
        m_progress = {};
        m_clock.start();
        emit changed();
        return;
    }
    --m_loads;
    if (m_loads == 0 && !m_model && m_before) m_offered = std::exchange(m_before, {});
    settle();
}

void ModelSession::onUnloaded() {
    m_model.reset();
    m_shortenedFrom = 0;
    if (m_loads == 0) settle();
    emit modelChanged();
}

void ModelSession::onEngineFailed(const Failure& failure) {
    // Where another model was asked for already, that one will work; the answers that ended say why.
    if (m_loads < 1) {
        if (m_model) m_offered = m_model->options;
        m_failure = failure;
        m_state = State::Broken;
    }
    m_model.reset();
    m_shortenedFrom = 0;
    emit changed();
    emit modelChanged();
}

void ModelSession::settle() {
    if (m_loads == 0) {
        m_state = m_model ? State::Ready : State::Empty;
        m_before.reset();
    }
    emit changed();
}

}  // namespace mw::gui
