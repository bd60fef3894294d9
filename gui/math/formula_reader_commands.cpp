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

constexpr qreal kThin = 3.0 / 18, kMedium = 4.0 / 18, kThick = 5.0 / 18;

}  // namespace

bool FormulaReader::command(std::vector<Node>& list, End end) {
    const qsizetype start = m_at;
    if (isAt(End::Right) || m_source.mid(m_at).startsWith(u"\\end{")) throw Unreadable();
    const QString name = takeCommand();
    if (name.isEmpty()) throw Unreadable();
    if (spaceCommand(name, list) || letterCommand(name, list) || bigFence(name, list) || layoutCommand(name, list, end))
        return true;
    if (std::optional<Node> symbol = symbolOf(name)) {
        if (symbol->alphabet == Alphabet::Usual) symbol->alphabet = m_alphabet;
        if (symbol->atom == Atom::Op && symbol->alphabet == Alphabet::Usual) symbol->alphabet = Alphabet::Roman;
        list.push_back(std::move(*symbol));
        return true;
    }
    Node source = make(Node::Source);
    source.text = m_source.mid(start, m_at - start).toString();
    list.push_back(std::move(source));
    return true;
}

bool FormulaReader::spaceCommand(const QString& name, std::vector<Node>& list) {
    static const QHash<QString, qreal> kSpaces{{QStringLiteral(","), kThin},
                                               {QStringLiteral("thinspace"), kThin},
                                               {QStringLiteral(":"), kMedium},
                                               {QStringLiteral(">"), kMedium},
                                               {QStringLiteral("medspace"), kMedium},
                                               {QStringLiteral(";"), kThick},
                                               {QStringLiteral("thickspace"), kThick},
                                               {QStringLiteral("!"), -kThin},
                                               {QStringLiteral("negthinspace"), -kThin},
                                               {QStringLiteral(" "), 0.25},
                                               {QStringLiteral("\n"), 0.25},
                                               {QStringLiteral("space"), 0.25},
                                               {QStringLiteral("nobreakspace"), 0.25},
                                               {QStringLiteral("enspace"), 0.5},
                                               {QStringLiteral("quad"), 1},
                                               {QStringLiteral("qquad"), 2}};
    if (const auto found = kSpaces.constFind(name); found != kSpaces.cend()) {
        list.push_back(space(*found));
        return true;
    }
    if (name == QLatin1String("hspace") || name == QLatin1String("mspace")) {
        if (peek() == QLatin1Char('*')) ++m_at;
        rawGroup();
        list.push_back(space(1));
        return true;
    }
    static const QStringList kNothing{
        QStringLiteral("nonumber"),  QStringLiteral("notag"),      QStringLiteral("strut"),
        QStringLiteral("mathstrut"), QStringLiteral("allowbreak"), QStringLiteral("nobreak"),
        QStringLiteral("relax"),     QStringLiteral("/"),          QStringLiteral("hfill"),
        QStringLiteral("noindent"),  QStringLiteral("centering"),  QStringLiteral("-")};
    if (kNothing.contains(name)) return true;
    if (name == QLatin1String("label") || name == QLatin1String("vspace")) {
        rawGroup();
        return true;
    }
    return false;
}

