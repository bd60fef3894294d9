// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The CUDA backend's choice of kernels. What the kernels compute is tested by the rows of test_operations.cpp and
// test_attention.cpp. Skips where there is no GPU.

#include <algorithm>

#include "backend_rows.h"
#include "mw/error.h"
#include "temp_dir.h"

namespace mw::test {

namespace {

class TestKernels : public ::testing::Test {
 protected:
    void SetUp() override {
        if (!makeCudaRanks(1)) GTEST_SKIP() << cudaMissing();
    }

    /// Which kernels multiplied so many rows.
    static std::string usedFor(const Backend& backend, const std::string& operation, int tokens) {
        std::string names;
        for (const KernelUse& use : backend.kernelsUsed())
            if (use.operation == operation && use.tokens == tokens) names += (names.empty() ? "" : ", ") + use.kernels;
        return names;
    }

    static void multiply(Device& device, int rows, int columns = 128, int k = 128) {
        const Tensor x = Tensor::random(device, Precision::BFloat16, rows, k, 1);
        const Tensor weight = Tensor::random(device, Precision::BFloat16, columns, k, 2);
        const Tensor out = Tensor::zeros(device, Precision::BFloat16, rows, columns);
        device.linear(x.matrix(), weight.weight(), out.matrix());
    }

    static void runExperts(Device& device, int tokens) {
        constexpr int kHidden = 128, kFeedForward = 64, kExperts = 8, kPerToken = 2;
        const Tensor gateUp = Tensor::random(device, Precision::BFloat16, 2L * kExperts * kFeedForward, kHidden, 2);
        const Tensor down = Tensor::random(device, Precision::BFloat16, 1L * kExperts * kHidden, kFeedForward, 3);
        const ExpertTensors experts(device, gateUp, down, kExperts);
        const Tensor x = Tensor::random(device, Precision::BFloat16, tokens, kHidden, 1);
        const Tensor products = Tensor::zeros(device, Precision::BFloat16, 1L * tokens * kPerToken, kFeedForward);
        const Tensor out = Tensor::zeros(device, Precision::BFloat16, tokens, kHidden);
        std::vector<std::int32_t> topkIds;
        for (int i = 0; i < tokens * kPerToken; ++i)
            topkIds.push_back(i % kExperts);
        const DeviceMemory ids = device.allocate(topkIds.size() * sizeof topkIds[0], "a test");
        const DeviceMemory weights = device.allocate(topkIds.size() * sizeof(float), "a test");
        device.upload(ids.data(), topkIds.data(), ids.bytes());
        device.experts(x.matrix(), static_cast<const std::int32_t*>(ids.data()),
                       static_cast<const float*>(weights.data()), kPerToken, experts.weights(), products.matrix(),
                       out.matrix());
        EXPECT_TRUE(device.allFinite(out.matrix()));
    }

