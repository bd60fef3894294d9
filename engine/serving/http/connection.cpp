// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/status.hpp>
#include <cctype>
#include <cstdio>
#include <optional>

namespace mw::http {

namespace {

namespace beast = boost::beast;

/// Bytes that a client may send ahead while an answer to it is made.
constexpr std::size_t kMostAhead = 64 << 10;
constexpr std::chrono::seconds kLingering{1};
constexpr std::uint64_t kMostLingering = 4 << 20;

std::string lowered(beast::string_view text) {
    std::string result(text.data(), text.size());
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// The status and fields of an answer, with the empty line after them.
std::string headText(const Response& response, const Request& request, const std::string& length, bool keep) {
    const std::string_view reason = [&] {
        const auto words = beast::http::obsolete_reason(static_cast<beast::http::status>(response.status));
        return std::string_view(words.data(), words.size());
    }();
    std::string text = "HTTP/1.1 " + std::to_string(response.status) + " " + std::string(reason) + "\r\n";
    const auto add = [&](std::string_view name, std::string_view value) {
        text.append(name).append(": ").append(value).append("\r\n");
    };
    add("Server", "mixtral-workbench");
    if (!response.type.empty()) add("Content-Type", response.type);
    add("X-Content-Type-Options", "nosniff");
    add("Cache-Control", "no-store");
    if (!request.allowedOrigin.empty()) {
        add("Access-Control-Allow-Origin", request.allowedOrigin);
        add("Vary", "Origin");
    }
    for (const auto& [name, value] : response.fields)
        add(name, value);
    text += length;
    add("Connection", keep ? "keep-alive" : "close");
    return text + "\r\n";
}

/// Who asks for the head of an answer takes a body for the beginning of the next one.
std::string bodyFor(const Request& request, const Response& response) {
    return request.method == "HEAD" ? std::string() : response.body;
}

std::string lengthField(const Response& response) {
    if (response.status == 204) return {};
    return "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
}

std::string chunkOf(const std::string& piece) {
    std::array<char, 24> size;
    const int digits = std::snprintf(size.data(), size.size(), "%zx\r\n", piece.size());
    return std::string(size.data(), static_cast<std::size_t>(digits)) + piece + "\r\n";
}

/// What a client that did not get as far as a request is told; nothing where it merely left.
std::optional<Response> refusalOf(error_code fault) {
    using beast::http::error;
    const auto because = [](int status, std::string_view message, std::string_view code) {
        return errorResponse(status, message, code);
    };
    if (fault == net::error::timed_out) return because(408, "The request did not arrive in time.", "request_timeout");
    if (fault == error::header_limit || fault == error::buffer_overflow)
        return because(431, "The header of the request is too large.", "header_too_large");
    if (fault == error::body_limit) return because(413, "The body of the request is too large.", "request_too_large");
    if (fault.category() == beast::http::make_error_code(error::bad_method).category() &&
        fault != error::end_of_stream && fault != error::partial_message)
        return because(400, "The request is not valid HTTP.", "bad_request");
    return std::nullopt;
}

}  // namespace

Connection::Connection(net::any_io_executor executor, std::unique_ptr<Transport> transport, std::string peer,
                       const ServerContext& context)
    : m_executor(std::move(executor)),
      m_transport(std::move(transport)),
      m_peer(std::move(peer)),
      m_context(context),
      m_changed(m_executor) {}

net::awaitable<void> Connection::run() {
    const auto self = shared_from_this();
    Clock::time_point deadline = Clock::now() + m_context.limits.headerTime;
    bool goesOn = co_await handshake();
    while (goesOn) {
        goesOn = co_await serveOne(deadline);
        m_idle = true;
        if (m_context.draining) goesOn = false;
        deadline = Clock::now() + m_context.limits.idleTime;
    }
    co_await linger();
    close();
}

net::awaitable<void> Connection::refuse() {
    const auto self = shared_from_this();
    const bool there = co_await handshake();
    if (there) {
        startRefusing(errorResponse(503, "Too many connections are open.", "too_many_connections"), Request());
        co_await written(m_context.limits.writeTime);
    }
    co_await linger();
    close();
}

net::awaitable<bool> Connection::handshake() {
    m_writing = true;
    m_transport->handshake([self = shared_from_this()](error_code failure) {
        self->m_writing = false;
        self->m_writeError = failure;
        self->m_changed.cancel();
    });
    co_return co_await written(m_context.limits.headerTime);
}

net::awaitable<bool> Connection::serveOne(Clock::time_point deadline) {
    if (m_received.empty()) {
        const bool there = co_await moreBytes(deadline);
        if (!there) co_return false;  // nothing was asked, so nothing is said
        deadline = std::max(deadline, Clock::now() + m_context.limits.headerTime);
    }
    deadline = std::min(deadline, Clock::now() + m_context.limits.headerTime);

    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(m_context.limits.headerBytes));
    parser.body_limit(m_context.bodyBytes ? m_context.bodyBytes() : m_context.limits.bodyBytes);
    error_code fault = co_await parse(parser, true, deadline);
    if (fault) {
        if (const auto refusal = refusalOf(fault)) {
            startRefusing(*refusal, Request());
            co_await written(m_context.limits.writeTime);
        }
        co_return false;
    }
    auto request = std::make_shared<Request>(requestOf(parser));
    if (!request->target.starts_with('/')) {
        startRefusing(errorResponse(400, "The target of a request is a path.", "bad_request"), Request());
        co_await written(m_context.limits.writeTime);
        co_return false;
    }
    if (const std::unique_ptr<Response> refusal = m_context.gate(*request)) {
        startRefusing(*refusal, *request);
        co_await written(m_context.limits.writeTime);
        co_return false;
    }

