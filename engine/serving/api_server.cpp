// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/api_server.h"

#include <algorithm>

#include "api.h"
#include "guard.h"
#include "mw/engine_loop.h"
#include "server.h"
#include "utf8.h"

namespace mw {

namespace {

constexpr std::size_t kLeastBody = 1 << 20;
/// Of a token, as text in JSON or as a number.
constexpr std::size_t kBodyBytesPerToken = 32;

std::vector<std::string> hostsOf(const ApiServerOptions& options) {
    std::vector<std::string> hosts = {"127.0.0.1", "localhost", "[::1]"};
    const bool everywhere = options.address == "0.0.0.0" || options.address == "::";
    if (!everywhere)
        hosts.push_back(options.address.find(':') == std::string::npos ? options.address : "[" + options.address + "]");
    hosts.insert(hosts.end(), options.hosts.begin(), options.hosts.end());
    return hosts;
}

/// What a prompt as long as the loaded model's context may take.
std::size_t bodyBytes(const EngineLoop& loop) {
    const auto model = loop.model();
    const int context = model ? model->plan.request.contextTokens : 0;
    return std::max(kLeastBody, kBodyBytesPerToken * static_cast<std::size_t>(context));
}

/// What no client's request could ever agree with is a mistake of whoever wrote it.
void check(const ApiServerOptions& options) {
    const auto require = [](bool condition, const std::string& message) {
        if (!condition) throw Error(ErrorCode::InvalidArgument, message);
    };
    const auto isWord = [](std::string_view text) {
        return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c < 127; });
    };
    require(!options.token.empty(), "The endpoint needs a token that its clients have to know.");
    require(options.certificateFile.empty() == options.keyFile.empty(), "A certificate and its key go together.");
    for (const std::string& name : options.modelNames)
        require(!name.empty() && isUtf8(name), "The model's name " + inQuotes(name) + " is no text.");
    for (const std::string& host : options.hosts)
        require(isWord(host) && host.find('/') == std::string::npos && http::hostOf(host).size() == host.size(),
                inQuotes(host) + " is no name of a machine, like workstation.example.org, without a port");
    for (const std::string& origin : options.origins) {
        const std::size_t scheme = origin.find("://");
        const bool isPage = origin.starts_with("https://") || origin.starts_with("http://");
        const std::string_view rest = isPage ? std::string_view(origin).substr(scheme + 3) : std::string_view();
        require(isWord(rest) && rest.find('/') == std::string_view::npos && !http::hostOf(rest).empty(),
                inQuotes(origin) + " is no page's origin, like https://host:port");
    }
}

}  // namespace

struct ApiServer::Impl {
    Impl(EngineLoop& loop, const ApiServerOptions& options)
        : api(loop, options, [this] { return server.connections(); }),
          guard({.token = options.token,
                 .hosts = hostsOf(options),
                 .origins = options.origins,
                 .openPaths = api.openPaths(),
                 .secure = !options.certificateFile.empty()}),
          server(
              serverOptions(loop, options), [this](http::Request& request) { return guard(request); },
              [this](const auto& request, const auto& writer) { api.handle(request, writer); }) {}

    http::ServerOptions serverOptions(const EngineLoop& loop, const ApiServerOptions& options) {
        http::ServerOptions listening{
            .address = options.address,
            .port = options.port,
            .limits = {},
            .certificateFile = options.certificateFile,
            .keyFile = options.keyFile,
            .bodyBytes = [&loop] { return bodyBytes(loop); },
            .refused = [this](const std::string& peer, const http::Response& refusal) { api.refused(peer, refusal); }};
        listening.limits.connections = static_cast<std::size_t>(std::max(options.connections, 1));
        return listening;
    }

    openai::Api api;
    http::Guard guard;
    http::Server server;  // last: its thread uses the others
};

ApiServer::ApiServer(EngineLoop& loop, const ApiServerOptions& options) {
    check(options);
    m_impl = std::make_unique<Impl>(loop, options);
    m_url = std::string(options.certificateFile.empty() ? "http" : "https") + "://" +
            (options.address.find(':') == std::string::npos ? options.address : "[" + options.address + "]") + ":" +
            std::to_string(port());
}

ApiServer::~ApiServer() = default;

std::uint16_t ApiServer::port() const {
    return m_impl->server.port();
}

bool ApiServer::drain(std::chrono::milliseconds patience) {
    return m_impl->server.drain(patience);
}

}  // namespace mw
