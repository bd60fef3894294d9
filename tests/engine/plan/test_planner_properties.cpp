// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Statements that hold for every request, tried on many random ones.

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "mw/limits.h"
#include "mw/plan.h"
#include "requests.h"

namespace mw {
namespace {

using test::cpu;
using test::gpu;

class RandomRequests {
 public:
    PlanRequest next() {
        PlanRequest request;
        ModelConfig& model = request.model;
        model.kvHeads = pick({1, 2, 3, 4, 8});
        model.heads = model.kvHeads * pick({1, 2, 4, 6});
        model.headDim = pick({16, 64, 128});
        model.hiddenSize = pick({64, 1024, 4096});
        model.layers = between(1, 60);
        model.feedForwardSize = pick({120, 1000, 14336, 16384});
        model.experts = pick({4, 8});
        model.expertsPerToken = between(1, 2);
        model.vocabularySize = pick({257, 32000, 32768});
        model.trainedContext = pick({64, 4096, 32768, 65536});
        model.tiedEmbeddings = between(0, 1) == 1;
        const bool equal = between(0, 1) == 1;
        const bool onCpu = between(0, 1) == 0;
        if (onCpu) {
            request.weights = pick({WeightFormat::Float32, WeightFormat::BFloat16});
            request.kv = pick({Precision::Float32, Precision::BFloat16, Precision::Float8});
        }
        const double size = pick({2, 8, 24, 80, 141});
        for (int count = between(1, 8); count > 0; --count) {
            const double gib = equal ? size : pick({2, 8, 24, 80, 141});
            request.devices.push_back(onCpu ? cpu(gib) : gpu(gib));
            if (between(0, 5) == 0) request.devices.back().budgetBytes = test::kGiB * 2;
            if (between(0, 3) == 0) request.devices.back().usedByOthersBytes = test::kGiB * between(0, 3);
        }
        request.contextTokens = pick({1, 17, 512, 4096, 32768, 100'000});
        request.batch = pick({1, 2, 7, 64, 1000});
        request.prefillChunkTokens = pick({1, 512, 2048});
        return request;
    }

    int between(int least, int most) { return std::uniform_int_distribution(least, most)(m_random); }

 private:
    template <typename T>
    T pick(std::initializer_list<T> values) {
        return *(values.begin() + between(0, static_cast<int>(values.size()) - 1));
    }

    std::mt19937 m_random{20261124};
};

constexpr int kRequests = 3000;

TEST(TestPlannerProperties, plansAreConsistent) {
    RandomRequests requests;
    int fitting = 0;
    for (int i = 0; i < kRequests; ++i) {
        const Plan plan = makePlan(requests.next());
        SCOPED_TRACE(i);
        fitting += plan.fits ? 1 : 0;
        ASSERT_EQ(plan.devices.size(), static_cast<std::size_t>(plan.placement.devices()));
        int layers = 0;
        bool fits = true;
        for (std::size_t rank = 0; rank < plan.devices.size(); ++rank) {
            const DevicePlan& device = plan.devices[rank];
            if (device.partition.tensorRank == 0) layers += device.partition.layers;
            ASSERT_GE(device.partition.layers, 1);
            fits = fits && device.fits();
            if (rank > 0) {
                ASSERT_GT(device.device, plan.devices[rank - 1].device);
            }
            ASSERT_GE(test::roomOf(device), test::roomOf(plan.devices[static_cast<std::size_t>(plan.limitingDevice)]));
        }
        ASSERT_EQ(layers, plan.request.model.layers);
        ASSERT_EQ(fits, plan.fits);
        ASSERT_EQ(plan.largestBatch >= plan.request.batch, plan.fits);
        if (plan.request.contextTokens <= plan.request.model.trainedContext) {
            ASSERT_EQ(plan.largestContext >= plan.request.contextTokens, plan.fits);
        }
    }
    // Neither kind may be so rare that the test says nothing about it.
    EXPECT_GT(fitting, kRequests / 5);
    EXPECT_LT(fitting, kRequests * 4 / 5);
}

TEST(TestPlannerProperties, theLargestBatchAndContextAreTheBoundary) {
    RandomRequests requests;
    for (int i = 0; i < kRequests; ++i) {
        const PlanRequest request = requests.next();
        const Plan plan = makePlan(request);
        SCOPED_TRACE(i);
        PlanRequest other = request;
        if (plan.largestBatch > 0) {
            other.batch = plan.largestBatch;
            ASSERT_TRUE(makePlan(other).fits);
        }
        if (plan.largestBatch < std::numeric_limits<int>::max()) {
            other.batch = plan.largestBatch + 1;
            ASSERT_FALSE(makePlan(other).fits);
        }
        other = request;
        ASSERT_LE(plan.largestContext, request.model.trainedContext);
        if (plan.largestContext > 0) {
            other.contextTokens = plan.largestContext;
            ASSERT_TRUE(makePlan(other).fits);
        }
        other.contextTokens = plan.largestContext + 1;
        if (other.contextTokens <= request.model.trainedContext) {
            ASSERT_FALSE(makePlan(other).fits);
        }
    }
}

TEST(TestPlannerProperties, moreContextOrBatchNeverTakesFewerBytes) {
    RandomRequests requests;
    for (int i = 0; i < kRequests; ++i) {
        const PlanRequest request = requests.next();
        const Plan plan = makePlan(request);
        SCOPED_TRACE(i);
        PlanRequest larger = request;
        larger.contextTokens += requests.between(0, 5000);
        larger.batch += requests.between(0, 50);
        const Plan more = makePlan(larger);
        const auto bytes = [](const Plan& p) {
            std::uint64_t sum = 0;
            for (const DevicePlan& device : p.devices)
                sum += device.kvBytes + device.workspaceBytes;
            return sum;
        };
        if (more.placement == plan.placement && more.devices.size() == plan.devices.size()) {
            ASSERT_GE(bytes(more), bytes(plan));
        }
        if (more.fits) {
            ASSERT_TRUE(plan.fits);
        }
        ASSERT_LE(more.largestBatch, plan.largestBatch);
        ASSERT_LE(more.largestContext, plan.largestContext);
    }
}

TEST(TestPlannerProperties, limitsAreThoseOfThePlans) {
    RandomRequests requests;
    const std::vector<int> batches = {1, 2, 3, 17, 1000};
    for (int i = 0; i < kRequests / 10; ++i) {
        PlanRequest request = requests.next();
        const std::vector<int> contexts = largestContexts(request, batches);
        SCOPED_TRACE(i);
        ASSERT_EQ(contexts.size(), batches.size());
        for (std::size_t b = 0; b < batches.size(); ++b) {
            request.batch = batches[b];
            ASSERT_EQ(contexts[b], makePlan(request).largestContext);
        }
    }
}

TEST(TestPlannerProperties, moreMemoryNeverHoldsLess) {
    RandomRequests requests;
    for (int i = 0; i < kRequests; ++i) {
        PlanRequest request = requests.next();
        const Plan plan = makePlan(request);
        // All at once and by the same factor, so that equal devices stay equal.
        for (DeviceSpec& device : request.devices) {
            device.capacityBytes *= 2;
            device.usedByOthersBytes *= 2;
            device.budgetBytes *= 2;
        }
        const Plan more = makePlan(request);
        SCOPED_TRACE(i);
        if (plan.fits) {
            ASSERT_TRUE(more.fits);
        }
        ASSERT_GE(more.largestBatch, plan.largestBatch);
    }
}

}  // namespace
}  // namespace mw
