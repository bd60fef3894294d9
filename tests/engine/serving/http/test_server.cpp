// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The server as its clients see it, good ones and bad ones.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <semaphore>
#include <thread>

#include "guard.h"
#include "mw/error.h"
#include "raw_client.h"
#include "server.h"

namespace mw::http {
namespace {

using test::RawClient;
using test::Reply;
using test::request;
using namespace std::chrono_literals;

const std::string kToken = "mw-0123456789abcdef";

/// A server whose handler says the body of the request again; "/stream" begins an answer that `writer` goes on with.
class TestServer : public ::testing::Test {
 protected:
    void start(Limits limits = {}, std::function<std::size_t()> bodyBytes = {}) {
        m_server = std::make_unique<Server>(
            ServerOptions{.limits = limits, .bodyBytes = std::move(bodyBytes)},
            Guard({.token = kToken, .hosts = {"127.0.0.1"}, .origins = {"https://ok.example"}, .openPaths = {"/open"}}),
            [this](const std::shared_ptr<const Request>& asked, const std::shared_ptr<ResponseWriter>& writer) {
                answer(*asked, writer);
            });
    }

    void answer(const Request& asked, const std::shared_ptr<ResponseWriter>& writer) {
        ++m_asked;
        if (asked.path() == "/throw") throw std::runtime_error("out of luck");
        if (asked.path() != "/stream" && asked.path() != "/later")
            return writer->send({.type = "text/plain", .body = asked.method + " " + asked.target + " " + asked.body});
        writer->onGone([this] { m_gone.release(); });
        if (asked.path() == "/stream") writer->begin({.type = "text/event-stream", .body = "first "});
        {
            const std::lock_guard lock(m_mutex);
            m_writer = writer;
        }
        m_writing.release();
    }

    std::uint16_t port() const { return m_server->port(); }
    Reply ask(std::string_view bytes) {
        RawClient client(port());
        client.send(bytes);
        return client.receive();
    }

    /// The writer of the next answer that is under way.
    std::shared_ptr<ResponseWriter> nextWriter() {
        EXPECT_TRUE(m_writing.try_acquire_for(30s));
        const std::lock_guard lock(m_mutex);
        return m_writer;
    }
    bool isGone() { return m_gone.try_acquire_for(30s); }

