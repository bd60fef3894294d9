// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <memory>

#include "mw/aime_worker.h"
#include "serving_settings.h"

namespace mw::gui {

class EngineThread;

/// This window's worker for an AIME API Server: switched on and off without waiting for the server. Jobs that run when
/// it is switched off come to their end.
class AimeLink : public QObject {
    Q_OBJECT

 public:
    /// `engine` outlives it. The worker key is kept in `keyFile`, whose folder need not be there.
    AimeLink(EngineThread& engine, QString keyFile, QObject* parent = nullptr);
    /// Ends running jobs and tells the server, which may take two seconds.
    ~AimeLink() override;

    const AimeSettings& settings() const { return m_settings; }
    /// Remembers them. They count from the next start() on.
    void setSettings(const AimeSettings& settings);

    const QString& keyFile() const { return m_keyFile; }
    /// Empty if there is none, or its file cannot be read.
    const QString& key() const { return m_key; }
    /// Keeps another one, for its owner only. False: trouble() says why not.
    bool setKey(const QString& key);

    void start();
    /// Takes no more jobs.
    void stop();
    /// It was switched on, and not off since; also if the server refused it.
    bool isOn() const { return m_isOn; }
    /// It has a connection, or jobs that end.
    bool isActive() const { return m_worker != nullptr; }
    /// As of the last poll().
    const AimeStatus& status() const { return m_status; }
    /// Why it could not be switched on, or the key not be kept.
    const QString& trouble() const { return m_trouble; }

    /// Looks at the worker; changed() if it is in another state.
    void poll();

 signals:
    void changed();
    void said(const QString& text, bool isError);

 private:
    struct Lines;

    void fail(const QString& message);

    EngineThread& m_engine;
    QString m_keyFile;
    AimeSettings m_settings;
    QString m_key;
    QString m_trouble;
    bool m_isOn = false;
    AimeStatus m_status;
    std::shared_ptr<Lines> m_lines;
    std::unique_ptr<AimeWorker> m_worker;
};

}  // namespace mw::gui
