// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "golden_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "answers.h"
#include "npy.h"

namespace mw::test {

namespace {

std::vector<int> readIds(const std::filesystem::path& file) {
    const auto array = readNpy<std::int32_t>(file);
    return {array.values.begin(), array.values.end()};
}

}  // namespace

GoldenModel::GoldenModel(const std::string& name)
    : folder(std::filesystem::path(MW_TEST_DATA) / "checkpoints" / name),
      shortIds(readIds(folder / "short_ids.npy")),
      longIds(readIds(folder / "long_ids.npy")),
      longPositions(readIds(folder / "long_positions.npy")),
      longLogits(readNpy<float>(folder / "long_logits.npy").values),
      greedyIds(readIds(folder / "greedy_ids.npy")) {
    auto logits = readNpy<float>(folder / "short_logits.npy");
    vocabulary = static_cast<int>(logits.shape.at(1));
    shortLogits = std::move(logits.values);
}

LoadOptions cpuOptions(const std::filesystem::path& directory, int virtualDevices) {
    LoadOptions options;
    options.directory = directory;
    options.backend = BackendKind::Cpu;
    options.virtualDevices = virtualDevices;
    options.contextTokens = 1024;
    options.batch = 8;
    return options;
}

LoadOptions cudaOptions(const std::filesystem::path& directory, const Placement& placement) {
    // Ranks that share a GPU must not load kernels while they wait for each other; see makeCudaRanks().
    setenv("CUDA_MODULE_LOADING", "EAGER", 0);
    LoadOptions options = cpuOptions(directory);
    options.backend = BackendKind::Cuda;
    options.placement = placement;
    const int gpus = static_cast<int>(availableDevices(BackendKind::Cuda).size());
    for (int rank = 0; rank < placement.devices(); ++rank)
        options.devices.push_back(rank % gpus);
    return options;
}

Engine loadedEngine(const LoadOptions& options, EngineObserver* observer) {
    Engine engine(observer);
    EXPECT_TRUE(engine.load(options));
    return engine;
}

Request greedyRequest(std::vector<int> prompt, int count) {
    Request request;
    request.promptIds = std::move(prompt);
    request.sampling.temperature = 0;
    request.sampling.logProbabilities = 1;
    request.maxTokens = count;
    request.ignoreEos = true;
    return request;
}

std::vector<Answer> answersOf(Engine& engine, const std::vector<Request>& requests) {
    Answers answers(engine);
    std::vector<RequestId> order;
    for (const Request& request : requests)
        order.push_back(answers.ask(request));
    answers.run();
    std::vector<Answer> result;
    for (const RequestId id : order) {
        Outcome& outcome = answers.outcomes[id];
        if (outcome.failure) ADD_FAILURE() << outcome.failure->message;
        result.push_back({std::move(outcome.ids), std::move(outcome.logProbabilities), outcome.cachedTokens});
    }
    return result;
}

double relativeError(std::span<const float> found, std::span<const float> expected) {
    if (found.size() != expected.size()) return std::numeric_limits<double>::infinity();
    double difference = 0;
    double magnitude = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const double here = std::abs(static_cast<double>(found[i]) - expected[i]);
        if (std::isnan(here)) return std::numeric_limits<double>::infinity();
        difference = std::max(difference, here);
        magnitude = std::max(magnitude, std::abs(static_cast<double>(expected[i])));
    }
    return difference / magnitude;
}

double middleError(std::span<const float> found, std::span<const float> expected, int vocabulary) {
    const auto width = static_cast<std::size_t>(vocabulary);
    std::vector<double> errors;
    for (std::size_t at = 0; at < expected.size(); at += width)
        errors.push_back(relativeError(found.subspan(at, width), expected.subspan(at, width)));
    std::ranges::sort(errors);
    return errors.at(errors.size() / 2);
}

}  // namespace mw::test
