// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What was looked at and planned is what is loaded, or it is said what changed, before anything is freed.

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>

#include "answers.h"
#include "mw/engine_loop.h"
#include "temp_dir.h"
#include "text_checkpoint.h"

namespace mw {
namespace {

namespace fs = std::filesystem;
using test::Answers;
using test::TempDir;

class TestPlannedLoad : public testing::Test {
 protected:
    void SetUp() override {
        fs::copy(fs::path(MW_TEST_DATA) / "checkpoints/gqa4/per-expert", m_folder.path(),
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        m_options.directory = m_folder.path();
        m_options.backend = BackendKind::Cpu;
        m_options.contextTokens = 64;
        m_options.batch = 2;
        m_options.threads = 1;
        ASSERT_TRUE(m_engine.load(m_options));
    }

    /// The message of a load that fails and leaves the model of before alone.
    std::string refusal(const LoadRequest& request) {
        Answers answers(m_engine);
        Request asked;
        asked.promptIds = {1, 2, 3};
        asked.maxTokens = 10;
        asked.ignoreEos = true;
        const RequestId id = answers.ask(asked);
        m_engine.step();
        std::string message = "no failure";
        try {
            m_engine.load(request);
        } catch (const Error& error) {
            message = error.what();
        }
        EXPECT_TRUE(m_engine.model());
        EXPECT_EQ(answers.run().at(id).ids.size(), 10u);
        return message;
    }

    TempDir m_folder;
    LoadOptions m_options;
    Engine m_engine;
};

/// The margin is for what may grow beside a model. While another one is there, whose driver may hold more for it than
/// is counted, it need not be free.
TEST_F(TestPlannedLoad, needsTheMarginOnlyWhereNoModelIsThere) {
    const Plan usual = planLoad(openCheckpoint(m_folder.path()).info, m_options);
    const std::uint64_t bytes = usual.devices[0].expectedBytes();
    ASSERT_EQ(usual.devices[0].reserveBytes + bytes, usual.devices[0].totalBytes());
    LoadOptions tight = m_options;
    tight.memoryBytes = bytes + bytes / 20;  // of which an eighth is the margin
    Engine fresh;
    EXPECT_THROW(fresh.load(tight), OutOfMemory);
    EXPECT_TRUE(m_engine.load(tight));
    tight.memoryBytes = bytes - 1;
    EXPECT_THROW(m_engine.load(tight), OutOfMemory);
}

TEST_F(TestPlannedLoad, allocatesThePlanThatWasSeen) {
    m_options.virtualDevices = 2;
    const OpenedCheckpoint checkpoint = openCheckpoint(m_folder.path());
    const Plan usual = planLoad(checkpoint.info, m_options);
    // One that the planner would not have chosen by itself.
    PlanRequest other = usual.request;
    other.placement = usual.placement == Placement{1, 2} ? Placement{2, 1} : Placement{1, 2};
    const Plan seen = makePlan(other);
    ASSERT_TRUE(m_engine.load({m_options, checkpoint, seen}));
    const LoadedModel& model = *m_engine.model();
    EXPECT_EQ(model.plan.placement, *other.placement);
    ASSERT_EQ(model.allocatedBytes.size(), 2u);
    for (std::size_t rank = 0; rank < 2; ++rank)
        EXPECT_EQ(model.allocatedBytes[rank], seen.devices[rank].totalBytes() - seen.devices[rank].reserveBytes);
}

TEST_F(TestPlannedLoad, saysWhatOtherProgramsTookBeforeItFreesAnything) {
    const OpenedCheckpoint checkpoint = openCheckpoint(m_folder.path());
    Plan seen = planLoad(checkpoint.info, m_options);
    // As if nobody else had used any memory then, and a plan had taken all of it.
    DeviceSpec& machine = seen.request.devices[0];
    ASSERT_GT(machine.usedByOthersBytes, 0u) << "of " << machine.capacityBytes;
    seen.devices[0].kvBytes += machine.capacityBytes - seen.devices[0].expectedBytes();
    machine.usedByOthersBytes = 0;
    const std::string message = refusal({m_options, checkpoint, seen});
    EXPECT_NE(message.find("other programs took"), std::string::npos) << message;
    EXPECT_NE(message.find("of CPU after this was planned"), std::string::npos) << message;
}

TEST_F(TestPlannedLoad, refusesAPlanForAnotherModel) {
    Plan seen = planLoad(openCheckpoint(m_folder.path()).info, m_options);
    seen.request.model.layers += 1;
    const std::string message = refusal({m_options, {}, seen});
    EXPECT_NE(message.find(m_folder.path().string() + " holds another model"), std::string::npos) << message;
}

TEST_F(TestPlannedLoad, refusesAPlanForAnotherPoint) {
    const Plan seen = planLoad(openCheckpoint(m_folder.path()).info, m_options);
    LoadOptions batch = m_options, context = m_options, cache = m_options, budget = m_options, chunk = m_options;
    batch.batch = 3;
    context.contextTokens = 48;
    cache.kvPrecision = seen.request.kv == Precision::Float32 ? Precision::BFloat16 : Precision::Float32;
    budget.memoryBytes = seen.devices[0].capacityBytes / 2;
    chunk.prefillChunkTokens = seen.request.prefillChunkTokens / 2;
    for (const LoadOptions& other : {batch, context, cache, budget, chunk}) {
        const std::string message = refusal({other, {}, seen});
        EXPECT_NE(message.find("not one for what was asked for"), std::string::npos) << message;
    }
}

TEST_F(TestPlannedLoad, noticesAFileThatWasReplaced) {
    for (const char* name : {"model.safetensors", "config.json"}) {
        const OpenedCheckpoint checkpoint = openCheckpoint(m_folder.path());
        const fs::path file = m_folder / name;
        const fs::file_time_type changed = fs::last_write_time(file);
        fs::copy_file(file, m_folder / "other");
        fs::last_write_time(m_folder / "other", changed);  // another file, though nothing else tells
        fs::rename(m_folder / "other", file);
        const std::string message = refusal({m_options, checkpoint});
        EXPECT_NE(message.find(file.string()), std::string::npos) << message;
        EXPECT_NE(message.find("replaced or changed"), std::string::npos) << message;
        EXPECT_TRUE(m_engine.load({m_options, openCheckpoint(m_folder.path())})) << "when it is looked at again";
    }
}

/// Its tokens are ids of the weights that were looked at with it.
TEST(TestPlannedText, noticesATokenizerThatWasReplaced) {
    const TempDir folder;
    test::writeTextCheckpoint(folder.path());
    LoadOptions options;
    options.directory = folder.path();
    options.contextTokens = 64;
    options.batch = 1;
    options.threads = 1;
    const OpenedCheckpoint checkpoint = openCheckpoint(folder.path());
    ASSERT_FALSE(checkpoint.info.tokenizer.empty());
    fs::last_write_time(checkpoint.info.tokenizer,
                        fs::last_write_time(checkpoint.info.tokenizer) + std::chrono::seconds(1));
    Engine engine;
    try {
        engine.load({options, checkpoint});
        ADD_FAILURE() << "a tokenizer that changed was taken";
    } catch (const Error& error) {
        const std::string message = error.what();
        EXPECT_NE(message.find(checkpoint.info.tokenizer.string()), std::string::npos) << message;
        EXPECT_NE(message.find("replaced or changed"), std::string::npos) << message;
    }
    EXPECT_TRUE(engine.load({options, openCheckpoint(folder.path())})) << "when it is looked at again";
}

TEST_F(TestPlannedLoad, noticesAFileThatWasWrittenTo) {
    const OpenedCheckpoint checkpoint = openCheckpoint(m_folder.path());
    const fs::path file = m_folder / "model.safetensors";
    {
        std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
        stream.seekp(-2, std::ios::end);
        stream.write("\0\0", 2);
    }
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::nanoseconds(1'000'000));
    EXPECT_NE(refusal({m_options, checkpoint}).find("replaced or changed"), std::string::npos);
}

TEST_F(TestPlannedLoad, noticesAFileThatIsGone) {
    const OpenedCheckpoint checkpoint = openCheckpoint(m_folder.path());
    fs::remove(m_folder / "model.safetensors");
    EXPECT_NE(refusal({m_options, checkpoint}).find("model.safetensors"), std::string::npos);
}

TEST_F(TestPlannedLoad, bringsBackTheModelBeforeWhenAFileChangesWhileItIsRead) {
    TempDir other;
    fs::copy(m_folder.path(), other.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    EngineLoop loop;
    std::promise<void> loaded;
    loop.load(m_options, [&](const LoadEvent& event) {
        if (std::holds_alternative<LoadCompleted>(event)) loaded.set_value();
    });
    ASSERT_EQ(loaded.get_future().wait_for(std::chrono::seconds(60)), std::future_status::ready);

    LoadOptions changing = m_options;
    changing.directory = other.path();
    std::vector<LoadEvent> ends;
    std::promise<void> over;
    loop.load(changing, [&](const LoadEvent& event) {
        if (std::holds_alternative<LoadProgress>(event)) {  // the model before is gone by now
            if (ends.empty()) fs::last_write_time(other / "model.safetensors", fs::file_time_type::clock::now());
            return;
        }
        ends.push_back(event);
        if (ends.size() == 2) over.set_value();
    });
    ASSERT_EQ(over.get_future().wait_for(std::chrono::seconds(60)), std::future_status::ready);
    ASSERT_TRUE(std::holds_alternative<LoadFailed>(ends[0]));
    const LoadFailed& failed = std::get<LoadFailed>(ends[0]);
    EXPECT_TRUE(failed.restoring);
    EXPECT_NE(failed.failure.message.find("replaced or changed"), std::string::npos) << failed.failure.message;
    ASSERT_TRUE(std::holds_alternative<LoadCompleted>(ends[1]));
    EXPECT_EQ(loop.model()->options.directory, m_folder.path());
}

}  // namespace
}  // namespace mw