    m_idle = false;
    const bool keep = parser.keep_alive();
    const bool chunks = parser.get().version() >= 11;
    if (!parser.is_done()) {
        const std::string* expectation = request->field("expect");
        if (expectation && lowered({expectation->data(), expectation->size()}) == "100-continue") {
            startWriting("HTTP/1.1 100 Continue\r\n\r\n");
            const bool sent = co_await written(m_context.limits.writeTime);
            if (!sent) co_return false;
        }
        parser.eager(true);
        fault = co_await parse(parser, false, Clock::now() + m_context.limits.bodyTime);
        if (fault) {
            if (const auto refusal = refusalOf(fault)) {
                startRefusing(*refusal, *request);
                co_await written(m_context.limits.writeTime);
            }
            co_return false;
        }
        request->body = std::move(parser.get().body());
    }

    const auto outbox = std::make_shared<Outbox>([executor = m_executor, weak = weak_from_this()] {
        net::post(executor, [weak] {
            if (const auto self = weak.lock()) self->m_changed.cancel();
        });
    });
    try {
        m_context.handler(request, outbox);
    } catch (const std::exception& failure) {
        outbox->send(errorResponse(500, failure.what(), "internal_error"));
    }
    const bool goesOn = co_await answer(*outbox, *request, keep, chunks);
    outbox->close();
    co_return goesOn;
}

/// Feeds the parser with what comes until it has a header, or all.
net::awaitable<error_code> Connection::parse(Parser& parser, bool headerOnly, Clock::time_point deadline) {
    const error_code tooLarge = beast::http::make_error_code(beast::http::error::header_limit);
    std::size_t headerBytes = 0;
    while (headerOnly ? !parser.is_header_done() : !parser.is_done()) {
        if (!m_received.empty()) {
            error_code fault;
            const std::size_t used = parser.put(net::buffer(m_received), fault);
            m_received.erase(0, used);
            if (fault && fault != beast::http::error::need_more) co_return fault;
            // Boost 1.74 looks at its own limit only while a header is incomplete, and not at all fields.
            headerBytes += used;
            if (headerOnly && headerBytes > m_context.limits.headerBytes) co_return tooLarge;
            if (used > 0) continue;
            // The parser wants more of a piece that it takes as a whole: a header, or the line before a chunk.
            if ((headerOnly ? headerBytes : 0) + m_received.size() > m_context.limits.headerBytes) co_return tooLarge;
        }
        const bool more = co_await moreBytes(deadline);
        if (!more) co_return m_readError ? m_readError : error_code(net::error::timed_out);
    }
    co_return error_code();
}

Request Connection::requestOf(const Parser& parser) const {
    const auto& message = parser.get();
    const auto text = [](beast::string_view view) { return std::string(view.data(), view.size()); };
    Request request{.method = text(message.method_string()),
                    .target = text(message.target()),
                    .fields = {},
                    .body = {},
                    .peer = m_peer,
                    .allowedOrigin = {}};
    for (const auto& field : message)
        request.fields.emplace_back(lowered(field.name_string()), text(field.value()));
    return request;
}

/// Sends what comes into the outbox until the answer ends. False if the connection does.
net::awaitable<bool> Connection::answer(Outbox& outbox, const Request& request, bool keep, bool chunks) {
    while (true) {
        std::optional<Outbox::Parcel> parcel = outbox.take();
        if (!parcel) {
            startReading();
            if (m_readError || m_closed) co_return false;  // the client left
            co_await change(Clock::time_point::max());
            continue;
        }
        if (parcel->overdue) co_return false;
        keep = keep && !m_context.draining && (parcel->whole || chunks);
        std::string bytes;
        if (parcel->head) {
            const std::string length = parcel->whole ? lengthField(*parcel->head)
                                       : chunks      ? "Transfer-Encoding: chunked\r\n"
                                                     : std::string();
            bytes = headText(*parcel->head, request, length, keep);
            if (parcel->whole) bytes += bodyFor(request, *parcel->head);
        }
        if (!parcel->piece.empty()) bytes += chunks ? chunkOf(parcel->piece) : parcel->piece;
        if (parcel->last && !parcel->whole && chunks) bytes += "0\r\n\r\n";
        startWriting(std::move(bytes));
        const bool sent = co_await written(m_context.limits.writeTime);
        if (!sent) co_return false;
        if (parcel->last) co_return keep;
    }
}

/// Begins a whole answer, the last of this connection.
void Connection::startRefusing(const Response& response, const Request& request) {
    if (m_context.refused) m_context.refused(m_peer, response);
    startWriting(headText(response, request, lengthField(response), false) + bodyFor(request, response));
}

void Connection::startWriting(std::string bytes) {
    if (m_closed) return;
    m_outgoing = std::move(bytes);
    m_writing = true;
    m_transport->write(m_outgoing, [self = shared_from_this()](error_code failure, std::size_t) {
        self->m_writing = false;
        self->m_writeError = failure;
        self->m_changed.cancel();
    });
}

/// Whether what is being written arrives.
net::awaitable<bool> Connection::written(std::chrono::milliseconds patience) {
    const Clock::time_point deadline = Clock::now() + patience;
    while (m_writing) {
        if (Clock::now() >= deadline) close();
        co_await change(m_closed ? Clock::time_point::max() : deadline);
    }
    co_return !m_writeError && !m_closed;
}

void Connection::startReading() {
    if (m_reading || m_readError || m_closed || m_received.size() > kMostAhead) return;
    m_reading = true;
    m_transport->read(m_incoming, [self = shared_from_this()](error_code failure, std::size_t bytes) {
        self->m_reading = false;
        self->m_readError = failure;
        self->m_received.append(self->m_incoming.data(), bytes);
        self->m_receivedBytes += bytes;
        self->m_changed.cancel();
    });
}

/// False if none came in time, or none can come any more.
net::awaitable<bool> Connection::moreBytes(Clock::time_point deadline) {
    const std::uint64_t before = m_receivedBytes;
    startReading();
    while (m_receivedBytes == before && !m_readError && !m_closed && Clock::now() < deadline)
        co_await change(deadline);
    co_return m_receivedBytes != before;
}

/// Waits until something has changed, or the time is over.
net::awaitable<void> Connection::change(Clock::time_point deadline) {
    error_code ignored;
    m_changed.expires_at(deadline);
    co_await m_changed.async_wait(net::redirect_error(net::use_awaitable, ignored));
}

/// Lets the client read what it was sent last: closing a socket with unread bytes in it would take that back.
net::awaitable<void> Connection::linger() {
    if (m_closed || m_readError) co_return;
    m_transport->finish();
    const Clock::time_point deadline = Clock::now() + kLingering;
    const std::uint64_t most = m_receivedBytes + kMostLingering;
    bool more = true;
    while (more && m_receivedBytes < most) {
        m_received.clear();
        more = co_await moreBytes(deadline);
    }
}

void Connection::close() {
    m_closed = true;
    m_transport->close();
    m_changed.cancel();
}

}  // namespace mw::http
