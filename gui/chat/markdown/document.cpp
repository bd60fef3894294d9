// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "document.h"

#include <algorithm>

namespace mw::gui::markdown {
namespace {

constexpr qsizetype kLongLine = 8000;  // beyond it a line is cut into pieces, because layout of a run is quadratic
constexpr qsizetype kPiece = 2000;
constexpr qsizetype kLargestSection = 16000;
constexpr int kCodeLines = 64;
constexpr qsizetype kMostDefinitions = 4000;

bool isBlank(QStringView line) {
    return std::all_of(line.begin(), line.end(), [](QChar c) {
        return c == QLatin1Char(' ') || c == QLatin1Char('\t') || c == QLatin1Char('\r');
    });
}

/// Length of the fence that opens a code block at the start of `line`; 0 if none does.
int openingFence(QStringView line) {
    if (line.size() < 3 || (line[0] != QLatin1Char('`') && line[0] != QLatin1Char('~'))) return 0;
    int length = 0;
    while (length < line.size() && line[length] == line[0])
        ++length;
    if (length < 3) return 0;
    return line[0] == QLatin1Char('`') && line.mid(length).contains(QLatin1Char('`')) ? 0 : length;
}

bool closesFence(QStringView line, QChar fence, int length) {
    const QStringView text = line.trimmed();
    return text.size() >= length && std::all_of(text.begin(), text.end(), [fence](QChar c) { return c == fence; });
}

/// Whether a list item starts here, or might once the line goes on.
bool startsListItem(QStringView line, bool unfinished) {
    qsizetype at = 0;
    if (line[0] == QLatin1Char('-') || line[0] == QLatin1Char('+') || line[0] == QLatin1Char('*')) {
        at = 1;
    } else {
        while (at < line.size() && at < 9 && line[at] >= QLatin1Char('0') && line[at] <= QLatin1Char('9'))
            ++at;
        if (at == 0) return false;
        if (at == line.size()) return unfinished;
        if (line[at] != QLatin1Char('.') && line[at] != QLatin1Char(')')) return false;
        ++at;
    }
    return at == line.size() || line[at] == QLatin1Char(' ') || line[at] == QLatin1Char('\t') ||
           line[at] == QLatin1Char('\r');
}

/// Where to cut a line that is too long: after a space in the second half of the piece, else anywhere between
/// characters.
qsizetype pieceLength(QStringView rest) {
    if (rest.size() <= kPiece) return rest.size();
    const qsizetype space = rest.left(kPiece).lastIndexOf(QLatin1Char(' '));
    if (space > kPiece / 2) return space + 1;
    return rest[kPiece - 1].isHighSurrogate() ? kPiece - 1 : kPiece;
}

/// "[label]: address", which may stand anywhere in a document and be used anywhere else.
bool isDefinition(QStringView line) {
    if (line.isEmpty() || line[0] != QLatin1Char('[') || line.size() > 1000) return false;
    const qsizetype close = line.indexOf(QLatin1String("]: "));
    return close > 1 && !line.left(close).contains(QLatin1Char(']'));
}

/// The fence inside a list item, "- ```" or "   ```": blank lines in it cut nothing.
int nestedFence(QStringView line) {
    QStringView text = line.trimmed();
    while (!text.isEmpty() && QStringView(u"-+*0123456789.) ").contains(text[0]))
        text = text.mid(1);
    return openingFence(text);
}

}  // namespace

std::size_t Document::append(const QString& text) {
    m_source += text;
    const std::size_t keep = m_sections.empty() ? 0 : m_sections.size() - 1;
    scan(keep);
    return keep;
}

/// Cuts everything after the first `keep` sections anew.
void Document::scan(std::size_t keep) {
    Section current;
    bool inFence = false;
    if (keep < m_sections.size()) {
        const Section& last = m_sections[keep];
        current.start = last.start;
        current.continuesLine = last.continuesLine;
        if (last.kind == Section::Code && !last.first) {
            inFence = true;
            current = last;
            current.length = current.textLength = 0;
            current.last = false;
        }
    }
    m_sections.resize(keep);
    const QStringView source(m_source);
    const Section::Kind usual = m_mode == Plain ? Section::Plain : Section::Markdown;
    if (!inFence) current.kind = usual;

    qsizetype at = current.start;
    bool previousBlank = false, nested = false;
    int codeLines = 0;
    const auto finish = [&](qsizetype end) {
        if (end == current.start) return;
        current.length = end - current.start;
        if (current.kind != Section::Code) {
            current.textStart = current.start;
            current.textLength = current.length;
        }
        m_sections.push_back(current);
        current = Section();
        current.kind = usual;
        current.start = end;
    };
    const auto finishCode = [&](qsizetype end, bool closed) {
        Section next = current;
        current.last = closed;
        finish(end);
        codeLines = 0;
        if (closed) return;
        next.first = false;
        next.continuesLine = end > 0 && source[end - 1] != QLatin1Char('\n');
        next.start = next.textStart = end;
        next.length = next.textLength = 0;
        current = next;
    };

    while (at < source.size()) {
        qsizetype end = source.indexOf(QLatin1Char('\n'), at);
        const bool unfinished = end < 0;
        const qsizetype next = unfinished ? source.size() : end + 1;
        if (unfinished) end = source.size();
        const QStringView line = source.mid(at, end - at);
        const bool insideLine = current.continuesLine && at == current.start;

        if (inFence) {
            if (!insideLine && closesFence(line, current.fence, current.fenceLength)) {
                finishCode(next, true);
                inFence = false;
                previousBlank = false;
            } else if (line.size() > kPiece || insideLine) {
                if (at > current.start && current.textLength > 0) finishCode(at, false);
                const qsizetype piece = pieceLength(line);
                const qsizetype stop = piece == line.size() ? next : at + piece;
                current.textLength = stop - current.textStart;
                if (stop == next && unfinished) {
                    finish(stop);
                    return;
                }
                finishCode(stop, false);
                at = stop;
                continue;
            } else {
                if (codeLines >= kCodeLines || at - current.textStart > kLargestSection / 2) finishCode(at, false);
                ++codeLines;
                current.textLength = next - current.textStart;
            }
            at = next;
            continue;
        }

        const int fence = insideLine ? 0 : openingFence(line);
        if (fence > 0) {
            finish(at);
            current.kind = Section::Code;
            current.fence = line[0];
            current.fenceLength = fence;
            current.language = line.mid(fence).trimmed().toString().section(QLatin1Char(' '), 0, 0).left(40);
            current.textStart = next;
            inFence = true;
            nested = false;
            at = next;
            continue;
        }
        if (insideLine || line.size() > kLongLine || (m_mode == Plain && line.size() > kPiece)) {
            if (!insideLine) finish(at);
            const qsizetype piece = pieceLength(line);
            const bool whole = piece == line.size();
            current.kind = Section::Plain;
            const bool inside = insideLine;
            finish(whole ? next : at + piece);
            m_sections.back().continuesLine = inside;
            current.continuesLine = !whole;
            at = current.start;
            previousBlank = nested = false;
            continue;
        }
        const bool blank = isBlank(line);
        const bool flush = !blank && line[0] != QLatin1Char(' ') && line[0] != QLatin1Char('\t');
        if (flush) nested = false;
        const bool opens = previousBlank && flush && (m_mode == Plain || !startsListItem(line, unfinished));
        const qsizetype limit = m_mode == Plain ? kPiece : kLargestSection;
        if (at > current.start && (opens || next - current.start > limit)) {
            finish(at);
            nested = false;
        }
        if (m_mode == Markdown) {
            if (!blank && nestedFence(line) > 0) nested = !nested;
            if (!unfinished && isDefinition(line) && m_definitions.size() < kMostDefinitions) {
                const QString definition = line.toString() + QLatin1Char('\n');
                if (!m_definitions.contains(definition)) m_definitions += definition;
            }
        }
        previousBlank = blank && !nested;
        at = next;
    }
    finish(source.size());
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
