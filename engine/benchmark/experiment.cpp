// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/experiment.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>
#include <mutex>
#include <optional>
#include <utility>

#include "mw/engine_loop.h"

namespace mw {

namespace {

using Clock = std::chrono::steady_clock;

double firstSecond(const RequestFinished& end) {
    return end.timeToFirstTokenMs / 1000;
}

double lastSecond(const RequestFinished& end) {
    const double decoding = end.decodeTokensPerSecond > 0 ? (end.generatedTokens - 1) / end.decodeTokensPerSecond : 0;
    return firstSecond(end) + decoding;
}

}  // namespace

/// Everything happens on the engine's thread, in sinks and as an observer; progress is written down for others.
struct Experiment::State final : EngineObserver, std::enable_shared_from_this<State> {
    State(EngineLoop& queue, ExperimentOptions asked, std::function<void(const ExperimentResult&)> told)
        : loop(queue), options(std::move(asked)), done(std::move(told)) {}

    EngineLoop& loop;
    const ExperimentOptions options;
    const std::function<void(const ExperimentResult&)> done;
    std::atomic<bool> abandoned = false;

    mutable std::mutex mutex;
    ExperimentProgress progress;  ///< guarded by the mutex

    ExperimentPart part = ExperimentPart::WarmUp;
    std::vector<RequestId> ids;
    std::vector<RequestFinished> ends;  ///< by chat
    int open = 0;
    bool enough = false;     ///< what still runs is cancelled, since it is no longer needed
    bool cancelled = false;  ///< by somebody else
    bool over = false;
    std::optional<Failure> failure;
    std::optional<Clock::time_point> steadySince;
    ExperimentFigures figures;

