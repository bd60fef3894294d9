// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "blocks.h"

#include <md4c.h>

#include <QHash>
#include <QRegularExpression>
#include <QUrl>
#include <algorithm>

#include "formula_finder.h"
#include "link_definitions.h"
#include "parser.h"

namespace mw::gui::markdown {
namespace {

constexpr std::size_t kMostBlocks = 4000;  // of one section; a hostile one of 16,000 characters could have as many

QString decodeEntity(const QString& entity) {
    static const QHash<QString, QString> kNamed{
        {"&amp;", "&"},   {"&lt;", "<"},           {"&gt;", ">"},     {"&quot;", "\""},
        {"&apos;", "'"},  {"&nbsp;", QChar(0xA0)}, {"&copy;", "©"},   {"&ndash;", "–"},
        {"&mdash;", "—"}, {"&hellip;", "…"},       {"&euro;", "€"},   {"&times;", "×"},
        {"&rarr;", "→"},  {"&larr;", "←"},         {"&middot;", "·"}, {"&deg;", "°"},
    };
    if (entity.startsWith(QLatin1String("&#"))) {
        const bool hex = entity.size() > 3 && entity[2].toLower() == QLatin1Char('x');
        bool ok = false;
        const uint code = entity.mid(hex ? 3 : 2, entity.size() - (hex ? 4 : 3)).toUInt(&ok, hex ? 16 : 10);
        const bool good = ok && code != 0 && code <= 0x10FFFF && !QChar::isSurrogate(code);
        const char32_t character = good ? code : 0xFFFD;
        return QString::fromUcs4(&character, 1);
    }
    return kNamed.value(entity, entity);
}

// md4c reads a formula as one character of the last plane, which nobody uses: nothing in it looks like Markdown then.
constexpr char16_t kFirstPlaceholder = 0xDBC0;  // their high surrogates, to the last one
constexpr char32_t kPlaceholders = 0x100000;

bool isPlaceholder(QChar c) {
    return c.unicode() >= kFirstPlaceholder && c.unicode() <= 0xDBFF;
}

struct Formula {
    QString source;
    bool displayed = false;
    std::shared_ptr<const math::Node> node;  ///< null: to be shown as its source
};

/// `text` with its formulas as placeholders, which `formulas` has.
QString withoutFormulas(QStringView text, bool open, std::vector<Formula>& formulas) {
    if (std::any_of(text.begin(), text.end(), isPlaceholder)) return text.toString();
    QString result;
    qsizetype at = 0;
    for (const FoundFormula& found : formulasIn(text, open)) {
        result += text.mid(at, found.start - at);
        const char32_t placeholder = kPlaceholders + char32_t(formulas.size());
        result += QString::fromUcs4(&placeholder, 1);
        at = found.start + found.length;
        formulas.push_back({text.mid(found.start, found.length).toString(), found.displayed, found.formula});
    }
    return result += text.mid(at);
}

/// What md4c is given to read.
struct Source {
    QByteArray utf8;
    std::vector<qsizetype> escapes;  ///< backslashes that are not in the text
    std::vector<Formula> formulas;   ///< by the number of their placeholder

