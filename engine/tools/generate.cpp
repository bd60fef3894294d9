// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "generate.h"

#include <type_traits>
#include <utility>

namespace mw::tools {

namespace {

[[noreturn]] void raise(const Failure& failure) {
    throw Error(failure.code, failure.message, failure.place);
}

}  // namespace

GeneratedAnswer generate(Engine& engine, Request request, const std::function<void(const std::string&)>& onText,
                         const std::function<bool()>& cancelled) {
    GeneratedAnswer answer;
    const RequestId id = engine.submit(std::move(request));
    bool finished = false;
    const auto append = [&](const std::string& text) {
        if (text.empty()) return;
        answer.text += text;
        if (onText) onText(text);
    };
    const auto take = [&](auto& event) {
        using Kind = std::remove_cvref_t<decltype(event)>;
        if constexpr (std::is_same_v<Kind, RequestAccepted>) {
            answer.accepted = event;
        } else if constexpr (std::is_same_v<Kind, TokenEvent>) {
            append(event.text);
            answer.tokens.push_back(std::move(event));
        } else if constexpr (std::is_same_v<Kind, RequestFinished>) {
            append(event.text);
            answer.finished = std::move(event);
            finished = true;
        } else if constexpr (std::is_same_v<Kind, RequestFailed>) {
            raise(event.failure);
        }
    };
    bool more = true;
    while (true) {
        for (Event& event : engine.takeEvents())
            std::visit(take, event);
        if (finished) return answer;
        if (!more) throw Error(ErrorCode::Internal, "The engine stopped before the answer was complete.");
        if (cancelled && cancelled()) engine.cancel(id);
        more = engine.step();
    }
}

}  // namespace mw::tools
