// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model_loan.h"

#include "describe_failure.h"
#include "model_session.h"

namespace mw::gui {

ModelLoan::ModelLoan(ModelSession& session, QObject* parent) : QObject(parent), m_session(session) {
    connect(&session, &ModelSession::changed, this, &ModelLoan::follow);
}

void ModelLoan::begin(const std::optional<LoadOptions>& before) {
    m_before = before;
    m_changed = m_takenOver = false;
}

bool ModelLoan::isLoaded(const LoadOptions& options) const {
    if (m_session.state() != ModelSession::State::Ready || !m_session.model()) return false;
    const LoadOptions& loaded = m_session.model()->options;
    return loaded.directory == options.directory && loaded.weights == options.weights &&
           loaded.kvPrecision == options.kvPrecision && loaded.contextTokens == options.contextTokens &&
           loaded.batch == options.batch;
}

void ModelLoan::hold(const LoadOptions& options) {
    m_wanted = options;
    m_state = State::Held;
}

void ModelLoan::load(const LoadRequest& request) {
    m_wanted = request.options;
    m_state = State::Loading;
    m_changed = true;
    m_session.load(request, ModelSession::Memory::Forget);
}

/// What becomes of the model, by our doing or another's.
void ModelLoan::follow() {
    const bool loading = m_session.state() == ModelSession::State::Loading;
    switch (m_state) {
        case State::Idle:
            return;
        case State::Returning:
            if (loading) return;
            m_state = State::Idle;
            emit returned();
            return;
        case State::Loading:
            // One that comes back after a load that ended otherwise need not be waited for.
            if (loading && !m_session.rolledBack()) return;
            if (!isLoaded(m_wanted)) return lose();
            m_state = State::Held;
            emit loaded();
            return;
        case State::Held:
            if (!isLoaded(m_wanted)) lose();
            return;
    }
}

void ModelLoan::lose() {
    const auto& failure = m_session.failure();
    if (!failure) m_takenOver = m_state == State::Held || m_session.model();
    const bool held = m_state == State::Held;
    emit lost(failure ? describeFailure(*failure)
              : held  ? tr("The model was changed or unloaded meanwhile.")
                      : QString());
}

void ModelLoan::end() {
    if (m_state == State::Idle || m_state == State::Returning) return;
    const bool back = m_changed && !m_takenOver && m_before && !isLoaded(*m_before);
    m_state = back ? State::Returning : State::Idle;
}

void ModelLoan::giveBack() {
    if (m_state == State::Returning)
        m_session.load(*m_before);
    else if (m_state == State::Idle && m_changed && !m_takenOver && !m_before)
        m_session.unload();
}

}  // namespace mw::gui
