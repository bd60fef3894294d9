// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "element.h"

namespace mw::kernels {

/// Ranks in one process.
inline constexpr int kMostRanks = 8;
/// Blocks of a collective kernel. Few, since the ranks wait for each other while their blocks hold multiprocessors.
inline constexpr int kMostMeetingBlocks = 32;
inline constexpr int kPushBlocks = 16;
/// Largest message that is pushed with flags between the words: bytes of one rank's part.
inline constexpr std::int64_t kPushBytes = 256 << 10;

/// How a rank meets the others: written by them and by its own kernels, zeroed once and then left alone, so that
/// recorded kernels go on counting.
struct MeetingPlace {
    unsigned arrived[kMostMeetingBlocks][kMostRanks];  ///< [block][other rank]: how often it has come, written by it
    unsigned counted[kMostMeetingBlocks][kMostRanks];  ///< how often this rank has come to it
    unsigned pushes[kPushBlocks];                      ///< pushed sums so far, the same in every block
    unsigned gaveUp;                                   ///< a wait has taken too long: do nothing any more
};

/// Bytes of a rank's buffer that others push into, two halves used in turn, for `ranks` of a group. Each 8 bytes travel
/// with two flags of 4.
constexpr std::int64_t pushBufferBytes(int ranks) {
    return 2 * ranks * 2 * kPushBytes;
}

/// Those who take part in a collective, as one of them sees it.
struct Meeting {
    int size = 0;
    int self = 0;             ///< index of this rank among them
    int ranks[kMostRanks]{};  ///< their numbers, in the order in which sums are taken
    MeetingPlace* places[kMostRanks]{};
    void* pushBuffers[kMostRanks]{};    ///< pushBufferBytes() each, only for sums
    unsigned* failed = nullptr;         ///< host memory: 1 + the rank that was waited for in vain
    const unsigned* aborted = nullptr;  ///< host memory: not 0 if nobody should wait any more
    long long deadlineNanoseconds = 0;
    bool ownGpu = true;  ///< no other rank needs this GPU, so the next kernel may take room while this one waits
};

/// x [count], aligned to 16 bytes, becomes the sum over the ranks, taken in float32 in their order: the same bits
/// everywhere. For parts of at most kPushBytes: one way, no barrier.
cudaError_t launchPushedAllReduce(void* x, Element element, std::int64_t count, const Meeting& meeting,
                                  cudaStream_t stream);

/// The same for larger ones, through pointers to every rank's part, xs [size], aligned to 16 bytes: each rank sums its
/// slice and writes it to all.
cudaError_t launchSharedAllReduce(void* const* xs, Element element, std::int64_t count, const Meeting& meeting,
                                  cudaStream_t stream);

/// outs [size], each [rows, size * columns]: every rank writes its shard [rows, columns] of 4-byte values to all.
cudaError_t launchGatherColumns(const void* shard, void* const* outs, std::int64_t rows, std::int64_t columns,
                                const Meeting& meeting, cudaStream_t stream);

/// One of two ranks hands `bytes` to the other: the sender names `from` and the receiver's `to`, aligned to 16 bytes;
/// the receiver names neither and waits.
cudaError_t launchHandOver(const void* from, void* to, std::int64_t bytes, const Meeting& meeting, cudaStream_t stream);

}  // namespace mw::kernels
