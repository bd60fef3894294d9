// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "cuda_step.h"

#include <algorithm>
#include <cstring>

namespace mw::cuda {

using kernels::PrefillTile;
using kernels::SampleRow;
using kernels::SequenceView;

namespace {

constexpr std::uint64_t kAlign = 256;

std::uint64_t rounded(std::uint64_t bytes) {
    return (bytes + kAlign - 1) / kAlign * kAlign;
}

template <typename T>
std::uint64_t bytesOf(int count) {
    return rounded(static_cast<std::uint64_t>(count) * sizeof(T));
}

std::uint64_t wordsOf(int vocabulary) {
    return (static_cast<std::uint64_t>(vocabulary) + 31) / 32;
}

bool penalises(const SamplingRow& row) {
    return row.options.repetitionPenalty > 0 && row.options.repetitionPenalty != 1;
}

}  // namespace

bool StepCapacity::holds(const StepCapacity& other) const {
    return tokens >= other.tokens && sequences >= other.sequences && rows >= other.rows && pages >= other.pages &&
           bitmaps >= other.bitmaps && vocabulary >= other.vocabulary;
}

StepCapacity StepCapacity::joinedWith(const StepCapacity& other) const {
    return {std::max(tokens, other.tokens),   std::max(sequences, other.sequences),
            std::max(rows, other.rows),       std::max(pages, other.pages),
            std::max(bitmaps, other.bitmaps), std::max(vocabulary, other.vocabulary)};
}

StepCapacity StepCapacity::of(const StepInputs& inputs, int vocabulary) {
    return {static_cast<int>(inputs.tokens.size()),
            static_cast<int>(inputs.sequences.size()),
            static_cast<int>(inputs.sampling.size()),
            static_cast<int>(inputs.pages.size()),
            static_cast<int>(std::ranges::count_if(inputs.sampling, penalises)),
            vocabulary};
}

struct CudaStep::Layout {
    std::uint64_t tokenIds, positions, kvSlots, sequences, decodeIndices, tiles, logitRows, sampleRows, end;

