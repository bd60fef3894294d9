// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/gpus.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "requests.h"

namespace mw {
namespace {

using test::kGiB;
using test::request;

GpuTable shipped() {
    const std::string path = std::string(MW_RESOURCES) + "/gpus/gpus.txt";
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return parseGpus(text.str(), "gpus.txt");
}

TEST(TestGpus, theShippedTableIsWhole) {
    const GpuTable table = shipped();
    EXPECT_TRUE(table.problems.empty()) << table.problems.front();
    EXPECT_GE(table.gpus.size(), 12u);
    for (const GpuModel& gpu : table.gpus) {
        EXPECT_FALSE(gpu.source.empty()) << gpu.name;
        EXPECT_FALSE(gpu.reportedName.empty()) << gpu.name;
        // Fields in the wrong column or unit would be far out of these.
        EXPECT_GT(gpu.memoryBytes, 8 * kGiB) << gpu.name;
        EXPECT_LT(gpu.memoryBytes, 512 * kGiB) << gpu.name;
        EXPECT_GT(gpu.memoryBytesPerSecond, 2e11) << gpu.name;
        EXPECT_LT(gpu.memoryBytesPerSecond, 2e13) << gpu.name;
        EXPECT_GT(gpu.flopsPerSecond, 5e13) << gpu.name;
        EXPECT_LT(gpu.flopsPerSecond, 5e15) << gpu.name;
    }
    for (const char* name : {"RTX 3090", "RTX 4090", "RTX 5090", "RTX A6000", "RTX 6000 Ada", "L40S", "A100 40 GB",
                             "A100 80 GB SXM", "H100 80 GB SXM", "H200 141 GB"})
        EXPECT_NE(table.find(name), nullptr) << name;
}

TEST(TestGpus, knowsThemByWhatTheDriverSays) {
    const GpuTable table = shipped();
    const auto named = [&](const char* reported) {
        const GpuModel* gpu = table.findReported(reported);
        return gpu ? gpu->name : std::string();
    };
    EXPECT_EQ(named("NVIDIA H100 80GB HBM3"), "H100 80 GB SXM");
    EXPECT_EQ(named("NVIDIA H100 PCIe"), "H100 80 GB PCIe");
    EXPECT_EQ(named("NVIDIA A100-SXM4-40GB"), "A100 40 GB");
    EXPECT_EQ(named("NVIDIA A100-PCIE-40GB"), "A100 40 GB PCIe");
    EXPECT_EQ(named("NVIDIA GeForce RTX 4090"), "RTX 4090");
    EXPECT_EQ(named("NVIDIA RTX 6000 Ada Generation"), "RTX 6000 Ada");
    EXPECT_EQ(named("NVIDIA H200"), "H200 141 GB");
    EXPECT_EQ(named("Tesla K80"), "");
    EXPECT_EQ(named(""), "");
}

TEST(TestGpus, takesTheLongestNameThatTheDriverSays) {
    const GpuTable table = parseGpus("Old | 1024 | 1 | 1 | RTX 6000\nNew | 2048 | 1 | 1 | RTX 6000 Ada\n", "gpus.txt");
    ASSERT_EQ(table.gpus.size(), 2U);
    EXPECT_EQ(table.findReported("NVIDIA RTX 6000 Ada Generation")->name, "New");
    EXPECT_EQ(table.findReported("Quadro RTX 6000")->name, "Old");
}

TEST(TestGpus, readsARow) {
    const GpuTable table = parseGpus("# a comment\n\n  My GPU|1024 | 500.5 |\t60 | Mine | a guess\r\nOther|2|3|4", "f");
    ASSERT_TRUE(table.problems.empty()) << table.problems.front();
    ASSERT_EQ(table.gpus.size(), 2u);
    EXPECT_EQ(table.gpus[0], (GpuModel{"My GPU", kGiB, 500.5e9, 60e12, "Mine", "a guess"}));
    EXPECT_EQ(table.gpus[1], (GpuModel{"Other", 2 << 20, 3e9, 4e12, "", ""}));
    const DeviceSpec device = table.gpus[0].device();
    EXPECT_EQ(device.kind, DeviceKind::Cuda);
    EXPECT_EQ(device.capacityBytes, kGiB);
    EXPECT_EQ(device.memoryBytesPerSecond, 500.5e9);
}

struct BadRow {
    std::string name;
    std::string line;
    std::string problem;  ///< with the column
};

class TestBadGpuRows : public testing::TestWithParam<BadRow> {};

TEST_P(TestBadGpuRows, areSkippedWithTheirPlace) {
    const GpuTable table = parseGpus("Good | 1 | 1 | 1\n" + GetParam().line + "\nToo | 1 | 1 | 1", "gpus.txt");
    ASSERT_EQ(table.problems.size(), 1u);
    EXPECT_EQ(table.problems[0].find("gpus.txt:2:" + GetParam().problem), 0u) << table.problems[0];
    ASSERT_EQ(table.gpus.size(), 2u);
    EXPECT_EQ(table.gpus[1].name, "Too");
}

INSTANTIATE_TEST_SUITE_P(All, TestBadGpuRows,
                         testing::Values(BadRow{"tooFew", "GPU | 24 | 900", "12: a row has 4 to 6"},
                                         BadRow{"tooMany", "a|1|1|1|b|c|d", "13: a row has 4 to 6"},
                                         BadRow{"noName", " | 24 | 900 | 60", "2: the name"},
                                         BadRow{"memoryIsText", "GPU | 24 GB | 900 | 60", "7: the memory"},
                                         BadRow{"zeroMemory", "GPU | 0 | 900 | 60", "7: the memory"},
                                         BadRow{"negativeBandwidth", "GPU | 24 | -1 | 60", "12: the bandwidth"},
                                         BadRow{"infiniteSpeed", "GPU | 24 | 1 | inf", "16: the bf16"},
                                         BadRow{"notANumber", "GPU | 24 | 1 | nan", "16: the bf16"},
                                         BadRow{"missingNumber", "GPU | 24 || 60", "11: the bandwidth"},
                                         BadRow{"columnsAreCharacters", "Größe | x | 1 | 1", "9: the memory"},
                                         BadRow{"notUtf8", "G\xFFU | 24 | 1 | 1", "1: not UTF-8"},
                                         BadRow{"twice", "Good | 24 | 1 | 1", "1: 'Good'"}),
                         [](const auto& row) { return row.param.name; });

TEST(TestGpus, anyTextIsReadToItsEnd) {
    std::mt19937 random(20261125);
    constexpr std::string_view kLetters = "ab|||||....0123456789\n\n #e-+\xC3\xBC\xFF\t";
    for (int i = 0; i < 20000; ++i) {
        std::string text(random() % 200, ' ');
        for (char& c : text)
            c = kLetters[random() % kLetters.size()];
        const GpuTable table = parseGpus(text, "f");
        for (const GpuModel& gpu : table.gpus) {
            ASSERT_GT(gpu.memoryBytesPerSecond, 0);
            ASSERT_FALSE(gpu.name.empty());
        }
    }
}

TEST(TestGpus, aPersonsTableLiesOverTheShippedOne) {
    const GpuTable table = layOver(parseGpus("A | 1 | 1 | 1\nB | 2 | 2 | 2", "shipped"),
                                   parseGpus("B | 3 | 3 | 3\nC | 4 | 4 | 4\nbad", "own"));
    ASSERT_EQ(table.gpus.size(), 3u);
    EXPECT_EQ(table.find("B")->flopsPerSecond, 3e12);
    EXPECT_EQ(table.gpus[2].name, "C");
    ASSERT_EQ(table.problems.size(), 1u);
    EXPECT_EQ(table.problems[0].find("own:3:1"), 0u);
}

TEST(TestGpus, theFewestThatHoldAModelAreTheFewest) {
    const GpuTable table = shipped();
    for (const GpuModel& gpu : table.gpus)
        for (const ModelConfig* model : {&mixtral8x7B(), &mixtral8x22B()}) {
            const PlanRequest wanted = request(*model, {}, 4096);
            const std::optional<Plan> plan = fewestDevices(wanted, gpu.device(), 16);
            SCOPED_TRACE(gpu.name + ", " + model->name);
            ASSERT_TRUE(plan.has_value());
            EXPECT_TRUE(plan->fits);
            PlanRequest fewer = plan->request;
            if (fewer.devices.size() == 1) continue;
            fewer.devices.pop_back();
            EXPECT_FALSE(makePlan(fewer).fits);
        }
}

TEST(TestGpus, aKnownCaseComesOutRight) {
    // 93.4 GB of weights: two of 80 GB, four of 24 GB (103 GB); at full context three of 40 GB, or four split evenly.
    const GpuTable table = shipped();
    const PlanRequest wanted = request(mixtral8x7B(), {}, 4096);
    EXPECT_EQ(fewestDevices(wanted, table.find("H100 80 GB SXM")->device(), 8)->devices.size(), 2u);
    EXPECT_EQ(fewestDevices(wanted, table.find("RTX 4090")->device(), 8)->devices.size(), 4u);
    const PlanRequest full = request(mixtral8x7B(), {}, 32768);
    EXPECT_EQ(fewestDevices(full, table.find("A100 40 GB")->device(), 8)->devices.size(), 3u);
    EXPECT_EQ(fewestDevices(full, table.find("A100 40 GB")->device(), 8, 0, true)->devices.size(), 4u);
    EXPECT_FALSE(fewestDevices(request(mixtral8x22B(), {}, 4096), table.find("RTX 4090")->device(), 8).has_value());
}

TEST(TestGpus, spareMemoryStaysFree) {
    const DeviceSpec device = shipped().find("H200 141 GB")->device();
    const PlanRequest wanted = request(mixtral8x7B(), {}, 4096);
    EXPECT_EQ(fewestDevices(wanted, device, 8)->devices.size(), 1u);
    const Plan plan = *fewestDevices(wanted, device, 8, 0.4);
    ASSERT_EQ(plan.devices.size(), 2u);
    for (const DevicePlan& each : plan.devices)
        EXPECT_LT(each.totalBytes(), 0.6 * static_cast<double>(device.capacityBytes));
    // What is spare is not taken away: the plan is that of the whole devices.
    EXPECT_EQ(plan.request.devices[0].usedByOthersBytes, 0u);
}

}  // namespace
}  // namespace mw
