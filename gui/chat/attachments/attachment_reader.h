// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QStringList>
#include <functional>

#include "file_text.h"
#include "side_thread.h"

namespace mw::gui {

/// Reads files on a thread of its own, so that a large PDF keeps nobody waiting.
class AttachmentReader : public QObject {
    Q_OBJECT

 public:
    explicit AttachmentReader(QObject* parent = nullptr);
    /// Gives up what is not read yet.
    ~AttachmentReader() override;

    /// `done` gets each file in its order, on this object's thread, unless `context` goes before.
    void read(const QStringList& paths, QObject* context, const std::function<void(const FileText&)>& done);
    int waiting() const { return m_waiting; }

 signals:
    void waitingChanged(int files);

 private:
    SideThread m_thread;
    int m_waiting = 0;
};

}  // namespace mw::gui
