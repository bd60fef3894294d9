// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_writer.h"

#include <QCoreApplication>
#include <QPointer>
#include <memory>
#include <utility>

namespace mw::gui {
namespace {

void checkpoint(const ChatDatabase& file) {
    if (file.canWrite()) file.run(QStringLiteral("PRAGMA wal_checkpoint(PASSIVE)"));
}

}  // namespace

ChatWriter::ChatWriter(QObject* parent) : QObject(parent) {}

ChatWriter::~ChatWriter() {
    if (m_stuck) m_writing.leaveBehind();
}

void ChatWriter::write(const QString& path, int maxPages, const ChatChanges& changes) {
    start(path, maxPages, changes, &ChatChanges::writeTo);
}

void ChatWriter::writeAtOnce(const QString& path, int maxPages, const ChatChanges& changes) {
    start(path, maxPages, changes, &ChatChanges::writeAtOnceTo);
}

void ChatWriter::start(const QString& path, int maxPages, const ChatChanges& changes, Way way) {
    auto promise = std::make_shared<std::promise<WrittenChanges>>();
    m_written = promise->get_future();
    m_stuck = false;
    // It may outlive this object.
    m_writing.start([self = QPointer(this), path, maxPages, changes, way, promise] {
        {
            const auto file = ChatDatabase::openBeside(path, maxPages);
            WrittenChanges written;
            if (file->canWrite())
                written = (changes.*way)(*file);
            else
                written.result = file->failure();
            promise->set_value(written);
        }
        if (QCoreApplication* program = QCoreApplication::instance())
            QMetaObject::invokeMethod(
                program,
                [self, path] {
                    if (!self) return;
                    emit self->written();
                    self->emptyLog(path);
                },
                Qt::QueuedConnection);
    });
}

std::optional<WrittenChanges> ChatWriter::take() {
    using namespace std::chrono_literals;
    if (!m_written.valid() || m_written.wait_for(0s) != std::future_status::ready) return std::nullopt;
    m_stuck = false;
    return m_written.get();
}

std::optional<WrittenChanges> ChatWriter::finish() {
    using namespace std::chrono_literals;
    if (!m_written.valid()) return std::nullopt;
    m_stuck = m_written.wait_for(m_stuck ? 0ms : SideThread::kPatience) != std::future_status::ready;
    return take();
}

void ChatWriter::leaveBehind() {
    m_writing.leaveBehind();
    m_written = {};
    m_stuck = false;
}

void ChatWriter::emptyLog(const QString& path) {
    m_emptying.start([path] { checkpoint(*ChatDatabase::openBeside(path)); });
}

}  // namespace mw::gui
