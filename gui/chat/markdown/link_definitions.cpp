// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "link_definitions.h"

#include <algorithm>
#include <array>
#include <optional>

namespace mw::gui::markdown {
namespace {

constexpr qsizetype kLongestLabel = 999;  // as CommonMark has it
constexpr qsizetype kLongestDefinition = 3000;
constexpr qsizetype kLongestFootnoteLabel = 40;
constexpr int kIndentOfCode = 4;

bool isSpace(QChar c) {
    return c == QLatin1Char(' ') || c == QLatin1Char('\t') || c == QLatin1Char('\r');
}

bool isAsciiLetter(QChar c) {
    return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('A') && c <= QLatin1Char('Z'));
}

bool looksLikeAnAddress(QStringView destination) {
    for (const char* start : {"/", "./", "../", "#", "?", "www.", "mailto:", "tel:", "doi:", "urn:", "data:"})
        if (destination.startsWith(QLatin1String(start), Qt::CaseInsensitive))
            return destination.size() > qsizetype(qstrlen(start)) || destination == u"/" || destination == u"#";
    if (const qsizetype scheme = destination.indexOf(u"://"); scheme > 0)
        return isAsciiLetter(destination[0]) && destination.size() > scheme + 3;
    // "example.org/a", "page.html": what follows the last point of the first part is a word.
    QStringView first = destination;
    for (const QChar end : {QLatin1Char('/'), QLatin1Char('?'), QLatin1Char('#'), QLatin1Char(':')})
        if (const qsizetype at = first.indexOf(end); at >= 0) first = first.left(at);
    const qsizetype point = first.lastIndexOf(QLatin1Char('.'));
    return point > 0 && first[point - 1].isLetterOrNumber() && first.size() > point + 2 &&
           std::all_of(first.begin() + point + 1, first.end(), [](QChar c) { return c.isLetter(); });
}

/// Reads one definition. The text is a paragraph's: what begins its lines, as ">" of quotes, may stand in between.
class DefinitionReader {
 public:
    DefinitionReader(QStringView text, qsizetype start) : m_text(text), m_at(start) {}

    std::optional<LinkDefinition> read() {
        const qsizetype start = m_at;
        const std::optional<QStringView> label = takeLabel();
        if (!label || !skipSpace()) return std::nullopt;
        const std::optional<QStringView> destination = takeDestination();
        if (!destination) return std::nullopt;
        const qsizetype afterDestination = m_at;
        QStringView title;
        if (!takeTitle(title)) {
            m_at = afterDestination;
            title = {};
            if (!endsLine()) return std::nullopt;
        }
        LinkDefinition result;
        result.start = start;
        const bool angled = destination->startsWith(QLatin1Char('<'));
        // A footnote's label is none of a link.
        result.counts = !label->startsWith(QLatin1Char('^')) && (angled || looksLikeAnAddress(*destination));
        result.text = QStringLiteral("[%1]: %2 %3").arg(label->toString(), destination->toString(), title.toString());
        result.text.replace(QLatin1Char('\n'), QLatin1Char(' '));
        return result;
    }

    /// After read(): where the line that it ended in ends.
    qsizetype end() const { return m_at; }

 private:
    bool atEnd() const { return m_at >= m_text.size(); }
    bool is(char c) const { return !atEnd() && m_text[m_at] == QLatin1Char(c); }

    std::optional<QStringView> takeLabel() {
        const qsizetype from = ++m_at;
        bool empty = true;
        for (; !atEnd() && m_at - from <= kLongestLabel; ++m_at) {
            const QChar c = m_text[m_at];
            if (c == QLatin1Char('[')) return std::nullopt;
            if (c == QLatin1Char(']')) break;
            if (c == QLatin1Char('\n') && blankFollows()) return std::nullopt;
            if (c == QLatin1Char('\\')) ++m_at;
            empty = empty && c.isSpace();
        }
        if (!is(']') || empty) return std::nullopt;
        const QStringView label = m_text.mid(from, m_at - from);
        ++m_at;
        if (!is(':')) return std::nullopt;
        ++m_at;
        return label;
    }

    /// Space, with one line end at most. False: the paragraph ends.
    bool skipSpace() {
        skipBlanks();
        if (!is('\n')) return !atEnd();
        if (blankFollows()) return false;
        ++m_at;
        skipBlanks();
        return !atEnd() && !is('\n');
    }

