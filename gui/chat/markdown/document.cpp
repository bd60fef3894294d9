// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "document.h"

#include <algorithm>

#include "link_definitions.h"
#include "section_cutter.h"

namespace mw::gui::markdown {
namespace {

constexpr qsizetype kMostDefinitions = 4000;  // characters, as each section is parsed with all of them
constexpr qsizetype kLookedBack = 1000;       // for the line before a section

}  // namespace

std::size_t Document::append(const QString& text) {
    std::size_t keep = m_sections.empty() ? 0 : m_sections.size() - 1;
    // A fence whose line goes on may turn out to be none, and then belongs to what stands before it.
    if (keep > 0 && m_sections.back().first && m_sections.back().kind == Section::Code &&
        m_sections.back().textStart == m_source.size() && !m_source.endsWith(QLatin1Char('\n')))
        --keep;
    m_source += text;
    SectionCutter(m_source, m_mode, m_sections).cut(keep);
    if (m_mode == Markdown) findDefinitions(keep);
    return keep;
}

void Document::findDefinitions(std::size_t from) {
    while (!m_definitions.empty() && m_definitions.back().section >= from)
        m_definitions.pop_back();
    qsizetype length = 0;
    for (const Definition& each : m_definitions)
        length += each.text.size();
    for (std::size_t index = from; index < m_sections.size(); ++index) {
        const Section& section = m_sections[index];
        if (!section.note.isEmpty()) m_notes.insert(section.note);
        if (section.kind != Section::Markdown || length >= kMostDefinitions) continue;
        for (const LinkDefinition& found : linkDefinitionsIn(sourceOf(section), beginsInsideParagraph(section))) {
            if (!found.counts || length + found.text.size() > kMostDefinitions) continue;
            m_definitions.push_back({index, found.text});
            length += found.text.size();
        }
    }
}

bool Document::beginsInsideParagraph(const Section& section) const {
    if (section.start == 0 || !section.note.isEmpty()) return false;
    const qsizetype from = std::max(section.start - kLookedBack, qsizetype(0));
    const QStringView before = QStringView(m_source).mid(from, section.start - 1 - from);
    const QStringView line = before.mid(before.lastIndexOf(QLatin1Char('\n')) + 1).trimmed();
    return !line.isEmpty() && !line.startsWith(u"```") && !line.startsWith(u"~~~");
}

QString Document::linkDefinitions() const {
    QString lines;
    for (const Definition& each : m_definitions)
        lines += each.text + QLatin1Char('\n');
    return lines;
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
