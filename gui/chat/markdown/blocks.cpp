// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "blocks.h"

#include <md4c.h>

#include <QHash>
#include <QUrl>
#include <algorithm>

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

QString attributeText(const MD_ATTRIBUTE& attribute) {
    return attribute.text ? QString::fromUtf8(attribute.text, qsizetype(attribute.size)) : QString();
}

/// Gathers md4c's events into blocks.
class Builder {
 public:
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
            default: {
                QString words = QString::fromUtf8(data, qsizetype(size));
                if (m_open && m_block.kind == Block::Code)
                    words.replace(QLatin1Char('\n'), QChar(QChar::LineSeparator));
                add(words, flags, address);
            }
        }
        return 0;
    }

 private:
    struct List {
        bool ordered;
        unsigned number;
        bool tight;
    };

    Text& target() {
        if (!m_open) openBlock(Block::Paragraph);  // text of a tight list item has no paragraph of its own
        return m_cell ? *m_cell : m_block.text;
    }

    void add(const QString& words, unsigned flags, const QString& address) {
        Text& text = target();
        if (flags != 0) {
            const int start = int(text.text.size());
            if (!text.spans.isEmpty() && text.spans.last().flags == flags && text.spans.last().address == address &&
                text.spans.last().start + text.spans.last().length == start)
                text.spans.last().length += int(words.size());
            else
                text.spans.append({start, int(words.size()), flags, address});
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

std::vector<Block> parse(const QString& source) {
    Builder builder;
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
    const QByteArray utf8 = source.toUtf8();
    md_parse(utf8.constData(), MD_SIZE(utf8.size()), &parser, &builder);
    return builder.take();
}

}  // namespace

std::vector<Block> blocksOf(const Document& document, const Section& section) {
    if (section.kind == Section::Markdown) return parse(document.sourceOf(section));
    Block block;
    QString text = document.textOf(section).toString();
    while (text.endsWith(QLatin1Char('\n')) || text.endsWith(QLatin1Char('\r')))
        text.chop(1);
    text.remove(QLatin1Char('\r'));
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

bool mayOpen(const QString& address) {
    const QUrl url(address, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"));
}

}  // namespace mw::gui::markdown
