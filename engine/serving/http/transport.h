// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace mw::http {

namespace net = boost::asio;
using boost::system::error_code;

/// The two ends of a socket, plain or TLS. One read and one write at a time, and each handler is called once.
class Transport {
 public:
    using Done = std::function<void(error_code, std::size_t bytes)>;
    virtual ~Transport() = default;

    virtual void handshake(std::function<void(error_code)> done) = 0;
    virtual void read(std::span<char> into, Done done) = 0;
    /// All of it.
    virtual void write(std::string_view bytes, Done done) = 0;
    /// Says that nothing more is sent.
    virtual void finish() = 0;
    /// Ends reads and writes that are under way with an error.
    virtual void close() = 0;
};

std::unique_ptr<Transport> plainTransport(net::ip::tcp::socket socket);
/// `context` outlives the transport.
std::unique_ptr<Transport> secureTransport(net::ip::tcp::socket socket, net::ssl::context& context);

}  // namespace mw::http
