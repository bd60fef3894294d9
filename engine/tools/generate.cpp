// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "generate.h"

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "channel.h"

namespace mw::tools {

namespace {

/// How soon it is noticed that a person gave up while no token comes.
constexpr std::chrono::milliseconds kPatience{20};

}  // namespace

GeneratedAnswer generate(EngineLoop& engine, Request request, const std::function<void(const std::string&)>& onText,
                         const std::function<bool()>& cancelled) {
    GeneratedAnswer answer;
    const auto append = [&](const std::string& text) {
        if (text.empty()) return;
        answer.text += text;
        if (onText) onText(text);
    };
    // Shared, since the sink may outlive a caller whose onText throws.
    const auto events = std::make_shared<Channel<RequestEvent>>();
    const RequestId id =
        engine.submit(std::move(request), [events](const RequestEvent& event) { events->push(event); });
    while (true) {
        if (cancelled && cancelled()) engine.cancel(id);
        std::optional<RequestEvent> event = events->popWithin(kPatience);
        if (!event) continue;
        if (auto* accepted = std::get_if<RequestAccepted>(&*event)) {
            answer.accepted = *accepted;
        } else if (auto* token = std::get_if<TokenEvent>(&*event)) {
            append(token->text);
            answer.tokens.push_back(std::move(*token));
        } else if (auto* finished = std::get_if<RequestFinished>(&*event)) {
            append(finished->text);
            answer.finished = std::move(*finished);
            return answer;
        } else if (auto* failed = std::get_if<RequestFailed>(&*event)) {
            rethrow(failed->failure);
        }
    }
}

}  // namespace mw::tools
