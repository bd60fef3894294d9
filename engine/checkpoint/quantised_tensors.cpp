// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "quantised_tensors.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "code_matrix.h"
#include "config_limits.h"
#include "float8_matrix.h"

namespace mw {

namespace {

/// What quantisation tools leave beside or instead of 'weight'.
constexpr std::array<std::string_view, 12> kQuantisedEndings = {
    ".qweight",           ".qzeros",       ".scales",           ".g_idx",       ".weight_packed", ".weight_shape",
    ".weight_zero_point", ".weight_scale", ".weight_scale_inv", ".input_scale", ".weight_g_idx",  ".qscale_weight"};

/// Scales of what is computed, not of weights: they say how a kernel that computes in fp8 would round activations, which
/// keep their own precision here, and the KV cache, see readKvScales().
constexpr std::array<std::string_view, 6> kActivationEndings = {".input_scale", ".output_scale", ".q_scale",
                                                                ".k_scale",     ".v_scale",      ".kv_scale"};

constexpr std::int64_t kMostOfSide = std::max(kMostVocabulary, kMostFeedForward);

/// The tensors of a checkpoint, from which those that belong together are taken.
class Parts {
 public:
    Parts(const QuantisationConfig& config, StoredTensors& tensors) : m_config(config), m_tensors(tensors) {}

    const QuantisationConfig& config() const { return m_config; }
    const QuantisationScheme& scheme() const { return m_config.schemes.front(); }

    std::optional<NamedPart> take(const std::string& name) {
        const auto found = m_tensors.find(name);
        if (found == m_tensors.end()) return std::nullopt;
        NamedPart part{name, std::move(found->second)};
        m_tensors.erase(found);
        m_taken += part.tensor.bytes;
        return part;
    }
    NamedPart require(const std::string& name, const NamedPart& neededBy) {
        if (std::optional<NamedPart> part = take(name)) return std::move(*part);
        throw formatError(neededBy.tensor.file->path(),
                          inQuotes(name) + " is missing from the weights, which " + inQuotes(neededBy.name) + " needs");
    }

    /// Begins the weight of the module `stem`, whose codes lie in `name`.
    NamedPart begin(const std::string& stem, const std::string& name) {
        m_taken = 0;
        NamedPart codes = take(name).value();
        for (const std::string& ignored : m_config.ignored)
            if (!ignored.empty() && ("." + stem + ".").find("." + ignored + ".") != std::string::npos)
                throw codes.error("is quantised, though " + m_config.file.filename().string() + " lists " +
                                  inQuotes(ignored) + " among those that are not");
        const std::vector<std::int64_t>& shape = codes.tensor.shape;
        const auto isSide = [](std::int64_t size) { return size >= 1 && size <= kMostOfSide; };
        if (shape.size() != 2 || !isSide(shape[0]) || !isSide(shape[1]))
            throw codes.error("expected a matrix, found " + shapeText(shape));
        return codes;
    }

    /// Puts the weight into the place of its parts.
    void finish(const std::string& stem, const NamedPart& codes, std::int64_t rows, std::int64_t columns,
                std::shared_ptr<const PackedMatrix> packed) {
        StoredTensor tensor = codes.tensor;
        tensor.layout = packed->layout();
        tensor.shape = {rows, columns};
        tensor.bytes = m_taken;
        tensor.packed = std::move(packed);
        if (!m_tensors.emplace(stem + ".weight", std::move(tensor)).second)
            throw codes.error("is there beside " + inQuotes(stem + ".weight"));
    }

