// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the vectorised files share. Each of them is compiled once per instruction set (Highway's foreach_target), and
// the best for the machine is picked when the program runs.
//
// The rule of this folder: a result depends only on its own operands. Every sum has one order, given by its length and
// the vector width, never by the number of rows in the step, by tiles or threads. So a chat gets bitwise the same
// answer alone and in a batch, and a prompt the same in one piece and in chunks.

#pragma once

#include <cstdint>
#include <memory>
#include <new>

#include "backend.h"

// Targets with nothing to offer to this code over a neighbour; each costs a compilation.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)

namespace mw::cpu {

/// Scratch memory that grows as needed; cache lines are never shared by two vectors of it.
class AlignedFloats {
 public:
    /// Room for `count` floats; what stood there before may be gone.
    float* atLeast(std::int64_t count) {
        if (count > m_count) {
            m_memory.reset(new (kLine) float[static_cast<std::size_t>(count)]);
            m_count = count;
        }
        return m_memory.get();
    }

 private:
    static constexpr std::align_val_t kLine{64};
    struct Delete {
        void operator()(float* memory) const { ::operator delete[](memory, kLine); }
    };
    std::unique_ptr<float[], Delete> m_memory;
    std::int64_t m_count = 0;
};

inline float* floatRow(const Matrix& matrix, std::int64_t row) {
    return static_cast<float*>(matrix.data) + row * matrix.columns;
}

}  // namespace mw::cpu
