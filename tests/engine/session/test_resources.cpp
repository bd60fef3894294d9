// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <gtest/gtest.h>

#include "mw/resources.h"

namespace mw {

TEST(TestResources, areThoseOfTheSourcesInABuildTree) {
    std::error_code ignored;
    EXPECT_TRUE(std::filesystem::equivalent(resourceFolder(), MW_RESOURCES, ignored)) << resourceFolder();
}

}  // namespace mw
