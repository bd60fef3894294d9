// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "client_bounds.h"
#include "message.h"
#include "metrics.h"
#include "mw/api_server.h"
#include "request.h"

namespace mw::openai {

/// The routes of the endpoint. handle() is called on the server's thread.
class Api {
 public:
    /// `connections` says how many are open now.
    Api(EngineLoop& loop, const ApiServerOptions& options, std::function<std::size_t()> connections);

    /// What is answered without a token.
    std::vector<std::string> openPaths() const;
    void handle(const std::shared_ptr<const http::Request>& request,
                const std::shared_ptr<http::ResponseWriter>& writer);
    /// A request that got no further than the server.
    void refused(const std::string& address, const http::Response& refusal);

 private:
    using Writer = std::shared_ptr<http::ResponseWriter>;
    using Method = void (Api::*)(const http::Request&, const Writer&);
    struct Route {
        std::string method, path;
        Method answer;
    };

    void health(const http::Request& request, const Writer& writer);
    void models(const http::Request& request, const Writer& writer);
    void metrics(const http::Request& request, const Writer& writer);
    void chat(const http::Request& request, const Writer& writer);
    void completions(const http::Request& request, const Writer& writer);
    void asset(const http::Request& request, const Writer& writer);

    std::shared_ptr<const LoadedModel> requireModel() const;
    std::vector<std::string> namesOf(const LoadedModel& model) const;
    std::string requireName(const LoadedModel& model, const std::string& name) const;
    std::vector<Request> spread(std::vector<Request> prompts, const Terms& terms, const http::Request& request) const;
    void start(std::vector<Request> requests, const Terms& terms, std::unique_ptr<class AnswerForm> form,
               const LoadedModel& model, bool mayCallTools, const http::Request& request, const Writer& writer);

    /// Who asks, before the request is read.
    static ApiClient clientOf(const http::Request& request);

    EngineLoop& m_loop;
    ApiServerOptions m_options;
    std::function<std::size_t()> m_connections;
    std::vector<Route> m_routes;
    std::shared_ptr<Metrics> m_metrics;
    std::shared_ptr<ClientBounds> m_bounds;
    std::map<std::string, http::Response, std::less<>> m_assets;  ///< of the demonstrator, by path
};

}  // namespace mw::openai
