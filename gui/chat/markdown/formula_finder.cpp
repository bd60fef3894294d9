// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "formula_finder.h"

#include <QStringList>
#include <algorithm>
#include <array>

#include "parser.h"

namespace mw::gui::markdown {
namespace {

constexpr qsizetype kLongestInline = 1000;  // between single dollars, which may be prices

bool isLetter(QChar c) {
    return c.isLetter() && c.unicode() < 0x250;  // as words are made of; α is none
}

/// Words rather than mathematics: two of them side by side, and no sign of the latter.
bool isProse(QStringView text) {
    static constexpr QStringView kSigns = u"\\^_={}<>+∑∫√≤≥≈→∈×·";
    if (std::any_of(text.begin(), text.end(), [](QChar c) { return kSigns.contains(c); })) return false;
    int words = 0, letters = 0;
    for (qsizetype at = 0; at <= text.size(); ++at) {
        if (at < text.size() && isLetter(text[at])) {
            ++letters;
            continue;
        }
        if (letters >= 2) ++words;
        letters = 0;
    }
    return words >= 2;
}

/// An amount of money and what follows it, up to the sign of another one: "5 and 6".
bool isPrice(QStringView text) {
    if (text.isEmpty() || !text[0].isDigit()) return false;
    static constexpr QStringView kSigns = u"\\^_={}<>";
    if (std::any_of(text.begin(), text.end(), [](QChar c) { return kSigns.contains(c); })) return false;
    int letters = 0;
    for (const QChar c : text) {
        letters = isLetter(c) ? letters + 1 : 0;
        if (letters >= 2) return true;
    }
    return text.contains(QChar(0x20AC)) || text.contains(QChar(0xA3)) ||
           text.count(QLatin1Char('(')) != text.count(QLatin1Char(')'));
}

/// A number in brackets that were escaped: "\[1\]" of a list of sources.
bool isReference(QStringView text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.isDigit() || c == QLatin1Char(',') || c == QLatin1Char(' ') || c == QLatin1Char('-');
    });
}

class Finder {
 public:
    Finder(QStringView source, bool open) : m_source(source), m_open(open) {}

    std::vector<FoundFormula> all() {
        while (m_at < m_source.size()) {
            if (m_at == m_lineStart && skipFence()) continue;
            const QChar c = m_source[m_at];
            if (c == QLatin1Char('\n')) {
                m_lineStart = ++m_at;
            } else if (c == QLatin1Char('`')) {
                skipCode();
            } else if (c == QLatin1Char('$')) {
                takeDollars();
            } else if (c == QLatin1Char('\\')) {
                takeBackslash();
            } else {
                ++m_at;
            }
        }
        return std::move(m_found);
    }

 private:
    /// A code block in a list or a quote, from a line that opens it to the one that closes it.
    bool skipFence() {
        const QStringView line = lineAt(m_at);
        qsizetype in = 0;
        while (in < line.size() && QStringView(u" \t>-+*0123456789.)").contains(line[in]))
            ++in;
        const QStringView rest = line.mid(in);
        if (!rest.startsWith(u"```") && !rest.startsWith(u"~~~")) return false;
        qsizetype length = 0;
        while (length < rest.size() && rest[length] == rest[0])
            ++length;
        if (rest[0] == QLatin1Char('`') && rest.mid(length).contains(QLatin1Char('`'))) return false;
        qsizetype at = m_at + line.size();
        while (at < m_source.size()) {
            const QStringView next = lineAt(++at);
            at += next.size();
            QStringView text = next.trimmed();
            while (text.startsWith(QLatin1Char('>')))
                text = text.mid(1).trimmed();
            if (text.size() >= length && std::all_of(text.begin(), text.end(), [&](QChar c) { return c == rest[0]; }))
                break;
        }
        m_at = m_lineStart = std::min(at + 1, m_source.size());
        return true;
    }

    /// A run of backticks, and the code up to the next one of the same length, if there is one.
    void skipCode() {
        const qsizetype start = m_at;
        const qsizetype length = ticksAt(start);
        m_at += length;
        const std::size_t kind = std::size_t(std::min<qsizetype>(length, qsizetype(m_noTicksBefore.size()) - 1));
        if (start < m_noTicksBefore[kind]) return;
        const qsizetype end = paragraphEnd(start);
        for (qsizetype at = m_at; at < end;) {
            if (m_source[at] != QLatin1Char('`')) {
                ++at;
                continue;
            }
            const qsizetype found = ticksAt(at);
            at += found;
            if (found == length) {
                m_at = at;
                m_lineStart = lineStartOf(m_at);
                return;
            }
        }
        m_noTicksBefore[kind] = end;
        if (m_open && end == m_source.size()) m_at = end;  // code that is still being written
    }

