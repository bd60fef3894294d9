// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The CUDA backend as a file. Other tests skip where it has no GPU for them; that it has one where the driver sees one
// is tested here, so that a module that does not load cannot pass for a machine without GPUs.

#include <gtest/gtest.h>

#include <fstream>

#include "cuda_module.h"
#include "gpu_driver.h"
#include "temp_dir.h"

namespace mw::test {
namespace {

TEST(TestCudaModule, isThereWhereTheDriverSeesAGpu) {
#ifndef MW_HAS_CUDA_MODULE
    GTEST_SKIP() << "This build has no CUDA backend.";
#endif
    const int gpus = gpusOfDriver();
    if (gpus == 0) GTEST_SKIP() << "The driver sees no GPU here.";
    ASSERT_TRUE(cudaModule()) << "The tests of the CUDA backend cannot run on this machine of " << gpus
                              << " GPUs: " << cudaMissing();
    EXPECT_EQ(static_cast<int>(cudaModule()->devices().size()), gpus);
}

#ifdef MW_HAS_CUDA_MODULE
TEST(TestCudaModule, opensWhetherThereIsADriverOrNot) {
    const OpenedCudaModule opened = openCudaModule(cudaModuleFile());
    EXPECT_TRUE(opened.module) << opened.missing;
    EXPECT_EQ(opened.missing, "");
}
#endif

void expectRefused(const std::filesystem::path& file, const std::string& part) {
    const OpenedCudaModule opened = openCudaModule(file);
    EXPECT_FALSE(opened.module);
    EXPECT_NE(opened.missing.find(part), std::string::npos) << opened.missing;
}

TEST(TestCudaModule, isRefusedWithAnotherAbi) {
    expectRefused(MW_MODULE_OF_ANOTHER_ABI,
                  "belongs to another version of this program: it has ABI 0000000000000001, this program ABI ");
}

TEST(TestCudaModule, isRefusedWithoutAnAbi) {
    expectRefused(MW_MODULE_WITHOUT_ABI, "belongs to another version of this program: it has no ABI, ");
}

TEST(TestCudaModule, isRefusedIfItIsNone) {
    const TempDir folder;
    std::ofstream(folder.path() / "libmw_cuda.so") << "no shared object";
    expectRefused(folder.path() / "libmw_cuda.so", "The CUDA backend could not be loaded: ");
    expectRefused(folder.path() / "missing.so", "missing.so");
}

}  // namespace
}  // namespace mw::test
