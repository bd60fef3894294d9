// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "document.h"

#include "section_cutter.h"

namespace mw::gui::markdown {

std::size_t Document::append(const QString& text) {
    std::size_t keep = m_sections.empty() ? 0 : m_sections.size() - 1;
    // A fence whose line goes on may turn out to be none, and then belongs to what stands before it.
    if (keep > 0 && m_sections.back().first && m_sections.back().kind == Section::Code &&
        m_sections.back().textStart == m_source.size() && !m_source.endsWith(QLatin1Char('\n')))
        --keep;
    m_source += text;
    SectionCutter(m_source, m_mode, m_sections, m_definitions).cut(keep);
    return keep;
}

QString Document::sourceOf(const Section& section) const {
    QString text = m_source.mid(section.start, section.length);
    if (!m_definitions.isEmpty() && text.contains(QLatin1Char('['))) text += QLatin1String("\n\n") + m_definitions;
    return text;
}

QString Document::codeAround(std::size_t index) const {
    if (index >= m_sections.size() || m_sections[index].kind != Section::Code) return {};
    std::size_t first = index;
    while (first > 0 && !m_sections[first].first)
        --first;
    QString code;
    for (std::size_t each = first; each < m_sections.size() && m_sections[each].kind == Section::Code; ++each) {
        if (each > first && m_sections[each].first) break;
        code += textOf(m_sections[each]);
        if (m_sections[each].last) break;
    }
    if (code.endsWith(QLatin1Char('\n'))) code.chop(1);
    return code;
}

}  // namespace mw::gui::markdown