    void skipBlanks() {
        while (!atEnd() && isSpace(m_text[m_at]))
            ++m_at;
    }

    bool blankFollows() const {
        qsizetype at = m_at + 1;
        while (at < m_text.size() && isSpace(m_text[at]))
            ++at;
        return at >= m_text.size() || m_text[at] == QLatin1Char('\n');
    }

    bool endsLine() {
        skipBlanks();
        return atEnd() || is('\n');
    }

    std::optional<QStringView> takeDestination() {
        const qsizetype from = m_at;
        if (is('<')) {
            for (++m_at; !is('>'); ++m_at) {
                if (atEnd() || is('\n') || is('<')) return std::nullopt;
                if (is('\\')) ++m_at;
            }
            ++m_at;
            return m_text.mid(from, m_at - from);
        }
        int depth = 0;
        for (; !atEnd() && m_text[m_at] > QLatin1Char(' ') && m_text[m_at] != QChar(0x7f); ++m_at) {
            if (is('\\') && m_at + 1 < m_text.size() && m_text[m_at + 1].isPunct()) {
                ++m_at;
                continue;
            }
            depth += is('(') ? 1 : is(')') ? -1 : 0;
            if (depth < 0) return std::nullopt;
        }
        if (m_at == from || depth != 0 || (!atEnd() && !m_text[m_at].isSpace())) return std::nullopt;
        return m_text.mid(from, m_at - from);
    }

    /// False: what follows is no title, and belongs to the definition only if it begins a line of its own.
    bool takeTitle(QStringView& title) {
        const qsizetype before = m_at;
        if (!skipSpace() || m_at == before) return false;
        const QChar open = m_text[m_at];
        const QChar close = open == QLatin1Char('(') ? QLatin1Char(')') : open;
        if (open != QLatin1Char('"') && open != QLatin1Char('\'') && open != QLatin1Char('(')) return false;
        const qsizetype from = m_at;
        for (++m_at; !atEnd() && m_text[m_at] != close; ++m_at) {
            if (is('\n') && blankFollows()) return false;
            if (is('\\')) ++m_at;
        }
        if (atEnd()) return false;
        ++m_at;
        title = m_text.mid(from, m_at - from);
        return endsLine();
    }

    QStringView m_text;
    qsizetype m_at;
};

/// Walks through the lines of a section as far as it takes to know where a paragraph may begin.
class DefinitionFinder {
 public:
    DefinitionFinder(QStringView source, bool insideParagraph) : m_source(source), m_goesOn(insideParagraph) {}

    std::vector<LinkDefinition> find() {
        while (m_at < m_source.size()) {
            const qsizetype end = m_source.indexOf(QLatin1Char('\n'), m_at);
            m_end = end < 0 ? m_source.size() : end;
            takeLine();
            m_goesOn = false;
            m_at = m_end + 1;
        }
        return std::move(m_found);
    }

 private:
    enum class Above { Nothing, Definition, Text };  ///< of the paragraph that a line may belong to

    void takeLine() {
        qsizetype at = m_at;
        int column = 0;
        const auto skipBlanks = [&] {
            for (; at < m_end && isSpace(m_source[at]); ++at)
                column += m_source[at] == QLatin1Char('\t') ? 4 - column % 4 : 1;
        };
        int indent = 0, container = 0;
        bool inQuote = false;
        skipBlanks();
        for (;; skipBlanks()) {
            indent = column - container;
            const qsizetype marker = markerAt(at);
            if (marker == 0 || indent >= kIndentOfCode + (container == 0 ? m_listIndent : 0)) break;
            const bool quote = m_source[at] == QLatin1Char('>');
            if (!quote || !m_inQuote) m_above = Above::Nothing;
            inQuote = inQuote || quote;
            at += marker;
            column += int(marker);
            container = column + 1;
            if (!quote) m_listIndent = container;
        }
        m_inQuote = inQuote;
        const QStringView text = m_source.mid(at, m_end - at);
        if (text.isEmpty()) {
            m_above = Above::Nothing;
            return;
        }
        if (container == 0 && indent == 0 && m_above == Above::Nothing) m_listIndent = 0;
        const int withinList = container == 0 && indent >= m_listIndent ? indent - m_listIndent : indent;
        const bool code = m_above == Above::Nothing && withinList >= kIndentOfCode;
        const std::optional<LinkDefinition> found =
            text[0] == QLatin1Char('[') ? definitionAt(at, m_fence == 0 && !code) : std::nullopt;
        if (const qsizetype length = fenceLength(text); m_fence > 0) {
            if (length >= m_fence && text[0] == m_fenceSign && text.mid(length).trimmed().isEmpty()) m_fence = 0;
        } else if (code) {
            return;
        } else if (length > 0) {
            m_fence = length;
            m_fenceSign = text[0];
            m_above = Above::Nothing;
        } else if (isRuleOrHeading(text)) {
            m_above = Above::Nothing;
        } else {
            m_above = found && found->counts ? Above::Definition : Above::Text;
        }
    }

