// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Models in GGUF files compute what the same weights do elsewhere; see tests/data/gguf/README.md.

#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <utility>

#include "convert.h"
#include "gguf_writer.h"
#include "golden_model.h"
#include "npy.h"
#include "stored_layout.h"
#include "temp_dir.h"

namespace mw::test {
namespace {

const std::filesystem::path kGguf = std::filesystem::path(MW_TEST_DATA) / "gguf";
constexpr double kTolerance = 1e-4;

TEST(TestGoldenGguf, equalsTransformersWithExpertsMergedOrEachInTensorsOfItsOwn) {
    const GoldenModel golden("gqa4");
    for (const char* form : {"merged", "parts"})
        for (const int devices : {1, 2}) {
            Engine engine = loadedEngine(cpuOptions(kGguf / form, devices));
            EXPECT_LE(relativeError(engine.logits(golden.shortIds), golden.shortLogits), kTolerance)
                << form << " on " << devices;
            const int count = static_cast<int>(golden.greedyIds.size());
            EXPECT_EQ(answersOf(engine, {greedyRequest(golden.shortIds, count)}).front().ids, golden.greedyIds) << form;
        }
}

TEST(TestGoldenGguf, equalsTheReferenceInEveryTypeOfBlock) {
    const auto ids = readNpy<std::int32_t>(kGguf / "mixed/ids.npy").values;
    const auto logits = readNpy<float>(kGguf / "mixed/logits.npy").values;
    LoadOptions options = cpuOptions(kGguf / "mixed");
    options.weights = WeightFormat::Float32;
    Engine exact = loadedEngine(options);
    EXPECT_LE(relativeError(exact.logits({ids.begin(), ids.end()}), logits), kTolerance);

    // As stored query, key and value of three types in one matrix are rounded to bf16, and near.
    options.weights.reset();
    Engine rounded = loadedEngine(options);
    EXPECT_EQ(rounded.model()->plan.request.weights.attention, WeightFormat::BFloat16);
    const double error = relativeError(rounded.logits({ids.begin(), ids.end()}), logits);
    EXPECT_LE(error, 0.05);
    EXPECT_GT(error, kTolerance);
}

TEST(TestGoldenGguf, equalsTheReferenceInFilesOfLlamaCppsQuantiser) {
    for (const std::string stem : {"every-type", "groups-of-32"}) {
        const auto ids = readNpy<std::int32_t>(kGguf / "llama-cpp" / (stem + "-ids.npy")).values;
        const auto logits = readNpy<float>(kGguf / "llama-cpp" / (stem + "-logits.npy")).values;
        LoadOptions options = cpuOptions(kGguf / "llama-cpp" / (stem + ".gguf"));
        options.weights = WeightFormat::Float32;
        Engine engine = loadedEngine(options);
        EXPECT_LE(relativeError(engine.logits({ids.begin(), ids.end()}), logits), kTolerance) << stem;
    }
}

// --- mixes of blocks of 256 -----------------------------------------------------------------------------------------

/// Types of ggml, by their numbers.
enum Type : std::uint32_t {
    F32 = 0,
    Q4_1 = 3,
    Q5_1 = 7,
    Q8_0 = 8,
    Q2_K = 10,
    Q3_K = 11,
    Q4_K = 12,
    Q5_K = 13,
    Q6_K = 14,
    IQ4_XS = 23
};

constexpr int kHidden = 256, kFeedForward = 512, kHeads = 4, kKvHeads = 2, kHeadDim = 128, kExperts = 4;
constexpr int kVocabulary = 64, kLayers = 8;

/// Blocks of random bytes, with scales that make values of about 0.05.
std::string randomBlocks(Type type, std::uint64_t values, std::mt19937& generator) {
    if (type == F32) {
        std::string text;
        for (std::uint64_t i = 0; i < values; ++i)
            text += rawNumber(std::normal_distribution<float>(0, 0.05f)(generator));
        return text;
    }
    struct Row {
        StoredLayout layout;
        std::size_t at;  // of the scale, in a block
        float scale;
        float minimum;  // behind it, where there is one
    };
    const Row row = type == Q8_0     ? Row{StoredLayout::Q8_0, 0, 7e-4f, 0}
                    : type == Q4_1   ? Row{StoredLayout::Q4_1, 0, 7e-3f, -0.05f}
                    : type == Q5_1   ? Row{StoredLayout::Q5_1, 0, 3.5e-3f, -0.05f}
                    : type == Q2_K   ? Row{StoredLayout::Q2_K, 80, 4e-3f, 6e-3f}
                    : type == IQ4_XS ? Row{StoredLayout::IQ4_XS, 0, 4e-5f, 0}
                    : type == Q3_K   ? Row{StoredLayout::Q3_K, 108, 1.2e-3f, 0}
                    : type == Q4_K   ? Row{StoredLayout::Q4_K, 0, 3e-4f, 2.2e-3f}
                    : type == Q5_K   ? Row{StoredLayout::Q5_K, 0, 1.5e-4f, 2.3e-3f}
                                     : Row{StoredLayout::Q6_K, 208, 4e-5f, 0};
    const auto half = [](float value) {
        std::string bytes(2, '\0');
        convertElements(reinterpret_cast<const std::byte*>(&value), Precision::Float32,
                        reinterpret_cast<std::byte*>(bytes.data()), Precision::Float16, 1);
        return bytes;
    };
    std::string text(storedBytes(row.layout, static_cast<std::int64_t>(values)), '\0');
    for (char& byte : text)
        byte = static_cast<char>(generator());
    const auto blockBytes = static_cast<std::size_t>(storedLayoutRow(row.layout).blockBytes);
    for (std::size_t block = 0; block < text.size(); block += blockBytes) {
        text.replace(block + row.at, 2, half(row.scale));
        if (row.minimum != 0) text.replace(block + row.at + 2, 2, half(row.minimum));
    }
    return text;
}

/// A model whose tensors are of the types that `typeOf` says of layer and name.
GgufContent mixedModel(const std::function<Type(int, std::string_view)>& typeOf) {
    GgufContent content;
    content.set("general.architecture", ggufText("llama"));
    for (const auto& [key, value] : {std::pair{"context_length", 1024},
                                     {"embedding_length", kHidden},
                                     {"block_count", kLayers},
                                     {"feed_forward_length", kFeedForward},
                                     {"attention.head_count", kHeads},
                                     {"attention.head_count_kv", kKvHeads},
                                     {"attention.key_length", kHeadDim},
                                     {"attention.value_length", kHeadDim},
                                     {"rope.dimension_count", kHeadDim},
                                     {"expert_count", kExperts},
                                     {"expert_used_count", 2}})
        content.set("llama." + std::string(key), ggufUInt32(static_cast<std::uint32_t>(value)));
    content.set("llama.rope.freq_base", ggufFloat32(1e6f));
    content.set("llama.attention.layer_norm_rms_epsilon", ggufFloat32(1e-5f));
    std::mt19937 generator(7);
    const auto add = [&](int layer, const std::string& name, std::vector<std::uint64_t> sizes) {
        std::uint64_t values = 1;
        for (const std::uint64_t size : sizes)
            values *= size;
        const bool isNorm = sizes.size() == 1;
        const Type type = isNorm ? F32 : typeOf(layer, name);
        std::string data = randomBlocks(type, values, generator);
        for (std::size_t i = 0; isNorm && i < data.size(); i += sizeof(float))
            data.replace(i, sizeof(float), rawNumber(1.0f));
        const std::string prefix = layer < 0 ? "" : "blk." + std::to_string(layer) + ".";
        content.tensors.push_back({prefix + name + ".weight", std::move(sizes), type, std::move(data)});
    };
    add(-1, "token_embd", {kHidden, kVocabulary});
    for (int layer = 0; layer < kLayers; ++layer) {
        add(layer, "attn_norm", {kHidden});
        add(layer, "attn_q", {kHidden, kHeads * kHeadDim});
        add(layer, "attn_k", {kHidden, kKvHeads * kHeadDim});
        add(layer, "attn_v", {kHidden, kKvHeads * kHeadDim});
        add(layer, "attn_output", {kHeads * kHeadDim, kHidden});
        add(layer, "ffn_norm", {kHidden});
        add(layer, "ffn_gate_inp", {kHidden, kExperts});
        add(layer, "ffn_gate_exps", {kHidden, kFeedForward, kExperts});
        add(layer, "ffn_up_exps", {kHidden, kFeedForward, kExperts});
        add(layer, "ffn_down_exps", {kFeedForward, kHidden, kExperts});
    }
    add(-1, "output_norm", {kHidden});
    add(-1, "output", {kHidden, kVocabulary});
    return content;
}

struct MixedRow {
    const char* name;
    std::function<Type(int, std::string_view)> typeOf;
    const char* held;
    double most;  ///< of the error
};

/// What llama.cpp's quantiser mixes, in a small model. Whole numbers of blocks are left of each row for two devices.
TEST(TestGoldenGguf, holdsMixesOfBlocksTensorByTensor) {
    const auto isFiner = [](int layer) { return layer < 1 || layer >= 7 || (layer - 1) % 3 == 2; };
    const auto usual = [](std::string_view name) {
        return name == "ffn_gate_inp" ? F32 : name == "output" ? Q6_K : Q4_K;
    };
    const MixedRow rows[] = {
        {"as Q4_K_M, but for keys and values",
         [&](int layer, std::string_view name) {
             return name == "ffn_down_exps" && isFiner(layer) ? Q6_K : name == "attn_output" ? Q5_K : usual(name);
         },
         "q4_k (down q6_k in 4 of 8 layers, attention output q5_k, head q6_k, embedding fp32)", 1e-5},
        {"values of more bits, in some layers",
         [&](int layer, std::string_view name) { return name == "attn_v" && layer > 5 ? Q5_K : usual(name); },
         "q4_k (attention input q5_k in 2 of 8 layers, head q6_k, embedding fp32)", 1e-5},
        {"Q3_K, which Q6_K holds",
         [&](int, std::string_view name) {
             return name == "ffn_down_exps" ? Q5_K : name == "ffn_gate_inp" ? F32 : Q3_K;
         },
         "q6_k (down q5_k, embedding fp32)", 1e-5},
        {"Q4_1 and Q5_1",
         [&](int layer, std::string_view name) {
             if (name == "ffn_gate_inp") return F32;
             return name == "ffn_down_exps" || (name == "attn_v" && layer > 5) ? Q5_1 : Q4_1;
         },
         "q4_1 (down q5_1, attention input q5_1 in 2 of 8 layers, embedding fp32)", 1e-5},
        {"types that 8 bits hold nearly",
         [&](int, std::string_view name) {
             if (name == "ffn_gate_inp") return F32;
             return name == "ffn_down_exps" ? Q2_K : name == "attn_v" ? Q8_0 : IQ4_XS;
         },
         "int8-g32 (embedding fp32)", 0.02},
        {"as Q4_K_M: no format holds query, key and value",
         [&](int layer, std::string_view name) {
             if (name == "attn_k" || name == "attn_v") return Q8_0;
             return name == "ffn_down_exps" && isFiner(layer) ? Q6_K : usual(name);
         },
         "q4_k (down q6_k in 4 of 8 layers, attention input bf16, head q6_k, embedding fp32)", 0.02},
    };
    const std::vector<int> ids = {1, 17, 5, 60, 33, 2, 40, 41, 42, 9};
    for (const auto& [name, typeOf, expected, most] : rows) {
        SCOPED_TRACE(name);
        const TempDir dir;
        writeFile(dir / "mixed.gguf", mixedModel(typeOf).bytes());
        LoadOptions options = cpuOptions(dir / "mixed.gguf");
        options.kvPrecision = Precision::Float32;
        options.weights = WeightFormat::Float32;  // which is all that other tests compare with the reference
        Engine exact = loadedEngine(options);
        const std::vector<float> logits = exact.logits(ids);
        for (const int devices : {1, 2}) {
            options = cpuOptions(dir / "mixed.gguf", devices);
            options.kvPrecision = Precision::Float32;
            Engine engine = loadedEngine(options);
            const LoadedModel& model = *engine.model();
            EXPECT_EQ(describeFormats(model.plan.request.weights), expected);
            EXPECT_EQ(model.plan.placement.tensorParallel, devices);
            EXPECT_LE(relativeError(engine.logits(ids), logits), most) << devices;
            for (std::size_t rank = 0; rank < model.plan.devices.size(); ++rank)
                EXPECT_EQ(model.allocatedBytes[rank],
                          model.plan.devices[rank].totalBytes() - model.plan.devices[rank].reserveBytes)
                    << rank << " of " << devices;
        }
    }
}

TEST(TestGoldenGguf, holdsBlocksOfCodesAsTheyAreOnTheCpu) {
    const auto ids = readNpy<std::int32_t>(kGguf / "llama-cpp/groups-of-32-ids.npy").values;
    const auto logits = readNpy<float>(kGguf / "llama-cpp/groups-of-32-logits.npy").values;
    for (const int devices : {1, 2}) {
        Engine engine = loadedEngine(cpuOptions(kGguf / "llama-cpp/groups-of-32.gguf", devices));
        const WeightFormats& held = engine.model()->plan.request.weights;
        EXPECT_EQ(describeFormats(held), "int8-g32 (embedding fp32)");
        EXPECT_LE(relativeError(engine.logits({ids.begin(), ids.end()}), logits), kTolerance) << devices;
    }
}

TEST(TestGoldenGguf, continuesATextAsLlamaCppDoes) {
    const GoldenModel golden("gqa4");
    const auto expected = readNpy<std::int32_t>(kGguf / "llama-cpp/gqa4_greedy_ids.npy").values;
    ASSERT_EQ(expected.size(), 100U);
    LoadOptions options = cpuOptions(kGguf / "merged");
    options.kvPrecision = Precision::Float32;
    for (const auto weights : {WeightFormat::BFloat16, WeightFormat::Float32}) {
        options.weights = weights;
        Engine engine = loadedEngine(options);
        EXPECT_EQ(answersOf(engine, {greedyRequest(golden.shortIds, 100)}).front().ids,
                  std::vector<int>(expected.begin(), expected.end()))
            << weightFormatName(weights);
    }
}

}  // namespace
}  // namespace mw::test
