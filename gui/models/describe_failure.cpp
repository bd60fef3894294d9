// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "describe_failure.h"

#include <QCoreApplication>
#include <QStringList>

#include "describe.h"

namespace mw::gui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mw::gui::Failures)
};

const char* sentenceOf(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidArgument:
            return QT_TRANSLATE_NOOP("mw::gui::Failures", "What was asked for cannot be done.");
        case ErrorCode::FileNotFound:
            return QT_TRANSLATE_NOOP("mw::gui::Failures", "A file or folder is missing, or cannot be read.");
        case ErrorCode::FileFormat:
            return QT_TRANSLATE_NOOP("mw::gui::Failures", "A file is damaged, or contradicts another one.");
        case ErrorCode::Unsupported:
            return QT_TRANSLATE_NOOP("mw::gui::Failures", "This program does not do that here.");
        case ErrorCode::ContextOverflow:
            return QT_TRANSLATE_NOOP("mw::gui::Failures", "The prompt does not fit into the context of a chat.");
        case ErrorCode::OutOfMemory:
            return QT_TRANSLATE_NOOP("mw::gui::Failures", "There is too little free memory.");
        case ErrorCode::NonFinite:
            return QT_TRANSLATE_NOOP("mw::gui::Failures", "What the model computed are no numbers.");
        case ErrorCode::Device:
            return QT_TRANSLATE_NOOP("mw::gui::Failures", "A device or its driver failed.");
        case ErrorCode::Internal:
            return QT_TRANSLATE_NOOP("mw::gui::Failures", "This is a defect of the program.");
    }
    return "";
}

QString describeShortage(const MemoryShortage& shortage) {
    const quint64 missing = shortage.neededBytes > shortage.freeBytes ? shortage.neededBytes - shortage.freeBytes : 0;
    return Words::tr("Device %1 needs %2 and has %3: %4 missing.")
        .arg(shortage.device)
        .arg(describeBytes(shortage.neededBytes), describeBytes(shortage.freeBytes), describeBytes(missing));
}

}  // namespace

QString describeFailure(const Failure& failure) {
    const QString own = QString::fromStdString(failure.message);
    const char* english = sentenceOf(failure.code);
    const QString sentence = Words::tr(english);
    if (sentence == QString::fromUtf8(english)) return own;
    QStringList parts{sentence};
    for (const MemoryShortage& shortage : failure.shortages)
        parts << describeShortage(shortage);
    if (failure.shortages.empty()) parts << own;
    return parts.join(' ');
}

}  // namespace mw::gui
