// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string_view>
#include <vector>

namespace mw {

/// The algorithm of a tokenizer: what splits text into pieces.
class TextEncoder {
 public:
    virtual ~TextEncoder() = default;

    /// Ids of `text`, in which nothing is special; `spaced`: with a space put before it, unless it is empty. Bytes that
    /// are not UTF-8 become U+FFFD. Any thread.
    virtual std::vector<int> encode(std::string_view text, bool spaced) const = 0;

    /// Whether no piece crosses the place before a line end, so that a text is encoded in parts exactly as in one.
    virtual bool linesStandAlone() const = 0;
};

}  // namespace mw
