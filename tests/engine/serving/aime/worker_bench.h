// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "mw/engine_loop.h"
#include "server_double.h"
#include "worker.h"

namespace mw::test {

/// Less patience than a worker has elsewhere.
aime::Timing fastTiming();

/// Waits until something is so; false after 20 s.
bool waitUntil(const std::function<bool()>& isSo);

/// An engine with a model, to be worked with.
class LoadedEngine {
 public:
    LoadedEngine(const std::string& directory, int batch, int contextTokens = 512);

    EngineLoop loop;
};

/// A worker on a thread of its own. It keeps all lines of its log.
class RunningWorker {
 public:
    RunningWorker(EngineLoop& engine, const AimeOptions& options, aime::Timing timing = fastTiming());
    ~RunningWorker();
    RunningWorker(const RunningWorker&) = delete;
    RunningWorker& operator=(const RunningWorker&) = delete;

    aime::Worker& operator*() { return *m_worker; }
    aime::Worker* operator->() { return m_worker.get(); }

    bool reaches(AimeState state);
    std::string logText() const;

 private:
    std::unique_ptr<aime::Worker> m_worker;
    std::thread m_thread;
};

/// The options for a double.
AimeOptions optionsFor(const ServerDouble& server);

}  // namespace mw::test
