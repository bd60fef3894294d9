// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "highlighter.h"

#include <QSet>
#include <QStringList>

namespace mw::gui::markdown {
namespace {

struct Language {
    QStringList names;
    QSet<QString> keywords;
    QString lineComment;
    bool blockComments = false;  ///< /* */
    QString quotes;
    bool tripleQuotes = false;
};

QSet<QString> words(const char* text) {
    const QStringList list = QString::fromLatin1(text).split(QLatin1Char(' '));
    return QSet<QString>(list.begin(), list.end());
}

const QVector<Language>& languages() {
    static const QVector<Language> table{
        {{"c", "cpp", "c++", "cc", "h", "hpp", "cxx", "cuda", "cu", "hip", "glsl"},
         words("alignas auto bool break case catch char class concept const constexpr continue default delete do "
               "double else enum "
               "explicit extern false final float for friend goto if inline int long mutable namespace new noexcept "
               "nullptr operator "
               "override private protected public register requires return short signed sizeof static static_cast "
               "struct switch "
               "template this throw true try typedef typename union unsigned using virtual void volatile while size_t "
               "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t half bfloat16 __global__ __device__ "
               "__host__ "
               "__shared__ __restrict__ __launch_bounds__ __syncthreads dim3 include define ifdef ifndef endif pragma"),
         "//",
         true,
         "\"'"},
        {{"java", "js", "javascript", "ts", "typescript", "jsx", "tsx", "go", "rust", "rs", "cs", "csharp", "kotlin",
          "swift", "php", "scala"},
         words("abstract as async await boolean break case catch class const continue crate default defer delete do "
               "double else enum "
               "export extends false final finally float fn for from func function go if impl implements import in "
               "instanceof int "
               "interface let long loop match mod mut new nil null object override package private protected pub "
               "public range return "
               "self static string struct super switch this throw trait true try type typeof undefined use val var "
               "void when where while "
               "yield"),
         "//",
         true,
         "\"'`"},
        {{"python", "py", "python3"},
         words("False None True and as assert async await break class continue def del elif else except finally for "
               "from global if "
               "import in is lambda match nonlocal not or pass raise return self try while with yield"),
         "#",
         false,
         "\"'",
         true},
        {{"sh", "bash", "shell", "zsh", "console", "dockerfile", "make", "makefile", "cmake"},
         words("case do done echo elif else esac exit export fi for function if in local read return set shift source "
               "then until while "
               "cd sudo apt cmake FROM RUN COPY endif foreach endforeach"),
         "#",
         false,
         "\"'"},
        {{"yaml", "yml", "toml", "ini", "r", "ruby", "rb", "perl", "pl"},
         words("true false null yes no def end if else elsif unless do class module return function for in while"),
         "#",
         false,
         "\"'"},
        {{"sql"},
         words("select from where insert into update delete create table index join left right inner outer on group by "
               "order having limit "
               "and or not null is as values set union all distinct primary key references SELECT FROM WHERE INSERT "
               "INTO UPDATE DELETE "
               "CREATE TABLE INDEX JOIN LEFT RIGHT INNER OUTER ON GROUP BY ORDER HAVING LIMIT AND OR NOT NULL IS AS "
               "VALUES SET UNION ALL "
               "DISTINCT PRIMARY KEY REFERENCES"),
         "--",
         true,
         "'"},
        {{"json", "jsonl", "json5"}, words("true false null"), "//", false, "\""},
    };
    return table;
}

const Language* languageOf(const QString& name) {
    const QString lower = name.toLower();
    for (const Language& language : languages())
        if (language.names.contains(lower)) return &language;
    return nullptr;
}

bool endsLine(QChar c) {
    return c == QLatin1Char('\n') || c == QChar(QChar::LineSeparator);
}

}  // namespace

QVector<CodeSpan> highlight(const QString& code, const QString& name) {
    QVector<CodeSpan> spans;
    const Language* language = languageOf(name);
    if (!language) return spans;
    const QStringView text(code);
    const qsizetype size = text.size();
    const auto add = [&](qsizetype from, qsizetype to, CodeColor color) {
        spans.append({int(from), int(to - from), color});
    };
    for (qsizetype at = 0; at < size;) {
        const QChar c = text[at];
        const qsizetype from = at;
        if (!language->lineComment.isEmpty() && text.mid(at).startsWith(language->lineComment)) {
            while (at < size && !endsLine(text[at]))
                ++at;
            add(from, at, CodeColor::Comment);
        } else if (language->blockComments && text.mid(at).startsWith(u"/*")) {
            const qsizetype close = text.indexOf(u"*/", at + 2);
            at = close < 0 ? size : close + 2;
            add(from, at, CodeColor::Comment);
        } else if (language->quotes.contains(c)) {
            const QString triple(3, c);
            if (language->tripleQuotes && text.mid(at).startsWith(triple)) {
                const qsizetype close = text.indexOf(triple, at + 3);
                at = close < 0 ? size : close + 3;
            } else {
                for (++at; at < size && text[at] != c && (!endsLine(text[at]) || c == QLatin1Char('`')); ++at)
                    if (text[at] == QLatin1Char('\\')) ++at;
                at = std::min(at + 1, size);
            }
            add(from, at, CodeColor::String);
        } else if (c.isDigit()) {
            while (at < size &&
                   (text[at].isLetterOrNumber() || text[at] == QLatin1Char('.') || text[at] == QLatin1Char('\'')))
                ++at;
            add(from, at, CodeColor::Number);
        } else if (c.isLetter() || c == QLatin1Char('_')) {
            while (at < size && (text[at].isLetterOrNumber() || text[at] == QLatin1Char('_')))
                ++at;
            if (at - from < 24 && language->keywords.contains(text.mid(from, at - from).toString()))
                add(from, at, CodeColor::Keyword);
        } else {
            ++at;
        }
    }
    return spans;
}

}  // namespace mw::gui::markdown
