// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "kernel_times.h"

#include <gtest/gtest.h>

#include <fstream>

#include "temp_dir.h"

namespace mw::cuda {
namespace {

TEST(TestKernelTimes, areKeptForEachMachine) {
    test::TempDir dir;
    const std::filesystem::path file = dir.path() / "deep" / "kernels.txt";
    KernelTimes times(file, "GPU A, driver 13000, cuBLAS 130000");
    EXPECT_EQ(times.find("linear", "4096 x 6144"), nullptr);
    times.add({"linear", "4096 x 6144", 0.5, 0.75});
    times.add({"experts", "14336 x 4096", 2.5, 2.25});
    KernelTimes(file, "GPU B, driver 13000, cuBLAS 130000").add({"linear", "4096 x 6144", 3, 4});

    const KernelTimes again(file, "GPU A, driver 13000, cuBLAS 130000");
    EXPECT_EQ(again.all(), (std::vector<KernelMeasurement>{{"linear", "4096 x 6144", 0.5, 0.75, true},
                                                           {"experts", "14336 x 4096", 2.5, 2.25, true}}));
    ASSERT_NE(again.find("experts", "14336 x 4096"), nullptr);
    EXPECT_EQ(again.find("experts", "4096 x 6144"), nullptr);
    EXPECT_TRUE(KernelTimes(file, "GPU C").all().empty());
}

TEST(TestKernelTimes, areMeasuredAgainWhereTheFileIsBroken) {
    test::TempDir dir;
    const std::filesystem::path file = dir.path() / "kernels.txt";
    std::ofstream(file) << "GPU\tlinear\nGPU\tlinear\t1 x 1\tnothing\t2\n\n\tGPU\nGPU\tlinear\t2 x 2\t1\t2\n";
    const KernelTimes times(file, "GPU");
    EXPECT_EQ(times.all(), (std::vector<KernelMeasurement>{{"linear", "2 x 2", 1, 2, true}}));
    // Nor does it matter where nothing can be kept.
    KernelTimes nowhere("/proc/nothing/kernels.txt", "GPU");
    nowhere.add({"linear", "2 x 2", 1, 2});
    EXPECT_EQ(nowhere.all().size(), 1u);
}

}  // namespace
}  // namespace mw::cuda
