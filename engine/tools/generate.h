// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mw/engine.h"

namespace mw::tools {

/// An answer as a whole.
struct GeneratedAnswer {
    RequestAccepted accepted;
    std::vector<TokenEvent> tokens;
    std::string text;
    RequestFinished finished;
};

/// Runs one request to its end. `onText` gets text as it comes; where `cancelled` returns true, the answer ends at the
/// next step. Throws Error if the request fails.
GeneratedAnswer generate(Engine& engine, Request request, const std::function<void(const std::string&)>& onText = {},
                         const std::function<bool()>& cancelled = {});

}  // namespace mw::tools