 private:
    const QuantisationConfig& m_config;
    StoredTensors& m_tensors;
    std::uint64_t m_taken = 0;  // bytes of the weight that was begun
};

std::int64_t groupOf(const QuantisationScheme& scheme, std::int64_t columns) {
    return scheme.group == kWholeColumn ? columns : scheme.group;
}

void finishCodes(Parts& parts, const std::string& stem, CodeParts made) {
    const NamedPart codes = made.codes;
    const std::int64_t rows = made.rows, columns = made.columns;
    parts.finish(stem, codes, rows, columns, std::make_shared<const CodeMatrix>(std::move(made)));
}

// --- each tool ------------------------------------------------------------------------------------------------------

void joinAwq(Parts& parts, const std::string& stem, const std::string& name) {
    constexpr std::int64_t kCodesOfWord = 8;
    CodeParts made;
    made.codes = parts.begin(stem, name);
    made.columns = made.codes.tensor.shape[0];
    made.rows = made.codes.tensor.shape[1] * kCodesOfWord;
    made.bits = parts.scheme().bits;
    made.group = groupOf(parts.scheme(), made.columns);
    made.order = made.zeroOrder = CodeOrder::Interleaved;
    made.zeros = parts.require(stem + ".qzeros", made.codes);
    made.scales = parts.require(stem + ".scales", made.codes);
    finishCodes(parts, stem, std::move(made));
}

/// Older versions store a bias of zeros with every layer.
void requireNoBias(const NamedPart& bias) {
    const StoredTensor& tensor = bias.tensor;
    std::vector<std::byte> values(std::min<std::uint64_t>(tensor.bytes, kMostOfSide * sizeof(float)));
    tensor.file->read(tensor.offset, values.data(), values.size());
    const bool isZero = std::ranges::all_of(values, [](std::byte each) { return each == std::byte{0}; });
    if (!isZero || values.size() != tensor.bytes)
        throw unsupportedError(tensor.file->path(), inQuotes(bias.name) + ": biases are not supported");
}

void joinGptq(Parts& parts, const std::string& stem, const std::string& name) {
    constexpr std::int64_t kWordBits = 32;
    CodeParts made;
    made.codes = parts.begin(stem, name);
    made.bits = parts.scheme().bits;
    const std::int64_t words = made.codes.tensor.shape[0];
    if (words * kWordBits % made.bits != 0)
        throw made.codes.error(std::to_string(words) + " words are not a whole number of inputs of " +
                               std::to_string(made.bits) + " bits");
    made.columns = words * kWordBits / made.bits;
    made.rows = made.codes.tensor.shape[1];
    made.group = groupOf(parts.scheme(), made.columns);
    made.order = CodeOrder::WordsOfInputs;
    made.zeroOrder = CodeOrder::RowsOfInputs;
    made.zeroMore = parts.config().zeroMore;
    made.symmetric = parts.scheme().symmetric;
    made.zeros = parts.require(stem + ".qzeros", made.codes);
    made.scales = parts.require(stem + ".scales", made.codes);
    made.groupOf = parts.require(stem + ".g_idx", made.codes);
    if (const std::optional<NamedPart> bias = parts.take(stem + ".bias")) requireNoBias(*bias);
    finishCodes(parts, stem, std::move(made));
}

/// The two sizes that a tensor of integers holds.
std::array<std::int64_t, 2> readShape(const NamedPart& part) {
    const StoredTensor& tensor = part.tensor;
    const bool isLong = tensor.type == "I64";
    if ((!isLong && tensor.type != "I32") || tensor.shape != std::vector<std::int64_t>{2})
        throw part.error("expected two numbers, I64 [2], found " + std::string(tensor.type) + " " +
                         shapeText(tensor.shape));
    std::array<std::int64_t, 2> sizes{};
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        std::int32_t size = 0;
        const std::uint64_t bytes = isLong ? sizeof(std::int64_t) : sizeof size;
        tensor.file->read(tensor.offset + i * bytes,
                          isLong ? reinterpret_cast<std::byte*>(&sizes[i]) : reinterpret_cast<std::byte*>(&size),
                          bytes);
        if (!isLong) sizes[i] = size;
        if (sizes[i] < 1 || sizes[i] > kMostOfSide)
            throw part.error("expected the size of a matrix, found " + std::to_string(sizes[i]), i);
    }
    return sizes;
}

/// Whether groups are left in order, which is written as -1 for each input.
bool isPlaceholder(const NamedPart& groupOf) {
    std::int32_t first = 0;
    if (groupOf.tensor.bytes < sizeof first) return false;
    groupOf.tensor.file->read(groupOf.tensor.offset, reinterpret_cast<std::byte*>(&first), sizeof first);
    return first == -1;
}

void joinPacked(Parts& parts, const std::string& stem, const std::string& name) {
    CodeParts made;
    made.codes = parts.begin(stem, name);
    const auto [rows, columns] = readShape(parts.require(stem + ".weight_shape", made.codes));
    made.rows = rows;
    made.columns = columns;
    made.scales = parts.require(stem + ".weight_scale", made.codes);
    made.scalesOfOutputs = true;
    made.zeros = parts.take(stem + ".weight_zero_point");
    made.zeroOrder = CodeOrder::WordsOfOutputs;
    made.groupOf = parts.take(stem + ".weight_g_idx");
    if (made.groupOf && isPlaceholder(*made.groupOf)) made.groupOf.reset();
    // Which of the config's groups a module is in, its tensors say more plainly than patterns of names.
    const auto fits = [&](const QuantisationScheme& scheme) {
        const std::int64_t group = groupOf(scheme, made.columns);
        return !scheme.isFloat && made.scales.tensor.shape == std::vector{made.rows, made.columns / group} &&
               made.codes.tensor.shape == codesShape(made.order, scheme.bits, made.rows, made.columns);
    };
    const std::vector<QuantisationScheme>& schemes = parts.config().schemes;
    const auto scheme = std::ranges::find_if(schemes, fits);
    if (scheme == schemes.end())
        throw made.codes.error("found " + shapeText(made.codes.tensor.shape) + " with " + inQuotes(made.scales.name) +
                               " " + shapeText(made.scales.tensor.shape) + " for a weight " +
                               shapeText({made.rows, made.columns}) + ", as none of config_groups describes it");
    if (scheme->symmetric && made.zeros) throw made.zeros->error("is there, though config_groups says symmetric");
    if (!scheme->symmetric && !made.zeros) (void)parts.require(stem + ".weight_zero_point", made.codes);
    made.bits = scheme->bits;
    made.group = groupOf(*scheme, made.columns);
    finishCodes(parts, stem, std::move(made));
}

void joinFloat8(Parts& parts, const std::string& stem, const std::string& name) {
    const NamedPart codes = parts.begin(stem, name);
    const std::int64_t rows = codes.tensor.shape[0], columns = codes.tensor.shape[1];
    const auto isInBlocks = [](const QuantisationScheme& each) { return each.isFloat && each.blockRows > 0; };
    const auto isInGroups = [](const QuantisationScheme& each) { return each.isFloat && each.group > 0; };
    const std::vector<QuantisationScheme>& schemes = parts.config().schemes;
    if (std::ranges::none_of(schemes, &QuantisationScheme::isFloat))
        throw codes.error("found F8_E4M3, which the config does not speak of");
    // Tools that store blocks call their scales inverse, though they are not.
    std::optional<NamedPart> found = parts.take(stem + ".weight_scale");
    if (!found) found = parts.take(stem + ".weight_scale_inv");
    const bool areInBlocks = parts.config().method == QuantisationMethod::Float8 && isInBlocks(schemes.front());
    const NamedPart scales =
        found ? *std::move(found) : parts.require(stem + (areInBlocks ? ".weight_scale_inv" : ".weight_scale"), codes);
    const std::vector<std::int64_t>& shape = scales.tensor.shape;
    const std::uint64_t count = elementCount(scales.tensor);
    std::int64_t blockRows = rows, blockColumns = columns;
    if (count == static_cast<std::uint64_t>(rows) && !shape.empty() && shape.front() == rows) {
        blockRows = 1;
    } else if (const auto block = std::ranges::find_if(schemes, isInBlocks); block != schemes.end()) {
        blockRows = block->blockRows;
        blockColumns = block->blockColumns;
        const std::vector<std::int64_t> expected = {(rows + blockRows - 1) / blockRows,
                                                    (columns + blockColumns - 1) / blockColumns};
        if (shape != expected)
            throw scales.error("expected the shape " + shapeText(expected) + ", found " + shapeText(shape));
    } else if (const auto group = std::ranges::find_if(schemes, isInGroups); group != schemes.end()) {
        blockRows = 1;
        blockColumns = group->group;
    }
    parts.finish(stem, codes, rows, columns,
                 std::make_shared<const Float8Matrix>(codes, scales, blockRows, blockColumns));
}

/// The tensor in which a weight's codes lie, and what is made of it and those beside it.
struct Joining {
    QuantisationMethod method;
    std::string_view ending;
    std::string_view type;  ///< of the tensor; empty: its name alone tells
    void (*join)(Parts& parts, const std::string& stem, const std::string& name);
};
constexpr std::array kJoinings = {
    Joining{QuantisationMethod::Awq, ".qweight", "", joinAwq},
    Joining{QuantisationMethod::Gptq, ".qweight", "", joinGptq},
    Joining{QuantisationMethod::CompressedTensors, ".weight_packed", "", joinPacked},
    Joining{QuantisationMethod::CompressedTensors, ".weight", "F8_E4M3", joinFloat8},
    Joining{QuantisationMethod::Float8, ".weight", "F8_E4M3", joinFloat8},
};

void takeActivationScales(StoredTensors& tensors) {
    std::erase_if(tensors, [](const auto& entry) {
        const std::string& name = entry.first;
        const StoredTensor& tensor = entry.second;
        const bool isOne =
            std::ranges::any_of(kActivationEndings, [&](std::string_view ending) { return name.ends_with(ending); });
        if (!isOne) return false;
        const NamedPart part{name, tensor};
        if (elementCount(tensor) > static_cast<std::uint64_t>(kMostOfSide))
            throw part.error("expected a scale, found " + shapeText(tensor.shape));
        Scales(part).check();
        return true;
    });
}

}  // namespace

