// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "cuda_step.h"

#include <algorithm>
#include <cstring>
#include <span>

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

bool penalises(const SamplingRow& row) {
    const SamplingOptions& options = row.options;
    return (options.repetitionPenalty > 0 && options.repetitionPenalty != 1) || options.presencePenalty != 0 ||
           options.frequencyPenalty != 0;
}

/// Whether the token before the one to draw is not known here yet: no history has it.
bool awaitsLast(const StepInputs& inputs, const SamplingRow& row) {
    const auto last = static_cast<std::size_t>(row.tokenRow);
    return last < inputs.drawnRows.size() && inputs.drawnRows[last] >= 0;
}

}  // namespace

bool StepCapacity::holds(const StepCapacity& other) const {
    return tokens >= other.tokens && sequences >= other.sequences && rows >= other.rows && pages >= other.pages &&
           penalised >= other.penalised && vocabulary >= other.vocabulary;
}

StepCapacity StepCapacity::joinedWith(const StepCapacity& other) const {
    return {std::max(tokens, other.tokens),       std::max(sequences, other.sequences),
            std::max(rows, other.rows),           std::max(pages, other.pages),
            std::max(penalised, other.penalised), std::max(vocabulary, other.vocabulary)};
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
           rounded(static_cast<std::uint64_t>(c.penalised) * static_cast<std::uint64_t>(c.vocabulary) *
                   sizeof(std::uint16_t));
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
    int penalised = 0;
    for (int i = 0; i < rows; ++i) {
        const SamplingRow& row = inputs.sampling[static_cast<std::size_t>(i)];
        const SamplingOptions& options = row.options;
        gathered[i] = row.tokenRow;
        draws[i] = {.temperature = options.temperature,
                    .topK = options.topK,
                    .topP = options.topP,
                    .minP = options.minP,
                    .repetitionPenalty = options.repetitionPenalty,
                    .presencePenalty = options.presencePenalty,
                    .frequencyPenalty = options.frequencyPenalty,
                    .logProbabilities = std::min(options.logProbabilities, kernels::kMostAlternatives),
                    .seed = options.seed,
                    .position = row.position,
                    .used = penalises(row) ? penalised++ : -1,
                    .lastToken = penalises(row) && awaitsLast(inputs, row) ? row.tokenRow : -1};
    }
}

int CudaStep::fillUsed(const StepInputs& inputs, std::uint16_t* to) const {
    const auto vocabulary = static_cast<std::size_t>(m_capacity.vocabulary);
    int count = 0;
    for (const SamplingRow& row : inputs.sampling) {
        if (!penalises(row)) continue;
        const std::span<std::uint16_t> uses(to + static_cast<std::size_t>(count++) * vocabulary, vocabulary);
        std::ranges::fill(uses, std::uint16_t{0});
        for (std::size_t i = 0; i < row.history.size(); ++i) {
            const int token = row.history[i];
            if (token < 0 || token >= m_capacity.vocabulary) continue;
            std::uint16_t& use = uses[static_cast<std::size_t>(token)];
            const bool ofAnswer = i >= static_cast<std::size_t>(row.promptTokens);
            if (ofAnswer && (use & kernels::kMostUses) < kernels::kMostUses) ++use;
            use |= kernels::kUsedAtAll;
        }
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
    const std::uint64_t usedAt = pagesAt + bytesOf<int>(m_capacity.pages);
    if (!std::ranges::equal(inputs.pages, m_pagesThere)) {
        m_pagesThere.assign(inputs.pages.begin(), inputs.pages.end());
        std::memcpy(from + pagesAt, m_pagesThere.data(), m_pagesThere.size() * sizeof(int));
        copy(pagesAt, m_pagesThere.size() * sizeof(int));
    }
    const int penalised = fillUsed(inputs, reinterpret_cast<std::uint16_t*>(from + usedAt));
    copy(usedAt, static_cast<std::uint64_t>(penalised) * static_cast<std::uint64_t>(m_capacity.vocabulary) *
                     sizeof(std::uint16_t));
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
    at(usedAt, used);
}

}  // namespace mw::cuda
