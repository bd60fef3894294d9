// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "context_fitter.h"

#include <utility>

namespace mw::gui {

ContextFitter::ContextFitter(std::vector<Message> messages, int budgetTokens)
    : m_messages(std::move(messages)), m_budget(budgetTokens) {
    const std::size_t first = !m_messages.empty() && m_messages[0].role == Role::System ? 1 : 0;
    m_cuts.push_back(first);
    for (std::size_t turn = first + 1; turn < m_messages.size(); ++turn)
        if (m_messages[turn].role == Role::User) m_cuts.push_back(turn);
    m_high = m_cuts.size() - 1;
}

std::vector<Message> ContextFitter::candidate() const {
    return without(m_probe);
}

std::vector<Message> ContextFitter::without(std::size_t cut) const {
    std::vector<Message> kept(m_messages.begin(), m_messages.begin() + std::ptrdiff_t(m_cuts[0]));
    kept.insert(kept.end(), m_messages.begin() + std::ptrdiff_t(m_cuts[cut]), m_messages.end());
    return kept;
}

bool ContextFitter::counted(int tokens) {
    const bool good = tokens >= 0 && tokens <= m_budget;
    if (good) {
        m_fits = true;
        m_best = m_probe;
        if (m_probe == 0) return true;  // the whole conversation fits
        m_high = m_probe - 1;
    } else {
        m_low = m_probe + 1;
    }
    if (!m_triedWhole) {
        m_triedWhole = true;  // from here on the answer is in [1, last]
        m_low = 1;
    }
    if (m_low > m_high) return true;
    m_probe = m_low + (m_high - m_low) / 2;
    return false;
}

int ContextFitter::omittedTurns() const {
    return int(m_cuts[m_best] - m_cuts[0]);
}

}  // namespace mw::gui
