// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <thread>

#include "checkpoint.h"
#include "conversions.h"
#include "mw/error.h"
#include "temp_dir.h"
#include "tiny_checkpoint.h"

namespace mw::test {
namespace {

using enum TensorKind;

struct KindShape {
    TensorKind kind;
    int rows;
    int columns;
};

constexpr int kQueryRows = kTinyHeads * kTinyHeadDim;
constexpr int kKeyRows = kTinyKvHeads * kTinyHeadDim;
constexpr KindShape kShapes[] = {
    {Embedding, kTinyVocabulary, kTinyHidden},
    {AttentionNorm, 1, kTinyHidden},
    {Query, kQueryRows, kTinyHidden},
    {Key, kKeyRows, kTinyHidden},
    {Value, kKeyRows, kTinyHidden},
    {Output, kTinyHidden, kQueryRows},
    {MoeNorm, 1, kTinyHidden},
    {Router, kTinyExperts, kTinyHidden},
    {ExpertGate, kTinyFeedForward, kTinyHidden},
    {ExpertUp, kTinyFeedForward, kTinyHidden},
    {ExpertDown, kTinyHidden, kTinyFeedForward},
    {FinalNorm, 1, kTinyHidden},
    {Head, kTinyVocabulary, kTinyHidden},
};

bool hasLayers(TensorKind kind) {
    return kind != Embedding && kind != FinalNorm && kind != Head;
}
bool hasExperts(TensorKind kind) {
    return kind == ExpertGate || kind == ExpertUp || kind == ExpertDown;
}

/// A slice as it is stored, then converted as the loader would.
std::vector<float> readFloats(const Checkpoint& checkpoint, const TensorSlice& slice) {
    const StoredLayout layout = checkpoint.layoutOf(slice);
    std::vector<std::byte> stored(storedBytes(layout, slice.rows * slice.columns));
    checkpoint.read(slice, stored.data());
    std::vector<float> values(static_cast<std::size_t>(slice.rows * slice.columns));
    auto* const out = reinterpret_cast<std::byte*>(values.data());
    const Conversion& conversion = conversionOf(layout, WeightFormat::Float32);
    if (conversion.convert)
        conversion.convert(stored.data(), slice.rows, slice.columns, {.values = out});
    else
        std::memcpy(out, stored.data(), stored.size());
    return values;
}

void expectSlice(const Checkpoint& checkpoint, const TensorSlice& slice) {
    const std::vector<float> values = readFloats(checkpoint, slice);
    for (std::int64_t row = 0; row < slice.rows; ++row)
        for (std::int64_t column = 0; column < slice.columns; ++column)
            ASSERT_EQ(
                values[static_cast<std::size_t>(row * slice.columns + column)],
                tinyValue(slice.kind, slice.layer, slice.expert, slice.firstRow + row, slice.firstColumn + column))
                << "kind " << static_cast<int>(slice.kind) << " layer " << slice.layer << " expert " << slice.expert
                << " row " << slice.firstRow + row << " column " << slice.firstColumn + column;
}

/// Every tensor, whole.
void expectTinyModel(const Checkpoint& checkpoint) {
    for (const auto& [kind, rows, columns] : kShapes)
        for (int layer = 0; layer < (hasLayers(kind) ? kTinyLayers : 1); ++layer)
            for (int expert = 0; expert < (hasExperts(kind) ? kTinyExperts : 1); ++expert)
                expectSlice(checkpoint, {kind, layer, expert, 0, rows, 0, columns});
}

struct Form {
    const char* name;
    TinyNaming naming;
    const char* layout;
};

class TestCheckpointForms : public testing::TestWithParam<std::tuple<Form, const char*>> {};

TEST_P(TestCheckpointForms, readsEveryTensor) {
    const auto& [form, dtype] = GetParam();
    TempDir dir;
    makeTinyCheckpoint(form.naming, dtype).write(dir.path());
    const auto checkpoint = Checkpoint::open(dir.path());
    expectTinyModel(*checkpoint);
    EXPECT_EQ(checkpoint->info().layout, form.layout);
    EXPECT_EQ(checkpoint->info().files, 1);
    EXPECT_EQ(checkpoint->info().config.headDim, kTinyHeadDim);
    const std::string format = dtype == std::string("F32") ? "fp32" : dtype == std::string("BF16") ? "bf16" : "fp16";
    EXPECT_EQ(checkpoint->info().storedFormat, format);
    EXPECT_TRUE(checkpoint->info().weights == parseWeightFormat(format));
}

// Slices as tensor parallelism cuts them, and others: whole heads, parts of heads, columns, single elements.
TEST_P(TestCheckpointForms, readsSlices) {
    const auto& [form, dtype] = GetParam();
    TempDir dir;
    makeTinyCheckpoint(form.naming, dtype).write(dir.path());
    const auto checkpoint = Checkpoint::open(dir.path());
    for (const auto& [kind, rows, columns] : kShapes) {
        const int layer = hasLayers(kind) ? 1 : 0;
        const int expert = hasExperts(kind) ? 2 : 0;
        for (const int parts : {1, 2, 3, 5}) {
            for (int part = 0; part < parts; ++part) {
                const int firstRow = rows * part / parts;
                const int firstColumn = columns * part / parts;
                const int endRow = rows * (part + 1) / parts;
                const int endColumn = columns * (part + 1) / parts;
                expectSlice(*checkpoint, {kind, layer, expert, firstRow, endRow - firstRow, 0, columns});
                expectSlice(*checkpoint, {kind, layer, expert, 0, rows, firstColumn, endColumn - firstColumn});
                expectSlice(*checkpoint,
                            {kind, layer, expert, firstRow, endRow - firstRow, firstColumn, endColumn - firstColumn});
            }
        }
        for (int row = 0; row < rows; ++row)
            expectSlice(*checkpoint, {kind, layer, expert, row, 1, columns - 1, 1});
    }
}

TEST_P(TestCheckpointForms, readsShards) {
    const auto& [form, dtype] = GetParam();
    TempDir dir;
    makeTinyCheckpoint(form.naming, dtype).writeSharded(dir.path(), 3);
    const auto checkpoint = Checkpoint::open(dir.path());
    expectTinyModel(*checkpoint);
    EXPECT_EQ(checkpoint->info().files, 3);
}

INSTANTIATE_TEST_SUITE_P(
    All, TestCheckpointForms,
    testing::Combine(testing::Values(Form{"perExpert", TinyNaming::PerExpert, "Hugging Face"},
                                     Form{"fused", TinyNaming::Fused, "Hugging Face, fused experts"},
                                     Form{"fusedInBlock", TinyNaming::FusedInBlock, "Hugging Face, fused experts"},
                                     Form{"consolidated", TinyNaming::Consolidated, "Mistral consolidated"},
                                     Form{"stacked", TinyNaming::Stacked, "Mistral consolidated, stacked experts"}),
                     testing::Values("F32", "BF16", "F16")),
    [](const auto& row) { return std::string(std::get<0>(row.param).name) + std::get<1>(row.param); });

// The permutation, spelled out: rows 0, 2, 4 and then 1, 3, 5 of a head of 6, in each head.
TEST(TestCheckpoint, ordersRotaryPairsByHalves) {
    TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::Consolidated);
    std::vector<float> values;
    for (int row = 0; row < kKeyRows; ++row)
        values.insert(values.end(), kTinyHidden, static_cast<float>(row));
    tiny.tensor("layers.1.attention.wk.weight").bytes = bytesOf(values);
    TempDir dir;
    tiny.write(dir.path());
    const auto checkpoint = Checkpoint::open(dir.path());
    EXPECT_EQ(readFloats(*checkpoint, {Key, 1, 0, 0, kKeyRows, 7, 1}),
              (std::vector<float>{0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11}));
    EXPECT_EQ(readFloats(*checkpoint, {Key, 1, 0, 2, 7, 0, 1}), (std::vector<float>{4, 1, 3, 5, 6, 8, 10}));
}

// The stacked w2 of expert 1, spelled out: element (row, column) is at (f + column, row) in the file.
TEST(TestCheckpoint, transposesStackedDown) {
    TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::Stacked);
    std::vector<float> values;
    for (int row = 0; row < kTinyExperts * kTinyFeedForward; ++row)
        for (int column = 0; column < kTinyHidden; ++column)
            values.push_back(static_cast<float>(row * 100 + column));
    tiny.tensor("layers.0.block_sparse_moe.w2").bytes = bytesOf(values);
    TempDir dir;
    tiny.write(dir.path());
    const auto checkpoint = Checkpoint::open(dir.path());
    const int f = kTinyFeedForward;
    EXPECT_EQ(readFloats(*checkpoint, {ExpertDown, 0, 1, 3, 2, 5, 3}),
              (std::vector<float>{(f + 5) * 100 + 3, (f + 6) * 100 + 3, (f + 7) * 100 + 3,  //
                                  (f + 5) * 100 + 4, (f + 6) * 100 + 4, (f + 7) * 100 + 4}));
}

