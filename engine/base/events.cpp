// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/events.h"

namespace mw {

std::string_view finishReasonName(FinishReason reason) {
    switch (reason) {
        case FinishReason::Eos:
            return "eos";
        case FinishReason::Length:
            return "length";
        case FinishReason::Stop:
            return "stop";
        case FinishReason::Cancelled:
            return "cancelled";
    }
    return "";
}

RequestId idOf(const RequestEvent& event) {
    return std::visit([](const auto& each) { return each.id; }, event);
}

bool isLast(const RequestEvent& event) {
    return std::holds_alternative<RequestFinished>(event) || std::holds_alternative<RequestFailed>(event);
}

}  // namespace mw
