// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Weights: from the checkpoint's tensors to the buffers of one device, sliced for its rank.

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <future>
#include <vector>

#include "device_model.h"

namespace mw {

namespace {

/// Bytes read from files at once: large enough for the disk, small enough to be still in the processor's caches when
/// they are copied to the device.
constexpr std::int64_t kReadBytes = 4L << 20;
/// Reads in flight for each device: what files in memory need to keep a bus of 50 GB/s busy, where one reader copies 4
/// GB/s.
constexpr int kReaders = 12;

/// A run of rows in a file and where on the device it goes.
struct Piece {
    TensorSlice slice;
    std::byte* target;
    std::uint64_t bytes;
    WeightFormat format;
};

/// The parts of tensors that make up a buffer, top to bottom.
std::vector<TensorSlice> slicesOf(const WeightBuffer& buffer, const ModelConfig& model, const Partition& part) {
    const std::int64_t hidden = model.hiddenSize;
    const std::int64_t queries = static_cast<std::int64_t>(part.heads) * model.headDim;
    const std::int64_t keys = static_cast<std::int64_t>(part.kvHeads) * model.headDim;
    const std::int64_t feedForward = part.feedForwardSize;
    const std::int64_t rank = part.tensorRank;
    const int layer = buffer.layer;
    const auto whole = [&](TensorKind kind) { return TensorSlice{kind, layer, 0, 0, buffer.rows, 0, buffer.columns}; };
    const auto rows = [&](TensorKind kind, std::int64_t count, int expert = 0) {
        return TensorSlice{kind, layer, expert, rank * count, count, 0, hidden};
    };

    switch (buffer.kind) {
        case WeightKind::Embedding:
            return {whole(TensorKind::Embedding)};
        case WeightKind::FinalNorm:
            return {whole(TensorKind::FinalNorm)};
        case WeightKind::AttentionNorm:
            return {whole(TensorKind::AttentionNorm)};
        case WeightKind::MoeNorm:
            return {whole(TensorKind::MoeNorm)};
        case WeightKind::Router:
            return {whole(TensorKind::Router)};
        case WeightKind::Head:
            return {part.vocabularyRows == model.vocabularySize ? whole(TensorKind::Head)
                                                                : rows(TensorKind::Head, part.vocabularyRows)};
        case WeightKind::Qkv:
            return {rows(TensorKind::Query, queries), rows(TensorKind::Key, keys), rows(TensorKind::Value, keys)};
        case WeightKind::Output:
            return {{TensorKind::Output, layer, 0, 0, hidden, rank * queries, queries}};
        case WeightKind::GateUp: {
            std::vector<TensorSlice> slices;
            for (int expert = 0; expert < model.experts; ++expert) {
                slices.push_back(rows(TensorKind::ExpertGate, feedForward, expert));
                slices.push_back(rows(TensorKind::ExpertUp, feedForward, expert));
            }
            return slices;
        }
        case WeightKind::Down: {
            std::vector<TensorSlice> slices;
            for (int expert = 0; expert < model.experts; ++expert)
                slices.push_back({TensorKind::ExpertDown, layer, expert, 0, hidden, rank * feedForward, feedForward});
            return slices;
        }
    }
    return {};
}

bool isNorm(WeightKind kind) {
    return kind == WeightKind::AttentionNorm || kind == WeightKind::MoeNorm || kind == WeightKind::FinalNorm;
}

}  // namespace

void DeviceModel::load(const Checkpoint& checkpoint, const std::function<void(std::uint64_t)>& advance,
                       const std::stop_token& stop) {
    std::vector<Piece> pieces;
    for (const auto& [buffer, data] : m_weights) {
        const std::uint64_t rowBytes = rowValueBytes(buffer.format, buffer.columns);
        const auto most = std::max<std::int64_t>(1, kReadBytes / static_cast<std::int64_t>(rowBytes));
        std::byte* target = data;
        for (TensorSlice slice : slicesOf(buffer, m_config, m_partition)) {
            const std::int64_t end = slice.firstRow + slice.rows;
            for (; slice.firstRow < end; slice.firstRow += slice.rows) {
                slice.rows = std::min(most, end - slice.firstRow);
                const std::uint64_t bytes = static_cast<std::uint64_t>(slice.rows) * rowBytes;
                pieces.push_back({slice, target, bytes, buffer.format});
                target += bytes;
            }
        }
    }
    std::uint64_t largest = 0;
    for (const Piece& piece : pieces)
        largest = std::max(largest, piece.bytes);

    // Several readers, each with a buffer of its own: while one waits for the disk, another copies to the device.
    std::atomic<std::size_t> next = 0;
    const auto read = [&] {
        const TransferBuffer staging = m_device->allocateTransfer(largest);
        for (std::size_t i = next++; i < pieces.size() && !stop.stop_requested(); i = next++) {
            const Piece& piece = pieces[i];
            checkpoint.read(piece.slice, weightFormatRow(piece.format).element.value(),
                            static_cast<std::byte*>(staging.data()));
            m_device->upload(piece.target, staging.data(), piece.bytes);
            advance(piece.bytes);
        }
    };
    std::vector<std::future<void>> readers;
    for (int i = 1; i < kReaders; ++i)
        readers.push_back(std::async(std::launch::async, read));
    const auto finish = [&] {
        next = pieces.size();
        for (std::future<void>& reader : readers)
            reader.wait();
    };
    try {
        read();
    } catch (...) {
        finish();
        throw;
    }
    for (std::future<void>& reader : readers)
        reader.wait();
    for (std::future<void>& reader : readers)
        reader.get();
}

void DeviceModel::randomise(std::uint64_t seed) {
    for (std::size_t i = 0; i < m_weights.size(); ++i) {
        const auto& [buffer, data] = m_weights[i];
        const Matrix target{data, weightFormatRow(buffer.format).element.value(), buffer.rows, buffer.columns};
        if (isNorm(buffer.kind)) {
            const std::vector<float> ones(static_cast<std::size_t>(target.columns), 1.0f);
            m_device->upload(target.data, ones.data(), target.bytes());
            continue;
        }
        // Variance 1 / fan-in keeps activations near 1 through all layers. They begin as rows of the embedding; were
        // those smaller, all chats would soon become alike, and choose the same experts.
        const bool isEmbedding = buffer.kind == WeightKind::Embedding;
        const float scale = std::sqrt(3.0f / (isEmbedding ? 1.0f : static_cast<float>(target.columns)));
        const auto rank = static_cast<std::uint64_t>(m_device->rank());
        m_device->fillRandom(target, scale, seed ^ (rank << 48) ^ (static_cast<std::uint64_t>(i + 1) << 16));
    }
}

std::uint64_t DeviceModel::weightBytes() const {
    std::uint64_t bytes = 0;
    for (const auto& [buffer, data] : m_weights)
        bytes += static_cast<std::uint64_t>(buffer.rows) * rowValueBytes(buffer.format, buffer.columns);
    return bytes;
}

}  // namespace mw