// Matrices larger than a chunk of the reader, with columns narrower and wider than its smallest read.
TEST(TestCheckpoint, readsLargeMatricesInChunks) {
    constexpr int kVocabulary = 700;
    constexpr int kHidden = 4000;
    for (const TinyNaming naming : {TinyNaming::PerExpert, TinyNaming::Stacked}) {
        TinyCheckpoint tiny;
        tiny = makeTinyCheckpoint(naming, "BF16");
        // Only the tensors with the hidden size grow; their values are the low bits of the place.
        const bool isStacked = naming == TinyNaming::Stacked;
        for (const char* key : {"hidden_size", "dim"})
            if (tiny.config.contains(key)) tiny.config[key] = kHidden;
        tiny.config["vocab_size"] = kVocabulary;
        for (StoredTensor& tensor : tiny.tensors) {
            std::int64_t count = 1;
            for (std::int64_t& size : tensor.shape) {
                if (size == kTinyHidden) size = kHidden;
                if (size == kTinyVocabulary) size = kVocabulary;
                count *= size;
            }
            std::vector<std::uint16_t> values(static_cast<std::size_t>(count));
            for (std::size_t i = 0; i < values.size(); ++i)
                values[i] = static_cast<std::uint16_t>(i % 0x7001);
            tensor.bytes = bytesOf(values);
        }
        TempDir dir;
        tiny.write(dir.path());
        const auto checkpoint = Checkpoint::open(dir.path());
        const auto expectedAt = [](std::int64_t place) {
            return std::bit_cast<float>(static_cast<std::uint32_t>(place % 0x7001) << 16);
        };
        for (const auto& [first, columns] : {std::pair{0, kHidden}, std::pair{1000, 2500}, std::pair{3990, 10}}) {
            const std::vector<float> values = readFloats(*checkpoint, {Head, 0, 0, 1, 698, first, columns});
            for (std::int64_t row = 0; row < 698; ++row)
                for (std::int64_t column = 0; column < columns; ++column)
                    ASSERT_EQ(values[static_cast<std::size_t>(row * columns + column)],
                              expectedAt((row + 1) * kHidden + first + column));
        }
        const std::vector<float> down = readFloats(*checkpoint, {ExpertDown, 0, 2, 100, 3900, 1, 27});
        const std::int64_t before = 2 * kHidden * kTinyFeedForward;
        for (std::int64_t row = 0; row < 3900; ++row)
            for (std::int64_t column = 0; column < 27; ++column)
                ASSERT_EQ(down[static_cast<std::size_t>(row * 27 + column)],
                          isStacked ? expectedAt(before + (column + 1) * kHidden + row + 100)
                                    : expectedAt((row + 100) * kTinyFeedForward + column + 1));
    }
}