    /// The one that two characters stand for, if they do.
    const Formula* formulaAt(QStringView text, qsizetype at) const {
        if (at + 1 >= text.size() || !isPlaceholder(text[at])) return nullptr;
        const auto index = std::size_t(QChar::surrogateToUcs4(text[at], text[at + 1]) - kPlaceholders);
        return index < formulas.size() ? &formulas[index] : nullptr;
    }
    /// Text with its formulas as they were typed.
    QString asTyped(const QString& text) const {
        if (formulas.empty()) return text;
        QString result;
        for (qsizetype at = 0; at < text.size(); ++at)
            if (const Formula* formula = formulaAt(text, at))
                result += formula->source, ++at;
            else
                result += text[at];
        return result;
    }
};

/// With the document's link definitions in front: the first one of a label counts. What md4c would take for a
/// definition but is a line of a transcript gets a backslash, so that it stays text.
Source sourceFor(QStringView typed, const QString& definitions, bool insideParagraph, bool open) {
    Source result;
    const QString text = withoutFormulas(typed, open, result.formulas);
    if (!definitions.isEmpty() && text.contains(QLatin1Char('['))) result.utf8 = definitions.toUtf8() + "\n\n";
    qsizetype at = 0;
    for (const LinkDefinition& each : linkDefinitionsIn(text, insideParagraph)) {
        if (each.counts) continue;
        result.utf8 += QStringView(text).mid(at, each.start - at).toUtf8();
        result.escapes.push_back(result.utf8.size());
        result.utf8 += '\\';
        at = each.start;
    }
    result.utf8 += QStringView(text).mid(at).toUtf8();
    return result;
}

/// Adds a formula to a text, one that is displayed on a line of its own.
void addFormula(Text& text, const Formula& formula, unsigned flags, const QString& address) {
    const QChar separator(QChar::LineSeparator);
    if (!formula.node) {  // as it is typed so far
        text.text += QString(formula.source).replace(QLatin1Char('\n'), separator);
        return;
    }
    if (formula.displayed && !text.text.isEmpty() && !text.text.endsWith(separator)) text.text += separator;
    const int start = int(text.text.size());
    text.text += QChar(QChar::ObjectReplacementCharacter);
    text.spans.append({start, 1, flags | Span::Formula | (formula.displayed ? Span::Displayed : 0U), address,
                       formula.source, formula.node});
}

/// Whether what comes next in a text belongs on another line.
bool endsDisplayed(const Text& text) {
    return !text.spans.isEmpty() && (text.spans.last().flags & Span::Displayed) &&
           text.spans.last().start + 1 == text.text.size();
}

/// Gathers md4c's events into blocks.
class Builder {
 public:
    Builder(const Source& source, const Document& document) : m_source(source), m_document(document) {}

    std::vector<Block> take() {
        closeBlock();
        return std::move(m_blocks);
    }

    int enterBlock(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
            case MD_BLOCK_QUOTE:
                closeBlock();
                ++m_quoteDepth;
                break;
            case MD_BLOCK_UL: {
                closeBlock();
                m_lists.push_back({false, 0, static_cast<MD_BLOCK_UL_DETAIL*>(detail)->is_tight != 0});
                break;
            }
            case MD_BLOCK_OL: {
                closeBlock();
                const auto* list = static_cast<MD_BLOCK_OL_DETAIL*>(detail);
                m_lists.push_back({true, list->start, list->is_tight != 0});
                break;
            }
            case MD_BLOCK_LI: {
                closeBlock();
                const auto* item = static_cast<MD_BLOCK_LI_DETAIL*>(detail);
                List& list = m_lists.back();
                m_marker = item->is_task  ? QString(QChar(item->task_mark == ' ' ? 0x2610 : 0x2611))
                           : list.ordered ? QStringLiteral("%1.").arg(list.number++)
                                          : QString(QChar(0x2022));
                m_firstOfItem = true;
                break;
            }
            case MD_BLOCK_HR:
                openBlock(Block::Rule);
                closeBlock();
                break;
            case MD_BLOCK_H:
                openBlock(Block::Heading).level = int(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
                break;
            case MD_BLOCK_CODE:
                openBlock(Block::Code).language =
                    attributeText(static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->lang).left(40);
                break;
            case MD_BLOCK_P:
                openBlock(Block::Paragraph);
                break;
            case MD_BLOCK_TABLE:
                openBlock(Block::Table);
                break;
            case MD_BLOCK_TR:
                if (m_open) m_block.rows.emplace_back();
                break;
            case MD_BLOCK_TH:
            case MD_BLOCK_TD: {
                if (!m_open || m_block.rows.empty()) break;
                auto& row = m_block.rows.back();
                row.emplace_back();
                m_cell = &row.back();
                if (m_block.columns.size() < qsizetype(row.size())) {
                    const MD_ALIGN align = static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align;
                    m_block.columns.append(align == MD_ALIGN_RIGHT    ? Qt::AlignRight
                                           : align == MD_ALIGN_CENTER ? Qt::AlignHCenter
                                                                      : Qt::AlignLeft);
                }
                break;
            }
            default:
                break;
        }
        return m_blocks.size() > kMostBlocks ? 1 : 0;
    }

