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

}  // namespace

ChatWriter::ChatWriter(QObject* parent) : QObject(parent) {
    m_thread.setMaxThreadCount(1);
}

ChatWriter::~ChatWriter() {
    m_thread.waitForDone();
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
    m_thread.start([this, path, maxPages, changes, way, promise] {
        const auto file = ChatDatabase::openBeside(path, maxPages);
        WrittenChanges written;
        if (file->canWrite())
            written = (changes.*way)(*file);
        else
            written.result.error = file->reason();
        promise->set_value(written);
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
