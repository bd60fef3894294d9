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
    connect(&engine, &EngineThread::loadCancelled, this, &ModelSession::onLoadCancelled);
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

void ModelSession::load(LoadRequest request, OnFailure onFailure, Memory memory) {
    m_failure.reset();
    m_rolledBack = false;
    m_onFailure = onFailure;
    m_memory = memory;
    start(request);
}

void ModelSession::start(const LoadRequest& request) {
    if (m_model)
        m_before = m_model->options;
    else if (m_offered)
        m_before = m_offered;
    m_offered.reset();
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

void ModelSession::dismissFailure() {
    if (!m_failure || m_state == State::Broken) return;
    m_failure.reset();
    m_rolledBack = false;
    emit changed();
}

void ModelSession::onLoaded(const ModelSummary& model) {
    --m_loads;
    m_model = model;
    m_before.reset();
    m_lastLoadSeconds = static_cast<double>(m_clock.elapsed()) / 1000;
    if (const auto& directory = model.options.directory; !directory.empty() && m_memory == Memory::Remember)
        m_recent.add({QString::fromStdString(directory.string()), QString::fromStdString(model.checkpoint.config.name),
                      model.options.contextTokens, model.options.batch, model.options.virtualDevices,
                      model.options.devices});
    settle();
    emit modelChanged();
}

void ModelSession::onLoadFailed(const Failure& failure) {
    --m_loads;
    // A second failure on the way back is not more telling than the first.
    if (!m_rolledBack) m_failure = failure;
    const bool lost = !m_model && m_before;
    if (lost && m_onFailure == OnFailure::RollBack && m_loads == 0 && !std::exchange(m_rolledBack, true)) {
        m_offered = m_before;
        start(*m_before);
        return;
    }
    if (lost) m_offered = std::exchange(m_before, {});
    settle();
}

void ModelSession::onLoadCancelled() {
    --m_loads;
    if (m_loads == 0 && !m_model && m_before) m_offered = std::exchange(m_before, {});
    settle();
}

void ModelSession::onUnloaded() {
    m_model.reset();
    if (m_loads == 0) settle();
    emit modelChanged();
}

void ModelSession::onEngineFailed(const Failure& failure) {
    if (m_model) m_offered = m_model->options;
    m_model.reset();
    m_failure = failure;
    m_state = State::Broken;
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