TEST(TestCheckpoint, takesTheEmbeddingAsTiedHead) {
    for (const bool keepsHead : {false, true}) {
        TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::PerExpert);
        tiny.config["tie_word_embeddings"] = true;
        if (!keepsHead) tiny.removeTensor("lm_head.weight");
        TempDir dir;
        tiny.write(dir.path());
        const auto checkpoint = Checkpoint::open(dir.path());
        EXPECT_TRUE(checkpoint->info().config.tiedEmbeddings);
        EXPECT_EQ(readFloats(*checkpoint, {Head, 0, 0, 3, 2, 0, kTinyHidden}),
                  readFloats(*checkpoint, {Embedding, 0, 0, 3, 2, 0, kTinyHidden}));
    }
}

TEST(TestCheckpoint, readsConfigsOfBothTransformers) {
    TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::PerExpert);
    tiny.config["rope_theta"] = 5e5;
    tiny.config["eos_token_id"] = {2, 5};
    tiny.moreFiles["generation_config.json"] = R"({"eos_token_id": [5, 7], "do_sample": true})";
    TempDir four;
    tiny.write(four.path());
    const ModelConfig old = inspectCheckpoint(four.path()).config;
    EXPECT_EQ(old.ropeTheta, 5e5);
    EXPECT_EQ(old.trainedContext, 1024);
    EXPECT_EQ(old.eosIds, (std::vector<int>{5, 7})) << "a matter of generation";

    tiny.config.erase("rope_theta");
    tiny.config.erase("torch_dtype");
    tiny.config["rope_parameters"] = {{"rope_theta", 500000}, {"rope_type", "default"}};
    tiny.config["dtype"] = "float32";
    tiny.config["sliding_window"] = 1024;  // as long as the context: without effect
    TempDir five;
    tiny.write(five.path());
    ModelConfig now = inspectCheckpoint(five.path()).config;
    now.name = old.name;
    EXPECT_EQ(now, old);
}

