// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "answer_form.h"

namespace mw::openai {

// Members in the order in which people read them.
using Json = nlohmann::ordered_json;

/// Bytes that are not UTF-8 become U+FFFD.
std::string dumped(const Json& json);

/// "stop", "length", "tool_calls".
std::string_view finishName(const Choice& choice);

Json usageJson(const Usage& usage);

/// "id", "object", "created" and "model" of an answer that begins now: a random id after `prefix`.
Json envelope(std::string_view prefix, std::string_view object, const std::string& model);

/// An event of a stream.
std::string event(const Json& json);

/// The event that says what an answer cost. `envelope` as for its pieces.
std::string usageEvent(Json envelope, const Usage& usage);

/// A piece of one choice: `content` under the name `key`. `finished` is empty until the last; with `includeUsage` it is
/// said that the usage comes later. `tokenIds`: null where nobody asked for them.
std::string choiceEvent(Json envelope, const Choice& choice, std::string_view key, const Json& content,
                        const Json& logProbabilities, std::string_view finished, bool includeUsage,
                        const Json& tokenIds = {});

/// Characters that begin in `bytes`, which may end or begin inside of one.
std::size_t charactersIn(std::string_view bytes);

/// A token as text: its bytes, or "bytes:\xe2\x80" where they are no whole characters, so that no two are the same.
std::string tokenText(const std::string& bytes);

}  // namespace mw::openai
