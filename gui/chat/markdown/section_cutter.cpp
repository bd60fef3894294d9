// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "section_cutter.h"

#include <algorithm>

#include "link_definitions.h"

namespace mw::gui::markdown {
namespace {

constexpr qsizetype kLongLine = 8000;  // beyond it a line is cut into pieces, because layout of a run is quadratic
constexpr qsizetype kPiece = 2000;
constexpr qsizetype kLargestSection = 16000;
constexpr int kCodeLines = 64;

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
    const qsizetype half = kPiece / 2;
    const qsizetype space = rest.mid(half, kPiece - half).lastIndexOf(QLatin1Char(' '));
    if (space > 0) return half + space + 1;
    return rest[kPiece - 1].isHighSurrogate() ? kPiece - 1 : kPiece;
}

/// The fence inside a list item, "- ```" or "   ```": blank lines in it cut nothing.
int nestedFence(QStringView line) {
    QStringView text = line.trimmed();
    while (!text.isEmpty() && QStringView(u"-+*0123456789.) ").contains(text[0]))
        text = text.mid(1);
    return openingFence(text);
}

}  // namespace

SectionCutter::SectionCutter(QStringView source, Document::Mode mode, std::vector<Section>& sections)
    : m_source(source), m_mode(mode), m_sections(sections) {}

void SectionCutter::cut(std::size_t keep) {
    resume(keep);
    while (m_at < m_source.size()) {
        const Line here = line();
        const int fence = m_inFence || here.continued || here.cut ? 0 : openingFence(here.text);
        if (m_inFence)
            takeCode(here);
        else if (fence > 0)
            openCode(here, fence);
        else if (here.continued || here.text.size() > (m_mode == Document::Plain ? kPiece : kLongLine))
            takePiece(here);
        else
            takeText(here);
    }
    finish(m_source.size());
}

/// Goes back to the beginning of the last section, which may be in the middle of a code block or of a line.
void SectionCutter::resume(std::size_t keep) {
    m_current.kind = usualKind();
    if (keep < m_sections.size()) {
        const Section& last = m_sections[keep];
        if (last.kind == Section::Code && !last.first) {
            m_inFence = true;
            m_current = last;
            m_current.length = m_current.textLength = 0;
            m_current.lines = 0;
            m_current.last = false;
        }
        m_current.start = last.start;
        m_current.continuesLine = last.continuesLine;
    }
    m_sections.resize(keep);
    m_at = m_current.start;
}

SectionCutter::Line SectionCutter::line() {
    // No farther than it takes to know that the line is too long, and nowhere twice: else each piece of a long line
    // would be looked for in all of it.
    const QStringView ahead = m_source.mid(m_at, kLongLine + 1);
    const qsizetype length = ahead.indexOf(QLatin1Char('\n'), std::max(m_noLineEndsBefore - m_at, qsizetype(0)));
    const bool ends = length >= 0;
    m_noLineEndsBefore = m_at + (ends ? length : ahead.size());
    return {.text = ends ? ahead.left(length) : ahead,
            .next = m_at + (ends ? length + 1 : ahead.size()),
            .unfinished = !ends,
            .cut = !ends && ahead.size() > kLongLine,
            .continued = m_current.continuesLine && m_at == m_current.start};
}

void SectionCutter::takeCode(const Line& line) {
    if (!line.continued && !line.cut && closesFence(line.text, m_current.fence, m_current.fenceLength)) {
        finishCode(line.next, true);
        m_inFence = false;
        m_previousBlank = false;
    } else if (line.continued || line.text.size() > kPiece) {
        takeCodePiece(line);
        return;
    } else {
        if (m_current.lines >= kCodeLines || m_at - m_current.textStart > kLargestSection / 2) finishCode(m_at, false);
        m_current.lines += !line.unfinished;
        m_current.textLength = line.next - m_current.textStart;
    }
    m_at = line.next;
}

void SectionCutter::takeCodePiece(const Line& line) {
    if (m_at > m_current.start && m_current.textLength > 0) finishCode(m_at, false);
    const qsizetype piece = pieceLength(line.text);
    const qsizetype stop = piece == line.text.size() ? line.next : m_at + piece;
    m_current.textLength = stop - m_current.textStart;
    if (stop == line.next && line.unfinished)
        finish(stop);
    else
        finishCode(stop, false);
    m_at = stop;
}

void SectionCutter::openCode(const Line& line, int fence) {
    finish(m_at);
    m_current.kind = Section::Code;
    m_current.fence = line.text[0];
    m_current.fenceLength = fence;
    m_current.language = line.text.mid(fence).trimmed().toString().section(QLatin1Char(' '), 0, 0).left(40);
    m_current.textStart = line.next;
    m_inFence = true;
    m_nested = false;
    m_at = line.next;
}

void SectionCutter::takePiece(const Line& line) {
    if (!line.continued) finish(m_at);
    const qsizetype piece = pieceLength(line.text);
    const bool whole = piece == line.text.size();
    m_current.kind = Section::Plain;
    finish(whole ? line.next : m_at + piece);
    m_sections.back().continuesLine = line.continued;
    m_current.continuesLine = !whole;
    m_at = m_current.start;
    m_previousBlank = m_nested = false;
}

/// A section ends before a line that begins something new after a blank one, before a footnote, and where it would
/// become too large.
void SectionCutter::takeText(const Line& line) {
    const bool blank = isBlank(line.text);
    const bool flush = !blank && line.text[0] != QLatin1Char(' ') && line.text[0] != QLatin1Char('\t');
    if (flush) m_nested = false;
    const QStringView note = m_mode == Document::Markdown && !m_nested ? footnoteLabel(line.text) : QStringView();
    const bool opens =
        !note.isEmpty() ||
        (m_previousBlank && flush &&
         (m_mode == Document::Plain || !m_current.note.isEmpty() || !startsListItem(line.text, line.unfinished)));
    const qsizetype most = m_mode == Document::Plain ? kPiece : kLargestSection;
    if (m_at > m_current.start && (opens || line.next - m_current.start > most)) {
        finish(m_at);
        m_nested = false;
    }
    if (!note.isEmpty()) m_current.note = note.toString();
    if (m_mode == Document::Markdown && !blank && nestedFence(line.text) > 0) m_nested = !m_nested;
    m_previousBlank = blank && !m_nested;
    m_current.lines += !line.unfinished;
    m_at = line.next;
}

/// Ends the current section; one without text is none.
void SectionCutter::finish(qsizetype end) {
    if (end == m_current.start) return;
    m_current.length = end - m_current.start;
    if (m_current.kind != Section::Code) {
        m_current.textStart = m_current.start;
        m_current.textLength = m_current.length;
    }
    m_sections.push_back(m_current);
    m_current = Section();
    m_current.kind = usualKind();
    m_current.start = end;
}

/// Ends a section of a code block, which goes on in the next one unless it is closed.
void SectionCutter::finishCode(qsizetype end, bool closed) {
    Section next = m_current;
    next.lines = 0;
    m_current.last = closed;
    finish(end);
    if (closed) return;
    next.first = false;
    next.continuesLine = end > 0 && m_source[end - 1] != QLatin1Char('\n');
    next.start = next.textStart = end;
    next.length = next.textLength = 0;
    m_current = next;
}

}  // namespace mw::gui::markdown