TEST(TestCheckpoint, limitsTheContextToASlidingWindowAndSaysSo) {
    for (const TinyNaming naming : {TinyNaming::PerExpert, TinyNaming::Consolidated}) {
        TinyCheckpoint tiny = makeTinyCheckpoint(naming);
        tiny.config["max_position_embeddings"] = 1024;
        tiny.config["sliding_window"] = 512;
        TempDir dir;
        tiny.write(dir.path());
        const CheckpointInfo info = inspectCheckpoint(dir.path());
        EXPECT_EQ(info.config.trainedContext, 512);
        ASSERT_EQ(info.notes.size(), 1U);
        for (const char* part : {"sliding_window", "512", "1024"})
            EXPECT_NE(info.notes[0].find(part), std::string::npos) << info.notes[0];

        for (const std::int64_t window : {std::int64_t{1024}, std::int64_t{1} << 40}) {
            tiny.config["sliding_window"] = window;
            TempDir wide;
            tiny.write(wide.path());
            EXPECT_EQ(inspectCheckpoint(wide.path()).config.trainedContext, 1024);
            EXPECT_TRUE(inspectCheckpoint(wide.path()).notes.empty());
        }
    }
}

TEST(TestCheckpoint, derivesTheHeadDimension) {
    TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::PerExpert);
    tiny.config["head_dim"] = nullptr;
    tiny.config["num_attention_heads"] = 2;
    tiny.config["num_key_value_heads"] = 1;
    for (int layer = 0; layer < kTinyLayers; ++layer) {
        const std::string prefix = "model.layers." + std::to_string(layer) + ".self_attn.";
        for (const char* name : {"q_proj", "k_proj", "v_proj", "o_proj"}) {
            StoredTensor& tensor = tiny.tensor(prefix + name + ".weight");
            const bool isQuery = name == std::string("q_proj") || name == std::string("o_proj");
            tensor.shape = {isQuery ? 20 : 10, kTinyHidden};
            tensor.bytes.resize(static_cast<std::size_t>(tensor.shape[0]) * kTinyHidden * 4);
        }
    }
    TempDir dir;
    tiny.write(dir.path());
    EXPECT_EQ(inspectCheckpoint(dir.path()).config.headDim, 10);
}

