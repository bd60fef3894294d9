// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "file_text.h"

#include <poppler-qt6.h>

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QRectF>
#include <QStringDecoder>
#include <memory>
#include <optional>

#include "existing_path.h"

namespace mw::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::FileText)
};

constexpr qint64 kLargestText = 10 << 20, kLargestPdf = 100 << 20;

/// What kind of file it is, in the words of the desktop; empty, where it has none for it, or takes it for text.
QString kindOf(const QString& path) {
    const QMimeType type = QMimeDatabase().mimeTypeForFile(path);
    return type.isDefault() || type.inherits(QStringLiteral("text/plain")) ? QString() : type.comment();
}

void readPdf(const QString& path, FileText& result) {
    const std::unique_ptr<Poppler::Document> document = Poppler::Document::load(path);
    if (!document) {
        result.problem = Words::tr("%1 is damaged, or no PDF.").arg(result.name);
        return;
    }
    if (document->isLocked()) {
        result.problem = Words::tr("%1 is locked with a password.").arg(result.name);
        return;
    }
    QString text;
    for (int index = 0; index < document->numPages() && text.size() < kLargestText; ++index) {
        const std::unique_ptr<Poppler::Page> page = document->page(index);
        if (!page) continue;
        const QString words = page->text(QRectF()).trimmed();
        if (words.isEmpty()) continue;
        if (!text.isEmpty()) text += QLatin1String("\n\n");
        text += words;
    }
    text.remove(QChar::Null);
    result.text = text.left(kLargestText);
    if (text.isEmpty())
        result.problem = Words::tr("%1 has no text that could be read, only pictures of it.").arg(result.name);
}

/// As many old files are written, and tables by spreadsheets on Windows; nothing, where bytes are no text in it.
std::optional<QString> fromWindows1252(const QByteArray& bytes) {
    static constexpr char16_t kFrom80[] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                           0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                           0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                           0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    QString text = QString::fromLatin1(bytes);
    for (QChar& c : text) {
        const char16_t code = c.unicode();
        const bool isSpace = code == '\t' || code == '\n' || code == '\r' || code == '\f';
        if ((code < 0x20 && !isSpace) || code == 0x7F) return std::nullopt;
        if (code < 0x80 || code >= 0xA0) continue;
        c = QChar(kFrom80[code - 0x80]);
        if (c.isNull()) return std::nullopt;
    }
    return text;
}

void readText(const QString& path, const QByteArray& bytes, FileText& result) {
    const auto encoding = QStringConverter::encodingForData(bytes);
    QStringDecoder decoder(encoding.value_or(QStringConverter::Utf8));
    QString text = decoder(bytes);
    const bool isUnicode = !decoder.hasError() && !text.contains(QChar::Null);
    if (const std::optional<QString> old = isUnicode || encoding ? std::nullopt : fromWindows1252(bytes)) {
        text = *old;
        result.remark = Words::tr("%1 is no Unicode; it was read as Windows-1252.").arg(result.name);
    } else if (!isUnicode) {
        const QString kind = kindOf(path);
        result.problem = kind.isEmpty() ? Words::tr("%1 is neither text nor a PDF.").arg(result.name)
                                        : Words::tr("%1 is no text and no PDF, but: %2.").arg(result.name, kind);
        return;
    }
    if (text.startsWith(QChar(QChar::ByteOrderMark))) text.remove(0, 1);
    result.text = text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    if (text.trimmed().isEmpty()) result.problem = Words::tr("%1 is empty.").arg(result.name);
}

}  // namespace

FileText textOfFile(const QString& shown) {
    const OpenablePath there(shown);
    const QString path = there.path();
    const QFileInfo info(path);
    FileText result{.name = QFileInfo(shown).fileName()};
    QFile file(path);
    if (info.isDir()) {
        result.problem = Words::tr("%1 is a folder.").arg(result.name);
    } else if (!info.exists()) {
        result.problem = Words::tr("%1 does not exist.").arg(result.name);
    } else if (!info.isFile()) {
        result.problem = Words::tr("%1 is no file that could be read to its end.").arg(result.name);
    } else if (!file.open(QIODevice::ReadOnly)) {
        result.problem = Words::tr("%1 cannot be read: %2").arg(result.name, file.errorString());
    } else if (file.peek(1024).contains("%PDF-")) {
        if (info.size() > kLargestPdf)
            result.problem = Words::tr("%1 is larger than %2 MiB.").arg(result.name).arg(kLargestPdf >> 20);
        else
            readPdf(path, result);
    } else if (info.size() > kLargestText) {
        result.problem = Words::tr("%1 is larger than %2 MiB.").arg(result.name).arg(kLargestText >> 20);
    } else {
        readText(path, file.readAll(), result);
    }
    if (!result.problem.isEmpty()) result.text.clear();
    return result;
}

}  // namespace mw::gui
