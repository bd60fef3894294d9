// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "formula_reader.h"

#include <QHash>
#include <algorithm>
#include <iterator>
#include <utility>

#include "symbols.h"

namespace mw::gui::math {
namespace {

constexpr int kDeepest = 40;  // groups within groups; each costs some stack
constexpr qreal kMedium = 4.0 / 18;

}  // namespace

Node row(std::vector<Node> children) {
    Node node;
    node.children = std::move(children);
    return node;
}

Node make(Node::Kind kind, std::vector<Node> children) {
    Node node;
    node.kind = kind;
    node.children = std::move(children);
    return node;
}

Node space(qreal em) {
    Node node = make(Node::Space);
    node.amount = em;
    return node;
}

Node words(const QString& text, Alphabet alphabet) {
    Node node = make(Node::Words);
    node.text = text;
    node.alphabet = alphabet;
    return node;
}

Node fence(const QString& delimiter, Atom atom, qreal height) {
    Node node = make(Node::Fence);
    node.text = delimiter;
    node.atom = atom;
    node.amount = height;
    return node;
}

bool isEmpty(const Node& node) {
    return node.kind == Node::Row && node.children.empty();
}

Node FormulaReader::all() {
    Node result = cells(QString(), Node::Aligned);
    if (m_at < m_source.size()) throw Unreadable();
    return result;
}

void FormulaReader::skipSpaces() {
    while (!atEnd() && m_source[m_at].isSpace())
        ++m_at;
}

bool FormulaReader::take(QLatin1String word) {
    if (!m_source.mid(m_at).startsWith(word)) return false;
    m_at += word.size();
    return true;
}

QString FormulaReader::takeCommand() {
    const qsizetype start = ++m_at;
    const auto isLetter = [](QChar c) {
        return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('A') && c <= QLatin1Char('Z'));
    };
    while (!atEnd() && isLetter(peek()))
        ++m_at;
    if (m_at == start && !atEnd()) ++m_at;
    return m_source.mid(start, m_at - start).toString();
}

QString FormulaReader::rawGroup() {
    skipSpaces();
    if (peek() != QLatin1Char('{')) throw Unreadable();
    int depth = 0;
    const qsizetype start = m_at + 1;
    for (; !atEnd(); ++m_at) {
        if (peek() == QLatin1Char('\\'))
            ++m_at;
        else if (peek() == QLatin1Char('{'))
            ++depth;
        else if (peek() == QLatin1Char('}') && --depth == 0)
            return m_source.mid(start, m_at++ - start).toString();
    }
    throw Unreadable();
}

QString FormulaReader::rawOption() {
    skipSpaces();
    if (peek() != QLatin1Char('[')) return {};
    const qsizetype close = m_source.indexOf(QLatin1Char(']'), m_at);
    if (close < 0) throw Unreadable();
    const QString text = m_source.mid(m_at + 1, close - m_at - 1).toString();
    m_at = close + 1;
    return text;
}

Node FormulaReader::until(End end) {
    if (++m_depth > kDeepest) throw Unreadable();
    Node result = row();
    const Alphabet alphabet = m_alphabet;
    std::vector<Node>& list = result.children;
    while (true) {
        skipSpaces();
        if (atEnd() || isAt(end)) break;
        const QChar here = peek();
        if (here == QLatin1Char('}') || here == QLatin1Char('&')) throw Unreadable();
        if (here == QLatin1Char('^') || here == QLatin1Char('_')) {
            ++m_at;
            addScript(list, here == QLatin1Char('^'), argument());
        } else if (here == QLatin1Char('\'')) {
            QString primes;
            for (; peek() == QLatin1Char('\''); ++m_at)
                primes += QChar(0x2032);
            Node prime = make(Node::Symbol);
            prime.text = primes;
            Node over = row({prime});
            if (peek() == QLatin1Char('^')) {
                ++m_at;
                over.children.push_back(argument());
            }
            addScript(list, true, std::move(over));
        } else if (here == QLatin1Char('\\')) {
            if (!command(list, end)) break;
        } else {
            addSymbol(list, plain());
        }
    }
    m_alphabet = alphabet;
    --m_depth;
    return result;
}

bool FormulaReader::isAt(End end) const {
    const QStringView rest = m_source.mid(m_at);
    switch (end) {
        case End::Source:
            return false;
        case End::Brace:
            return rest.startsWith(QLatin1Char('}'));
        case End::Bracket:
            return rest.startsWith(QLatin1Char(']'));
        case End::Cell:
            return rest.startsWith(QLatin1Char('&')) || rest.startsWith(u"\\\\") || rest.startsWith(u"\\cr") ||
                   rest.startsWith(u"\\end{") || rest.startsWith(u"\\newline");
        case End::Right:
            return rest.startsWith(u"\\right") && !rest.startsWith(u"\\rightarrow") &&
                   !rest.startsWith(u"\\rightharpoon") && !rest.startsWith(u"\\rightleft") &&
                   !rest.startsWith(u"\\rightright") && !rest.startsWith(u"\\rightsquig");
    }
    return false;
}

