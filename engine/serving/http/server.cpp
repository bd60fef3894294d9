// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "server.h"

#include "connection.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

#include "mw/error.h"

namespace mw::http {

namespace {

using net::ip::tcp;

constexpr std::chrono::milliseconds kAcceptPause{50};

net::ip::address addressOf(const std::string& text) {
    error_code failure;
    const auto address = net::ip::make_address(text == "localhost" ? "127.0.0.1" : text, failure);
    if (failure) throw Error(ErrorCode::InvalidArgument, "'" + text + "' is no IP address to listen at");
    return address;
}

tcp::acceptor listenAt(net::io_context& io, const ServerOptions& options) {
    const tcp::endpoint endpoint(addressOf(options.address), options.port);
    try {
        return tcp::acceptor(io, endpoint);
    } catch (const boost::system::system_error& failure) {
        throw Error(ErrorCode::InvalidArgument, options.address + ":" + std::to_string(options.port) +
                                                    ": cannot listen there: " + failure.code().message());
    }
}

std::unique_ptr<net::ssl::context> tlsOf(const ServerOptions& options) {
    if (options.certificateFile.empty()) return nullptr;
    auto context = std::make_unique<net::ssl::context>(net::ssl::context::tls_server);
    context->set_options(net::ssl::context::no_tlsv1 | net::ssl::context::no_tlsv1_1);
    std::string file = options.certificateFile;
    try {
        context->use_certificate_chain_file(file);
        file = options.keyFile;
        context->use_private_key_file(file, net::ssl::context::pem);
    } catch (const boost::system::system_error& failure) {
        throw Error(ErrorCode::FileFormat,
                    file + ": cannot be used as a certificate or its key: " + failure.code().message(), {file, {}, {}});
    }
    return context;
}

}  // namespace

struct Server::Impl {
    Impl(const ServerOptions& options, Gate gate, Handler handler)
        : context{options.limits, options.bodyBytes, options.refused, std::move(gate), std::move(handler)},
          tls(tlsOf(options)),
          acceptor(listenAt(io, options)),
          port(acceptor.local_endpoint().port()) {}

    ServerContext context;
    net::io_context io{1};
    std::unique_ptr<net::ssl::context> tls;
    tcp::acceptor acceptor;
    std::uint16_t port;
    // Of the server's thread:
    std::list<std::shared_ptr<Connection>> open;  ///< oldest first
    std::size_t refusing = 0;

    std::mutex mutex;
    std::condition_variable changed;
    std::size_t count = 0;  ///< of `open`; guarded by the mutex
    std::thread thread;

    net::awaitable<void> acceptAll();
    net::awaitable<void> serve(std::shared_ptr<Connection> connection);
    net::awaitable<void> refuse(std::shared_ptr<Connection> connection);
    void take(tcp::socket socket);
    bool makeRoom();
    void recount();
    void stopAccepting();
};

net::awaitable<void> Server::Impl::acceptAll() {
    net::steady_timer pause(io);
    while (acceptor.is_open()) {
        error_code failure;
        tcp::socket socket = co_await acceptor.async_accept(net::redirect_error(net::use_awaitable, failure));
        if (!failure) {
            take(std::move(socket));
        } else if (failure != net::error::operation_aborted) {  // out of descriptors, for example
            pause.expires_after(kAcceptPause);
            co_await pause.async_wait(net::redirect_error(net::use_awaitable, failure));
        }
    }
}

void Server::Impl::take(tcp::socket socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);  // tokens go out as they come
    const tcp::endpoint peer = socket.remote_endpoint(ignored);
    auto transport = tls ? secureTransport(std::move(socket), *tls) : plainTransport(std::move(socket));
    auto connection =
        std::make_shared<Connection>(io.get_executor(), std::move(transport), peer.address().to_string(), context);
    if (makeRoom()) {
        open.push_back(connection);
        recount();
        net::co_spawn(io, serve(std::move(connection)), net::detached);
    } else if (refusing < context.limits.connections) {
        net::co_spawn(io, refuse(std::move(connection)), net::detached);
    }
}

/// Whether there is room for one more; the oldest that asks nothing makes some.
bool Server::Impl::makeRoom() {
    if (open.size() < context.limits.connections) return true;
    const auto idle = std::ranges::find_if(open, [](const auto& connection) { return connection->isIdle(); });
    if (idle == open.end()) return false;
    (*idle)->close();
    open.erase(idle);
    return true;
}

net::awaitable<void> Server::Impl::serve(std::shared_ptr<Connection> connection) {
    try {
        co_await connection->run();
    } catch (const std::exception&) {
        connection->close();
    }
    open.remove(connection);
    recount();
}

net::awaitable<void> Server::Impl::refuse(std::shared_ptr<Connection> connection) {
    ++refusing;
    try {
        co_await connection->refuse();
    } catch (const std::exception&) {
        connection->close();
    }
    --refusing;
}

void Server::Impl::recount() {
    {
        const std::lock_guard lock(mutex);
        count = open.size();
    }
    changed.notify_all();
}

void Server::Impl::stopAccepting() {
    context.draining = true;
    error_code ignored;
    acceptor.close(ignored);
    for (const auto& connection : open)
        if (connection->isIdle()) connection->close();
}

Server::Server(const ServerOptions& options, Gate gate, Handler handler)
    : m_impl(std::make_unique<Impl>(options, std::move(gate), std::move(handler))) {
    net::co_spawn(m_impl->io, m_impl->acceptAll(), net::detached);
    m_impl->thread = std::thread([impl = m_impl.get()] { impl->io.run(); });
}

Server::~Server() {
    net::post(m_impl->io, [impl = m_impl.get()] {
        impl->stopAccepting();
        for (const auto& connection : impl->open)
            connection->close();
    });
    // Everything that is under way ends now, and with it the thread's work.
    m_impl->thread.join();
}

std::uint16_t Server::port() const {
    return m_impl->port;
}

bool Server::drain(std::chrono::milliseconds patience) {
    net::post(m_impl->io, [impl = m_impl.get()] { impl->stopAccepting(); });
    std::unique_lock lock(m_impl->mutex);
    return m_impl->changed.wait_for(lock, patience, [this] { return m_impl->count == 0; });
}

std::size_t Server::connections() const {
    const std::lock_guard lock(m_impl->mutex);
    return m_impl->count;
}

}  // namespace mw::http
