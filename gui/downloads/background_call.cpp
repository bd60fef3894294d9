// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "background_call.h"

#include <QMetaObject>
#include <QObject>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace mw::gui {

struct BackgroundCall::State {
    std::mutex mutex;
    std::condition_variable over;
    QObject* owner = nullptr;
    bool ended = false;
    std::stop_source stop;

    bool isHeard() {
        const std::lock_guard lock(mutex);
        return owner != nullptr;
    }
};

void BackgroundCall::start(Work work) {
    leave();
    m_state = std::make_shared<State>();
    m_state->owner = &m_owner;
    std::thread([state = m_state, work = std::move(work)] {
        const Tell tell = [&state](std::function<void()> act) {
            const std::lock_guard lock(state->mutex);
            if (!state->owner) return;
            QMetaObject::invokeMethod(
                state->owner,
                [state, act = std::move(act)] {
                    if (state->isHeard()) act();  // it may have been left since
                },
                Qt::QueuedConnection);
        };
        work(state->stop.get_token(), tell);
        const std::lock_guard lock(state->mutex);
        state->ended = true;
        state->over.notify_all();
    }).detach();
}

void BackgroundCall::stop() {
    if (m_state) m_state->stop.request_stop();
}

void BackgroundCall::leave(std::chrono::milliseconds patience) {
    const std::shared_ptr<State> state = std::exchange(m_state, nullptr);
    if (!state) return;
    state->stop.request_stop();
    std::unique_lock lock(state->mutex);
    state->owner = nullptr;
    state->over.wait_for(lock, patience, [&] { return state->ended; });
}

}  // namespace mw::gui