TEST(TestCheckpoint, acceptsEmptyTensorsNanAndRotaryBuffers) {
    TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::PerExpert);
    tiny.tensors.push_back({"empty", "I64", {0, 5}, {}});
    tiny.tensors.push_back({"model.layers.0.self_attn.rotary_emb.inv_freq", "F32", {3}, std::string(12, '\0')});
    StoredTensor& norm = tiny.tensor("model.norm.weight");
    norm.bytes = std::string(norm.bytes.size(), '\xff');
    TempDir dir;
    tiny.write(dir.path());
    const auto checkpoint = Checkpoint::open(dir.path());
    EXPECT_TRUE(std::isnan(readFloats(*checkpoint, {FinalNorm, 0, 0, 0, 1, 0, kTinyHidden}).front()));
}

TEST(TestCheckpoint, opensByAFileOfTheFolder) {
    TempDir dir;
    makeTinyCheckpoint(TinyNaming::PerExpert).write(dir.path());
    makeTinyCheckpoint(TinyNaming::Stacked).write(dir.path());
    EXPECT_EQ(inspectCheckpoint(dir.path()).layout, "Hugging Face");
    EXPECT_EQ(inspectCheckpoint(dir / "model.safetensors").layout, "Hugging Face");
    EXPECT_EQ(inspectCheckpoint(dir / "config.json").directory, dir.path());
    EXPECT_EQ(inspectCheckpoint(dir / "consolidated.safetensors").layout, "Mistral consolidated, stacked experts");
    EXPECT_EQ(inspectCheckpoint(dir / "params.json").layout, "Mistral consolidated, stacked experts");
}

TEST(TestCheckpoint, readsConsolidatedShardsWithoutIndex) {
    const TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::Consolidated);
    TempDir dir;
    writeFile(dir / "params.json", tiny.config.dump());
    const auto middle = tiny.tensors.begin() + 9;
    writeSafetensors(dir / "consolidated.00.safetensors", {tiny.tensors.begin(), middle});
    writeSafetensors(dir / "consolidated.01.safetensors", {middle, tiny.tensors.end()});
    expectTinyModel(*Checkpoint::open(dir.path()));
}

TEST(TestCheckpoint, readsShardsByTheirNamesWithoutIndex) {
    const TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::PerExpert);
    TempDir dir;
    tiny.writeSharded(dir.path(), 2);
    std::filesystem::remove(dir / "model.safetensors.index.json");
    expectTinyModel(*Checkpoint::open(dir.path()));
}

TEST(TestCheckpoint, followsLinksAsInTheCacheOfHuggingFace) {
    TempDir dir;
    const auto blobs = dir / "blobs";
    const auto snapshot = dir / "models--someone--Tiny-Instruct/snapshots/0123abcd";
    std::filesystem::create_directories(blobs);
    std::filesystem::create_directories(snapshot);
    makeTinyCheckpoint(TinyNaming::PerExpert).write(blobs);
    for (const char* name : {"config.json", "model.safetensors"})
        std::filesystem::create_symlink(blobs / name, snapshot / name);
    EXPECT_EQ(inspectCheckpoint(snapshot).config.name, "Tiny-Instruct");
}

TEST(TestCheckpoint, findsTheTokenizer) {
    struct Row {
        std::vector<std::string> files;
        std::string expected;
        std::string version;
    };
    const Row rows[] = {
        {{"vocabulary.json"}, "", "v1"},
        {{"tokenizer.json"}, "tokenizer.json", "v1"},
        {{"tokenizer.json", "tokenizer.model"}, "tokenizer.model", "v1"},
        {{"tokenizer.model"}, "tokenizer.model", "v1"},
        {{"tokenizer.model.v1"}, "tokenizer.model.v1", "v1"},
        {{"tokenizer.model", "tokenizer.model.v3"}, "tokenizer.model", "v1"},
        {{"tokenizer.model.v3", "tokenizer.model.v1"}, "tokenizer.model.v1", "v1"},
        {{"mistral_instruct_tokenizer_240323.model.v3"}, "mistral_instruct_tokenizer_240323.model.v3", "v3"},
    };
    for (const Row& row : rows) {
        TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::PerExpert);
        for (const std::string& file : row.files)
            tiny.moreFiles[file] =
                file == "tokenizer.json"
                    ? R"({"normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}})"
                    : "x";
        TempDir parent;
        const std::filesystem::path dir = parent / "Tiny-Instruct";
        std::filesystem::create_directories(dir);
        tiny.write(dir);
        const CheckpointInfo info = inspectCheckpoint(dir);
        EXPECT_EQ(info.tokenizer.filename(), row.expected);
        EXPECT_EQ(info.tokenizerVersion, row.expected.empty() ? "" : row.version);
        EXPECT_EQ(info.suggestedFormat, "mistral-" + row.version);
    }
}

