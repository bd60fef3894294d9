// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "guard.h"

#include <algorithm>
#include <cctype>

namespace mw::http {

namespace {

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

std::unique_ptr<Response> refusal(int status, std::string_view message, std::string_view code) {
    return std::make_unique<Response>(errorResponse(status, message, code));
}

constexpr std::string_view kBearer = "bearer ";

/// What a page that may ask may send along: the names that it asks for, such as those that OpenAI's own client sends.
std::string allowedHeaders(const Request& request) {
    const std::string* asked = request.field("access-control-request-headers");
    const bool isList = asked && !asked->empty() && std::ranges::all_of(*asked, [](unsigned char c) {
                            return std::isalnum(c) != 0 || c == '-' || c == '_' || c == ',' || c == ' ';
                        });
    return isList ? *asked : "authorization, content-type";
}

}  // namespace

bool equalInConstantTime(std::string_view a, std::string_view b) {
    unsigned char difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference = static_cast<unsigned char>(difference | (a[i] ^ (b.empty() ? '\0' : b[i % b.size()])));
    return difference == 0;
}

std::string hostOf(std::string_view field) {
    const std::size_t bracket = field.starts_with('[') ? field.find(']') : 0;
    if (bracket == std::string_view::npos) return {};
    const std::size_t colon = field.find(':', bracket);
    const std::string_view port = colon == std::string_view::npos ? "" : field.substr(colon + 1);
    if (!std::ranges::all_of(port, [](unsigned char c) { return std::isdigit(c) != 0; })) return {};
    return lowered(field.substr(0, colon));
}

Guard::Guard(GuardOptions options) : m_options(std::move(options)) {
    for (std::string& host : m_options.hosts)
        host = lowered(host);
    for (std::string& origin : m_options.origins)
        origin = lowered(origin);
}

bool Guard::knowsHost(std::string_view host) const {
    const std::string name = hostOf(host);
    return !name.empty() && std::ranges::find(m_options.hosts, name) != m_options.hosts.end();
}

bool Guard::knowsOrigin(std::string_view origin, std::string_view host) const {
    const std::string asked = lowered(origin);
    return asked == (m_options.secure ? "https://" : "http://") + lowered(host) ||
           std::ranges::find(m_options.origins, asked) != m_options.origins.end();
}

bool Guard::knowsToken(const Request& request) const {
    const std::string* field = request.field("authorization");
    if (!field || field->size() <= kBearer.size() || lowered(field->substr(0, kBearer.size())) != kBearer) return false;
    return equalInConstantTime(std::string_view(*field).substr(kBearer.size()), m_options.token);
}

std::unique_ptr<Response> Guard::operator()(Request& request) const {
    const std::string* host = request.field("host");
    if (!host) return refusal(400, "The request must name one host.", "bad_request");
    if (!knowsHost(*host)) return refusal(403, "This server is not to be asked by that name.", "host_not_allowed");
    if (request.count("origin") > 0) {
        const std::string* origin = request.field("origin");
        if (!origin || !knowsOrigin(*origin, *host))
            return refusal(403, "Pages of that origin may not ask this server.", "origin_not_allowed");
        request.allowedOrigin = *origin;
        if (request.method == "OPTIONS" && request.count("access-control-request-method") > 0)
            return std::make_unique<Response>(
                Response{.status = 204,
                         .type = {},
                         .body = {},
                         .fields = {{"Access-Control-Allow-Methods", "GET, POST"},
                                    {"Access-Control-Allow-Headers", allowedHeaders(request)},
                                    {"Access-Control-Max-Age", "600"}}});
    }
    if (std::ranges::find(m_options.openPaths, request.path()) != m_options.openPaths.end()) return nullptr;
    if (knowsToken(request)) return nullptr;
    auto response =
        refusal(401,
                request.count("authorization") > 0 ? "The token is wrong."
                                                   : "A token is needed: send \"Authorization: Bearer TOKEN\".",
                "invalid_api_key");
    response->fields.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

}  // namespace mw::http
