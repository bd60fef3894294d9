// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/aime_worker.h"

#include <thread>
#include <utility>

#include "worker.h"

namespace mw {

std::string_view aimeStateName(AimeState state) {
    switch (state) {
        case AimeState::WaitingForModel:
            return "waiting for a model";
        case AimeState::Connecting:
            return "connecting";
        case AimeState::Online:
            return "online";
        case AimeState::Offline:
            return "offline";
        case AimeState::Stopping:
            return "stopping";
        case AimeState::Stopped:
            return "stopped";
        case AimeState::Refused:
            return "refused";
    }
    return "unknown";
}

struct AimeWorker::Impl {
    Impl(EngineLoop& engine, AimeOptions options, Log log)
        : worker(engine, std::move(options), std::move(log)), thread([this] { worker.run(); }) {}

    aime::Worker worker;
    std::thread thread;
};

AimeWorker::AimeWorker(EngineLoop& engine, AimeOptions options, Log log)
    : m_impl(std::make_unique<Impl>(engine, std::move(options), std::move(log))) {}

AimeWorker::~AimeWorker() {
    m_impl->worker.stop(std::chrono::milliseconds(0));
    m_impl->thread.join();
}

void AimeWorker::stop(std::chrono::milliseconds patience) {
    m_impl->worker.stop(patience);
}

bool AimeWorker::waitForEnd(std::chrono::milliseconds most) {
    return m_impl->worker.waitForEnd(most);
}

AimeStatus AimeWorker::status() const {
    return m_impl->worker.status();
}

std::vector<AimeLogLine> AimeWorker::log() const {
    return m_impl->worker.log();
}

}  // namespace mw
