// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// mixtral-bench as people and scripts use it: its output, its messages, its exit statuses.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "npy.h"
#include "program.h"
#include "temp_dir.h"

namespace mw::test {
namespace {

using nlohmann::json;

const std::string kCheckpoints = MW_TEST_DATA "/checkpoints";
const std::string kTiny = kCheckpoints + "/gqa4/fused";

ProgramResult bench(std::vector<std::string> arguments, const std::string& input = {}) {
    return runProgram("mixtral-bench", std::move(arguments), input);
}

/// The words of a command line without quotes.
std::vector<std::string> words(const std::string& line) {
    std::istringstream stream(line);
    return {std::istream_iterator<std::string>(stream), {}};
}

void expectRefusal(const ProgramResult& result, const std::string& part) {
    EXPECT_EQ(result.status, 2) << result.error;
    EXPECT_EQ(std::ranges::count(result.error, '\n'), 1) << result.error;
    EXPECT_NE(result.error.find(part), std::string::npos) << "'" << result.error << "' lacks '" << part << "'";
    EXPECT_EQ(result.output, "");
}

std::string joined(const std::vector<std::int32_t>& ids) {
    std::string text;
    for (const std::int32_t id : ids)
        text += (text.empty() ? "" : ",") + std::to_string(id);
    return text;
}

TEST(TestBench, badCommandLinesAreRefusedByName) {
    const std::pair<const char*, const char*> rows[] = {
        {"", "subcommand"},
        {"fly", "fly"},
        {"plan", "--model is required"},
        {"plan --model", "--model"},
        {"plan --model 8x9B", "--model: '8x9B'"},
        {"plan --model 8x7B --devices 2by80", "--devices: '2by80'"},
        {"plan --model 8x7B --context 0", "--context: '0'"},
        {"plan --model 8x7B --batch -4", "--batch: '-4'"},
        {"plan --model 8x7B --batch 99999999999", "--batch"},
        {"plan --model 8x7B --precision int3", "--precision: int3"},
        {"plan --model 8x7B --speed 4", "--speed"},
        {"plan --model 8x7B --devices 80GiB --memory much", "--memory: 'much'"},
        {"plan --model 8x7B --devices 80GiB --memory 24", "--memory: '24'"},
        {"plan --model 8x7B --devices 80GiB --memory 0GiB", "--memory: '0GiB'"},
        {"plan --model 8x7B --devices 80GiB+24GiB --memory 32GiB", "24GiB GPU has 24.00 GiB"},
        {"logits --model TINY --ids 1,2 --out /tmp/x.npy --memory lots", "--memory: 'lots'"},
        {"logits --model TINY --ids 1,2 --out /tmp/x.npy --memory 900TiB --backend cpu", "A memory budget of"},
        {"plan --model 8x7B --batch 1 --batch 2", "--batch"},
        {"plan --model 8x7B --devices 2x80GiB --tensor-parallel 3", "there are 2"},
        {"plan --model 8x7B --devices 3x80GiB --tensor-parallel 3", "32 attention heads"},
        {"plan --model 8x7B --devices 3x80GiB --pipeline-parallel 3", "--tensor-parallel"},
        {"logits --model /missing --ids 1 --out /tmp/x.npy", "/missing"},
        {"logits --model TINY --out /tmp/x.npy", "--ids is required"},
        {"logits --model TINY --ids 1,x --out /tmp/x.npy", "--ids: 'x'"},
        {"logits --model TINY --ids 1,,2 --out /tmp/x.npy", "--ids: ''"},
        {"logits --model TINY --ids 1,256 --out /tmp/x.npy", "--ids: 256 is no token"},
        {"logits --model TINY --ids 1,2 --out /missing/x.npy", "/missing/x.npy"},
        {"logits --model TINY --ids 1,2 --out /tmp/x.npy --devices 5", "--devices: there is no device 5"},
        {"logits --model TINY --ids 1,2 --out /tmp/x.npy --devices 0,0", "device 0 is there twice"},
        {"logits --model TINY --ids 1,2 --out /tmp/x.npy --virtual-devices 9", "--virtual-devices: '9'"},
        {"logits --model TINY --ids 1,2 --out /tmp/x.npy --backend cpu --kernels mma", "on GPUs only"},
        {"logits --model TINY --ids 1,2 --out /tmp/x.npy --context 1", "--ids: 2 tokens"},
        {"tokenize --model TINY --format aime --conversation /missing.json", "/missing.json"},
        {"tokenize --model TINY --format mistral-v9 --conversation -", "--format: mistral-v9"},
        {"generate --model TINY --conversation - --temperature nan", "--temperature: 'nan'"},
        {"generate --model TINY --conversation - --top-p 1.5", "--top-p: '1.5'"},
        {"generate --model TINY --conversation - --top-p 0", "--top-p: '0'"},
        {"generate --model TINY --conversation - --max-tokens 0", "--max-tokens: '0'"},
        {"generate --model TINY --conversation - --seed -1", "--seed: '-1'"},
        {"generate --model TINY --conversation - --logprobs 21", "--logprobs: '21'"},
        {"run", "--model or --random-weights"},
        {"run --model TINY --random-weights 8x7B", "--model or --random-weights"},
        {"run --random-weights 9x7B", "'9x7B'"},
        {"run --model TINY --batch 0", "--batch: '0'"},
        {"run --model TINY --batch 5000", "--batch: 5000"},
        {"run --model TINY --prompt 100000", "--prompt and --generate take 100128 tokens"},
        {"run --model TINY --prompt 16 --generate 8 --context 20", "--context: 20"},
        {"run --model TINY --layers 2", "--random-weights"},
        {"run --random-weights 8x7B --layers 40", "32 layers, not 40"},
        {"run --model TINY --interconnect smoke", "--interconnect"},
        {"run --model TINY --precision int3", "--precision: int3"},
        {"run --model TINY --precision q4_k_m", "--precision: q4_k_m"},
        {"run --model TINY --activations int8", "--activations: int8"},
        {"run --model TINY --backend cpu --activations fp8", "weights in fp8"},
        {"quality --model TINY --text /missing.txt --precision int8", "/missing.txt"},
        {"quality --model TINY --text /missing.txt", "--precision, --kv-precision or --activations"},
        {"quality --model TINY --text - --precision int8 --context 1", "--context"},
    };
    for (const auto& [line, part] : rows) {
        SCOPED_TRACE(line);
        std::vector<std::string> arguments = words(line);
        std::ranges::replace(arguments, "TINY", kTiny);
        expectRefusal(bench(arguments), part);
    }
}

TEST(TestBench, saysWhatAPrecisionCosts) {
    TempDir dir;
    std::string text;
    for (int i = 0; i < 20; ++i)
        text += "The garden is quiet in the morning, and the river is not far. Who lives there? ";
    writeFile(dir.path() / "text.txt", text);
    std::map<std::string, json> costs;
    for (const std::string precision : {"as-stored", "fp8", "int8", "int4", "int4-g32"}) {
        const ProgramResult result =
            bench({"quality", "--model", MW_RESOURCES "/demo-model", "--text", dir.path() / "text.txt", "--precision",
                   precision, "--tokens", "250", "--context", "100", "--json"});
        ASSERT_EQ(result.status, 0) << result.error;
        costs[precision] = json::parse(result.output);
        EXPECT_EQ(costs[precision]["tokens"], 249);
        EXPECT_EQ(costs[precision]["perplexity_as_stored"], costs["as-stored"]["perplexity"]) << precision;
    }
    const auto divergence = [&](const char* precision) { return costs[precision]["kl_divergence_mean"].get<double>(); };
    EXPECT_EQ(divergence("as-stored"), 0);
    EXPECT_EQ(costs["as-stored"]["top1_agreement"], 1);
    EXPECT_GT(divergence("int8"), 0);
    EXPECT_LT(divergence("int8"), divergence("int4"));
    EXPECT_LT(divergence("fp8"), divergence("int4"));
    EXPECT_LT(divergence("int4-g32"), divergence("int4"));
    EXPECT_LT(divergence("int4"), 0.5);
    EXPECT_GT(costs["int4"]["top1_agreement"], 0.7);

    const ProgramResult cache =
        bench({"quality", "--model", MW_RESOURCES "/demo-model", "--text", dir.path() / "text.txt", "--kv-precision",
               "fp8", "--backend", "cpu", "--tokens", "250", "--context", "100", "--json"});
    ASSERT_EQ(cache.status, 0) << cache.error;
    const json cost = json::parse(cache.output);
    EXPECT_EQ(cost["precision"], "as-stored");
    EXPECT_EQ(cost["kv_precision"], "fp8");
    EXPECT_GT(cost["kl_divergence_mean"], 0);
    EXPECT_LT(cost["kl_divergence_mean"], 0.1);

    const auto withActivations = [&](const char* activations) {
        const ProgramResult result = bench({"quality", "--model", MW_RESOURCES "/demo-model", "--text",
                                            dir.path() / "text.txt", "--precision", "fp8", "--activations", activations,
                                            "--backend", "cpu", "--tokens", "250", "--context", "250", "--json"});
        EXPECT_EQ(result.status, 0) << result.error;
        return json::parse(result.output);
    };
    const json exact = withActivations("exact"), rounded = withActivations("fp8");
    EXPECT_EQ(exact["activations"], "exact");
    EXPECT_EQ(rounded["activations"], "fp8");
    EXPECT_EQ(rounded["perplexity_as_stored"], exact["perplexity_as_stored"]);
    EXPECT_GT(rounded["kl_divergence_mean"], exact["kl_divergence_mean"]);
    EXPECT_LT(rounded["kl_divergence_mean"], 0.1);
}

TEST(TestBench, anEmptyModelIsRefusedByName) {
    for (const char* line : {"logits --ids 1 --out /tmp/x.npy", "tokenize --format plain --conversation -",
                             "generate --conversation -", "run", "plan"}) {
        SCOPED_TRACE(line);
        std::vector<std::string> arguments = words(line);
        arguments.insert(arguments.end(), {"--model", ""});
        expectRefusal(bench(arguments), "--model");
    }
}

TEST(TestBench, moreTokensThanTheModelWasTrainedForAreRefusedByName) {
    std::string ids = "1";
    for (int i = 0; i < 1024; ++i)
        ids += ",5";
    expectRefusal(bench({"logits", "--model", kTiny, "--ids", ids, "--out", "/tmp/x.npy"}),
                  "--ids: 1025 tokens are more than the 1024 that the model takes");
}

TEST(TestBench, helpIsNoError) {
    for (const char* line :
         {"--help", "plan --help", "run --help", "generate -h", "logits --help", "tokenize --help"}) {
        const ProgramResult result = bench(words(line));
        EXPECT_EQ(result.status, 0);
        EXPECT_EQ(result.error, "");
        EXPECT_NE(result.output.find("Usage: mixtral-bench"), std::string::npos) << result.output;
    }
}

TEST(TestBench, planSaysWhatFits) {
    const ProgramResult result =
        bench(words("plan --model 8x7B --precision bf16 --devices 2x80GiB+1x24GiB --context 32768 --batch 8 --json"));
    EXPECT_EQ(result.status, 0);
    const json plan = json::parse(result.output);
    EXPECT_EQ(plan.at("fits"), true);
    EXPECT_GE(plan.at("largest_batch"), 8);
    EXPECT_EQ(plan.at("devices").size(), 3u);
    std::uint64_t kv = 0;
    for (const json& device : plan.at("devices")) {
        std::uint64_t sum = 0;
        for (const char* part :
             {"weights_bytes", "kv_bytes", "workspace_bytes", "communication_bytes", "reserve_bytes"})
            sum += device.at(part).get<std::uint64_t>();
        EXPECT_EQ(device.at("total_bytes"), sum);
        EXPECT_LE(sum, device.at("capacity_bytes").get<std::uint64_t>());
        kv += device.at("kv_bytes").get<std::uint64_t>();
    }
    EXPECT_EQ(kv, 8 * 32768 * 131072ull);
    EXPECT_LT(plan.at("limiting_device"), 3);
}

TEST(TestBench, planExitsWith1IfItDoesNotFit) {
    for (const char* line :
         {"plan --model 8x22B --devices 2x80GiB --json", "plan --model 8X7B --devices 24GB --json"}) {
        const ProgramResult result = bench(words(line));
        EXPECT_EQ(result.status, 1);
        EXPECT_EQ(result.error, "");
        EXPECT_EQ(json::parse(result.output).at("fits"), false);
        EXPECT_EQ(json::parse(result.output).at("largest_batch"), 0);
    }
}

TEST(TestBench, planWithABudgetIsThatForASmallerCard) {
    json budget =
        json::parse(bench(words("plan --model 8x7B --precision int4 --devices 141GB --memory 32GiB --json")).output);
    const json small = json::parse(bench(words("plan --model 8x7B --precision int4 --devices 32GiB --json")).output);
    EXPECT_EQ(budget.at("memory_budget_bytes"), 32ull << 30);
    budget.erase("memory_budget_bytes");
    EXPECT_EQ(budget, small);
    const ProgramResult table = bench(words("plan --model 8x7B --devices 141GB --memory 32GiB"));
    EXPECT_EQ(table.status, 1);
    EXPECT_NE(table.output.find("It fits with int4"), std::string::npos) << table.output;
    EXPECT_NE(table.output.find("At most 32.00 GiB of each device (--memory)."), std::string::npos) << table.output;
}

TEST(TestBench, aBudgetThatIsTooSmallSaysSo) {
    const ProgramResult result = bench({"run", "--random-weights", "8x7B", "--layers", "1", "--memory", "1GiB",
                                        "--backend", "cpu", "--prompt", "16", "--generate", "4"});
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.error.find("has 1.00 GiB within its budget"), std::string::npos) << result.error;
}

TEST(TestBench, planKnowsCheckpointsAndThisMachine) {
    const ProgramResult result = bench({"plan", "--model", kTiny, "--context", "128", "--json"});
    EXPECT_EQ(result.status, 0) << result.error;
    EXPECT_EQ(json::parse(result.output).at("devices").size(), 1u);
    const ProgramResult table = bench({"plan", "--model", kTiny});
    EXPECT_EQ(table.status, 0);
    EXPECT_NE(table.output.find("bf16"), std::string::npos) << table.output;
}

TEST(TestBench, planSaysHowACheckpointIsStoredAndHowItWillBeHeld) {
    const std::string mixed = MW_TEST_DATA "/gguf/mixed";
    const ProgramResult result = bench({"plan", "--model", mixed, "--json"});
    ASSERT_EQ(result.status, 0) << result.error;
    const json plan = json::parse(result.output);
    EXPECT_EQ(plan.at("held_as"),
              "bf16 (down int8-g32 in 1 of 2 layers, q4_k in 1, attention output fp16 in 1 of 2 layers, int8-g32 in 1, "
              "head q6_k, embedding fp32)");
    EXPECT_TRUE(plan.at("stored").at("formats").get<std::string>().find("Q6_K") != std::string::npos);
    const double bits = plan.at("stored").at("bits_per_weight");
    EXPECT_GT(bits, 4.5);
    EXPECT_LT(bits, 5.5);
    EXPECT_EQ(plan.at("stored").at("bytes"), std::filesystem::file_size(mixed + "/mixed-Q4_K_M.gguf"));
    const ProgramResult table = bench({"plan", "--model", mixed});
    EXPECT_NE(table.output.find(" bits per weight, "), std::string::npos) << table.output;
    // Mixes of files can be planned for without one of them.
    const ProgramResult mix = bench(words("plan --model 8x7B --precision q4_k_m --devices 48GiB --json"));
    EXPECT_EQ(json::parse(mix.output).at("held_as"),
              "q4_k (down q6_k in 16 of 32 layers, attention input bf16, attention output q5_k, head q6_k)");
}

class TestBenchLogits : public testing::TestWithParam<const char*> {};

TEST_P(TestBenchLogits, equalTheExpectedOnes) {
    const std::string name = GetParam();
    const std::string model = kCheckpoints + "/" + name;
    const std::string expectations = kCheckpoints + "/" + name.substr(0, name.find('/'));
    const TempDir folder;
    const std::string ids = joined(readNpy<std::int32_t>(expectations + "/short_ids.npy").values);
    const auto expected = readNpy<float>(expectations + "/short_logits.npy");
    const float largest = std::abs(*std::ranges::max_element(expected.values, {}, [](float v) { return std::abs(v); }));
    for (const char* more : {"", "--virtual-devices 2 --threads 2", "--prefill-chunk 7"}) {
        std::vector<std::string> arguments = {"logits", "--model", model, "--ids", ids, "--out", folder / "l.npy"};
        for (const std::string& word : words(more))
            arguments.push_back(word);
        const ProgramResult result = bench(arguments);
        ASSERT_EQ(result.status, 0) << result.error;
        EXPECT_EQ(result.output, "");
        const auto logits = readNpy<float>(folder / "l.npy");
        ASSERT_EQ(logits.shape, expected.shape);
        for (std::size_t i = 0; i < logits.values.size(); ++i)
            ASSERT_NEAR(logits.values[i], expected.values[i], 1e-4f * largest) << i << " " << more;
    }
}

INSTANTIATE_TEST_SUITE_P(Rows, TestBenchLogits,
                         testing::Values("gqa4/per-expert", "gqa4/consolidated", "gqa6/per-expert", "tied/fused",
                                         "one-kv-head/consolidated"),
                         [](const auto& row) {
                             std::string name = row.param;
                             std::ranges::replace_if(
                                 name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
                             return name;
                         });

TEST(TestBench, idsNeedNoTokenizer) {
    const TempDir folder;
    std::filesystem::copy(kTiny, folder.path(),
                          std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
    for (const std::string& tokenizer :
         {std::string("no tokenizer at all"), readFile(MW_RESOURCES "/tokenizers/tokenizer.model.v1")}) {
        writeFile(folder / "tokenizer.model", tokenizer);
        const std::string out = folder / "out.npy";
        const ProgramResult logits =
            runProgram("mixtral-bench", {"logits", "--model", folder.path(), "--ids", "1,2,3", "--out", out});
        EXPECT_EQ(logits.status, 0) << logits.error;
        const ProgramResult speed = runProgram(
            "mixtral-bench", {"run", "--model", folder.path(), "--batch", "1", "--prompt", "8", "--generate", "2"});
        EXPECT_EQ(speed.status, 0) << speed.error;
        const ProgramResult text =
            runProgram("mixtral-bench", {"generate", "--model", folder.path(), "--conversation", "-"},
                       R"([{"role":"user","content":"Hi"}])");
        EXPECT_EQ(text.status, 2) << "text does need it";
    }
}

TEST(TestBench, runMeasuresEveryBatch) {
    const ProgramResult result = bench({"run", "--model", kTiny, "--batch", "1,4", "--prompt", "40", "--generate", "12",
                                        "--json", "--prefill-chunk", "32"});
    ASSERT_EQ(result.status, 0) << result.error;
    EXPECT_EQ(result.error, "");
    const json report = json::parse(result.output);
    EXPECT_FALSE(report.at("device").get<std::string>().empty());
    EXPECT_GT(report.at("memory_bandwidth_bytes_per_s"), 1e8);
    EXPECT_GT(report.at("reading").at("bytes"), 10'000);
    EXPECT_GT(report.at("reading").at("seconds"), 0);
    EXPECT_GT(report.at("reading").at("bytes_per_s"), 0);
    ASSERT_EQ(report.at("cells").size(), 2u);
    int batch = 1;
    for (const json& cell : report.at("cells")) {
        EXPECT_EQ(cell.at("batch"), batch);
        EXPECT_EQ(cell.at("prompt"), 40);
        EXPECT_EQ(cell.at("generated"), 12);
        for (const char* measured : {"prefill_tokens_per_s", "decode_tokens_per_s", "time_to_first_token_ms",
                                     "achieved_bytes_per_s", "fraction_of_memory_bandwidth"})
            EXPECT_GT(cell.at(measured), 0) << measured;
        batch = 4;
    }
}

TEST(TestBench, runPrintsATable) {
    const ProgramResult result =
        bench({"run", "--model", kTiny, "--batch", "2", "--prompt", "5", "--generate", "3", "--virtual-devices", "2"});
    ASSERT_EQ(result.status, 0) << result.error;
    EXPECT_NE(result.output.find("decode t/s"), std::string::npos) << result.output;
}

TEST(TestBench, aModelThatDoesNotFitIsAFailureOfTheMachine) {
    const ProgramResult result =
        bench({"run", "--random-weights", "8x22B", "--prompt", "8", "--generate", "2", "--batch", "4000"});
    EXPECT_EQ(result.status, 1) << result.output;
    EXPECT_NE(result.error.find("does not fit"), std::string::npos) << result.error;
    EXPECT_EQ(std::ranges::count(result.error, '\n'), 1) << result.error;
}

}  // namespace
}  // namespace mw::test
