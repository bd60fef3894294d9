// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "mw/engine.h"

namespace mw::test {

/// A tiny checkpoint of tests/data/checkpoints and what transformers computes from it.
struct GoldenModel {
    explicit GoldenModel(const std::string& name);

    std::filesystem::path folder;  ///< of the model; its forms are folders in it
    int vocabulary = 0;
    std::vector<int> shortIds;
    std::vector<float> shortLogits;  ///< [tokens of shortIds, vocabulary]
    std::vector<int> longIds;
    std::vector<int> longPositions;
    std::vector<float> longLogits;  ///< [longPositions, vocabulary]
    std::vector<int> greedyIds;     ///< what follows shortIds
};

/// What came of a request.
struct Answer {
    std::vector<int> ids;
    std::vector<float> logProbabilities;
    int cachedTokens = 0;

    bool operator==(const Answer&) const = default;
};

/// How an engine ran its steps.
struct StepTally : EngineObserver {
    int steps = 0;
    int replayed = 0;  ///< from recordings

    void stepCompleted(const StepCompleted& step) override {
        ++steps;
        replayed += step.replayed ? 1 : 0;
    }
};

/// Options for a tiny model on the CPU, and on GPUs: the ranks of `placement` share them where there are fewer.
LoadOptions cpuOptions(const std::filesystem::path& directory, int virtualDevices = 1);
LoadOptions cudaOptions(const std::filesystem::path& directory, const Placement& placement = {1, 1});

Engine loadedEngine(const LoadOptions& options, EngineObserver* observer = nullptr);

/// A request for `count` tokens after `prompt`, with log-probabilities, greedy and past any end.
Request greedyRequest(std::vector<int> prompt, int count);

/// Submits all requests at once and steps until they are done. Failures fail the test.
std::vector<Answer> answersOf(Engine& engine, const std::vector<Request>& requests);

/// Largest difference between `found` and `expected`, relative to the largest expected magnitude. NaN counts as
/// infinite.
double relativeError(std::span<const float> found, std::span<const float> expected);

/// Of each token the error of its row of logits, the one in the middle: where a choice of experts falls otherwise, a
/// few are far off.
double middleError(std::span<const float> found, std::span<const float> expected, int vocabulary);

}  // namespace mw::test
