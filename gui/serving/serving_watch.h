// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QVector>
#include <chrono>
#include <map>
#include <mutex>

#include "mw/api_server.h"
#include "mw/engine_observer.h"

namespace mw::gui {

/// A request of another program that has not ended.
struct LiveRequest {
    using Time = std::chrono::steady_clock::time_point;
    enum class State {
        Queued,   ///< there is no room for it yet
        Prefill,  ///< its prompt is read
        Decode,   ///< its answer is generated
    };

    RequestId id = 0;
    QString client;  ///< as it calls itself, or its address
    QString route;   ///< what it asked: "/v1/completions"; an AIME job's type
    bool isJob = false;
    State state = State::Queued;
    int promptTokens = 0;
    int generatedTokens = 0;
    Time submitted{};
    Time first{};   ///< when the first token came; in Decode
    Time newest{};  ///< when the newest did

    double firstTokenMs() const;
    double tokensPerSecond() const;  ///< first token excluded; 0 before the second
};

/// An answer to another program that ended, or a request that was refused.
struct ServedEnd {
    ApiClient client;
    ApiOutcome outcome;
    qint64 timeMs = 0;  ///< milliseconds since the epoch
    int times = 1;      ///< so often in a row
};

/// What came since it was last asked for.
struct ServingNews {
    QVector<LiveRequest> requests;  ///< all that are live now, oldest first
    QVector<ServedEnd> ends;        ///< oldest first
    int lostEnds = 0;               ///< more than are kept
    QVector<double> firstTokensMs;  ///< of requests of other programs
    quint64 servedTokens = 0;       ///< generated for other programs
    quint64 ownTokens = 0;          ///< for this window
};

/// Listens to the engine and to the endpoint on their threads, and keeps what the window has not yet fetched; bounded,
/// whatever clients do. The window fetches at its own pace, so that no token and no refusal has to cross by itself.
class ServingWatch final : public EngineObserver, public ApiServerObserver {
 public:
    static constexpr int kMostEnds = 100;

    /// On the window's thread.
    ServingNews take();

    void requestChanged(const OpenRequest& request, const RequestEvent& event) override;
    void accepted(RequestId request, const ApiClient& client) override;
    void ended(const ApiClient& client, const ApiOutcome& outcome) override;

 private:
    std::mutex m_mutex;
    std::map<RequestId, LiveRequest> m_live;
    ServingNews m_news;
};

}  // namespace mw::gui
