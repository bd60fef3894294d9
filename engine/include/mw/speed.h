// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <span>
#include <vector>

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

/// The work of reading a whole prompt, alone and in chunks as planned.
StepWork promptWork(const Plan& plan, int promptTokens);

/// The steps in which it is read.
int promptSteps(const Plan& plan, int promptTokens);

/// What work costs on a machine.
struct StepCosts {
    double secondsPerByte = 0;
    double secondsPerStep = 0;           ///< whatever the work: launches, synchronisation, sampling
    double secondsPerFlop = 0;           ///< where computing does not hide behind reading: the CPU
    double secondsPerAttentionFlop = 0;  ///< on top: attention may be far slower than multiplying matrices

    /// Seconds of so many steps that do this work in all.
    double seconds(const StepWork& work, double steps = 1) const {
        return secondsPerByte * work.bytes + secondsPerStep * steps + secondsPerFlop * work.flops +
               secondsPerAttentionFlop * work.attentionFlops;
    }
};

/// What a part of the measurements says of the others, which were left out, one part after the other.
struct SpeedDoubts {
    std::vector<StepCosts> costs;  ///< of each part; none with fewer than two measurements
    double off = 1;                ///< the most that one left out took longer, or shorter: a factor from 1 on
};

/// How long a step takes on a machine, as a function of its work.
struct SpeedModel {
    StepCosts decode;
    StepCosts prefill;     ///< nothing: reading prompts was not measured
    double residual = 0;   ///< of decoding: root mean square of the relative errors at the measured points
    int measurements = 0;  ///< of decoding; 0: from published figures, a limit that no implementation reaches
    SpeedDoubts decodeDoubts;
    SpeedDoubts prefillDoubts;

    bool known() const { return decode.secondsPerByte > 0 || decode.secondsPerFlop > 0 || decode.secondsPerStep > 0; }
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

/// Least squares of relative errors over the measurements, those of decoding and those of prompts apart. Of the costs,
/// of decoding that of a byte comes first, of prompts that of a FLOP; others, or further ones, are taken only if there
/// are batches, or lengths, enough to tell and if they lower the residual by a third. None is negative. Not known()
/// without measurements of decoding.
SpeedModel fitSpeed(const Plan& plan, std::span<const DecodeMeasurement> decode,
                    std::span<const PrefillMeasurement> prefill = {});

/// Predicted seconds of one decode step.
double decodeStepSeconds(const SpeedModel& speed, const Plan& plan, int batch, double contextTokens);

/// Predicted tokens per second of all chats together; 0 where the speed is not known.
double decodeTokensPerSecond(const SpeedModel& speed, const Plan& plan, int batch, double contextTokens);

/// Predicted seconds until a prompt is read, alone and in chunks as planned; 0 where nothing is known of prompts.
double prefillSeconds(const SpeedModel& speed, const Plan& plan, int promptTokens);

/// What lies around a prediction.
struct SpeedRange {
    double least = 0;
    double most = 0;
};

/// Where a measurement may lie, as far as the measurements tell: around what every part of them predicts here, by as
/// much as they were off where others were measured (the minmax of Barber et al., "Predictive inference with the
/// jackknife+", 2021). So all that were measured lie within, and nine of ten that are like them. It knows nothing of
/// what no measurement hints at, as of contexts much longer than all of them. The prediction alone without doubts.
SpeedRange decodeRange(const SpeedModel& speed, const Plan& plan, int batch, double contextTokens);  ///< tokens/s
SpeedRange prefillRange(const SpeedModel& speed, const Plan& plan, int promptTokens);                ///< seconds

}  // namespace mw
