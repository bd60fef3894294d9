// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "aime_link.h"

#include <QDir>
#include <QFileInfo>
#include <mutex>
#include <utility>

#include "engine_thread.h"
#include "existing_path.h"
#include "mw/token_file.h"

namespace mw::gui {

namespace {

constexpr std::size_t kMostLines = 200;  ///< between two looks
constexpr std::chrono::hours kPatience{24};

bool isOver(AimeState state) {
    return state == AimeState::Stopped || state == AimeState::Refused;
}

}  // namespace

/// What the worker said on its thread.
struct AimeLink::Lines {
    std::mutex mutex;
    std::vector<AimeLogLine> lines;
};

AimeLink::AimeLink(EngineThread& engine, QString keyFile, QObject* parent)
    : QObject(parent),
      m_engine(engine),
      m_keyFile(std::move(keyFile)),
      m_settings(savedAimeSettings()),
      m_lines(std::make_shared<Lines>()) {
    m_status.state = AimeState::Stopped;
    try {
        if (QFileInfo::exists(m_keyFile)) m_key = QString::fromStdString(readSecret(existingPath(m_keyFile)));
    } catch (const std::exception& failure) {
        m_trouble = QString::fromUtf8(failure.what());
    }
}

AimeLink::~AimeLink() = default;

void AimeLink::setSettings(const AimeSettings& settings) {
    if (settings == m_settings) return;
    m_settings = settings;
    saveSettings(settings);
    if (!m_isOn) m_trouble.clear();
    emit changed();
}

bool AimeLink::setKey(const QString& key) {
    try {
        QDir().mkpath(QFileInfo(m_keyFile).path());
        writeSecret(existingPath(m_keyFile), key.trimmed().toStdString());
        m_key = key.trimmed();
        m_trouble.clear();
    } catch (const std::exception& failure) {
        m_trouble = tr("The worker key is not kept: %1.").arg(QString::fromUtf8(failure.what()));
    }
    emit changed();
    return m_trouble.isEmpty();
}

void AimeLink::start() {
    if (m_isOn) return;
    if (m_worker) return fail(tr("Jobs of before still end; switch it on again after them."));
    if (m_settings.server.trimmed().isEmpty()) return fail(tr("Name the server first."));
    if (m_key.isEmpty()) return fail(tr("Enter the worker key of the server first."));
    AimeOptions options;
    options.server = m_settings.server.trimmed().toStdString();
    options.key = m_key.toStdString();
    options.jobType = m_settings.jobType.trimmed().toStdString();
    options.name = m_settings.name.trimmed().toStdString();
    if (!m_settings.certificates.isEmpty()) options.certificates = existingPath(m_settings.certificates);
    try {
        m_worker = std::make_unique<AimeWorker>(m_engine.loop(), options, [lines = m_lines](const AimeLogLine& line) {
            const std::lock_guard lock(lines->mutex);
            if (lines->lines.size() < kMostLines) lines->lines.push_back(line);
        });
    } catch (const std::exception& failure) {
        return fail(QString::fromUtf8(failure.what()));
    }
    m_trouble.clear();
    m_isOn = true;
    m_status = m_worker->status();
    emit changed();
}

void AimeLink::fail(const QString& message) {
    m_trouble = message;
    emit said(message, true);
    emit changed();
}

void AimeLink::stop() {
    m_isOn = false;
    m_trouble.clear();
    if (m_worker)
        m_worker->stop(kPatience);
    else
        m_status = {.state = AimeState::Stopped};
    emit changed();
}

void AimeLink::poll() {
    std::vector<AimeLogLine> lines;
    {
        const std::lock_guard lock(m_lines->mutex);
        lines.swap(m_lines->lines);
    }
    if (!m_worker && lines.empty()) return;
    if (m_worker) m_status = m_worker->status();
    const bool isBad = m_status.state == AimeState::Offline || m_status.state == AimeState::Refused;
    for (const AimeLogLine& line : lines)
        emit said(QString::fromStdString(line.text), isBad);
    // Its thread is at its end, or next to it.
    if (m_worker && isOver(m_status.state) && m_worker->waitForEnd(std::chrono::milliseconds(0))) m_worker.reset();
    emit changed();
}

}  // namespace mw::gui