    /// Whether this GPU takes wgmma where it pays.
    static bool hasWgmma() {
        const auto backend = makeCudaRanks(1);
        multiply(backend->device(0), 40);
        return usedFor(*backend, "linear", 40).starts_with("wgmma");
    }
};

TEST_F(TestKernels, sayWhichRan) {
    const auto backend = makeCudaRanks(1);
    EXPECT_TRUE(backend->kernelsUsed().empty());
    multiply(backend->device(0), 1);
    multiply(backend->device(0), 3, 5, 7);
    EXPECT_EQ(usedFor(*backend, "linear", 1), "mma");
    EXPECT_EQ(usedFor(*backend, "linear", 3), "general");
    multiply(backend->device(0), 3);
    EXPECT_EQ(usedFor(*backend, "linear", 3), "general, mma");
    EXPECT_EQ(usedFor(*backend, "experts", 1), "");
    runExperts(backend->device(0), 1);
    EXPECT_EQ(usedFor(*backend, "experts", 1), "mma");
}

TEST_F(TestKernels, roundActivationsWhereThatIsAskedFor) {
    if (!hasWgmma()) GTEST_SKIP() << "No GPU with wgmma here.";
    constexpr int kRows = 200, kColumns = 128, kInner = 256;
    const auto backend = makeCudaRanks(1);
    Device& device = backend->device(0);
    const DeviceMemory memory = device.allocate(weightBytes(WeightFormat::Float8, kColumns, kInner).total(), "a test");
    const Weight weight = Weight::at(memory.data(), WeightFormat::Float8, kColumns, kInner);
    const Tensor x = Tensor::random(device, Precision::BFloat16, kRows, kInner, 1);
    const Tensor out = Tensor::zeros(device, Precision::BFloat16, kRows, kColumns);
    device.linear(x.matrix(), weight, out.matrix());
    EXPECT_EQ(usedFor(*backend, "linear", kRows), "wgmma-grouped");
    device.linear(x.matrix(), weight, out.matrix(), Activations::Float8);
    EXPECT_EQ(usedFor(*backend, "linear", kRows), "wgmma-grouped, wgmma-fp8");
}

TEST_F(TestKernels, areChosenByWhatPays) {
    if (!hasWgmma()) GTEST_SKIP() << "No GPU with wgmma here.";
    const auto backend = makeCudaRanks(1);
    for (const auto& [rows, name] :
         {std::pair(16, "mma"), {17, "wgmma-streamed"}, {64, "wgmma-streamed"}, {65, "wgmma-grouped"}}) {
        multiply(backend->device(0), rows);
        EXPECT_EQ(usedFor(*backend, "linear", rows), name) << rows;
    }
    for (const auto& [tokens, name] : {std::pair(2, "wgmma-streamed+mma"),
                                       {16, "wgmma-streamed+mma"},
                                       {17, "wgmma-streamed"},
                                       {40, "wgmma-streamed"},
                                       {41, "wgmma-sorted"},
                                       {128, "wgmma-sorted"},
                                       {129, "wgmma-grouped"}}) {
        runExperts(backend->device(0), tokens);
        EXPECT_EQ(usedFor(*backend, "experts", tokens), name) << tokens;
    }
}

/// Null where cuBLAS is not installed.
std::unique_ptr<Backend> withCublas(const CudaBackendOptions& options, const CudaFaults& faults = {}) {
    try {
        auto backend = makeCudaRanks(1, options, faults);
        return backend;
    } catch (const Error& missing) {
        if (missing.code() == ErrorCode::Unsupported) return nullptr;
        throw;
    }
}

TEST_F(TestKernels, ofCublasTakePromptsWhereTheyAreForced) {
    const auto backend = withCublas({.kernels = {"mma", "cublas"}});
    if (!backend) GTEST_SKIP() << "cuBLAS is not installed.";
    for (const auto& [tokens, name] : {std::pair(16, "mma"), {63, "mma"}, {64, "cublas"}, {300, "cublas"}}) {
        multiply(backend->device(0), tokens);
        runExperts(backend->device(0), tokens);
        EXPECT_EQ(usedFor(*backend, "linear", tokens), name) << tokens;
        EXPECT_EQ(usedFor(*backend, "experts", tokens), name) << tokens;
    }
    // Not of steps that may be recorded, also before they are.
    const Step step(std::vector<Step::Sequence>(200, {.tokens = 1}), 200);
    backend->device(0).execute(step.inputs(), [&] {
        multiply(backend->device(0), 200);
        runExperts(backend->device(0), 200);
    });
    EXPECT_EQ(usedFor(*backend, "linear", 200), "mma");
    EXPECT_EQ(usedFor(*backend, "experts", 200), "mma");
}

TEST_F(TestKernels, ofCublasAreMissedByName) {
    const CudaFaults missing{.cublasLibraries = {"libnowhere.so"}};
    try {
        makeCudaRanks(1, {.kernels = {"cublas"}}, missing);
        FAIL() << "cuBLAS was found nowhere";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Unsupported);
        EXPECT_NE(std::string(error.what()).find("libnowhere.so"), std::string::npos) << error.what();
    }
    CudaFaults other = missing;
    other.capability = 89;  // looks for it unasked, and does without
    TempDir dir;
    const auto backend = makeCudaRanks(1, {.kernelTimes = dir / "kernels.txt"}, other);
    multiply(backend->device(0), 600);
    EXPECT_EQ(usedFor(*backend, "linear", 600), "mma");
    EXPECT_TRUE(backend->kernelsMeasured().empty());
}

TEST_F(TestKernels, ofCublasAreMeasuredOnceWhereThereIsNoWgmma) {
    if (!withCublas({.kernels = {"cublas"}})) GTEST_SKIP() << "cuBLAS is not installed.";
    TempDir dir;
    const CudaBackendOptions options{.kernelTimes = dir.path() / "measurements" / "kernels.txt"};
    const CudaFaults ampere{.capability = 89};
    std::vector<KernelMeasurement> first;
    for (const bool remembered : {false, true}) {
        const auto backend = makeCudaRanks(1, options, ampere);
        const auto run = [&](int tokens) {
            multiply(backend->device(0), tokens);
            multiply(backend->device(0), tokens, 256);
            runExperts(backend->device(0), tokens);
        };
        run(100);  // does not pay
        EXPECT_TRUE(backend->kernelsMeasured().empty());
        run(600);
        run(700);
        std::vector<KernelMeasurement> measured = backend->kernelsMeasured();
        ASSERT_EQ(measured.size(), 3u);
        for (KernelMeasurement& each : measured) {
            SCOPED_TRACE(each.operation + " " + each.shape);
            EXPECT_EQ(each.remembered, remembered);
            EXPECT_GT(each.libraryMilliseconds, 0);
            EXPECT_GT(each.ownMilliseconds, 0);
            each.remembered = false;
            if (each.operation != "experts") continue;
            const char* const faster = each.libraryMilliseconds < each.ownMilliseconds ? "cublas" : "mma";
            EXPECT_EQ(usedFor(*backend, "experts", 600), faster);
            EXPECT_EQ(usedFor(*backend, "experts", 700), faster);
        }
        if (!remembered) first = measured;
        for (std::size_t i = 0; i < measured.size(); ++i) {
            EXPECT_EQ(measured[i].shape, first[i].shape);
            // As many digits as the file has.
            EXPECT_NEAR(measured[i].ownMilliseconds, first[i].ownMilliseconds, 1e-4 * first[i].ownMilliseconds);
        }
    }
}

TEST_F(TestKernels, areForcedWhereTheyCan) {
    struct Row {
        std::string name;
        int mostOfLinear, mostOfExperts;  ///< tokens; 0: the operation has no such row
    };
    const bool wgmma = hasWgmma();
    for (const Row& row :
         {Row{"mma", 300, 300}, Row{"general", 300, 300}, Row{"wgmma-streamed", 64, 64}, Row{"wgmma-grouped", 300, 300},
          Row{"wgmma-sorted", 0, 128}, Row{"wgmma-streamed+mma", 0, 16}}) {
        if (row.name.starts_with("wgmma") && !wgmma) continue;
        SCOPED_TRACE(row.name);
        const auto backend = makeCudaRanks(1, {.kernels = {row.name}});
        for (const int tokens : {1, 16, 300}) {
            multiply(backend->device(0), tokens);
            runExperts(backend->device(0), tokens);
            EXPECT_EQ(usedFor(*backend, "linear", tokens) == row.name, tokens <= row.mostOfLinear) << tokens;
            EXPECT_EQ(usedFor(*backend, "experts", tokens) == row.name, tokens <= row.mostOfExperts) << tokens;
        }
        // What it cannot do, another does.
        multiply(backend->device(0), 5, 3, 7);
        EXPECT_EQ(usedFor(*backend, "linear", 5), "general");
    }
}

TEST_F(TestKernels, needNoMoreScratchThanTheyReserve) {
    for (const std::string name : {"", "mma", "general", "wgmma-streamed", "wgmma-sorted", "wgmma-grouped"}) {
        SCOPED_TRACE(name);
        CudaBackendOptions options;
        if (!name.empty()) options.kernels = {name};
        const auto backend = makeCudaRanks(1, options);
        Device& device = backend->device(0);
        device.prepare({.tokens = 300,
                        .sequences = 1,
                        .logitRows = 1,
                        .pages = 1,
                        .hidden = 128,
                        .feedForward = 64,
                        .heads = 1,
                        .kvHeads = 1,
                        .headDim = 128,
                        .experts = 8,
                        .expertsPerToken = 2,
                        .vocabulary = 32},
                       device.allocate(64u << 20, "a test"));
        for (const int tokens : {1, 2, 16, 40, 64, 65, 128, 129, 300}) {
            multiply(device, tokens);
            runExperts(device, tokens);
        }
    }
}

TEST_F(TestKernels, areRefusedByNamesThatThereAreNot) {
    try {
        makeCudaRanks(1, {.kernels = {"mma", "cutlass"}});
        FAIL() << "no exception";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::InvalidArgument);
        EXPECT_STREQ(error.what(),
                     "There are no kernels named 'cutlass'. There are: wgmma-streamed, wgmma-grouped, mma, general, "
                     "wgmma-streamed+mma, wgmma-sorted, wgmma, fused, separate.");
    }
}

}  // namespace

}  // namespace mw::test
