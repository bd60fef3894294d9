// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window makes of the requests of other programs, one after another and several at once.

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "first_tokens.h"
#include "request_table.h"

using namespace mw;
using namespace mw::gui;

namespace {

using State = LiveRequest::State;

LiveRequest live(RequestId id, State state, int tokens = 0) {
    LiveRequest request;
    request.id = id;
    request.client = QString("client-%1").arg(id);
    request.state = state;
    request.generatedTokens = tokens;
    request.submitted = std::chrono::steady_clock::now();
    return request;
}

OpenRequest open(RequestId id, const std::string& client, int tokens = 0) {
    OpenRequest request;
    request.id = id;
    request.client = client;
    request.generatedTokens = tokens;
    request.submitted = std::chrono::steady_clock::now();
    return request;
}

TokenEvent token(RequestId id) {
    TokenEvent event;
    event.id = id;
    return event;
}

}  // namespace

class TestServedRequests : public QObject {
    Q_OBJECT

 private slots:
    /// Rows come and go in any order and together; those that stay stay, with what they are now.
    void theTableFollowsWhatIsOpen() {
        RequestTable table;
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QVector<QVector<RequestId>> all = {{1, 2, 3}, {2, 4}, {1, 2, 3, 4, 5}, {5}, {}, {6, 7}, {1, 7, 9}, {9}};
        int tokens = 0;
        for (const QVector<RequestId>& ids : all) {
            QVector<LiveRequest> requests;
            for (const RequestId id : ids)
                requests << live(id, State::Decode, ++tokens);
            table.setRequests(requests);
            QCOMPARE(table.rowCount(), int(ids.size()));
            for (int row = 0; row < table.rowCount(); ++row) {
                const auto cell = [&](int column) { return table.index(row, column).data().toString(); };
                QCOMPARE(cell(RequestTable::Client), QString("client-%1").arg(ids[row]));
                QCOMPARE(cell(RequestTable::GeneratedTokens), QString::number(requests[row].generatedTokens));
            }
        }
    }

    void whatGoesOnIsShownInItsRow() {
        RequestTable table;
        const auto state = [&](int row) { return table.index(row, RequestTable::State).data().toString(); };
        table.setRequests({live(1, State::Queued), live(2, State::Decode), live(3, State::Queued),
                           live(4, State::Prefill), live(5, State::Queued)});
        QCOMPARE(table.summary(), QString("1 in decode, 1 in prefill, 3 queued"));
        // A place is how many of those that wait come before it.
        QVERIFY2(state(0).startsWith("queued, place 1, "), qPrintable(state(0)));
        QVERIFY2(state(2).startsWith("queued, place 2, "), qPrintable(state(2)));
        QVERIFY2(state(4).startsWith("queued, place 3, "), qPrintable(state(4)));
        table.setRequests({live(1, State::Prefill), live(2, State::Decode), live(3, State::Queued),
                           live(4, State::Decode), live(5, State::Queued)});
        QCOMPARE(state(0), QString("prefill"));
        QVERIFY2(state(4).startsWith("queued, place 2, "), qPrintable(state(4)));
        QCOMPARE(table.summary(), QString("2 in decode, 1 in prefill, 2 queued"));
    }

    /// What is the same is said once, and what differs in anything is not the same.
    void refusalsAlikeAreOneLineAndNothingElseIs() {
        const ApiClient client{.address = "10.0.0.1", .name = "curl", .route = "/v1/models"};
        const ApiOutcome refused{.status = 401, .reason = "The token is wrong."};
        ApiClient elsewhere = client, renamed = client, asking = client;
        elsewhere.address = "10.0.0.2";
        renamed.name = "wget";
        asking.route = "/v1/completions";
        ApiOutcome otherStatus = refused, otherReason = refused, answered;
        otherStatus.status = 403;
        otherReason.reason = "The token is missing.";
        const std::pair<ApiClient, ApiOutcome> others[] = {
            {elsewhere, refused}, {renamed, refused}, {asking, refused}, {client, otherStatus}, {client, otherReason}};
        ServingWatch watch;
        for (const auto& [who, outcome] : others) {
            watch.ended(client, refused);
            watch.ended(client, refused);
            watch.ended(who, outcome);
            watch.ended(client, refused);
            const QVector<ServedEnd> ends = watch.take().ends;
            QCOMPARE(ends.size(), 3);
            QCOMPARE(ends[0].times, 2);
            QCOMPARE(ends[1].times, 1);
            QCOMPARE(ends[1].outcome.status, outcome.status);
            QCOMPARE(ends[2].times, 1);
        }
        // Each answer is one.
        for (int i = 0; i < 3; ++i)
            watch.ended(client, answered);
        QCOMPARE(watch.take().ends.size(), 3);
        // A line that was handed over counts no more.
        watch.ended(client, refused);
        QCOMPARE(watch.take().ends.size(), 1);
        watch.ended(client, refused);
        QCOMPARE(watch.take().ends.value(0).times, 1);
    }

