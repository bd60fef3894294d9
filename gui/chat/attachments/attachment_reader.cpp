// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "attachment_reader.h"

#include <QPointer>

namespace mw::gui {

AttachmentReader::AttachmentReader(QObject* parent) : QObject(parent) {
    m_thread.setMaxThreadCount(1);
}

AttachmentReader::~AttachmentReader() {
    m_thread.clear();
    m_thread.waitForDone();
}

void AttachmentReader::read(const QStringList& paths, QObject* context,
                            const std::function<void(const FileText&)>& done) {
    const QPointer<QObject> wants(context);
    for (const QString& path : paths) {
        emit waitingChanged(++m_waiting);
        m_thread.start([this, path, wants, done] {
            const FileText text = textOfFile(path);
            QMetaObject::invokeMethod(
                this,
                [this, text, wants, done] {
                    emit waitingChanged(--m_waiting);
                    if (wants) done(text);
                },
                Qt::QueuedConnection);
        });
    }
}

}  // namespace mw::gui
