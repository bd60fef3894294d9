// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The formats in which devices hold weights: one table, which the planner counts bytes by, backends pick kernels by and
// menus list. What a checkpoint stores may differ; the loader converts it.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mw/device_kind.h"
#include "mw/precision.h"

namespace mw {

/// How a device holds a matrix of weights.
enum class WeightFormat {
    Float32,
    BFloat16,
    Float16,
    Float8,       ///< e4m3, a scale for each row
    Int8,         ///< groups of 128
    Int8Group32,  ///< groups of 32: holds blocks of GGUF files as they are
    Int4,         ///< groups of 128
    Int4Group32,  ///< groups of 32: closer to what was stored, for 0.4 bits more
    // What blocks of 256 values of GGUF files hold, in another order.
    Q4_K,
    Q5_K,
    Q6_K,
    // With a zero point or a minimum for each group.
    Int4Zero,         ///< groups of 128: holds AWQ, and GPTQ that is not symmetric, as they are
    Int4ZeroGroup32,  ///< groups of 32
    Q4_1,             ///< groups of 32, as blocks of GGUF files
    Q5_1,
};

/// The type of the scales of a format.
enum class ScaleType {
    None,
    Float32,
    BFloat16,
    Float16,
    Nested,             ///< a signed byte for each group, times the scale of its super-block
    NestedWithMinimum,  ///< two bytes: scale and minimum, times those of the super-block
    Float16WithZero,    ///< two numbers: scale and zero point, from 0 to 16
    Float16WithMinimum  ///< two numbers: scale and minimum, which is added
};

constexpr bool isNested(ScaleType type) {
    return type == ScaleType::Nested || type == ScaleType::NestedWithMinimum;
}

/// Whether a group has two numbers of fp16 of its own.
constexpr bool isPaired(ScaleType type) {
    return type == ScaleType::Float16WithZero || type == ScaleType::Float16WithMinimum;
}

/// Values of a super-block of nested scales. Rows are filled up to whole ones, also those with pairs.
inline constexpr std::int64_t kSuperBlock = 256;

/// WeightFormatRow::groupSize where all values of a row share one scale.
inline constexpr std::int64_t kWholeRow = -1;

/// A row of the table of weight formats. A matrix [rows, columns] has values, and where its format says so one scale
/// for each group of consecutive values of a row: value = stored * scale, where int8 is signed and int4 stands for 0 to
/// 15 less 8.
///
/// Nested scales are small integers themselves, which two fp16 numbers for each kSuperBlock values, d and dmin,
/// multiply: value = d * scale * (stored - 32) of 6 bits, d * scale * stored - dmin * minimum of 4 and of 5.
///
/// Pairs of fp16: value = scale * (stored - zero point), or scale * stored + minimum.
///
/// Values of formats without scales lie in the order of the columns, others in blocks, see code_order.h.
struct WeightFormatRow {
    WeightFormat format = WeightFormat::Float32;
    std::string_view name;             ///< short, as on the command line and on screen: "bf16"
    std::optional<Precision> element;  ///< of formats whose values are plain numbers; absent where they need scales
    int valueBits = 0;                 ///< per value, without scales
    std::int64_t groupSize = 0;        ///< values of a row that share a scale; kWholeRow; 0: no scales
    ScaleType scales = ScaleType::None;
    bool cpu = false;     ///< whether models are run with it on the CPU
    bool cuda = false;    ///< whether they are on GPUs, whose tensor cores multiply bf16 activations
    bool offered = true;  ///< as a choice; others are for what files store so
};

/// Every format there is.
std::span<const WeightFormatRow> weightFormats();

/// The row of a format. Throws Error(Internal) if it has none.
const WeightFormatRow& weightFormatRow(WeightFormat format);

std::string_view weightFormatName(WeightFormat format);

/// The inverse of weightFormatName(). Throws Error(InvalidArgument) naming the valid names.
WeightFormat parseWeightFormat(std::string_view name);

/// Whether models are run with weights of this format on devices of this kind.
bool runsOn(WeightFormat format, DeviceKind kind);

/// The format whose values are plain elements of this type.
WeightFormat plainFormat(Precision element);

/// What each part of a weight begins at, and its bytes are rounded up to.
inline constexpr std::uint64_t kWeightAlignment = 256;

/// Bytes of the parts of one matrix; they lie in this order, each rounded up to kWeightAlignment.
struct WeightBytes {
    std::uint64_t values = 0;
    std::uint64_t scales = 0;
    std::uint64_t superScales = 0;  ///< d and dmin of each super-block

    std::uint64_t total() const { return values + scales + superScales; }
    bool operator==(const WeightBytes&) const = default;
};

/// Bytes of a matrix [rows, columns], exactly as allocated.
WeightBytes weightBytes(WeightFormat format, std::int64_t rows, std::int64_t columns);
WeightBytes weightBytes(const WeightFormatRow& format, std::int64_t rows, std::int64_t columns);

/// Bytes of the parts of one row, before any rounding: in each part rows lie one after the other.
WeightBytes rowBytes(WeightFormat format, std::int64_t columns);
WeightBytes rowBytes(const WeightFormatRow& format, std::int64_t columns);

/// Bytes of a value of a row of `columns`, with its share of scales: what reading it costs.
double bytesPerValue(WeightFormat format, std::int64_t columns);
double bytesPerValue(const WeightFormatRow& format, std::int64_t columns);

/// In which formats the matrices of a layer are held. Norms and routers are small, and always float32.
struct LayerFormats {
    WeightFormat attention = WeightFormat::BFloat16;  ///< query, key and value, which are one matrix
    WeightFormat output = WeightFormat::BFloat16;     ///< of attention
    WeightFormat experts = WeightFormat::BFloat16;    ///< their gate and up projections
    WeightFormat down = WeightFormat::BFloat16;       ///< and the one back

    friend bool operator==(const LayerFormats&, const LayerFormats&) = default;
};

/// In which formats a model is held: those of its layers, and these.
struct WeightFormats : LayerFormats {
    WeightFormat embedding = WeightFormat::BFloat16;
    WeightFormat head = WeightFormat::BFloat16;
    /// Of every layer, where they differ; those above are then what most layers have. Else empty.
    std::vector<LayerFormats> layers;

    WeightFormats() = default;
    /// The parts of a model that is to be held in `format`. Where that has no plain elements it is the experts', which
    /// are most of the bytes; attention and head keep at least 8 bits, and the embedding, of which a token reads one
    /// row, 16. Formats of files hold attention and head as well.
    WeightFormats(WeightFormat format);

    /// Sets the formats of every layer.
    void setLayers(std::vector<LayerFormats> all);
    const LayerFormats& layer(int number) const;
    /// Makes each format change(format).
    void replace(const std::function<WeightFormat(WeightFormat)>& change);
    /// All that there are, some of them more than once.
    std::vector<WeightFormat> all() const;

    friend bool operator==(const WeightFormats&, const WeightFormats&) = default;
};

/// Bytes of a value of the experts, which are most of a model, on average over layers and projections.
double bytesPerExpertValue(const WeightFormats& formats, std::int64_t columns);

/// "bf16", "int4"; where parts are not as they usually are beside such experts, these too: "int4 (attention bf16)",
/// "q4_k (down q6_k in 16 of 32 layers, head q6_k)".
std::string describeFormats(const WeightFormats& formats);

/// Those of the experts alone, for where there is little room: "int4", "q4_k + q6_k".
std::string namesOfExperts(const WeightFormats& formats);

}  // namespace mw