    void theFirstTokenComesOnce() {
        ServingWatch watch;
        watch.requestChanged(open(1, "http 127.0.0.1"), RequestAccepted{.id = 1});
        watch.accepted(1, {.address = "127.0.0.1", .name = "notebook", .route = "/v1/completions"});
        watch.requestChanged(open(1, "http 127.0.0.1"), RequestStarted{.id = 1});
        QVERIFY(watch.take().requests.value(0).state == State::Prefill);
        watch.requestChanged(open(1, "http 127.0.0.1", 1), token(1));
        const LiveRequest first = watch.take().requests.value(0);
        QVERIFY(first.state == State::Decode);
        QTest::qWait(20);
        for (int tokens = 2; tokens <= 4; ++tokens)
            watch.requestChanged(open(1, "http 127.0.0.1", tokens), token(1));
        const ServingNews news = watch.take();
        QCOMPARE(news.firstTokensMs.size(), 0);
        QCOMPARE(news.servedTokens, 3U);
        const LiveRequest now = news.requests.value(0);
        QVERIFY(now.first == first.first);
        QVERIFY(now.newest > first.newest);
        QVERIFY(now.tokensPerSecond() > 0);
        QCOMPARE(now.client, QString("notebook"));
        QCOMPARE(now.route, QString("/v1/completions"));
        watch.requestChanged(open(1, "http 127.0.0.1", 4), RequestFinished{.id = 1});
        QVERIFY(watch.take().requests.isEmpty());
    }

    /// Jobs and requests of others are one thing, the window's own chats another.
    void whoseTokensTheyAre() {
        ServingWatch watch;
        watch.requestChanged(open(1, "http 10.0.0.7"), token(1));
        watch.requestChanged(open(2, "AIME mixtral"), token(2));
        for (int i = 0; i < 3; ++i)
            watch.requestChanged(open(3, ""), token(3));
        const ServingNews news = watch.take();
        QCOMPARE(news.servedTokens, 2U);
        QCOMPARE(news.ownTokens, 3U);
        QCOMPARE(news.requests.size(), 2);
        QVERIFY(!news.requests[0].isJob && news.requests[1].isJob);
        QCOMPARE(watch.take().ownTokens, 0U);
    }

    void firstTokensAreThoseOfTheLastMinute() {
        FirstTokens tokens;
        QVERIFY(std::isnan(tokens.percentile(0.5)));
        for (int i = 1; i <= 200; ++i)
            tokens.add(10 + i * 0.01, i % 2 == 0 ? i : 401 - i);  // in no order
        tokens.forgetOld(20);
        QCOMPARE(tokens.percentile(0.5), 200.0);
        QVERIFY(tokens.percentile(0.99) > 390 && tokens.percentile(0.99) < 400);
        tokens.add(50, 7);
        tokens.forgetOld(69);
        QVERIFY(tokens.percentile(0.99) > 390);
        tokens.forgetOld(73);
        QCOMPARE(tokens.percentile(0.01), 7.0);
        QCOMPARE(tokens.percentile(0.99), 7.0);
        tokens.forgetOld(111);
        QVERIFY(std::isnan(tokens.percentile(0.99)));
    }
};

QTEST_GUILESS_MAIN(TestServedRequests)
#include "test_served_requests.moc"
