// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "attention.h"
#include "backend.h"
#include "cuda_memory.h"
#include "sample.h"

namespace mw::cuda {

/// Upper bounds of a step, from which the arrays are laid out.
struct StepCapacity {
    int tokens = 0;
    int sequences = 0;
    int rows = 0;  ///< of logits
    int pages = 0;
    int penalised = 0;  ///< rows with penalties
    int vocabulary = 0;

    bool holds(const StepCapacity& other) const;
    StepCapacity joinedWith(const StepCapacity& other) const;
    static StepCapacity of(const StepInputs& inputs, int vocabulary);
};

/// The inputs of the step at hand, on the device: the arrays that kernels read. Their addresses depend only on the
/// capacity and on whether the step is small, so that recorded steps find them again.
class CudaStep {
 public:
    static std::uint64_t deviceBytes(const StepCapacity& capacity);

    /// `memory` holds deviceBytes(capacity).
    void place(void* memory, const StepCapacity& capacity, int rank);
    const StepCapacity& capacity() const { return m_capacity; }

    /// Copies the inputs to the device; the host's copy is kept until then.
    void upload(const StepInputs& inputs, cudaStream_t stream, int rank);

    int tokens = 0, sequences = 0, rows = 0;
    int decodeSequences = 0;  ///< with one token
    int longestDecode = 0;    ///< tokens of context, of those
    int prefillTiles = 0;
    int longestSequence = 0;  ///< tokens

    const int* tokenIds = nullptr;   ///< [tokens]; -1 - i: what row i of the step before drew
    const int* positions = nullptr;  ///< [tokens]
    const int* kvSlots = nullptr;    ///< [tokens]
    const kernels::SequenceView* sequenceViews = nullptr;
    const int* decodeIndices = nullptr;
    const kernels::PrefillTile* tiles = nullptr;
    const int* logitRows = nullptr;
    const kernels::SampleRow* sampleRows = nullptr;
    const int* pages = nullptr;
    const std::uint16_t* used = nullptr;  ///< [rows with penalties, capacity().vocabulary]

 private:
    struct Layout;
    /// Small steps, of at most as many tokens as sequences, have arrays close together, so that little is copied.
    Layout layoutFor(int tokenCount) const;
    void fill(const StepInputs& inputs, const Layout& layout, std::byte* to);
    int fillUsed(const StepInputs& inputs, std::uint16_t* to) const;

    StepCapacity m_capacity;
    std::byte* m_device = nullptr;
    std::vector<int> m_pagesThere;  ///< what m_device holds, not to be copied again
    /// Host copies in turn, since the copy of one step may still be under way when the next is filled.
    struct Host {
        PinnedBytes bytes;
        Event copied;
    };
    Host m_hosts[2];
    int m_turn = 0;
};

}  // namespace mw::cuda
