// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Folders as downloads, disks and other systems leave them.

#include "folder.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checkpoint.h"
#include "mw/error.h"
#include "temp_dir.h"
#include "tiny_checkpoint.h"

namespace mw::test {
namespace {

namespace fs = std::filesystem;

const std::string kPointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a21\nsize 17000000\n";
const std::string kPage = "<!DOCTYPE html>\n<html><body>Access to this model is restricted.</body></html>";

void writeTiny(const fs::path& folder, int shards = 1) {
    fs::create_directories(folder);
    const TinyCheckpoint tiny = makeTinyCheckpoint(TinyNaming::PerExpert);
    shards == 1 ? tiny.write(folder) : tiny.writeSharded(folder, shards);
}

/// What opening says, without the path of `folder`.
std::string saidOf(const fs::path& path, const fs::path& folder) {
    try {
        inspectCheckpoint(path);
        return "";
    } catch (const Error& error) {
        std::string text = error.what();
        for (std::size_t at = 0; (at = text.find(folder.string() + "/")) != std::string::npos;)
            text.erase(at, folder.string().size() + 1);
        return text;
    }
}

TEST(TestFolder, saysWhatLiesInPlaceOfAFile) {
    struct Row {
        const char* file;
        std::string content;
        const char* said;
    };
    const Row rows[] = {
        {"model.safetensors", kPointer, "model.safetensors: is a pointer of Git LFS"},
        {"config.json", kPointer, "config.json: is a pointer of Git LFS"},
        {"config.json", kPage, "config.json: is a web page"},
        {"generation_config.json", kPage, "generation_config.json: is a web page"},
        {"model.safetensors", kPage, "model.safetensors: is a web page"},
        {"model.safetensors", "", "model.safetensors: is empty"},
        {"config.json", "", "config.json: is empty"},
        {"model.safetensors", std::string(8192, '\0'), "model.safetensors: begins with nothing but zeros"},
        {"model.safetensors", "Entry not found", "'Entry not found'"},
        {"model.safetensors", R"({"error":"gated repo"})", "'{\"error\":\"gated repo\"}'"},
        {"model.safetensors", "<Error><Code>AccessDenied</Code></Error>", "model.safetensors: is an XML document"},
        {"config.json", "<Error><Code>AccessDenied</Code></Error>", "config.json: is an XML document"},
        {"config.json", R"({"error":"Access is restricted"})",
         "a server's answer, not the file: 'Access is restricted'"},
        {"config.json", R"({"code":401,"message":"log in"})", "a server's answer, not the file: 'log in'"},
        {"config.json", "\x1F\x8B\x08", "config.json: is compressed by gzip"},
        {"model.safetensors", "\x1F\x8B\x08 and more", "model.safetensors: is compressed by gzip"},
    };
    for (const auto& [file, content, said] : rows) {
        const TempDir folder;
        writeTiny(folder.path());
        writeFile(folder / file, content);
        EXPECT_NE(saidOf(folder.path(), folder.path()).find(said), std::string::npos)
            << said << ": " << saidOf(folder.path(), folder.path());
    }
    const TempDir sharded;
    writeTiny(sharded.path(), 3);
    writeFile(sharded / "model.safetensors.index.json", kPointer);
    EXPECT_NE(saidOf(sharded.path(), sharded.path()).find("index.json: is a pointer of Git LFS"), std::string::npos);
}

TEST(TestFolder, knowsUnfinishedDownloads) {
    for (const char* ending : {".incomplete", ".part", ".crdownload", ".download", ".partial", ".tmp", ".!qB", ".!ut",
                               ".aria2", ".0a1b2c.incomplete", ".PART"}) {
        const TempDir folder;
        writeTiny(folder.path());
        const std::string part = "model.safetensors" + std::string(ending);
        fs::rename(folder / "model.safetensors", folder / part);
        EXPECT_NE(saidOf(folder.path(), folder.path()).find(part + ": an unfinished download"), std::string::npos)
            << saidOf(folder.path(), folder.path());
        writeFile(folder / "training_args.bin", "x");
        EXPECT_NE(saidOf(folder.path(), folder.path()).find(part + ": an unfinished download"), std::string::npos)
            << "and not the pickle beside it";
    }
    const TempDir sharded;
    writeTiny(sharded.path(), 3);
    fs::rename(sharded / "model-00002-of-00003.safetensors", sharded / "model-00002-of-00003.safetensors.part");
    EXPECT_NE(saidOf(sharded.path(), sharded.path())
                  .find("1 file that is missing: model-00002-of-00003.safetensors; "
                        "model-00002-of-00003.safetensors.part is an unfinished download"),
              std::string::npos)
        << saidOf(sharded.path(), sharded.path());

    const TempDir config;
    writeTiny(config.path());
    fs::rename(config / "config.json", config / "config.json.crdownload");
    EXPECT_EQ(saidOf(config.path(), config.path()),
              "config.json: is missing; config.json.crdownload is an unfinished download.");

    const TempDir aria;
    writeTiny(aria.path());
    writeFile(aria / "model.safetensors.aria2", "x");
    EXPECT_NE(saidOf(aria.path(), aria.path()).find("unfinished download: model.safetensors.aria2"), std::string::npos);
    const TempDir later;
    writeTiny(later.path(), 3);
    const std::string second = "model-00002-of-00003.safetensors";
    writeFile(later / (second + ".aria2"), "x");
    EXPECT_NE(saidOf(later.path(), later.path()).find("unfinished download: " + second + ".aria2"), std::string::npos);

    const TempDir two;
    writeTiny(two.path(), 3);
    fs::remove(two / "model-00001-of-00003.safetensors");
    fs::rename(two / second, two / (second + ".part"));
    EXPECT_NE(saidOf(two.path(), two.path()).find("; " + second + ".part is an unfinished download"), std::string::npos)
        << "where the first that is missing left no trace";

    for (const char* gone : {"00001", "00002", "00003"}) {  // the first and the last are missed as well
        const TempDir some;
        writeTiny(some.path(), 3);
        fs::remove(some / "model.safetensors.index.json");
        const std::string name = std::string("model-") + gone + "-of-00003.safetensors";
        fs::remove(some / name);
        EXPECT_NE(saidOf(some.path(), some.path()).find("lacks 1 file that is missing: " + name), std::string::npos)
            << saidOf(some.path(), some.path());
    }
}

TEST(TestFolder, findsUnfinishedDownloadsElsewhere) {
    const auto said = [](const fs::path& folder) { return saidOf(folder, folder); };
    const TempDir direct;  // as a download into a folder leaves them
    writeTiny(direct.path(), 3);
    fs::create_directories(direct / ".cache/huggingface/download");
    fs::remove(direct / "model-00002-of-00003.safetensors");
    EXPECT_EQ(said(direct.path()).find("unfinished"), std::string::npos) << said(direct.path());
    writeFile(direct / ".cache/huggingface/download/abc.def.incomplete", "x");
    EXPECT_NE(said(direct.path()).find("missing: model-00002-of-00003.safetensors; unfinished downloads lie in .cache"),
              std::string::npos)
        << said(direct.path());
    for (const char* name :
         {"model-00001-of-00003.safetensors", "model-00003-of-00003.safetensors", "model.safetensors.index.json"})
        fs::remove(direct / name);
    EXPECT_NE(said(direct.path()).find("no weights found"), std::string::npos);
    EXPECT_NE(said(direct.path()).find("unfinished downloads lie in .cache"), std::string::npos);

    const TempDir hub;  // and as the cache does
    const fs::path model = hub / "models--someone--Tiny";
    writeTiny(model / "snapshots/aaaa");
    fs::remove(model / "snapshots/aaaa/config.json");
    fs::create_directories(model / "blobs");
    writeFile(model / "blobs/0123.incomplete", "x");
    EXPECT_NE(said(model).find("config.json: is missing; unfinished downloads lie in blobs"), std::string::npos)
        << said(model);

    const TempDir chrome;
    writeTiny(chrome.path());
    fs::rename(chrome / "model.safetensors", chrome / "Unconfirmed 12345.crdownload");
    EXPECT_NE(said(chrome.path()).find("Unconfirmed 12345.crdownload: an unfinished download"), std::string::npos);
}

TEST(TestFolder, saysThatAFileIsTruncatedWhereverItEnds) {
    const TempDir folder;
    writeTiny(folder.path());
    const std::string whole = readFile(folder / "model.safetensors");
    for (const std::size_t bytes : {whole.size() - 1, whole.size() / 2, std::size_t(100), std::size_t(9)}) {
        writeFile(folder / "model.safetensors", whole.substr(0, bytes));
        EXPECT_NE(saidOf(folder.path(), folder.path()).find("it is truncated"), std::string::npos)
            << bytes << ": " << saidOf(folder.path(), folder.path());
    }
}

TEST(TestFolder, saysWhatElseMayBeMeant) {
    const TempDir copy;
    writeTiny(copy.path());
    fs::rename(copy / "model.safetensors", copy / "model (1).safetensors");
    EXPECT_NE(saidOf(copy.path(), copy.path()).find("model (1).safetensors: not a name of weights"), std::string::npos);
    EXPECT_EQ(saidOf(copy / "model (1).safetensors", copy.path()), "") << "but it can be picked";

    const TempDir adapter;
    writeTiny(adapter.path());
    fs::rename(adapter / "model.safetensors", adapter / "adapter_model.safetensors");
    EXPECT_NE(saidOf(adapter.path(), adapter.path()).find("an adapter (LoRA)"), std::string::npos);

    for (const char* ending : {".gz", ".zip", ".tar", ".7z"}) {
        const TempDir packed;
        writeTiny(packed.path());
        const std::string name = "model.safetensors" + std::string(ending);
        fs::rename(packed / "model.safetensors", packed / name);
        EXPECT_NE(saidOf(packed.path(), packed.path()).find(name + ": packed"), std::string::npos);
    }

    const TempDir gguf;
    writeTiny(gguf.path());
    writeFile(gguf / "model.safetensors", "GGUF\x03\0\0\0");
    EXPECT_NE(saidOf(gguf.path(), gguf.path()).find("model.safetensors: is a GGUF file"), std::string::npos);
}

TEST(TestFolder, passesOverWhatSystemsLeaveBesideFiles) {
    const TempDir folder;
    writeTiny(folder.path());
    for (const char* name :
         {"._model.safetensors", "._config.json", ".DS_Store", "._tokenizer.model", "._a.pth", ".x.gguf",
          "._model-00001-of-00002.safetensors", "._consolidated.00.safetensors", "Thumbs.db", "desktop.ini"})
        writeFile(folder / name, "x");
    const CheckpointInfo info = inspectCheckpoint(folder.path());
    EXPECT_EQ(info.files, 1);
    EXPECT_TRUE(info.tokenizer.empty());
    writeFile(folder / "tokenizer.model", "x");
    EXPECT_EQ(inspectCheckpoint(folder.path()).tokenizer, folder / "tokenizer.model");
}

TEST(TestFolder, opensTheSnapshotOfACacheFolder) {
    const TempDir hub;
    const fs::path model = hub / "models--someone--Tiny-Instruct";
    writeTiny(model / "snapshots/aaaa");
    writeTiny(model / "snapshots/bbbb");
    fs::create_directories(model / "blobs");
    fs::create_directories(model / "refs");
    writeFile(model / "refs/main", "aaaa\n");
    for (const char* snapshot : {"aaaa", "bbbb"})
        writeFile(model / "snapshots" / snapshot / "tokenizer.model", "x");
    fs::last_write_time(model / "snapshots/bbbb",
                        fs::last_write_time(model / "snapshots/aaaa") + std::chrono::hours(1));
    const auto opened = [&](const fs::path& path) {
        return inspectCheckpoint(path).tokenizer.parent_path().filename();
    };
    for (const fs::path& path : {model, model / "", model / "snapshots"}) {
        EXPECT_EQ(opened(path), "aaaa") << path;
        EXPECT_EQ(inspectCheckpoint(path).config.name, "Tiny-Instruct") << path;
        EXPECT_EQ(inspectCheckpoint(path).directory, path) << "as it was asked for";
    }
    writeFile(model / "refs/main", "cccc");  // a commit that is not here
    EXPECT_EQ(opened(model), "bbbb") << "the newest";
    writeFile(model / "refs/main", "../../../../tmp");
    EXPECT_EQ(opened(model), "bbbb") << "and never outside";

    for (const char* part : {"blobs", "refs", "snapshots"}) {
        const fs::path half = hub / ("models--someone--Half-" + std::string(part));
        fs::create_directories(half / part);
        for (const fs::path& path : {half, half / part})
            EXPECT_NE(saidOf(path, hub.path()).find("without a snapshot"), std::string::npos)
                << path << ": " << saidOf(path, hub.path());
    }
    writeTiny(hub / "models--no-cache");
    EXPECT_EQ(saidOf(hub / "models--no-cache", hub.path()), "") << "only a name like those of the cache";
    writeTiny(hub / "ordinary/snapshots/x");
    EXPECT_NE(saidOf(hub / "ordinary", hub.path()).find("no weights found"), std::string::npos);
}

TEST(TestFolder, prefersASnapshotWithWeights) {
    const TempDir hub;
    const fs::path model = hub / "models--someone--Tiny";
    writeTiny(model / "snapshots/older");
    fs::create_directories(model / "snapshots/newer");
    fs::create_directories(model / "refs");
    writeFile(model / "snapshots/newer/config.json", "{}");  // somebody asked for a newer config, and for no more
    writeFile(model / "refs/main", "newer");
    EXPECT_EQ(saidOf(model, hub.path()), "");
    for (const char* part : {"refs", "snapshots"})
        EXPECT_EQ(saidOf(model / part, hub.path()), "") << part;
    EXPECT_NE(saidOf(model / "snapshots/newer", hub.path()).find("no weights found"), std::string::npos)
        << "what is asked for by its name is that";
    const fs::path before = fs::current_path();
    fs::current_path(model);
    EXPECT_EQ(saidOf(".", hub.path()), "");
    fs::current_path(before);
}

TEST(TestFolder, saysWhatIsNoFile) {
    const auto said = [](const auto& make) {
        const TempDir folder;
        writeTiny(folder.path());
        fs::remove(folder / "model.safetensors");
        make(folder / "model.safetensors");
        return saidOf(folder.path(), folder.path());
    };
    EXPECT_EQ(said([](const fs::path& file) { fs::create_directories(file); }),
              "model.safetensors: a folder, where a file is expected.");
    EXPECT_NE(said([](const fs::path& file) { fs::create_symlink(file.filename(), file); }).find("symbolic links"),
              std::string::npos);
    const TempDir parent;
    fs::create_symlink("nowhere", parent / "link");
    fs::create_symlink("loop", parent / "loop");
    EXPECT_EQ(saidOf(parent / "link", parent.path()), "link: a link to what is not there.");
    EXPECT_NE(saidOf(parent / "loop", parent.path()).find("loop: cannot be read"), std::string::npos);
}

TEST(TestFolder, namesALinkWhoseFileIsNotThere) {
    const TempDir folder;
    writeTiny(folder.path());
    fs::remove(folder / "model.safetensors");
    fs::create_symlink("../../blobs/none", folder / "model.safetensors");
    EXPECT_NE(saidOf(folder.path(), folder.path()).find("model.safetensors: a link to a file that is not there"),
              std::string::npos);
}

TEST(TestFolder, saysWhichTokenizerThereIs) {
    struct Row {
        const char* file;
        const char* said;
    };
    for (const auto& [file, said] :
         {Row{"tekken.json", "the folder holds tekken.json"},
          Row{"tokenizer.model.part", "the folder holds tokenizer.model.part, an unfinished download"},
          Row{"README.md", "the folder holds no tokenizer.model"}}) {
        const TempDir folder;
        writeTiny(folder.path());
        writeFile(folder / file, "{}");
        const CheckpointInfo info = inspectCheckpoint(folder.path());
        EXPECT_TRUE(info.tokenizer.empty());
        EXPECT_TRUE(info.tokenizerMissing.starts_with(said)) << info.tokenizerMissing;
    }
}

/// `call` as somebody whom permissions bind; the test's own exit status says how it went.
bool holdsWithoutPrivileges(const std::function<bool()>& call) {
    const pid_t process = fork();
    if (process == 0) {
        if (getuid() == 0 && setuid(65534) != 0) _exit(2);
        _exit(call() ? 0 : 1);
    }
    int status = 0;
    waitpid(process, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(TestFolder, saysWherePermissionLacks) {
    const TempDir parent;
    const fs::path folder = parent / "model";
    writeTiny(folder);
    fs::permissions(parent.path(), fs::perms::all);
    const auto says = [&](const fs::path& path, const std::string& part) {
        return holdsWithoutPrivileges([&] {
            const std::string said = saidOf(path, parent.path());
            return said.find(part) != std::string::npos && said.find("Permission denied") != std::string::npos;
        });
    };
    fs::permissions(folder / "model.safetensors", fs::perms::none);
    EXPECT_TRUE(says(folder, "model.safetensors: cannot be opened"));
    fs::permissions(folder, fs::perms::none);
    EXPECT_TRUE(says(folder, "cannot be listed"));
    EXPECT_TRUE(says(folder / "model.safetensors", "cannot be read"));
    fs::permissions(folder, fs::perms::owner_all);
}

}  // namespace
}  // namespace mw::test
