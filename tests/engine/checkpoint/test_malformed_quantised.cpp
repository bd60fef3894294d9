// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Damaged quantised checkpoints, and those of tools that are not read: each is refused at once, by file and tensor or
// key, when it is opened or, where scales of groups are damaged, when they are read.

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <ostream>
#include <random>

#include "checkpoint.h"
#include "mw/error.h"
#include "quantised_files.h"
#include "refusal_cost.h"
#include "temp_dir.h"
#include "tiny_quantised.h"

namespace mw::test {
namespace {

using nlohmann::json;
using enum ErrorCode;

const std::string kModule = kTinyModule;

struct Malformed {
    std::string name;
    QuantisedForm form;
    std::function<void(TinyQuantised&)> change;
    std::optional<ErrorCode> code;
    std::vector<std::string> named;
};
void PrintTo(const Malformed& row, std::ostream* out) {
    *out << row.name;
}

using Change = std::function<void(TinyQuantised&)>;

Change withTensor(const std::string& part, const std::function<void(StoredTensor&)>& change) {
    return [=](TinyQuantised& tiny) { change(tiny.tensor(kModule + part)); };
}

/// One element of a tensor of this type, as bytes, in place of one in its middle.
template <typename T>
Change withElement(const std::string& part, T value) {
    return withTensor(part, [=](StoredTensor& tensor) {
        const std::size_t at = tensor.bytes.size() / sizeof value / 2 * sizeof value;
        std::memcpy(tensor.bytes.data() + at, &value, sizeof value);
    });
}

json& quantisation(TinyQuantised& tiny) {
    return tiny.config["quantization_config"];
}

Change withKey(const std::string& key, const json& value) {
    return [=](TinyQuantised& tiny) { quantisation(tiny)[key] = value; };
}

Change withoutKey(const std::string& key) {
    return [=](TinyQuantised& tiny) { quantisation(tiny).erase(key); };
}

Change withWeights(const std::string& key, const json& value) {
    return [=](TinyQuantised& tiny) { quantisation(tiny)["config_groups"]["group_0"]["weights"][key] = value; };
}

/// What any tensor may suffer, and the words for it.
void addTensorRows(std::vector<Malformed>& rows, const std::string& tool, const QuantisedForm& form,
                   const std::vector<std::string>& parts) {
    for (const std::string& part : parts) {
        const std::string tensor = kModule + part, name = tool + part;
        const bool isCodes = part == parts.front();
        const auto add = [&](const std::string& what, const Change& change) {
            rows.push_back({name + what, form, change, {}, {isCodes ? kModule : tensor}});
        };
        add("Missing", [=](TinyQuantised& tiny) { tiny.removeTensor(tensor); });
        add("OfDoubles", withTensor(part, [](StoredTensor& t) {
                t.dtype = "F64";
                std::int64_t count = 1;
                for (const std::int64_t size : t.shape)
                    count *= size;
                t.bytes.assign(static_cast<std::size_t>(count) * 8, '\1');
            }));
        add("Short", withTensor(part, [](StoredTensor& t) {
                if (t.shape.empty()) t.shape = {1};
                const std::size_t ofOne = t.bytes.size() / static_cast<std::size_t>(t.shape[0]);
                t.shape[0] -= 1;
                t.bytes.resize(t.bytes.size() - ofOne);
            }));
        add("Long", withTensor(part, [](StoredTensor& t) {
                if (t.shape.empty()) t.shape = {1};
                const std::size_t ofOne = t.bytes.size() / static_cast<std::size_t>(t.shape[0]);
                t.shape[0] += 1;
                t.bytes += t.bytes.substr(0, ofOne);
            }));
        add("OfThreeDimensions", withTensor(part, [](StoredTensor& t) {
                t.shape = {1, 1, 1};
                t.bytes.resize(t.dtype == "I64"                        ? 8
                               : t.dtype == "F16" || t.dtype == "BF16" ? 2
                               : t.dtype == "F8_E4M3"                  ? 1
                                                                       : 4);
            }));
        add("Empty", withTensor(part, [](StoredTensor& t) {
                t.shape = {0, 1LL << 62};
                t.bytes.clear();
            }));
        if (part == ".weight_shape" || part == ".g_idx" || part == ".weight_scale") continue;
        add("Flat", withTensor(part, [](StoredTensor& t) {
                std::int64_t count = 1;
                for (const std::int64_t size : t.shape)
                    count *= size;
                t.shape = {count};
            }));
        add("Transposed", withTensor(part, [](StoredTensor& t) {
                if (t.shape.size() == 2 && t.shape[0] != t.shape[1])
                    std::swap(t.shape[0], t.shape[1]);
                else
                    t.shape = {7, 7}, t.bytes.resize(t.dtype == "I32" ? 196 : t.dtype == "F8_E4M3" ? 49 : 98);
            }));
    }
}

void addScaleRows(std::vector<Malformed>& rows, const std::string& tool, const QuantisedForm& form,
                  const std::string& part) {
    const std::string named = kModule + part;
    const auto add = [&](const std::string& what, const Change& change, const std::string& found) {
        rows.push_back({tool + "Scale" + what, form, change, FileFormat, {named, "a positive number", found}});
    };
    if (form.scales == "F32") {
        add("Nan", withElement(part, std::nanf("")), "nan");
        add("Infinite", withElement(part, std::numeric_limits<float>::infinity()), "inf");
        add("MinusInfinite", withElement(part, -std::numeric_limits<float>::infinity()), "-inf");
        add("Zero", withElement(part, 0.0f), "found 0");
        add("MinusZero", withElement(part, -0.0f), "found -0");
        add("Negative", withElement(part, -0.25f), "found -0.25");
        add("Subnormal", withElement(part, 1e-40f), "e-41");
        return;
    }
    const bool isHalf = form.scales == "F16";
    const auto bits = [](int value) { return static_cast<std::uint16_t>(value); };
    add("Nan", withElement(part, bits(isHalf ? 0x7e00 : 0x7fc0)), "nan");
    add("Infinite", withElement(part, bits(isHalf ? 0x7c00 : 0x7f80)), "inf");
    add("MinusInfinite", withElement(part, bits(isHalf ? 0xfc00 : 0xff80)), "-inf");
    add("Zero", withElement(part, bits(0)), "found 0");
    add("MinusZero", withElement(part, bits(0x8000)), "found -0");
    add("Negative", withElement(part, bits(isHalf ? 0xb400 : 0xbe80)), "found -0.25");
    if (!isHalf) add("Subnormal", withElement(part, bits(1)), "e-41");
}

/// Values that no key of a config may have.
void addKeyRows(std::vector<Malformed>& rows, const std::string& tool, const QuantisedForm& form,
                const std::string& key, const std::vector<json>& values) {
    int number = 0;
    for (const json& value : values)
        rows.push_back({tool + "_" + key + "_" + std::to_string(++number),
                        form,
                        withKey(key, value),
                        {},
                        {"config.json", "quantization_config." + key}});
}

const std::vector<json> kNoNumbers = {
    0, -2, 2.5, "4", nullptr, json::array({4}), json::object(), true, 4294967296, 18446744073709551615ULL};
const std::vector<json> kNoTexts = {7, "unheard", json::array(), true};
const std::vector<json> kNoFlags = {1, "true", json::array()};

void addCommonRows(std::vector<Malformed>& rows, const std::string& tool, const QuantisedForm& form,
                   const std::string& codes) {
    // clang-format off
    rows.push_back({tool + "BesidePlain", form, [](TinyQuantised& t) { t.tensors.push_back({kModule + ".weight", "F16", {1, 1}, "xx"}); },
                    codes == ".weight" ? std::nullopt : std::optional(FileFormat), {kModule}});
    rows.push_back({tool + "Ignored", form,
                    [](TinyQuantised& t) {
                        for (const char* key : {"modules_to_not_convert", "ignore", "ignored_layers"})
                            quantisation(t)[key] = {kModule};
                        if (quantisation(t)["quant_method"] == "gptq") quantisation(t)["dynamic"] = 7;
                    }, {}, {}});
    rows.push_back({tool + "MethodMissing", form, withoutKey("quant_method"), FileFormat, {"quantization_config.quant_method", "missing"}});
    rows.push_back({tool + "ConfigIsAList", form, [](TinyQuantised& t) { t.config["quantization_config"] = {1}; }, FileFormat, {"quantization_config", "an object"}});
    rows.push_back({tool + "ConfigOfAnother", form, [](TinyQuantised& t) { quantisation(t) = {{"quant_method", "awq"}, {"bits", 4}, {"group_size", 32}}; if (t.config.dump().empty()) return; for (auto& each : t.tensors) if (each.name.ends_with(".qweight")) each.name += "2"; }, FileFormat, {}});
    rows.push_back({tool + "StrayPart", form, [](TinyQuantised& t) { t.tensors.push_back({"model.layers.9.self_attn.q_proj.qzeros", "I32", {1}, "1234"}); }, FileFormat, {"model.layers.9.self_attn.q_proj.qzeros", "belongs to no weight"}});
    rows.push_back({tool + "ModuleMissing", form, [](TinyQuantised& t) { std::erase_if(t.tensors, [](const StoredTensor& each) { return each.name.starts_with(kModule + "."); }); }, FileFormat, {kModule, "missing"}});
    rows.push_back({tool + "OtherFeedForward", form, [](TinyQuantised& t) { t.config["intermediate_size"] = 128; }, FileFormat, {"experts.0.w1", "[128, 64]", "[96, 64]"}});
    rows.push_back({tool + "Truncated", form, [](TinyQuantised& t) { t.moreFiles["truncate"] = ""; }, FileFormat, {"truncated"}});
    // clang-format on
}

std::vector<Malformed> rows() {
    // clang-format off
    std::vector<Malformed> rows;
    const QuantisedForm awq = {.tool = "awq"};
    addTensorRows(rows, "awq", awq, {".qweight", ".qzeros", ".scales"});
    addScaleRows(rows, "awq", awq, ".scales");
    addCommonRows(rows, "awq", awq, ".qweight");
    addKeyRows(rows, "awq", awq, "bits", kNoNumbers);
    addKeyRows(rows, "awq", awq, "bits", {2, 3, 5, 8});
    addKeyRows(rows, "awq", awq, "group_size", kNoNumbers);
    addKeyRows(rows, "awq", awq, "version", {7, "gemv", "gemv_fast", "marlin", json::array(), true});
    addKeyRows(rows, "awq", awq, "backend", {7, "llm-awq"});
    addKeyRows(rows, "awq", awq, "zero_point", {false, 1, "true"});
    addKeyRows(rows, "awq", awq, "modules_to_not_convert", {"gate", json::array({7})});
    rows.push_back({"awqGroupDoesNotDivide", awq, withKey("group_size", 48), FileFormat, {".qweight", "not whole groups of 48"}});
    rows.push_back({"awqOtherGroup", awq, withKey("group_size", 16), FileFormat, {".scales", "expected the shape"}});

    const QuantisedForm gptq = {.tool = "gptq", .symmetric = true};
    addTensorRows(rows, "gptq", gptq, {".qweight", ".qzeros", ".scales", ".g_idx"});
    addScaleRows(rows, "gptq", gptq, ".scales");
    addCommonRows(rows, "gptq", gptq, ".qweight");
    addKeyRows(rows, "gptq", gptq, "bits", kNoNumbers);
    addKeyRows(rows, "gptq", gptq, "bits", {2, 5, 6});
    addKeyRows(rows, "gptq", gptq, "group_size", kNoNumbers);
    addKeyRows(rows, "gptq", gptq, "sym", kNoFlags);
    addKeyRows(rows, "gptq", gptq, "desc_act", kNoFlags);
    addKeyRows(rows, "gptq", gptq, "checkpoint_format", {7, "marlin", "gptq_p", "bitblas", json::array()});
    addKeyRows(rows, "gptq", gptq, "is_marlin_format", {true, 1});
    addKeyRows(rows, "gptq", gptq, "pack_dtype", {"int64", 32});
    addKeyRows(rows, "gptq", gptq, "dynamic", {7, {{"+:.*w2", {{"bits", 8}}}}});
    rows.push_back({"gptqGroupDoesNotDivide", gptq, withKey("group_size", 48), FileFormat, {".qweight", "not whole groups of 48"}});
    rows.push_back({"gptqOtherGroup", gptq, withKey("group_size", 16), FileFormat, {".scales", "expected the shape"}});
    rows.push_back({"gptqGroupNegative", gptq, withElement<std::int32_t>(".g_idx", -1), FileFormat, {".g_idx", "from 0 to 1", "found -1"}});
    rows.push_back({"gptqGroupOutside", gptq, withElement<std::int32_t>(".g_idx", 2), FileFormat, {".g_idx", "from 0 to 1", "found 2"}});
    rows.push_back({"gptqGroupHuge", gptq, withElement<std::int32_t>(".g_idx", std::numeric_limits<std::int32_t>::max()), FileFormat, {".g_idx", "found 2147483647"}});
    rows.push_back({"gptqNotSymmetric", gptq, withElement<std::uint32_t>(".qzeros", 0x77777767), FileFormat, {".qzeros", "the zero point 8 everywhere", "found 7"}});
    rows.push_back({"gptqSecondSaysFirst", gptq, withKey("checkpoint_format", "gptq_v2"), FileFormat, {".qzeros", "the zero point 8 everywhere", "found 7"}});
    rows.push_back({"gptqBias", gptq, [](TinyQuantised& t) { t.tensors.push_back({kModule + ".bias", "F16", {96}, std::string(192, '\1')}); }, Unsupported, {kModule + ".bias", "biases"}});
    rows.push_back({"gptqOtherBits", gptq, withKey("bits", 8), FileFormat, {".scales", "expected the shape [1, 96]"}});

    const QuantisedForm ct = {.tool = "ct", .scales = "BF16"};
    addTensorRows(rows, "ct", ct, {".weight_packed", ".weight_zero_point", ".weight_scale", ".weight_shape"});
    addScaleRows(rows, "ct", ct, ".weight_scale");
    addCommonRows(rows, "ct", ct, ".weight_packed");
    addKeyRows(rows, "ct", ct, "format", {7, "marlin-24", "int-quantized", "nvfp4-pack-quantized", "mxfp4-pack-quantized", "sparse-24-bitmask"});
    addKeyRows(rows, "ct", ct, "config_groups", {7, nullptr, json::array(), json::object(), {{"group_0", 7}}});
    addKeyRows(rows, "ct", ct, "ignore", {"lm_head", json::array({7})});
    addKeyRows(rows, "ct", ct, "sparsity_config", {{{"format", "sparse-24-bitmask"}}});
    addKeyRows(rows, "ct", ct, "transform_config", {{{"config_groups", 1}}});
    for (const auto& [key, value] : std::vector<std::pair<std::string, json>>{
             {"num_bits", 2}, {"num_bits", 5}, {"num_bits", "4"}, {"type", "nf"}, {"type", 7}, {"strategy", "tensor"},
             {"strategy", "token"}, {"strategy", 7}, {"group_size", 0}, {"group_size", -2}, {"group_size", "32"},
             {"symmetric", 1}})
        rows.push_back({"ct_" + key + "_" + std::to_string(rows.size()), ct, withWeights(key, value), {}, {"quantization_config.config_groups.group_0.weights." + key}});
    rows.push_back({"ctOtherGroup", ct, withWeights("group_size", 16), FileFormat, {".weight_packed", "none of config_groups"}});
    rows.push_back({"ctGroupDoesNotDivide", ct, withWeights("group_size", 48), FileFormat, {".weight_packed"}});
    rows.push_back({"ctOtherBits", ct, withWeights("num_bits", 8), FileFormat, {".weight_packed", "none of config_groups"}});
    rows.push_back({"ctSymmetricWithZeros", ct, withWeights("symmetric", true), FileFormat, {".weight_zero_point", "symmetric"}});
    rows.push_back({"ctShapeNegative", ct, withElement<std::int64_t>(".weight_shape", -1), FileFormat, {".weight_shape", "found -1"}});
    rows.push_back({"ctShapeZero", ct, withElement<std::int64_t>(".weight_shape", 0), FileFormat, {".weight_shape", "found 0"}});
    rows.push_back({"ctShapeHuge", ct, withElement<std::int64_t>(".weight_shape", 1LL << 40), FileFormat, {".weight_shape", "found 1099511627776"}});
    rows.push_back({"ctShapeOther", ct, withElement<std::int64_t>(".weight_shape", 72), FileFormat, {".weight_packed"}});
    rows.push_back({"ctOrderOutside", {.tool = "ct", .symmetric = true, .reordered = true}, withElement<std::int32_t>(".weight_g_idx", 2), FileFormat, {".weight_g_idx", "found 2"}});

    const QuantisedForm float8 = {.tool = "fp8", .group = -1, .scales = "F32"};
    addTensorRows(rows, "fp8", float8, {".weight", ".weight_scale"});
    std::erase_if(rows, [](const Malformed& row) { return row.name == "fp8.weight_scaleLong" || row.name == "fp8.weight_scaleOfThreeDimensions"; });
    rows.push_back({"fp8TwoScales", float8, withTensor(".weight_scale", [](StoredTensor& t) { t.shape = {2}; t.bytes += t.bytes; }), FileFormat, {".weight_scale", "expected 1 scales"}});
    addScaleRows(rows, "fp8", float8, ".weight_scale");
    addCommonRows(rows, "fp8", float8, ".weight");
    addKeyRows(rows, "fp8", float8, "activation_scheme", kNoTexts);
    addKeyRows(rows, "fp8", float8, "fmt", {7, "e5m2"});
    addKeyRows(rows, "fp8", float8, "ignored_layers", {"lm_head", json::array({7})});
    addKeyRows(rows, "fp8", float8, "modules_to_not_convert", {7});
    rows.push_back({"fp8Nan", float8, withElement<std::uint8_t>(".weight", 0x7f), FileFormat, {kModule + ".weight", "found NaN"}});
    rows.push_back({"fp8MinusNan", float8, withElement<std::uint8_t>(".weight", 0xff), FileFormat, {kModule + ".weight", "found NaN"}});
    rows.push_back({"fp8OtherKind", float8, withTensor(".weight", [](StoredTensor& t) { t.dtype = "F8_E5M2"; }), {}, {kModule + ".weight"}});
    rows.push_back({"fp8InputScaleNan", float8, [](TinyQuantised& t) { const float nan = std::nanf(""); std::memcpy(t.tensor("model.layers.0.self_attn.q_proj.input_scale").bytes.data(), &nan, 4); }, FileFormat, {"q_proj.input_scale", "nan"}});

    const QuantisedForm blocks = {.tool = "fp8", .group = 32, .scales = "F32", .blockRows = 64};
    addTensorRows(rows, "blocks", blocks, {".weight", ".weight_scale_inv"});
    addScaleRows(rows, "blocks", blocks, ".weight_scale_inv");
    addKeyRows(rows, "blocks", blocks, "weight_block_size", {7, json::array(), json::array({64}), json::array({64, 0}), json::array({64, "32"}), json::array({64, 32, 1}), json::array({-64, 32})});
    rows.push_back({"blocksOther", blocks, withKey("weight_block_size", {64, 64}), FileFormat, {".weight_scale_inv", "expected the shape"}});

    // Tools that are not read.
    for (const char* tool : {"bitsandbytes", "hqq", "exl2", "exl3", "aqlm", "quip", "eetq", "fbgemm_fp8", "quark", "modelopt", "torchao", "vptq", "marlin", "auto-round", "spqr", "higgs", "mxfp4", "unheard"})
        rows.push_back({std::string("tool_") + tool, awq, withKey("quant_method", tool), Unsupported, {"quantization_config.quant_method", std::string("'") + tool + "'", "look for the model as"}});
    // clang-format on
    return rows;
}

/// Opens the model and reads all of it; what came of that.
std::string refusalOf(const std::filesystem::path& folder, std::optional<Error>* error = nullptr) {
    try {
        const auto checkpoint = Checkpoint::open(folder);
        forEachMatrix(*checkpoint,
                      [&](const TensorSlice& whole, const std::string&) { (void)valuesOf(*checkpoint, whole); });
    } catch (const Error& refusal) {
        if (error) *error = refusal;
        return refusal.what();
    }
    return "no error";
}

void writeDamaged(const TinyQuantised& tiny, const std::filesystem::path& folder) {
    tiny.write(folder);
    if (!tiny.moreFiles.contains("truncate")) return;
    const auto file = folder / "model.safetensors";
    std::filesystem::remove(folder / "truncate");
    std::filesystem::resize_file(file, std::filesystem::file_size(file) * 2 / 3);
}

class TestMalformedQuantised : public testing::TestWithParam<Malformed> {};

TEST_P(TestMalformedQuantised, isRefusedAtOnceByFileAndField) {
    const Malformed& row = GetParam();
    const TempDir dir;
    TinyQuantised tiny = makeTinyQuantised(row.form);
    row.change(tiny);
    writeDamaged(tiny, dir.path());
    const RefusalCost cost;
    std::optional<Error> error;
    const std::string said = refusalOf(dir.path(), &error);
    cost.expectSmall();
    ASSERT_TRUE(error) << said;
    EXPECT_TRUE(error->code() == FileFormat || error->code() == Unsupported) << said;
    EXPECT_EQ(error->code(), row.code.value_or(error->code())) << said;
    EXPECT_TRUE(said.starts_with(dir.path().string())) << said;
    EXPECT_EQ(said.find('\n'), std::string::npos) << said;
    for (const std::string& named : row.named)
        EXPECT_NE(said.find(named), std::string::npos) << "expected " << named << " in: " << said;
}

INSTANTIATE_TEST_SUITE_P(Files, TestMalformedQuantised, testing::ValuesIn(rows()), [](const auto& row) {
    std::string name = row.param.name + "_" + std::to_string(row.index);
    for (char& c : name)
        if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
    return name;
});

TEST(TestMalformedQuantisedFiles, areManyForEachTool) {
    std::map<std::string, int> counts;
    for (const Malformed& row : rows())
        ++counts[row.form.tool];
    for (const auto& [tool, count] : counts)
        EXPECT_GE(count, 40) << tool;
    EXPECT_EQ(counts.size(), 4U);
}

TEST(TestMalformedQuantisedFiles, takeLittleMemory) {
    // A file of a tensor that is said to be huge, and one whose index of groups is.
    const TempDir dir;
    TinyQuantised tiny = makeTinyQuantised({.tool = "gptq"});
    StoredTensor& groups = tiny.tensor(kModule + ".g_idx");
    groups.shape = {16 << 20};
    groups.bytes.clear();
    tiny.write(dir.path());
    const RefusalCost cost;
    EXPECT_NE(refusalOf(dir.path()), "no error");
    cost.expectSmall();
}

TEST(TestMalformedQuantisedFiles, surviveAnyByteThatIsWrong) {
    std::mt19937_64 random(20);
    for (const QuantisedForm& form :
         {QuantisedForm{.tool = "awq"}, QuantisedForm{.tool = "gptq", .bits = 3, .reordered = true},
          QuantisedForm{.tool = "ct"}, QuantisedForm{.tool = "fp8", .group = 32, .scales = "F32", .blockRows = 64}}) {
        const TempDir dir;
        makeTinyQuantised(form).write(dir.path());
        for (const char* name : {"config.json", "model.safetensors"}) {
            const std::string whole = readFile(dir / name);
            std::uint64_t header = whole.size();
            if (name == std::string("model.safetensors")) whole.copy(reinterpret_cast<char*>(&header), sizeof header);
            for (int i = 0; i < 300; ++i) {
                std::string broken = whole;
                for (std::uint64_t changes = random() % 4 + 1; changes > 0; --changes) {
                    const std::size_t at =
                        random() % (i % 4 == 0 ? broken.size() : std::min<std::size_t>(header + 8, broken.size()));
                    broken[at] = i % 2 ? static_cast<char>('0' + random() % 10) : static_cast<char>(random());
                }
                writeFile(dir / name, broken);
                std::optional<Error> error;
                const std::string said = refusalOf(dir.path(), &error);
                ASSERT_TRUE(!error || error->code() != Internal) << said;
            }
            writeFile(dir / name, whole);
        }
    }
}

}  // namespace
}  // namespace mw::test
