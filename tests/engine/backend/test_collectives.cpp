// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <atomic>
#include <chrono>
#include <cmath>
#include <stdexcept>
#include <thread>

#include "backend_rows.h"
#include "mw/error.h"

namespace mw::test {

namespace {

class TestCollectives : public ::testing::TestWithParam<BackendRow> {
 protected:
    void SetUp() override {
        if (!GetParam().make(1)) GTEST_SKIP() << "No device for " << GetParam().name << " here. " << cudaMissing();
    }

    static std::unique_ptr<Backend> grouped(int tensorParallel, int stages = 1) {
        auto backend = GetParam().make(tensorParallel * stages);
        backend->setPlacement({tensorParallel, stages});
        return backend;
    }
};

TEST_P(TestCollectives, sumsOverTheGroupWithTheSameBitsOnEveryRank) {
    for (const int ranks : {1, 2, 3, 4, 8}) {
        const auto backend = grouped(ranks);
        const int rows = 5, columns = 37;
        std::vector<std::vector<std::byte>> results(static_cast<std::size_t>(ranks));
        std::vector<double> expected(rows * columns), sum;
        for (int round = 0; round < 20; ++round) {
            std::mutex mutex;
            expected.assign(expected.size(), 0);
            backend->runOnAll([&](Device& device) {
                const Tensor x = Tensor::random(device, backend->activations(), rows, columns,
                                                static_cast<unsigned>(100 * round + device.rank()));
                device.allReduceSum(x.matrix());
                results[static_cast<std::size_t>(device.rank())] = x.readBytes();
                const std::scoped_lock lock(mutex);
                for (std::size_t i = 0; i < expected.size(); ++i)
                    expected[i] += x.values()[i];
                if (device.rank() == 0) sum = x.read();
            });
            for (const auto& result : results)
                EXPECT_EQ(result, results[0]);
            EXPECT_LT(relativeError(sum, expected), GetParam().tolerance);
        }
    }
}

TEST_P(TestCollectives, sumsMessagesOfEverySize) {
    for (const int ranks : {2, 3, 4}) {
        const auto backend = grouped(ranks);
        for (const int count : {1, 4, 8191, 131'072, 131'073, 131'080, 1'234'567}) {
            std::vector<std::vector<std::byte>> results(static_cast<std::size_t>(ranks));
            std::vector<double> sum;
            backend->runOnAll([&](Device& device) {
                std::vector<double> values(static_cast<std::size_t>(count));
                for (int i = 0; i < count; ++i)
                    values[static_cast<std::size_t>(i)] = (i * 3 + device.rank() * 11) % 31;
                const Tensor x(device, backend->activations(), 1, count, std::move(values));
                device.allReduceSum(x.matrix());
                results[static_cast<std::size_t>(device.rank())] = x.readBytes();
                if (device.rank() == 0) sum = x.read();
            });
            for (int i = 0; i < count; ++i) {
                double expected = 0;
                for (int rank = 0; rank < ranks; ++rank)
                    expected += (i * 3 + rank * 11) % 31;
                ASSERT_EQ(sum[static_cast<std::size_t>(i)], expected)
                    << i << " of " << count << ", " << ranks << " ranks";
            }
            for (const auto& result : results)
                EXPECT_EQ(result, results[0]) << count;
        }
    }
}

TEST_P(TestCollectives, gathersColumnsInRankOrder) {
    for (const int ranks : {1, 2, 4}) {
        const auto backend = grouped(ranks);
        std::vector<std::vector<double>> results(static_cast<std::size_t>(ranks));
        backend->runOnAll([&](Device& device) {
            const auto rank = static_cast<double>(device.rank());
            const Tensor shard(device, Precision::Float32, 2, 3, {rank, rank + 0.1, rank + 0.2, -rank, 7, rank * 100});
            const Tensor out = Tensor::zeros(device, Precision::Float32, 2, 3L * ranks);
            device.allGatherColumns(shard.matrix(), out.matrix());
            results[static_cast<std::size_t>(device.rank())] = out.read();
        });
        for (const auto& result : results)
            for (int rank = 0; rank < ranks; ++rank) {
                EXPECT_FLOAT_EQ(static_cast<float>(result[static_cast<std::size_t>(rank * 3 + 1)]),
                                static_cast<float>(rank) + 0.1f);
                EXPECT_EQ(result[static_cast<std::size_t>(ranks * 3 + rank * 3 + 2)], rank * 100.0);
            }
    }
}

TEST_P(TestCollectives, handsMatricesFromStageToStage) {
    const auto backend = grouped(2, 2);  // ranks 0 and 1 send to 2 and 3; each pair sums on its own
    constexpr int kRounds = 10;
    std::vector<std::vector<double>> results(4);
    // While memory is taken or given back, no rank on the same GPU can launch anything.
    std::vector<std::vector<Tensor>> tensors(4);
    for (int rank = 0; rank < 4; ++rank)
        for (int round = 0; round < kRounds; ++round)
            tensors[static_cast<std::size_t>(rank)].emplace_back(
                backend->device(rank), Precision::Float32, 1, 2,
                std::vector<double>{1.0 + rank, static_cast<double>(round)});
    for (int round = 0; round < kRounds; ++round) {
        backend->runOnAll([&](Device& device) {
            const Tensor& x = tensors[static_cast<std::size_t>(device.rank())][static_cast<std::size_t>(round)];
            if (device.rank() >= 2) device.receive(x.matrix(), device.rank() - 2);
            device.allReduceSum(x.matrix());
            if (device.rank() < 2) device.send(x.matrix(), device.rank() + 2);
            results[static_cast<std::size_t>(device.rank())] = x.read();
        });
        EXPECT_EQ(results[0], (std::vector<double>{3, 2.0 * round}));
        EXPECT_EQ(results[1], results[0]);
        EXPECT_EQ(results[2], (std::vector<double>{6, 4.0 * round}));
        EXPECT_EQ(results[3], results[2]);
    }
}

TEST_P(TestCollectives, wakesTheOthersWhenOneFails) {
    for (const int failing : {0, 1, 2}) {
        const auto backend = grouped(3);
        std::atomic<int> woken = 0;
        const auto failOnce = [&](Device& device) {
            if (device.rank() == failing) {
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
                throw std::runtime_error("rank broke");
            }
            const Tensor x = Tensor::zeros(device, backend->activations(), 1, 8);
            try {
                device.allReduceSum(x.matrix());
            } catch (const Error&) {
                ++woken;
                throw;
            }
        };
        try {
            backend->runOnAll(failOnce);
            FAIL() << "no exception";
        } catch (const std::runtime_error& error) {
            EXPECT_STREQ(error.what(), "rank broke");  // not the complaint of those who were woken
        }
        EXPECT_EQ(woken, 2);

        std::atomic<int> done = 0;
        backend->runOnAll([&](Device& device) {
            const Tensor x = Tensor::zeros(device, backend->activations(), 1, 8);
            device.allReduceSum(x.matrix());
            x.read();  // while memory is given back, another rank on the same GPU can launch nothing
            ++done;
        });
        EXPECT_EQ(done, 3) << "the devices do not work together any more";
    }
}

TEST_P(TestCollectives, wakesAReceiverWhoseSenderFails) {
    const auto backend = grouped(1, 2);
    EXPECT_THROW(backend->runOnAll([&](Device& device) {
        const Tensor x = Tensor::zeros(device, Precision::Float32, 1, 8);
        if (device.rank() == 0) throw std::invalid_argument("no data");
        device.receive(x.matrix(), 0);
    }),
                 std::invalid_argument);
}

TEST_P(TestCollectives, endsAllWhereOneHasNoMemory) {
    const auto backend = grouped(2);
    const std::uint64_t before[] = {backend->device(0).allocatedBytes(), backend->device(1).allocatedBytes()};
    const auto sumBeside = [&](std::uint64_t bytes) {
        backend->runOnAll([&](Device& device) {
            const Tensor x = Tensor::zeros(device, backend->activations(), 1, 8);
            const DeviceMemory memory = device.allocate(device.rank() == 1 ? bytes : 1, "the KV cache");
            device.allReduceSum(x.matrix());
            x.read();  // while memory is given back, another rank on the same GPU can launch nothing
        });
    };
    try {
        sumBeside(1ULL << 50);
        FAIL() << "took a pebibyte";
    } catch (const OutOfMemory& error) {
        ASSERT_EQ(error.shortages().size(), 1U);
        EXPECT_EQ(error.shortages()[0].device, 1);
    }
    for (const int rank : {0, 1})
        EXPECT_EQ(backend->device(rank).allocatedBytes(), before[rank]) << "not given back";
    EXPECT_NO_THROW(sumBeside(1 << 20));
}

TEST_P(TestCollectives, saysWhenADeviceFinishesWithoutTakingPart) {
    const auto backend = grouped(2);
    EXPECT_THROW(backend->runOnAll([&](Device& device) {
        const Tensor x = Tensor::zeros(device, backend->activations(), 1, 8);
        if (device.rank() == 0) device.allReduceSum(x.matrix());
    }),
                 Error);
}

TEST_P(TestCollectives, refusesShapesThatDisagree) {
    const auto backend = grouped(2);
    EXPECT_THROW(backend->runOnAll([&](Device& device) {
        const Tensor x = Tensor::zeros(device, backend->activations(), 1, 8 + device.rank());
        device.allReduceSum(x.matrix());
    }),
                 Error);
}

TEST_P(TestCollectives, refusesPlacementsOnOtherNumbersOfDevices) {
    const auto backend = GetParam().make(2);
    EXPECT_THROW(backend->setPlacement({3, 1}), Error);
    EXPECT_THROW(backend->setPlacement({0, 2}), Error);
    EXPECT_THROW(backend->setPlacement({1, 1}), Error);
    EXPECT_NO_THROW(backend->setPlacement({1, 2}));
}

INSTANTIATE_TEST_SUITE_P(Rows, TestCollectives, ::testing::ValuesIn(collectiveRows()),
                         [](const auto& parameters) { return parameters.param.name; });

}  // namespace

}  // namespace mw::test
