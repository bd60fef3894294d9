// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <span>

#include "mw/plan.h"

namespace mw {

/// Distinct experts per layer that `tokens` tokens are expected to choose, if all are equally likely: with t of E per
/// token, E (1 - (1 - t / E)^tokens).
double expectedExperts(const ModelConfig& model, double tokens);

/// Bytes that one decode step has to read, whatever the implementation: every weight it uses once (of the experts, the
/// expected number), and the keys and values of `batch` chats of `contextTokens` tokens. A model tied or not has one
/// head to read; of the embedding only single rows are read, which do not count.
double decodeStepBytes(const PlanRequest& request, int batch, double contextTokens);

/// What has to be done one after another in a step. The devices of a tensor-parallel group work at the same time, so
/// the slowest counts; the stages of a pipeline wait for each other, so they add up; devices that the CPU plays share
/// one memory, so all of them count. Devices with another speed than the plan's first count in proportion.
struct StepWork {
    double bytes = 0;           ///< to read
    double flops = 0;           ///< to compute
    double attentionFlops = 0;  ///< of them, those that grow with the context
};

/// The work of one decode step of `batch` chats that attend to `contextTokens` tokens each.
StepWork decodeWork(const Plan& plan, int batch, double contextTokens);

/// The work of reading `tokens` prompt tokens that follow `before` others in the same chat, in one step.
StepWork prefillWork(const Plan& plan, int tokens, double before);

/// How long a step takes on a machine, as a function of its work.
struct SpeedModel {
    double secondsPerByte = 0;
    double secondsPerStep = 0;           ///< whatever the work: launches, synchronisation, sampling
    double secondsPerFlop = 0;           ///< of decoding, where computing does not hide behind reading: the CPU
    double secondsPerAttentionFlop = 0;  ///< of decoding, on top: attention may be far slower than multiplying matrices
    double prefillSecondsPerFlop = 0;    ///< 0: reading prompts was not measured
    double prefillSecondsPerAttentionFlop = 0;  ///< on top, as above
    double residual = 0;                        ///< root mean square of the relative errors at the measured points
    int measurements = 0;                       ///< 0: from published figures, a limit that no implementation reaches

    bool known() const { return secondsPerByte > 0 || secondsPerFlop > 0 || secondsPerStep > 0; }
};

/// Decoding as measured: one kind of step, run often enough to trust its mean.
struct DecodeMeasurement {
    int batch = 0;
    double contextTokens = 0;  ///< mean of the chats
    double stepSeconds = 0;
};

/// Reading prompts as measured: `seconds` for prompts of `promptTokens` each, `prompts` of them.
struct PrefillMeasurement {
    int prompts = 1;
    int promptTokens = 0;
    double seconds = 0;
};

/// The limit that the devices' published or measured figures set; not known() where the first device has none.
SpeedModel speedLimit(const Plan& plan);

/// Least squares of relative errors over the measurements. Of the terms, seconds per byte comes first, then fixed
/// seconds per step, then seconds per FLOP, then per FLOP of attention; a further one is taken only if there are
/// batches, or contexts, enough to tell and if it lowers the residual by a third. No coefficient is negative. Not
/// known() without measurements.
SpeedModel fitSpeed(const Plan& plan, std::span<const DecodeMeasurement> decode,
                    std::span<const PrefillMeasurement> prefill = {});

/// Predicted seconds of one decode step.
double decodeStepSeconds(const SpeedModel& speed, const Plan& plan, int batch, double contextTokens);

/// Predicted tokens per second of all chats together; 0 where the speed is not known.
double decodeTokensPerSecond(const SpeedModel& speed, const Plan& plan, int batch, double contextTokens);

/// Predicted seconds until a prompt is read, alone and in chunks as planned; 0 where nothing is known of prompts.
double prefillSeconds(const SpeedModel& speed, const Plan& plan, int promptTokens);

}  // namespace mw
