// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <atomic>

/// A stand-in for libnvidia-ml.so.1 that does as its script says. A test opens the same library, gets at the script
/// through fakeNvmlScript(), and changes it while the monitors sample.
struct FakeNvmlGpu {
    const char* name = "NVIDIA H100 80GB HBM3";
    const char* uuid = "GPU-0";
    const char* busId = "00000000:3B:00.0";
    unsigned long long totalBytes = 85'000'000'000;
    unsigned long long reservedBytes = 500'000'000;
    unsigned long long usedBytes = 61'200'000'000;
    unsigned ownPid = 0;  ///< in the list of processes; 0: not in it
    unsigned long long ownBytes = 60'000'000'000;
    unsigned otherProcesses = 1;
    unsigned loadPercent = 97;
    unsigned milliwatts = 512'345;
    unsigned limitMilliwatts = 700'000;
    unsigned celsius = 61;

    // What each question is answered with; 0 is success.
    int handleResult = 0;
    int memoryResult = 0;
    int processResult = 0;
    int loadResult = 0;
    int powerResult = 0;
    int temperatureResult = 0;
};

struct FakeNvmlScript {
    static constexpr int kMost = 8;

    int initResult = 0;
    unsigned gpuCount = 1;
    FakeNvmlGpu gpus[kMost];
    std::atomic<bool> hang = false;  ///< questions about load are not answered while this is set
    std::atomic<int> inits = 0;
    std::atomic<int> shutdowns = 0;
};

extern "C" FakeNvmlScript* fakeNvmlScript();