    Layout(int tokenCount, int sequenceCount, int rowCount) {
        std::uint64_t at = 0;
        const auto take = [&](std::uint64_t bytes) {
            const std::uint64_t here = at;
            at += bytes;
            return here;
        };
        tokenIds = take(bytesOf<int>(tokenCount));
        positions = take(bytesOf<int>(tokenCount));
        kvSlots = take(bytesOf<int>(tokenCount));
        sequences = take(bytesOf<SequenceView>(sequenceCount));
        decodeIndices = take(bytesOf<int>(sequenceCount));
        logitRows = take(bytesOf<int>(rowCount));
        sampleRows = take(bytesOf<SampleRow>(rowCount));
        tiles = take(bytesOf<PrefillTile>(tokenCount / kernels::kPrefillQueries + sequenceCount));
        end = at;
    }
};

CudaStep::Layout CudaStep::layoutFor(int tokenCount) const {
    const bool small = tokenCount <= m_capacity.sequences;
    return Layout(small ? m_capacity.sequences : m_capacity.tokens, m_capacity.sequences, m_capacity.rows);
}

std::uint64_t CudaStep::deviceBytes(const StepCapacity& c) {
    return Layout(std::max(c.tokens, c.sequences), c.sequences, c.rows).end + bytesOf<int>(c.pages) +
           rounded(static_cast<std::uint64_t>(c.bitmaps) * wordsOf(c.vocabulary) * sizeof(std::uint32_t));
}

void CudaStep::place(void* memory, const StepCapacity& capacity, int rank) {
    m_device = static_cast<std::byte*>(memory);
    m_capacity = capacity;
    m_pagesThere.clear();
    for (Host& host : m_hosts) {
        host.bytes = takePinnedBytes(deviceBytes(capacity), rank);
        host.copied = makeEvent(rank);
    }
}

void CudaStep::fill(const StepInputs& inputs, const Layout& layout, std::byte* to) {
    const auto array = [&]<typename T>(std::uint64_t offset, T*) { return reinterpret_cast<T*>(to + offset); };
    int* const ids = array(layout.tokenIds, static_cast<int*>(nullptr));
    std::ranges::copy(inputs.tokens, ids);
    for (std::size_t i = 0; i < inputs.drawnRows.size(); ++i)
        if (inputs.drawnRows[i] >= 0) ids[i] = -1 - inputs.drawnRows[i];
    std::ranges::copy(inputs.positions, array(layout.positions, static_cast<int*>(nullptr)));

    int* const slots = array(layout.kvSlots, static_cast<int*>(nullptr));
    auto* const views = array(layout.sequences, static_cast<SequenceView*>(nullptr));
    int* const decodes = array(layout.decodeIndices, static_cast<int*>(nullptr));
    auto* const prefills = array(layout.tiles, static_cast<PrefillTile*>(nullptr));
    decodeSequences = prefillTiles = longestSequence = longestDecode = 0;
    for (int i = 0; i < sequences; ++i) {
        const StepSequence& sequence = inputs.sequences[static_cast<std::size_t>(i)];
        views[i] = {sequence.firstToken, sequence.tokens, sequence.firstPosition, sequence.firstPage};
        longestSequence = std::max(longestSequence, sequence.tokens);
        for (int token = 0; token < sequence.tokens; ++token) {
            const int position = sequence.firstPosition + token;
            const int page = inputs.pages[static_cast<std::size_t>(sequence.firstPage + position / kKvPageTokens)];
            slots[sequence.firstToken + token] = page * kKvPageTokens + position % kKvPageTokens;
        }
        if (sequence.tokens == 1) {
            decodes[decodeSequences++] = i;
            longestDecode = std::max(longestDecode, sequence.firstPosition + 1);
            continue;
        }
        for (int first = 0; first < sequence.tokens; first += kernels::kPrefillQueries)
            prefills[prefillTiles++] = {i, first};
    }
    // The tiles with the longest context first, so that no block starts a long one when the others are done.
    std::ranges::stable_sort(prefills, prefills + prefillTiles, std::ranges::greater{}, [&](const PrefillTile& tile) {
        return views[tile.sequence].firstPosition + tile.firstQuery;
    });

    int* const gathered = array(layout.logitRows, static_cast<int*>(nullptr));
    auto* const draws = array(layout.sampleRows, static_cast<SampleRow*>(nullptr));
    int bitmap = 0;
    for (int i = 0; i < rows; ++i) {
        const SamplingRow& row = inputs.sampling[static_cast<std::size_t>(i)];
        const SamplingOptions& options = row.options;
        gathered[i] = row.tokenRow;
        draws[i] = {.temperature = options.temperature,
                    .topK = options.topK,
                    .topP = options.topP,
                    .minP = options.minP,
                    .repetitionPenalty = options.repetitionPenalty,
                    .logProbabilities = std::min(options.logProbabilities, kernels::kMostAlternatives),
                    .seed = options.seed,
                    .position = row.position,
                    .seen = penalises(row) ? bitmap++ : -1,
                    .lastToken = penalises(row) && row.tokenRow < tokens ? row.tokenRow : -1};
    }
}

int CudaStep::fillSeen(const StepInputs& inputs, std::uint32_t* bitmaps) const {
    const std::uint64_t words = wordsOf(m_capacity.vocabulary);
    int count = 0;
    for (const SamplingRow& row : inputs.sampling) {
        if (!penalises(row)) continue;
        std::uint32_t* const bitmap = bitmaps + static_cast<std::uint64_t>(count++) * words;
        std::fill_n(bitmap, words, 0);
        for (const int token : row.history)
            if (token >= 0 && token < m_capacity.vocabulary) bitmap[token / 32] |= 1u << (token % 32);
    }
    return count;
}

void CudaStep::upload(const StepInputs& inputs, cudaStream_t stream, int rank) {
    tokens = static_cast<int>(inputs.tokens.size());
    sequences = static_cast<int>(inputs.sequences.size());
    rows = static_cast<int>(inputs.sampling.size());
    Host& host = m_hosts[m_turn];
    m_turn = 1 - m_turn;
    check(cudaEventSynchronize(host.copied.get()), rank, "waiting for the step before the last");

    const Layout layout = layoutFor(tokens);
    auto* const from = static_cast<std::byte*>(host.bytes.get());
    fill(inputs, layout, from);
    const auto copy = [&](std::uint64_t offset, std::uint64_t bytes) {
        if (bytes > 0)
            check(cudaMemcpyAsync(m_device + offset, from + offset, bytes, cudaMemcpyHostToDevice, stream), rank,
                  "copying the inputs of a step");
    };
    const bool hasTiles = prefillTiles > 0;
    copy(0, hasTiles ? layout.end : layout.tiles);

    const std::uint64_t pagesAt =
        Layout(std::max(m_capacity.tokens, m_capacity.sequences), m_capacity.sequences, m_capacity.rows).end;
    const std::uint64_t seenAt = pagesAt + bytesOf<int>(m_capacity.pages);
    if (!std::ranges::equal(inputs.pages, m_pagesThere)) {
        m_pagesThere.assign(inputs.pages.begin(), inputs.pages.end());
        std::memcpy(from + pagesAt, m_pagesThere.data(), m_pagesThere.size() * sizeof(int));
        copy(pagesAt, m_pagesThere.size() * sizeof(int));
    }
    const int bitmaps = fillSeen(inputs, reinterpret_cast<std::uint32_t*>(from + seenAt));
    copy(seenAt, static_cast<std::uint64_t>(bitmaps) * wordsOf(m_capacity.vocabulary) * sizeof(std::uint32_t));
    check(cudaEventRecord(host.copied.get(), stream), rank, "marking the inputs of a step");

    const auto at = [&]<typename T>(std::uint64_t offset, const T*& pointer) {
        pointer = reinterpret_cast<const T*>(m_device + offset);
    };
    at(layout.tokenIds, tokenIds);
    at(layout.positions, positions);
    at(layout.kvSlots, kvSlots);
    at(layout.sequences, sequenceViews);
    at(layout.decodeIndices, decodeIndices);
    at(layout.tiles, tiles);
    at(layout.logitRows, logitRows);
    at(layout.sampleRows, sampleRows);
    at(pagesAt, pages);
    at(seenAt, seen);
}

}  // namespace mw::cuda
