// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringView>
#include <vector>

#include "node.h"

namespace mw::gui::math {

/// Thrown away with the formula: it is no LaTeX.
struct Unreadable {};

/// One formula, read from its beginning to its end. Throws Unreadable. For parse() alone.
class FormulaReader {
 public:
    explicit FormulaReader(QStringView source) : m_source(source) {}

    Node all();

 private:
    enum class End { Source, Brace, Bracket, Cell, Right };

    bool atEnd() const { return m_at >= m_source.size(); }
    QChar peek() const { return atEnd() ? QChar() : m_source[m_at]; }
    void skipSpaces();
    bool take(QLatin1String word);
    char32_t takeCharacter() {
        const QChar first = m_source[m_at++];
        if (first.isHighSurrogate() && !atEnd() && peek().isLowSurrogate())
            return QChar::surrogateToUcs4(first, m_source[m_at++]);
        return first.unicode();
    }
    /// The name of the command that begins at the backslash here; a star after it is its own.
    QString takeCommand();
    /// What stands between braces, as it is typed.
    QString rawGroup();
    QString rawOption();

    /// What stands up to `end`, which is not taken.
    Node until(End end);

    bool isAt(End end) const;

    /// A character that is no command, or a group.
    Node plain();

    /// The point of "3.14", the comma of "1,000".
    bool isInsideNumber() const;

    /// What a command is about: a group, a command with its own arguments, or one character.
    Node argument();

    /// One's own letters, digits and upright words run on, so that they are drawn in one.
    static void addSymbol(std::vector<Node>& list, Node node);

    static void addScript(std::vector<Node>& list, bool above, Node script);

    QString delimiter();

    Node fenced();

    /// Rows and cells up to \end{name}; all of the source for an empty name, where one cell alone is no table.
    Node cells(const QString& name, Node::Spacing spacing);

    bool isLength() const;

    Node environment();

    /// Words of \text{}, with the formulas between dollars in them.
    void addText(std::vector<Node>& list, const QString& text, Alphabet alphabet);

    Node fraction(Node above, Node below, bool line = true);

    Node styled(Node content, Style style);

    Node inAlphabet(Alphabet alphabet);

    Node binomial();

    /// Takes what the command here says; false if it ends what is being read.
    bool command(std::vector<Node>& list, End end);
    bool layoutCommand(const QString& name, std::vector<Node>& list, End end);
    bool letterCommand(const QString& name, std::vector<Node>& list);
    bool spaceCommand(const QString& name, std::vector<Node>& list);
    bool bigFence(const QString& name, std::vector<Node>& list);

    QStringView m_source;
    qsizetype m_at = 0;
    int m_depth = 0;
    Alphabet m_alphabet = Alphabet::Usual;
};

// Nodes as they are made of others.
Node row(std::vector<Node> children = {});
Node make(Node::Kind kind, std::vector<Node> children = {});
Node space(qreal em);
Node words(const QString& text, Alphabet alphabet = Alphabet::Roman);
Node fence(const QString& delimiter, Atom atom, qreal height);
bool isEmpty(const Node& node);

}  // namespace mw::gui::math
