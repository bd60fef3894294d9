// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <memory>
#include <utility>

#include "http_client.h"
#include "mw/engine_observer.h"
#include "timing.h"

namespace mw::aime {

/// What the worker wants to know of the engine beside its own jobs.
class EngineWatch final : public EngineObserver {
 public:
    explicit EngineWatch(std::shared_ptr<Waker> waker) : m_waker(std::move(waker)) {}

    /// When the last step ended. Of the engine's thread.
    Clock::time_point lastStep() const { return m_lastStep; }

    void stepCompleted(const StepCompleted&) override { m_lastStep = Clock::now(); }
    // The model that the worker works with comes or goes.
    void loaded(const LoadedModel&) override { m_waker->wake(); }
    void unloaded() override { m_waker->wake(); }
    void failed(const Failure&) override { m_waker->wake(); }

 private:
    std::shared_ptr<Waker> m_waker;
    Clock::time_point m_lastStep{};
};

}  // namespace mw::aime
