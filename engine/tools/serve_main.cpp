// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

#include "command_line.h"
#include "end_signals.h"
#include "model_options.h"
#include "mw/aime_worker.h"
#include "mw/api_server.h"
#include "mw/token_file.h"
#include "service_manager.h"

namespace {

using namespace mw;
using namespace mw::tools;

/// How soon a failed device ends the program.
constexpr std::chrono::milliseconds kPatience{500};

/// Keeps the failure after which no work is taken any more.
class Trouble final : public EngineObserver {
 public:
    void failed(const Failure& failure) override {
        const std::lock_guard lock(m_mutex);
        m_failure = failure;
    }
    void rethrowIfThere() {
        const std::lock_guard lock(m_mutex);
        if (m_failure) rethrow(*m_failure);
    }

 private:
    std::mutex m_mutex;
    std::optional<Failure> m_failure;
};

struct Options {
    ModelOptions model;
    int batch = 8;
    std::string listen = "127.0.0.1:8080";
    std::string tokenFile;
    ApiServerOptions server;
    AimeOptions aime;
    std::string aimeCertificates;
    std::string aimeKeyFile;
    int drainSeconds = 30;
};

/// Takes "ADDRESS:PORT" apart; an IPv6 address stands in brackets.
void parseListen(const std::string& text, ApiServerOptions& server) {
    const std::size_t colon = text.rfind(':');
    const char* const end = text.data() + text.size();
    const char* const port = text.data() + (colon == std::string::npos ? text.size() : colon + 1);
    const auto [rest, error] = std::from_chars(port, end, server.port);
    if (colon == std::string::npos || colon == 0 || rest != end || error != std::errc())
        refuse("--listen: '" + text + "' is no ADDRESS:PORT, like 127.0.0.1:8080");
    server.address = text.substr(0, colon);
    if (server.address.starts_with('[') && server.address.ends_with(']'))
        server.address = server.address.substr(1, server.address.size() - 2);
    else if (server.address.find(':') != std::string::npos)
        refuse("--listen: an IPv6 address stands in brackets, like [::1]:8080");
}

/// Where the token is kept unless the command line says otherwise.
std::filesystem::path usualTokenFile() {
    const char* const config = std::getenv("XDG_CONFIG_HOME");
    const char* const home = std::getenv("HOME");
    if ((!config || !*config) && (!home || !*home)) refuse("--token-file: name it, since there is no home folder");
    const auto folder = (config && *config ? std::filesystem::path(config) : std::filesystem::path(home) / ".config") /
                        "mixtral-workbench";
    std::filesystem::create_directories(folder);
    return folder / "serve-token";
}

void addOptions(CLI::App& app, Options& options) {
    ApiServerOptions& server = options.server;
    addModelOption(app, options.model)
        ->description("Folder of a checkpoint, a GGUF file, or Ollama's of a model; the demo model where not given");
    addRandomWeightsOptions(app, options.model);
    addFormatOption(app, server.format)->description("Prompt format; the model's own where not given");
    app.add_option("--batch", options.batch, "Answers generated at once; further requests wait")
        ->transform(wholeNumber(1, 4096))
        ->capture_default_str();
    const auto add = [&](const char* name, auto& value, const char* help) {
        return app.add_option(name, value, help)->group("Endpoint");
    };
    const auto several = [&](const char* name, std::vector<std::string>& values, const char* help) {
        return add(name, values, help)->take_all()->allow_extra_args(false);
    };
    add("--listen", options.listen, "Where to listen; port 0: any that is free")
        ->type_name("ADDRESS:PORT")
        ->capture_default_str();
    add("--token-file", options.tokenFile,
        "Holds the token that clients must know; made where there is none. ~/.config/mixtral-workbench/serve-token "
        "where not given")
        ->type_name("FILE")
        ->check(notEmpty());
    several("--name", server.modelNames,
            "Name of the model for clients; may be given several times, the first is its id");
    several("--host", server.hosts, "A further name of this machine by which clients may ask");
    several("--origin", server.origins, "A web page's origin that may ask, like https://host:port");
    app.add_flag("--demonstrator", server.demonstrator,
                 "Show a page with a chat at /; its visitors need the token, too")
        ->group("Endpoint");
    add("--certificate", server.certificateFile, "Serve TLS with this certificate (PEM, with its chain)")
        ->type_name("FILE");
    add("--key", server.keyFile, "The certificate's private key (PEM)")->type_name("FILE");
    add("--connections", server.connections, "Most open connections")
        ->transform(wholeNumber(1, 4096))
        ->capture_default_str();
    add("--client-queue", server.requestsPerClient, "Most open requests of one address")
        ->transform(wholeNumber(1, 1 << 20))
        ->capture_default_str();
    add("--drain", options.drainSeconds, "Seconds that running answers get to end after SIGTERM")
        ->transform(wholeNumber(0, 86400))
        ->capture_default_str();
    const auto addAime = [&](const char* name, std::string& value, const char* help) {
        return app.add_option(name, value, help)->group("AIME API Server")->check(notEmpty());
    };
    CLI::Option* const url =
        addAime("--aime", options.aime.server, "Also take jobs from this server, like http://127.0.0.1:7777");
    url->type_name("URL");
    CLI::Option* const key = addAime("--aime-key-file", options.aimeKeyFile, "Holds the key of the job type");
    key->type_name("FILE")->needs(url);
    url->needs(key);
    addAime("--aime-job-type", options.aime.jobType, "Job type to serve")->needs(url)->capture_default_str();
    addAime("--aime-name", options.aime.name, "Name of this worker, unique among the server's")->needs(url);
    addAime("--aime-certificates", options.aimeCertificates,
            "Trust these authorities (PEM) for https in place of the system's")
        ->type_name("FILE")
        ->needs(url);
    app.add_option("--aime-places", options.aime.places, "Most jobs at once; the batch where not given")
        ->group("AIME API Server")
        ->transform(wholeNumber(1, 4096))
        ->needs(url);
    addLoadOptions(app, options.model);
}

void readToken(Options& options) {
    const std::filesystem::path file =
        options.tokenFile.empty() ? usualTokenFile() : std::filesystem::path(options.tokenFile);
    const TokenFile token = readOrMakeToken(file);
    options.server.token = token.token;
    if (!token.fresh) return;
    // A log keeps what it is told, so only a person sees the token itself.
    if (errorIsTerminal())
        std::fprintf(stderr, "mixtral-serve: the token that clients must send is %s; it is kept in %s\n",
                     token.token.c_str(), file.c_str());
    else
        std::fprintf(stderr, "mixtral-serve: made a token that clients must send, in %s\n", file.c_str());
}

int run(Options& options) {
    EndSignals signals;
    parseListen(options.listen, options.server);
    if (options.model.directory.empty() && options.model.randomWeights.empty()) options.model.directory = demoModel();
    readToken(options);
    if (!options.aimeKeyFile.empty()) options.aime.key = readSecret(options.aimeKeyFile);
    const std::optional<OpenedCheckpoint> checkpoint = openModel(options.model);
    if (!options.aime.server.empty() && (!checkpoint || checkpoint->info.tokenizer.empty()))
        refuse("--aime: its jobs are texts, and the model has no tokenizer");

    const auto trouble = std::make_shared<Trouble>();
    EngineLoop loop;
    loop.observe(trouble);
    // Both stand before the model is loaded, which takes minutes: what is wrong with their options is said at once.
    // Until it is, the endpoint says that there is none, and the worker waits for it.
    ApiServer server(loop, options.server);
    std::unique_ptr<AimeWorker> worker;
    if (!options.aime.server.empty()) {
        options.aime.certificates = options.aimeCertificates;
        worker = std::make_unique<AimeWorker>(loop, options.aime, [](const AimeLogLine& line) {
            std::fprintf(stderr, "mixtral-serve: AIME worker: %s\n", oneLine(line.text).c_str());
        });
    }
    if (!load(loop, {loadOptions(options.model, options.model.context, options.batch), checkpoint},
              [&] { return signals.take(); }))
        return kSuccess;
    std::printf("Listening on %s\n", server.url().c_str());
    std::fflush(stdout);
    tellServiceManager("READY=1\nSTATUS=Listening on " + server.url());

    while (!signals.take(kPatience))
        trouble->rethrowIfThere();
    tellServiceManager("STOPPING=1");
    // A second signal means now.
    const std::chrono::seconds patience(options.drainSeconds);
    const auto end = std::chrono::steady_clock::now() + patience;
    if (worker) worker->stop(patience);
    const auto drained = [&] {
        return server.drain(std::chrono::milliseconds(50)) &&
               (!worker || worker->waitForEnd(std::chrono::milliseconds(50)));
    };
    while (!drained() && std::chrono::steady_clock::now() < end && !signals.take())
        ;
    return kSuccess;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Serves a Mixtral model over HTTP, with OpenAI's API", "mixtral-serve");
    Options options;
    addOptions(app, options);
    return runProgram(app, argc, argv, [&] { return run(options); });
}
