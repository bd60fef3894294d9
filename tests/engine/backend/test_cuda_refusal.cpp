// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// GPUs that the CUDA backend cannot use are refused by name.

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>

#include "refusal.h"

namespace mw::cuda {
namespace {

void expectTold(const std::string& refusal, std::initializer_list<std::string> parts) {
    for (const std::string& part : parts)
        EXPECT_NE(refusal.find(part), std::string::npos) << part << " in: " << refusal;
}

const std::string kNoImage = "no kernel image is available for execution on the device";

TEST(TestCudaRefusal, takesWhatHasCode) {
    for (const auto& [major, minor] : {std::pair{8, 0}, {8, 9}, {9, 0}, {10, 3}, {12, 1}, {13, 0}})
        EXPECT_EQ(refusalOf("GPU 0 (NVIDIA B200)", major, minor, ""), "") << major << "." << minor;
}

TEST(TestCudaRefusal, namesACardWithoutCode) {
    expectTold(refusalOf("GPU 1 (NVIDIA B200)", 10, 0, kNoImage), {"GPU 1 (NVIDIA B200)", "10.0", kNoImage});
}

TEST(TestCudaRefusal, namesACardThatIsTooOld) {
    expectTold(refusalOf("GPU 0 (NVIDIA TITAN RTX)", 7, 5, ""), {"GPU 0 (NVIDIA TITAN RTX)", "7.5", "8.0"});
}

}  // namespace
}  // namespace mw::cuda
