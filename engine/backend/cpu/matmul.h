// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "backend.h"
#include "thread_pool.h"

namespace mw::cpu {

/// Memory that the matrix operations reuse from step to step.
struct MatmulScratch {
    explicit MatmulScratch(int threads)
        : perThread(static_cast<std::size_t>(threads)), resultsPerThread(static_cast<std::size_t>(threads)) {}

    std::vector<const float*> operands;       ///< rows to multiply
    std::vector<float*> results;              ///< where each result goes
    std::vector<const float*> products;       ///< with experts: the results as operands of the second product
    std::vector<std::int64_t> choices;        ///< token * expertsPerToken + choice, grouped by expert
    std::vector<std::int64_t> firstOfExpert;  ///< [experts + 1] into `choices`
    std::vector<std::vector<float>> perThread;
    std::vector<std::vector<float*>> resultsPerThread;
};

/// See Device::linear().
void linear(ThreadPool& pool, MatmulScratch& scratch, Matrix x, Matrix weight, Matrix out);

/// The operands of Device::experts().
struct ExpertsArguments {
    Matrix x;
    const std::int32_t* experts = nullptr;
    const float* weights = nullptr;
    int expertsPerToken = 0;
    Matrix gateUp;
    Matrix down;
    int expertCount = 0;
    Matrix products;
    Matrix out;
};

/// See Device::experts().
void experts(ThreadPool& pool, MatmulScratch& scratch, const ExpertsArguments& arguments);

}  // namespace mw::cpu
