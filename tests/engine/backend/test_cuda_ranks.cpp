// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What only ranks on GPUs have: recorded steps, memory that peers may not reach, GPUs that do not answer. Where there
// is one GPU, all ranks share it. Skips where there is none.

#include <chrono>
#include <cmath>
#include <stdexcept>
#include <string>

#include "backend_rows.h"
#include "gpu_driver.h"
#include "mw/error.h"

namespace mw::test {

namespace {

class TestCudaRanks : public ::testing::Test {
 protected:
    void SetUp() override {
        if (!makeCudaRanks(1)) GTEST_SKIP() << cudaMissing();
    }

    static std::unique_ptr<Backend> grouped(int tensorParallel, int stages = 1, CudaBackendOptions options = {},
                                            CudaFaults faults = {}) {
        auto backend = makeCudaRanks(tensorParallel * stages, std::move(options), std::move(faults));
        backend->setPlacement({tensorParallel, stages});
        return backend;
    }
};

/// The values of x after `sums` sums over two ranks, which started with 1 and 2.
std::vector<double> afterSums(Backend& backend, int count, int sums) {
    std::vector<std::vector<double>> results(2);
    backend.runOnAll([&](Device& device) {
        const Tensor x(device, Precision::Float32, 1, count,
                       std::vector<double>(static_cast<std::size_t>(count), 1.0 + device.rank()));
        for (int i = 0; i < sums; ++i)
            device.allReduceSum(x.matrix());
        results[static_cast<std::size_t>(device.rank())] = x.read();
    });
    EXPECT_EQ(results[0], results[1]);
    return results[0];
}

TEST_F(TestCudaRanks, replayedStepsGoOnMeeting) {
    for (const int count : {512, 300'000}) {  // pushed, and through each other's memory
        const auto backend = grouped(2);
        Step step({{0, 1}}, 4);
        step.sampling.push_back({});
        StepInputs inputs = step.inputs();
        inputs.replayable = true;
        std::vector<std::unique_ptr<Tensor>> xs(2);
        backend->runOnAll([&](Device& device) {
            xs[static_cast<std::size_t>(device.rank())] =
                std::make_unique<Tensor>(device, Precision::Float32, 1, count,
                                         std::vector<double>(static_cast<std::size_t>(count), 1.0 + device.rank()));
        });
        int calls = 0;
        for (int times = 1; times <= 10; ++times) {
            backend->runOnAll([&](Device& device) {
                const Tensor& x = *xs[static_cast<std::size_t>(device.rank())];
                device.execute(inputs, [&] {
                    if (device.rank() == 0) ++calls;
                    device.allReduceSum(x.matrix());
                    device.allReduceSum(x.matrix());
                });
                const std::vector<double> expected(static_cast<std::size_t>(count), 1.5 * std::ldexp(1.0, 2 * times));
                EXPECT_EQ(x.read(), expected) << times << " times, rank " << device.rank();
            });
        }
        EXPECT_EQ(calls, 2);  // once to see it, once to record it
        for (const int rank : {0, 1})
            EXPECT_EQ(backend->device(rank).replayedSteps(), 8U);
    }
}

constexpr Interconnect kWays[] = {Interconnect::Direct, Interconnect::Nccl, Interconnect::HostMemory};

TEST_F(TestCudaRanks, exchangeMessagesOfEverySizeInEveryWay) {
    for (const Interconnect way : kWays) {
        for (const int count : {77, 3'000'000})
            EXPECT_EQ(afterSums(*grouped(2, 1, {.interconnect = way}), count, 3),
                      std::vector<double>(static_cast<std::size_t>(count), 12));
        const auto staged = grouped(1, 2, {.interconnect = way});
        std::vector<double> result;
        staged->runOnAll([&](Device& device) {
            const Tensor x(device, Precision::Float32, 3, 1'000'001,
                           std::vector<double>(3'000'003, 5.0 + device.rank()));
            if (device.rank() == 0)
                device.send(x.matrix(), 1);
            else
                device.receive(x.matrix(), 0);
            // Both: while memory is given back, another rank on the same GPU can launch nothing.
            const std::vector<double> values = x.read();
            if (device.rank() == 1) result = values;
        });
        EXPECT_EQ(result, std::vector<double>(3'000'003, 5.0));
    }
}

TEST_F(TestCudaRanks, takeTheNextWayWhereSumsComeOutWrong) {
    using enum Interconnect;
    const auto found = [](std::vector<Interconnect> wrong, std::string nccl = CudaFaults().ncclLibrary) {
        const auto backend = grouped(2, 1, {}, {.ncclLibrary = std::move(nccl), .wrongWays = std::move(wrong)});
        EXPECT_EQ(afterSums(*backend, 512, 1)[0], 3);
        return backend->interconnect();
    };
    EXPECT_EQ(found({}), "direct access to the other GPUs' memory");
    EXPECT_EQ(found({Direct}), "NCCL");
    EXPECT_EQ(found({Direct, Nccl}), "host memory");
    EXPECT_EQ(found({Direct}, "libno-such-nccl.so"), "host memory");
    EXPECT_THROW(found({Direct, Nccl, HostMemory}), Error);
}

TEST_F(TestCudaRanks, sayThatNcclIsNotInstalled) {
    try {
        grouped(2, 1, {.interconnect = Interconnect::Nccl}, {.ncclLibrary = "libno-such-nccl.so"});
        FAIL() << "no exception";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::Device);
        EXPECT_STREQ(error.what(), "NCCL (libno-such-nccl.so) is not installed.");
    }
}

TEST_F(TestCudaRanks, gathersLogitsOfEveryWidth) {
    for (const Interconnect way : kWays)
        for (const int columns : {1, 3, 16'000}) {
            const auto backend = grouped(2, 1, {.interconnect = way});
            const int rows = 70;
            std::vector<std::vector<double>> results(2);
            backend->runOnAll([&](Device& device) {
                std::vector<double> values(static_cast<std::size_t>(rows * columns));
                for (std::size_t i = 0; i < values.size(); ++i)
                    values[i] = static_cast<double>(2 * i) + device.rank();
                const Tensor shard(device, Precision::Float32, rows, columns, std::move(values));
                const Tensor out = Tensor::zeros(device, Precision::Float32, rows, 2 * columns);
                device.allGatherColumns(shard.matrix(), out.matrix());
                results[static_cast<std::size_t>(device.rank())] = out.read();
            });
            for (const auto& result : results)
                for (int row = 0; row < rows; ++row)
                    for (int column = 0; column < 2 * columns; ++column)
                        ASSERT_EQ(result[static_cast<std::size_t>(row * 2 * columns + column)],
                                  2 * (row * columns + column % columns) + column / columns)
                            << row << ", " << column << " of " << columns;
        }
}

TEST_F(TestCudaRanks, sayWhichGpuDoesNotAnswerAndGoOnLiving) {
    for (const auto& [way, count] :
         {std::pair(Interconnect::Direct, 512), std::pair(Interconnect::Direct, 300'000),
          std::pair(Interconnect::Nccl, 512), std::pair(Interconnect::HostMemory, 300'000)}) {
        for (const int silent : {0, 1}) {
            const auto start = std::chrono::steady_clock::now();
            const auto backend = grouped(2, 1, {.deadline = std::chrono::milliseconds(200), .interconnect = way},
                                         {.silentRank = silent, .silentAfter = 3});
            EXPECT_EQ(afterSums(*backend, count, 3)[0], 12);
            for (int time = 0; time < 2; ++time) {  // and will not be used again
                try {
                    afterSums(*backend, count, 5);
                    FAIL() << "no exception";
                } catch (const Error& error) {
                    EXPECT_EQ(error.code(), ErrorCode::Device);
                    EXPECT_EQ(error.place().device, silent);
                    EXPECT_NE(
                        std::string(error.what())
                            .find("GPU " + std::to_string(1 - silent) + " waited for GPU " + std::to_string(silent)),
                        std::string::npos)
                        << error.what();
                }
            }
            EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
        }
    }
    EXPECT_EQ(afterSums(*grouped(2), 512, 1)[0], 3) << "the GPUs do not work any more";
}

/// NVIDIA's library itself, which takes no two ranks on one GPU.
TEST_F(TestCudaRanks, callOffTheRealNcclWithinTheDeadline) {
    if (gpusOfDriver() < 2) GTEST_SKIP() << "One GPU here; the fake NCCL takes its place in the other tests.";
    constexpr auto kDeadline = std::chrono::seconds(1);
    for (const int silent : {0, 1}) {
        const auto backend = grouped(2, 1, {.deadline = kDeadline, .interconnect = Interconnect::Nccl},
                                     {.silentRank = silent, .silentAfter = 3});
        EXPECT_EQ(backend->interconnect(), "NCCL");
        EXPECT_EQ(afterSums(*backend, 512, 3)[0], 12);
        const auto start = std::chrono::steady_clock::now();
        try {
            afterSums(*backend, 512, 1);
            FAIL() << "no exception";
        } catch (const Error& error) {
            EXPECT_EQ(error.place().device, silent) << error.what();
        }
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        std::printf("Called off after %.2f s\n", taken.count());
        EXPECT_GE(taken, kDeadline);
        EXPECT_LT(taken, kDeadline + std::chrono::seconds(2));
    }
}

TEST_F(TestCudaRanks, endWaitsWhenAThreadFails) {
    // One rank has launched its part and fails before the deadline; the other does not wait that long.
    for (const Interconnect way : kWays) {
        const auto start = std::chrono::steady_clock::now();
        const auto backend = grouped(2, 1, {.deadline = std::chrono::seconds(60), .interconnect = way},
                                     {.silentRank = 1, .silentAfter = 0});
        std::vector<std::unique_ptr<Tensor>> xs(2);  // freed at the end, since that waits for the GPU
        EXPECT_THROW(backend->runOnAll([&](Device& device) {
            auto& x = xs[static_cast<std::size_t>(device.rank())];
            x = std::make_unique<Tensor>(Tensor::zeros(device, Precision::Float32, 1, 512));
            device.allReduceSum(x->matrix());
            if (device.rank() == 1) throw std::runtime_error("rank broke");
        }),
                     std::runtime_error);
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
    }
}

}  // namespace

}  // namespace mw::test
