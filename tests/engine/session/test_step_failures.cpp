// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the engine says of steps that go wrong, and what is left of it then.

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <new>
#include <string>
#include <utility>

#include "small_engine.h"
#include "temp_dir.h"

namespace {

/// The next allocation on this thread fails.
thread_local bool g_failsNext = false;

}  // namespace

// In place of the library's, for this program alone. Not inlined: GCC would see malloc() meet delete.
[[gnu::noinline]] void* operator new(std::size_t bytes) {
    if (std::exchange(g_failsNext, false)) throw std::bad_alloc();
    if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
    std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace mw::test {
namespace {

/// A step that throws leaves devices in an unknown state.
TEST(TestStepFailures, nothingMoreIsComputedAfterAStepThatThrew) {
    Engine engine = loaded();
    Answers answers(engine);
    const RequestId runs = answers.ask(promptOf(20, 30));
    engine.step();
    g_failsNext = true;
    EXPECT_THROW(engine.step(), std::bad_alloc);
    ASSERT_FALSE(std::exchange(g_failsNext, false));
    EXPECT_TRUE(answers.outcomes.at(runs).failure);
    EXPECT_EQ(engine.model(), nullptr);
    EXPECT_FALSE(engine.step());
    const RequestId later = answers.ask(promptOf(5, 5));
    EXPECT_TRUE(answers.run().at(later).failure);
    EXPECT_TRUE(engine.load(smallOptions())) << "and another model may be loaded";
    EXPECT_EQ(answerTo(engine, promptOf(5, 5)).ids.size(), 5u);
}

/// The small golden model, but for a token whose embedding is no number.
void writeModelWithABrokenToken(const std::filesystem::path& folder, int token) {
    namespace fs = std::filesystem;
    fs::copy(fs::path(MW_TEST_DATA) / "checkpoints/gqa4/per-expert", folder,
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    std::string file = readFile(folder / "model.safetensors");
    std::uint64_t header = 0;
    std::memcpy(&header, file.data(), sizeof header);
    const std::size_t entry = file.find("\"model.embed_tokens.weight\"");
    ASSERT_LT(entry, header);
    const std::size_t begin = file.find('[', file.find("data_offsets", entry)) + 1;
    constexpr std::size_t kRowBytes = 40 * 2;
    const std::size_t row =
        sizeof header + header + std::stoull(file.substr(begin)) + static_cast<std::size_t>(token) * kRowBytes;
    for (std::size_t at = 0; at < kRowBytes; at += 2)
        file.replace(row + at, 2, "\xC0\x7F");  // NaN in bf16
    writeFile(folder / "model.safetensors", file);
}

/// What is not finite may stand in the cache, far before the tokens of the step that notices it.
TEST(TestStepFailures, sayWhereWhatIsNotFiniteIsMet) {
    constexpr int kBroken = 77, kChunk = 16;
    const TempDir folder;
    writeModelWithABrokenToken(folder.path(), kBroken);
    LoadOptions options;
    options.directory = folder.path();
    options.backend = BackendKind::Cpu;
    options.contextTokens = 128;
    options.batch = 1;
    options.prefillChunkTokens = kChunk;
    options.threads = 1;
    options.idsOnly = true;
    Engine engine;
    ASSERT_TRUE(engine.load(options));
    const auto messageFor = [&](int at) {
        Request request = promptOf(kChunk + 4, 5);
        for (int& id : request.promptIds)
            id = id % 64;
        request.promptIds[static_cast<std::size_t>(at)] = kBroken;
        const Outcome outcome = answerTo(engine, request);
        return outcome.failure ? outcome.failure->message : std::string("no failure");
    };
    // In the chunk of the last token it is met at once, and in the one before where that is attended to.
    EXPECT_NE(messageFor(kChunk + 3).find("the embedding"), std::string::npos) << messageFor(kChunk + 3);
    const std::string before = messageFor(0);
    EXPECT_NE(before.find("attention"), std::string::npos) << before;
}

}  // namespace
}  // namespace mw::test