Node FormulaReader::plain() {
    if (peek() == QLatin1Char('{')) {
        ++m_at;
        Node group = until(End::Brace);
        if (atEnd()) throw Unreadable();
        ++m_at;
        return group;
    }
    if (peek().isDigit()) {
        Node number = make(Node::Symbol);
        for (; !atEnd() && (peek().isDigit() || isInsideNumber()); ++m_at)
            number.text += peek();
        number.alphabet = m_alphabet;
        return number;
    }
    if (peek() == QLatin1Char('~')) {
        ++m_at;
        return space(kMedium);
    }
    Node symbol = characterNode(takeCharacter());
    symbol.alphabet = m_alphabet;
    return symbol;
}

bool FormulaReader::isInsideNumber() const {
    const QStringView rest = m_source.mid(m_at + 1, 4);
    if (rest.isEmpty() || !rest[0].isDigit()) return false;
    if (peek() == QLatin1Char('.')) return true;
    return peek() == QLatin1Char(',') && rest.size() >= 3 && rest[1].isDigit() && rest[2].isDigit() &&
           (rest.size() == 3 || !rest[3].isDigit());
}

Node FormulaReader::argument() {
    if (++m_depth > kDeepest) throw Unreadable();
    skipSpaces();
    if (atEnd() || peek() == QLatin1Char('}') || peek() == QLatin1Char('&')) throw Unreadable();
    Node result = row();
    if (peek() == QLatin1Char('\\')) {
        if (!command(result.children, End::Source)) throw Unreadable();
    } else if (peek().isDigit()) {
        Node digit = characterNode(takeCharacter());
        digit.alphabet = m_alphabet;
        result.children.push_back(digit);
    } else {
        result.children.push_back(plain());
    }
    --m_depth;
    if (result.children.size() == 1 && result.children[0].kind == Node::Row) return std::move(result.children[0]);
    return result;
}

void FormulaReader::addSymbol(std::vector<Node>& list, Node node) {
    if (!list.empty() && node.kind == Node::Symbol && node.atom == Atom::Ord && node.alphabet != Alphabet::Usual &&
        list.back().kind == Node::Symbol && list.back().atom == Atom::Ord && list.back().alphabet == node.alphabet)
        list.back().text += node.text;
    else
        list.push_back(std::move(node));
}

void FormulaReader::addScript(std::vector<Node>& list, bool above, Node script) {
    if (list.empty() || list.back().kind == Node::Space) list.push_back(row());
    Node& last = list.back();
    if (last.kind != Node::Scripts) {
        Node scripts = make(Node::Scripts);
        scripts.atom = last.atom;
        scripts.limits = last.limits;
        scripts.children.push_back(std::move(last));
        scripts.children.push_back(row());
        scripts.children.push_back(row());
        last = std::move(scripts);
    }
    Node& place = last.children[above ? 2 : 1];
    if (isEmpty(place))
        place = std::move(script);
    else
        place.children.push_back(std::move(script));  // x'^2
    if (place.kind != Node::Row) place = row({std::move(place)});
}

QString FormulaReader::delimiter() {
    skipSpaces();
    if (atEnd()) throw Unreadable();
    QString token;
    if (peek() == QLatin1Char('\\')) {
        token = QLatin1Char('\\') + takeCommand();
    } else {
        const char32_t character = takeCharacter();
        token = QString::fromUcs4(&character, 1);
    }
    const std::optional<QString> meant = delimiterOf(token);
    if (!meant) throw Unreadable();
    return *meant;
}

Node FormulaReader::fenced() {
    Node result = make(Node::Fenced);
    result.atom = Atom::Inner;
    result.text = delimiter();
    result.children.push_back(until(End::Right));
    if (!take(QLatin1String("\\right"))) throw Unreadable();
    result.close = delimiter();
    return result;
}

void FormulaReader::addText(std::vector<Node>& list, const QString& text, Alphabet alphabet) {
    QString plain;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == QLatin1Char('\\') && at + 1 < text.size() && !text[at + 1].isLetter()) {
            plain += text[++at];
        } else if (const qsizetype close = text[at] == QLatin1Char('$') ? text.indexOf(QLatin1Char('$'), at + 1) : -1;
                   close > 0) {
            if (!plain.isEmpty()) list.push_back(words(std::exchange(plain, {}), alphabet));
            if (m_depth >= kDeepest) throw Unreadable();
            FormulaReader inside(QStringView(text).mid(at + 1, close - at - 1));
            inside.m_depth = m_depth + 1;
            list.push_back(inside.all());
            at = close;
        } else if (text[at] == QLatin1Char('~')) {
            plain += QLatin1Char(' ');
        } else if (text[at] != QLatin1Char('{') && text[at] != QLatin1Char('}')) {
            plain += text[at].isSpace() ? QLatin1Char(' ') : text[at];
        }
    }
    if (!plain.isEmpty()) list.push_back(words(plain, alphabet));
}

Node FormulaReader::fraction(Node above, Node below, bool line) {
    Node result = make(Node::Fraction);
    result.children.push_back(std::move(above));
    result.children.push_back(std::move(below));
    result.flag = !line;
    return result;
}

Node FormulaReader::styled(Node content, Style style) {
    Node result = make(Node::Styled, {std::move(content)});
    result.style = style;
    return result;
}

Node FormulaReader::inAlphabet(Alphabet alphabet) {
    const Alphabet before = std::exchange(m_alphabet, alphabet);
    Node content = argument();
    m_alphabet = before;
    return content;
}

Node FormulaReader::binomial() {
    Node above = argument();
    Node result = fraction(std::move(above), argument(), false);
    result.text = QStringLiteral("(");
    result.close = QStringLiteral(")");
    return result;
}

}  // namespace mw::gui::math