void joinQuantised(const QuantisationConfig& config, StoredTensors& tensors) {
    Parts parts(config, tensors);
    bool found = false;
    std::string wanted;
    for (const Joining& joining : kJoinings) {
        if (joining.method != config.method) continue;
        wanted += (wanted.empty() ? "" : " or ") + ("'X" + std::string(joining.ending) + "'") +
                  (joining.type.empty() ? "" : " in " + std::string(joining.type));
        std::vector<std::string> names;
        for (const auto& [name, tensor] : tensors)
            if (name.ends_with(joining.ending) && (joining.type.empty() || tensor.type == joining.type))
                names.push_back(name);
        for (const std::string& name : names)
            joining.join(parts, name.substr(0, name.size() - joining.ending.size()), name);
        found = found || !names.empty();
    }
    if (!found)
        throw formatError(config.file, (config.key.empty() ? "" : config.key + ": ") + "says " + config.name +
                                           ", but the weights hold no tensor " + wanted);
    if (config.method == QuantisationMethod::CompressedTensors || config.method == QuantisationMethod::Float8)
        takeActivationScales(tensors);
    refuseQuantised(tensors, "it belongs to no weight that " + config.name + " has");
}

void refuseQuantised(const StoredTensors& tensors, const std::string& why) {
    for (const auto& [name, tensor] : tensors)
        for (const std::string_view ending : kQuantisedEndings)
            if (name.ends_with(ending)) throw formatError(tensor.file->path(), inQuotes(name) + ": " + why);
}

}  // namespace mw
