// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <optional>

#include "golden_model.h"

namespace mw::test {
namespace {

struct BatchRow {
    const char* model;
    const char* form;
    int virtualDevices;
    std::optional<Precision> kv = {};
};

/// Eight prompts of different lengths: of one token, below, at and above a page, and above a chunk of prefill.
std::vector<Request> eightRequests(const GoldenModel& golden) {
    std::vector<Request> requests;
    int first = 0;
    for (const int length : {1, 7, 16, 17, 40, 130, 300, 600}) {
        const auto begin = golden.longIds.begin() + first;
        requests.push_back(greedyRequest({begin, begin + length}, 24));
        first += 11;
    }
    // Half of them drawn, each with a seed of its own.
    for (std::size_t i = 0; i < requests.size(); i += 2) {
        requests[i].sampling.temperature = 0.9f;
        requests[i].sampling.topK = 0;
        requests[i].sampling.topP = 0.95f;
        requests[i].sampling.seed = 1000 + i;
    }
    return requests;
}

class TestBatching : public testing::TestWithParam<BatchRow> {
 protected:
    TestBatching()
        : m_golden(GetParam().model),
          m_options(cpuOptions(m_golden.folder / GetParam().form, GetParam().virtualDevices)) {
        m_options.kvPrecision = GetParam().kv;
    }

    GoldenModel m_golden;
    LoadOptions m_options;
};

TEST_P(TestBatching, eightAtOnceEqualEightAlone) {
    const std::vector<Request> requests = eightRequests(m_golden);
    std::vector<Answer> alone;
    for (const Request& request : requests) {
        Engine engine = loadedEngine(m_options);  // a new one, so that nothing is cached
        alone.push_back(answersOf(engine, {request}).front());
        ASSERT_EQ(alone.back().ids.size(), 24u);
    }
    Engine engine = loadedEngine(m_options);
    const std::vector<Answer> together = answersOf(engine, requests);
    for (std::size_t i = 0; i < requests.size(); ++i) {
        EXPECT_EQ(together[i].ids, alone[i].ids) << i;
        EXPECT_EQ(together[i].logProbabilities, alone[i].logProbabilities) << i;
    }
}

TEST_P(TestBatching, smallerChunksGiveTheSameLogits) {
    Engine engine = loadedEngine(m_options);
    const std::vector<float> logits = engine.logits(m_golden.longIds);
    for (const int chunk : {1000, 100, 16}) {
        m_options.prefillChunkTokens = chunk;
        Engine other = loadedEngine(m_options);
        EXPECT_EQ(other.logits(m_golden.longIds), logits) << chunk;
    }
}

TEST_P(TestBatching, aCacheInAnotherPrecisionBeginsEmpty) {
    Engine engine = loadedEngine(m_options);
    const Request request = greedyRequest(m_golden.longIds, 4);
    answersOf(engine, {request});
    m_options.kvPrecision = Precision::Float16;
    ASSERT_TRUE(engine.load(m_options));
    EXPECT_EQ(answersOf(engine, {request}).front().cachedTokens, 0);
}

TEST_P(TestBatching, aCachedPrefixGivesTheSameAnswer) {
    Engine engine = loadedEngine(m_options);
    const Request request = greedyRequest(m_golden.longIds, 24);
    const Answer first = answersOf(engine, {request}).front();
    const Answer second = answersOf(engine, {request}).front();
    EXPECT_EQ(first.cachedTokens, 0);
    // All whole pages before the last token, which has to be computed to have logits.
    EXPECT_EQ(second.cachedTokens, 699 / kKvPageTokens * kKvPageTokens);
    EXPECT_EQ(second.ids, first.ids);
    EXPECT_EQ(second.logProbabilities, first.logProbabilities);
}

INSTANTIATE_TEST_SUITE_P(
    Models, TestBatching,
    testing::Values(BatchRow{"gqa4", "fused", 1}, BatchRow{"gqa4", "fused", 4}, BatchRow{"gqa6", "per-expert", 2},
                    BatchRow{"tied", "fused", 4}, BatchRow{"one-kv-head", "consolidated", 1},
                    BatchRow{"one-kv-head", "consolidated", 3}, BatchRow{"gqa4", "fused", 2, Precision::Float8}),
    [](const auto& row) {
        std::string name = row.param.model + std::string("_") + std::to_string(row.param.virtualDevices);
        if (row.param.kv) name += "_" + std::string(precisionName(*row.param.kv));
        for (char& c : name)
            if (c == '-') c = '_';
        return name;
    });

}  // namespace
}  // namespace mw::test
