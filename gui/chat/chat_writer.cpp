// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_writer.h"

#include <chrono>
#include <memory>
#include <utility>

namespace mw::gui {
namespace {

void checkpoint(const ChatDatabase& file) {
    if (file.canWrite()) file.run(QStringLiteral("PRAGMA wal_checkpoint(PASSIVE)"));
}

WrittenChanges writeTo(const ChatDatabase& file, const ChatChanges& changes) {
    if (file.canWrite()) return changes.writeTo(file);
    WrittenChanges none;
    none.result.error = file.reason();
    return none;
}

}  // namespace

ChatWriter::ChatWriter(QObject* parent) : QObject(parent) {
    m_thread.setMaxThreadCount(1);
}

ChatWriter::~ChatWriter() {
    m_thread.waitForDone();
}

void ChatWriter::write(const QString& path, int maxPages, const ChatChanges& changes) {
    auto promise = std::make_shared<std::promise<WrittenChanges>>();
    m_written = promise->get_future();
    m_thread.start([this, path, maxPages, changes, promise] {
        const auto file = ChatDatabase::openBeside(path, maxPages);
        promise->set_value(writeTo(*file, changes));
        QMetaObject::invokeMethod(this, &ChatWriter::written, Qt::QueuedConnection);
        checkpoint(*file);
    });
}

std::optional<WrittenChanges> ChatWriter::take() {
    using namespace std::chrono_literals;
    if (!m_written.valid() || m_written.wait_for(0s) != std::future_status::ready) return std::nullopt;
    return m_written.get();
}

std::optional<WrittenChanges> ChatWriter::finish() {
    if (!m_written.valid()) return std::nullopt;
    return m_written.get();
}

void ChatWriter::emptyLog(const QString& path) {
    m_thread.start([path] { checkpoint(*ChatDatabase::openBeside(path)); });
}

}  // namespace mw::gui
