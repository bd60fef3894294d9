// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "symbols.h"

#include <QHash>
#include <QStringList>

namespace mw::gui::math {
namespace {

struct Symbol {
    QString text;
    Atom atom = Atom::Ord;
    Node::Limits limits = Node::Never;
    bool large = false;
    bool name = false;  ///< upright words: sin
};

// Pairs of a command and its character, by what they are to their neighbours.
constexpr const char16_t* kOrdinary =
    u"alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ varkappa ϰ "
    u"lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ "
    u"chi χ psi ψ omega ω digamma ϝ Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω "
    u"Alpha Α Beta Β Epsilon Ε Zeta Ζ Eta Η Iota Ι Kappa Κ Mu Μ Nu Ν Omicron Ο Rho Ρ Tau Τ Chi Χ varGamma Γ varDelta Δ "
    u"infty ∞ partial ∂ nabla ∇ hbar ℏ hslash ℏ ell ℓ imath ı jmath ȷ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ gimel ℷ daleth ℸ "
    u"forall ∀ exists ∃ nexists ∄ emptyset ∅ varnothing ∅ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ measuredangle ∡ "
    u"sphericalangle ∢ triangle △ square □ Box □ Diamond ◇ blacksquare ■ qed ∎ prime ′ backprime ‵ degree ° dag † ddag "
    u"‡ "
    u"ldots … dots … dotsc … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯ vdots ⋮ ddots ⋱ flat ♭ natural ♮ sharp ♯ clubsuit ♣ "
    u"diamondsuit ♢ heartsuit ♡ spadesuit ♠ checkmark ✓ surd √ complement ∁ eth ð mho ℧ Finv Ⅎ hbox □ bigstar ★ "
    u"lozenge ◊ pounds £ S § P ¶ copyright © euro € yen ¥ circledR ® textdegree ° AA Å aa å ss ß % % # # $ $ & & _ _ "
    u"backslash \\ textbackslash \\ N ℕ R ℝ Z ℤ Q ℚ C ℂ";
constexpr const char16_t* kBinary =
    u"pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet ∙ cap ∩ cup ∪ uplus ⊎ sqcap ⊓ sqcup ⊔ vee ∨ lor ∨ "
    u"wedge ∧ land ∧ setminus ∖ smallsetminus ∖ wr ≀ diamond ⋄ oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ bigcirc ◯ "
    u"dagger † ddagger ‡ amalg ⨿ bigtriangleup △ bigtriangledown ▽ triangleleft ◃ triangleright ▹ ltimes ⋉ rtimes ⋊ "
    u"boxplus ⊞ boxminus ⊟ boxtimes ⊠ boxdot ⊡ dotplus ∔ barwedge ⊼ veebar ⊻ divideontimes ⋇ centerdot ⋅ circledast ⊛ "
    u"circledcirc ⊚ intercal ⊺ bowtie ⋈";
constexpr const char16_t* kRelations =
    u"le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅ approxeq ≊ asymp ≍ doteq ≐ propto ∝ "
    u"varpropto ∝ ll ≪ gg ≫ lll ⋘ ggg ⋙ leqslant ⩽ geqslant ⩾ leqq ≦ geqq ≧ lesssim ≲ gtrsim ≳ lessgtr ≶ gtrless ≷ "
    u"prec ≺ succ ≻ preceq ⪯ succeq ⪰ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ supsetneq ⊋ nsubseteq ⊈ "
    u"nsupseteq ⊉ sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒ in ∈ notin ∉ ni ∋ owns ∋ vdash ⊢ dashv ⊣ models ⊨ "
    u"vDash ⊨ Vdash ⊩ nvdash ⊬ perp ⟂ mid ∣ nmid ∤ parallel ∥ nparallel ∦ smile ⌣ frown ⌢ Join ⋈ coloneqq ≔ triangleq "
    u"≜ "
    u"nleq ≰ ngeq ≱ nless ≮ ngtr ≯ ncong ≇ nsim ≁ therefore ∴ because ∵ colon ∶ "
    u"to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ "
    u"impliedby ⟸ iff ⟺ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷ Longrightarrow ⟹ Longleftarrow ⟸ "
    u"Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ hookrightarrow ↪ hookleftarrow ↩ uparrow ↑ downarrow ↓ updownarrow ↕ "
    u"Uparrow ⇑ Downarrow ⇓ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖ rightharpoonup ⇀ rightharpoondown ⇁ "
    u"leftharpoonup ↼ leftharpoondown ↽ rightleftharpoons ⇌ leftrightharpoons ⇋ rightleftarrows ⇄ leftrightarrows ⇆ "
    u"rightrightarrows ⇉ leftleftarrows ⇇ twoheadrightarrow ↠ rightsquigarrow ⇝ leadsto ⇝ nrightarrow ↛ nleftarrow ↚ "
    u"nRightarrow ⇏ nLeftarrow ⇍ circlearrowright ↻ circlearrowleft ↺ curvearrowright ↷ multimap ⊸ trianglelefteq ⊴ "
    u"trianglerighteq ⊵ vartriangleleft ⊲ vartriangleright ⊳ between ≬ pitchfork ⋔ backsim ∽ eqsim ≂ risingdotseq ≓";
constexpr const char16_t* kOpening =
    u"{ { lbrace { lbrack [ langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ lgroup ⟮ llbracket ⟦";
constexpr const char16_t* kClosing =
    u"} } rbrace } rbrack ] rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rgroup ⟯ rrbracket ⟧";
constexpr const char16_t* kNeutral = u"| ‖ vert | Vert ‖";
constexpr const char16_t* kSums =
    u"sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ bigsqcup ⨆ biguplus "
    u"⨄";
constexpr const char16_t* kIntegrals = u"int ∫ iint ∬ iiint ∭ iiiint ⨌ oint ∮ oiint ∯ oiiint ∰";
constexpr const char16_t* kNames =
    u"arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan tanh arccot arcsec "
    u"arccsc arsinh artanh arcosh erf erfc sgn sign tr Tr rank diag vol span mod";
constexpr const char16_t* kNamesWithLimits =
    u"det gcd lcm inf lim max min Pr sup argmax argmin limsup liminf injlim projlim";

QHash<QString, Symbol> makeSymbols() {
    QHash<QString, Symbol> table;
    const auto pairs = [&](const char16_t* list, const Symbol& kind) {
        const QStringList words = QString::fromUtf16(list).split(QLatin1Char(' '));
        for (qsizetype at = 0; at + 1 < words.size(); at += 2) {
            Symbol symbol = kind;
            symbol.text = words[at + 1];
            table.insert(words[at], symbol);
        }
    };
    pairs(kOrdinary, {});
    pairs(kBinary, {.atom = Atom::Bin});
    pairs(kRelations, {.atom = Atom::Rel});
    pairs(kOpening, {.atom = Atom::Open});
    pairs(kClosing, {.atom = Atom::Close});
    pairs(kNeutral, {});
    pairs(kSums, {.atom = Atom::Op, .limits = Node::Displayed, .large = true});
    pairs(kIntegrals, {.atom = Atom::Op, .large = true});
    const auto names = [&](const char16_t* list, Node::Limits limits) {
        for (const QString& name : QString::fromUtf16(list).split(QLatin1Char(' '))) {
            QString shown = name;
            if (name.startsWith(QLatin1String("lim")) && name.size() > 3) shown.insert(3, QChar(0x2009));
            if (name.startsWith(QLatin1String("arg")) && limits != Node::Never) shown.insert(3, QChar(0x2009));
            table.insert(name, {.text = shown, .atom = Atom::Op, .limits = limits, .name = true});
        }
    };
    names(kNames, Node::Never);
    names(kNamesWithLimits, Node::Displayed);
    return table;
}

/// Letters that have a place of their own in Unicode, outside of their alphabet.
char32_t exceptionOf(char32_t mapped) {
    static const QHash<char32_t, char32_t> kExceptions{
        {0x1D455, 0x210E}, {0x1D49D, 0x212C}, {0x1D4A0, 0x2130}, {0x1D4A1, 0x2131}, {0x1D4A3, 0x210B},
        {0x1D4A4, 0x2110}, {0x1D4A7, 0x2112}, {0x1D4A8, 0x2133}, {0x1D4AD, 0x211B}, {0x1D4BA, 0x212F},
        {0x1D4BC, 0x210A}, {0x1D4C4, 0x2134}, {0x1D506, 0x212D}, {0x1D50B, 0x210C}, {0x1D50C, 0x2111},
        {0x1D515, 0x211C}, {0x1D51D, 0x2128}, {0x1D53A, 0x2102}, {0x1D53F, 0x210D}, {0x1D545, 0x2115},
        {0x1D547, 0x2119}, {0x1D548, 0x211A}, {0x1D549, 0x211D}, {0x1D551, 0x2124}};
    return kExceptions.value(mapped, mapped);
}

struct Letters {
    char32_t capital, small, digit;  ///< where they begin; 0: none
};

Letters blockOf(Alphabet alphabet) {
    switch (alphabet) {
        case Alphabet::Usual:
        case Alphabet::Italic:
            return {0x1D434, 0x1D44E, 0};
        case Alphabet::Bold:
            return {0x1D400, 0x1D41A, 0x1D7CE};
        case Alphabet::BoldItalic:
            return {0x1D468, 0x1D482, 0x1D7CE};
        case Alphabet::Blackboard:
            return {0x1D538, 0x1D552, 0x1D7D8};
        case Alphabet::Calligraphic:
            return {0x1D49C, 0x1D4B6, 0};
        case Alphabet::Fraktur:
            return {0x1D504, 0x1D51E, 0};
        case Alphabet::Sans:
            return {0x1D5A0, 0x1D5BA, 0x1D7E2};
        case Alphabet::Mono:
            return {0x1D670, 0x1D68A, 0x1D7F6};
        case Alphabet::Roman:
            break;
    }
    return {0, 0, 0};
}

/// Greek letters: capitals are slanted only where everything is.
char32_t greekOf(char32_t letter, Alphabet alphabet) {
    char32_t capital = 0, small = 0;
    if (alphabet == Alphabet::Usual) small = 0x1D6FC;
    if (alphabet == Alphabet::Italic) capital = 0x1D6E2, small = 0x1D6FC;
    if (alphabet == Alphabet::Bold) capital = 0x1D6A8, small = 0x1D6C2;
    if (alphabet == Alphabet::BoldItalic) capital = 0x1D71C, small = 0x1D736;
    if (letter >= 0x391 && letter <= 0x3A9 && capital) return capital + (letter - 0x391);
    if (letter >= 0x3B1 && letter <= 0x3C9 && small) return small + (letter - 0x3B1);
    if (small) {
        static const std::u32string_view kVariants = U"∂ϵϑϰϕϱϖ";
        if (const std::size_t at = kVariants.find(letter); at != std::u32string_view::npos && at > 0)
            return small + 25 + char32_t(at);
    }
    return letter;
}

}  // namespace

std::optional<Node> symbolOf(const QString& command) {
    static const QHash<QString, Symbol> kSymbols = makeSymbols();
    const auto found = kSymbols.constFind(command);
    if (found == kSymbols.cend()) return std::nullopt;
    Node node;
    node.kind = Node::Symbol;
    node.text = found->text;
    node.atom = found->atom;
    node.limits = found->limits;
    node.large = found->large;
    if (found->name) node.alphabet = Alphabet::Roman;
    return node;
}

Node characterNode(char32_t character) {
    static const QHash<char32_t, Atom> kAtoms = [] {
        QHash<char32_t, Atom> atoms;
        const auto take = [&](const char16_t* list, Atom atom) {
            const QStringList words = QString::fromUtf16(list).split(QLatin1Char(' '));
            for (qsizetype at = 1; at < words.size(); at += 2)
                if (const auto points = words[at].toUcs4(); points.size() == 1) atoms.insert(points[0], atom);
        };
        take(kBinary, Atom::Bin);
        take(kRelations, Atom::Rel);
        take(kOpening, Atom::Open);
        take(kClosing, Atom::Close);
        take(kSums, Atom::Op);
        take(kIntegrals, Atom::Op);
        for (const char32_t each : U"+-*−")
            if (each) atoms.insert(each, Atom::Bin);
        for (const char32_t each : U"=<>:")
            if (each) atoms.insert(each, Atom::Rel);
        for (const char32_t each : U",;")
            if (each) atoms.insert(each, Atom::Punct);
        for (const char32_t each : U"([")
            if (each) atoms.insert(each, Atom::Open);
        for (const char32_t each : U")]!?")
            if (each) atoms.insert(each, Atom::Close);
        atoms.insert(U'|', Atom::Ord);
        atoms.insert(U'‖', Atom::Ord);
        return atoms;
    }();
    Node node;
    node.kind = Node::Symbol;
    if (character == U'-') character = U'−';
    if (character == U'*') character = U'∗';
    node.text = QString::fromUcs4(&character, 1);
    node.atom = kAtoms.value(character, Atom::Ord);
    if (node.atom == Atom::Op) {
        node.large = true;
        node.limits = QString::fromUtf16(kSums).contains(node.text) ? Node::Displayed : Node::Never;
    }
    return node;
}

std::optional<QString> delimiterOf(const QString& token) {
    if (token == QLatin1String(".")) return QString();
    if (token == QLatin1String("<")) return QString(QChar(0x27E8));
    if (token == QLatin1String(">")) return QString(QChar(0x27E9));
    static const QString kPlain = QStringLiteral("()[]|/‖⟨⟩⌊⌋⌈⌉");
    if (token.size() == 1 && kPlain.contains(token)) return token;
    if (!token.startsWith(QLatin1Char('\\'))) return std::nullopt;
    const QString name = token.mid(1);
    static const QStringList kNamed = QString::fromUtf16(kOpening).split(QLatin1Char(' ')) +
                                      QString::fromUtf16(kClosing).split(QLatin1Char(' ')) +
                                      QString::fromUtf16(kNeutral).split(QLatin1Char(' '));
    for (qsizetype at = 0; at + 1 < kNamed.size(); at += 2)
        if (kNamed[at] == name) return kNamed[at + 1];
    static const QStringList kArrows{QStringLiteral("uparrow"),   QStringLiteral("downarrow"),
                                     QStringLiteral("Uparrow"),   QStringLiteral("Downarrow"),
                                     QStringLiteral("backslash"), QStringLiteral("updownarrow")};
    if (kArrows.contains(name)) return symbolOf(name)->text;
    return std::nullopt;
}

QString lettersOf(const QString& text, Alphabet alphabet) {
    const Letters block = blockOf(alphabet);
    QString result;
    for (const char32_t letter : text.toUcs4()) {
        char32_t mapped = greekOf(letter, alphabet);
        if (letter >= U'A' && letter <= U'Z' && block.capital) mapped = block.capital + (letter - U'A');
        if (letter >= U'a' && letter <= U'z' && block.small) mapped = block.small + (letter - U'a');
        if (letter >= U'0' && letter <= U'9' && block.digit) mapped = block.digit + (letter - U'0');
        mapped = exceptionOf(mapped);
        result += QString::fromUcs4(&mapped, 1);
    }
    return result;
}

}  // namespace mw::gui::math
