// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "text_beginning.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

namespace mw::gui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::Quality)
};

/// No piece of Mistral's vocabularies is longer: 16 characters of up to 4 bytes.
constexpr qint64 kMostBytesOfToken = 64;

/// Less the last character, where that is cut off.
QByteArray wholeCharacters(QByteArray bytes) {
    qsizetype end = bytes.size();
    const auto isContinuation = [&](qsizetype at) { return (static_cast<uchar>(bytes[at]) & 0xc0) == 0x80; };
    while (end > 0 && bytes.size() - end < 4 && isContinuation(end - 1))
        --end;
    if (end > 0 && static_cast<uchar>(bytes[end - 1]) >= 0xc0) bytes.truncate(end - 1);
    return bytes;
}

}  // namespace

std::optional<std::string> textBeginning(const QString& path, int tokens, QString* error) {
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    // Nothing but a file: a pipe would keep the window waiting.
    if (!QFileInfo(path).isFile()) {
        *error = Words::tr("There is no file %1.").arg(path);
        return {};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        *error = Words::tr("%1 cannot be read: %2").arg(name, file.errorString());
        return {};
    }
    QByteArray bytes = file.read(tokens * kMostBytesOfToken);
    if (!file.atEnd()) bytes = wholeCharacters(bytes);
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = decode(bytes);
    if (decode.hasError() || text.contains(QChar(0))) {
        *error = Words::tr("%1 is no text in UTF-8.").arg(name);
        return {};
    }
    if (text.trimmed().isEmpty()) {
        *error = Words::tr("%1 is empty.").arg(name);
        return {};
    }
    return text.toStdString();
}

}  // namespace mw::gui
