// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <deque>
#include <limits>
#include <memory>

#include "aime_link.h"
#include "endpoint.h"
#include "first_tokens.h"
#include "request_table.h"

namespace mw::gui {

/// A line of the log.
struct ServingLine {
    qint64 timeMs = 0;  ///< milliseconds since the epoch
    bool isError = false;
    QString text;
};

/// A second of serving.
struct ServedSecond {
    static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

    double seconds = 0;  ///< goes only forward
    double servedTokensPerSecond = kNone;
    double ownTokensPerSecond = kNone;  ///< of this window's chats
    double firstTokenMs = kNone;        ///< median of the last minute's requests
    double slowFirstTokenMs = kNone;    ///< of all but the slowest hundredth of them
};

/// All that other programs have of the loaded model: the endpoint, the AIME worker, their requests, and what came of
/// them. It looks at what happened four times a second while something of it is on, whatever the clients do.
class Serving : public QObject {
    Q_OBJECT

 public:
    static constexpr std::size_t kMostLines = 500;

    /// `folder` keeps the token and the worker key. `engine` outlives it.
    Serving(EngineThread& engine, const QString& folder, QObject* parent = nullptr);
    /// Breaks off what is not answered.
    ~Serving() override;

    /// Where the token and the worker key usually are.
    static QString usualFolder();

    Endpoint& endpoint() { return *m_endpoint; }
    AimeLink& aime() { return *m_aime; }
    RequestTable& requests() { return *m_requests; }
    const std::deque<ServingLine>& log() const { return m_log; }
    int errors() const { return m_errors; }
    /// Requests to the endpoint that were answered, broken off or refused since the window was opened.
    qint64 ended() const { return m_ended; }
    /// When the last of them ended, in milliseconds since the epoch; 0: none has.
    qint64 lastEndMs() const { return m_lastEndMs; }

    /// Places of the batch that other programs never take, so that a chat of this window begins at once; remembered.
    int keptPlaces() const { return m_keptPlaces; }
    void setKeptPlaces(int places);

    /// Switches on what is to start with the window.
    void startChosen();
    /// Switches all of it off; what runs ends by itself.
    void stop();
    /// Requests of other programs are open.
    bool isBusy() const { return m_requests->rowCount() > 0 || m_endpoint->isEnding(); }
    void cancel(RequestId request);
    void cancelAll();

    /// Looks at what happened; the timer does it several times a second, and whoever must not be a moment late.
    void look();

 signals:
    /// The rows of requests() are up to date.
    void looked();
    void logged(const mw::gui::ServingLine& line);
    void measured(const mw::gui::ServedSecond& second);

 private:
    void keepLooking();
    void measure();
    void nameJobs(QVector<LiveRequest>& requests) const;
    void log(const ServedEnd& end);
    void log(qint64 timeMs, const QString& text, bool isError);

    EngineThread& m_engine;
    std::shared_ptr<ServingWatch> m_watch;
    Endpoint* m_endpoint;
    AimeLink* m_aime;
    RequestTable* m_requests;
    std::deque<ServingLine> m_log;
    int m_errors = 0;
    qint64 m_ended = 0, m_lastEndMs = 0;
    int m_keptPlaces = 0;
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_measuredSeconds = 0;                 ///< when the last second ended
    quint64 m_servedTokens = 0, m_ownTokens = 0;  ///< since then
    FirstTokens m_firstTokens;
};

}  // namespace mw::gui
