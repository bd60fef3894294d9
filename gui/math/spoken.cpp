// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QStringList>

#include "parser.h"

namespace mw::gui::math {
namespace {

QString inOneLine(const Node& node);

bool isEmpty(const Node& node) {
    return node.kind == Node::Row && node.children.empty();
}

/// Whether it needs no brackets beside a sign.
bool isOne(const Node& node) {
    if (node.kind == Node::Row) return node.children.size() <= 1 && (node.children.empty() || isOne(node.children[0]));
    return node.kind == Node::Symbol || node.kind == Node::Fenced || node.kind == Node::Words ||
           node.kind == Node::Source;
}

QString grouped(const Node& node) {
    return isOne(node) ? spoken(node) : QLatin1Char('(') + spoken(node) + QLatin1Char(')');
}

/// A superscript of digits in characters of their own, which readers know; else behind a sign.
QString raised(const Node& node) {
    const QString text = spoken(node);
    if (text.startsWith(QChar(0x2032))) return text;
    static const QString kDigits = QStringLiteral("0123456789+−n"), kRaised = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ");
    QString result;
    for (const QChar each : text) {
        const qsizetype at = kDigits.indexOf(each);
        if (at < 0) return QLatin1Char('^') + grouped(node);
        result += kRaised[at];
    }
    return result;
}

QString table(const Node& node) {
    QStringList rows;
    for (std::size_t at = 0; at < node.children.size(); at += std::size_t(node.columns)) {
        QStringList cells;
        for (std::size_t column = 0; column < std::size_t(node.columns); ++column)
            cells.append(spoken(node.children[at + column]));
        rows.append(node.spacing == Node::Aligned ? cells.join(QLatin1Char(' ')).simplified()
                                                  : cells.join(QStringLiteral(", ")));
    }
    return rows.join(QStringLiteral("; "));
}

QString row(const Node& node) {
    QString result;
    Atom before = Atom::Open;
    for (const Node& child : node.children) {
        const QString text = inOneLine(child);
        const bool sign = child.atom == Atom::Bin &&
                          (before == Atom::Open || before == Atom::Rel || before == Atom::Bin || before == Atom::Punct);
        const bool apart = child.atom == Atom::Rel || (child.atom == Atom::Bin && !sign);
        if (child.kind != Node::Space) before = child.atom;
        const bool name = child.atom == Atom::Op && !text.isEmpty() && text[0].isLetter();
        if ((apart || name) && !result.isEmpty() && !result.endsWith(QLatin1Char(' '))) result += QLatin1Char(' ');
        result += text;
        if (apart || child.atom == Atom::Punct || child.atom == Atom::Op) result += QLatin1Char(' ');
    }
    return result;
}

}  // namespace

namespace {

QString inOneLine(const Node& node) {
    switch (node.kind) {
        case Node::Row:
            return row(node);
        case Node::Symbol:
        case Node::Words:
        case Node::Source:
        case Node::Fence:
            return node.text;
        case Node::Space:
            return node.amount > 0.2 ? QStringLiteral(" ") : QString();
        case Node::Fraction:
            if (!node.text.isEmpty())
                return node.text + spoken(node.children[0]) + QStringLiteral(", ") + spoken(node.children[1]) +
                       node.close;
            return grouped(node.children[0]) + QLatin1Char('/') + grouped(node.children[1]);
        case Node::Root:
            return (isEmpty(node.children[1]) ? QString() : raised(node.children[1]).remove(QLatin1Char('^'))) +
                   QChar(0x221A) + grouped(node.children[0]);
        case Node::Scripts: {
            QString text = spoken(node.children[0]);
            if (!isEmpty(node.children[1])) text += QLatin1Char('_') + grouped(node.children[1]);
            if (!isEmpty(node.children[2])) text += raised(node.children[2]);
            return text;
        }
        case Node::Fenced:
            return node.text + spoken(node.children[0]) + node.close;
        case Node::Accent:
            return grouped(node.children[0]) + QLatin1Char(' ') + node.text;
        case Node::Stack: {
            QString text = spoken(node.children[0]);
            if (!isEmpty(node.children[2])) text += QLatin1Char('_') + grouped(node.children[2]);
            if (!isEmpty(node.children[1])) text += QLatin1Char('^') + grouped(node.children[1]);
            return text;
        }
        case Node::Arrow:
            return node.text + (isEmpty(node.children[0]) ? QString() : QLatin1Char('^') + grouped(node.children[0]));
        case Node::Table:
            return table(node);
        case Node::Styled:
        case Node::Boxed:
        case Node::Crossed:
            return spoken(node.children[0]);
        case Node::Phantom:
            return {};
    }
    return {};
}

}  // namespace

QString spoken(const Node& node) {
    return inOneLine(node).simplified();
}

}  // namespace mw::gui::math