    /// A definition that counts ends the line where it ends.
    std::optional<LinkDefinition> definitionAt(qsizetype at, bool mayCount) {
        DefinitionReader reader(m_source.left(at + kLongestDefinition), at);
        std::optional<LinkDefinition> found = reader.read();
        if (!found) return found;
        const bool isAddress = found->counts;
        found->counts = isAddress && mayCount && !m_goesOn && m_above != Above::Text;
        if (found->counts) m_end = std::max(m_end, reader.end());
        // In doubt, words are kept: this walk knows less of containers than a parser does.
        if (found->counts || !isAddress || m_goesOn) m_found.push_back(*found);
        return found;
    }

    /// Length of the mark of a quote or list item at a place; 0: there is none.
    qsizetype markerAt(qsizetype at) const {
        if (at >= m_end) return 0;
        if (m_source[at] == QLatin1Char('>')) return 1;
        qsizetype after = at;
        if (QStringView(u"-+*").contains(m_source[at])) {
            ++after;
        } else {
            while (after < m_end && after - at < 9 && m_source[after] >= QLatin1Char('0') &&
                   m_source[after] <= QLatin1Char('9'))
                ++after;
            if (after == at || after == m_end) return 0;
            if (m_source[after] != QLatin1Char('.') && m_source[after] != QLatin1Char(')')) return 0;
            ++after;
        }
        return after < m_end && isSpace(m_source[after]) ? after - at : 0;
    }

    static qsizetype fenceLength(QStringView text) {
        qsizetype length = 0;
        while (length < text.size() && text[length] == text[0])
            ++length;
        if (length < 3 || (text[0] != QLatin1Char('`') && text[0] != QLatin1Char('~'))) return 0;
        return text[0] == QLatin1Char('`') && text.mid(length).contains(QLatin1Char('`')) ? 0 : length;
    }

    static bool isRuleOrHeading(QStringView text) {
        if (text[0] == QLatin1Char('#')) return true;
        if (!QStringView(u"-=_*").contains(text[0])) return false;
        return std::all_of(text.begin(), text.end(), [&](QChar c) { return c == text[0] || isSpace(c); });
    }

    QStringView m_source;
    bool m_goesOn;  ///< a paragraph, from before the source
    Above m_above = Above::Nothing;
    bool m_inQuote = false;
    int m_listIndent = 0;  ///< of what belongs to the list item above
    qsizetype m_fence = 0;
    QChar m_fenceSign;
    qsizetype m_at = 0, m_end = 0;  ///< of the line
    std::vector<LinkDefinition> m_found;
};

}  // namespace

std::vector<LinkDefinition> linkDefinitionsIn(QStringView source, bool insideParagraph) {
    if (!source.contains(u"]:")) return {};
    return DefinitionFinder(source, insideParagraph).find();
}

QStringView footnoteLabel(QStringView line) {
    if (!line.startsWith(u"[^")) return {};
    const qsizetype close = line.left(kLongestFootnoteLabel + 3).indexOf(u"]:");
    if (close < 3) return {};
    const QStringView label = line.mid(2, close - 2);
    const bool good = std::none_of(label.begin(), label.end(), [](QChar c) {
        return c.isSpace() || c == QLatin1Char('[') || c == QLatin1Char(']') || c == QLatin1Char('^');
    });
    return good ? label : QStringView();
}

qsizetype footnotePrefix(QStringView line) {
    qsizetype at = footnoteLabel(line).size() + 4;
    while (at < line.size() && isSpace(line[at]))
        ++at;
    return at;
}

}  // namespace mw::gui::markdown
