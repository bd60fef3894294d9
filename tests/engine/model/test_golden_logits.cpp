// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <ostream>

#include "golden_model.h"

namespace mw::test {
namespace {

constexpr double kTolerance = 1e-4;

struct GoldenRow {
    std::string model;
    std::string form;
    int virtualDevices;
};

void PrintTo(const GoldenRow& row, std::ostream* out) {
    *out << row.model << "/" << row.form << " on " << row.virtualDevices;
}

std::vector<GoldenRow> rows() {
    const std::pair<const char*, const char*> forms[] = {
        {"gqa4", "per-expert"}, {"gqa4", "fused"},     {"gqa4", "consolidated"},        {"gqa4", "stacked"},
        {"gqa4", "pth"},        {"gqa4", "pth-parts"}, {"sixteen", "per-expert"},       {"two-of-two", "consolidated"},
        {"gqa6", "per-expert"}, {"tied", "fused"},     {"one-kv-head", "consolidated"},
    };
    std::vector<GoldenRow> result;
    for (const auto& [model, form] : forms)
        for (const int devices : {1, 2, 3, 4})
            result.push_back({model, form, devices});
    result.push_back({"tied", "fused", 8});  // groups of four in each of two stages
    return result;
}

class TestGolden : public testing::TestWithParam<GoldenRow> {
 protected:
    TestGolden()
        : m_golden(GetParam().model),
          m_options(cpuOptions(m_golden.folder / GetParam().form, GetParam().virtualDevices)) {}

    GoldenModel m_golden;
    LoadOptions m_options;
};

TEST_P(TestGolden, logitsEqualThoseOfTransformers) {
    Engine engine = loadedEngine(m_options);
    const auto vocabulary = static_cast<std::size_t>(m_golden.vocabulary);
    EXPECT_LE(relativeError(engine.logits(m_golden.shortIds), m_golden.shortLogits), kTolerance);

    const std::vector<float> all = engine.logits(m_golden.longIds);
    ASSERT_EQ(all.size(), m_golden.longIds.size() * vocabulary);
    std::vector<float> found;
    for (const int position : m_golden.longPositions) {
        const auto row = all.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(position) * vocabulary);
        found.insert(found.end(), row, row + m_golden.vocabulary);
    }
    EXPECT_LE(relativeError(found, m_golden.longLogits), kTolerance);
}

TEST_P(TestGolden, greedyTextEqualsThatOfTransformers) {
    Engine engine = loadedEngine(m_options);
    const int count = static_cast<int>(m_golden.greedyIds.size());
    const std::vector<Answer> answers = answersOf(engine, {greedyRequest(m_golden.shortIds, count)});
    EXPECT_EQ(answers.front().ids, m_golden.greedyIds);
}

/// What fewer bits of keys and values cost; seen: 0.001, 0.007 and 0.18 of random weights, where nothing is
/// likely and every bit counts.
TEST(TestGoldenCache, fewerBitsStayClose) {
    const std::pair<Precision, double> bounds[] = {
        {Precision::Float16, 0.002}, {Precision::BFloat16, 0.012}, {Precision::Float8, 0.25}};
    for (const auto& [name, form] : {std::pair{"gqa4", "fused"}, {"gqa6", "per-expert"}, {"head128", "per-expert"}}) {
        const GoldenModel golden(name);
        double before = 0;
        for (const auto& [kv, bound] : bounds) {
            LoadOptions options = cpuOptions(golden.folder / form);
            options.kvPrecision = kv;
            Engine engine = loadedEngine(options);
            const double error = middleError(engine.logits(golden.shortIds), golden.shortLogits, golden.vocabulary);
            EXPECT_LE(error, bound) << name << " in " << precisionName(kv);
            EXPECT_GT(error, before) << name << " in " << precisionName(kv);
            before = error;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Models, TestGolden, testing::ValuesIn(rows()), [](const auto& row) {
    std::string name = row.param.model + "_" + row.param.form + "_" + std::to_string(row.param.virtualDevices);
    for (char& c : name)
        if (c == '-') c = '_';
    return name;
});

}  // namespace
}  // namespace mw::test
