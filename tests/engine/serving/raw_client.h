// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace mw::test {

/// An answer as a client reads it; a body in chunks is put together.
struct Reply {
    int status = 0;                             ///< 0: none came
    std::map<std::string, std::string> fields;  ///< names in lower case
    std::string body;
};

/// A client that sends the bytes it is told to, good or bad, to a port of this machine.
class RawClient {
 public:
    explicit RawClient(std::uint16_t port);
    ~RawClient();
    RawClient(RawClient&& other) noexcept;
    RawClient& operator=(RawClient&&) = delete;

    /// False if the server has closed the connection.
    bool send(std::string_view bytes);
    /// The next answer, or none within `patience`.
    Reply receive(std::chrono::milliseconds patience = std::chrono::seconds(30));
    /// What has come within `patience` until `text` is among it, from the last answer on.
    std::string receiveUntil(std::string_view text, std::chrono::milliseconds patience = std::chrono::seconds(30));
    /// Whether the server closes the connection within `patience`.
    bool isClosed(std::chrono::milliseconds patience = std::chrono::seconds(30));
    void close();

 private:
    bool readMore(std::chrono::steady_clock::time_point deadline);

    int m_socket = -1;
    std::string m_received;
};

/// A request with what a well-behaved client sends. `token` may be empty.
std::string request(std::string_view method, std::string_view target, std::string_view token,
                    std::string_view body = {}, std::string_view fields = {});

}  // namespace mw::test
