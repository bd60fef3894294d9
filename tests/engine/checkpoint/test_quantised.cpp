// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Checkpoints that other tools quantised: what is read of them, and as what they are held.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <ostream>
#include <vector>

#include "checkpoint.h"
#include "mw/error.h"
#include "mw/model.h"
#include "quantised_files.h"
#include "stored_codes.h"
#include "temp_dir.h"
#include "tiny_quantised.h"

namespace mw::test {
namespace {

struct Row {
    const char* name;
    QuantisedForm form;
    WeightFormat held;
    const char* format;  ///< for people
};
void PrintTo(const Row& row, std::ostream* out) {
    *out << row.name;
}

const Row kRows[] = {
    {"awqG32", {.tool = "awq"}, WeightFormat::Int4ZeroGroup32, "AWQ int4-g32"},
    {"awqG128", {.tool = "awq", .group = 128, .wide = true}, WeightFormat::Int4Zero, "AWQ int4-g128"},
    {"awqWhole", {.tool = "awq", .group = -1, .wide = true}, WeightFormat::Int4Zero, "AWQ int4"},
    {"awqG64", {.tool = "awq", .group = 64, .wide = true}, WeightFormat::Int4ZeroGroup32, "AWQ int4-g64"},
    {"gptq4G32", {.tool = "gptq", .symmetric = true}, WeightFormat::Int4Group32, "GPTQ int4-g32"},
    {"gptq4G128",
     {.tool = "gptq", .group = 128, .symmetric = true, .wide = true},
     WeightFormat::Int4,
     "GPTQ int4-g128"},
    {"gptq4G64",
     {.tool = "gptq", .group = 64, .symmetric = true, .wide = true},
     WeightFormat::Int4Group32,
     "GPTQ int4-g64"},
    {"gptq4Whole", {.tool = "gptq", .group = -1, .symmetric = true}, WeightFormat::Int4Group32, "GPTQ int4"},
    {"gptq4Second", {.tool = "gptq", .symmetric = true, .second = true}, WeightFormat::Int4Group32, "GPTQ int4-g32"},
    {"gptq4Zeros", {.tool = "gptq", .group = 128, .wide = true}, WeightFormat::Int4Zero, "GPTQ int4-g128"},
    {"gptq4SecondZeros", {.tool = "gptq", .second = true}, WeightFormat::Int4ZeroGroup32, "GPTQ int4-g32"},
    {"gptq4Reordered", {.tool = "gptq", .symmetric = true, .reordered = true}, WeightFormat::BFloat16, "GPTQ int4-g32"},
    {"gptq4ReorderedZeros",
     {.tool = "gptq", .reordered = true, .second = true},
     WeightFormat::BFloat16,
     "GPTQ int4-g32"},
    {"gptq3G32", {.tool = "gptq", .bits = 3, .symmetric = true}, WeightFormat::Int4Group32, "GPTQ int3-g32"},
    {"gptq3Zeros", {.tool = "gptq", .bits = 3}, WeightFormat::Int4Group32, "GPTQ int3-g32"},
    {"gptq3SecondZeros",
     {.tool = "gptq", .bits = 3, .group = 128, .second = true, .wide = true},
     WeightFormat::Int4,
     "GPTQ int3-g128"},
    {"gptq8G128",
     {.tool = "gptq", .bits = 8, .group = 128, .symmetric = true, .wide = true},
     WeightFormat::Int8,
     "GPTQ int8-g128"},
    {"gptq8Zeros", {.tool = "gptq", .bits = 8, .group = 128, .wide = true}, WeightFormat::BFloat16, "GPTQ int8-g128"},
    {"ct4G32",
     {.tool = "ct", .symmetric = true, .scales = "BF16"},
     WeightFormat::Int4Group32,
     "compressed-tensors int4-g32"},
    {"ct4G128",
     {.tool = "ct", .group = 128, .symmetric = true, .scales = "BF16", .wide = true},
     WeightFormat::Int4,
     "compressed-tensors int4-g128"},
    {"ct4ManyGroups",  // whose scales are read in several runs
     {.tool = "ct", .symmetric = true, .scales = "BF16", .wide = true},
     WeightFormat::Int4Group32,
     "compressed-tensors int4-g32"},
    {"ct4Zeros", {.tool = "ct", .group = 128, .wide = true}, WeightFormat::Int4Zero, "compressed-tensors int4-g128"},
    {"ct4Reordered",
     {.tool = "ct", .symmetric = true, .reordered = true},
     WeightFormat::BFloat16,
     "compressed-tensors int4-g32"},
    {"ct8Channel",
     {.tool = "ct", .bits = 8, .group = -1, .symmetric = true, .scales = "F32", .wide = true},
     WeightFormat::Int8,
     "compressed-tensors int8"},
    {"ctFloatTensor",
     {.tool = "ct", .bits = 0, .group = -1, .scales = "F32"},
     WeightFormat::Float8,
     "compressed-tensors fp8"},
    {"ctFloatChannel",
     {.tool = "ct", .bits = 0, .group = 0, .scales = "BF16"},
     WeightFormat::Float8,
     "compressed-tensors fp8"},
    {"ctFloatGroups",
     {.tool = "ct", .bits = 0, .group = 32, .scales = "F32"},
     WeightFormat::BFloat16,
     "compressed-tensors fp8"},
    {"ctFloatBlocks",
     {.tool = "ct", .bits = 0, .group = 48, .scales = "F32", .blockRows = 40},
     WeightFormat::BFloat16,
     "compressed-tensors fp8 in blocks"},
    {"fp8Tensor", {.tool = "fp8", .group = -1, .scales = "F32"}, WeightFormat::Float8, "fp8"},
    {"fp8Blocks",
     {.tool = "fp8", .group = 32, .scales = "F32", .blockRows = 64},
     WeightFormat::BFloat16,
     "fp8 in blocks"},
};

class TestQuantised : public testing::TestWithParam<Row> {};

TEST_P(TestQuantised, holdsTheValuesThatItsToolMeans) {
    const TempDir dir;
    const TinyQuantised tiny = makeTinyQuantised(GetParam().form);
    tiny.write(dir.path());
    const auto checkpoint = Checkpoint::open(dir.path());
    int count = 0;
    forEachMatrix(*checkpoint, [&](const TensorSlice& whole, const std::string& name) {
        if (!tiny.values.contains(name)) return;
        ++count;
        const std::vector<float>& expected = tiny.values.at(name);
        const std::int64_t block = storedLayoutRow(checkpoint->layoutOf(whole)).blockValues;
        // All of it, and rectangles that begin and end at odd places.
        std::vector<TensorSlice> slices = {whole};
        for (const auto& [firstRow, rows, firstColumn, columns] : {std::array<std::int64_t, 4>{0, 1, 0, block},
                                                                   {1, whole.rows - 1, 0, whole.columns},
                                                                   {3, 17, block, whole.columns - block},
                                                                   {7, 2, 7 * block, 2 * block},  // over two words
                                                                   {10, 12, 3 * block, 6 * block},
                                                                   {whole.rows - 1, 1, whole.columns - block, block}}) {
            if (firstColumn + columns > whole.columns || firstRow + rows > whole.rows || columns == 0) continue;
            TensorSlice slice = whole;
            slice.firstRow = firstRow;
            slice.rows = rows;
            slice.firstColumn = firstColumn;
            slice.columns = columns;
            slices.push_back(slice);
        }
        for (const TensorSlice& slice : slices) {
            const std::vector<float> found = valuesOf(*checkpoint, slice);
            for (std::int64_t row = 0; row < slice.rows; ++row)
                for (std::int64_t column = 0; column < slice.columns; ++column)
                    ASSERT_EQ(found[static_cast<std::size_t>(row * slice.columns + column)],
                              expected[static_cast<std::size_t>((slice.firstRow + row) * whole.columns +
                                                                slice.firstColumn + column)])
                        << name << " row " << slice.firstRow + row << " column " << slice.firstColumn + column;
        }
    });
    EXPECT_EQ(count, 14);
}

TEST_P(TestQuantised, readsRowsInPartsAsAtOnce) {
    const TempDir dir;
    makeTinyQuantised(GetParam().form).write(dir.path());
    const auto checkpoint = Checkpoint::open(dir.path());
    forEachMatrix(*checkpoint, [&](const TensorSlice& whole, const std::string& name) {
        TensorSlice slice = whole;
        if (whole.rows < 16) return;
        slice.firstRow = 3;  // in the middle of a word
        slice.rows = whole.rows - 4;
        const std::uint64_t rowBytes = storedRowBytes(checkpoint->layoutOf(slice), slice.columns);
        std::vector<std::byte> expected(static_cast<std::size_t>(slice.rows) * rowBytes);
        checkpoint->read(slice, expected.data());
        for (const std::int64_t rowsAtOnce : {5, 16, 1000}) {
            std::vector<std::byte> found(expected.size());
            std::int64_t next = 0;
            checkpoint->readInParts(slice, rowsAtOnce, [&](std::int64_t first, std::int64_t rows, const auto* packed) {
                EXPECT_EQ(first, next);
                EXPECT_EQ(rows, std::min(rowsAtOnce, slice.rows - first));
                next += rows;
                std::memcpy(found.data() + static_cast<std::size_t>(first) * rowBytes, packed,
                            static_cast<std::size_t>(rows) * rowBytes);
            });
            EXPECT_EQ(next, slice.rows);
            EXPECT_EQ(found, expected) << name << ", " << rowsAtOnce << " rows at once";
        }
    });
}

TEST_P(TestQuantised, isHeldInTheSmallestFormatThatHasItsValues) {
    const TempDir dir;
    makeTinyQuantised(GetParam().form).write(dir.path());
    const CheckpointInfo info = inspectCheckpoint(dir.path());
    EXPECT_EQ(info.weights.experts, GetParam().held);
    EXPECT_EQ(info.weights.attention, GetParam().held);
    EXPECT_EQ(info.weights.embedding, WeightFormat::Float16);
    EXPECT_EQ(info.weights.head, WeightFormat::Float16);
    EXPECT_EQ(info.storedFormat, GetParam().format);
    // What takes more memory than the file is said.
    const bool isRounded = GetParam().held == WeightFormat::BFloat16;
    ASSERT_EQ(info.notes.size(), isRounded ? 1U : 0U);
    if (!isRounded) return;
    EXPECT_NE(info.notes[0].find(GetParam().format), std::string::npos) << info.notes[0];
    EXPECT_NE(info.notes[0].find("rounded to bf16"), std::string::npos) << info.notes[0];
}

INSTANTIATE_TEST_SUITE_P(Forms, TestQuantised, testing::ValuesIn(kRows),
                         [](const auto& row) { return row.param.name; });

// --- how they are found ---------------------------------------------------------------------------------------------

TEST(TestQuantisedConfig, isReadFromTheFilesOfOlderTools) {
    for (const auto& [tool, file, format] : {std::tuple{"gptq", "quantize_config.json", "GPTQ int4-g32"},
                                             std::tuple{"awq", "quant_config.json", "AWQ int4-g32"}}) {
        const TempDir dir;
        TinyQuantised tiny = makeTinyQuantised({.tool = tool});
        nlohmann::json config = tiny.config["quantization_config"];
        tiny.config.erase("quantization_config");
        config.erase("quant_method");
        config.erase("checkpoint_format");
        if (tool == std::string("awq"))
            config = {{"zero_point", true}, {"q_group_size", 32}, {"w_bit", 4}, {"version", "GEMM"}};
        tiny.moreFiles[file] = config.dump();
        tiny.write(dir.path());
        EXPECT_EQ(inspectCheckpoint(dir.path()).storedFormat, format);
    }
}

TEST(TestQuantisedConfig, isFoundBesideWeightsUnderTheNamesOfAutoGptq) {
    const TempDir dir;
    makeTinyQuantised({.tool = "gptq"}).write(dir.path());
    const auto name = [&](const std::string& shard) { return dir / ("gptq_model-4bit-32g" + shard + ".safetensors"); };
    std::filesystem::rename(dir / "model.safetensors", name(""));
    EXPECT_EQ(inspectCheckpoint(dir.path()).storedFormat, "GPTQ int4-g32");
    std::filesystem::rename(name(""), name("-00001-of-00001"));
    EXPECT_EQ(inspectCheckpoint(dir.path()).files, 1);
}

TEST(TestQuantisedConfig, mayMixFormsOfOneTool) {
    const TempDir dir;
    TinyQuantised tiny = makeTinyQuantised({.tool = "ct", .group = 128, .symmetric = true, .wide = true});
    const TinyQuantised floats =
        makeTinyQuantised({.tool = "ct", .bits = 0, .group = 0, .scales = "BF16", .wide = true});
    std::erase_if(tiny.tensors,
                  [](const StoredTensor& tensor) { return tensor.name.find("self_attn") != std::string::npos; });
    for (const StoredTensor& tensor : floats.tensors)
        if (tensor.name.find("self_attn") != std::string::npos) tiny.tensors.push_back(tensor);
    tiny.config["quantization_config"]["format"] = "mixed-precision";
    nlohmann::json group = floats.config["quantization_config"]["config_groups"]["group_0"];
    group["format"] = "float-quantized";
    tiny.config["quantization_config"]["config_groups"]["group_1"] = group;
    tiny.write(dir.path());
    const CheckpointInfo info = inspectCheckpoint(dir.path());
    EXPECT_EQ(info.weights.experts, WeightFormat::Int4);
    EXPECT_EQ(info.weights.attention, WeightFormat::Float8);
    EXPECT_EQ(info.storedFormat, "compressed-tensors int4-g128, fp8");
}

TEST(TestQuantisedConfig, leavesWhatIsStoredIn16BitsAsItIs) {
    const TempDir dir;
    TinyQuantised tiny = makeTinyQuantised({.tool = "gptq", .symmetric = true});
    const std::string module = kTinyModule;
    std::erase_if(tiny.tensors, [&](const StoredTensor& tensor) { return tensor.name.starts_with(module + "."); });
    tiny.tensors.push_back({module + ".weight", "F16", {96, 64}, std::string(2 * 96 * 64, '\0')});
    tiny.write(dir.path());
    const auto checkpoint = Checkpoint::open(dir.path());
    EXPECT_EQ(checkpoint->layoutOf({TensorKind::ExpertUp, 0, 1, 0, 1, 0, 32}), StoredLayout::Float16);
    EXPECT_EQ(checkpoint->layoutOf({TensorKind::ExpertUp, 0, 0, 0, 1, 0, 32}), StoredLayout::Codes4Group32);
    EXPECT_EQ(checkpoint->info().weights.experts, WeightFormat::BFloat16);
    ASSERT_EQ(checkpoint->info().notes.size(), 1U);
    EXPECT_NE(checkpoint->info().notes[0].find("rounded to bf16"), std::string::npos) << checkpoint->info().notes[0];
}

TEST(TestQuantisedConfig, leavesOutModulesByWholePartsOfTheirNames) {
    const TempDir dir;
    TinyQuantised tiny = makeTinyQuantised({.tool = "awq"});
    tiny.config["quantization_config"]["modules_to_not_convert"] = {"gate",        "proj",        "q",
                                                                    "experts.1.w", "moe.experts", ""};
    tiny.write(dir.path());
    EXPECT_EQ(inspectCheckpoint(dir.path()).storedFormat, "AWQ int4-g32");
}

TEST(TestQuantisedConfig, takesGroupsInOrderForNoActOrder) {
    const TempDir dir;
    TinyQuantised tiny = makeTinyQuantised({.tool = "gptq", .symmetric = true});
    tiny.config["quantization_config"]["desc_act"] = true;  // with static groups, which stay in order
    for (const char* stem : {"model.layers.0.self_attn.q_proj", kTinyModule})
        tiny.tensors.push_back({std::string(stem) + ".bias",
                                "F16",
                                {stem == kTinyModule ? 96 : 64},
                                std::string(stem == kTinyModule ? 192 : 128, '\0')});
    tiny.write(dir.path());
    EXPECT_EQ(inspectCheckpoint(dir.path()).weights.experts, WeightFormat::Int4Group32)
        << "and a bias of zeros is none";
}

TEST(TestQuantisedConfig, takesMinusOneAsNoOrder) {
    const TempDir dir;
    TinyQuantised tiny = makeTinyQuantised({.tool = "ct", .symmetric = true});
    tiny.tensors.push_back(
        {std::string(kTinyModule) + ".weight_g_idx", "I32", {64}, bytesOf(std::vector<std::int32_t>(64, -1))});
    tiny.write(dir.path());
    EXPECT_EQ(inspectCheckpoint(dir.path()).weights.experts, WeightFormat::Int4Group32);
}

}  // namespace
}  // namespace mw::test