    void begin(ExperimentPart next);
    int tokensOf(ExperimentPart which) const;
    void take(int chat, const RequestEvent& event);
    void end(int chat, const RequestFinished& finished);
    void cancelOpen();
    void partDone();
    void measurePrefill();
    void measureDecode();
    void finish(const ExperimentResult& result);
    void addSteady();
    void stepCompleted(const StepCompleted& step) override;
};

int Experiment::State::tokensOf(ExperimentPart which) const {
    switch (which) {
        case ExperimentPart::WarmUp:
            return options.warmUpTokens;
        case ExperimentPart::FirstToken:
        case ExperimentPart::Prefill:
            return 1;
        case ExperimentPart::Decode:
            return options.generatedTokens;
    }
    return 0;
}

void Experiment::State::begin(ExperimentPart next) {
    part = next;
    const bool all = part == ExperimentPart::Prefill || part == ExperimentPart::Decode;
    open = all ? options.chats : 1;
    ends.assign(static_cast<std::size_t>(open), {});
    {
        const std::lock_guard lock(mutex);
        progress = {.part = part, .chats = open};
    }
    std::vector<Submission> together;
    for (int chat = 0; chat < open; ++chat) {
        Request request = options.request(part, chat);
        request.client = "benchmark";
        request.maxTokens = tokensOf(part);
        request.ignoreEos = true;
        together.push_back({std::move(request),
                            [self = shared_from_this(), chat](const RequestEvent& event) { self->take(chat, event); }});
    }
    ids = loop.submit(std::move(together));
}

void Experiment::State::take(int chat, const RequestEvent& event) {
    if (std::holds_alternative<TokenEvent>(event)) {
        const std::lock_guard lock(mutex);
        ++progress.tokens;
    } else if (const auto* finished = std::get_if<RequestFinished>(&event)) {
        end(chat, *finished);
    } else if (const auto* failed = std::get_if<RequestFailed>(&event)) {
        if (!failure) failure = failed->failure;
        end(chat, {});
    }
}

void Experiment::State::end(int chat, const RequestFinished& finished) {
    ends[static_cast<std::size_t>(chat)] = finished;
    --open;
    {
        const std::lock_guard lock(mutex);
        ++progress.ended;
    }
    if (finished.reason == FinishReason::Cancelled && !enough) cancelled = true;
    if (cancelled || failure) cancelOpen();
    // Not at once: the step that ended it is yet to be counted.
    if (open == 0) loop.post([self = shared_from_this()](Engine&) { self->partDone(); });
}

void Experiment::State::cancelOpen() {
    for (const RequestId id : ids)
        loop.cancel(id);
}

void Experiment::State::partDone() {
    if (failure) return finish(*failure);
    if (cancelled) return finish(ExperimentCancelled{});
    switch (part) {
        case ExperimentPart::WarmUp:
            return begin(options.measuresAlone ? ExperimentPart::FirstToken : ExperimentPart::Prefill);
        case ExperimentPart::FirstToken:
            figures.firstTokenSeconds = firstSecond(ends.front());
            return begin(ExperimentPart::Prefill);
        case ExperimentPart::Prefill:
            measurePrefill();
            return begin(ExperimentPart::Decode);
        case ExperimentPart::Decode:
            measureDecode();
            return finish(figures);
    }
}

void Experiment::State::measurePrefill() {
    double last = 0;
    double tokens = 0;
    for (const RequestFinished& end : ends) {
        last = std::max(last, firstSecond(end));
        tokens += end.promptTokens;
        figures.meanFirstTokenMs += end.timeToFirstTokenMs / options.chats;
        figures.chats.push_back({.promptTokens = end.promptTokens, .firstTokenMs = end.timeToFirstTokenMs});
    }
    figures.prefillTokensPerSecond = last > 0 ? tokens / last : 0;
}

void Experiment::State::measureDecode() {
    double first = std::numeric_limits<double>::max();
    double last = 0;
    double tokens = 0;
    for (std::size_t chat = 0; chat < ends.size(); ++chat) {
        const RequestFinished& end = ends[chat];
        first = std::min(first, firstSecond(end));
        last = std::max(last, lastSecond(end));
        tokens += end.generatedTokens - 1;
        figures.chatTokensPerSecond += end.decodeTokensPerSecond / options.chats;
        figures.chats[chat].generatedTokens = end.generatedTokens;
        figures.chats[chat].decodeTokensPerSecond = end.decodeTokensPerSecond;
    }
    figures.totalTokensPerSecond = last > first ? tokens / (last - first) : 0;
}

void Experiment::State::stepCompleted(const StepCompleted& step) {
    if (over) return;
    if (open > 0 && step.running + step.waiting > open) figures.disturbed = true;
    if (part != ExperimentPart::Decode || enough) return;
    if (step.prefillTokens == 0 && step.decodeTokens == options.chats) addSteady();
    // From the first chat's end on there are no more of these steps.
    const bool last = open < options.chats || figures.steadySteps == options.steadySteps;
    if (options.steadySteps == 0 || !last) return;
    enough = true;
    cancelOpen();
}

void Experiment::State::addSteady() {
    const Clock::time_point now = Clock::now();
    if (!steadySince) {
        steadySince = now;
        return;
    }
    ++figures.steadySteps;
    const double seconds = std::chrono::duration<double>(now - *steadySince).count();
    figures.steadyTokensPerSecond = options.chats * figures.steadySteps / seconds;
}

void Experiment::State::finish(const ExperimentResult& result) {
    over = true;
    if (!abandoned) done(result);
}

Experiment::Experiment(EngineLoop& loop, ExperimentOptions options, std::function<void(const ExperimentResult&)> done)
    : m_state(std::make_shared<State>(loop, std::move(options), std::move(done))) {
    loop.observe(m_state);
    loop.post([state = m_state](Engine&) {
        state->begin(state->options.warmUpTokens > 0 ? ExperimentPart::WarmUp
                     : state->options.measuresAlone  ? ExperimentPart::FirstToken
                                                     : ExperimentPart::Prefill);
    });
}

Experiment::~Experiment() {
    m_state->abandoned = true;
    cancel();
}

void Experiment::cancel() {
    m_state->loop.post([state = m_state](Engine&) {
        state->cancelled = true;
        state->cancelOpen();
    });
}

ExperimentProgress Experiment::progress() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->progress;
}

}  // namespace mw
