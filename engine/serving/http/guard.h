// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "message.h"

namespace mw::http {

/// Who may ask.
struct GuardOptions {
    std::string token;                   ///< what "Authorization: Bearer" must name; never empty
    std::vector<std::string> hosts;      ///< names and addresses by which this server may be asked, without port
    std::vector<std::string> origins;    ///< pages that may ask besides the server's own: "https://host:port"
    std::vector<std::string> openPaths;  ///< what needs no token
    bool secure = false;                 ///< served by TLS, so that its own pages are https
};

/// The gate of a server on a person's machine, where pages of any web site can send requests, too. A request must name
/// this server as its host (a name that an attacker lets point here is refused), must not come from a foreign page, and
/// must know the token. Preflights of allowed origins are answered.
class Guard {
 public:
    explicit Guard(GuardOptions options);

    /// The answer to a request that goes no further. Notes the origin of one that does in it.
    std::unique_ptr<Response> operator()(Request& request) const;

 private:
    bool knowsHost(std::string_view host) const;
    bool knowsOrigin(std::string_view origin, std::string_view host) const;
    bool knowsToken(const Request& request) const;

    GuardOptions m_options;
};

/// Whether two texts are equal, in a time that depends on their lengths only.
bool equalInConstantTime(std::string_view a, std::string_view b);

/// The host of a "Host" field in lower case, without port; empty if it is none. "[::1]:80" has "[::1]".
std::string hostOf(std::string_view field);

}  // namespace mw::http