bool FormulaReader::letterCommand(const QString& name, std::vector<Node>& list) {
    static const QHash<QString, Alphabet> kAlphabets{{QStringLiteral("mathrm"), Alphabet::Roman},
                                                     {QStringLiteral("mathup"), Alphabet::Roman},
                                                     {QStringLiteral("mathbf"), Alphabet::Bold},
                                                     {QStringLiteral("boldsymbol"), Alphabet::BoldItalic},
                                                     {QStringLiteral("bm"), Alphabet::BoldItalic},
                                                     {QStringLiteral("pmb"), Alphabet::BoldItalic},
                                                     {QStringLiteral("mathbfit"), Alphabet::BoldItalic},
                                                     {QStringLiteral("mathit"), Alphabet::Italic},
                                                     {QStringLiteral("mathnormal"), Alphabet::Usual},
                                                     {QStringLiteral("mathbb"), Alphabet::Blackboard},
                                                     {QStringLiteral("mathcal"), Alphabet::Calligraphic},
                                                     {QStringLiteral("mathscr"), Alphabet::Calligraphic},
                                                     {QStringLiteral("mathfrak"), Alphabet::Fraktur},
                                                     {QStringLiteral("mathsf"), Alphabet::Sans},
                                                     {QStringLiteral("mathtt"), Alphabet::Mono},
                                                     {QStringLiteral("Bbb"), Alphabet::Blackboard},
                                                     {QStringLiteral("bold"), Alphabet::Bold},
                                                     {QStringLiteral("frak"), Alphabet::Fraktur}};
    static const QHash<QString, Alphabet> kFromHere{
        {QStringLiteral("rm"), Alphabet::Roman},  {QStringLiteral("bf"), Alphabet::Bold},
        {QStringLiteral("it"), Alphabet::Italic}, {QStringLiteral("cal"), Alphabet::Calligraphic},
        {QStringLiteral("sf"), Alphabet::Sans},   {QStringLiteral("tt"), Alphabet::Mono}};
    static const QHash<QString, Alphabet> kTexts{
        {QStringLiteral("text"), Alphabet::Roman},       {QStringLiteral("textrm"), Alphabet::Roman},
        {QStringLiteral("textnormal"), Alphabet::Roman}, {QStringLiteral("mbox"), Alphabet::Roman},
        {QStringLiteral("hbox"), Alphabet::Roman},       {QStringLiteral("textbf"), Alphabet::Bold},
        {QStringLiteral("textit"), Alphabet::Italic},    {QStringLiteral("emph"), Alphabet::Italic},
        {QStringLiteral("textsf"), Alphabet::Sans},      {QStringLiteral("texttt"), Alphabet::Mono},
        {QStringLiteral("textup"), Alphabet::Roman}};
    if (const auto alphabet = kAlphabets.constFind(name); alphabet != kAlphabets.cend()) {
        list.push_back(inAlphabet(*alphabet));
    } else if (const auto here = kFromHere.constFind(name); here != kFromHere.cend()) {
        m_alphabet = *here;
    } else if (const auto text = kTexts.constFind(name); text != kTexts.cend()) {
        std::vector<Node> parts;
        addText(parts, rawGroup(), *text);
        list.push_back(row(std::move(parts)));
    } else if (name == QLatin1String("operatorname")) {
        const bool star = peek() == QLatin1Char('*');
        if (star) ++m_at;
        Node node = make(Node::Symbol);
        node.text = rawGroup().remove(QLatin1Char('\\')).remove(QLatin1Char(' '));
        node.text.replace(QLatin1Char(','), QChar(0x2009));  // \, as it was
        node.atom = Atom::Op;
        node.alphabet = Alphabet::Roman;
        if (star) node.limits = Node::Displayed;
        list.push_back(std::move(node));
    } else {
        return false;
    }
    return true;
}

bool FormulaReader::bigFence(const QString& name, std::vector<Node>& list) {
    static const QHash<QString, qreal> kHeights{{QStringLiteral("big"), 1.2},
                                                {QStringLiteral("Big"), 1.8},
                                                {QStringLiteral("bigg"), 2.4},
                                                {QStringLiteral("Bigg"), 3.0}};
    if (name == QLatin1String("middle")) {
        list.push_back(fence(delimiter(), Atom::Rel, 0));
        return true;
    }
    const QChar side = name.isEmpty() ? QChar() : name.back();
    const bool sided = QStringView(u"lrm").contains(side) && kHeights.contains(name.chopped(1));
    const auto height = kHeights.constFind(sided ? name.chopped(1) : name);
    if (height == kHeights.cend()) return false;
    const Atom atom = !sided                     ? Atom::Ord
                      : side == QLatin1Char('l') ? Atom::Open
                      : side == QLatin1Char('r') ? Atom::Close
                                                 : Atom::Rel;
    list.push_back(fence(delimiter(), atom, *height));
    return true;
}

