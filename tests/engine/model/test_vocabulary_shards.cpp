// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Output heads that several devices share, which takes a vocabulary that they can divide: each has its rows of the
// head, also where the head is the embedding.

#include <gtest/gtest.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "golden_model.h"
#include "safetensors_writer.h"

namespace mw::test {
namespace {

constexpr int kVocabulary = 240;  // of 251, a prime number

/// Copies the checkpoint with tied embeddings, with the first rows of its vocabulary only; the logits of these are the
/// same. `tied`: else the head is a tensor of its own, the embedding once more.
void copyWithShorterVocabulary(const std::filesystem::path& from, const std::filesystem::path& to, bool tied) {
    using nlohmann::json;
    const std::string file = readFile(from / "model.safetensors");
    std::uint64_t length = 0;
    std::memcpy(&length, file.data(), sizeof length);
    const std::string data = file.substr(sizeof length + length);
    std::vector<StoredTensor> tensors;
    const json header = json::parse(file.substr(sizeof length, length));
    for (const auto& [name, entry] : header.items()) {
        if (name == "__metadata__") continue;
        const auto shape = entry.at("shape").get<std::vector<std::int64_t>>();
        const std::size_t begin = entry.at("data_offsets")[0], end = entry.at("data_offsets")[1];
        tensors.push_back({name, entry.at("dtype"), shape, data.substr(begin, end - begin)});
        StoredTensor& tensor = tensors.back();
        if (name != "model.embed_tokens.weight") continue;
        tensor.bytes.resize(tensor.bytes.size() / static_cast<std::size_t>(shape.at(0)) * kVocabulary);
        tensor.shape.at(0) = kVocabulary;
        if (tied) continue;
        StoredTensor head = tensor;
        head.name = "lm_head.weight";
        tensors.push_back(head);
    }
    std::filesystem::create_directories(to);
    writeSafetensors(to / "model.safetensors", tensors);
    json config = json::parse(readFile(from / "config.json"));
    config["vocab_size"] = kVocabulary;
    config["tie_word_embeddings"] = tied;
    writeFile(to / "config.json", config.dump());
}

class TestVocabularyShards : public testing::TestWithParam<bool> {};

TEST_P(TestVocabularyShards, makeTheLogitsOfOneHead) {
    const GoldenModel golden("tied");
    const TempDir folder;
    copyWithShorterVocabulary(golden.folder / "fused", folder.path(), GetParam());
    std::vector<int> ids;
    for (const int id : golden.longIds)
        if (id < kVocabulary && ids.size() < 100) ids.push_back(id);

    Engine one = loadedEngine(cpuOptions(folder.path()));
    const std::vector<float> expected = one.logits(ids);
    const std::vector<int> text = answersOf(one, {greedyRequest(ids, 40)}).front().ids;
    const std::vector<int> beginning(golden.shortIds.begin(), golden.shortIds.begin() + 8);
    const std::vector<float> known = one.logits(beginning);
    for (std::size_t token = 0; token < beginning.size(); ++token)
        EXPECT_LE(relativeError(std::span(known).subspan(token * kVocabulary, kVocabulary),
                                std::span(golden.shortLogits)
                                    .subspan(token * static_cast<std::size_t>(golden.vocabulary), kVocabulary)),
                  1e-4)
            << "as in transformers";

    for (const Placement placement : {Placement{2, 1}, Placement{4, 1}, Placement{2, 2}, Placement{1, 2}}) {
        LoadOptions options = cpuOptions(folder.path(), placement.devices());
        options.placement = placement;
        Engine several = loadedEngine(options);
        EXPECT_EQ(several.model()->plan.devices.back().partition.vocabularyRows,
                  kVocabulary / placement.tensorParallel);
        EXPECT_LE(relativeError(several.logits(ids), expected), 1e-5)
            << placement.tensorParallel << " x " << placement.pipelineParallel;
        EXPECT_EQ(answersOf(several, {greedyRequest(ids, 40)}).front().ids, text);
    }
}

INSTANTIATE_TEST_SUITE_P(Heads, TestVocabularyShards, testing::Bool(),
                         [](const auto& row) { return row.param ? "tied" : "separate"; });

}  // namespace
}  // namespace mw::test
