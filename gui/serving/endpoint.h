// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <memory>
#include <optional>
#include <vector>

#include "serving_settings.h"

namespace mw {
class ApiServer;
class ApiServerObserver;
}  // namespace mw

namespace mw::gui {

class EngineThread;

/// The OpenAI-compatible endpoint of this window: switched on and off without waiting for anybody. What runs when it is
/// switched off, or when its settings change, is answered to its end.
class Endpoint : public QObject {
    Q_OBJECT

 public:
    enum class State { Off, Starting, Listening, Failed };

    /// Why it does not listen.
    struct Trouble {
        QString message;
        bool isPortTaken = false;
        QString program;              ///< that has the port, if it is known
        std::optional<int> freePort;  ///< to listen at instead
    };

    /// `engine` outlives it. The token is kept in `tokenFile`, whose folder need not be there.
    Endpoint(EngineThread& engine, std::shared_ptr<ApiServerObserver> observer, QString tokenFile,
             QObject* parent = nullptr);
    /// Breaks off what is not answered.
    ~Endpoint() override;

    const EndpointSettings& settings() const { return m_settings; }
    /// Remembers them; where it is on, it listens by them from now on.
    void setSettings(const EndpointSettings& settings);

    State state() const { return m_state; }
    bool isOn() const { return m_state == State::Starting || m_state == State::Listening; }
    const Trouble& trouble() const { return m_trouble; }
    /// Where clients find it, now or once it is on: "http://127.0.0.1:8420".
    QString url() const;

    const QString& tokenFile() const { return m_tokenFile; }
    /// Empty before it was on for the first time, or where its file cannot be read.
    const QString& token() const { return m_token; }
    /// From now on clients have to know a new one. False: trouble() says why not.
    bool renewToken();

    void start();
    /// Takes nothing new.
    void stop();
    /// It was stopped, or its settings changed, and answers still run.
    bool isEnding() const { return !m_ending.empty(); }
    /// Looks whether they have ended.
    void poll();

 signals:
    void changed();
    /// For the log.
    void said(const QString& text, bool isError);

 private:
    void listen();
    void fail(const QString& message);
    void retire();
    void restart();

    EngineThread& m_engine;
    std::shared_ptr<ApiServerObserver> m_observer;
    QString m_tokenFile;
    EndpointSettings m_settings;
    State m_state = State::Off;
    Trouble m_trouble;
    QString m_token;
    QString m_host;  ///< of url()
    std::unique_ptr<ApiServer> m_server;
    std::vector<std::unique_ptr<ApiServer>> m_ending;
    QElapsedTimer m_starting;
};

}  // namespace mw::gui