bool FormulaReader::layoutCommand(const QString& name, std::vector<Node>& list, End end) {
    static const QStringList kAccents{QStringLiteral("hat"),
                                      QStringLiteral("check"),
                                      QStringLiteral("tilde"),
                                      QStringLiteral("acute"),
                                      QStringLiteral("grave"),
                                      QStringLiteral("dot"),
                                      QStringLiteral("ddot"),
                                      QStringLiteral("dddot"),
                                      QStringLiteral("breve"),
                                      QStringLiteral("bar"),
                                      QStringLiteral("vec"),
                                      QStringLiteral("mathring"),
                                      QStringLiteral("widehat"),
                                      QStringLiteral("widetilde"),
                                      QStringLiteral("overline"),
                                      QStringLiteral("underline"),
                                      QStringLiteral("overrightarrow"),
                                      QStringLiteral("overleftarrow"),
                                      QStringLiteral("overbrace"),
                                      QStringLiteral("underbrace"),
                                      QStringLiteral("overleftrightarrow")};
    static const QHash<QString, Style> kStyles{{QStringLiteral("displaystyle"), Style::Display},
                                               {QStringLiteral("textstyle"), Style::Text},
                                               {QStringLiteral("scriptstyle"), Style::Script},
                                               {QStringLiteral("scriptscriptstyle"), Style::ScriptScript}};
    static const QHash<QString, Atom> kAtoms{
        {QStringLiteral("mathord"), Atom::Ord},     {QStringLiteral("mathop"), Atom::Op},
        {QStringLiteral("mathbin"), Atom::Bin},     {QStringLiteral("mathrel"), Atom::Rel},
        {QStringLiteral("mathopen"), Atom::Open},   {QStringLiteral("mathclose"), Atom::Close},
        {QStringLiteral("mathpunct"), Atom::Punct}, {QStringLiteral("mathinner"), Atom::Inner}};
    static const QHash<QString, QString> kArrows{{QStringLiteral("xrightarrow"), QStringLiteral("→")},
                                                 {QStringLiteral("xleftarrow"), QStringLiteral("←")},
                                                 {QStringLiteral("xRightarrow"), QStringLiteral("⇒")},
                                                 {QStringLiteral("xleftrightarrow"), QStringLiteral("↔")}};
    const auto stack = [&](Node base, Node above, Node below, Atom atom) {
        Node node = make(Node::Stack);
        node.atom = atom;
        node.children.push_back(std::move(base));
        node.children.push_back(std::move(above));
        node.children.push_back(std::move(below));
        list.push_back(std::move(node));
    };
    if (name == QLatin1String("left")) {
        list.push_back(fenced());
    } else if (name == QLatin1String("begin")) {
        list.push_back(environment());
    } else if (name == QLatin1String("frac") || name == QLatin1String("dfrac") || name == QLatin1String("tfrac") ||
               name == QLatin1String("cfrac")) {
        Node above = argument();
        Node node = fraction(std::move(above), argument());
        if (name[0] == QLatin1Char('d') || name[0] == QLatin1Char('c')) node = styled(std::move(node), Style::Display);
        if (name[0] == QLatin1Char('t')) node = styled(std::move(node), Style::Text);
        list.push_back(std::move(node));
    } else if (name == QLatin1String("binom")) {
        list.push_back(binomial());
    } else if (name == QLatin1String("dbinom")) {
        list.push_back(styled(binomial(), Style::Display));
    } else if (name == QLatin1String("tbinom")) {
        list.push_back(styled(binomial(), Style::Text));
    } else if (name == QLatin1String("over") || name == QLatin1String("choose") || name == QLatin1String("atop")) {
        Node above = row(std::move(list));
        Node node = fraction(std::move(above), until(end), name == QLatin1String("over"));
        if (name == QLatin1String("choose")) node.text = QStringLiteral("("), node.close = QStringLiteral(")");
        list = {};
        list.push_back(std::move(node));
    } else if (name == QLatin1String("sqrt")) {
        Node degree = row();
        skipSpaces();
        if (peek() == QLatin1Char('[')) {
            ++m_at;
            degree = until(End::Bracket);
            if (atEnd()) throw Unreadable();
            ++m_at;
        }
        Node of = argument();
        list.push_back(make(Node::Root, {std::move(of), std::move(degree)}));
    } else if (kAccents.contains(name)) {
        Node node = make(Node::Accent, {argument()});
        node.text = name;
        if (name.endsWith(QLatin1String("brace"))) node.limits = Node::Always, node.atom = Atom::Op;
        list.push_back(std::move(node));
    } else if (name == QLatin1String("overset") || name == QLatin1String("stackrel")) {
        Node above = argument();
        Node base = argument();
        const Atom atom =
            name == QLatin1String("stackrel") || base.children.empty() ? Atom::Rel : base.children[0].atom;
        stack(std::move(base), std::move(above), row(), atom);
    } else if (name == QLatin1String("underset")) {
        Node below = argument();
        Node base = argument();
        const Atom atom = base.children.empty() ? Atom::Ord : base.children[0].atom;
        stack(std::move(base), row(), std::move(below), atom);
    } else if (const auto arrow = kArrows.constFind(name); arrow != kArrows.cend()) {
        Node node = make(Node::Arrow);
        node.text = *arrow;
        node.atom = Atom::Rel;
        Node below = row();
        skipSpaces();
        if (peek() == QLatin1Char('[')) {
            ++m_at;
            below = until(End::Bracket);
            if (atEnd()) throw Unreadable();
            ++m_at;
        }
        node.children.push_back(argument());
        node.children.push_back(std::move(below));
        list.push_back(std::move(node));
    } else if (name == QLatin1String("substack")) {
        const QString inside = rawGroup();
        FormulaReader parser(inside);
        parser.m_depth = m_depth + 1;
        Node table = parser.all();
        if (table.kind == Node::Table) table.spacing = Node::Small, table.alignment = QStringLiteral("c");
        list.push_back(std::move(table));
    } else if (name == QLatin1String("limits") || name == QLatin1String("nolimits")) {
        if (!list.empty()) list.back().limits = name == QLatin1String("limits") ? Node::Always : Node::Never;
    } else if (const auto style = kStyles.constFind(name); style != kStyles.cend()) {
        list.push_back(styled(until(end), *style));
    } else if (const auto atom = kAtoms.constFind(name); atom != kAtoms.cend()) {
        Node node = argument();
        node.atom = *atom;
        if (*atom == Atom::Op) node.limits = Node::Displayed;
        list.push_back(std::move(node));
    } else if (name == QLatin1String("not")) {
        Node node = argument();
        if (node.children.size() == 1 && node.children[0].kind == Node::Symbol) {
            node.children[0].text = (node.children[0].text + QChar(0x338)).normalized(QString::NormalizationForm_C);
            node = std::move(node.children[0]);
        }
        list.push_back(std::move(node));
    } else if (name == QLatin1String("boxed") || name == QLatin1String("fbox")) {
        list.push_back(make(Node::Boxed, {argument()}));
    } else if (name == QLatin1String("cancel") || name == QLatin1String("bcancel") ||
               name == QLatin1String("xcancel")) {
        list.push_back(make(Node::Crossed, {argument()}));
    } else if (name.endsWith(QLatin1String("phantom"))) {
        if (name != QLatin1String("phantom") && name != QLatin1String("hphantom") && name != QLatin1String("vphantom"))
            return false;
        list.push_back(make(Node::Phantom, {argument()}));
    } else if (name == QLatin1String("smash") || name == QLatin1String("mathstrut") ||
               name == QLatin1String("mathllap") || name == QLatin1String("mathrlap")) {
        list.push_back(argument());
    } else if (name == QLatin1String("color")) {
        rawGroup();
    } else if (name == QLatin1String("textcolor") || name == QLatin1String("colorbox")) {
        rawGroup();
        list.push_back(argument());
    } else if (name == QLatin1String("tag")) {
        const bool star = peek() == QLatin1Char('*');
        if (star) ++m_at;
        list.push_back(space(2));
        const QString tag = rawGroup();
        list.push_back(words(star ? tag : QLatin1Char('(') + tag + QLatin1Char(')')));
    } else if (name == QLatin1String("bmod")) {
        Node node = words(QStringLiteral("mod"));
        node.atom = Atom::Bin;
        list.push_back(std::move(node));
    } else if (name == QLatin1String("pmod") || name == QLatin1String("pod")) {
        list.push_back(space(1));
        list.push_back(characterNode(U'('));
        if (name == QLatin1String("pmod")) {
            list.push_back(words(QStringLiteral("mod")));
            list.push_back(space(kThin));
        }
        list.push_back(argument());
        list.push_back(characterNode(U')'));
    } else if (name == QLatin1String("bra") || name == QLatin1String("ket") || name == QLatin1String("braket")) {
        Node node = make(Node::Fenced);
        node.atom = Atom::Inner;
        node.text = name == QLatin1String("ket") ? QStringLiteral("|") : QStringLiteral("⟨");
        node.close = name == QLatin1String("bra") ? QStringLiteral("|") : QStringLiteral("⟩");
        node.children.push_back(argument());
        list.push_back(std::move(node));
    } else {
        return false;
    }
    return true;
}

}  // namespace mw::gui::math