    int leaveBlock(MD_BLOCKTYPE type) {
        switch (type) {
            case MD_BLOCK_QUOTE:
                closeBlock();
                --m_quoteDepth;
                break;
            case MD_BLOCK_UL:
            case MD_BLOCK_OL:
                closeBlock();
                m_lists.pop_back();
                break;
            case MD_BLOCK_LI:
                if (!m_open && !m_marker.isEmpty()) openBlock(Block::Paragraph);  // an empty item still has its mark
                closeBlock();
                break;
            case MD_BLOCK_TH:
            case MD_BLOCK_TD:
                m_cell = nullptr;
                break;
            case MD_BLOCK_H:
            case MD_BLOCK_P:
            case MD_BLOCK_CODE:
            case MD_BLOCK_TABLE:
                closeBlock();
                break;
            default:
                break;
        }
        return 0;
    }

    int enterSpan(MD_SPANTYPE type, void* detail) {
        if (type == MD_SPAN_A) m_links.push_back(attributeText(static_cast<MD_SPAN_A_DETAIL*>(detail)->href));
        if (type == MD_SPAN_IMG) m_links.push_back(attributeText(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src));
        if (type == MD_SPAN_A || type == MD_SPAN_IMG) m_linkStarts.push_back(int(target().text.size()));
        ++m_depth[type];
        return 0;
    }

    int leaveSpan(MD_SPANTYPE type) {
        --m_depth[type];
        if (type != MD_SPAN_A && type != MD_SPAN_IMG) return 0;
        const QString address = m_links.back();
        const int start = m_linkStarts.back();
        m_links.pop_back();
        m_linkStarts.pop_back();
        // Where a link leads is said on the page, not only on hover: its words may promise something else.
        Text& text = target();
        const QString words = text.text.mid(std::min<qsizetype>(start, text.text.size()));
        const QString shown = address.size() > 80 ? address.left(79) + QChar(0x2026) : address;
        if (words != address && QLatin1String("mailto:") + words != address && !address.isEmpty())
            add(QStringLiteral(" (%1)").arg(shown), Span::Address, {});
        return 0;
    }

    int text(MD_TEXTTYPE type, const MD_CHAR* data, MD_SIZE size) {
        unsigned flags = 0;
        if (m_depth[MD_SPAN_STRONG]) flags |= Span::Bold;
        if (m_depth[MD_SPAN_EM]) flags |= Span::Italic;
        if (m_depth[MD_SPAN_CODE]) flags |= Span::Code;
        if (m_depth[MD_SPAN_DEL]) flags |= Span::Strike;
        const QString address = m_links.empty() ? QString() : m_links.back();
        if (!m_links.empty()) flags |= Span::Link;
        switch (type) {
            case MD_TEXT_NULLCHAR:
                add(QString(QChar(QChar::ReplacementCharacter)), flags, address);
                break;
            case MD_TEXT_BR:
                add(QString(QChar(QChar::LineSeparator)), flags, address);
                break;
            case MD_TEXT_SOFTBR:
                add(QStringLiteral(" "), flags, address);
                break;
            case MD_TEXT_ENTITY:
                add(decodeEntity(QString::fromUtf8(data, qsizetype(size))), flags, address);
                break;
            case MD_TEXT_NORMAL:
                addWithNotes(QString::fromUtf8(data, qsizetype(size)), flags, address);
                break;
            default:
                add(asWritten(data, qsizetype(size)), flags, address);
        }
        return 0;
    }

 private:
    struct List {
        bool ordered;
        unsigned number;
        bool tight;
    };

    QString attributeText(const MD_ATTRIBUTE& attribute) const {
        return attribute.text ? m_source.asTyped(QString::fromUtf8(attribute.text, qsizetype(attribute.size)))
                              : QString();
    }

    /// Code, without the backslashes that are not in the text.
    QString asWritten(const MD_CHAR* data, qsizetype size) const {
        QByteArray bytes(data, size);
        const qsizetype from = data - m_source.utf8.constData();
        for (auto it = m_source.escapes.rbegin(); it != m_source.escapes.rend(); ++it)
            if (*it >= from && *it < from + size) bytes.remove(*it - from, 1);
        QString words = m_source.asTyped(QString::fromUtf8(bytes));
        if (m_open && m_block.kind == Block::Code) words.replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
        return words;
    }

