// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "message.h"

namespace mw::http {

/// What one server may cost, whoever asks.
struct Limits {
    std::size_t headerBytes = 16 << 10;
    std::size_t bodyBytes = 1 << 20;  ///< also of one that comes in chunks
    std::size_t connections = 64;
    std::chrono::milliseconds headerTime{10'000};  ///< from its first byte, or from the connection on
    std::chrono::milliseconds bodyTime{30'000};
    std::chrono::milliseconds idleTime{30'000};   ///< of a kept connection between two requests
    std::chrono::milliseconds writeTime{30'000};  ///< for a client to take what it is sent
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: any that is free
    Limits limits;
    std::string certificateFile;  ///< PEM, with its chain; TLS where it is given
    std::string keyFile;          ///< PEM
    /// In place of limits.bodyBytes where there is one: asked for every request.
    std::function<std::size_t()> bodyBytes = {};
    /// Hears of each request that gets no further than the server: let in by no gate, malformed, late or too large, or
    /// of one connection too many. Called on the server's thread.
    std::function<void(const std::string& peer, const Response& refusal)> refused = {};
};

/// An HTTP/1.1 server on a thread of its own. Connections beyond the limit take the place of the oldest one that is
/// asking nothing; where all are served, they hear 503. So clients that hold connections open without asking keep
/// nobody out.
class Server {
 public:
    /// Listens from here on. Throws Error naming the address, or the file of a certificate.
    Server(const ServerOptions& options, Gate gate, Handler handler);
    /// Breaks all connections off.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const;

    /// Takes no further connections and requests, waits until those that run are answered, at most `patience`, and
    /// returns whether they are.
    bool drain(std::chrono::milliseconds patience);

    /// Connections that are open now.
    std::size_t connections() const;

 private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mw::http
