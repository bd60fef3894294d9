// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "http_client.h"
#include "mw/hub.h"

namespace mw {

/// The addresses of a hub, and who may be shown the token: the hub's own address, never one that it leads to.
class HubLink {
 public:
    /// Throws HubError(Address).
    explicit HubLink(const HubOptions& options);

    HttpClient& http() { return m_http; }
    std::string repositoryUrl(const HubPlace& place) const;
    std::string fileUrl(const std::string& repository, const std::string& commit, const std::string& path) const;
    bool isOwn(const std::string& url) const;
    /// "Authorization: ..." where that may be sent.
    std::vector<std::string> fieldsFor(const std::string& url) const;
    /// Where a redirection leads. Throws HubError(Content) where it leads to what is not encrypted.
    std::string redirected(const std::string& from, std::string_view location) const;
    bool hasToken() const { return !m_token.empty(); }
    const std::string& endpoint() const { return m_endpoint; }

 private:
    std::string m_endpoint;
    std::string m_token;
    bool m_isLocal;
    HttpClient m_http;
};

bool isRedirection(int status);

/// What a refusal of the hub itself (401, 403, 404, 410, 451) means for a person.
HubError refusalOf(const HttpReply& reply, const HubLink& link, const std::string& repository, const std::string& what);

/// How long a server that is busy asks to be left alone: Retry-After in seconds or as a date, an hour at most.
std::optional<std::chrono::seconds> retryAfter(const HttpHead& head);

/// Shows only what is needed of an address that may hold a signature: its host.
std::string hostOf(const std::string& url);

}  // namespace mw
