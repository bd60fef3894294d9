// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "endpoint.h"

#include <QDir>
#include <QFileInfo>
#include <QTimer>

#include "engine_thread.h"
#include "existing_path.h"
#include "mw/api_server.h"
#include "mw/token_file.h"
#include "network_names.h"
#include "port_owner.h"

namespace mw::gui {

namespace {

constexpr int kRetryMs = 20;
constexpr int kMostRetryMs = 2000;  ///< until the server before has left its port
const QString kLoopback = QStringLiteral("127.0.0.1");

}  // namespace

Endpoint::Endpoint(EngineThread& engine, std::shared_ptr<ApiServerObserver> observer, QString tokenFile,
                   QObject* parent)
    : QObject(parent),
      m_engine(engine),
      m_observer(std::move(observer)),
      m_tokenFile(std::move(tokenFile)),
      m_settings(savedEndpointSettings()),
      m_host(kLoopback) {
    try {
        if (QFileInfo::exists(m_tokenFile)) m_token = QString::fromStdString(readSecret(existingPath(m_tokenFile)));
    } catch (const std::exception&) {
        // start() says it.
    }
    if (m_settings.network) m_host = networkNames().addresses.value(0, kLoopback);
}

Endpoint::~Endpoint() = default;

void Endpoint::setSettings(const EndpointSettings& settings) {
    if (settings == m_settings) return;
    EndpointSettings same = settings;
    same.startsWithWindow = m_settings.startsWithWindow;
    const bool isSame = same == m_settings;
    m_settings = settings;
    saveSettings(settings);
    if (!isSame) {
        m_host = settings.network ? networkNames().addresses.value(0, kLoopback) : kLoopback;
        if (isOn()) return restart();
        m_state = State::Off;  // what went wrong went wrong by others
    }
    emit changed();
}

QString Endpoint::url() const {
    const int port = m_server ? m_server->port() : m_settings.port;
    return QStringLiteral("%1://%2:%3").arg(m_settings.isEncrypted() ? "https" : "http", m_host).arg(port);
}

bool Endpoint::renewToken() {
    try {
        QDir().mkpath(QFileInfo(m_tokenFile).path());
        const std::string token = freshToken();
        writeSecret(existingPath(m_tokenFile), token);
        m_token = QString::fromStdString(token);
    } catch (const std::exception& failure) {
        m_trouble = {.message = QString::fromUtf8(failure.what()), .program = {}, .freePort = {}};
        emit changed();
        return false;
    }
    emit said(tr("A new token was made; the one before is not taken any more."), false);
    if (isOn())
        restart();
    else
        emit changed();
    return true;
}

void Endpoint::start() {
    if (isOn()) return;
    m_state = State::Starting;
    m_starting.start();
    listen();
}

void Endpoint::restart() {
    retire();
    m_state = State::Starting;
    m_starting.start();
    listen();
}

void Endpoint::listen() {
    if (m_state != State::Starting || m_server) return;
    ApiServerOptions options;
    options.port = static_cast<std::uint16_t>(m_settings.port);
    if (m_settings.network) {
        options.address = "0.0.0.0";
        const NetworkNames names = networkNames();
        for (const QString& name : names.addresses + names.names)
            options.hosts.push_back(name.toStdString());
    }
    options.demonstrator = m_settings.demonstrator;
    if (m_settings.isEncrypted()) {
        options.certificateFile = existingPath(m_settings.certificateFile).string();
        options.keyFile = existingPath(m_settings.keyFile).string();
    }
    options.observer = m_observer;
    try {
        QDir().mkpath(QFileInfo(m_tokenFile).path());
        options.token = readOrMakeToken(existingPath(m_tokenFile)).token;
        m_token = QString::fromStdString(options.token);
        m_server = std::make_unique<ApiServer>(m_engine.loop(), options);
    } catch (const std::exception& failure) {
        // The server before leaves its port a moment after it was told to.
        if (isEnding() && m_starting.elapsed() < kMostRetryMs) {
            poll();
            QTimer::singleShot(kRetryMs, this, &Endpoint::listen);
            emit changed();
            return;
        }
        return fail(QString::fromUtf8(failure.what()));
    }
    m_state = State::Listening;
    m_trouble = {};
    emit said(tr("Listening at %1.").arg(url()), false);
    emit changed();
}

void Endpoint::fail(const QString& message) {
    m_state = State::Failed;
    m_trouble = {.message = message, .program = {}, .freePort = {}};
    if (isPortTaken(m_settings.port)) {
        m_trouble.isPortTaken = true;
        m_trouble.program = programListeningAt(m_settings.port);
        m_trouble.freePort = freePortAfter(m_settings.port);
    }
    emit said(message, true);
    emit changed();
}

void Endpoint::stop() {
    const bool wasOn = m_server != nullptr;
    retire();
    m_state = State::Off;
    m_trouble = {};
    if (wasOn) emit said(tr("Switched off."), false);
    emit changed();
}

/// Has the server end by itself.
void Endpoint::retire() {
    if (!m_server) return;
    m_ending.push_back(std::move(m_server));
    poll();
}

void Endpoint::poll() {
    const auto ended =
        std::erase_if(m_ending, [](const auto& server) { return server->drain(std::chrono::milliseconds(0)); });
    if (ended > 0) emit changed();
}

}  // namespace mw::gui
