// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "loader.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "conversions.h"
#include "mw/error.h"
#include "scaled_rows.h"
#include "stored_codes.h"

namespace mw {

namespace {

/// Bytes read from files at once: large enough for the disk, small enough to be still in the processor's caches when
/// they are copied to the device.
constexpr std::int64_t kReadBytes = 4L << 20;
/// Reads in flight for each device: what files in memory need to keep a bus of 50 GB/s busy, where one reader copies 4
/// GB/s.
constexpr int kReaders = 12;

/// Bytes that are converted at once: they stay in the cache between reading and converting.
constexpr std::int64_t kConvertBytes = 1L << 20;

/// The same of codes that lie across a file, of whose rows a piece has but a few bytes in each place.
constexpr std::int64_t kPackedBytes = 8L << 20;

/// A run of rows in a file and which rows of a weight they become.
struct Piece {
    TensorSlice slice;
    const HeldWeight* target;
    std::int64_t firstRow;  ///< of the target
    const Conversion* conversion;
    int exponent;  ///< of the power of two that its values are multiplied by
};

/// How many rows of `rowBytes` make about `bytes`; at least one.
std::int64_t rowsOf(std::int64_t bytes, std::uint64_t rowBytes) {
    return std::max<std::int64_t>(1, bytes / static_cast<std::int64_t>(rowBytes));
}

/// The parts of tensors that make up a buffer, top to bottom.
std::vector<TensorSlice> slicesOf(const WeightBuffer& buffer, const ModelConfig& model, const Partition& part) {
    const std::int64_t hidden = model.hiddenSize;
    const std::int64_t queries = static_cast<std::int64_t>(part.heads) * model.headDim;
    const std::int64_t keys = static_cast<std::int64_t>(part.kvHeads) * model.headDim;
    const std::int64_t feedForward = part.feedForwardSize;
    const std::int64_t rank = part.tensorRank;
    const int layer = buffer.layer;
    const int expert = buffer.expert;
    const auto whole = [&](TensorKind kind) { return TensorSlice{kind, layer, 0, 0, buffer.rows, 0, buffer.columns}; };
    const auto rows = [&](TensorKind kind, std::int64_t count) {
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
        case WeightKind::GateUp:
            return {rows(TensorKind::ExpertGate, feedForward), rows(TensorKind::ExpertUp, feedForward)};
        case WeightKind::Down:
            return {{TensorKind::ExpertDown, layer, expert, 0, hidden, rank * feedForward, feedForward}};
    }
    return {};
}

bool isNorm(WeightKind kind) {
    return kind == WeightKind::AttentionNorm || kind == WeightKind::MoeNorm || kind == WeightKind::FinalNorm;
}

/// The least power of two that is not below `scale`, as its exponent.
int exponentAbove(float scale) {
    constexpr int kMost = 24;  // beyond, values would leave the range of fp16
    int exponent = 0;
    const float part = std::frexp(scale, &exponent);
    return std::clamp(part == 0.5f ? exponent - 1 : exponent, -kMost, kMost);
}

/// A cache of e4m3 takes keys and values divided by the scales of a checkpoint. Their weights are divided instead, and
/// what meets them is multiplied: by powers of two, which changes no digit of a weight, and e4m3, whose numbers float
/// themselves, needs no other.
int exponentFor(const TensorSlice& slice, const Checkpoint& checkpoint) {
    const auto found = checkpoint.kvScales().find(slice.layer);
    if (found == checkpoint.kvScales().end()) return 0;
    switch (slice.kind) {
        case TensorKind::Query:
            return exponentAbove(found->second.key);
        case TensorKind::Key:
            return -exponentAbove(found->second.key);
        case TensorKind::Value:
            return -exponentAbove(found->second.value);
        case TensorKind::Output:
            return exponentAbove(found->second.value);
        default:
            return 0;
    }
}

/// Reads the rows of a slice and converts them into `held`.
void readConverted(const Checkpoint& checkpoint, const Piece& piece, std::byte* held) {
    const Conversion& conversion = *piece.conversion;
    const bool isPacked = storedLayoutRow(conversion.from).packed;
    const std::int64_t most =
        isPacked ? kPackedRowsAtOnce : rowsOf(kConvertBytes, storedRowBytes(conversion.from, piece.slice.columns));
    checkpoint.readInParts(piece.slice, most, [&](std::int64_t first, std::int64_t rows, const std::byte* stored) {
        conversion.convert(stored, rows, piece.slice.columns,
                           partsAt(held, conversion.to, piece.slice.rows, piece.slice.columns, first));
    });
}

/// Copies rows to the device, which become those from `firstRow` on; returns their bytes.
std::uint64_t uploadRows(Device& device, const HeldWeight& held, const WeightParts& from, std::int64_t firstRow,
                         std::int64_t count) {
    const WeightBuffer& buffer = held.buffer;
    const WeightBytes row = rowBytes(buffer.format, buffer.columns);
    const WeightParts to = partsAt(held.data, buffer.format, buffer.rows, buffer.columns, firstRow);
    const auto rows = static_cast<std::uint64_t>(count);
    device.upload(to.values, from.values, rows * row.values);
    if (to.scales) device.upload(to.scales, from.scales, rows * row.scales);
    if (to.superScales) device.upload(to.superScales, from.superScales, rows * row.superScales);
    return rows * row.total();
}

/// Copies the first rows of what a device holds to host memory.
void downloadRows(Device& device, const HeldWeight& held, const WeightParts& to, std::int64_t count) {
    const WeightBuffer& buffer = held.buffer;
    const WeightBytes row = rowBytes(buffer.format, buffer.columns);
    const WeightParts from = partsAt(held.data, buffer.format, buffer.rows, buffer.columns, 0);
    const auto rows = static_cast<std::uint64_t>(count);
    device.download(to.values, from.values, rows * row.values);
    if (to.scales) device.download(to.scales, from.scales, rows * row.scales);
    if (to.superScales) device.download(to.superScales, from.superScales, rows * row.superScales);
}

/// What a piece takes on its way through host memory.
std::uint64_t stagingBytes(const Piece& piece) {
    const Conversion& conversion = *piece.conversion;
    if (!conversion.quantised) return weightBytes(conversion.to, piece.slice.rows, piece.slice.columns).total();
    return static_cast<std::uint64_t>(piece.slice.rows) * storedRowBytes(conversion.from, piece.slice.columns);
}

/// Brings a piece to its places on the device by way of `staging`; returns how many bytes it has there.
std::uint64_t bring(Device& device, const Checkpoint& checkpoint, const Piece& piece, std::byte* staging) {
    const WeightBuffer& buffer = piece.target->buffer;
    try {
        if (piece.conversion->convert)
            readConverted(checkpoint, piece, staging);
        else
            checkpoint.read(piece.slice, staging);
    } catch (const NotExact& difference) {
        throw Error(ErrorCode::Unsupported,
                    checkpoint.placeOf(piece.slice) + ": " + difference.what() + "; choose bf16 for it.");
    }
    const std::optional<Precision> plain = piece.conversion->quantised;
    const WeightFormat staged = plain ? plainFormat(*plain) : buffer.format;
    const WeightParts from = partsAt(staging, staged, piece.slice.rows, buffer.columns, 0);
    if (piece.exponent != 0) multiplyRows(from, staged, piece.slice.rows, buffer.columns, piece.exponent);
    if (plain) {
        device.quantise({staging, *plain, piece.slice.rows, buffer.columns}, buffer.format,
                        partsAt(piece.target->data, buffer.format, buffer.rows, buffer.columns, piece.firstRow));
        return static_cast<std::uint64_t>(piece.slice.rows) * rowBytes(buffer.format, buffer.columns).total();
    }
    return uploadRows(device, *piece.target, from, piece.firstRow, piece.slice.rows);
}

/// All pieces of all weights, in loading order.
std::vector<Piece> piecesOf(const Checkpoint& checkpoint, const DeviceModel& model) {
    std::vector<Piece> pieces;
    const bool isScaled = model.kvPrecision() == Precision::Float8;
    for (const HeldWeight& weight : model.weights()) {
        std::int64_t row = 0;
        for (TensorSlice slice : slicesOf(weight.buffer, model.config(), model.partition())) {
            const int exponent = isScaled ? exponentFor(slice, checkpoint) : 0;
            const Conversion& conversion = conversionOf(checkpoint.layoutOf(slice), weight.buffer.format);
            const std::int64_t most = rowsOfPiece(conversion, slice.columns);
            const std::int64_t end = slice.firstRow + slice.rows;
            for (; slice.firstRow < end; slice.firstRow += slice.rows) {
                slice.rows = std::min(most, end - slice.firstRow);
                pieces.push_back({slice, &weight, row, &conversion, exponent});
                row += slice.rows;
            }
        }
    }
    return pieces;
}

/// Fills a weight with values uniform in [-scale, scale]. For quantised formats one run of rows is drawn as bf16,
/// quantised as those of a file are, and comes again until the weight is full.
void fill(Device& device, const HeldWeight& held, float scale, std::uint64_t seed) {
    const WeightBuffer& buffer = held.buffer;
    if (const std::optional<Precision> element = weightFormatRow(buffer.format).element) {
        device.fillRandom({held.data, *element, buffer.rows, buffer.columns}, scale, seed);
        return;
    }
    Matrix drawn{nullptr, Precision::BFloat16, 1, buffer.columns};
    drawn.rows = std::min(buffer.rows, rowsOf(kReadBytes, drawn.bytes()));
    const DeviceMemory memory = device.allocate(drawn.bytes(), "random weights");
    drawn.data = memory.data();
    device.fillRandom(drawn, scale, seed);
    const auto heldFrom = [&](std::int64_t row) {
        return partsAt(held.data, buffer.format, buffer.rows, buffer.columns, row);
    };
    const std::int64_t share = (drawn.rows + kReaders - 1) / kReaders;
    std::vector<std::future<void>> workers;
    for (std::int64_t first = 0; first < drawn.rows; first += share)
        workers.push_back(std::async(std::launch::async, [&, first] {
            const Matrix rows = drawn.rowRange(first, std::min(share, drawn.rows - first));
            device.quantise(rows, buffer.format, heldFrom(first));
        }));
    for (std::future<void>& worker : workers)
        worker.get();
    if (drawn.rows == buffer.rows) return;
    const TransferBuffer copy =
        device.allocateTransfer(mw::weightBytes(buffer.format, drawn.rows, drawn.columns).total());
    const WeightParts from = partsAt(static_cast<std::byte*>(copy.data()), buffer.format, drawn.rows, drawn.columns, 0);
    downloadRows(device, held, from, drawn.rows);
    for (std::int64_t row = drawn.rows; row < buffer.rows; row += drawn.rows)
        uploadRows(device, held, from, row, std::min(drawn.rows, buffer.rows - row));
}

}  // namespace

std::int64_t rowsOfPiece(const Conversion& conversion, std::int64_t columns) {
    const bool isPacked = storedLayoutRow(conversion.from).packed;
    const std::int64_t rows =
        rowsOf(isPacked ? kPackedBytes : kReadBytes, conversion.quantised ? storedRowBytes(conversion.from, columns)
                                                                          : rowBytes(conversion.to, columns).total());
    return isPacked && rows >= kPackedRowsAtOnce ? rows / kPackedRowsAtOnce * kPackedRowsAtOnce : rows;
}

void loadWeights(DeviceModel& model, const Checkpoint& checkpoint, const std::function<void(std::uint64_t)>& advance,
                 const std::stop_token& stop) {
    const std::vector<Piece> pieces = piecesOf(checkpoint, model);
    std::uint64_t largest = 0;
    for (const Piece& piece : pieces)
        largest = std::max(largest, stagingBytes(piece));

    // Several readers, each with a buffer of its own: while one waits for the disk, another copies to the device.
    std::atomic<std::size_t> next = 0;
    const auto read = [&] {
        const TransferBuffer staging = model.device().allocateTransfer(largest);
        for (std::size_t i = next++; i < pieces.size() && !stop.stop_requested(); i = next++)
            advance(bring(model.device(), checkpoint, pieces[i], static_cast<std::byte*>(staging.data())));
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

void randomiseWeights(DeviceModel& model, std::uint64_t seed) {
    Device& device = model.device();
    for (std::size_t i = 0; i < model.weights().size(); ++i) {
        const HeldWeight& weight = model.weights()[i];
        const WeightBuffer& buffer = weight.buffer;
        if (isNorm(buffer.kind)) {
            const std::vector<float> ones(static_cast<std::size_t>(buffer.columns), 1.0f);
            device.upload(weight.data, ones.data(), ones.size() * sizeof(float));
            continue;
        }
        // Variance 1 / fan-in keeps activations near 1 through all layers. They begin as rows of the embedding; were
        // those smaller, all chats would soon become alike, and choose the same experts.
        const bool isEmbedding = buffer.kind == WeightKind::Embedding;
        const float scale = std::sqrt(3.0f / (isEmbedding ? 1.0f : static_cast<float>(buffer.columns)));
        const auto rank = static_cast<std::uint64_t>(device.rank());
        fill(device, weight, scale, seed ^ (rank << 48) ^ (static_cast<std::uint64_t>(i + 1) << 16));
    }
}

}  // namespace mw
