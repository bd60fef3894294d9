// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mw/engine_loop.h"

namespace mw::tools {

/// An answer as a whole.
struct GeneratedAnswer {
    RequestAccepted accepted;
    std::vector<TokenEvent> tokens;
    std::string text;
    RequestFinished finished;
};

/// Waits for the answer to one request. `onText` gets text as it comes, on this thread; where `cancelled`, which is
/// asked now and then, returns true, the answer ends at the next step. Throws Error if the request fails.
GeneratedAnswer generate(EngineLoop& engine, Request request,
                         const std::function<void(const std::string&)>& onText = {},
                         const std::function<bool()>& cancelled = {});

}  // namespace mw::tools