TEST(TestCheckpoint, takesWhatItsMakerSuggests) {
    TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::PerExpert);
    tiny.moreFiles["mixtral-workbench.json"] =
        R"({"prompt_format": "aime", "template": "Tiny", "system_prompt": "You are Tiny.", "later": 1})";
    TempDir dir;
    tiny.write(dir.path());
    CheckpointInfo info = inspectCheckpoint(dir.path());
    EXPECT_EQ(info.suggestedFormat, "aime");
    EXPECT_EQ(info.suggestedChat, (SuggestedChat{"aime", "Tiny", "You are Tiny."}));
    EXPECT_EQ(info.formatNote, "") << "its maker knows, whatever its other files do not say";

    tiny.moreFiles["mixtral-workbench.json"] = "{}";
    tiny.write(dir.path());
    info = inspectCheckpoint(dir.path());
    EXPECT_EQ(info.suggestedFormat, "plain") << "by its other files, which say nothing";
    EXPECT_NE(info.formatNote, "");
    EXPECT_EQ(info.suggestedChat, SuggestedChat{});

    for (const char* damaged : {"{", R"({"system_prompt": 5})", "<html>", ""}) {
        tiny.moreFiles["mixtral-workbench.json"] = damaged;
        tiny.write(dir.path());
        info = inspectCheckpoint(dir.path());
        EXPECT_EQ(info.suggestedChat, SuggestedChat{});
        ASSERT_EQ(info.notes.size(), 1U) << damaged;
        EXPECT_NE(info.notes[0].find("mixtral-workbench.json"), std::string::npos);
    }
}

/// A checkpoint of this architecture whose weights are holes in a sparse file.
void writeSparseCheckpoint(const ModelConfig& config, const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::PerExpert);
    tiny.config["hidden_size"] = config.hiddenSize;
    tiny.config["num_hidden_layers"] = config.layers;
    tiny.config["intermediate_size"] = config.feedForwardSize;
    tiny.config["num_attention_heads"] = config.heads;
    tiny.config["num_key_value_heads"] = config.kvHeads;
    tiny.config["num_local_experts"] = config.experts;
    tiny.config["vocab_size"] = config.vocabularySize;
    tiny.config["max_position_embeddings"] = config.trainedContext;
    tiny.config.erase("head_dim");
    writeFile(folder / "config.json", tiny.config.dump());
    writeFile(folder / "tokenizer.model", "x");
    writeFile(folder / "tokenizer.model.v3", "x");

    std::string header = "{";
    std::uint64_t end = 0;
    const auto add = [&](const std::string& name, std::int64_t rows, std::int64_t columns) {
        const std::uint64_t begin = end;
        end += static_cast<std::uint64_t>(rows * columns) * 2;
        header += (begin == 0 ? "\"" : ",\"") + name + "\":{\"dtype\":\"BF16\",\"shape\":[" +
                  (rows == 1 ? "" : std::to_string(rows) + ",") + std::to_string(columns) + "],\"data_offsets\":[" +
                  std::to_string(begin) + "," + std::to_string(end) + "]}";
    };
    const std::int64_t h = config.hiddenSize;
    const std::int64_t f = config.feedForwardSize;
    add("model.embed_tokens.weight", config.vocabularySize, h);
    for (int layer = 0; layer < config.layers; ++layer) {
        const std::string prefix = "model.layers." + std::to_string(layer) + ".";
        add(prefix + "input_layernorm.weight", 1, h);
        add(prefix + "self_attn.q_proj.weight", config.heads * config.headDim, h);
        add(prefix + "self_attn.k_proj.weight", config.kvHeads * config.headDim, h);
        add(prefix + "self_attn.v_proj.weight", config.kvHeads * config.headDim, h);
        add(prefix + "self_attn.o_proj.weight", h, config.heads * config.headDim);
        add(prefix + "post_attention_layernorm.weight", 1, h);
        add(prefix + "block_sparse_moe.gate.weight", config.experts, h);
        for (int expert = 0; expert < config.experts; ++expert) {
            const std::string experts = prefix + "block_sparse_moe.experts." + std::to_string(expert) + ".";
            add(experts + "w1.weight", f, h);
            add(experts + "w2.weight", h, f);
            add(experts + "w3.weight", f, h);
        }
    }
    add("model.norm.weight", 1, h);
    add("lm_head.weight", config.vocabularySize, h);
    const std::string file = safetensorsFile(header + "}", "");
    writeFile(folder / "model.safetensors", file);
    std::filesystem::resize_file(folder / "model.safetensors", file.size() + end);
}

