// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "attachment_reader.h"

#include <QCoreApplication>
#include <QPointer>

namespace mw::gui {

AttachmentReader::AttachmentReader(QObject* parent) : QObject(parent) {}

AttachmentReader::~AttachmentReader() {
    m_thread.leaveBehind();
}

void AttachmentReader::read(const QStringList& paths, QObject* context,
                            const std::function<void(const FileText&)>& done) {
    const QPointer<QObject> wants(context);
    for (const QString& path : paths) {
        emit waitingChanged(++m_waiting);
        m_thread.start([self = QPointer(this), path, wants, done] {
            const FileText text = textOfFile(path);
            QCoreApplication* program = QCoreApplication::instance();
            if (!program) return;
            QMetaObject::invokeMethod(
                program,
                [self, text, wants, done] {
                    if (!self) return;
                    emit self->waitingChanged(--self->m_waiting);
                    if (wants) done(text);
                },
                Qt::QueuedConnection);
        });
    }
}

}  // namespace mw::gui
