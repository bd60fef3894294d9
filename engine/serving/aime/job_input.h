// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "mw/options.h"

namespace mw::aime {

/// A job as a client asked for it. The client's own keys, which come with it, are left behind.
struct JobInput {
    std::string id;        ///< the server's; opaque
    std::string endpoint;  ///< name, as it may be shown
    /// A chat, in turns of user and assistant after an optional system message; or, if `raw`, one text to continue.
    std::vector<Message> messages;
    bool raw = false;
    SamplingOptions sampling;
    int maxTokens = 1;       ///< 1 or more
    bool ignoreEos = false;  ///< goes on after an end token, as measurements want it
    std::string error;       ///< why it cannot be answered; empty if it can
};

/// Reads an element of job_data. `descriptions`: the endpoint's inputs, which say what is a picture or a sound. What is
/// wrong with the job is told by its `error`; a job without an id has none.
JobInput readJob(const nlohmann::json& job, const nlohmann::json& descriptions, const std::string& endpoint);

/// Text from outside as it may be shown in one line: control characters and what is not UTF-8 replaced, at most `most`
/// characters.
std::string presentable(std::string_view text, int most = 200);

}  // namespace mw::aime
