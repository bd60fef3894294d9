// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "serving_watch.h"

#include <QDateTime>
#include <utility>
#include <variant>

namespace mw::gui {

namespace {

constexpr std::string_view kEndpoint = "http ";  // how the clients of the engine that serve begin their names
constexpr std::string_view kAime = "AIME ";

double msBetween(LiveRequest::Time from, LiveRequest::Time to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
}

bool isServed(const std::string& client) {
    return client.starts_with(kEndpoint) || client.starts_with(kAime);
}

QString nameOf(const ApiClient& client) {
    const bool isHere = client.address.starts_with("127.") || client.address == "::1";
    const QString address = QString::fromStdString(client.address);
    if (client.name.empty()) return address;
    const QString name = QString::fromStdString(client.name);
    return isHere ? name : QStringLiteral("%1 (%2)").arg(name, address);
}

bool isSame(const ServedEnd& end, const ApiClient& client, const ApiOutcome& outcome) {
    return end.client.address == client.address && end.client.name == client.name && end.client.route == client.route &&
           end.outcome.status == outcome.status && end.outcome.reason == outcome.reason;
}

}  // namespace

double LiveRequest::firstTokenMs() const {
    return msBetween(submitted, first);
}

double LiveRequest::tokensPerSecond() const {
    const double ms = msBetween(first, newest);
    return generatedTokens > 1 && ms > 0 ? 1000 * (generatedTokens - 1) / ms : 0;
}

void ServingWatch::requestChanged(const OpenRequest& request, const RequestEvent& event) {
    const bool isToken = std::holds_alternative<TokenEvent>(event);
    const bool served = isServed(request.client);
    if (!served && !isToken) return;
    const std::lock_guard lock(m_mutex);
    if (isToken) ++(served ? m_news.servedTokens : m_news.ownTokens);
    if (!served) return;
    if (isLast(event)) {
        m_live.erase(request.id);
        return;
    }
    LiveRequest& live = m_live[request.id];
    live.id = request.id;
    live.isJob = request.client.starts_with(kAime);
    live.submitted = request.submitted;
    live.promptTokens = request.promptTokens;
    live.generatedTokens = request.generatedTokens;
    if (live.client.isEmpty()) live.client = QString::fromStdString(request.client);
    if (isToken) {
        live.newest = std::chrono::steady_clock::now();
        if (live.state != LiveRequest::State::Decode) {
            live.first = live.newest;
            m_news.firstTokensMs << live.firstTokenMs();
        }
        live.state = LiveRequest::State::Decode;
    } else if (std::holds_alternative<RequestStarted>(event)) {
        live.state = LiveRequest::State::Prefill;
    }
}

void ServingWatch::accepted(RequestId request, const ApiClient& client) {
    const std::lock_guard lock(m_mutex);
    LiveRequest& live = m_live[request];
    live.id = request;
    live.client = nameOf(client);
    live.route = QString::fromStdString(client.route);
}

void ServingWatch::ended(const ApiClient& client, const ApiOutcome& outcome) {
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const std::lock_guard lock(m_mutex);
    // Who knocks a thousand times is one line of a log.
    const bool isRefusal = outcome.status >= 400;
    if (isRefusal && !m_news.ends.isEmpty() && isSame(m_news.ends.back(), client, outcome)) {
        m_news.ends.back().timeMs = now;
        ++m_news.ends.back().times;
    } else if (m_news.ends.size() < kMostEnds) {
        m_news.ends.append({.client = client, .outcome = outcome, .timeMs = now});
    } else {
        ++m_news.lostEnds;
    }
}

ServingNews ServingWatch::take() {
    const std::lock_guard lock(m_mutex);
    ServingNews news = std::exchange(m_news, {});
    news.requests.reserve(static_cast<qsizetype>(m_live.size()));
    for (const auto& [id, live] : m_live)
        news.requests << live;
    return news;
}

}  // namespace mw::gui
