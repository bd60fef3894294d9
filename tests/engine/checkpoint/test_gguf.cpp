// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// GGUF files: what is read of them, how they are found, and that damaged ones are refused by name and place.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <ostream>
#include <random>

#include "checkpoint.h"
#include "gguf_vocabulary.h"
#include "mw/error.h"
#include "mw/model.h"
#include "refusal_cost.h"
#include "temp_dir.h"
#include "tiny_checkpoint.h"
#include "tiny_gguf.h"

namespace mw::test {
namespace {

namespace fs = std::filesystem;

const fs::path kGolden = fs::path(MW_TEST_DATA) / "gguf";

std::string refusalOf(const fs::path& path, ErrorCode* code = nullptr) {
    try {
        (void)inspectCheckpoint(path);
    } catch (const Error& error) {
        if (code) *code = error.code();
        return error.what();
    }
    return "no error";
}

// --- what is read ---------------------------------------------------------------------------------------------------

/// Every value of the tiny model, as it lies in a file.
void expectTinyValues(const fs::path& file) {
    const auto checkpoint = Checkpoint::open(file);
    const auto check = [&](TensorKind kind, int layer, int expert, std::int64_t rows, std::int64_t columns) {
        std::vector<float> values(static_cast<std::size_t>(rows * columns));
        checkpoint->read({kind, layer, expert, 0, rows, 0, columns}, reinterpret_cast<std::byte*>(values.data()));
        for (std::int64_t row = 0; row < rows; ++row)
            for (std::int64_t column = 0; column < columns; ++column)
                ASSERT_EQ(values[static_cast<std::size_t>(row * columns + column)],
                          tinyValue(kind, layer, expert, row, column))
                    << static_cast<int>(kind) << " layer " << layer << " expert " << expert << " row " << row;
    };
    check(TensorKind::Embedding, 0, 0, 259, kTinyHidden);
    for (int layer = 0; layer < kTinyLayers; ++layer) {
        check(TensorKind::AttentionNorm, layer, 0, 1, kTinyHidden);
        check(TensorKind::Query, layer, 0, kTinyHeads * kTinyHeadDim, kTinyHidden);
        check(TensorKind::Key, layer, 0, kTinyKvHeads * kTinyHeadDim, kTinyHidden);
        check(TensorKind::Value, layer, 0, kTinyKvHeads * kTinyHeadDim, kTinyHidden);
        check(TensorKind::Output, layer, 0, kTinyHidden, kTinyHeads * kTinyHeadDim);
        check(TensorKind::Router, layer, 0, kTinyExperts, kTinyHidden);
        for (int expert = 0; expert < kTinyExperts; ++expert) {
            check(TensorKind::ExpertGate, layer, expert, kTinyFeedForward, kTinyHidden);
            check(TensorKind::ExpertUp, layer, expert, kTinyFeedForward, kTinyHidden);
            check(TensorKind::ExpertDown, layer, expert, kTinyHidden, kTinyFeedForward);
        }
    }
    check(TensorKind::Head, 0, 0, 259, kTinyHidden);
}

TEST(TestGguf, holdsTheValuesOfEveryTensorInTheOrderOfTheOthers) {
    const TempDir dir;
    writeFile(dir / "tiny.gguf", makeTinyGguf().bytes());
    expectTinyValues(dir / "tiny.gguf");
}

TEST(TestGguf, tensorsLieAsFarApartAsTheFileSays) {
    for (const std::size_t alignment : {1, 8, 64, 4096}) {
        const TempDir dir;
        GgufContent content = makeTinyGguf();
        content.alignment = alignment;
        content.set("general.alignment", ggufUInt32(static_cast<std::uint32_t>(alignment)));
        writeFile(dir / "tiny.gguf", content.bytes());
        expectTinyValues(dir / "tiny.gguf");
    }
}

TEST(TestGguf, tellsWhatTheModelIs) {
    const TempDir dir;
    GgufContent content = makeTinyGguf();
    addTinyVocabulary(content);
    content.set("tokenizer.chat_template", ggufText("{% for m in messages %}[INST]{{ m }}[/INST]{% endfor %}"));
    content.set("tokenizer.ggml.eot_token_id", ggufUInt32(7));
    writeFile(dir / "tiny.gguf", content.bytes());
    for (const fs::path& path : {dir.path(), dir / "tiny.gguf"}) {
        const CheckpointInfo info = inspectCheckpoint(path);
        EXPECT_EQ(info.directory, dir / "tiny.gguf");
        EXPECT_EQ(info.config.name, "tiny");
        EXPECT_EQ(info.knownAs, "tiny");
        EXPECT_EQ(info.storedBits, 32);
        EXPECT_TRUE(info.otherFormats.empty());
        EXPECT_EQ(info.layout, "GGUF");
        EXPECT_EQ(info.storedFormat, "fp32");
        EXPECT_EQ(info.tokenizer, dir / "tiny.gguf");
        EXPECT_EQ(info.tokenizerVersion, "v1");
        EXPECT_EQ(info.suggestedFormat, "mistral-v1");
        EXPECT_EQ(info.config.vocabularySize, 259);
        EXPECT_EQ(info.config.headDim, kTinyHeadDim);
        EXPECT_EQ(info.config.trainedContext, 1024);
        EXPECT_EQ(info.config.ropeTheta, 1e6);
        EXPECT_EQ(info.config.eosIds, (std::vector<int>{2, 7}));
        EXPECT_FALSE(info.config.tiedEmbeddings);
        EXPECT_EQ(info.files, 1);
    }
}

/// Of two keys that say the same in their own ways, the one that says it of experts, or of less context.
TEST(TestGguf, theNarrowerOfTwoKeysCounts) {
    const TempDir dir;
    GgufContent content = makeTinyGguf();
    content.set("llama.feed_forward_length", ggufUInt32(11 * kTinyFeedForward));
    content.set("llama.expert_feed_forward_length", ggufUInt32(kTinyFeedForward));
    content.set("llama.attention.sliding_window", ggufUInt32(512));
    addTinyVocabulary(content);
    content.set("tokenizer.ggml.eot_token_id", ggufUInt32(2));  // as eos_token_id
    writeFile(dir / "tiny.gguf", content.bytes());
    const ModelConfig config = inspectCheckpoint(dir.path()).config;
    EXPECT_EQ(config.feedForwardSize, kTinyFeedForward);
    EXPECT_EQ(config.trainedContext, 512);
    EXPECT_EQ(config.eosIds, std::vector<int>{2});
    for (const std::uint32_t window : {0U, 4096U}) {
        content.set("llama.attention.sliding_window", ggufUInt32(window));
        writeFile(dir / "tiny.gguf", content.bytes());
        EXPECT_EQ(inspectCheckpoint(dir.path()).config.trainedContext, 1024);
    }
}

TEST(TestGguf, tokensAreWhatTheirTypesSay) {
    const TempDir dir;
    GgufContent content = makeTinyGguf();
    addTinyVocabulary(content);
    std::string types;
    for (int id = 0; id < 259; ++id)
        types += rawNumber(id == 1 || id == 2 ? 3 : id == 3 || id == 200 ? 2 : id == 5 || id == 258 ? 4 : 6);
    content.set("tokenizer.ggml.token_type", ggufList(5, 259, types));
    content.set("tokenizer.ggml.unknown_token_id", ggufUInt32(2));  // as some tools write it
    writeFile(dir / "tiny.gguf", content.bytes());
    const GgufTokenizer tokenizer = readGgufTokenizer(dir / "tiny.gguf");
    EXPECT_EQ(tokenizer.vocabulary.unknownId, 3);
    EXPECT_EQ(tokenizer.facts.special, (std::set<std::string>{"<s>", "</s>"}));
    EXPECT_EQ(tokenizer.facts.added,
              (std::map<int, std::string>{{1, "<s>"}, {2, "</s>"}, {5, "<0x02>"}, {258, "<0xFF>"}}));
    // Where no type says it, the key does.
    for (char& byte : types)
        if (byte == 2) byte = 6;
    content.set("tokenizer.ggml.token_type", ggufList(5, 259, types));
    content.set("tokenizer.ggml.unknown_token_id", ggufUInt32(7));
    writeFile(dir / "tiny.gguf", content.bytes());
    EXPECT_EQ(readGgufTokenizer(dir / "tiny.gguf").vocabulary.unknownId, 7);
}

TEST(TestGguf, takesVersion2AndTiedEmbeddings) {
    const TempDir dir;
    GgufContent content = makeTinyGguf();
    content.version = 2;
    std::erase_if(content.tensors, [](const auto& tensor) { return tensor.name == "output.weight"; });
    writeFile(dir / "tiny.gguf", content.bytes());
    EXPECT_TRUE(inspectCheckpoint(dir.path()).config.tiedEmbeddings);
}

/// Whether one of the notes has both.
bool isNoted(const CheckpointInfo& info, std::string_view text, std::string_view beside = "") {
    return std::ranges::any_of(info.notes, [&](const std::string& note) {
        return note.find(text) != std::string::npos && note.find(beside) != std::string::npos;
    });
}

TEST(TestGguf, saysWhatIsRoundedAndHoldsOtherBlocksAsTheyAre) {
    const CheckpointInfo mixed = inspectCheckpoint(kGolden / "mixed");
    EXPECT_EQ(describeFormats(mixed.weights),
              "bf16 (down int8-g32 in 1 of 2 layers, q4_k in 1, attention output fp16 in 1 of 2 layers, int8-g32 in 1, "
              "head q6_k, embedding fp32)");
    EXPECT_EQ(mixed.weights.embedding, WeightFormat::Float32) << "which holds Q4_0 exactly";
    EXPECT_TRUE(isNoted(mixed, "codes of 8 bits hold them nearly: ",
                        "IQ4_XS as int8-g32 (8.5 bits instead of 4.2, values off by 0.02 %)."));
    EXPECT_TRUE(isNoted(mixed, "Query, key and value are one matrix",
                        "(Q2_K and Q3_K, Q4_0 and Q4_1 and Q8_0, Q5_K and Q6_K, bf16 and Q5_1 and IQ4_NL)"));
    EXPECT_TRUE(isNoted(mixed, "in more memory than the file takes: Q5_0 as int8-g32 (8.5 bits instead of 5.5)."));
    EXPECT_EQ(mixed.notes.size(), 3U);
    EXPECT_GT(mixed.storedBits, 4.5);
    EXPECT_LT(mixed.storedBits, 5.5);
    EXPECT_EQ(mixed.otherFormats.size(), 13U) << "of fifteen: fp32 is but in norms and a router";

    const CheckpointInfo codes = inspectCheckpoint(kGolden / "llama-cpp/groups-of-32.gguf");
    EXPECT_EQ(describeFormats(codes.weights), "int8-g32 (embedding fp32)");
    EXPECT_TRUE(isNoted(
        codes,
        "in more memory than the file takes: Q5_0 as int8-g32 (8.5 bits instead of 5.5), IQ4_NL as int8-g32 (8.5 "));
    EXPECT_EQ(codes.notes.size(), 1U);

    // Experts of whole blocks of Q4_0 only.
    const TempDir dir;
    GgufContent content = makeTinyGguf();
    for (GgufContent::Tensor& tensor : content.tensors)
        if (tensor.name.find("exps") != std::string::npos) {
            const bool isDown = tensor.name.find("down") != std::string::npos;
            tensor.sizes = isDown ? std::vector<std::uint64_t>{32, kTinyHidden, kTinyExperts}
                                  : std::vector<std::uint64_t>{kTinyHidden, 32, kTinyExperts};
            if (!isDown) {
                tensor.data.assign(std::size_t{4} * kTinyHidden * 32 * kTinyExperts, '\0');
            } else {
                tensor.type = 2;
                tensor.data.assign(std::size_t{18} * kTinyHidden * kTinyExperts, '\0');
            }
        }
    content.set("llama.feed_forward_length", ggufUInt32(32));
    writeFile(dir / "tiny.gguf", content.bytes());
    const auto checkpoint = Checkpoint::open(dir.path());
    EXPECT_TRUE(checkpoint->info().notes.empty());
    EXPECT_EQ(describeFormats(checkpoint->info().weights), "fp32 (down int4-g32)") << "each matrix by itself";
    std::byte out[64];
    EXPECT_THROW(checkpoint->read({TensorKind::ExpertDown, 0, 0, 0, 1, 16, 16}, out), Error) << "half a block";
}

/// Embedding and head, attention and experts, each as it is stored.
TEST(TestGguf, partsAreHeldAsEachIsStored) {
    const TempDir dir;
    GgufContent content = makeTinyGguf();
    // Rows of whole blocks.
    for (GgufContent::Tensor& tensor : content.tensors) {
        std::size_t values = 1;
        for (std::uint64_t& size : tensor.sizes) {
            if (size == kTinyHidden || size == kTinyHeads * kTinyHeadDim) size = 32;
            if (size == kTinyKvHeads * kTinyHeadDim) size = kTinyKvHeads * 8;
            values *= size;
        }
        tensor.data.assign(4 * values, '\0');
    }
    content.set("llama.embedding_length", ggufUInt32(32));
    for (const char* key : {"llama.attention.key_length", "llama.attention.value_length", "llama.rope.dimension_count"})
        content.set(key, ggufUInt32(8));
    const auto store = [](GgufContent::Tensor& tensor, std::uint32_t type, int blockBytes) {
        std::uint64_t values = 1;
        for (const std::uint64_t size : tensor.sizes)
            values *= size;
        tensor.type = type;
        tensor.data.assign(values / 32 * static_cast<std::uint64_t>(blockBytes), '\0');
    };
    store(content.tensor("output.weight"), 2, 18);  // Q4_0
    writeFile(dir / "tiny.gguf", content.bytes());
    WeightFormats held = inspectCheckpoint(dir.path()).weights;
    EXPECT_EQ(held.head, WeightFormat::Int4Group32);
    for (const WeightFormat other : {held.embedding, held.attention, held.experts})
        EXPECT_EQ(other, WeightFormat::Float32);
    store(content.tensor("token_embd.weight"), 2, 18);
    for (int layer = 0; layer < kTinyLayers; ++layer)
        for (const char* name : {"attn_q", "attn_k", "attn_v", "attn_output"})
            store(content.tensor("blk." + std::to_string(layer) + "." + name + ".weight"), 2, 18);
    writeFile(dir / "tiny.gguf", content.bytes());
    held = inspectCheckpoint(dir.path()).weights;
    EXPECT_EQ(held.embedding, WeightFormat::Float32) << "a row of it is looked up";
    EXPECT_EQ(held.attention, WeightFormat::Int4Group32);
    EXPECT_EQ(held.experts, WeightFormat::Float32);
    EXPECT_EQ(held.output, WeightFormat::Int4Group32);
    // A tied head is the embedding once more, as that is held.
    GgufContent tied = content;
    std::erase_if(tied.tensors, [](const auto& tensor) { return tensor.name == "output.weight"; });
    writeFile(dir / "tiny.gguf", tied.bytes());
    EXPECT_EQ(inspectCheckpoint(dir.path()).weights.head, WeightFormat::Float32);
    // Query, key and value are one matrix: of one layer the smallest format that holds both kinds,
    store(content.tensor("blk.1.attn_v.weight"), 8, 34);  // Q8_0
    writeFile(dir / "tiny.gguf", content.bytes());
    held = inspectCheckpoint(dir.path()).weights;
    EXPECT_EQ(held.layer(0).attention, WeightFormat::Int4Group32);
    EXPECT_EQ(held.layer(1).attention, WeightFormat::Int8Group32);
    EXPECT_EQ(held.layer(1).output, WeightFormat::Int4Group32);
    // and bf16 where none does.
    store(content.tensor("blk.1.attn_k.weight"), 3, 20);  // Q4_1
    writeFile(dir / "tiny.gguf", content.bytes());
    EXPECT_EQ(inspectCheckpoint(dir.path()).weights.layer(1).attention, WeightFormat::BFloat16);
}

// --- how they are found ---------------------------------------------------------------------------------------------

TEST(TestGguf, opensAModelOfPartsByAnyOfThem) {
    for (const fs::path& path :
         {kGolden / "parts", kGolden / "parts/gqa4-00001-of-00002.gguf", kGolden / "parts/gqa4-00002-of-00002.gguf"}) {
        const CheckpointInfo info = inspectCheckpoint(path);
        EXPECT_EQ(info.files, 2);
        EXPECT_EQ(info.fileBytes, fs::file_size(kGolden / "parts/gqa4-00001-of-00002.gguf") +
                                      fs::file_size(kGolden / "parts/gqa4-00002-of-00002.gguf"));
        EXPECT_EQ(info.config.name, "gqa4");
        EXPECT_EQ(info.directory, kGolden / "parts/gqa4-00001-of-00002.gguf");
    }
    const TempDir dir;
    fs::copy_file(kGolden / "parts/gqa4-00002-of-00002.gguf", dir / "gqa4-00002-of-00002.gguf");
    ErrorCode code{};
    const std::string missing = refusalOf(dir.path(), &code);
    EXPECT_EQ(code, ErrorCode::FileNotFound);
    EXPECT_NE(missing.find("1 is missing: gqa4-00001-of-00002.gguf"), std::string::npos) << missing;
    fs::copy_file(kGolden / "parts/gqa4-00002-of-00002.gguf", dir / "gqa4-00001-of-00002.gguf");
    const std::string twice = refusalOf(dir.path());
    EXPECT_NE(twice.find("split.no: expected 0, as the file's name says, found 1"), std::string::npos) << twice;
    fs::copy_file(kGolden / "parts/gqa4-00001-of-00002.gguf", dir / "renamed.gguf");
    const std::string renamed = refusalOf(dir / "renamed.gguf");
    EXPECT_NE(renamed.find("split.count: expected 1, as the file's name says"), std::string::npos) << renamed;
}

TEST(TestGguf, asksWhichOfSeveralModelsIsMeant) {
    const TempDir dir;
    writeFile(dir / "a.Q4_K_M.gguf", makeTinyGguf().bytes());
    writeFile(dir / "a.Q8_0.gguf", makeTinyGguf().bytes());
    const std::string said = refusalOf(dir.path());
    EXPECT_NE(said.find("holds several models: a.Q4_K_M.gguf, a.Q8_0.gguf; open one of these files"), std::string::npos)
        << said;
    EXPECT_EQ(inspectCheckpoint(dir / "a.Q8_0.gguf").config.name, "a.Q8_0");
}

TEST(TestGguf, aVisionPartBesideAModelIsNone) {
    const TempDir dir;
    writeFile(dir / "tiny.gguf", makeTinyGguf().bytes());
    writeFile(dir / "mmproj-tiny.gguf", makeTinyGguf().bytes());
    EXPECT_EQ(inspectCheckpoint(dir.path()).directory, dir / "tiny.gguf");
}

TEST(TestGguf, opensBlobsOfOllama) {
    const TempDir dir;
    writeFile(dir / "sha256-0123", makeTinyGguf().bytes());
    EXPECT_EQ(inspectCheckpoint(dir / "sha256-0123").layout, "GGUF");
}

TEST(TestGguf, namesCutAndUnfinishedFilesForWhatTheyAre) {
    const std::string whole = makeTinyGguf().bytes();
    const auto said = [&](const std::string& name, const std::string& content) {
        const TempDir dir;
        writeFile(dir / name, content);
        return refusalOf(dir.path());
    };
    const std::string piece = said("mixtral.Q8_0.gguf-split-a", whole.substr(0, whole.size() / 2));
    EXPECT_NE(piece.find("one piece of a GGUF file that was cut; join all of them in order: cat "
                         "mixtral.Q8_0.gguf-split-a > mixtral.Q8_0.gguf"),
              std::string::npos)
        << piece;
    EXPECT_NE(said("m.gguf.part1of2", whole).find("one piece of a GGUF file"), std::string::npos);
    for (const char* name : {"m.gguf-part-a", "m.gguf.split.1", "m.gguf.aa", "m.ggufab", "m.gguf.aaa", "m.gguf.001"})
        EXPECT_NE(said(name, whole).find("cat " + std::string(name) + " > m.gguf"), std::string::npos) << name;
    for (const char* name : {"m.gguf.asc", "m.gguf.bak", "m.gguf.12345", "m.gguf.sha256"})
        EXPECT_NE(said(name, whole).find("no weights found"), std::string::npos) << name << said(name, whole);
    EXPECT_NE(said("m.gguf.crdownload", whole).find("an unfinished download"), std::string::npos);
    const std::string half = said("m.gguf", whole.substr(0, whole.size() / 2));
    EXPECT_NE(half.find("its download did not end, or it is one piece of a file that was cut"), std::string::npos)
        << half;
    EXPECT_NE(said("m.gguf", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n").find("Git LFS"),
              std::string::npos);
    const std::string later = said("m.gguf", whole.substr(whole.size() / 2));
    EXPECT_NE(later.find("expected a file that begins with 'GGUF'"), std::string::npos) << later;
}

TEST(TestGguf, takesTheTokenizerBesideItWhereItHasNone) {
    const TempDir dir;
    writeFile(dir / "tiny.gguf", makeTinyGguf().bytes());
    EXPECT_EQ(inspectCheckpoint(dir.path()).tokenizerMissing, "the file holds no tokenizer");
    writeFile(dir / "tokenizer.model", "x");
    EXPECT_EQ(inspectCheckpoint(dir.path()).tokenizer, dir / "tokenizer.model");

    const TempDir other;
    GgufContent content = makeTinyGguf();
    addTinyVocabulary(content);
    content.set("tokenizer.ggml.model", ggufText("gpt2"));
    writeFile(other / "tiny.gguf", content.bytes());
    EXPECT_EQ(inspectCheckpoint(other.path()).tokenizerMissing,
              "the file's tokenizer is of the kind 'gpt2', and only 'llama' is read");
}

// --- damaged files --------------------------------------------------------------------------------------------------

struct Malformed {
    std::string name;
    std::function<void(GgufContent&)> change;
    ErrorCode code;
    std::vector<std::string> named;
};
void PrintTo(const Malformed& row, std::ostream* out) {
    *out << row.name;
}

std::vector<Malformed> rows() {
    using enum ErrorCode;
    using C = GgufContent;
    const auto key = [](const std::string& name, const std::string& value) {
        return [=](C& c) { c.set(name, value); };
    };
    const auto without = [](const std::string& name) { return [=](C& c) { c.erase(name); }; };
    const std::uint64_t huge = 1ULL << 62;
    // clang-format off
    std::vector<Malformed> rows = {
        {"version1", [](C& c) { c.version = 1; }, Unsupported, {"version", "found 1"}},
        {"version4", [](C& c) { c.version = 4; }, Unsupported, {"version", "found 4"}},
        {"bigEndian", [](C& c) { c.version = 3U << 24; }, Unsupported, {"big-endian"}},
        {"magic", [](C& c) { c.magic = "GGML"; }, FileFormat, {"begins with 'GGUF'"}},
        {"tensorsMore", [](C& c) { c.tensorsMore = 1; }, FileFormat, {"tensor 23"}},
        {"tensorsHuge", [=](C& c) { c.tensorsMore = static_cast<std::int64_t>(huge); }, FileFormat, {"tensor_count"}},
        {"keysMore", [](C& c) { c.keysMore = 1; }, FileFormat, {"tensor 0"}},
        {"keysLess", [](C& c) { c.keysMore = -1; }, FileFormat, {"'llama.expert_used_count'"}},
        {"keysHuge", [=](C& c) { c.keysMore = static_cast<std::int64_t>(huge); }, FileFormat, {"metadata_kv_count"}},
        {"keyEmpty", key("", ggufUInt32(1)), FileFormat, {"key 15", "is empty"}},
        {"keyLong", key(std::string(300, 'k'), ggufUInt32(1)), FileFormat, {"key 15", "found a length of 300"}},
        {"keyNotUtf8", key("\xFF\xFE", ggufUInt32(1)), FileFormat, {"key 15", "not UTF-8"}},
        {"keyTwice", [](C& c) { c.metadata.push_back(c.metadata.front()); }, FileFormat, {"'general.architecture'", "is there twice"}},
        {"typeUnknown", key("x", rawNumber<std::uint32_t>(13) + "abcdefgh"), FileFormat, {"x:", "unknown type 13"}},
        {"boolean", key("x", rawNumber<std::uint32_t>(7) + "\2"), FileFormat, {"x:", "expected a boolean"}},
        {"textHuge", key("x", rawNumber<std::uint32_t>(8) + rawNumber(huge)), FileFormat, {"x:", "a length of 4611686018427387904"}},
        {"textPastTheEnd", key("x", rawNumber<std::uint32_t>(8) + rawNumber<std::uint64_t>(1 << 20)), FileFormat, {"x:", "takes 1048576 bytes"}},
        {"textNotUtf8", key("x", ggufText("\xC0\x80")), FileFormat, {"x:", "not UTF-8"}},
        {"listOfLists", key("x", ggufList(9, 1, "")), FileFormat, {"x:", "a list of lists"}},
        {"listOfUnknown", key("x", ggufList(77, 1, "")), FileFormat, {"x:", "a list of the unknown type 77"}},
        {"listHuge", key("x", ggufList(6, huge, "")), FileFormat, {"x:", "more than the file can hold"}},
        {"listOfBytesHuge", key("x", ggufList(0, ~0ULL, "")), FileFormat, {"x:", "more than the file can hold"}},
        {"listOfStringsHuge", key("x", ggufList(8, huge, "")), FileFormat, {"x:", "strings, more than the file can hold"}},
        {"stringInListHuge", key("x", ggufList(8, 1, rawNumber(huge))), FileFormat, {"x:", "found a length of"}},
        {"alignmentZero", key("general.alignment", ggufUInt32(0)), FileFormat, {"general.alignment", "found 0"}},
        {"alignmentOdd", key("general.alignment", ggufUInt32(33)), FileFormat, {"general.alignment", "found 33"}},
        {"alignmentText", key("general.alignment", ggufText("32")), FileFormat, {"general.alignment", "found \"32\""}},
        {"nameEmpty", [](C& c) { c.tensors[3].name = ""; }, FileFormat, {"tensor 3", "no name"}},
        {"nameLong", [](C& c) { c.tensors[3].name = std::string(200, 'n'); }, FileFormat, {"tensor 3", "a length of 200"}},
        {"nameTwice", [](C& c) { c.tensors[1].name = c.tensors[6].name; }, FileFormat, {"'blk.0.ffn_norm.weight'", "is there twice"}},
        {"noDimensions", [](C& c) { c.tensors[0].sizes = {}; }, FileFormat, {"'token_embd.weight'", "1 to 4 dimensions, found 0"}},
        {"fiveDimensions", [](C& c) { c.tensors[0].sizes = {1, 1, 1, 1, 1}; }, FileFormat, {"'token_embd.weight'", "1 to 4 dimensions, found 5"}},
        {"sizeZero", [](C& c) { c.tensors[0].sizes = {20, 0}; }, FileFormat, {"'token_embd.weight'", "a dimension of 0"}},
        {"sizesOverflow", [=](C& c) { c.tensors[0].sizes = {1ULL << 33, 1ULL << 33}; }, FileFormat, {"'token_embd.weight'", "a dimension of 8589934592"}},
        {"sizeHuge", [=](C& c) { c.tensors[0].sizes = {~0ULL}; }, FileFormat, {"'token_embd.weight'", "a dimension of"}},
        {"sizePastTheEnd", [=](C& c) { c.tensors[0].sizes = {20, 1 << 30}; }, FileFormat, {"'token_embd.weight'", "more than the file"}},
        {"tensorTypeUnknown", [](C& c) { c.tensors[0].type = 99; }, Unsupported, {"'token_embd.weight'", "type 99"}},
        {"tensorTypeIq2", [](C& c) { c.tensors[0].type = 16; }, Unsupported, {"'token_embd.weight'", "IQ2_XXS", "supported are F32"}},
        {"tensorTypeMxfp4", [](C& c) { c.tensors[0].type = 39; }, Unsupported, {"'token_embd.weight'", "MXFP4"}},
        {"halfABlock", [](C& c) { c.tensors[0].type = 12; }, FileFormat, {"'token_embd.weight'", "20 values", "Q4_K, which have 256"}},
        {"offsetGap", [](C& c) { c.offsetMore = 32; }, FileFormat, {"'blk.0.attn_norm.weight'", "expected its data at"}},
        {"offsetOverlap", [](C& c) { c.offsetMore = -32; }, FileFormat, {"'blk.0.attn_norm.weight'", "expected its data at"}},
        {"offsetHuge", [=](C& c) { c.offsetMore = static_cast<std::int64_t>(huge); }, FileFormat, {"'blk.0.attn_norm.weight'", "expected its data at"}},
        {"shape", [](C& c) { c.tensors[2].sizes = {24, 20}; }, FileFormat, {"'blk.0.attn_q.weight'", "expected the shape [24, 20]", "found [20, 24]"}},
        {"tensorMissing", [](C& c) { c.tensors.erase(c.tensors.begin() + 2); }, FileFormat, {"'blk.0.attn_q.weight'", "is missing"}},
        {"tensorOfOtherModels", [](C& c) { c.tensor("rope_freqs.weight") = {"rope_freqs.weight", {3}, 0, std::string(12, '\0')}; }, FileFormat, {"'rope_freqs.weight'", "not part of the model"}},
        {"embeddingMissing", [](C& c) { c.tensors.erase(c.tensors.begin()); }, FileFormat, {"'token_embd.weight'", "found none"}},
        {"noTensors", [](C& c) { c.tensors.clear(); }, FileFormat, {"'token_embd.weight'"}},
        {"otherArchitecture", key("general.architecture", ggufText("qwen2moe")), Unsupported, {"general.architecture", "'qwen2moe'"}},
        {"noArchitecture", without("general.architecture"), FileFormat, {"general.architecture", "the key is missing"}},
        {"noExperts", without("llama.expert_count"), Unsupported, {"llama.expert_count"}},
        {"sharedExperts", key("llama.expert_shared_count", ggufUInt32(1)), Unsupported, {"llama.expert_shared_count"}},
        {"oldBlocks", key("general.quantization_version", ggufUInt32(1)), Unsupported, {"general.quantization_version"}},
        {"adapter", key("general.type", ggufText("adapter")), Unsupported, {"general.type", "'adapter'"}},
        {"usedExperts", key("llama.expert_used_count", ggufUInt32(4)), FileFormat, {"llama.expert_used_count", "found 4"}},
        {"kvHeads", key("llama.attention.head_count_kv", ggufUInt32(3)), FileFormat, {"llama.attention.head_count_kv", "found 3"}},
        {"kvHeadsPerLayer", key("llama.attention.head_count_kv", ggufList(5, 2, std::string(8, '\1'))), FileFormat, {"llama.attention.head_count_kv", "found a list"}},
        {"partlyRotated", key("llama.rope.dimension_count", ggufUInt32(4)), Unsupported, {"llama.rope.dimension_count", "found 4"}},
        {"valueLength", key("llama.attention.value_length", ggufUInt32(4)), Unsupported, {"llama.attention.value_length"}},
        {"scaling", key("llama.rope.scaling.type", ggufText("longrope")), Unsupported, {"llama.rope.scaling.type", "'longrope'"}},
        {"splitCount", key("split.count", ggufUInt32(3)), FileFormat, {"split.count", "NAME-00001-of-00002.gguf"}},
        {"modelIsANumber", key("tokenizer.ggml.model", ggufUInt32(1)), FileFormat, {"tokenizer.ggml.model", "expected a string"}},
        {"tokensAreNumbers", key("tokenizer.ggml.tokens", ggufList(6, 0, "")), FileFormat, {"tokenizer.ggml.tokens", "expected a list of strings"}},
        {"noTokens", without("tokenizer.ggml.tokens"), FileFormat, {"tokenizer.ggml.tokens", "the key is missing"}},
        {"tokensMany", key("tokenizer.ggml.tokens", ggufList(8, 300'000, std::string(std::size_t{8} * 300'000, '\0'))), FileFormat, {"tokenizer.ggml.tokens", "at most 262144"}},
        {"scoresFew", key("tokenizer.ggml.scores", ggufList(6, 1, rawNumber(1.0f))), FileFormat, {"tokenizer.ggml.scores", "expected 259 values"}},
        {"typesOdd", key("tokenizer.ggml.token_type", ggufList(5, 1, rawNumber(9))), FileFormat, {"tokenizer.ggml.token_type", "token 0", "from 1 to 6"}},
        {"bosOutside", key("tokenizer.ggml.bos_token_id", ggufUInt32(259)), FileFormat, {"tokenizer.ggml.bos_token_id", "found 259"}},
        {"templateIsANumber", key("tokenizer.chat_template", ggufUInt32(1)), FileFormat, {"tokenizer.chat_template", "expected a string"}},
    };
    // clang-format on
    for (const std::string name :
         {"llama.context_length", "llama.embedding_length", "llama.block_count", "llama.feed_forward_length",
          "llama.attention.head_count", "llama.expert_used_count"}) {
        rows.push_back({"zero_" + name, key(name, ggufUInt32(0)), FileFormat, {name, "found 0"}});
        rows.push_back({"huge_" + name, key(name, ggufUInt32(~0U)), FileFormat, {name, "found 4294967295"}});
        rows.push_back({"text_" + name, key(name, ggufText("20")), FileFormat, {name, "found '20'"}});
        rows.push_back({"missing_" + name, without(name), FileFormat, {name, "the key is missing"}});
    }
    return rows;
}

class TestMalformedGguf : public testing::TestWithParam<Malformed> {};

TEST_P(TestMalformedGguf, isRefusedAtOnceByFileAndField) {
    const TempDir dir;
    GgufContent content = makeTinyGguf();
    addTinyVocabulary(content);
    if (GetParam().name.starts_with("key") || GetParam().name == "tensorsMore") content = makeTinyGguf();
    GetParam().change(content);
    writeFile(dir / "tiny.gguf", content.bytes());
    const RefusalCost cost;
    ErrorCode code{};
    const std::string said = refusalOf(dir / "tiny.gguf", &code);
    cost.expectSmall();
    EXPECT_EQ(code, GetParam().code) << said;
    EXPECT_TRUE(said.starts_with((dir / "tiny.gguf").string() + ": ")) << said;
    for (const std::string& named : GetParam().named)
        EXPECT_NE(said.find(named), std::string::npos) << "expected " << named << " in: " << said;
}

INSTANTIATE_TEST_SUITE_P(Files, TestMalformedGguf, testing::ValuesIn(rows()), [](const auto& row) {
    std::string name = row.param.name;
    std::ranges::replace(name, '.', '_');
    return name;
});

TEST(TestGguf, surviveAnyByteThatIsWrongAndAnyEnd) {
    GgufContent content = makeTinyGguf();
    addTinyVocabulary(content);
    const std::string whole = content.bytes();
    const std::size_t directory = whole.find("output_norm.weight") + 100;
    std::mt19937_64 random(20);
    const TempDir dir;
    int refused = 0;
    constexpr int kTries = 3000;
    for (int i = 0; i < kTries; ++i) {
        std::string broken = whole;
        if (i % 8 == 0) broken.resize(random() % directory);
        for (std::uint64_t changes = random() % 4 + 1; changes > 0 && !broken.empty(); --changes) {
            const std::size_t at = random() % std::min(broken.size(), directory);
            broken[at] = random() % 2 ? static_cast<char>(random()) : static_cast<char>(random() % 2 ? 0xFF : 0);
        }
        writeFile(dir / "tiny.gguf", broken);
        try {
            (void)inspectCheckpoint(dir / "tiny.gguf");
        } catch (const Error& error) {
            ASSERT_NE(error.code(), ErrorCode::Internal) << error.what();
            ++refused;
        }
    }
    EXPECT_GT(refused, kTries / 2);
}

}  // namespace
}  // namespace mw::test
