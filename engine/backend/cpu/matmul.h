// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <vector>

#include "backend.h"
#include "simd.h"
#include "thread_pool.h"

namespace mw::cpu {

/// Memory that the matrix operations reuse from step to step.
struct MatmulScratch {
    struct Thread {
        AlignedFloats packed;         ///< rows of the operand, interleaved
        AlignedFloats block;          ///< intermediate results
        std::vector<float*> results;  ///< rows of `block`
    };
    explicit MatmulScratch(int count) : threads(static_cast<std::size_t>(count)) {}

    AlignedFloats rounded;                    ///< rows that were, before they are multiplied
    std::vector<const float*> operands;       ///< rows to multiply
    std::vector<float*> results;              ///< where each result goes
    std::vector<const float*> products;       ///< with experts: the results as operands of the second product
    std::vector<std::int64_t> choices;        ///< token * expertsPerToken + choice, grouped by expert
    std::vector<std::int64_t> firstOfExpert;  ///< [experts + 1] into `choices`
    std::vector<Thread> threads;
};

/// See Device::linear().
void linear(ThreadPool& pool, MatmulScratch& scratch, Matrix x, const Weight& weight, Matrix out,
            Activations activations);

/// The operands of Device::experts().
struct ExpertsArguments {
    Matrix x;
    const std::int32_t* topkIds = nullptr;
    const float* topkWeights = nullptr;
    int expertsPerToken = 0;
    ExpertWeights weights;
    Matrix products;
    Matrix out;
    Activations activations = Activations::Exact;
};

/// See Device::experts().
void experts(ThreadPool& pool, MatmulScratch& scratch, ExpertsArguments arguments);

}  // namespace mw::cpu
