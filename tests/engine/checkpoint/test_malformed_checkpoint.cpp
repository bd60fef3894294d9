// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <functional>
#include <ostream>

#include "mw/error.h"
#include "mw/model.h"
#include "refusal_cost.h"
#include "temp_dir.h"
#include "tiny_checkpoint.h"

namespace mw::test {
namespace {

using nlohmann::json;
using Folder = std::filesystem::path;

/// A way to break a checkpoint, and what the message has to name.
struct Malformed {
    const char* name;
    std::function<void(const Folder&)> write;
    ErrorCode code;
    std::vector<std::string> named;
};

void PrintTo(const Malformed& row, std::ostream* out) {
    *out << row.name;
}

constexpr auto kPerExpert = TinyNaming::PerExpert;
constexpr auto kConsolidated = TinyNaming::Consolidated;

/// The tiny checkpoint with a changed part.
std::function<void(const Folder&)> changed(const std::function<void(TinyCheckpoint&)>& change,
                                           TinyNaming naming = kPerExpert) {
    return [=](const Folder& folder) {
        TinyCheckpoint tiny = makeTinyCheckpoint(naming);
        change(tiny);
        tiny.write(folder);
    };
}

/// With another value in its config.
std::function<void(const Folder&)> withConfig(const std::string& key, const json& value,
                                              TinyNaming naming = kPerExpert) {
    return changed([=](TinyCheckpoint& tiny) { tiny.config[key] = value; }, naming);
}

std::function<void(const Folder&)> withoutConfig(const std::string& key, TinyNaming naming = kPerExpert) {
    return changed([=](TinyCheckpoint& tiny) { tiny.config.erase(key); }, naming);
}

/// With `text` instead of a value in its config, which may be no JSON.
std::function<void(const Folder&)> withConfigText(const std::string& key, const std::string& text) {
    return [=](const Folder& folder) {
        TinyCheckpoint tiny = makeTinyCheckpoint(kPerExpert);
        tiny.config[key] = "REPLACED";
        std::string config = tiny.config.dump();
        const std::string mark = "\"REPLACED\"";
        config.replace(config.find(mark), mark.size(), text);
        tiny.moreFiles["config.json"] = config;
        tiny.write(folder);
    };
}

std::function<void(const Folder&)> withFile(const std::string& name, const std::string& content) {
    return changed([=](TinyCheckpoint& tiny) { tiny.moreFiles[name] = content; });
}

std::function<void(const Folder&)> withTensor(const std::string& name, const std::function<void(StoredTensor&)>& change,
                                              TinyNaming naming = kPerExpert) {
    return changed([=](TinyCheckpoint& tiny) { change(tiny.tensor(name)); }, naming);
}

std::function<void(const Folder&)> withoutTensor(const std::string& name, TinyNaming naming = kPerExpert) {
    return changed([=](TinyCheckpoint& tiny) { tiny.removeTensor(name); }, naming);
}

/// In three shards, with something done to the folder afterwards.
std::function<void(const Folder&)> sharded(const std::function<void(const Folder&)>& change) {
    return [=](const Folder& folder) {
        makeTinyCheckpoint(kPerExpert).writeSharded(folder, 3);
        change(folder);
    };
}

std::function<void(const Folder&)> withIndex(const std::function<void(json&)>& change) {
    return sharded([=](const Folder& folder) {
        const Folder file = folder / "model.safetensors.index.json";
        json index = json::parse(readFile(file));
        change(index);
        writeFile(file, index.dump());
    });
}

/// A folder with nothing but a file.
std::function<void(const Folder&)> only(const std::string& name) {
    return [=](const Folder& folder) { writeFile(folder / name, "anything"); };
}

const std::string kQuery = "model.layers.1.self_attn.q_proj.weight";
const std::string kUp = "model.layers.0.block_sparse_moe.experts.2.w3.weight";

std::vector<Malformed> rows() {
    using enum ErrorCode;
    std::vector<Malformed> rows = {
        // config.json
        {"configMissing", [](const Folder& f) { makeTinyCheckpoint(kPerExpert).write(f); std::filesystem::remove(f / "config.json"); },
         FileNotFound, {"config.json", "missing"}},
        {"configEmpty", withFile("config.json", ""), FileFormat, {"config.json", "empty"}},
        {"configIsAList", withFile("config.json", "[1]"), FileFormat, {"config.json", "object", "array"}},
        {"configNotJson", withFile("config.json", "{\"hidden_size\": }"), FileFormat, {"config.json", "hidden_size", "byte"}},
        {"configNotUtf8", withFile("config.json", "{\"a\": \"\xff\"}"), FileFormat, {"config.json", "UTF-8"}},
        {"configDuplicateKey", withFile("config.json", "{\"hidden_size\": 20, \"hidden_size\": 24}"), FileFormat, {"config.json", "hidden_size", "twice"}},
        {"configDeep", withFile("config.json", "{\"a\":" + std::string(500'000, '[')), FileFormat, {"config.json", "deep"}},
        {"configHuge", withFile("config.json", std::string(3 << 20, ' ')), FileFormat, {"config.json", "bytes"}},
        {"configManyValues", withFile("config.json", [] {
             std::string text = "{\"a\":[1";
             for (int i = 0; i < 400'000; ++i) text += ",1";
             return text + "]}";
         }()), FileFormat, {"config.json", "values"}},
        {"configIsAFolder", [](const Folder& f) { makeTinyCheckpoint(kPerExpert).write(f); std::filesystem::remove(f / "config.json"); std::filesystem::create_directory(f / "config.json"); },
         FileNotFound, {"config.json", "a folder, where a file"}},
        {"configIsAPipe", [](const Folder& f) { makeTinyCheckpoint(kPerExpert).write(f); std::filesystem::remove(f / "config.json"); mkfifo((f / "config.json").c_str(), 0600); },
         FileNotFound, {"config.json", "regular file"}},
        {"otherArchitecture", withConfig("architectures", {"LlamaForCausalLM"}), Unsupported, {"architectures", "LlamaForCausalLM", "MixtralForCausalLM"}},
        {"otherModelType", withConfig("model_type", "mistral"), Unsupported, {"model_type", "mistral"}},
        {"architectureIsANumber", withConfig("architectures", 7), FileFormat, {"architectures"}},
        {"noArchitecture", changed([](TinyCheckpoint& t) { t.config.erase("architectures"); t.config.erase("model_type"); }), FileFormat, {"config.json", "model_type", "missing"}},
        {"quantizationConfig", withConfig("quantization_config", {{"quant_method", "bitsandbytes"}}), Unsupported, {"quantization_config.quant_method", "'bitsandbytes'", "look for the model as GGUF"}},
        {"quantizationConfigWithoutWeights", withConfig("quantization_config", {{"quant_method", "awq"}, {"bits", 4}, {"group_size", 128}}), FileFormat, {"quantization_config: says AWQ int4-g128", "'X.qweight'"}},
        {"otherActivation", withConfig("hidden_act", "gelu"), Unsupported, {"hidden_act", "gelu", "silu"}},
        {"ropeScaling", withConfig("rope_scaling", {{"type", "longrope"}, {"factor", 2}}), Unsupported, {"rope_scaling.type", "longrope"}},
        {"ropeType", changed([](TinyCheckpoint& t) { t.config.erase("rope_theta"); t.config["rope_parameters"] = {{"rope_theta", 1e6}, {"rope_type", "llama3"}}; }), Unsupported, {"rope_parameters.rope_type", "llama3"}},
        {"ropeThetaTwoValues", withConfig("rope_parameters", {{"rope_theta", 10000}, {"rope_type", "default"}}), FileFormat, {"rope_theta", "10000"}},
        {"ropeThetaNan", withConfigText("rope_theta", "NaN"), FileFormat, {"config.json", "rope_theta", "NaN"}},
        {"ropeThetaInfinite", withConfigText("rope_theta", "1e999"), FileFormat, {"config.json", "rope_theta"}},
        {"ropeThetaNegative", withConfig("rope_theta", -1), FileFormat, {"rope_theta", "-1"}},
        {"epsilonZero", withConfig("rms_norm_eps", 0), FileFormat, {"rms_norm_eps", "found 0"}},
        {"epsilonString", withConfig("rms_norm_eps", "1e-5"), FileFormat, {"rms_norm_eps", "'1e-5'"}},
        {"slidingWindowIsText", withConfig("sliding_window", "512"), FileFormat, {"sliding_window", "'512'"}},
        {"slidingWindowZero", withConfig("sliding_window", 0), FileFormat, {"sliding_window", "found 0"}},
        {"kvHeadsDoNotDivide", withConfig("num_key_value_heads", 3), FileFormat, {"num_key_value_heads", "num_attention_heads (4)", "found 3"}},
        {"moreKvHeadsThanHeads", withConfig("num_key_value_heads", 8), FileFormat, {"num_key_value_heads", "found 8"}},
        {"moreExpertsPerTokenThanExperts", withConfig("num_experts_per_tok", 4), FileFormat, {"num_experts_per_tok", "1 to 3", "found 4"}},
        {"headDimZero", withConfig("head_dim", 0), FileFormat, {"head_dim", "found 0"}},
        {"headDimString", withConfig("head_dim", "6"), FileFormat, {"head_dim", "found '6'"}},
        {"headDimOdd", withConfig("head_dim", 5), FileFormat, {"head_dim", "even"}},
        {"headDimNotDerivable", changed([](TinyCheckpoint& t) { t.config.erase("head_dim"); t.config["num_attention_heads"] = 6; }), FileFormat, {"head_dim", "hidden_size (20)", "num_attention_heads (6)"}},
        {"eosOutsideVocabulary", withConfig("eos_token_id", 37), FileFormat, {"eos_token_id", "found 37"}},
        {"eosListWithString", withConfig("eos_token_id", {2, "3"}), FileFormat, {"eos_token_id", "'3'"}},
        {"bosNegative", withConfig("bos_token_id", -1), FileFormat, {"bos_token_id", "found -1"}},
        {"generationConfigLies", withFile("generation_config.json", R"({"eos_token_id": 99999})"), FileFormat, {"generation_config.json", "eos_token_id", "99999"}},
        {"generationConfigBroken", withFile("generation_config.json", "{"), FileFormat, {"generation_config.json"}},
        {"tieIsAString", withConfig("tie_word_embeddings", "yes"), FileFormat, {"tie_word_embeddings", "'yes'"}},
        {"bias", withConfig("attention_bias", true), Unsupported, {"attention_bias"}},
        {"tooFewLayersInConfig", withConfig("num_hidden_layers", 1), FileFormat, {"model.layers.1", "config.json", "1 layers"}},
        {"tooManyLayersInConfig", withConfig("num_hidden_layers", 3), FileFormat, {"model.layers.2", "config.json", "3 layers", "missing"}},
        {"otherHiddenSize", withConfig("hidden_size", 24), FileFormat, {"model.embed_tokens.weight", "[37, 24]", "[37, 20]"}},
        {"otherVocabulary", withConfig("vocab_size", 38), FileFormat, {"model.embed_tokens.weight", "[38, 20]", "[37, 20]"}},
        {"otherHeadDim", withConfig("head_dim", 8), FileFormat, {"q_proj", "[32, 20]", "[24, 20]"}},
        {"otherFeedForward", withConfig("intermediate_size", 30), FileFormat, {"experts.0.w1", "[30, 20]", "[28, 20]"}},
        {"fewerExperts", withConfig("num_local_experts", 2), FileFormat, {"block_sparse_moe.gate", "[2, 20]", "[3, 20]"}},

        // params.json
        {"paramsWithoutMoe", withoutConfig("moe", kConsolidated), Unsupported, {"params.json", "moe"}},
        {"paramsWithoutDim", withoutConfig("dim", kConsolidated), FileFormat, {"params.json", "dim", "missing"}},
        {"paramsExpertsString", withConfig("moe", {{"num_experts", "8"}, {"num_experts_per_tok", 2}}, kConsolidated), FileFormat, {"params.json", "moe.num_experts", "'8'"}},
        {"paramsMoeIsANumber", withConfig("moe", 8, kConsolidated), FileFormat, {"params.json", "moe", "found 8"}},
        {"paramsKvHeads", withConfig("n_kv_heads", 3, kConsolidated), FileFormat, {"params.json", "n_kv_heads", "n_heads (4)"}},
        {"paramsTensorMissing", withoutTensor("layers.1.attention.wk.weight", kConsolidated), FileFormat, {"layers.1.attention.wk.weight", "missing"}},
        {"paramsHeadMissing", withoutTensor("output.weight", kConsolidated), FileFormat, {"output.weight", "missing"}},
        {"stackedShape", withTensor("layers.0.block_sparse_moe.w2", [](StoredTensor& t) { t.shape = {60, 28}; }, TinyNaming::Stacked), FileFormat, {"layers.0.block_sparse_moe.w2", "[84, 20]", "[60, 28]"}},
        {"fusedShape", withTensor("model.layers.1.mlp.experts.gate_up_proj", [](StoredTensor& t) { t.shape = {3, 20, 56}; }, TinyNaming::Fused), FileFormat, {"model.layers.1.mlp.experts.gate_up_proj", "[3, 56, 20]", "[3, 20, 56]"}},

        // tensors
        {"tensorMissing", withoutTensor(kUp), FileFormat, {kUp, "missing"}},
        {"headMissing", withoutTensor("lm_head.weight"), FileFormat, {"lm_head.weight", "missing"}},
        {"routerMissing", withoutTensor("model.layers.0.block_sparse_moe.gate.weight"), FileFormat, {"model.layers.0.block_sparse_moe.gate.weight"}},
        {"tensorTransposed", withTensor(kUp, [](StoredTensor& t) { t.shape = {20, 28}; }), FileFormat, {kUp, "[28, 20]", "[20, 28]"}},
        {"tensorOfThreeDimensions", withTensor(kQuery, [](StoredTensor& t) { t.shape = {1, 24, 20}; }), FileFormat, {kQuery, "[24, 20]", "[1, 24, 20]"}},
        {"tensorEmpty", withTensor(kQuery, [](StoredTensor& t) { t.shape = {0, 20}; t.bytes.clear(); }), FileFormat, {kQuery, "[24, 20]", "[0, 20]"}},
        {"tensorOfIntegers", withTensor(kQuery, [](StoredTensor& t) { t.dtype = "I32"; }), Unsupported, {kQuery, "I32", "expected F32, BF16 or F16"}},
        {"tensorOfDoubles", withTensor(kQuery, [](StoredTensor& t) { t.dtype = "F64"; t.bytes += t.bytes; }), Unsupported, {kQuery, "F64"}},
        {"tensorOfFp8", withTensor(kQuery, [](StoredTensor& t) { t.dtype = "F8_E4M3"; t.bytes.resize(t.bytes.size() / 4); }), Unsupported, {kQuery, "F8_E4M3", "a config that says how they were made"}},
        {"quantisedTensor", withTensor(kQuery, [](StoredTensor& t) { t.name = "model.layers.1.self_attn.q_proj.qweight"; t.dtype = "I32"; }), FileFormat, {"q_proj.qweight", "no quantization_config in config.json"}},
        {"tensorTooMany", changed([](TinyCheckpoint& t) { t.tensors.push_back({"model.layers.0.self_attn.q_proj.bias", "F32", {1}, "1234"}); }), FileFormat, {"q_proj.bias", "config.json"}},
        {"layerTooMany", changed([](TinyCheckpoint& t) { t.tensors.push_back({"model.layers.2.input_layernorm.weight", "F32", {1}, "1234"}); }), FileFormat, {"model.layers.2.input_layernorm.weight", "2 layers"}},
        {"strangeNames", changed([](TinyCheckpoint& t) { for (auto& tensor : t.tensors) tensor.name = "transformer." + tensor.name; }), FileFormat, {"model.safetensors", "transformer."}},
        {"noTensors", changed([](TinyCheckpoint& t) { t.tensors.clear(); }), FileFormat, {"model.safetensors", "none"}},

        // shards and their index
        {"shardMissing", sharded([](const Folder& f) { std::filesystem::remove(f / "model-00002-of-00003.safetensors"); }), FileNotFound, {"model.safetensors.index.json", "model-00002-of-00003.safetensors"}},
        {"twoShardsMissing", sharded([](const Folder& f) { std::filesystem::remove(f / "model-00001-of-00003.safetensors"); std::filesystem::remove(f / "model-00003-of-00003.safetensors"); }),
         FileNotFound, {"2 files", "model-00001-of-00003.safetensors", "model-00003-of-00003.safetensors"}},
        {"shardsMissingWithoutIndex", sharded([](const Folder& f) { std::filesystem::remove(f / "model.safetensors.index.json"); std::filesystem::remove(f / "model-00002-of-00003.safetensors"); }),
         FileNotFound, {"model-00002-of-00003.safetensors"}},
        {"shardLeftOver", sharded([](const Folder& f) { std::filesystem::copy(f / "model-00001-of-00003.safetensors", f / "model-00004-of-00004.safetensors"); }), FileFormat, {"model.safetensors.index.json", "model-00004-of-00004.safetensors"}},
        {"shardBesideSingle", changed([](TinyCheckpoint& t) { t.moreFiles["model-00001-of-00002.safetensors"] = "x"; }), FileFormat, {"model-00001-of-00002.safetensors", "model.safetensors"}},
        {"shardNumberTooHigh", sharded([](const Folder& f) { std::filesystem::remove(f / "model.safetensors.index.json"); std::filesystem::copy(f / "model-00001-of-00003.safetensors", f / "model-00004-of-00003.safetensors"); }), FileFormat, {"model-00004-of-00003.safetensors", "3 files"}},
        {"shardsOfTwoSets", sharded([](const Folder& f) { std::filesystem::remove(f / "model.safetensors.index.json"); std::filesystem::copy(f / "model-00001-of-00003.safetensors", f / "model-00004-of-00004.safetensors"); }), FileFormat, {"model-00004-of-00004.safetensors", "4 files"}},
        {"shardBroken", sharded([](const Folder& f) { writeFile(f / "model-00002-of-00003.safetensors", "a\x01"); }), FileFormat, {"model-00002-of-00003.safetensors", "8 bytes"}},
        {"shardTwice", [](const Folder& f) {
             const TinyCheckpoint tiny = makeTinyCheckpoint(kConsolidated);
             tiny.write(f);
             std::filesystem::rename(f / "consolidated.safetensors", f / "consolidated.00.safetensors");
             writeSafetensors(f / "consolidated.01.safetensors", {tiny.tensors.front()});
         }, FileFormat, {"consolidated.01.safetensors", "tok_embeddings.weight", "consolidated.00.safetensors"}},
        {"indexEscapes", withIndex([](json& i) { i["weight_map"]["model.norm.weight"] = "../model.safetensors"; }), FileFormat, {"model.safetensors.index.json", "model.norm.weight", "../model.safetensors"}},
        {"indexAbsolute", withIndex([](json& i) { i["weight_map"]["model.norm.weight"] = "/etc/passwd"; }), FileFormat, {"model.norm.weight", "/etc/passwd"}},
        {"indexNamesOtherFile", withIndex([](json& i) { i["weight_map"]["model.norm.weight"] = "config.json"; }), FileFormat, {"model.norm.weight", "config.json"}},
        {"indexNamesNumber", withIndex([](json& i) { i["weight_map"]["model.norm.weight"] = 7; }), FileFormat, {"model.norm.weight", "number"}},
        {"indexWithoutMap", withIndex([](json& i) { i.erase("weight_map"); }), FileFormat, {"model.safetensors.index.json", "weight_map"}},
        {"indexMapEmpty", withIndex([](json& i) { i["weight_map"] = json::object(); }), FileFormat, {"weight_map"}},
        {"indexNamesAbsentTensor", withIndex([](json& i) { i["weight_map"]["model.layers.9.x"] = "model-00001-of-00003.safetensors"; }), FileFormat, {"model.layers.9.x", "model-00001-of-00003.safetensors"}},
        {"indexLacksTensor", withIndex([](json& i) { i["weight_map"].erase("model.norm.weight"); }), FileFormat, {"model.safetensors.index.json", "model.norm.weight"}},
        {"indexNamesWrongShard", withIndex([](json& i) {
             auto& shard = i["weight_map"]["model.norm.weight"];
             shard = shard == "model-00001-of-00003.safetensors" ? "model-00002-of-00003.safetensors" : "model-00001-of-00003.safetensors";
         }), FileFormat, {"model.safetensors.index.json", "model.norm.weight", "found in"}},
        {"indexDuplicateKey", sharded([](const Folder& f) { writeFile(f / "model.safetensors.index.json", R"({"weight_map": {"a": "b.safetensors", "a": "c.safetensors"}})"); }), FileFormat, {"'a'", "twice"}},
        {"indexHuge", sharded([](const Folder& f) { writeFile(f / "model.safetensors.index.json", std::string(17 << 20, ' ')); }), FileFormat, {"model.safetensors.index.json", "bytes"}},

        // other files
        {"folderEmpty", [](const Folder&) {}, FileNotFound, {"no weights", "safetensors"}},
        {"onlyConfig", [](const Folder& f) { makeTinyCheckpoint(kPerExpert).write(f); std::filesystem::remove(f / "model.safetensors"); }, FileNotFound, {"no weights"}},
        {"pickleOfMistral", only("consolidated.00.pth"), Unsupported, {"consolidated.00.pth", "python3 -c", "weights_only=True", "glob('consolidated*.pth')"}},
        {"pickleOfHuggingFace", only("pytorch_model-00001-of-00002.bin"), Unsupported, {"pytorch_model-00001-of-00002.bin", "python3 -c", "weights_only=True", "safetensors"}},
        {"gguf", only("mixtral.Q4_K_M.gguf"), FileFormat, {"mixtral.Q4_K_M.gguf", "holds words in place of data"}},
    };
    // Lies about sizes.
    for (const char* key : {"hidden_size", "num_hidden_layers", "intermediate_size", "num_attention_heads",
                            "num_key_value_heads", "num_local_experts", "num_experts_per_tok", "vocab_size",
                            "max_position_embeddings", "rope_theta", "rms_norm_eps"}) {
        rows.push_back({"zero", withConfig(key, 0), FileFormat, {"config.json", key, "found 0"}});
        rows.push_back({"minusOne", withConfig(key, -1), FileFormat, {"config.json", key, "found -1"}});
        rows.push_back({"huge", withConfig(key, 1e300), FileFormat, {"config.json", key, "found 1e+300"}});
        rows.push_back({"string", withConfig(key, "20"), FileFormat, {"config.json", key, "found '20'"}});
        rows.push_back({"list", withConfig(key, {1, 2}), FileFormat, {"config.json", key, "found a list"}});
        rows.push_back({"null", withConfig(key, nullptr), FileFormat, {"config.json", key, "found null"}});
        // transformers takes 1e6 for Mixtral where a config says nothing
        if (key != std::string("rope_theta"))
            rows.push_back({"missing", withoutConfig(key), FileFormat, {"config.json", key, "missing"}});
        rows.push_back({"nan", withConfigText(key, "NaN"), FileFormat, {"config.json", key, "NaN"}});
        if (key == std::string("rope_theta")) continue;  // 2^31 is a fine theta
        rows.push_back({"twoTo31", withConfig(key, 2147483648), FileFormat, {"config.json", key, "found 2147483648"}});
        rows.push_back({"twoTo64",
                        withConfigText(key, "18446744073709551615"),
                        FileFormat,
                        {"config.json", key, "found 18446744073709551615"}});
        if (key == std::string("rms_norm_eps")) continue;
        rows.push_back({"fraction", withConfig(key, 2.5), FileFormat, {"config.json", key, "found 2.5"}});
    }
    return rows;
}

class TestMalformedCheckpoint : public testing::TestWithParam<Malformed> {};

TEST_P(TestMalformedCheckpoint, isRefusedByName) {
    const Malformed& row = GetParam();
    TempDir dir;
    row.write(dir.path());
    const RefusalCost cost;
    try {
        inspectCheckpoint(dir.path());
        FAIL() << "it was accepted";
    } catch (const Error& error) {
        const std::string message = error.what();
        EXPECT_EQ(error.code(), row.code) << message;
        for (const std::string& name : row.named)
            EXPECT_NE(message.find(name), std::string::npos) << message;
        EXPECT_EQ(message.find('\n'), std::string::npos) << message;
        EXPECT_TRUE(error.place().file.starts_with(dir.path().string())) << error.place().file;
    }
    cost.expectSmall();
}

INSTANTIATE_TEST_SUITE_P(Rows, TestMalformedCheckpoint, testing::ValuesIn(rows()),
                         [](const auto& row) { return std::string(row.param.name) + "_" + std::to_string(row.index); });

TEST(TestMalformedCheckpoints, areRefusedWithoutAFolder) {
    try {
        inspectCheckpoint("/does/not/exist");
        FAIL() << "it was accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::FileNotFound);
        EXPECT_NE(std::string(error.what()).find("/does/not/exist"), std::string::npos);
    }
}

/// Whether the folder opens or is refused; anything else (a crash, another exception) fails the test.
bool opensOrIsRefused(const Folder& folder) {
    try {
        inspectCheckpoint(folder);
        return true;
    } catch (const Error& error) {
        return std::string(error.what()).find('\n') == std::string::npos;
    }
}

// Every third byte of the header and of the config in turn becomes another one.
TEST(TestMalformedCheckpoints, surviveAnyChangedByte) {
    TempDir dir;
    makeTinyCheckpoint(TinyNaming::Stacked).write(dir.path());
    for (const char* name : {"consolidated.safetensors", "params.json"}) {
        const std::string good = readFile(dir / name);
        std::uint64_t headerLength = 0;
        good.copy(reinterpret_cast<char*>(&headerLength), sizeof headerLength);
        const std::size_t bytes = name == std::string("params.json") ? good.size() : 8 + headerLength;
        const std::string replacements = "\"0[{}\xff";
        for (std::size_t i = 0; i < bytes; i += 3) {
            std::string bad = good;
            bad[i] = replacements[i % replacements.size()];
            writeFile(dir / name, bad);
            ASSERT_TRUE(opensOrIsRefused(dir.path())) << name << " byte " << i;
        }
        writeFile(dir / name, good);
    }
}

TEST(TestMalformedCheckpoints, surviveAnyLength) {
    TempDir dir;
    makeTinyCheckpoint(TinyNaming::Stacked).write(dir.path());
    for (const char* name : {"consolidated.safetensors", "params.json"}) {
        const std::string good = readFile(dir / name);
        for (std::size_t size = 0; size < good.size(); size += size < 5000 ? 37 : 20011) {
            std::filesystem::resize_file(dir / name, size);
            EXPECT_THROW(inspectCheckpoint(dir.path()), Error) << name << " of " << size << " bytes";
            writeFile(dir / name, good);
        }
    }
}

}  // namespace
}  // namespace mw::test
