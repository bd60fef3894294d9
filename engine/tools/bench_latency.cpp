// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// How long a person waits: for the first token of a question on a long conversation that is in the cache, and between
// two tokens of a running answer while somebody else's long prompt is read.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "bench_commands.h"
#include "channel.h"
#include "model_options.h"
#include "random_prompt.h"

namespace mw::tools {

namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

struct LatencyOptions {
    ModelOptions model;
    int cached = 16384;
    int fresh = 100;
    int chats = 8;
    int prompt = 8192;
    bool asJson = false;
};

double milliseconds(Clock::duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

/// What comes of some requests, with its time.
class Questions {
 public:
    explicit Questions(EngineLoop& engine) : m_engine(engine) {}

    RequestId ask(std::vector<int> prompt, int tokens) { return askAll({std::move(prompt)}, tokens).front(); }

    /// Asks them at once; the answers have so many tokens.
    std::vector<RequestId> askAll(std::vector<std::vector<int>> prompts, int tokens) {
        std::vector<Submission> together;
        for (std::vector<int>& prompt : prompts) {
            Request request;
            request.client = "benchmark";
            request.promptIds = std::move(prompt);
            request.maxTokens = tokens;
            request.ignoreEos = true;
            request.sampling.temperature = 0;
            together.push_back({std::move(request), [events = m_events](const RequestEvent& event) {
                                    events->push({event, Clock::now()});
                                }});
        }
        const std::vector<RequestId> ids = m_engine.submit(std::move(together));
        m_open.insert(ids.begin(), ids.end());
        return ids;
    }

    /// Waits until `done` says so, telling it about every token and when it came.
    template <typename Done>
    void waitUntil(const Done& done) {
        while (true) {
            const auto [event, time] = next();
            if (const auto* token = std::get_if<TokenEvent>(&event))
                if (done(token->id, time)) return;
        }
    }

    /// Cancels all, and waits for their ends.
    void finish() {
        for (const RequestId id : m_open)
            m_engine.cancel(id);
        while (!m_open.empty())
            next();
    }

 private:
    struct Timed {
        RequestEvent event;
        Clock::time_point time;
    };

    Timed next() {
        Timed timed = m_events->pop();
        if (const auto* failed = std::get_if<RequestFailed>(&timed.event)) rethrow(failed->failure);
        if (isLast(timed.event)) m_open.erase(idOf(timed.event));
        return timed;
    }

    EngineLoop& m_engine;
    std::shared_ptr<Channel<Timed>> m_events = std::make_shared<Channel<Timed>>();
    std::set<RequestId> m_open;
};

/// Milliseconds to the first token of `fresh` new tokens on `cached` known ones.
double firstTokenMs(EngineLoop& engine, const LatencyOptions& options, int vocabulary) {
    Questions questions(engine);
    const auto waitFor = [&](RequestId asked) {
        Clock::time_point came;
        questions.waitUntil([&](RequestId id, Clock::time_point time) {
            came = time;
            return id == asked;
        });
        questions.finish();
        return came;
    };
    std::vector<int> ids = randomPrompt(options.cached, vocabulary, 1);
    waitFor(questions.ask(ids, 1));
    double best = 0;
    for (std::uint32_t time = 0; time < 5; ++time) {
        std::vector<int> question = ids;
        const std::vector<int> fresh = randomPrompt(options.fresh, vocabulary, 100 + time);
        question.insert(question.end(), fresh.begin(), fresh.end());
        const Clock::time_point start = Clock::now();
        const double elapsed = milliseconds(waitFor(questions.ask(std::move(question), 1)) - start);
        // The first is slower: shapes come for the first time.
        best = time == 0 ? elapsed : std::min(best, elapsed);
    }
    return best;
}

struct Gaps {
    double usualMs = 0;    ///< median between tokens of a chat while nothing else runs
    double longestMs = 0;  ///< while the long prompt is read
};

Gaps gaps(EngineLoop& engine, const LatencyOptions& options, int vocabulary) {
    Questions questions(engine);
    std::vector<std::vector<int>> prompts;
    for (int chat = 0; chat < options.chats; ++chat)
        prompts.push_back(randomPrompt(512, vocabulary, 1000u + static_cast<unsigned>(chat)));
    questions.askAll(std::move(prompts), 64 + options.prompt / 128);
    std::map<RequestId, Clock::time_point> last;
    std::vector<double> usual;
    double longest = 0;
    RequestId reader = 0;
    int tokens = 0;
    questions.waitUntil([&](RequestId id, Clock::time_point now) {
        if (id == reader) return true;
        if (const auto before = last.find(id); before != last.end()) {
            const double gap = milliseconds(now - before->second);
            // All chats run by then, and their answers are long enough to be read.
            if (reader == 0 && tokens > 24 * options.chats) usual.push_back(gap);
            if (reader != 0) longest = std::max(longest, gap);
        }
        last[id] = now;
        if (++tokens == 48 * options.chats) reader = questions.ask(randomPrompt(options.prompt, vocabulary, 7), 1);
        return false;
    });
    questions.finish();
    std::ranges::nth_element(usual, usual.begin() + std::ssize(usual) / 2);
    return {usual[usual.size() / 2], longest};
}

int run(const LatencyOptions& options) {
    if (options.model.directory.empty() == options.model.randomWeights.empty())
        refuse("give either --model or --random-weights");
    const int needed = std::max(options.cached + options.fresh + 1, options.prompt + 64);
    const std::optional<OpenedCheckpoint> checkpoint = openModel(options.model);
    const int trained = trainedContext(options.model, checkpoint);
    if (needed > trained)
        refuse("these prompts take " + std::to_string(needed) + " tokens; the model takes at most " +
               std::to_string(trained));
    LoadOptions load =
        loadOptions(options.model, options.model.context > 0 ? options.model.context : needed, options.chats + 1);
    load.idsOnly = true;
    EngineLoop engine;
    tools::load(engine, {load, checkpoint});
    const int vocabulary = engine.model()->plan.request.model.vocabularySize;
    const double first = firstTokenMs(engine, options, vocabulary);
    const Gaps gap = gaps(engine, options, vocabulary);
    if (options.asJson) {
        std::puts(json{{"cached_tokens", options.cached},
                       {"new_tokens", options.fresh},
                       {"time_to_first_token_ms", first},
                       {"chats", options.chats},
                       {"prompt", options.prompt},
                       {"usual_gap_ms", gap.usualMs},
                       {"longest_gap_ms", gap.longestMs}}
                      .dump()
                      .c_str());
    } else {
        std::printf("%d new tokens on %d cached ones: first token after %.1f ms\n", options.fresh, options.cached,
                    first);
        std::printf(
            "%d chats: %.1f ms between tokens; at most %.1f ms while a prompt of %d tokens is read (%.1f times)\n",
            options.chats, gap.usualMs, gap.longestMs, options.prompt, gap.longestMs / gap.usualMs);
    }
    return kSuccess;
}

}  // namespace

Command addLatency(CLI::App& program) {
    CLI::App* app = program.add_subcommand("latency", "Measures how long people wait for a first and for a next token");
    auto options = std::make_shared<LatencyOptions>();
    addModelOption(*app, options->model);
    addRandomWeightsOptions(*app, options->model);
    const auto add = [&](const char* name, int& value, const char* help) {
        app->add_option(name, value, help)->transform(wholeNumber(1, 1 << 20))->capture_default_str();
    };
    add("--cached", options->cached, "Tokens of the conversation that is known");
    add("--new", options->fresh, "Tokens of the question on it");
    add("--chats", options->chats, "Answers that run");
    add("--prompt", options->prompt, "Tokens of the prompt that is read beside them");
    app->add_flag("--json", options->asJson, "Print one JSON object");
    addLoadOptions(*app, options->model);
    return {app, [options] { return run(*options); }};
}

}  // namespace mw::tools
