// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mw {

/// Watches a growing answer for strings that end it. Of several, the one that is complete first does (of those that end
/// together, the longest), so that it does not matter in which pieces the text comes.
class StopMatcher {
 public:
    /// Empty strings are ignored.
    explicit StopMatcher(std::vector<std::string> stop);

    struct Growth {
        std::string text;      ///< to be shown now
        bool stopped = false;  ///< a stop string was found; `text` ends before it
    };

    /// Adds text. What may be the beginning of a stop string is held back until that is decided.
    Growth push(std::string_view text);

    /// What was held back, when the answer ends for another reason.
    std::string finish();

 private:
    std::vector<std::string> m_stop;
    std::string m_held;
};

}  // namespace mw
