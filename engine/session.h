// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "answer_text.h"
#include "backend.h"
#include "mixtral.h"
#include "mw/engine.h"
#include "prompt.h"
#include "sampler.h"
#include "scheduler.h"
#include "stop_matcher.h"
#include "tokenizer.h"

namespace mw {

/// What came of the requests and steps of a session, oldest first, until somebody takes it.
struct SessionEvents {
    std::vector<RequestEvent> requests;
    std::vector<StepCompleted> steps;
};

/// A loaded model and the requests that are open on it.
class Session {
 public:
    /// Allocates what `model.plan` says; weights come by load() or randomise(). `tokenizer` may be null.
    Session(LoadedModel model, std::unique_ptr<Backend> backend, std::unique_ptr<Tokenizer> tokenizer,
            SessionEvents& events);

    /// Reads the weights. Returns false if `stop` was requested.
    bool load(const Checkpoint& checkpoint, const std::function<void(const LoadProgress&)>& progress,
              std::stop_token stop);
    void randomise() { m_weights.randomise(1); }
    /// Runs the largest steps once, so that what goes wrong at full size goes wrong now and not in a chat.
    void warmUp(const std::function<void(const LoadProgress&)>& progress);

    const LoadedModel& model() const { return m_model; }
    std::vector<KernelUse> kernelsUsed() const { return m_backend->kernelsUsed(); }
    std::vector<KernelMeasurement> kernelsMeasured() const { return m_backend->kernelsMeasured(); }
    bool idle() const { return m_open.empty() && m_inFlight.empty(); }

    void submit(RequestId id, Request request);
    void cancel(RequestId id);
    void cancelAll();
    void keepPlaces(int places) { m_scheduler.keepPlaces(places); }
    void step();

    Prompt encode(std::span<const Message> messages, const std::string& format) const;
    std::vector<float> logits(std::span<const int> ids);

    /// Ends every open request with this failure.
    void failAll(const Failure& failure);

 private:
    using Clock = std::chrono::steady_clock;

    /// A request from submit() to its end.
    struct Open {
        Sequence* sequence = nullptr;
        std::optional<AnswerText> text;  ///< absent without a tokenizer
        StopMatcher stop;
        std::optional<PromptScored> scored;  ///< as far as the prompt is read; absent where nobody asked
        std::vector<int> ends;               ///< tokens that end its answer, besides those of the model
        bool ignoreEos = false;
        bool cancelled = false;
        Clock::time_point submitted{};
        Clock::time_point firstToken{};
        Clock::time_point lastToken{};
    };

    /// A step that was launched and whose tokens were not read yet. Its requests may have ended meanwhile.
    struct Flight {
        struct Part {
            RequestId id = 0;
            int firstPosition = 0;
            int tokens = 0;
            bool decode = false;
            bool sampled = false;
        };
        std::vector<Part> parts;
        Clock::time_point launched{};
        bool replayed = false;
    };

    /// The arrays behind StepInputs.
    struct StepArrays {
        std::vector<int> tokens, positions, pages, drawnRows;
        std::vector<StepSequence> sequences;
        std::vector<SamplingRow> sampling;

        StepInputs inputs() const {
            return {.tokens = tokens,
                    .positions = positions,
                    .sequences = sequences,
                    .pages = pages,
                    .sampling = sampling,
                    .drawnRows = drawnRows};
        }
    };

    void check(const Request& request) const;
    void check(std::span<const int> prompt) const;
    void checkLength(std::span<const Message> messages) const;
    [[noreturn]] void refuseLength(const std::string& tokens) const;
    void finishCancelled();
    std::string restOf(Open& open);
    StepArrays arraysOf(std::span<const ScheduledTokens> step) const;
    void launch(std::span<const ScheduledTokens> step);
    void scorePrompts(std::span<const ScheduledTokens> step, const StepInputs& inputs);
    void collect();
    void failNonFinite(const Flight::Part& part);
    void take(const Sequence& sequence, const SampledToken& sampled);
    void finish(RequestId id, FinishReason reason, std::string text);
    void fail(RequestId id, const Failure& failure);
    bool isEnd(const Open& open, int token) const;
    std::string bytesOf(int token) const;
    std::vector<TokenAlternative> alternativesOf(const SampledToken& sampled) const;

    LoadedModel m_model;
    std::unique_ptr<Backend> m_backend;
    std::unique_ptr<Tokenizer> m_tokenizer;
    Mixtral m_weights;
    Scheduler m_scheduler;
    std::map<RequestId, Open> m_open;
    std::deque<Flight> m_inFlight;  ///< oldest first
    cpu::SamplerScratch m_scratch;  ///< for scores of prompts
    Clock::time_point m_collected{};
    SessionEvents& m_events;
};

}  // namespace mw
