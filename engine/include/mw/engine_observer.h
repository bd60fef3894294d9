// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "mw/events.h"

namespace mw {

struct LoadedModel;

/// Hears what concerns everybody: monitors, metrics, views of all requests. Called on the engine's thread, between
/// steps, without a lock held; a call must not throw, and every step waits for it.
class EngineObserver {
 public:
    virtual ~EngineObserver() = default;

    /// An event of any client's request, after its own sink had it. `request` is as of after the event.
    virtual void requestChanged(const OpenRequest& /*request*/, const RequestEvent& /*event*/) {}
    virtual void stepCompleted(const StepCompleted& /*step*/) {}
    /// There is nothing more to do.
    virtual void rested() {}
    virtual void loaded(const LoadedModel& /*model*/) {}
    /// The model is freed; all requests on it have ended.
    virtual void unloaded() {}
    /// A step failed, and with it all open requests. No work is taken until a model is loaded again.
    virtual void failed(const Failure& /*failure*/) {}
};

}  // namespace mw