    void takeDollars() {
        if (m_source.mid(m_at).startsWith(u"$$")) {
            const qsizetype open = m_at;
            while (m_at < m_source.size() && m_source[m_at] == QLatin1Char('$'))
                ++m_at;
            if (m_at > open + 2) return;  // "$$$" is no sign
            const bool begins = startsLine(open);
            const qsizetype close = find(u"$$", open + 2, Dollars);
            if (close >= 0 && !isProse(m_source.mid(open + 2, close - open - 2)))
                return add(open, open + 2, close, close + 2, true);
            m_at = open + 2;
            if (close < 0 && begins) takeUnfinished(open);
            return;
        }
        const qsizetype open = m_at++;
        if (m_at >= m_source.size() || m_source[m_at].isSpace()) return;
        if (open > 0 && m_source[open - 1].isLetterOrNumber()) return;  // US$, 5$
        const qsizetype end = std::min(paragraphEnd(open), open + kLongestInline);
        qsizetype close = m_at;
        while (close < end && m_source[close] != QLatin1Char('$') && m_source[close] != QLatin1Char('`'))
            close += m_source[close] == QLatin1Char('\\') ? 2 : 1;
        if (close >= end || m_source[close] != QLatin1Char('$')) return;
        const QStringView text = m_source.mid(m_at, close - m_at);
        const QChar last = m_source[close - 1];
        if (text.isEmpty() || last.isSpace()) return;
        const bool atEnd = close + 1 >= m_source.size();
        if (!atEnd && (m_source[close + 1].isLetterOrNumber() || m_source[close + 1] == QLatin1Char('$'))) return;
        // Where nothing has followed yet, a digit still may: "$5-$" of "$5-$10".
        if (atEnd && m_open && text[0].isDigit() && !last.isLetterOrNumber() && !QStringView(u"})]'").contains(last))
            return;
        if (isProse(text) || isPrice(text)) return;
        if (lineAt(lineStartOf(open)).trimmed().startsWith(QLatin1Char('|')) && text.contains(u" | ")) return;
        add(open, open + 1, close, close + 1, false);
    }

    void takeBackslash() {
        const qsizetype open = m_at;
        const QChar next = open + 1 < m_source.size() ? m_source[open + 1] : QChar();
        if (next == QLatin1Char('b') && startsLine(open)) return takeEnvironment();
        m_at += 2;
        if (next == QLatin1Char('\n')) m_lineStart = m_at;
        if (next != QLatin1Char('(') && next != QLatin1Char('[')) return;
        const bool displayed = next == QLatin1Char('[');
        const qsizetype close =
            find(displayed ? QStringView(u"\\]") : QStringView(u"\\)"), m_at, displayed ? Square : Round);
        if (close < 0) {
            if (!displayed || startsLine(open)) takeUnfinished(open);
            return;
        }
        const QStringView text = m_source.mid(m_at, close - m_at);
        if (isProse(text) || (displayed && isReference(text))) return;
        add(open, open + 2, close, close + 2, displayed);
    }

    /// \begin{align} on a line of its own needs no signs around it.
    void takeEnvironment() {
        static const QStringList kNames{QStringLiteral("equation"), QStringLiteral("align"),
                                        QStringLiteral("gather"),   QStringLiteral("multline"),
                                        QStringLiteral("eqnarray"), QStringLiteral("displaymath")};
        const qsizetype open = m_at++;
        const QStringView rest = m_source.mid(open);
        for (const QString& name : kNames)
            for (const QString& full : {name, name + QLatin1Char('*')}) {
                if (!rest.startsWith(QStringLiteral("\\begin{") + full + QLatin1Char('}'))) continue;
                const QString last = QStringLiteral("\\end{") + full + QLatin1Char('}');
                const qsizetype close = m_source.mid(0, paragraphEnd(open)).indexOf(last, open);
                if (close < 0) return takeUnfinished(open);
                const qsizetype end = close + last.size();
                return add(open, open, end, end, true);
            }
    }

