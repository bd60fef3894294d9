// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "hub_link.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <memory>

#include "utf8.h"

namespace mw {

namespace {

constexpr std::size_t kMostTokenBytes = 512;
constexpr std::chrono::seconds kLongestWait{3600};

/// A path as it stands in an address: all but letters, figures and a few marks as %XX.
std::string escaped(std::string_view text, bool keepSlashes) {
    std::string result;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                           c == '.' || c == '_' || c == '~' || (keepSlashes && c == '/');
        if (plain) {
            result += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        result += {'%', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]};
    }
    return result;
}

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

Url parse(const std::string& text) {
    Url url(curl_url(), curl_url_cleanup);
    if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) url.reset();
    return url;
}

std::string part(const Url& url, CURLUPart which, unsigned int flags = 0) {
    char* found = nullptr;
    if (!url || curl_url_get(url.get(), which, &found, flags) != CURLUE_OK) return {};
    const std::unique_ptr<char, decltype(&curl_free)> owned(found, curl_free);
    return found;
}

std::string originOf(const std::string& text) {
    const Url url = parse(text);
    return part(url, CURLUPART_SCHEME) + "://" + part(url, CURLUPART_HOST) + ':' +
           part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

HttpClientOptions clientOptions(const HubOptions& options) {
    return {.certificates = options.certificates, .keptConnections = 16};
}

/// Tokens end up in a header's field.
std::string checkedToken(const std::string& token) {
    const bool isPlain = std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (!isPlain || token.size() > kMostTokenBytes)
        throw HubError(HubFault::NeedsToken, "The token holds characters that no token has; copy it once more");
    return token;
}

}  // namespace

HubLink::HubLink(const HubOptions& options)
    : m_endpoint(hubEndpoint(options.endpoint)),
      m_token(checkedToken(options.token)),
      m_isLocal(m_endpoint.starts_with("http://")),
      m_http(parseServerAddress(m_endpoint), clientOptions(options)) {}

std::string HubLink::repositoryUrl(const HubPlace& place) const {
    return m_endpoint + "/api/models/" + place.repository + "/revision/" + escaped(place.revision, false) +
           "?blobs=true";
}

std::string HubLink::fileUrl(const std::string& repository, const std::string& commit, const std::string& path) const {
    return m_endpoint + '/' + repository + "/resolve/" + commit + '/' + escaped(path, true);
}

bool HubLink::isOwn(const std::string& url) const {
    return originOf(url) == originOf(m_endpoint);
}

std::vector<std::string> HubLink::fieldsFor(const std::string& url) const {
    if (m_token.empty() || !isOwn(url)) return {};
    return {"Authorization: Bearer " + m_token};
}

std::string HubLink::redirected(const std::string& from, std::string_view location) const {
    const Url url = parse(from);
    if (location.empty() || !url ||
        curl_url_set(url.get(), CURLUPART_URL, std::string(location).c_str(), 0) != CURLUE_OK)
        throw HubError(HubFault::Content, hostOf(from) + " leads on to an address that cannot be read");
    const std::string scheme = part(url, CURLUPART_SCHEME);
    const std::string host = part(url, CURLUPART_HOST);
    const bool isHere = host == "localhost" || host == "[::1]" || host.starts_with("127.");
    if (scheme != "https" && !(scheme == "http" && m_isLocal && isHere))
        throw HubError(HubFault::Content,
                       hostOf(from) + " leads on to " + inQuotes(scheme + "://" + host) + ", which is not encrypted");
    return part(url, CURLUPART_URL);
}

bool isRedirection(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

HubError refusalOf(const HttpReply& reply, const HubLink& link, const std::string& repository,
                   const std::string& what) {
    const std::string page = link.endpoint() + '/' + repository;
    const std::string_view code = reply.head["x-error-code"];
    // An unknown name is answered as one that is kept from others.
    if (code == "RepoNotFound" || code == "GatedRepo" || reply.status == 401 || reply.status == 403) {
        if (code == "GatedRepo" || (reply.status == 403 && link.hasToken()))
            return {HubFault::NeedsToken,
                    link.hasToken()
                        ? "The token's account may not read " + repository + " yet: open " + page +
                              ", sign in, and agree to its terms; the token needs the right to read gated repositories"
                        : repository + " is handed out to people who agreed to its terms: open " + page +
                              ", sign in and agree, then give a token of that account"};
        if (link.hasToken())
            return {HubFault::NeedsToken, repository +
                                              " is not there, or not for the account of this token: check the "
                                              "name and the token"};
        return {HubFault::NeedsToken, repository +
                                          " is not there, or private: check the name, or give a token of an "
                                          "account that may read it"};
    }
    if (reply.status == 451) return {HubFault::NotFound, repository + " is not handed out here for legal reasons"};
    if (code == "RevisionNotFound") return {HubFault::NotFound, repository + " has no revision of that name"};
    return {HubFault::NotFound, what + " is not there (" + std::to_string(reply.status) + ')'};
}

std::optional<std::chrono::seconds> retryAfter(const HttpHead& head) {
    const std::string value(head["retry-after"]);
    if (value.empty()) return std::nullopt;
    long seconds = 0;
    const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (failed == std::errc() && end == value.data() + value.size() && seconds >= 0)
        return std::min(std::chrono::seconds(seconds), kLongestWait);
    if (failed == std::errc::result_out_of_range) return kLongestWait;
    const std::time_t date = curl_getdate(value.c_str(), nullptr);
    if (date < 0) return std::nullopt;
    return std::clamp(std::chrono::seconds(date - std::time(nullptr)), std::chrono::seconds(0), kLongestWait);
}

std::string hostOf(const std::string& url) {
    const Url parsed = parse(url);
    const std::string port = part(parsed, CURLUPART_PORT);
    return part(parsed, CURLUPART_HOST) + (port.empty() ? "" : ':' + port);
}

}  // namespace mw
