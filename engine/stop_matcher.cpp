// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "stop_matcher.h"

#include <algorithm>
#include <utility>

namespace mw {

namespace {

/// Length of the longest end of `text` that is a proper beginning of `stop`.
std::size_t overlap(std::string_view text, std::string_view stop) {
    for (std::size_t length = std::min(text.size(), stop.size() - 1); length > 0; --length)
        if (text.ends_with(stop.substr(0, length))) return length;
    return 0;
}

}  // namespace

StopMatcher::StopMatcher(std::vector<std::string> stop) : m_stop(std::move(stop)) {
    std::erase_if(m_stop, [](const std::string& text) { return text.empty(); });
}

StopMatcher::Growth StopMatcher::push(std::string_view text) {
    m_held += text;
    std::size_t begin = std::string::npos, end = std::string::npos;  // of the string that is complete first
    std::size_t hold = 0;
    for (const std::string& stop : m_stop) {
        hold = std::max(hold, overlap(m_held, stop));
        const std::size_t found = m_held.find(stop);
        if (found == std::string::npos || found + stop.size() > end) continue;
        begin = found + stop.size() < end ? found : std::min(begin, found);
        end = found + stop.size();
    }
    if (end != std::string::npos) return {std::exchange(m_held, {}).substr(0, begin), true};
    std::string shown = m_held.substr(0, m_held.size() - hold);
    m_held.erase(0, shown.size());
    return {std::move(shown), false};
}

std::string StopMatcher::finish() {
    return std::exchange(m_held, {});
}

}  // namespace mw
