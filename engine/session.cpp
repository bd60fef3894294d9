// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "session.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <future>
#include <numeric>
#include <utility>

namespace mw {

namespace {

constexpr auto kProgressInterval = std::chrono::milliseconds(33);
constexpr int kMostAlternatives = 20;
/// Prompt tokens in a step beside running answers: with 8x7B at the speed of a GPU's memory, such a step takes no more
/// than twice the time of one without.
constexpr int kChunkBesideAnswers = 384;

double milliseconds(std::chrono::steady_clock::duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

void require(bool condition, const std::string& message) {
    if (!condition) throw Error(ErrorCode::InvalidArgument, message);
}

SchedulerLimits limitsOf(const Plan& plan) {
    const int chunk = plan.request.prefillChunkTokens;
    return {static_cast<int>(plan.kvPages), plan.request.batch, chunk, std::min(chunk, kChunkBesideAnswers)};
}

}  // namespace

Session::Session(LoadedModel model, std::unique_ptr<Backend> backend, std::unique_ptr<Tokenizer> tokenizer,
                 SessionEvents& events)
    : m_model(std::move(model)),
      m_backend(std::move(backend)),
      m_tokenizer(std::move(tokenizer)),
      m_weights(*m_backend, m_model.plan, m_model.options.promptActivations),
      m_scheduler(limitsOf(m_model.plan)),
      m_events(events) {
    m_model.backend = m_backend->name();
    m_model.interconnect = m_backend->interconnect();
    m_model.hasTokenizer = m_tokenizer != nullptr;
    if (m_tokenizer) m_model.toolCallsToken = m_tokenizer->findControl(kToolCalls);
    for (int rank = 0; rank < m_backend->deviceCount(); ++rank) {
        m_model.deviceNames.push_back(m_backend->device(rank).name());
        m_model.allocatedBytes.push_back(m_backend->device(rank).allocatedBytes());
    }
}

bool Session::load(const Checkpoint& checkpoint, const std::function<void(const LoadProgress&)>& progress,
                   std::stop_token stop) {
    const auto start = std::chrono::steady_clock::now();
    std::atomic<std::uint64_t> done = 0;
    auto reading = std::async(std::launch::async, [&] {
        m_weights.load(
            checkpoint, [&](std::uint64_t bytes) { done += bytes; }, stop);
    });
    const auto report = [&] {
        if (progress) progress({done, m_weights.weightBytes(), LoadPhase::Reading});
    };
    do
        report();
    while (reading.wait_for(kProgressInterval) != std::future_status::ready);
    reading.get();
    m_model.readingSeconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    report();
    return !stop.stop_requested();
}

void Session::check(const Request& request) const {
    const SamplingOptions& sampling = request.sampling;
    require(std::isfinite(sampling.temperature) && sampling.temperature >= 0, "temperature must be 0 or more.");
    require(sampling.topK >= 0, "top-k must be 0 (off) or more.");
    require(sampling.topP > 0 && sampling.topP <= 1, "top-p must be above 0 and at most 1.");
    require(sampling.minP >= 0 && sampling.minP <= 1, "min-p must be between 0 and 1.");
    require(std::isfinite(sampling.repetitionPenalty) && sampling.repetitionPenalty > 0,
            "repetition penalty must be above 0.");
    require(sampling.presencePenalty >= -2 && sampling.presencePenalty <= 2,
            "presence penalty must be between -2 and 2.");
    require(sampling.frequencyPenalty >= -2 && sampling.frequencyPenalty <= 2,
            "frequency penalty must be between -2 and 2.");
    require(sampling.logProbabilities >= 0 && sampling.logProbabilities <= kMostAlternatives,
            "log-probabilities must be between 0 and " + std::to_string(kMostAlternatives) + ".");
    require(request.maxTokens > 0, "the most tokens of an answer must be 1 or more.");
}

/// Given ids as well as those of a tokenizer, which may lack one that a prompt format asks for.
void Session::check(std::span<const int> prompt) const {
    require(!prompt.empty(), "The prompt is empty.");
    const int vocabulary = m_model.plan.request.model.vocabularySize;
    for (const int id : prompt)
        if (id < 0 || id >= vocabulary)
            throw Error(ErrorCode::InvalidArgument, "Token id " + std::to_string(id) +
                                                        " is outside of the vocabulary of " +
                                                        std::to_string(vocabulary) + ".");
}

Prompt Session::encode(std::span<const Message> messages, const std::string& format) const {
    if (!m_tokenizer)
        throw Error(ErrorCode::InvalidArgument,
                    "Text cannot be encoded: " +
                        (m_model.checkpoint.tokenizerMissing.empty() ? std::string("the model has no tokenizer")
                                                                     : m_model.checkpoint.tokenizerMissing) +
                        ".");
    return encodePrompt(format, *m_tokenizer, messages);
}

/// Refuses what is too long however it is encoded: to find out by how much would keep everybody waiting, 10 MB in one
/// line for a minute.
void Session::checkLength(std::span<const Message> messages) const {
    if (!m_tokenizer) return;
    // White space is not counted, as formats leave it out at the ends of a message.
    std::size_t bytes = 0;
    for (const Message& message : messages)
        bytes += static_cast<std::size_t>(
            std::count_if(message.content.begin(), message.content.end(), [](unsigned char c) { return c > 0x20; }));
    const std::size_t tokens = bytes / m_tokenizer->longestToken();
    if (tokens >= static_cast<std::size_t>(m_model.plan.request.contextTokens))
        refuseLength("more than " + std::to_string(tokens));
}

void Session::refuseLength(const std::string& tokens) const {
    throw Error(ErrorCode::ContextOverflow, "The prompt has " + tokens + " tokens; a chat holds " +
                                                std::to_string(m_model.plan.request.contextTokens) +
                                                ", and at least one must be left for the answer.");
}

void Session::submit(RequestId id, Request request) {
    try {
        check(request);
        if (request.promptIds.empty()) checkLength(request.messages);
        Prompt prompt = request.promptIds.empty() ? encode(request.messages, request.format)
                                                  : Prompt{.ids = std::move(request.promptIds), .continues = true};
        check(prompt.ids);
        const int context = m_model.plan.request.contextTokens;
        const int promptTokens = static_cast<int>(prompt.ids.size());
        if (promptTokens >= context) refuseLength(std::to_string(promptTokens));
        const int maxTokens = std::min(request.maxTokens, context - promptTokens);
        Sequence& sequence = m_scheduler.add({.id = id,
                                              .tokens = std::move(prompt.ids),
                                              .promptTokens = promptTokens,
                                              .maxTokens = maxTokens,
                                              .sampling = request.sampling,
                                              .readsAll = request.scorePrompt,
                                              .served = request.served});
        m_open.emplace(
            id, Open{.sequence = &sequence,
                     .text = m_tokenizer ? std::optional(AnswerText(*m_tokenizer, prompt.continues)) : std::nullopt,
                     .stop = StopMatcher(std::move(request.stop)),
                     .scored = request.scorePrompt ? std::optional(PromptScored{id, {}}) : std::nullopt,
                     .ends = std::move(prompt.ends),
                     .ignoreEos = request.ignoreEos,
                     .submitted = Clock::now()});
        m_events.requests.emplace_back(RequestAccepted{id, promptTokens, maxTokens, prompt.removedTags});
    } catch (const std::exception&) {
        m_events.requests.emplace_back(RequestFailed{id, currentFailure()});
    }
}

void Session::cancel(RequestId id) {
    if (const auto found = m_open.find(id); found != m_open.end()) found->second.cancelled = true;
}

void Session::cancelAll() {
    for (auto& [id, open] : m_open)
        open.cancelled = true;
    finishCancelled();
}

void Session::finishCancelled() {
    std::vector<RequestId> cancelled;
    for (const auto& [id, open] : m_open)
        if (open.cancelled) cancelled.push_back(id);
    for (const RequestId id : cancelled)
        finish(id, FinishReason::Cancelled, restOf(m_open.at(id)));
}

std::string Session::restOf(Open& open) {
    std::string rest = open.stop.push(open.text ? open.text->finish() : std::string()).text;
    return rest + open.stop.finish();
}

Session::StepArrays Session::arraysOf(std::span<const ScheduledTokens> step) const {
    StepArrays arrays;
    const auto rowOfBefore = [&](RequestId id) {
        int row = 0;
        for (const Flight::Part& part : m_inFlight.back().parts) {
            if (part.id == id) break;
            row += part.sampled ? 1 : 0;
        }
        return row;
    };
    for (const ScheduledTokens& part : step) {
        const auto& [sequence, firstPosition, tokens, sampled, awaited] = part;
        const int firstToken = static_cast<int>(arrays.tokens.size());
        const int pages = Scheduler::pagesFor(firstPosition + tokens);
        arrays.sequences.push_back({firstToken, tokens, firstPosition, static_cast<int>(arrays.pages.size()), pages});
        for (int i = firstPosition; i < firstPosition + tokens; ++i) {
            arrays.tokens.push_back(awaited ? 0 : sequence->tokens[static_cast<std::size_t>(i)]);
            arrays.positions.push_back(i);
            arrays.drawnRows.push_back(awaited ? rowOfBefore(sequence->id) : -1);
        }
        arrays.pages.insert(arrays.pages.end(), sequence->pages.begin(), sequence->pages.begin() + pages);
        if (sampled)
            arrays.sampling.push_back({firstToken + tokens - 1, sequence->sampling,
                                       static_cast<std::uint64_t>(firstPosition + tokens), sequence->tokens,
                                       sequence->promptTokens});
    }
    return arrays;
}

void Session::step() {
    finishCancelled();
    std::vector<Sequence*> admitted;
    const std::vector<ScheduledTokens> scheduled = m_scheduler.next(admitted);
    for (const Sequence* sequence : admitted)
        m_events.requests.emplace_back(RequestStarted{sequence->id, sequence->cachedTokens});
    if (!scheduled.empty()) launch(scheduled);
    // A device that runs ahead has the next step in line before the tokens of the last one are read.
    const std::size_t ahead = m_backend->asyncScheduling() && !scheduled.empty() ? 1 : 0;
    if (m_inFlight.size() > ahead) collect();
}

void Session::launch(std::span<const ScheduledTokens> step) {
    Flight flight{.parts = {}, .launched = Clock::now()};
    const StepArrays arrays = arraysOf(step);
    const std::uint64_t replayed = m_backend->device(0).replayedSteps();
    m_weights.launch(arrays.inputs());
    flight.replayed = m_backend->device(0).replayedSteps() > replayed;
    scorePrompts(step, arrays.inputs());
    for (const ScheduledTokens& part : step)
        flight.parts.push_back(
            {part.sequence->id, part.firstPosition, part.tokens, part.sequence->drawnTokens() > 0, part.sampled});
    m_scheduler.launched(step);
    m_inFlight.push_back(std::move(flight));
}

/// Adds to the scores of prompts what this step says of their tokens, and tells those that are complete.
void Session::scorePrompts(std::span<const ScheduledTokens> step, const StepInputs& inputs) {
    int firstRow = 0;
    for (const ScheduledTokens& part : step) {
        const int row = std::exchange(firstRow, firstRow + part.tokens);
        std::optional<PromptScored>& scored = m_open.at(part.sequence->id).scored;
        if (!scored) continue;
        const auto prompt =
            std::span(part.sequence->tokens).first(static_cast<std::size_t>(part.sequence->promptTokens));
        if (scored->tokens.empty()) scored->tokens.push_back({prompt[0], bytesOf(prompt[0]), std::nullopt, {}});
        // What comes after the last token of the prompt is the answer's affair.
        std::vector<int> rows(
            static_cast<std::size_t>(std::clamp(part.sequence->promptTokens - 1 - part.firstPosition, 0, part.tokens)));
        std::iota(rows.begin(), rows.end(), row);
        m_weights.logitsOfLaunched(inputs, rows, [&](std::span<const float> logits) {
            const auto vocabulary = static_cast<std::size_t>(m_model.plan.request.model.vocabularySize);
            for (; !logits.empty(); logits = logits.subspan(vocabulary)) {
                // The difference between two logits is that between their log-probabilities.
                const int token = prompt[scored->tokens.size()];
                const SampledToken likeliest = cpu::sampleRow(
                    m_scratch, logits.data(), static_cast<int>(vocabulary),
                    {.options = {.temperature = 0, .logProbabilities = part.sequence->sampling.logProbabilities}});
                const float behind =
                    logits[static_cast<std::size_t>(likeliest.token)] - logits[static_cast<std::size_t>(token)];
                scored->tokens.push_back(
                    {token, bytesOf(token), likeliest.logProbability - behind, alternativesOf(likeliest)});
            }
        });
        if (scored->tokens.size() < prompt.size()) continue;
        m_events.requests.emplace_back(*std::exchange(scored, std::nullopt));
    }
}

void Session::collect() {
    const Flight flight = std::move(m_inFlight.front());
    m_inFlight.pop_front();
    const bool draws = std::ranges::any_of(flight.parts, &Flight::Part::sampled);
    const std::vector<SampledToken> drawn = draws ? m_weights.collect() : std::vector<SampledToken>{};
    const auto now = Clock::now();
    StepCompleted done{.elapsedMs = milliseconds(now - std::max(flight.launched, m_collected)),
                       .replayed = flight.replayed};
    m_collected = now;
    std::size_t row = 0;
    for (const Flight::Part& part : flight.parts) {
        (part.decode ? done.decodeTokens : done.prefillTokens) += part.tokens;
        if (!part.sampled) continue;
        const SampledToken& sampled = drawn[row++];
        const auto found = m_open.find(part.id);
        if (found == m_open.end()) continue;  // ended while the step was under way
        if (sampled.finite)
            take(*found->second.sequence, sampled);
        else
            failNonFinite(part);
    }
    done.running = m_scheduler.running();
    done.waiting = m_scheduler.waiting();
    done.kvPagesUsed = static_cast<std::uint64_t>(m_scheduler.pool().held());
    done.kvPagesCached = static_cast<std::uint64_t>(m_scheduler.pool().cached());
    done.kvPages = static_cast<std::uint64_t>(m_scheduler.pool().pages());
    m_events.steps.push_back(done);
}

void Session::failNonFinite(const Flight::Part& part) {
    // Its tokens are known by now; computed again, they show where it began.
    Sequence& sequence = *m_open.at(part.id).sequence;
    const ScheduledTokens again{&sequence, part.firstPosition, part.tokens, false, false};
    const std::string found = m_weights.findNonFinite(arraysOf(std::span(&again, 1)).inputs());
    const std::string where = found.empty() ? "the output head" : found;
    fail(part.id, {ErrorCode::NonFinite,
                   "The model computed NaN or infinity in " + where + "; this answer was stopped.",
                   {},
                   {}});
}

void Session::warmUp(const std::function<void(const LoadProgress&)>& progress) {
    if (!m_backend->asyncScheduling()) return;  // a CPU has nothing to prepare
    if (progress) progress({m_weights.weightBytes(), m_weights.weightBytes(), LoadPhase::WarmingUp});
    const PlanRequest& planned = m_model.plan.request;
    const int pagesPerChat = static_cast<int>(m_model.plan.kvPagesPerChat);
    PagePool& pool = m_scheduler.pool();
    const std::vector<int> pages = pool.take(pool.available());
    const auto run = [&](int promptTokens, int decodes, bool prompt) {
        StepArrays arrays;
        const auto add = [&](int chat, int first, int tokens) {
            const int firstToken = static_cast<int>(arrays.tokens.size());
            arrays.sequences.push_back({firstToken, tokens, first, chat * pagesPerChat, pagesPerChat});
            for (int i = 0; i < tokens; ++i) {
                // Of all kinds, which choose among all experts as those of a text do: kernels may be measured.
                arrays.tokens.push_back(i % planned.model.vocabularySize);
                arrays.positions.push_back(first + i);
            }
            arrays.sampling.push_back({firstToken + tokens - 1, {.temperature = 0}, 0, {}});
        };
        arrays.pages = pages;
        for (int chat = prompt ? 1 : 0; chat < decodes; ++chat)
            add(chat, planned.contextTokens - 1, 1);
        if (prompt) add(0, 0, std::min(promptTokens, planned.contextTokens));
        m_weights.launch(arrays.inputs());
        m_weights.collect();
    };
    run(planned.prefillChunkTokens, planned.batch, true);
    for (const int chats : {planned.batch, 1})
        for (int times = 0; times < 3; ++times)  // the second is recorded, the third replayed
            run(0, chats, false);
    pool.release(pages);
    for (int rank = 0; rank < m_backend->deviceCount(); ++rank)
        m_model.usedBytes.push_back(m_backend->device(rank).usedBytes());
}

void Session::take(const Sequence& sequence, const SampledToken& sampled) {
    const RequestId id = sequence.id;
    Open& open = m_open.at(id);
    open.lastToken = Clock::now();
    if (open.firstToken == Clock::time_point{}) open.firstToken = open.lastToken;
    if (isEnd(open, sampled.token) && !open.ignoreEos) return finish(id, FinishReason::Eos, restOf(open));

    m_scheduler.append(*open.sequence, sampled.token);
    StopMatcher::Growth growth = open.stop.push(open.text ? open.text->push(sampled.token) : std::string());
    TokenEvent event{id, sampled.token, std::move(growth.text), sampled.logProbability, alternativesOf(sampled)};
    if (sequence.sampling.logProbabilities > 0) event.bytes = bytesOf(sampled.token);
    m_events.requests.emplace_back(std::move(event));

    if (growth.stopped) return finish(id, FinishReason::Stop, {});
    if (sequence.generatedTokens() == sequence.maxTokens) finish(id, FinishReason::Length, restOf(open));
}

std::string Session::bytesOf(int token) const {
    return m_tokenizer && m_tokenizer->has(token) ? m_tokenizer->bytes(token) : std::string();
}

std::vector<TokenAlternative> Session::alternativesOf(const SampledToken& sampled) const {
    std::vector<TokenAlternative> alternatives;
    for (const auto& [token, logProbability] : sampled.alternatives)
        alternatives.push_back({token, logProbability, bytesOf(token)});
    return alternatives;
}

bool Session::isEnd(const Open& open, int token) const {
    return std::ranges::count(m_model.plan.request.model.eosIds, token) + std::ranges::count(open.ends, token) > 0;
}

void Session::finish(RequestId id, FinishReason reason, std::string text) {
    const Open& open = m_open.at(id);
    RequestFinished event{.id = id, .reason = reason, .text = std::move(text)};
    event.promptTokens = open.sequence->promptTokens;
    event.generatedTokens = open.sequence->generatedTokens();
    if (open.firstToken != Clock::time_point{})
        event.timeToFirstTokenMs = milliseconds(open.firstToken - open.submitted);
    if (open.lastToken > open.firstToken && event.generatedTokens > 1)
        event.decodeTokensPerSecond =
            (event.generatedTokens - 1) * 1e3 / milliseconds(open.lastToken - open.firstToken);
    m_scheduler.remove(id);
    m_open.erase(id);
    m_events.requests.emplace_back(std::move(event));
}

void Session::fail(RequestId id, const Failure& failure) {
    m_scheduler.remove(id);
    m_open.erase(id);
    m_events.requests.emplace_back(RequestFailed{id, failure});
}

void Session::failAll(const Failure& failure) {
    while (!m_open.empty())
        fail(m_open.begin()->first, failure);
}

std::vector<float> Session::logits(std::span<const int> ids) {
    while (!m_inFlight.empty() && m_open.empty())
        collect();
    require(idle(), "Logits can be computed only while no chat is running.");
    check(ids);
    const PlanRequest& planned = m_model.plan.request;
    const int count = static_cast<int>(ids.size());
    if (count > planned.contextTokens)
        throw Error(ErrorCode::ContextOverflow, std::to_string(count) + " token ids were given; the context holds " +
                                                    std::to_string(planned.contextTokens) + ".");
    PagePool& pool = m_scheduler.pool();
    const std::vector<int> pages = pool.take(Scheduler::pagesFor(count));
    std::vector<int> positions(ids.size());
    std::iota(positions.begin(), positions.end(), 0);

    std::vector<float> result;
    result.reserve(ids.size() * static_cast<std::size_t>(planned.model.vocabularySize));
    for (int first = 0; first < count; first += planned.prefillChunkTokens) {
        const int tokens = std::min(planned.prefillChunkTokens, count - first);
        const std::vector<StepSequence> sequence = {{0, tokens, first, 0, Scheduler::pagesFor(first + tokens)}};
        const auto chunk = [&](auto all) {
            return all.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(tokens));
        };
        const std::vector<float> part =
            m_weights.score({chunk(ids), chunk(std::span<const int>(positions)), sequence, pages, {}});
        result.insert(result.end(), part.begin(), part.end());
    }
    pool.release(pages);
    return result;
}

}  // namespace mw
