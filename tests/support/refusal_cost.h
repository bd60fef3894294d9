// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <ctime>

namespace mw::test {

/// What it takes to refuse a file that is not as it should be, from when this is made on.
class RefusalCost {
 public:
    /// Less than a second of the processor, and 64 MB.
    void expectSmall() const {
        EXPECT_LT(std::clock() - m_start, CLOCKS_PER_SEC);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they keep what is freed
        EXPECT_LT(peak() - m_peak, 64 << 10);
#endif
    }

 private:
    static long peak() {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        return usage.ru_maxrss;  // KiB
    }

    std::clock_t m_start = std::clock();
    long m_peak = peak();
};

}  // namespace mw::test
