// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// A session below the engine, which is told of a step that failed.

#include <gtest/gtest.h>

#include <vector>

#include "cpu_backend.h"
#include "session.h"
#include "small_engine.h"

namespace mw::test {
namespace {

TEST(TestSession, failsEveryRequestOnceWhetherItRunsOrWaits) {
    LoadedModel model;
    model.options = smallOptions();
    model.checkpoint.config = smallModel();
    model.plan = planLoad(model.checkpoint, model.options);
    SessionEvents events;
    Session session(model, makeCpuBackend({.devices = 1, .threads = 1}), nullptr, events);
    session.randomise();
    const std::vector<RequestId> ids = {1, 2, 3, 4, 5, 6};
    ASSERT_GT(std::ssize(ids), model.options.batch);
    for (const RequestId id : ids)
        session.submit(id, promptOf(8, 20, static_cast<int>(id)));
    session.step();
    session.step();
    events = {};
    session.failAll({ErrorCode::Device, "device 0 is lost", {}, {}});
    std::vector<RequestId> failed;
    for (const RequestEvent& event : events.requests) {
        ASSERT_TRUE(std::holds_alternative<RequestFailed>(event));
        EXPECT_EQ(std::get<RequestFailed>(event).failure.message, "device 0 is lost");
        failed.push_back(idOf(event));
    }
    EXPECT_EQ(failed, ids);
}

}  // namespace
}  // namespace mw::test