    std::atomic<int> m_asked = 0;
    std::mutex m_mutex;
    std::shared_ptr<ResponseWriter> m_writer;
    std::counting_semaphore<> m_writing{0}, m_gone{0};
    std::unique_ptr<Server> m_server;  // last: its thread uses the others
};

TEST_F(TestServer, answersOneRequestAfterAnotherOnOneConnection) {
    start();
    RawClient client(port());
    for (int i = 0; i < 3; ++i) {
        client.send(request("POST", "/echo?q=1", kToken, "body " + std::to_string(i)));
        const Reply reply = client.receive();
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(reply.body, "POST /echo?q=1 body " + std::to_string(i));
        EXPECT_EQ(reply.fields.at("connection"), "keep-alive");
        EXPECT_FALSE(reply.fields.contains("access-control-allow-origin"));
    }
    // Two at once, in one packet.
    client.send(request("POST", "/a", kToken, "1") + request("POST", "/b", kToken, "2"));
    EXPECT_EQ(client.receive().body, "POST /a 1");
    EXPECT_EQ(client.receive().body, "POST /b 2");
    client.send(request("GET", "/c", kToken, {}, "Connection: close\r\n"));
    EXPECT_EQ(client.receive().body, "GET /c ");
    EXPECT_TRUE(client.isClosed());
}

TEST_F(TestServer, givesNoBodyToWhoAsksForTheHead) {
    start();
    RawClient client(port());
    client.send(request("HEAD", "/a", kToken) + request("GET", "/b", kToken));
    const std::string head = client.receiveUntil("\r\n\r\n");
    EXPECT_TRUE(head.starts_with("HTTP/1.1 200 ")) << head;
    EXPECT_NE(head.find("Content-Length: 8\r\n"), std::string::npos) << head;
    // What follows is the next answer.
    EXPECT_EQ(client.receive().body, "GET /b ");
    client.send(request("HEAD", "/a", "wrong"));
    EXPECT_TRUE(client.receiveUntil("\r\n\r\n").starts_with("HTTP/1.1 401 "));
    EXPECT_EQ(client.receiveUntil("{", 2s), "");
    EXPECT_TRUE(client.isClosed());
}

TEST_F(TestServer, readsBodiesInChunksAndByteByByte) {
    start();
    const std::string head = request("POST", "/echo", kToken, {}, "Transfer-Encoding: chunked\r\n");
    EXPECT_EQ(ask(head + "3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n").body, "POST /echo abcdefg");
    RawClient client(port());
    for (const char c : head + "3\r\nabc\r\n4\r\ndefg\r\n0\r\nTrailer: x\r\n\r\n")
        ASSERT_TRUE(client.send(std::string_view(&c, 1)));
    EXPECT_EQ(client.receive().body, "POST /echo abcdefg");
}

TEST_F(TestServer, askedForIt_saysThatABodyMayCome) {
    start();
    RawClient client(port());
    client.send(request("POST", "/echo", kToken, {}, "Content-Length: 4\r\nExpect: 100-continue\r\n"));
    EXPECT_EQ(client.receiveUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("body");
    EXPECT_EQ(client.receive().body, "POST /echo body");
    // Not to someone without the token.
    EXPECT_EQ(ask(request("POST", "/echo", "", {}, "Content-Length: 4\r\nExpect: 100-continue\r\n")).status, 401);
}

TEST_F(TestServer, streamsPiecesAsTheyCome) {
    start();
    RawClient client(port());
    client.send(request("GET", "/stream", kToken));
    const auto writer = nextWriter();
    EXPECT_NE(client.receiveUntil("6\r\nfirst \r\n").find("Transfer-Encoding: chunked"), std::string::npos);
    writer->write("second ");
    EXPECT_EQ(client.receiveUntil("second \r\n"), "7\r\nsecond \r\n");
    writer->write("third");
    writer->end();
    writer->write("too late");
    EXPECT_EQ(client.receiveUntil("0\r\n\r\n"), "5\r\nthird\r\n0\r\n\r\n");
    client.send(request("GET", "/next", kToken));
    EXPECT_EQ(client.receive().body, "GET /next ");
}

TEST_F(TestServer, streamsToOldClientsUntilTheEnd) {
    start();
    RawClient client(port());
    client.send("GET /stream HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + kToken + "\r\n\r\n");
    const auto writer = nextWriter();
    writer->write("second");
    writer->end();
    EXPECT_EQ(client.receive().body, "first second");
    // One that would keep the connection could not tell where the answer ends.
    RawClient keeping(port());
    keeping.send("GET /stream HTTP/1.0\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\nAuthorization: Bearer " +
                 kToken + "\r\n\r\n");
    nextWriter()->end();
    const Reply reply = keeping.receive();
    EXPECT_EQ(reply.body, "first ");
    EXPECT_EQ(reply.fields.at("connection"), "close");
}

TEST_F(TestServer, noticesAClientThatLeaves) {
    start();
    for (const char* path : {"/stream", "/later"}) {
        RawClient client(port());
        client.send(request("GET", path, kToken));
        nextWriter()->write("more");
        client.close();
        EXPECT_TRUE(isGone()) << path;
    }
}

TEST_F(TestServer, noticesAClientThatDoesNotRead) {
    start({.writeTime = 300ms});
    RawClient client(port());
    client.send(request("GET", "/stream", kToken));
    const auto writer = nextWriter();
    const std::string piece(1 << 20, 'x');
    for (int i = 0; i < 12; ++i)
        writer->write(piece);
    EXPECT_TRUE(isGone());
}

TEST_F(TestServer, refusesBeforeTheBodyIsRead) {
    start();
    const std::string body(512 << 10, 'x');
    EXPECT_EQ(ask(request("POST", "/echo", "wrong", body)).status, 401);
    EXPECT_EQ(ask("POST /echo HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 10\r\n\r\n").status, 403);
    EXPECT_EQ(
        ask(request("POST", "/echo", kToken, {}, "Origin: https://evil.example\r\nContent-Length: 10\r\n")).status,
        403);
    EXPECT_EQ(m_asked, 0);
    const Reply reply = ask(request("GET", "/open", "", {}, "Origin: https://ok.example\r\n"));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.fields.at("access-control-allow-origin"), "https://ok.example");
    EXPECT_EQ(reply.fields.at("vary"), "Origin");
}

TEST_F(TestServer, refusesWhatIsNoGoodHttp) {
    start();
    const std::string good = "Host: 127.0.0.1\r\nAuthorization: Bearer " + kToken + "\r\n";
    for (const std::string& bytes :
         {std::string("\x16\x03\x01\x02\x05 hello\r\n\r\n"), std::string("nonsense\r\n\r\n"),
          "GET http://127.0.0.1/echo HTTP/1.1\r\n" + good + "\r\n", "GET * HTTP/1.1\r\n" + good + "\r\n",
          "GET /echo HTTP/9.9\r\n" + good + "\r\n", "GET /a b HTTP/1.1\r\n" + good + "\r\n",
          "GET /echo HTTP/1.1\r\n" + good + "no colon\r\n\r\n",
          "POST /echo HTTP/1.1\r\n" + good + "Content-Length: -1\r\n\r\n",
          "POST /echo HTTP/1.1\r\n" + good + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
          "POST /echo HTTP/1.1\r\n" + good + "Content-Length: 99999999999999999999999\r\n\r\n",
          "POST /echo HTTP/1.1\r\n" + good + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "POST /echo HTTP/1.1\r\n" + good + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
          "POST /echo HTTP/1.1\r\n" + good + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcXY0\r\n\r\n",
          std::string("GET /echo HTTP/1.1\r\n\r\n")})
        EXPECT_EQ(ask(bytes).status, 400) << bytes;
    EXPECT_EQ(m_asked, 0);
    EXPECT_EQ(ask(request("GET", "/echo", kToken)).status, 200);
}

TEST_F(TestServer, refusesWhatIsTooLarge) {
    start();
    // In the target, in one field, in many.
    EXPECT_EQ(ask(request("GET", "/" + std::string(20000, 'x'), kToken)).status, 431);
    EXPECT_EQ(ask(request("GET", "/echo", kToken, {}, "X: " + std::string(20000, 'x') + "\r\n")).status, 431);
    std::string fields;
    for (int i = 0; i < 3000; ++i)
        fields += "X" + std::to_string(i) + ": y\r\n";
    EXPECT_EQ(ask(request("GET", "/echo", kToken, {}, fields)).status, 431);
    EXPECT_EQ(ask(request("GET", "/echo", kToken, {}, "X: " + std::string(15000, 'x') + "\r\n")).status, 200);

    EXPECT_EQ(ask(request("POST", "/echo", kToken, std::string((1 << 20) + 1, 'x'))).status, 413);
    EXPECT_EQ(ask(request("POST", "/echo", kToken, std::string(1 << 20, 'x'))).status, 200);
    // In chunks, whose sum nobody announces.
    RawClient client(port());
    client.send(request("POST", "/echo", kToken, {}, "Transfer-Encoding: chunked\r\n"));
    const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
    for (int i = 0; i < 17; ++i)
        client.send(chunk);
    EXPECT_EQ(client.receive().status, 413);
    // In what stands beside the chunks.
    const std::string head = request("POST", "/echo", kToken, {}, "Transfer-Encoding: chunked\r\n");
    const Reply extended = ask(head + "1;x=" + std::string(200000, 'x') + "\r\na\r\n0\r\n\r\n");
    EXPECT_TRUE(extended.status == 431 || extended.status == 400) << extended.status;
    const Reply trailed = ask(head + "1\r\na\r\n0\r\nX: " + std::string(200000, 'x') + "\r\n\r\n");
    EXPECT_TRUE(trailed.status == 431 || trailed.status == 400) << trailed.status;
}

TEST_F(TestServer, takesAsLongABodyAsItMayAtThatTime) {
    std::atomic<std::size_t> most = 100;
    start({}, [&] { return most.load(); });
    const std::string body(1000, 'x');
    EXPECT_EQ(ask(request("POST", "/echo", kToken, body)).status, 413);
    most = 1000;
    EXPECT_EQ(ask(request("POST", "/echo", kToken, body)).status, 200);
}

TEST_F(TestServer, waitsForNobodyForLong) {
    start({.headerTime = 300ms, .bodyTime = 300ms, .idleTime = 300ms});
    RawClient silent(port());
    EXPECT_TRUE(silent.isClosed());
    // One byte now and then does not help.
    RawClient slow(port());
    const auto begin = std::chrono::steady_clock::now();
    for (const char c : request("GET", "/echo", kToken)) {
        if (!slow.send(std::string_view(&c, 1))) break;
        std::this_thread::sleep_for(50ms);
        if (std::chrono::steady_clock::now() - begin > 1s) break;
    }
    EXPECT_EQ(slow.receive().status, 408);
    RawClient half(port());
    half.send(request("POST", "/echo", kToken, {}, "Content-Length: 10\r\n") + "half");
    EXPECT_EQ(half.receive().status, 408);
    RawClient kept(port());
    kept.send(request("GET", "/echo", kToken));
    EXPECT_EQ(kept.receive().status, 200);
    EXPECT_TRUE(kept.isClosed());
    EXPECT_EQ(m_asked, 1);
}

TEST_F(TestServer, betweenRequestsAClientMayPauseLongerThanWithinOne) {
    start({.headerTime = 400ms, .idleTime = 120s});
    RawClient client(port());
    client.send(request("GET", "/a", kToken));
    EXPECT_EQ(client.receive().status, 200);
    std::this_thread::sleep_for(900ms);
    // The next one, and the beginning of one more, of which nothing else comes.
    client.send(request("GET", "/b", kToken) + "GET /c HTTP/1.1\r\nHost: 127.");
    EXPECT_EQ(client.receive().status, 200);
    EXPECT_EQ(client.receive().status, 408);
    EXPECT_TRUE(client.isClosed());
}

TEST_F(TestServer, manyConnectionsThatAskNothing_keepNobodyOut) {
    start({.connections = 8});
    std::vector<RawClient> idlers;
    for (int i = 0; i < 200; ++i) {
        idlers.emplace_back(port());
        if (i % 2 == 0) idlers.back().send("GET /echo HTTP/1.1\r\nHost: 127.");
        if (i % 20 == 0) {
            EXPECT_EQ(ask(request("GET", "/echo", kToken)).status, 200);
        }
    }
    EXPECT_LE(m_server->connections(), 8U);
    EXPECT_EQ(ask(request("GET", "/echo", kToken)).status, 200);
    EXPECT_TRUE(idlers.front().isClosed());
}

TEST_F(TestServer, whereAllAreServed_aFurtherOneHearsSo) {
    start({.connections = 2});
    std::vector<RawClient> served;
    for (int i = 0; i < 2; ++i) {
        served.emplace_back(port());
        served.back().send(request("GET", "/stream", kToken));
        nextWriter();
    }
    EXPECT_EQ(ask(request("GET", "/echo", kToken)).status, 503);
    served.pop_back();
    EXPECT_TRUE(isGone());
    for (int i = 0; i < 100 && m_server->connections() > 1; ++i)
        std::this_thread::sleep_for(20ms);
    EXPECT_EQ(ask(request("GET", "/echo", kToken)).status, 200);
}

TEST_F(TestServer, thoseThatHearSoAreNotManyEither) {
    start({.connections = 2});
    std::vector<RawClient> served, refused;
    for (int i = 0; i < 2; ++i) {
        served.emplace_back(port());
        served.back().send(request("GET", "/stream", kToken));
        nextWriter();
    }
    for (int i = 0; i < 40; ++i)
        refused.emplace_back(port());
    int heard = 0;
    for (RawClient& client : refused)
        heard += client.receive().status == 503 ? 1 : 0;
    EXPECT_GT(heard, 0);
    EXPECT_LT(heard, 40);
}

TEST_F(TestServer, answersWithoutABodySayNoLength) {
    start();
    const Reply preflight =
        ask("OPTIONS /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://ok.example\r\n"
            "Access-Control-Request-Method: POST\r\n\r\n");
    EXPECT_EQ(preflight.status, 204);
    EXPECT_FALSE(preflight.fields.contains("content-length"));
    EXPECT_EQ(preflight.fields.at("access-control-allow-origin"), "https://ok.example");
    EXPECT_EQ(preflight.fields.at("vary"), "Origin");
}

TEST_F(TestServer, aHandlerThatThrows_isAnErrorOfThatRequest) {
    start();
    RawClient client(port());
    client.send(request("GET", "/throw", kToken));
    const Reply reply = client.receive();
    EXPECT_EQ(reply.status, 500);
    EXPECT_NE(reply.body.find("out of luck"), std::string::npos);
    client.send(request("GET", "/echo", kToken));
    EXPECT_EQ(client.receive().status, 200);
}

TEST_F(TestServer, drainsWhatRunsAndTakesNothingNew) {
    start();
    RawClient client(port()), idle(port()), kept(port());
    kept.send(request("GET", "/echo", kToken));
    EXPECT_EQ(kept.receive().status, 200);
    client.send(request("GET", "/stream", kToken));
    const auto writer = nextWriter();
    EXPECT_FALSE(m_server->drain(50ms));
    // At once, and not when their time is over.
    EXPECT_TRUE(idle.isClosed(4s));
    EXPECT_TRUE(kept.isClosed(4s));
    EXPECT_THROW(RawClient{port()}, std::runtime_error);
    writer->write("second");
    writer->end();
    EXPECT_TRUE(m_server->drain(30s));
    EXPECT_EQ(client.receive().body, "first second");
    EXPECT_TRUE(client.isClosed());
}

TEST_F(TestServer, whoIsAnsweredWhileItDrains_hearsThatItIsTheLast) {
    start();
    RawClient client(port());
    client.send(request("GET", "/later", kToken));
    const auto writer = nextWriter();
    EXPECT_FALSE(m_server->drain(50ms));
    writer->send({.body = "at last"});
    const Reply reply = client.receive();
    EXPECT_EQ(reply.body, "at last");
    EXPECT_EQ(reply.fields.at("connection"), "close");
    EXPECT_TRUE(m_server->drain(30s));
}

TEST_F(TestServer, endsWithAnswersUnderWay) {
    start();
    RawClient client(port());
    client.send(request("GET", "/stream", kToken));
    const auto writer = nextWriter();
    m_server.reset();
    EXPECT_TRUE(m_gone.try_acquire());
    writer->write("into the void");
    writer->end();
    EXPECT_TRUE(client.isClosed());
}

TEST_F(TestServer, saysWhereItCannotListen) {
    start();
    const auto listen = [](const ServerOptions& options) {
        try {
            const Server server(options, {}, {});
            return std::string();
        } catch (const Error& error) {
            return std::string(error.what());
        }
    };
    EXPECT_NE(listen({.port = port()}).find("127.0.0.1:" + std::to_string(port()) + ": cannot listen"),
              std::string::npos);
    EXPECT_NE(listen({.address = "nowhere"}).find("'nowhere'"), std::string::npos);
    EXPECT_NE(listen({.certificateFile = "absent.pem", .keyFile = "absent.pem"}).find("absent.pem"), std::string::npos);
}

}  // namespace
}  // namespace mw::http
