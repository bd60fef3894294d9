// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mw/engine.h"

/// A stand-in for the engine, put in its place when a test is linked: the same classes and functions, with scripted
/// answers, pace and failures. The loop above it is the real one.
namespace mw::test {

/// A failure, made out of sight of the optimiser, which finds some of it uninitialised where it sees all of it.
Failure failureOf(ErrorCode code, std::string message, std::vector<MemoryShortage> shortages = {});

/// What the stand-in does. The test sets it before it sends commands.
struct EngineScript {
    std::function<std::string(int index)>
        tokenText;                      ///< the text of the token at `index` of an answer; null: "t<index> "
    double stepMs = 1;                  ///< how long a step takes
    double firstTokenMs = 1;            ///< what it tells of the first token of an answer
    std::optional<int> toolCallsToken;  ///< of the model; what is at this index of an answer is this token
    std::optional<Failure> inspectFailure;
    std::optional<Failure> loadFailure;  ///< thrown half-way through a load
    int failingLoads = -1;               ///< how many loads fail with it; -1: all
    std::optional<Failure> planFailure;
    std::uint64_t machineBytes = 64'000'000'000;
    std::uint64_t othersBytes = 0;  ///< of the machine, in use by other programs
    std::vector<DeviceSpec> gpus;   ///< none: the CPU computes
    int loadPieces = 4;             ///< progress reports of a load
    double loadPieceMs = 1;         ///< how long each takes
    int failingStep = -1;           ///< the step that throws `stepFailure`; steps count from the load on
    Failure stepFailure{ErrorCode::Device, "device 0 is lost", {}, {}};
    std::optional<Failure> requestFailure;  ///< every request fails with this at its second token
};

/// The script in force; reading and setting it is safe on any thread.
EngineScript engineScript();
void setEngineScript(EngineScript script);

/// A small checkpoint that does not exist on disk.
CheckpointInfo scriptedCheckpoint();

/// How many commands and steps reached the engine since the last setEngineScript().
struct EngineCounts {
    int steps = 0;
    int loads = 0;
    int unloads = 0;
};
EngineCounts engineCounts();

/// What was submitted since the last setEngineScript(), in order.
std::vector<Request> submittedRequests();
/// The options of each load since then.
std::vector<LoadOptions> submittedLoads();

}  // namespace mw::test