    /// Text in which "[^label]" refers to a footnote, if there is one of this label.
    void addWithNotes(const QString& words, unsigned flags, const QString& address) {
        qsizetype at = 0;
        for (qsizetype open = words.indexOf(u"[^"); open >= 0; open = words.indexOf(u"[^", open + 2)) {
            const qsizetype close = words.indexOf(QLatin1Char(']'), open);
            if (close < 0) break;
            const QString label = words.mid(open + 2, close - open - 2);
            if (!m_document.hasNote(label)) continue;
            if (open > at) addWithFormulas(words.mid(at, open - at), flags, address);
            add(label, flags | Span::Note, address);
            at = close + 1;
        }
        addWithFormulas(words.mid(at), flags, address);
    }

    void addWithFormulas(const QString& words, unsigned flags, const QString& address) {
        qsizetype from = 0;
        for (qsizetype at = 0; at < words.size() && !m_source.formulas.empty(); ++at) {
            const Formula* formula = m_source.formulaAt(words, at);
            if (!formula) continue;
            if (at > from) add(words.mid(from, at - from), flags, address);
            beginLine(target());
            addFormula(target(), *formula, flags, address);
            from = ++at + 1;
        }
        if (from < words.size()) add(words.mid(from), flags, address);
    }

    /// After a displayed formula.
    static void beginLine(Text& text) {
        if (endsDisplayed(text)) text.text += QChar(QChar::LineSeparator);
    }

    Text& target() {
        if (!m_open) openBlock(Block::Paragraph);  // text of a tight list item has no paragraph of its own
        return m_cell ? *m_cell : m_block.text;
    }

    void add(const QString& shown, unsigned flags, const QString& address) {
        Text& text = target();
        QString words = shown;
        if (endsDisplayed(text)) {
            words = words.mid(words.startsWith(QLatin1Char(' ')) || words.startsWith(QChar(QChar::LineSeparator)));
            if (words.isEmpty()) return;
            beginLine(text);
        }
        if (flags != 0) {
            const int start = int(text.text.size());
            if (!text.spans.isEmpty() && text.spans.last().flags == flags && text.spans.last().address == address &&
                text.spans.last().start + text.spans.last().length == start)
                text.spans.last().length += int(words.size());
            else
                text.spans.append({start, int(words.size()), flags, address, {}, nullptr});
        }
        text.text += words;
    }

    Block& openBlock(Block::Kind kind) {
        closeBlock();
        m_block = Block();
        m_block.kind = kind;
        m_block.quoteDepth = m_quoteDepth;
        m_block.listDepth = int(m_lists.size());
        m_block.marker = m_marker;
        m_block.tight = !m_lists.empty() && m_lists.back().tight && m_firstOfItem && !m_blocks.empty() &&
                        m_blocks.back().listDepth > 0;
        m_marker.clear();
        m_firstOfItem = false;
        m_open = true;
        return m_block;
    }

    void closeBlock() {
        if (!m_open) return;
        m_open = false;
        m_cell = nullptr;
        QString& text = m_block.text.text;
        if (m_block.kind == Block::Code && text.endsWith(QChar(QChar::LineSeparator))) text.chop(1);
        m_blocks.push_back(std::move(m_block));
    }