TEST(TestCheckpoint, knowsThePublishedModels) {
    TempDir dir;
    writeSparseCheckpoint(mixtral8x7B(), dir / "mixtral");
    const CheckpointInfo small = inspectCheckpoint(dir / "mixtral/");
    EXPECT_EQ(small.config.name, "Mixtral 8x7B");
    EXPECT_EQ(small.tokenizer.filename(), "tokenizer.model");
    EXPECT_EQ(small.suggestedFormat, "plain");
    EXPECT_EQ(parameterCount(small.config), 46'702'792'704u);
    EXPECT_EQ(small.fileBytes / 1'000'000'000, 93u);

    writeSparseCheckpoint(mixtral8x22B(), dir / "Mixtral-8x22B-Instruct-v0.1");
    const CheckpointInfo large = inspectCheckpoint(dir / "Mixtral-8x22B-Instruct-v0.1");
    EXPECT_EQ(large.config.name, "Mixtral 8x22B Instruct");
    EXPECT_EQ(large.tokenizer.filename(), "tokenizer.model.v3");
    EXPECT_EQ(large.suggestedFormat, "mistral-v3");
    ModelConfig config = large.config;
    config.name = mixtral8x22B().name;
    EXPECT_EQ(config, mixtral8x22B());
}

TEST(TestCheckpoint, takesTheVersionFromTheTokenizerWhateverTheVocabularyIsPaddedTo) {
    ModelConfig config = mixtral8x7B();
    config.layers = 1;
    config.experts = 2;
    config.hiddenSize = config.headDim = 64;
    config.feedForwardSize = 64;
    config.heads = config.kvHeads = 1;
    for (const int vocabulary : {32768, 33024})
        for (const std::string version : {"v1", "v3"}) {
            TempDir dir;
            config.vocabularySize = vocabulary;
            const std::filesystem::path folder = dir / "Padded-Instruct";
            writeSparseCheckpoint(config, folder);
            std::filesystem::remove(folder / "tokenizer.model.v3");
            std::filesystem::copy_file(MW_RESOURCES "/tokenizers/tokenizer.model." + version,
                                       folder / "tokenizer.model", std::filesystem::copy_options::overwrite_existing);
            const CheckpointInfo info = inspectCheckpoint(folder);
            EXPECT_EQ(info.tokenizerVersion, version) << vocabulary;
            EXPECT_EQ(info.suggestedFormat, "mistral-" + version) << vocabulary;
        }
}

TEST(TestCheckpoint, opensAFileOfAnyNameThatIsChosen) {
    TempDir dir;
    makeTinyCheckpoint(TinyNaming::PerExpert).write(dir.path());
    std::filesystem::rename(dir / "model.safetensors", dir / "my-merge.safetensors");
    EXPECT_THROW(inspectCheckpoint(dir.path()), Error);
    EXPECT_EQ(inspectCheckpoint(dir / "my-merge.safetensors").files, 1);
}

// Written by the safetensors library of Python; the same weights in all folders.
TEST(TestCheckpoint, readsTheSameModelFromEveryNaming) {
    const std::filesystem::path root = std::filesystem::path(MW_TEST_DATA) / "checkpoints/gqa4";
    const auto reference = Checkpoint::open(root / "per-expert");
    const ModelConfig& config = reference->info().config;
    EXPECT_EQ(config.headDim, 8);
    const KindShape shapes[] = {
        {Embedding, 256, 40}, {AttentionNorm, 1, 40}, {Query, 64, 40}, {Key, 16, 40},        {Value, 16, 40},
        {Output, 40, 64},     {MoeNorm, 1, 40},       {Router, 4, 40}, {ExpertGate, 24, 40}, {ExpertUp, 24, 40},
        {ExpertDown, 40, 24}, {FinalNorm, 1, 40},     {Head, 256, 40},
    };
    for (const char* form : {"fused", "consolidated", "stacked"}) {
        const auto checkpoint = Checkpoint::open(root / form);
        for (const auto& [kind, rows, columns] : shapes)
            for (int layer = 0; layer < (hasLayers(kind) ? config.layers : 1); ++layer)
                for (int expert = 0; expert < (hasExperts(kind) ? config.experts : 1); ++expert) {
                    const TensorSlice slice{kind, layer, expert, 0, rows, 0, columns};
                    ASSERT_EQ(readFloats(*checkpoint, slice), readFloats(*reference, slice)) << form;
                }
    }
}

TEST(TestCheckpoint, refusesSlicesOutsideTheTensor) {
    TempDir dir;
    makeTinyCheckpoint(TinyNaming::PerExpert).write(dir.path());
    const auto checkpoint = Checkpoint::open(dir.path());
    std::vector<std::byte> out(1 << 16);
    const TensorSlice slices[] = {
        {Query, 0, 0, 0, kQueryRows + 1, 0, 1},  {Query, 0, 0, -1, 1, 0, 1},
        {Query, kTinyLayers, 0, 0, 1, 0, 1},     {Query, -1, 0, 0, 1, 0, 1},
        {ExpertUp, 0, kTinyExperts, 0, 1, 0, 1}, {Query, 0, 0, 0, 1, kTinyHidden, 1},
    };
    for (const TensorSlice& slice : slices) {
        EXPECT_THROW((void)checkpoint->layoutOf(slice), Error);
        EXPECT_THROW(checkpoint->read(slice, out.data()), Error);
    }
    EXPECT_NO_THROW(checkpoint->read({Query, 0, 0, kQueryRows, 0, 0, 0}, out.data()));
}

TEST(TestCheckpoint, reportsAFileThatShrankSinceItWasOpened) {
    TempDir dir;
    makeTinyCheckpoint(TinyNaming::PerExpert).write(dir.path());
    const auto checkpoint = Checkpoint::open(dir.path());
    const auto file = dir / "model.safetensors";
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 100);
    try {
        readFloats(*checkpoint, {Head, 0, 0, 0, kTinyVocabulary, 0, kTinyHidden});
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::FileFormat);
        EXPECT_EQ(error.place().file, file.string());
        EXPECT_EQ(error.place().offset, std::filesystem::file_size(file));
        EXPECT_NE(std::string(error.what()).find("100 more bytes"), std::string::npos) << error.what();
    }
}

TEST(TestCheckpoint, isReadByManyThreadsAtOnce) {
    TempDir dir;
    makeTinyCheckpoint(TinyNaming::Stacked, "BF16").write(dir.path());
    const auto checkpoint = Checkpoint::open(dir.path());
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] { expectTinyModel(*checkpoint); });
}

}  // namespace
}  // namespace mw::test
