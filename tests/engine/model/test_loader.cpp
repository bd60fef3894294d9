// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What is stored one way and held another has to be the same model.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "checkpoint.h"
#include "convert.h"
#include "cpu_backend.h"
#include "cuda_module.h"
#include "gpu_driver.h"
#include "loader.h"
#include "mixtral.h"
#include "temp_dir.h"
#include "tiny_checkpoint.h"
#include "weight_parts.h"

namespace mw::test {
namespace {

constexpr int kHidden = 3000;
constexpr int kVocabulary = 300;

/// `count` numbers that are exact in every format, as the file has them.
std::string valuesOf(std::int64_t count, const std::string& dtype) {
    std::vector<float> values(static_cast<std::size_t>(count));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = (static_cast<float>(i * 7 % 61) - 30) / 256;
    const Precision element = dtype == "F32"    ? Precision::Float32
                              : dtype == "BF16" ? Precision::BFloat16
                                                : Precision::Float16;
    std::string bytes(values.size() * bytesPerElement(element), '\0');
    convertElements(reinterpret_cast<const std::byte*>(values.data()), Precision::Float32,
                    reinterpret_cast<std::byte*>(bytes.data()), element, values.size());
    return bytes;
}

/// The tiny model, with matrices of several megabytes.
TinyCheckpoint wideCheckpoint(TinyNaming naming, const std::string& dtype) {
    TinyCheckpoint wide = makeTinyCheckpoint(naming, dtype);
    for (const char* key : {"hidden_size", "dim"})
        if (wide.config.contains(key)) wide.config[key] = kHidden;
    wide.config["vocab_size"] = kVocabulary;
    for (StoredTensor& tensor : wide.tensors) {
        for (std::int64_t& size : tensor.shape) {
            if (size == kTinyHidden) size = kHidden;
            if (size == kTinyVocabulary) size = kVocabulary;
        }
        tensor.bytes = valuesOf(
            std::accumulate(tensor.shape.begin(), tensor.shape.end(), std::int64_t{1}, std::multiplies()), dtype);
    }
    return wide;
}

/// A plan for a few tokens, with the model held in `weights` on so many devices.
Plan planOf(const ModelConfig& model, const WeightFormats& weights, int devices) {
    PlanRequest request{
        .model = model, .weights = weights, .kv = Precision::Float32, .activations = Precision::Float32};
    request.devices.assign(static_cast<std::size_t>(devices),
                           {.kind = DeviceKind::Cpu, .name = "CPU", .capacityBytes = 4ULL << 30});
    request.contextTokens = kKvPageTokens;
    request.placement = Placement{.tensorParallel = devices};
    return makePlan(request);
}

/// Logits of a few tokens, [tokens, vocabulary], with the model held in `weights` on so many devices.
std::vector<float> logitsOf(const Checkpoint& checkpoint, const WeightFormats& weights, int devices) {
    const std::vector<int> ids = {1, 17, 255, 4, 90};
    const Plan plan = planOf(checkpoint.info().config, weights, devices);
    const auto backend = makeCpuBackend({.devices = devices, .threads = devices});
    Mixtral model(*backend, plan);
    std::atomic<std::uint64_t> arrived = 0;
    model.load(checkpoint, [&](std::uint64_t bytes) { arrived += bytes; }, {});
    EXPECT_EQ(arrived, model.weightBytes());

    const std::vector<int> positions = {0, 1, 2, 3, 4}, pages = {0};
    const StepSequence sequence{.tokens = static_cast<int>(ids.size()), .pages = 1};
    return model.score({ids, positions, {&sequence, 1}, pages, {}});
}

float largestOf(const std::vector<float>& values) {
    return std::abs(*std::ranges::max_element(values, {}, [](float value) { return std::abs(value); }));
}

TEST(TestLoader, whatIsStoredMakesNoDifferenceToWhatIsHeld) {
    for (const TinyNaming naming : {TinyNaming::PerExpert, TinyNaming::Consolidated, TinyNaming::Stacked}) {
        std::vector<float> expected;
        std::map<WeightFormat, std::vector<float>> held;
        for (const char* dtype : {"BF16", "F32", "F16"}) {
            TempDir dir;
            wideCheckpoint(naming, dtype).write(dir.path());
            const auto checkpoint = Checkpoint::open(dir.path());
            for (const WeightFormatRow& format : weightFormats()) {
                if (!format.cpu) continue;
                const std::vector<float> logits = logitsOf(*checkpoint, format.format, 1);
                if (expected.empty()) expected = logits;
                const auto first = held.emplace(format.format, logits).first;
                ASSERT_EQ(logits, first->second) << dtype << " as " << format.name;
                // Those without plain elements round these values, and now and then another expert is chosen then.
                double error = 0, square = 0;
                for (std::size_t i = 0; i < expected.size(); ++i) {
                    error += std::pow(static_cast<double>(logits[i] - expected[i]), 2);
                    square += std::pow(static_cast<double>(expected[i]), 2);
                }
                const double most = format.element ? 0 : format.valueBits < 8 ? 0.5 : 0.2;
                EXPECT_LE(std::sqrt(error / square), most) << dtype << " as " << format.name;
            }
        }
        EXPECT_GT(largestOf(expected), 1e-3f);
    }
}

TEST(TestLoader, aShareIsConvertedLikeTheWhole) {
    std::vector<float> expected;
    for (const char* dtype : {"BF16", "F32"}) {
        TempDir dir;
        wideCheckpoint(TinyNaming::Consolidated, dtype).write(dir.path());
        const std::vector<float> logits = logitsOf(*Checkpoint::open(dir.path()), WeightFormat::BFloat16, 2);
        if (expected.empty()) expected = logits;
        EXPECT_EQ(logits, expected) << dtype;
    }
}

TEST(TestLoader, partsMayBeHeldDifferently) {
    TempDir dir;
    wideCheckpoint(TinyNaming::PerExpert, "BF16").write(dir.path());
    const auto checkpoint = Checkpoint::open(dir.path());
    WeightFormats mixed = WeightFormat::BFloat16;
    mixed.attention = WeightFormat::Float32;
    mixed.head = WeightFormat::Float16;
    EXPECT_EQ(logitsOf(*checkpoint, mixed, 1), logitsOf(*checkpoint, WeightFormat::BFloat16, 1));
}

TEST(TestLoader, tensorsOfOneWeightMayBeStoredDifferently) {
    TempDir alike, mixed;
    TinyCheckpoint checkpoint = wideCheckpoint(TinyNaming::PerExpert, "BF16");
    checkpoint.write(alike.path());
    for (std::size_t i = 0; i < checkpoint.tensors.size(); ++i) {
        StoredTensor& tensor = checkpoint.tensors[i];
        const std::int64_t values = std::ssize(tensor.bytes) / 2;
        tensor.dtype = std::array{"BF16", "F32", "F16"}[i % 3];
        tensor.bytes = valuesOf(values, tensor.dtype);
    }
    checkpoint.write(mixed.path());
    for (const int devices : {1, 2})
        EXPECT_EQ(logitsOf(*Checkpoint::open(mixed.path()), WeightFormat::BFloat16, devices),
                  logitsOf(*Checkpoint::open(alike.path()), WeightFormat::BFloat16, devices));
}

/// A device with room for a model.
struct Room {
    std::unique_ptr<Backend> backend;
    std::unique_ptr<DeviceModel> model;
};

Room roomFor(const Checkpoint& checkpoint, WeightFormat format, DeviceKind kind) {
    PlanRequest request{.model = checkpoint.info().config, .weights = format};
    request.devices = {{.kind = kind, .name = "a device", .capacityBytes = 8ULL << 30}};
    request.contextTokens = kKvPageTokens;
    if (kind == DeviceKind::Cpu) request.kv = request.activations = Precision::Float32;
    Room room{kind == DeviceKind::Cpu ? makeCpuBackend({.devices = 1, .threads = 1})
                                      : cudaModule()->makeBackend({.devices = {0}, .kernels = {"quantise"}}),
              nullptr};
    const Plan plan = makePlan(request);
    room.backend->setPlacement(plan.placement);
    room.model = std::make_unique<DeviceModel>(room.backend->device(0), plan);
    return room;
}

/// All that a device holds of a checkpoint, byte for byte.
std::vector<std::byte> heldBytes(const Checkpoint& checkpoint, WeightFormat format, DeviceKind kind) {
    const Room room = roomFor(checkpoint, format, kind);
    loadWeights(*room.model, checkpoint, [](std::uint64_t) {}, {});
    std::vector<std::byte> bytes;
    for (const HeldWeight& weight : room.model->weights()) {
        const std::size_t before = bytes.size();
        bytes.resize(before + weight.buffer.parts().total());
        room.backend->device(0).download(bytes.data() + before, weight.data, weight.buffer.parts().total());
    }
    return bytes;
}

/// Also where the device makes codes of what was read.
TEST(TestLoader, endsWhereItIsStoppedAndWhereAFileBreaksOff) {
    TempDir dir;
    wideCheckpoint(TinyNaming::PerExpert, "BF16").write(dir.path());
    for (const DeviceKind kind : {DeviceKind::Cpu, DeviceKind::Cuda}) {
        if (kind == DeviceKind::Cuda && gpusOfDriver() == 0) continue;
        const auto whole = Checkpoint::open(dir.path());
        for (const WeightFormat format : {WeightFormat::Int4, WeightFormat::Float8}) {
            SCOPED_TRACE(weightFormatName(format));
            const std::vector<std::byte> expected = heldBytes(*whole, format, kind);

            std::stop_source stop;
            std::atomic<int> pieces = 0, piecesBefore = 0;
            const Room stopped = roomFor(*whole, format, kind);
            loadWeights(*stopped.model, *whole, [&](std::uint64_t) { ++piecesBefore; }, {});
            loadWeights(
                *stopped.model, *whole,
                [&](std::uint64_t) {
                    ++pieces;
                    stop.request_stop();
                },
                stop.get_token());
            EXPECT_GT(pieces, 0);
            EXPECT_LT(pieces, piecesBefore);  // each reader ends the piece that it is at

            TempDir cut;
            wideCheckpoint(TinyNaming::PerExpert, "BF16").write(cut.path());
            const auto broken = Checkpoint::open(cut.path());
            for (const auto& file : std::filesystem::directory_iterator(cut.path()))
                if (file.path().extension() == ".safetensors")
                    std::filesystem::resize_file(file.path(), file.file_size() / 2);
            const Room room = roomFor(*broken, format, kind);
            EXPECT_THROW(loadWeights(*room.model, *broken, [](std::uint64_t) {}, {}), Error);
            EXPECT_EQ(heldBytes(*whole, format, kind), expected);
        }
    }
}

TEST(TestLoader, gpusHoldWhatTheCpuHolds) {
    if (gpusOfDriver() == 0) GTEST_SKIP() << "No GPU here.";
    ASSERT_TRUE(cudaModule()) << cudaMissing();
    for (const char* dtype : {"BF16", "F16", "F32"}) {
        TempDir dir;
        wideCheckpoint(TinyNaming::PerExpert, dtype).write(dir.path());
        const auto checkpoint = Checkpoint::open(dir.path());
        for (const WeightFormatRow& format : weightFormats()) {
            if (!format.cpu || !format.cuda) continue;
            EXPECT_EQ(heldBytes(*checkpoint, format.format, DeviceKind::Cuda),
                      heldBytes(*checkpoint, format.format, DeviceKind::Cpu))
                << dtype << " as " << format.name;
        }
    }
}

/// A checkpoint that cannot be read but by the thread that loads it: those beside it meet failures only.
class HalfReadable final : public Checkpoint {
 public:
    explicit HalfReadable(const Checkpoint& whole) : m_whole(whole) { m_info = whole.info(); }
    StoredLayout layoutOf(const TensorSlice& slice) const override { return m_whole.layoutOf(slice); }
    std::string placeOf(const TensorSlice& slice) const override { return m_whole.placeOf(slice); }
    void read(const TensorSlice& slice, std::byte* out) const override {
        if (std::this_thread::get_id() != m_reader) {
            m_failed.store(true);
            throw Error(ErrorCode::FileFormat, "no longer what it was");
        }
        // Until one has failed; else this one might have read everything by then.
        for (int waits = 0; !m_failed && waits < 20'000; ++waits)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        m_whole.read(slice, out);
    }

 private:
    const Checkpoint& m_whole;
    const std::thread::id m_reader = std::this_thread::get_id();
    mutable std::atomic<bool> m_failed = false;
};

/// Weights are read by several threads, of which each may meet the part of a file that is damaged.
TEST(TestLoader, whateverReaderFailsTheLoadFails) {
    TempDir dir;
    wideCheckpoint(TinyNaming::PerExpert, "BF16").write(dir.path());
    const auto checkpoint = Checkpoint::open(dir.path());
    const Plan plan = planOf(checkpoint->info().config, WeightFormat::BFloat16, 1);
    const auto backend = makeCpuBackend({.devices = 1, .threads = 1});
    backend->runOnAll([&](Device& device) {
        DeviceModel model(device, plan);
        const HalfReadable half(*checkpoint);
        try {
            loadWeights(model, half, [](std::uint64_t) {}, {});
            ADD_FAILURE() << "weights that were not read count as loaded";
        } catch (const Error& error) {
            EXPECT_STREQ(error.what(), "no longer what it was");
        }
    });
}

/// Large weights are drawn in part; the rest of them is that part again.
TEST(TestLoader, randomWeightsAreFullToTheirLastRow) {
    ModelConfig config = {.name = "wide",
                          .hiddenSize = 2048,
                          .layers = 1,
                          .feedForwardSize = 1280,
                          .heads = 32,
                          .kvHeads = 8,
                          .headDim = 64,
                          .experts = 2,
                          .expertsPerToken = 1,
                          .vocabularySize = 512,
                          .trainedContext = 1024};
    const Plan plan = planOf(config, WeightFormat::Int8, 1);
    const auto backend = makeCpuBackend({.devices = 1, .threads = 2});
    int large = 0;
    backend->runOnAll([&](Device& device) {
        DeviceModel model(device, plan);
        randomiseWeights(model, 1);
        for (const HeldWeight& weight : model.weights()) {
            const WeightBuffer& buffer = weight.buffer;
            const std::int64_t drawn = (4 << 20) / (2 * buffer.columns);
            if (buffer.format != WeightFormat::Int8 || buffer.rows <= drawn) continue;
            ++large;
            const WeightBytes row = rowBytes(buffer.format, buffer.columns);
            const WeightParts parts = partsAt(weight.data, buffer.format, buffer.rows, buffer.columns, 0);
            for (std::int64_t at = drawn; at < buffer.rows; ++at) {
                const auto here = static_cast<std::uint64_t>(at), there = static_cast<std::uint64_t>(at % drawn);
                ASSERT_EQ(std::memcmp(parts.values + here * row.values, parts.values + there * row.values, row.values),
                          0)
                    << at;
                ASSERT_EQ(std::memcmp(parts.scales + here * row.scales, parts.scales + there * row.scales, row.scales),
                          0)
                    << at;
            }
        }
    });
    EXPECT_GE(large, 2);
}

/// Experts that are alike make no difference to whoever chooses between them, and shards that are alike hide one that
/// is taken for another.
TEST(TestLoader, randomWeightsAreAlikeNowhere) {
    PlanRequest request{.model = {.name = "small",
                                  .hiddenSize = 64,
                                  .layers = 2,
                                  .feedForwardSize = 64,
                                  .heads = 4,
                                  .kvHeads = 2,
                                  .headDim = 16,
                                  .experts = 4,
                                  .expertsPerToken = 2,
                                  .vocabularySize = 512,
                                  .trainedContext = 1024},
                        .kv = Precision::Float32,
                        .activations = Precision::Float32};
    request.devices.assign(2, {.kind = DeviceKind::Cpu, .name = "CPU", .capacityBytes = 1ULL << 30});
    request.contextTokens = kKvPageTokens;
    request.placement = Placement{.tensorParallel = 2};
    for (const WeightFormat format : {WeightFormat::BFloat16, WeightFormat::Int4}) {
        request.weights = format;
        const Plan plan = makePlan(request);
        const auto backend = makeCpuBackend({.devices = 2, .threads = 2});
        std::mutex mutex;
        std::size_t drawn = 0;
        std::set<std::string> beginnings;
        backend->runOnAll([&](Device& device) {
            DeviceModel model(device, plan);
            randomiseWeights(model, 1);
            const std::lock_guard lock(mutex);
            for (const HeldWeight& weight : model.weights()) {
                if (weight.buffer.rows == 1) continue;  // norms, which are ones
                ++drawn;
                beginnings.emplace(reinterpret_cast<const char*>(weight.data), 64);
            }
        });
        EXPECT_GT(drawn, 40u);
        EXPECT_EQ(beginnings.size(), drawn);
    }
}

}  // namespace
}  // namespace mw::test
