// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "transport.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace mw::http {

namespace {

using net::ip::tcp;

template <typename Stream>
class StreamTransport : public Transport {
 public:
    explicit StreamTransport(Stream stream) : m_stream(std::move(stream)) {}

    void handshake(std::function<void(error_code)> done) override { done({}); }
    void read(std::span<char> into, Done done) override {
        m_stream.async_read_some(net::buffer(into.data(), into.size()), std::move(done));
    }
    void write(std::string_view bytes, Done done) override {
        net::async_write(m_stream, net::buffer(bytes.data(), bytes.size()), std::move(done));
    }
    void finish() override {
        error_code ignored;
        socket().shutdown(tcp::socket::shutdown_send, ignored);
    }
    void close() override {
        error_code ignored;
        socket().close(ignored);
    }

 protected:
    tcp::socket& socket() {
        if constexpr (std::is_same_v<Stream, tcp::socket>)
            return m_stream;
        else
            return m_stream.next_layer();
    }

    Stream m_stream;
};

class SecureTransport final : public StreamTransport<net::ssl::stream<tcp::socket>> {
 public:
    using StreamTransport::StreamTransport;
    void handshake(std::function<void(error_code)> done) override {
        m_stream.async_handshake(net::ssl::stream_base::server, std::move(done));
    }
};

}  // namespace

std::unique_ptr<Transport> plainTransport(tcp::socket socket) {
    return std::make_unique<StreamTransport<tcp::socket>>(std::move(socket));
}

std::unique_ptr<Transport> secureTransport(tcp::socket socket, net::ssl::context& context) {
    return std::make_unique<SecureTransport>(net::ssl::stream<tcp::socket>(std::move(socket), context));
}

}  // namespace mw::http
