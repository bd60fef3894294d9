// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fields.h"

namespace mw::openai {

/// A call of a tool, as an assistant makes it.
struct ToolCall {
    std::string id;  ///< nine letters and digits, as Mistral's models know them
    std::string name;
    std::string arguments;  ///< JSON
};

// What models read is JSON as Python writes it, with a blank after commas and colons, and members in the order in which
// they came: the ids of other spellings are others than those that the models were taught.

/// The tools of a request as the model is told of them; empty where there are none. `body`: the text of the request.
/// Throws ApiError.
std::string toolsText(const Fields& request, std::string_view body);

/// The calls of an assistant's message. Throws ApiError.
std::vector<ToolCall> toolCallsOf(const Fields& message, const std::string& prefix);
/// The same as the model is told of them.
std::string toolCallsText(const std::vector<ToolCall>& calls);

/// The call that a tool's message answers. Throws ApiError.
std::string toolCallIdOf(const Fields& message);
std::string toolResultText(const std::string& id, const std::string& content);

/// The calls in what a model has written after its token for that; nothing if they cannot be read. Calls without a
/// usable id get one.
std::optional<std::vector<ToolCall>> readToolCalls(std::string_view written);

}  // namespace mw::openai
