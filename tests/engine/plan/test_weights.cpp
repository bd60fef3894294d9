// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "weights.h"

#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "requests.h"
#include "workspace.h"

namespace mw {
namespace {

using test::request;
using test::smallModel;

std::uint64_t elements(const WeightBuffer& buffer) {
    return static_cast<std::uint64_t>(buffer.rows * buffer.columns);
}

bool isReplicated(WeightKind kind) {
    return kind == WeightKind::Embedding || kind == WeightKind::FinalNorm || kind == WeightKind::AttentionNorm ||
           kind == WeightKind::MoeNorm || kind == WeightKind::Router;
}

std::vector<int> evenLayers(int layers, int stages) {
    std::vector<int> result(static_cast<std::size_t>(stages), layers / stages);
    result.back() += layers % stages;
    return result;
}

/// Elements over all ranks, replicated ones counted once per group.
std::uint64_t elementsOverRanks(const ModelConfig& model, const Placement& placement) {
    const std::vector<int> layers = evenLayers(model.layers, placement.pipelineParallel);
    std::uint64_t sum = 0;
    for (int rank = 0; rank < placement.devices(); ++rank) {
        const Partition partition = partitionOf(model, placement, layers, rank);
        const bool headIsSplit = partition.vocabularyRows < model.vocabularySize;
        for (const WeightBuffer& buffer : weightBuffers(request(model, {}), partition)) {
            const bool whole = isReplicated(buffer.kind) || (buffer.kind == WeightKind::Head && !headIsSplit);
            if (!whole || partition.tensorRank == 0) sum += elements(buffer);
        }
    }
    return sum;
}

TEST(TestWeights, oneDeviceHoldsThePublishedParameterCounts) {
    EXPECT_EQ(elementsOverRanks(mixtral8x7B(), {1, 1}), 46'702'792'704u);
    EXPECT_EQ(elementsOverRanks(mixtral8x22B(), {1, 1}), 140'630'071'296u);
}

TEST(TestWeights, ranksTogetherHoldTheWholeModelInEveryPlacement) {
    for (const ModelConfig& model : {mixtral8x7B(), mixtral8x22B(), smallModel()})
        for (const int t : {1, 2, 4, 8})
            for (const int stages : {1, 2, 3, 5}) {
                if (model.kvHeads % t != 0) continue;
                EXPECT_EQ(elementsOverRanks(model, {t, stages}), parameterCount(model))
                    << model.name << ", " << t << " x " << stages;
            }
}

TEST(TestWeights, aHeadThatDoesNotDivideIsHeldWholeByEachRank) {
    ModelConfig model = smallModel();
    model.vocabularySize = 321;
    const std::vector<int> layers = {model.layers};
    for (int rank = 0; rank < 2; ++rank)
        EXPECT_EQ(partitionOf(model, {2, 1}, layers, rank).vocabularyRows, 321);
    EXPECT_EQ(elementsOverRanks(model, {2, 1}), parameterCount(model));
}

TEST(TestWeights, tiedEmbeddingsTakeTheirBytesOnceWhereTheyMeet) {
    ModelConfig model = smallModel();
    model.tiedEmbeddings = true;
    EXPECT_EQ(elementsOverRanks(model, {1, 1}), parameterCount(model));
    // The last of several stages has no embedding to share.
    const auto table = static_cast<std::uint64_t>(model.vocabularySize) * static_cast<std::uint64_t>(model.hiddenSize);
    EXPECT_EQ(elementsOverRanks(model, {1, 3}), parameterCount(model) + table);
}

TEST(TestWeights, buffersAreAlignedAndNormsAndRouterAreFloat32) {
    const ModelConfig model = smallModel();
    PlanRequest wanted = request(model, {});
    wanted.weights = WeightFormat::Float16;
    const std::vector<int> layers = {model.layers};
    std::map<WeightKind, int> count;
    for (const WeightBuffer& buffer : weightBuffers(wanted, partitionOf(model, {1, 1}, layers, 0))) {
        ++count[buffer.kind];
        EXPECT_EQ(buffer.bytes() % kBufferAlignment, 0u);
        const bool norm = isReplicated(buffer.kind) && buffer.kind != WeightKind::Embedding;
        EXPECT_GE(buffer.bytes(), elements(buffer) * (norm ? 4 : 2));
        EXPECT_EQ(buffer.format, norm ? WeightFormat::Float32 : WeightFormat::Float16);
    }
    EXPECT_EQ(count.size(), 10u);
    EXPECT_EQ(count[WeightKind::Embedding], 1);
    EXPECT_EQ(count[WeightKind::Down], model.layers * model.experts);
}

TEST(TestWeights, everyExpertHasBuffersOfItsOwn) {
    const ModelConfig model = smallModel();
    const std::vector<int> layers = {model.layers / 2, model.layers - model.layers / 2};
    const Partition partition = partitionOf(model, {2, 2}, layers, 2);
    std::set<std::tuple<WeightKind, int, int>> seen;
    for (const WeightBuffer& buffer : weightBuffers(request(model, {}), partition)) {
        if (buffer.kind != WeightKind::GateUp && buffer.kind != WeightKind::Down) {
            EXPECT_EQ(buffer.expert, 0);
            continue;
        }
        EXPECT_TRUE(seen.emplace(buffer.kind, buffer.layer, buffer.expert).second);
        const bool up = buffer.kind == WeightKind::GateUp;
        EXPECT_EQ(buffer.rows, up ? model.feedForwardSize : model.hiddenSize);  // half of gate and half of up
        EXPECT_EQ(buffer.columns, up ? model.hiddenSize : model.feedForwardSize / 2);
    }
    EXPECT_EQ(std::ssize(seen), 2 * partition.layers * model.experts);
}

TEST(TestWeights, partsOfAModelMayHaveFormatsOfTheirOwn) {
    const ModelConfig model = smallModel();
    PlanRequest wanted = request(model, {});
    wanted.weights = WeightFormat::BFloat16;
    wanted.weights.head = WeightFormat::Float32;
    wanted.weights.attention = WeightFormat::Float16;
    wanted.weights.output = WeightFormat::Q5_K;
    std::vector<LayerFormats> formats(static_cast<std::size_t>(model.layers), wanted.weights);
    formats.back().down = WeightFormat::Q6_K;
    wanted.weights.setLayers(formats);
    const std::vector<int> layers = {model.layers};
    for (const WeightBuffer& buffer : weightBuffers(wanted, partitionOf(model, {1, 1}, layers, 0))) {
        switch (buffer.kind) {
            case WeightKind::Qkv:
                EXPECT_EQ(buffer.format, WeightFormat::Float16);
                break;
            case WeightKind::Output:
                EXPECT_EQ(buffer.format, WeightFormat::Q5_K);
                break;
            case WeightKind::Down:
                EXPECT_EQ(buffer.format,
                          buffer.layer == model.layers - 1 ? WeightFormat::Q6_K : WeightFormat::BFloat16);
                break;
            case WeightKind::Embedding:
            case WeightKind::GateUp:
                EXPECT_EQ(buffer.format, WeightFormat::BFloat16);
                break;
            default:
                EXPECT_EQ(buffer.format, WeightFormat::Float32);
        }
    }
}

}  // namespace
}  // namespace mw