    const Source& m_source;
    const Document& m_document;
    std::vector<Block> m_blocks;
    Block m_block;
    bool m_open = false;
    Text* m_cell = nullptr;
    std::vector<List> m_lists;
    int m_quoteDepth = 0;
    QString m_marker;
    bool m_firstOfItem = false;
    QHash<int, int> m_depth;  ///< open spans by type
    std::vector<QString> m_links;
    std::vector<int> m_linkStarts;
};

std::vector<Block> parseSection(QStringView section, const Document& document, bool insideParagraph, bool open) {
    const Source source = sourceFor(section, document.linkDefinitions(), insideParagraph, open);
    Builder builder(source, document);
    MD_PARSER parser{};
    parser.flags =
        MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_NOHTML;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
        return static_cast<Builder*>(user)->enterBlock(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) {
        return static_cast<Builder*>(user)->leaveBlock(type);
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
        return static_cast<Builder*>(user)->enterSpan(type, detail);
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* user) {
        return static_cast<Builder*>(user)->leaveSpan(type);
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
        return static_cast<Builder*>(user)->text(type, text, size);
    };
    md_parse(source.utf8.constData(), MD_SIZE(source.utf8.size()), &parser, &builder);
    return builder.take();
}

/// A footnote: its sign, then its text, whose further lines may be indented.
std::vector<Block> noteOf(const Document& document, const Section& section, bool open) {
    const QStringView source = document.sourceOf(section);
    QString text = source.mid(footnotePrefix(source)).toString();
    static const QRegularExpression kIndent(QStringLiteral("\n {1,4}"));
    text.replace(kIndent, QStringLiteral("\n"));
    std::vector<Block> blocks = parseSection(text, document, false, open);
    if (blocks.empty() || blocks[0].kind != Block::Paragraph || !blocks[0].marker.isEmpty())
        blocks.insert(blocks.begin(), Block());
    Text& first = blocks[0].text;
    const QString sign = section.note + QChar(0x2009);
    for (Span& span : first.spans)
        span.start += int(sign.size());
    first.text.prepend(sign);
    first.spans.prepend({0, int(section.note.size()), Span::Note, {}, {}, nullptr});
    for (Block& block : blocks)
        block.note = true;
    return blocks;
}

template <typename Word>
QString withFormulasAs(const Text& text, Word word) {
    QString result = text.text;
    for (qsizetype index = text.spans.size(); index-- > 0;)
        if (const Span& span = text.spans[index]; span.formula) result.replace(span.start, span.length, word(span));
    return result;
}

/// What a person typed, which is no Markdown, with its formulas.
Text withFormulas(const QString& typed, bool open) {
    Text text;
    const QChar separator(QChar::LineSeparator);
    const auto addWords = [&](qsizetype from, qsizetype to) {
        QString words = typed.mid(from, to - from);
        if (endsDisplayed(text) && words.startsWith(QLatin1Char('\n'))) words.remove(0, 1);
        if (words.isEmpty()) return;
        if (endsDisplayed(text)) text.text += separator;
        text.text += words.replace(QLatin1Char('\n'), separator);
    };
    qsizetype at = 0;
    for (const FoundFormula& found : formulasIn(typed, open)) {
        addWords(at, found.start);
        at = found.start + found.length;
        if (endsDisplayed(text)) text.text += separator;
        addFormula(text, {typed.mid(found.start, found.length), found.displayed, found.formula}, 0, {});
    }
    addWords(at, typed.size());
    return text;
}

}  // namespace

std::vector<Block> blocksOf(const Document& document, const Section& section) {
    const bool open = section.start + section.length == document.source().size();
    if (!section.note.isEmpty() && section.kind == Section::Markdown) return noteOf(document, section, open);
    if (section.kind == Section::Markdown)
        return parseSection(document.sourceOf(section), document, document.beginsInsideParagraph(section), open);
    Block block;
    QString text = document.textOf(section).toString();
    while (text.endsWith(QLatin1Char('\n')) || text.endsWith(QLatin1Char('\r')))
        text.chop(1);
    text.remove(QLatin1Char('\r'));
    if (section.kind == Section::Plain && document.mode() == Document::Plain && !section.continuesLine)
        block.text = withFormulas(text, open);
    else
        block.text.text = text.replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
    if (section.kind == Section::Code) {
        block.kind = Block::Code;
        block.language = section.language;
        block.opens = section.first;
        block.closes = section.last;
    } else {
        block.tight = section.continuesLine;
    }
    return {block};
}

QString spokenText(const Text& text) {
    return withFormulasAs(text, [](const Span& span) { return math::spoken(*span.formula); });
}

QString copiedText(const Text& text) {
    return withFormulasAs(text, [](const Span& span) { return span.source; });
}

bool mayOpen(const QString& address) {
    const QUrl url(address, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"));
}

}  // namespace mw::gui::markdown
