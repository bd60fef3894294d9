// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <vector>

#include "mw/options.h"

namespace mw::gui {

/// Finds how many of the oldest turns have to go so that a conversation fits: a bisection over the number of turns left
/// out, where the caller counts tokens (somewhere else, later) and tells the result. The system prompt and the last
/// turn always stay, and what remains starts with a person's turn.
class ContextFitter {
 public:
    /// `messages` with an optional system prompt first; at most `budgetTokens` for the prompt.
    ContextFitter(std::vector<Message> messages, int budgetTokens);

    /// The conversation to count next.
    std::vector<Message> candidate() const;
    /// Takes the token count of candidate(). Returns whether the search is over.
    bool counted(int tokens);

    /// After the search: whether anything fits, what, and how many turns were left out.
    bool fits() const { return m_fits; }
    std::vector<Message> result() const { return without(m_best); }
    int omittedTurns() const;

 private:
    std::vector<Message> without(std::size_t cut) const;

    std::vector<Message> m_messages;
    int m_budget;
    std::vector<std::size_t> m_cuts;  ///< first kept turn of each possible cut
    std::size_t m_low = 0, m_high = 0, m_probe = 0, m_best = 0;
    bool m_fits = false;
    bool m_triedWhole = false;
};

}  // namespace mw::gui
