// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "serving.h"

#include <QDateTime>
#include <QDir>
#include <QLocale>
#include <QStandardPaths>
#include <algorithm>

#include "engine_thread.h"

namespace mw::gui {

namespace {

constexpr int kLookMs = 250;
constexpr qsizetype kLongestJobName = 16;

/// The end of a job's id, which is what tells jobs apart; from a server, so of harmless characters only.
QString jobName(const std::string& id) {
    QString name;
    for (const char c : id)
        if (std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '#') name += QLatin1Char(c);
    return name.right(kLongestJobName);
}

QString nameOf(const ApiClient& client) {
    const QString address = QString::fromStdString(client.address);
    return client.name.empty() ? address : QStringLiteral("%1 (%2)").arg(QString::fromStdString(client.name), address);
}

}  // namespace

Serving::Serving(EngineThread& engine, const QString& folder, QObject* parent)
    : QObject(parent),
      m_engine(engine),
      m_watch(std::make_shared<ServingWatch>()),
      m_endpoint(new Endpoint(engine, m_watch, QDir(folder).filePath("serve-token"), this)),
      m_aime(new AimeLink(engine, QDir(folder).filePath("aime-worker-key"), this)),
      m_requests(new RequestTable(this)) {
    engine.observe(m_watch);
    m_keptPlaces = savedKeptPlaces();
    engine.keepPlaces(m_keptPlaces);
    m_clock.start();
    m_timer.setInterval(kLookMs);
    const auto hear = [this](const QString& prefix) {
        return [this, prefix](const QString& text, bool isError) {
            log(QDateTime::currentMSecsSinceEpoch(), prefix + text, isError);
        };
    };
    connect(&m_timer, &QTimer::timeout, this, &Serving::look);
    connect(m_endpoint, &Endpoint::changed, this, &Serving::keepLooking);
    connect(m_endpoint, &Endpoint::said, this, hear(tr("Endpoint: ")));
    connect(m_aime, &AimeLink::changed, this, &Serving::keepLooking);
    connect(m_aime, &AimeLink::said, this, hear(tr("AIME worker: ")));
}

Serving::~Serving() {
    // Their last words are for nobody.
    m_endpoint->disconnect(this);
    m_aime->disconnect(this);
}

QString Serving::usualFolder() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)).filePath("mixtral-workbench");
}

void Serving::setKeptPlaces(int places) {
    m_keptPlaces = places;
    saveKeptPlaces(places);
    m_engine.keepPlaces(places);
}

void Serving::startChosen() {
    if (m_endpoint->settings().startsWithWindow) m_endpoint->start();
    if (m_aime->settings().startsWithWindow) m_aime->start();
}

void Serving::stop() {
    m_endpoint->stop();
    m_aime->stop();
}

void Serving::cancel(RequestId request) {
    m_engine.cancel(request);
}

void Serving::cancelAll() {
    for (const LiveRequest& each : m_requests->requests())
        cancel(each.id);
}

void Serving::keepLooking() {
    const bool wanted = m_endpoint->isOn() || m_endpoint->isEnding() || m_aime->isActive();
    if (wanted == m_timer.isActive()) return;
    if (wanted) {
        m_watch->take();  // what was said while nobody looked
        m_measuredSeconds = static_cast<double>(m_clock.elapsed()) / 1000;
        m_servedTokens = m_ownTokens = 0;
        m_timer.start();
    } else {
        m_timer.stop();
        QTimer::singleShot(0, this, &Serving::look);  // the last ends
        // The lines of the charts end here.
        emit measured({.seconds = static_cast<double>(m_clock.elapsed()) / 1000});
    }
}

void Serving::look() {
    m_endpoint->poll();
    m_aime->poll();
    ServingNews news = m_watch->take();
    for (const ServedEnd& end : news.ends) {
        log(end);
        m_ended += end.times;
        m_lastEndMs = end.timeMs;
    }
    m_ended += news.lostEnds;
    if (news.lostEnds > 0)
        log(QDateTime::currentMSecsSinceEpoch(),
            tr("Endpoint: %Ln more were answered or refused", nullptr, news.lostEnds), false);
    nameJobs(news.requests);
    m_requests->setRequests(news.requests);
    m_servedTokens += news.servedTokens;
    m_ownTokens += news.ownTokens;
    const double now = static_cast<double>(m_clock.elapsed()) / 1000;
    for (const double ms : news.firstTokensMs)
        m_firstTokens.add(now, ms);
    if (m_timer.isActive() && now - m_measuredSeconds >= 1) measure();
    emit looked();
}

void Serving::measure() {
    const double now = static_cast<double>(m_clock.elapsed()) / 1000;
    const double seconds = now - m_measuredSeconds;
    m_firstTokens.forgetOld(now);
    emit measured({.seconds = now,
                   .servedTokensPerSecond = static_cast<double>(m_servedTokens) / seconds,
                   .ownTokensPerSecond = static_cast<double>(m_ownTokens) / seconds,
                   .firstTokenMs = m_firstTokens.percentile(0.5),
                   .slowFirstTokenMs = m_firstTokens.percentile(0.99)});
    m_measuredSeconds = now;
    m_servedTokens = m_ownTokens = 0;
}

/// Jobs are known to the engine by where they come from; the worker knows which is which.
void Serving::nameJobs(QVector<LiveRequest>& requests) const {
    for (LiveRequest& request : requests) {
        if (!request.isJob) continue;
        const auto& jobs = m_aime->status().jobs;
        const auto job =
            std::find_if(jobs.begin(), jobs.end(), [&](const AimeJob& each) { return each.request == request.id; });
        if (job != jobs.end()) request.client = tr("AIME job %1").arg(jobName(job->id));
        request.route = m_aime->settings().jobType;
    }
}

void Serving::log(const ServedEnd& end) {
    const QLocale locale;
    const ApiOutcome& outcome = end.outcome;
    const QString route = QString::fromStdString(end.client.route);
    const QString who = route.isEmpty() ? nameOf(end.client) : nameOf(end.client) + ' ' + route;
    QString text;
    if (outcome.status < 400) {
        text = tr("%1: %2 + %3 tokens, first after %4 s, %5 tokens/s")
                   .arg(who, locale.toString(outcome.promptTokens), locale.toString(outcome.generatedTokens),
                        locale.toString(outcome.timeToFirstTokenMs / 1000, 'f', 2),
                        locale.toString(outcome.decodeTokensPerSecond, 'f', 1));
    } else if (outcome.cancelled) {
        text = tr("%1: cancelled here; %2 + %3 tokens")
                   .arg(who, locale.toString(outcome.promptTokens), locale.toString(outcome.generatedTokens));
    } else if (outcome.status == kClientLeft) {
        text = tr("%1: did not wait for the end of its answer; %2 + %3 tokens")
                   .arg(who, locale.toString(outcome.promptTokens), locale.toString(outcome.generatedTokens));
    } else {
        text =
            tr("%1: refused, %2: %3").arg(who, QString::number(outcome.status), QString::fromStdString(outcome.reason));
    }
    if (end.times > 1) text += ' ' + tr("(%1 times)").arg(locale.toString(end.times));
    const bool isError = outcome.status >= 400 && outcome.status != kClientLeft && !outcome.cancelled;
    log(end.timeMs, text, isError);
}

void Serving::log(qint64 timeMs, const QString& text, bool isError) {
    m_log.push_back({timeMs, isError, text});
    if (m_log.size() > kMostLines) m_log.pop_front();
    m_errors += isError ? 1 : 0;
    emit logged(m_log.back());
}

}  // namespace mw::gui
