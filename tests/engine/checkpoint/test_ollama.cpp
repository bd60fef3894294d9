// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Models in Ollama's folder, and what a search makes of folders of files.

#include "ollama.h"

#include <gtest/gtest.h>

#include "checkpoint.h"
#include "mw/error.h"
#include "mw/listed_models.h"
#include "ollama_folder.h"
#include "temp_dir.h"
#include "tiny_gguf.h"

namespace mw::test {
namespace {

namespace fs = std::filesystem;

std::string refusalOf(const fs::path& path, ErrorCode* code = nullptr) {
    try {
        (void)inspectCheckpoint(path);
    } catch (const Error& error) {
        if (code) *code = error.code();
        return error.what();
    }
    return "no error";
}

std::string tinyBytes() {
    GgufContent content = makeTinyGguf();
    addTinyVocabulary(content);
    return content.bytes();
}

std::string otherBytes(const std::string& architecture = "qwen2") {
    GgufContent content = makeTinyGguf();
    content.set("general.architecture", ggufText(architecture));
    content.erase("llama.expert_count");
    content.tensors.front().type = 16;  // and of a type that is not read
    return content.bytes();
}

std::vector<std::string> namesOf(const fs::path& folder) {
    std::vector<std::string> names;
    for (const ListedModel& model : listModels(folder))
        names.push_back(model.name);
    return names;
}

using Names = std::vector<std::string>;

TEST(TestOllama, opensAModelByItsManifestItsFolderAndItsBlob) {
    const TempDir dir;
    const fs::path models = dir / ".ollama/models";
    OllamaFolder folder(models);
    const fs::path manifest = folder.add("library/mixtral/8x7b-instruct-v0.1-q4_K_M", tinyBytes());
    const fs::path blob = readOllamaManifest(manifest).weights;
    for (const fs::path& path : {manifest, manifest.parent_path(), models / "manifests", models / "blobs", models,
                                 models / "", dir / ".ollama", blob}) {
        const CheckpointInfo info = inspectCheckpoint(path);
        EXPECT_EQ(info.knownAs, "mixtral:8x7b-instruct-v0.1-q4_K_M") << path;
        EXPECT_EQ(info.directory, path == blob ? blob : manifest) << path;
        EXPECT_EQ(info.tokenizer, blob) << path;
        EXPECT_EQ(info.suggestedFormat, "mistral-v1") << "by its name; " << path;
    }
}

TEST(TestOllama, asksWhichOfSeveralModelsIsMeantAndPassesOthersBy) {
    const TempDir dir;
    OllamaFolder folder(dir.path());
    folder.add("library/qwen2/7b", otherBytes());
    const fs::path mixtral = folder.add("library/mixtral/8x7b", tinyBytes());
    EXPECT_EQ(inspectCheckpoint(dir.path()).directory, mixtral);
    folder.add("someone/dolphin-mixtral/latest", tinyBytes() + std::string(32, '\0'));
    ErrorCode code{};
    const std::string said = refusalOf(dir.path(), &code);
    EXPECT_EQ(code, ErrorCode::InvalidArgument);
    for (const char* named : {"holds several models: mixtral:8x7b ", "someone/dolphin-mixtral:latest ",
                              "registry.ollama.ai/library/mixtral/8x7b", "open one of these files"})
        EXPECT_NE(said.find(named), std::string::npos) << said;
    EXPECT_EQ(said.find("qwen"), std::string::npos) << said;

    const TempDir others;
    OllamaFolder without(others.path());
    without.add("library/qwen2/7b", otherBytes());
    without.add("library/llama3/8b", otherBytes("llama"));
    const std::string none = refusalOf(others.path());
    EXPECT_NE(
        none.find("holds 2 models of Ollama's, none of which is known to be a Mixtral model: llama3:8b, qwen2:7b"),
        std::string::npos)
        << none;
    const std::string other = refusalOf(others / "manifests/registry.ollama.ai/library/qwen2/7b", &code);
    EXPECT_EQ(code, ErrorCode::Unsupported);
    EXPECT_NE(other.find("'qwen2'"), std::string::npos) << "and not the type of its first tensor: " << other;
}

TEST(TestOllama, takesTheChatTemplateOfTheManifestWhereTheFileHasNone) {
    const TempDir dir;
    OllamaFolder folder(dir.path());
    const fs::path mixtral = folder.add("library/mixtral/latest", tinyBytes(), "[INST] {{ .Prompt }} [/INST]");
    EXPECT_EQ(inspectCheckpoint(mixtral).suggestedFormat, "mistral-v1");
    const fs::path plain = folder.add("library/mixtral/text", tinyBytes() + std::string(32, '\0'));
    EXPECT_EQ(inspectCheckpoint(plain).suggestedFormat, "plain");
}

TEST(TestOllama, takesTheChatTemplateOfTheFileWhereItHasOne) {
    const TempDir dir;
    OllamaFolder folder(dir.path());
    GgufContent content = makeTinyGguf();
    addTinyVocabulary(content);
    content.set("tokenizer.chat_template", ggufText("[INST] {{ message }} [/INST]"));
    for (const char* other : {"<|user|> {{ .Prompt }}", ""}) {
        const fs::path manifest = folder.add("library/mixtral/latest", content.bytes(), other);
        EXPECT_EQ(inspectCheckpoint(manifest).suggestedFormat, "mistral-v1") << other;
    }
}

TEST(TestOllama, namesModelsAsItsCommandLineDoes) {
    const TempDir dir;
    OllamaFolder folder(dir.path());
    const fs::path manifests = dir / "manifests";
    struct Row {
        const char* place;
        const char* name;
    };
    for (const auto& [place, name] :
         {Row{"registry.ollama.ai/library/mixtral/8x22b", "mixtral:8x22b"},
          Row{"registry.ollama.ai/eric/dolphin/latest", "eric/dolphin:latest"},
          Row{"hf.co/TheBloke/Mixtral-8x7B-GGUF/Q4_K_M", "hf.co/TheBloke/Mixtral-8x7B-GGUF:Q4_K_M"}}) {
        ASSERT_TRUE(ollamaModelAt(manifests / place)) << place;
        EXPECT_EQ(ollamaModelAt(manifests / place)->name, name);
    }
    for (const char* place : {"", "registry.ollama.ai", "a/b/c", "a/b/c/d/e"})
        EXPECT_FALSE(ollamaModelAt(manifests / place)) << place;
    EXPECT_FALSE(ollamaModelAt(dir / "a/b/c/d"));
    fs::remove_all(dir / "blobs");
    EXPECT_FALSE(ollamaModelAt(manifests / "a/b/c/d")) << "a folder of some other program";
}

TEST(TestOllama, refusesManifestsThatDoNotHoldTogether) {
    const std::string digest(64, '0');
    const auto layer = [](const std::string& kind, const std::string& digestOf) {
        return R"({"mediaType":"application/vnd.ollama.image.)" + kind + R"(","digest":")" + digestOf + R"("})";
    };
    const auto layers = [](const std::string& list) { return R"({"schemaVersion":2,"layers":[)" + list + "]}"; };
    struct Row {
        std::string content;
        const char* said;
    };
    const Row rows[] = {
        {"", "is empty"},
        {"[]", "latest: "},
        {"{}", "layers: expected a list of the files of a model, found nothing"},
        {R"({"layers":7})", "layers: expected a list of the files of a model, found 7"},
        {layers("7"), "layers: expected a list of objects"},
        {layers("{}"), "layers.mediaType"},
        {layers(""), "names no weights in a GGUF file"},
        {layers(layer("license", "sha256:" + digest)), "names no weights in a GGUF file"},
        {layers(layer("model", "sha256:" + digest) + "," + layer("model", "sha256:" + digest)), "several files"},
        {layers(layer("model", "sha256:../../../secret")), "digest: expected 'sha256:' and hexadecimal figures"},
        {layers(layer("model", "sha256:")), "digest: expected 'sha256:' and hexadecimal figures"},
        {layers(layer("model", "md5:0")), "digest: expected 'sha256:' and hexadecimal figures"},
        {layers(R"({"mediaType":"application/vnd.ollama.image.model"})"), "layers.digest"},
        {layers(layer("model", "sha256:" + digest)), "names weights that are not there; 'ollama pull mixtral:latest'"},
        {std::string(2 << 20, ' '), "expected at most 1048576 bytes"},
    };
    for (const auto& [content, said] : rows) {
        const TempDir dir;
        OllamaFolder folder(dir.path());
        const fs::path manifest = dir / "manifests/registry.ollama.ai/library/mixtral/latest";
        fs::create_directories(manifest.parent_path());
        writeFile(manifest, content);
        const std::string found = refusalOf(manifest);
        EXPECT_TRUE(found.starts_with(manifest.string() + ": ")) << found;
        EXPECT_NE(found.find(said), std::string::npos) << "expected " << said << " in: " << found;
        EXPECT_NE(refusalOf(dir.path()).find(said), std::string::npos) << "by the folder, too";
        EXPECT_EQ(modelKindOf(manifest), ModelKind::Unknown);
    }
}

TEST(TestOllama, namesUnfinishedDownloads) {
    const TempDir dir;
    OllamaFolder folder(dir.path());
    const fs::path manifest = folder.add("library/mixtral/latest", tinyBytes());
    const fs::path blob = readOllamaManifest(manifest).weights, part = blob.string() + "-partial";
    fs::rename(blob, part);
    writeFile(part.string() + "-0", R"({"N":0,"Offset":0,"Size":100})");
    EXPECT_NE(
        refusalOf(manifest).find("names weights whose download did not end; 'ollama pull mixtral:latest' goes on"),
        std::string::npos)
        << refusalOf(manifest);
    EXPECT_NE(refusalOf(part).find("an unfinished download"), std::string::npos) << refusalOf(part);
    EXPECT_EQ(namesOf(blob.parent_path()), Names{part.filename().string()});
    EXPECT_EQ(modelKindOf(part), ModelKind::Mixtral) << "its beginning says so";
}

TEST(TestListedModels, listsWhatMayBeAModelOnceAndByItsFirstFile) {
    const TempDir dir;
    for (const char* name :
         {"b-00002-of-00003.gguf", "b-00003-of-00003.gguf", "a.gguf", "mmproj-a.gguf", ".hidden.gguf", "notes.txt",
          "c.gguf.part", "d.gguf-split-a", "d.gguf-split-b", "e.gguf.aa", "e.gguf.ab", "f.safetensors",
          "Unconfirmed 123.crdownload", "a.gguf.aria2", "notes.txt.part"})
        writeFile(dir / name, "x");
    fs::create_directories(dir / "below");
    writeFile(dir / "below/g.gguf", "x");
    EXPECT_EQ(namesOf(dir.path()), (Names{"Unconfirmed 123.crdownload", "a.gguf", "b-00002-of-00003.gguf",
                                          "c.gguf.part", "d.gguf-split-a", "e.gguf.aa"}));
    EXPECT_TRUE(listModels(dir / "not-there").empty());
}

TEST(TestListedModels, tellsOtherModelsByTheirMetadata) {
    const TempDir dir;
    const auto kind = [&](const std::string& content) {
        writeFile(dir / "x.gguf", content);
        return modelKindOf(dir / "x.gguf");
    };
    const std::string mixtral = tinyBytes();
    EXPECT_EQ(kind(mixtral), ModelKind::Mixtral);
    EXPECT_EQ(kind(mixtral.substr(0, mixtral.size() - 5000)), ModelKind::Mixtral) << "though it is cut off";
    EXPECT_EQ(kind(otherBytes()), ModelKind::Other);
    EXPECT_EQ(kind(otherBytes("llama")), ModelKind::Other) << "a Llama without experts";
    EXPECT_EQ(kind(mixtral.substr(0, 100)), ModelKind::Unknown);
    EXPECT_EQ(kind("GGUF"), ModelKind::Unknown);
    EXPECT_EQ(modelKindOf(dir / "not-there"), ModelKind::Unknown);
}

TEST(TestListedModels, listsTheFolderOfACacheThatHoldsNothingYet) {
    const TempDir hub;
    const fs::path model = hub / "models--someone--Mixtral-8x7B-GGUF";
    fs::create_directories(model / "blobs");
    EXPECT_TRUE(listModels(model).empty()) << "nothing was begun";
    writeFile(model / "blobs/0123.incomplete", "x");
    EXPECT_EQ(namesOf(model), Names{"models--someone--Mixtral-8x7B-GGUF"});
    EXPECT_NE(refusalOf(model).find("its download did not end"), std::string::npos) << refusalOf(model);
    fs::create_directories(model / "snapshots/aaaa");
    EXPECT_EQ(namesOf(model), Names{"models--someone--Mixtral-8x7B-GGUF"});
    EXPECT_NE(refusalOf(model).find("unfinished downloads lie in"), std::string::npos) << refusalOf(model);
    writeFile(model / "snapshots/aaaa/x.gguf", tinyBytes());
    EXPECT_TRUE(listModels(model).empty()) << "the snapshot has it";
    EXPECT_EQ(inspectCheckpoint(model).layout, "GGUF") << "and is found by the folder's name";
    EXPECT_EQ(inspectCheckpoint(model).knownAs, "x");

    // Parts of large files lie in folders of their own.
    fs::create_directories(model / "snapshots/aaaa/Q4_K_M");
    fs::rename(model / "snapshots/aaaa/x.gguf", model / "snapshots/aaaa/Q4_K_M/y.gguf");
    EXPECT_TRUE(listModels(model).empty());
    EXPECT_EQ(inspectCheckpoint(model).knownAs, "y");
    EXPECT_EQ(inspectCheckpoint(model / "snapshots").knownAs, "y");
    EXPECT_NE(refusalOf(model / "snapshots/aaaa").find("; its folder Q4_K_M holds some"), std::string::npos)
        << refusalOf(model / "snapshots/aaaa");
    fs::create_directories(model / "snapshots/aaaa/Q8_0");
    writeFile(model / "snapshots/aaaa/Q8_0/y.gguf", tinyBytes());
    EXPECT_NE(refusalOf(model).find("; each of its folders Q4_K_M, Q8_0 holds some"), std::string::npos)
        << refusalOf(model);
}

}  // namespace
}  // namespace mw::test
