// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "reader.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "mw/error.h"
#include "mw/model.h"
#include "temp_dir.h"
#include "tiny_checkpoint.h"

namespace mw::test {
namespace {

struct Row {
    std::string name;
    std::vector<std::string> files;
    std::string picked;  ///< empty: the folder
    std::string reader;
};
void PrintTo(const Row& row, std::ostream* out) {
    *out << row.name;
}

const Row kRows[] = {
    {"oneFile", {"config.json", "model.safetensors"}, "", "safetensors"},
    {"shards", {"config.json", "model-00001-of-00002.safetensors"}, "", "safetensors"},
    {"indexWithoutShards", {"model.safetensors.index.json"}, "", "safetensors"},
    {"autoGptq", {"config.json", "gptq_model-4bit-128g.safetensors"}, "", "safetensors"},
    {"consolidated", {"params.json", "consolidated.00.safetensors"}, "", "safetensors"},
    {"anyNameThatIsPicked", {"config.json", "my-merge.safetensors"}, "my-merge.safetensors", "safetensors"},
    {"safetensorsBeforePickles", {"consolidated.00.pth", "model.safetensors"}, "", "safetensors"},
    {"configOfSafetensors", {"config.json", "model.safetensors", "a.gguf"}, "config.json", "safetensors"},
    {"archive", {"config.json", "model.safetensors.gz"}, "", "archives"},
    {"consolidatedPickles", {"consolidated.00.pth", "params.json"}, "", "PyTorch"},
    {"oneConsolidatedPickle", {"consolidated.pt", "params.json"}, "", "PyTorch"},
    {"picklesOfOtherNames", {"consolidated.0.pth", "params.json"}, "", "PyTorch pickles"},
    {"picklesOfMeta", {"model.pth", "params.json"}, "", "PyTorch pickles"},
    {"picklesOfHuggingFace", {"config.json", "pytorch_model.bin"}, "", "PyTorch pickles"},
    {"unfinished", {"config.json", "model.safetensors.part"}, "", "unfinished downloads"},
    {"unfinishedBesidePickles", {"training_args.bin", "model.safetensors.crdownload"}, "", "unfinished downloads"},
    {"wholeBesideUnfinished", {"model.safetensors", "model.safetensors.part"}, "", "safetensors"},
    {"otherNames", {"config.json", "model (1).safetensors"}, "", "safetensors under other names"},
    {"namesThatBeginWithADot", {"._model.safetensors", "mixtral.gguf"}, "", "GGUF"},
    {"gguf", {"mixtral.Q4_K_M.gguf"}, "", "GGUF"},
    {"ggufThatIsPicked", {"config.json", "model.safetensors", "mixtral.gguf"}, "mixtral.gguf", "GGUF"},
    {"blobOfOllama", {"sha256-00ff", "model.safetensors"}, "sha256-00ff", "GGUF"},
    {"oldBlobOfOllama", {"sha256:00ff"}, "sha256:00ff", "GGUF"},
    {"unfinishedThatIsPicked", {"a.gguf", "b.gguf.part"}, "b.gguf.part", "unfinished downloads"},
    {"unfinishedBlobThatIsPicked", {"a.gguf", "sha256-00ff-partial"}, "sha256-00ff-partial", "unfinished downloads"},
    {"unfinishedShardThatIsPicked",
     {"model.safetensors", "model.safetensors.crdownload"},
     "model.safetensors.crdownload",
     "unfinished downloads"},
    {"pieceThatIsPicked", {"a.gguf", "b.gguf-split-a"}, "b.gguf-split-a", "pieces of GGUF files"},
};

class TestReader : public testing::TestWithParam<Row> {};

TEST_P(TestReader, takesWhatIsItsOwn) {
    const Row& row = GetParam();
    TempDir dir;
    for (const std::string& file : row.files)
        writeFile(dir / file, "x");
    const CheckpointFolder folder = openFolder(row.picked.empty() ? dir.path() : dir / row.picked);
    EXPECT_EQ(folder.directory, dir.path());
    EXPECT_EQ(readerFor(folder).name, row.reader);
}

INSTANTIATE_TEST_SUITE_P(Folders, TestReader, testing::ValuesIn(kRows), [](const auto& row) { return row.param.name; });

std::string refusalOf(const std::filesystem::path& path) {
    try {
        const CheckpointFolder folder = openFolder(path);
        readerFor(folder).open(folder);
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

TEST(TestReaders, refuseWithWordsThatHelp) {
    TempDir pickles;
    writeFile(pickles / "consolidated.00.pth", "x");
    const std::string refusal = refusalOf(pickles.path());
    EXPECT_TRUE(refusal.starts_with((pickles / "consolidated.00.pth").string() +
                                    ": a PyTorch pickle, which can run code when it is read, so it is never read here. "
                                    "If you trust it, convert it: cd '" +
                                    pickles.path().string() + "' && python3 -c \"import glob, torch; "))
        << refusal;
    EXPECT_TRUE(refusal.ends_with("for f in sorted(glob.glob('consolidated*.pth'))]\"")) << refusal;

    TempDir nothing;
    writeFile(nothing / "config.json", "{}");
    EXPECT_EQ(refusalOf(nothing.path()),
              nothing.path().string() +
                  ": no weights found; expected model.safetensors, its shards with model.safetensors.index.json, or "
                  "consolidated*.safetensors, consolidated.00.pth, or a .gguf file.");
    EXPECT_EQ(refusalOf(nothing / "absent"), (nothing / "absent").string() + ": no such file or folder.");
}

TEST(TestReaders, haveNamesOfTheirOwn) {
    std::set<std::string_view> names;
    for (const CheckpointReader& reader : checkpointReaders())
        EXPECT_TRUE(names.insert(reader.name).second) << reader.name;
    for (const char* picked :
         {"", "a.gguf", "sha256-0f", "a.gguf.part", "a.gguf-split-b", "a.gguf.ab", "config.json"}) {
        const auto takes = [&](const CheckpointReader& reader) { return reader.takes && reader.takes(picked); };
        EXPECT_LE(std::ranges::count_if(checkpointReaders(), takes), 1) << picked;
    }
}

TEST(TestReader, namesTheFormatOfMostWeights) {
    for (const auto& [most, few, format] :
         {std::tuple{"BF16", "F32", "bf16"}, std::tuple{"F32", "BF16", "fp32"}, std::tuple{"F16", "BF16", "fp16"}}) {
        TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::PerExpert, most);
        const TinyCheckpoint other = makeTinyCheckpoint(TinyNaming::PerExpert, few);
        for (std::size_t i = 0; i < tiny.tensors.size(); ++i)
            if (tiny.tensors[i].name.ends_with("norm.weight")) tiny.tensors[i] = other.tensors[i];
        TempDir dir;
        tiny.write(dir.path());
        EXPECT_EQ(inspectCheckpoint(dir.path()).storedFormat, format);
    }
}

}  // namespace
}  // namespace mw::test
