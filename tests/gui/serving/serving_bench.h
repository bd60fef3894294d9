// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

#include "model_session.h"
#include "recent_models.h"
#include "serving.h"
#include "slower.h"
#include "tiny_model.h"

namespace mw::gui {

inline constexpr int kPatienceMs = 100000 * test::kSlower;  // a busy machine computes 20 tokens a second
inline constexpr int kContext = 32768;
inline constexpr int kLong = 30000;  ///< tokens; longer than any of these tests, where 2,000 a second are computed, too
inline constexpr int kSeen =
    2000;  ///< tokens; the window, which looks four times a second, sees the answer before its end
inline constexpr int kBatch = 2;
inline constexpr int kKept = 0;

/// A client's request, while it runs and after.
class Asked {
 public:
    explicit Asked(QNetworkReply* reply) : m_reply(reply) {}

    bool isOver() const { return m_reply->isFinished(); }
    /// Of HTTP; 0 before it came, or where there was no answer.
    int status() const { return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); }
    const QByteArray& body() {
        m_body += m_reply->readAll();
        return m_body;
    }
    bool wait() {
        return QTest::qWaitFor([this] { return isOver(); }, kPatienceMs);
    }
    void leave() { m_reply->abort(); }

 private:
    std::unique_ptr<QNetworkReply> m_reply;
    QByteArray m_body;
};

/// An engine with a small model, and what serves it, in a folder of its own.
class ServingBench {
 public:
    explicit ServingBench(const std::filesystem::path& model) : m_model(model) {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.filePath("config"));
        engine = std::make_unique<EngineThread>();
        recent = std::make_unique<RecentModels>();
        session = std::make_unique<ModelSession>(*engine, *recent);
        serving = std::make_unique<Serving>(*engine, folder.filePath("secrets"));
        EndpointSettings settings;
        settings.port = 0;
        serving->endpoint().setSettings(settings);
        serving->setKeptPlaces(kKept);
        network.setProxy(QNetworkProxy::NoProxy);
    }

    bool load(int context = kContext) {
        LoadOptions options;
        options.directory = m_model;
        options.contextTokens = context;
        options.batch = kBatch;
        options.threads = 1;
        const auto before = session->model();
        session->load(options);
        const bool loaded = QTest::qWaitFor(
            [&] { return session->state() == ModelSession::State::Ready && session->model() != before; }, kPatienceMs);
        if (!loaded)
            qWarning("not loaded: state %d, %s", static_cast<int>(session->state()),
                     session->failure() ? session->failure()->message.c_str() : "no failure");
        return loaded;
    }

    Endpoint& endpoint() { return serving->endpoint(); }
    QString model() const { return QString::fromStdString(m_model.filename().string()); }

    QNetworkRequest request(const QString& path, const QString& token) {
        QNetworkRequest request(QUrl(endpoint().url() + path));
        request.setRawHeader("Authorization", "Bearer " + token.toUtf8());
        request.setRawHeader("User-Agent", "bench/1.0 of the tests");
        request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json");
        return request;
    }
    Asked get(const QString& path) { return get(path, endpoint().token()); }
    Asked get(const QString& path, const QString& token) { return Asked(network.get(request(path, token))); }
    /// A streamed text completion.
    Asked ask(int tokens, const QString& user = {}) {
        QJsonObject body{{"model", model()},   {"prompt", "Tell a story"}, {"max_tokens", tokens},
                         {"ignore_eos", true}, {"stream", true},           {"seed", 1}};
        if (!user.isEmpty()) body["user"] = user;
        return Asked(network.post(request("/v1/completions", endpoint().token()), QJsonDocument(body).toJson()));
    }
    /// What the log says, a line each.
    QString log() const {
        QString text;
        for (const ServingLine& line : serving->log())
            text += line.text + '\n';
        return text;
    }

    QTemporaryDir folder;
    std::unique_ptr<EngineThread> engine;
    std::unique_ptr<RecentModels> recent;
    std::unique_ptr<ModelSession> session;
    std::unique_ptr<Serving> serving;
    QNetworkAccessManager network;

 private:
    std::filesystem::path m_model;
};

}  // namespace mw::gui
