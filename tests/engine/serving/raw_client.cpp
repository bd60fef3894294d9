// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>
#include <utility>

namespace mw::test {

using Clock = std::chrono::steady_clock;

RawClient::RawClient(std::uint16_t port) : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("cannot connect to port " + std::to_string(port));
}

RawClient::~RawClient() {
    close();
}

RawClient::RawClient(RawClient&& other) noexcept
    : m_socket(std::exchange(other.m_socket, -1)), m_received(std::move(other.m_received)) {}

void RawClient::close() {
    if (m_socket >= 0) ::close(std::exchange(m_socket, -1));
}

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawClient::readMore(Clock::time_point deadline) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd ready = {m_socket, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(std::max<long long>(left, 0))) <= 0) return false;
    std::array<char, 65536> bytes;
    const ssize_t got = ::recv(m_socket, bytes.data(), bytes.size(), 0);
    if (got <= 0) {
        close();
        return false;
    }
    m_received.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
}

std::string RawClient::receiveUntil(std::string_view text, std::chrono::milliseconds patience) {
    const auto deadline = Clock::now() + patience;
    while (m_received.find(text) == std::string::npos && readMore(deadline))
        ;
    const std::size_t found = m_received.find(text);
    if (found == std::string::npos) return std::exchange(m_received, {});
    std::string taken = m_received.substr(0, found + text.size());
    m_received.erase(0, found + text.size());
    return taken;
}

Reply RawClient::receive(std::chrono::milliseconds patience) {
    const auto deadline = Clock::now() + patience;
    const std::string head = receiveUntil("\r\n\r\n", patience);
    Reply reply;
    if (!head.starts_with("HTTP/1.1 ")) return reply;
    reply.status = std::stoi(head.substr(9, 3));
    for (std::size_t at = head.find("\r\n") + 2; at + 2 < head.size();) {
        const std::size_t end = head.find("\r\n", at);
        const std::size_t colon = head.find(": ", at);
        std::string name = head.substr(at, colon - at);
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        reply.fields[name] = head.substr(colon + 2, end - colon - 2);
        at = end + 2;
    }
    if (reply.status == 100) return receive(patience);
    if (reply.fields.contains("content-length")) {
        const std::size_t size = std::stoul(reply.fields["content-length"]);
        while (m_received.size() < size && readMore(deadline))
            ;
        reply.body = m_received.substr(0, size);
        m_received.erase(0, std::min(size, m_received.size()));
    } else if (reply.fields.contains("transfer-encoding")) {
        while (true) {
            const std::string line = receiveUntil("\r\n", patience);
            if (line.empty()) break;
            const std::size_t size = std::stoul(line, nullptr, 16);
            while (m_received.size() < size + 2 && readMore(deadline))
                ;
            reply.body += m_received.substr(0, size);
            m_received.erase(0, std::min(size + 2, m_received.size()));
            if (size == 0) break;
        }
    } else if (reply.status != 204) {
        while (readMore(deadline))
            ;
        reply.body = std::exchange(m_received, {});
    }
    return reply;
}

bool RawClient::isClosed(std::chrono::milliseconds patience) {
    const auto deadline = Clock::now() + patience;
    while (m_socket >= 0 && readMore(deadline))
        ;
    return m_socket < 0;
}

std::string request(std::string_view method, std::string_view target, std::string_view token, std::string_view body,
                    std::string_view fields) {
    std::string text = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    if (!token.empty()) text += "Authorization: Bearer " + std::string(token) + "\r\n";
    text += fields;
    if (!body.empty()) text += "Content-Type: application/json\r\n";
    if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return text + "\r\n" + std::string(body);
}

}  // namespace mw::test
