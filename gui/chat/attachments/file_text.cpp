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

#include "existing_path.h"

namespace mw::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::FileText)
};

constexpr qint64 kLargestText = 10 << 20, kLargestPdf = 100 << 20;

/// What kind of file it is, in the words of the desktop.
QString kindOf(const QString& path) {
    return QMimeDatabase().mimeTypeForFile(path).comment();
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

void readText(const QString& path, const QByteArray& bytes, FileText& result) {
    const auto encoding = QStringConverter::encodingForData(bytes);
    QStringDecoder decoder(encoding.value_or(QStringConverter::Utf8));
    QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar::Null)) {
        const QString kind = kindOf(path);
        result.problem = Words::tr("%1 is no text and no PDF, but: %2.").arg(result.name, kind);
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
    } else if (!info.isFile() || !file.open(QIODevice::ReadOnly)) {
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