    /// A formula that nothing closes yet is left as it is typed, so that it does not look like something else
    /// meanwhile.
    void takeUnfinished(qsizetype start) {
        if (!m_open || paragraphEnd(start) < m_source.size()) return;
        m_found.push_back({start, m_source.size() - start, false, nullptr});
        m_at = m_source.size();
    }

    void add(qsizetype start, qsizetype textStart, qsizetype textEnd, qsizetype end, bool displayed) {
        m_at = end;
        QString text = m_source.mid(textStart, textEnd - textStart).toString();
        if (const QStringView line = lineAt(lineStartOf(start)); line.trimmed().startsWith(QLatin1Char('>')))
            text = withoutQuoteMarks(text);
        else if (line.trimmed().startsWith(QLatin1Char('|')))
            text.replace(QStringLiteral("\\|"), QStringLiteral("|"));  // as cells of a table need it
        if (std::optional<math::Node> node = math::parse(text))
            m_found.push_back({start, end - start, displayed, std::make_shared<const math::Node>(std::move(*node))});
        m_lineStart = lineStartOf(m_at);
    }

    static QString withoutQuoteMarks(const QString& text) {
        QStringList lines = text.split(QLatin1Char('\n'));
        for (qsizetype at = 1; at < lines.size(); ++at) {
            QStringView line = QStringView(lines[at]).trimmed();
            while (line.startsWith(QLatin1Char('>')))
                line = line.mid(1).trimmed();
            lines[at] = line.toString();
        }
        return lines.join(QLatin1Char('\n'));
    }

    enum Sign { Dollars, Round, Square };

    /// Where `sign` is before the paragraph ends; -1: nowhere. Each kind is looked for once where there is none.
    qsizetype find(QStringView sign, qsizetype from, Sign kind) {
        if (from < m_noneBefore[kind]) return -1;
        const qsizetype end = paragraphEnd(from);
        for (qsizetype at = from; at + 1 < end; ++at) {
            if (m_source.mid(at, 2) == sign) return at;
            if (m_source[at] == QLatin1Char('\\')) ++at;
        }
        m_noneBefore[kind] = end;
        return -1;
    }

    qsizetype ticksAt(qsizetype at) const {
        qsizetype length = 0;
        while (at + length < m_source.size() && m_source[at + length] == QLatin1Char('`'))
            ++length;
        return length;
    }
    QStringView lineAt(qsizetype at) const {
        const qsizetype end = m_source.indexOf(QLatin1Char('\n'), at);
        return m_source.mid(at, (end < 0 ? m_source.size() : end) - at);
    }
    qsizetype lineStartOf(qsizetype at) const {
        return at <= 0 ? 0 : m_source.mid(0, at).lastIndexOf(QLatin1Char('\n')) + 1;
    }
    /// Whether nothing but the marks of lists and quotes comes before it in its line.
    bool startsLine(qsizetype at) const {
        const QStringView before = m_source.mid(m_lineStart, at - m_lineStart);
        return std::all_of(before.begin(), before.end(),
                           [](QChar c) { return QStringView(u" \t>-+*0123456789.)").contains(c); });
    }
    /// A blank line ends a formula, as it ends the paragraph.
    qsizetype paragraphEnd(qsizetype at) {
        if (at >= m_paragraphFrom && at < m_paragraphEnd) return m_paragraphEnd;
        qsizetype end = at;
        while (true) {
            end = m_source.indexOf(QLatin1Char('\n'), end);
            if (end < 0) {
                end = m_source.size();
                break;
            }
            if (lineAt(end + 1).trimmed().isEmpty() && end + 1 < m_source.size()) break;
            ++end;
        }
        m_paragraphFrom = at;
        m_paragraphEnd = end;
        return end;
    }

    QStringView m_source;
    bool m_open;
    std::vector<FoundFormula> m_found;
    qsizetype m_at = 0, m_lineStart = 0;
    std::array<qsizetype, 3> m_noneBefore{};     ///< that far a sign was looked for in vain
    std::array<qsizetype, 8> m_noTicksBefore{};  ///< the same of runs of backticks, by their length
    qsizetype m_paragraphFrom = 0, m_paragraphEnd = 0;
};

}  // namespace

std::vector<FoundFormula> formulasIn(QStringView source, bool open) {
    if (!source.contains(QLatin1Char('$')) && !source.contains(QLatin1Char('\\'))) return {};
    return Finder(source, open).all();
}

}  // namespace mw::gui::markdown
