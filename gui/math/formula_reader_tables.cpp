// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "formula_reader.h"

#include <QHash>
#include <algorithm>
#include <iterator>
#include <utility>

#include "symbols.h"

namespace mw::gui::math {

Node FormulaReader::cells(const QString& name, Node::Spacing spacing) {
    Node table = make(Node::Table);
    table.spacing = spacing;
    std::vector<std::vector<Node>> rows(1);
    while (true) {
        skipSpaces();
        while (take(QLatin1String("\\hline"))) {
            table.lines.push_back(int(rows.size()) - 1);
            skipSpaces();
        }
        const bool ends = m_source.mid(m_at).startsWith(u"\\end{");
        if ((ends || atEnd()) && rows.back().empty() && rows.size() > 1) {
            rows.pop_back();  // after a last \\ there is no row
        } else {
            rows.back().push_back(until(End::Cell));
            if (peek() == QLatin1Char('&')) {
                ++m_at;
                continue;
            }
        }
        if (take(QLatin1String("\\\\")) || take(QLatin1String("\\cr")) || take(QLatin1String("\\newline"))) {
            if (peek() == QLatin1Char('*')) ++m_at;
            if (m_source.mid(m_at).startsWith(QLatin1Char('[')) && isLength()) rawOption();
            rows.emplace_back();
            continue;
        }
        break;
    }
    if (!name.isEmpty()) {
        if (!take(QLatin1String("\\end")) || rawGroup() != name) throw Unreadable();
    } else if (rows.size() == 1 && rows[0].size() == 1) {
        return std::move(rows[0][0]);
    }
    std::size_t columns = 1;
    for (const auto& each : rows)
        columns = std::max(columns, each.size());
    table.columns = int(columns);
    for (auto& each : rows) {
        each.resize(columns, row());
        std::move(each.begin(), each.end(), std::back_inserter(table.children));
    }
    return table;
}

bool FormulaReader::isLength() const {
    const QChar next = m_at + 1 < m_source.size() ? m_source[m_at + 1] : QChar();
    return next.isDigit() || next == QLatin1Char('-') || next == QLatin1Char('.');
}

Node FormulaReader::environment() {
    const QString full = rawGroup();
    const QString name = full.endsWith(QLatin1Char('*')) ? full.chopped(1) : full;
    struct Kind {
        QString open, close;
        Node::Spacing spacing;
        QString alignment;  ///< the last one goes on
    };
    static const QHash<QString, Kind> kKinds{
        {QStringLiteral("matrix"), {{}, {}, Node::Matrix, QStringLiteral("c")}},
        {QStringLiteral("pmatrix"), {QStringLiteral("("), QStringLiteral(")"), Node::Matrix, QStringLiteral("c")}},
        {QStringLiteral("bmatrix"), {QStringLiteral("["), QStringLiteral("]"), Node::Matrix, QStringLiteral("c")}},
        {QStringLiteral("Bmatrix"), {QStringLiteral("{"), QStringLiteral("}"), Node::Matrix, QStringLiteral("c")}},
        {QStringLiteral("vmatrix"), {QStringLiteral("|"), QStringLiteral("|"), Node::Matrix, QStringLiteral("c")}},
        {QStringLiteral("Vmatrix"), {QStringLiteral("‖"), QStringLiteral("‖"), Node::Matrix, QStringLiteral("c")}},
        {QStringLiteral("smallmatrix"), {{}, {}, Node::Small, QStringLiteral("c")}},
        {QStringLiteral("subarray"), {{}, {}, Node::Small, QStringLiteral("c")}},
        {QStringLiteral("array"), {{}, {}, Node::Matrix, QStringLiteral("c")}},
        {QStringLiteral("cases"), {QStringLiteral("{"), {}, Node::Cases, QStringLiteral("l")}},
        {QStringLiteral("dcases"), {QStringLiteral("{"), {}, Node::Cases, QStringLiteral("l")}},
        {QStringLiteral("rcases"), {{}, QStringLiteral("}"), Node::Cases, QStringLiteral("l")}},
        {QStringLiteral("aligned"), {{}, {}, Node::Aligned, QStringLiteral("rl")}},
        {QStringLiteral("align"), {{}, {}, Node::Aligned, QStringLiteral("rl")}},
        {QStringLiteral("alignat"), {{}, {}, Node::Aligned, QStringLiteral("rl")}},
        {QStringLiteral("alignedat"), {{}, {}, Node::Aligned, QStringLiteral("rl")}},
        {QStringLiteral("flalign"), {{}, {}, Node::Aligned, QStringLiteral("rl")}},
        {QStringLiteral("split"), {{}, {}, Node::Aligned, QStringLiteral("rl")}},
        {QStringLiteral("eqnarray"), {{}, {}, Node::Aligned, QStringLiteral("rcl")}},
        {QStringLiteral("gather"), {{}, {}, Node::Aligned, QStringLiteral("c")}},
        {QStringLiteral("gathered"), {{}, {}, Node::Aligned, QStringLiteral("c")}},
        {QStringLiteral("multline"), {{}, {}, Node::Aligned, QStringLiteral("c")}},
        {QStringLiteral("equation"), {{}, {}, Node::Aligned, QStringLiteral("c")}},
        {QStringLiteral("displaymath"), {{}, {}, Node::Aligned, QStringLiteral("c")}},
    };
    const auto kind = kKinds.constFind(name);
    if (kind == kKinds.cend()) throw Unreadable();
    QString alignment = kind->alignment;
    if (name == QLatin1String("array") || name == QLatin1String("subarray")) {
        rawOption();
        alignment.clear();
        for (const QChar each : rawGroup())
            if (QStringView(u"lcr|").contains(each)) alignment += each;
    } else if (name.startsWith(QLatin1String("alignat")) || name == QLatin1String("alignedat")) {
        rawGroup();  // how many pairs of columns
    } else if (m_source.mid(m_at).startsWith(QLatin1Char('[')) && name.endsWith(QLatin1String("ed"))) {
        rawOption();  // where the line of text passes
    }
    Node table = cells(full, kind->spacing);
    table.alignment = alignment;
    if (kind->open.isEmpty() && kind->close.isEmpty()) return table;
    Node result = make(Node::Fenced, {row({std::move(table)})});
    result.atom = Atom::Inner;
    result.text = kind->open;
    result.close = kind->close;
    return result;
}

}  // namespace mw::gui::math
