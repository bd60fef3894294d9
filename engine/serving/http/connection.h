// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

// Boost 1.74 leaves it to others to include this.
#include <utility>

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "outbox.h"
#include "server.h"
#include "transport.h"

namespace mw::http {

/// What all connections of a server share.
struct ServerContext {
    Limits limits;
    std::function<std::size_t()> bodyBytes;
    std::function<void(const std::string& peer, const Response& refusal)> refused;
    Gate gate;
    Handler handler;
    bool draining = false;  ///< no connection is kept beyond its answer
};

/// One client: reads a request, has it answered, and again. Everything happens on the server's thread.
///
/// One read and one write are under way at most; whatever ends wakes run(), which looks at what has changed. A read is
/// under way also while an answer is made, since that is how a client's leaving is noticed.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
    Connection(net::any_io_executor executor, std::unique_ptr<Transport> transport, std::string peer,
               const ServerContext& context);

    /// Until the client or the server ends it.
    net::awaitable<void> run();
    /// Says 503 instead.
    net::awaitable<void> refuse();

    /// Whether no request is being served, so that nobody loses an answer if it ends.
    bool isIdle() const { return m_idle; }
    void close();

 private:
    using Clock = std::chrono::steady_clock;
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    net::awaitable<bool> handshake();
    net::awaitable<bool> serveOne(Clock::time_point deadline);
    net::awaitable<error_code> parse(Parser& parser, bool headerOnly, Clock::time_point deadline);
    net::awaitable<bool> answer(Outbox& outbox, const Request& request, bool keep, bool chunks);
    void startWriting(std::string bytes);
    void startRefusing(const Response& response, const Request& request);
    net::awaitable<bool> written(std::chrono::milliseconds patience);
    net::awaitable<bool> moreBytes(Clock::time_point deadline);
    net::awaitable<void> change(Clock::time_point deadline);
    net::awaitable<void> linger();
    Request requestOf(const Parser& parser) const;
    void startReading();

    net::any_io_executor m_executor;
    std::unique_ptr<Transport> m_transport;
    std::string m_peer;
    const ServerContext& m_context;
    net::steady_timer m_changed;  ///< cancelled when something has changed

    std::array<char, 16 << 10> m_incoming;  ///< of the read that is under way
    std::string m_received;                 ///< and not parsed yet
    std::uint64_t m_receivedBytes = 0;      ///< in all
    std::string m_outgoing;
    bool m_reading = false;
    bool m_writing = false;
    bool m_closed = false;
    bool m_idle = true;
    error_code m_readError, m_writeError;
};

}  // namespace mw::http
