// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "worker_bench.h"

#include <future>
#include <stdexcept>

namespace mw::test {

using namespace std::chrono_literals;

aime::Timing fastTiming() {
    aime::Timing timing;
    timing.betweenProgressAlone = 300ms;
    timing.keepAlive = 500ms;
    timing.call = 3000ms;
    timing.leastPoll = 1500ms;
    timing.pollSlack = 1000ms;
    timing.shortPoll = 150ms;
    timing.starting = 50ms;
    timing.betweenResults = 100ms;
    timing.backOff = {50ms, 100ms, 200ms};
    return timing;
}

bool waitUntil(const std::function<bool()>& isSo) {
    const auto end = std::chrono::steady_clock::now() + 20s;
    while (!isSo()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

LoadedEngine::LoadedEngine(const std::string& directory, int batch, int contextTokens) {
    LoadOptions options;
    options.directory = directory;
    options.backend = BackendKind::Cpu;
    options.batch = batch;
    options.contextTokens = contextTokens;
    const auto loaded = std::make_shared<std::promise<bool>>();
    loop.load(options, [loaded](const LoadEvent& event) {
        if (!std::holds_alternative<LoadProgress>(event))
            loaded->set_value(std::holds_alternative<LoadCompleted>(event));
    });
    if (!loaded->get_future().get()) throw std::runtime_error("the model cannot be loaded");
}

RunningWorker::RunningWorker(EngineLoop& engine, const AimeOptions& options, aime::Timing timing)
    : m_worker(std::make_unique<aime::Worker>(engine, options, AimeWorker::Log(), std::move(timing))),
      m_thread([this] { m_worker->run(); }) {}

RunningWorker::~RunningWorker() {
    m_worker->stop(0ms);
    m_thread.join();
}

bool RunningWorker::reaches(AimeState state) {
    return waitUntil([&] { return m_worker->status().state == state; });
}

std::string RunningWorker::logText() const {
    std::string text;
    for (const AimeLogLine& line : m_worker->log())
        text += line.text + "\n";
    return text;
}

AimeOptions optionsFor(const ServerDouble& server) {
    return {.server = server.url(), .key = "worker-key-for-tests", .name = "tester#1"};
}

}  // namespace mw::test
