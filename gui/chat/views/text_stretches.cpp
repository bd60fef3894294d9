// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "text_stretches.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace mw::gui {
namespace {

bool isFromRight(QChar c) {
    return c.direction() == QChar::DirR || c.direction() == QChar::DirAL;
}

}  // namespace

bool hasRightToLeft(QStringView text) {
    return std::any_of(text.begin(), text.end(), isFromRight);
}

bool hasStrongDirection(QStringView text) {
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.direction() == QChar::DirL || isFromRight(c); });
}

std::vector<markdown::Text> stretchesOf(const markdown::Text& text) {
    const auto lines = QStringView(text.text).split(QChar(QChar::LineSeparator));
    std::vector<std::pair<int, int>> stretches;  // first and end, in the text
    std::optional<bool> fromRight;
    int at = 0;
    for (const QStringView line : lines) {
        const int end = at + int(line.size());
        const bool strong = hasStrongDirection(line);
        if (stretches.empty() || (strong && fromRight && *fromRight != line.isRightToLeft()))
            stretches.push_back({at, end});
        else
            stretches.back().second = end;
        if (strong) fromRight = line.isRightToLeft();
        at = end + 1;
    }
    if (stretches.size() == 1) return {text};
    std::vector<markdown::Text> result;
    for (const auto& [from, to] : stretches) {
        markdown::Text part{text.text.mid(from, to - from), {}};
        for (markdown::Span span : text.spans) {
            const int first = std::max(span.start, from), end = std::min(span.start + span.length, to);
            if (end <= first) continue;
            span.start = first - from;
            span.length = end - first;
            part.spans.append(span);
        }
        result.push_back(std::move(part));
    }
    return result;
}

}  // namespace mw::gui
