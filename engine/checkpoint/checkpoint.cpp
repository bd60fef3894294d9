// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "checkpoint.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "config.h"
#include "matrix_reader.h"
#include "naming.h"
#include "weight_files.h"

namespace mw {

namespace {

namespace fs = std::filesystem;

constexpr std::array kAllKinds = {
    TensorKind::Embedding,  TensorKind::AttentionNorm, TensorKind::Query,  TensorKind::Key,        TensorKind::Value,
    TensorKind::Output,     TensorKind::MoeNorm,       TensorKind::Router, TensorKind::ExpertGate, TensorKind::ExpertUp,
    TensorKind::ExpertDown, TensorKind::FinalNorm,     TensorKind::Head,
};

/// What quantisation tools leave beside or instead of 'weight'.
constexpr std::array<std::string_view, 8> kQuantisedEndings = {".qweight",       ".qzeros",       ".g_idx",
                                                               ".weight_packed", ".weight_scale", ".weight_scale_inv",
                                                               ".input_scale",   ".qscale_weight"};

ModelConfig readConfig(const fs::path& file) {
    return file.filename() == "params.json" ? readMistralConfig(file) : readHuggingFaceConfig(file);
}

/// Values that are computed anew, and tensors without any: nothing is lost by not reading them.
bool isHarmless(std::string_view name, const StoredTensor& tensor) {
    return tensor.bytes == 0 || name.ends_with("rotary_emb.inv_freq");
}

void refuseQuantised(const WeightFiles& weights) {
    for (const auto& [name, place] : weights.tensors()) {
        const bool isQuantised =
            std::any_of(kQuantisedEndings.begin(), kQuantisedEndings.end(),
                        [&name = name](std::string_view ending) { return name.ends_with(ending); });
        if (isQuantised)
            throw unsupportedError(place.file->file().path(),
                                   "quantised checkpoints are not supported yet: found the tensor " + inQuotes(name));
    }
}

/// The vocabulary grew when [INST] and others became tokens of their own.
bool hasControlTokens(const ModelConfig& config) {
    return config.vocabularySize >= mixtral8x22B().vocabularySize;
}

/// A folder may hold tokenizers of several versions; the one that fits the vocabulary wins.
fs::path chooseTokenizer(const std::vector<fs::path>& tokenizers, const ModelConfig& config) {
    static constexpr std::array<std::string_view, 4> kOldFirst = {".v1", ".model", ".v2", ".v3"};
    static constexpr std::array<std::string_view, 4> kNewFirst = {".v3", ".v2", ".model", ".v1"};
    for (const std::string_view extension : hasControlTokens(config) ? kNewFirst : kOldFirst)
        for (const fs::path& tokenizer : tokenizers)
            if (tokenizer.extension() == extension) return tokenizer;
    return {};
}

/// "v1" or "v3", by the tokenizer's name where that tells, else by the vocabulary.
std::string formatVersion(const fs::path& tokenizer, const ModelConfig& config) {
    const fs::path extension = tokenizer.extension();
    if (extension == ".v1") return "v1";
    if (extension == ".v2" || extension == ".v3") return "v3";
    return hasControlTokens(config) ? "v3" : "v1";
}

class OpenCheckpoint : public Checkpoint {
 public:
    explicit OpenCheckpoint(const CheckpointFiles& files)
        : m_configFile(files.config.filename().string()),
          m_config(readConfig(files.config)),
          m_weights(files),
          m_naming(m_weights, files) {
        checkTensors(files);
        describe(files);
    }

    void read(const TensorSlice& slice, Precision precision, std::byte* out) const override;

 private:
    void checkTensors(const CheckpointFiles& files);
    void checkTensor(TensorKind kind, int layer, int expert, const fs::path& directory, std::set<std::string>& used);
    void describe(const CheckpointFiles& files);

    std::string m_configFile;
    ModelConfig m_config;
    WeightFiles m_weights;
    Naming m_naming;
    std::map<Precision, std::uint64_t> m_bytesByPrecision;
};

void OpenCheckpoint::checkTensors(const CheckpointFiles& files) {
    refuseQuantised(m_weights);
    std::set<std::string> used;
    for (const TensorKind kind : kAllKinds) {
        if (kind == TensorKind::Head && m_config.tiedEmbeddings) continue;
        const int layers = isPerLayer(kind) ? m_config.layers : 1;
        const int experts = isPerExpert(kind) ? m_config.experts : 1;
        for (int layer = 0; layer < layers; ++layer)
            for (int expert = 0; expert < experts; ++expert)
                checkTensor(kind, layer, expert, files.directory, used);
    }
    // Tied embeddings: a head in the file is the embedding once more.
    if (m_config.tiedEmbeddings && m_weights.find(m_naming.name(TensorKind::Head, 0, 0)).file)
        checkTensor(TensorKind::Head, 0, 0, files.directory, used);
    for (const auto& [name, place] : m_weights.tensors()) {
        if (used.contains(name) || isHarmless(name, *place.tensor)) continue;
        throw formatError(place.file->file().path(), inQuotes(name) + " is not part of the model that " + m_configFile +
                                                         " describes (" + std::to_string(m_config.layers) +
                                                         " layers of " + std::to_string(m_config.experts) +
                                                         " experts)");
    }
}

void OpenCheckpoint::checkTensor(TensorKind kind, int layer, int expert, const fs::path& directory,
                                 std::set<std::string>& used) {
    const std::string name = m_naming.name(kind, layer, expert);
    const TensorPlace place = m_weights.find(name);
    if (!place.file) {
        throw formatError(directory, inQuotes(name) + " is missing from the weights; " + m_configFile + " describes " +
                                         std::to_string(m_config.layers) + " layers of " +
                                         std::to_string(m_config.experts) + " experts");
    }
    const fs::path& file = place.file->file().path();
    const std::vector<std::int64_t> expected = storedShape(m_naming.row(kind), m_config);
    if (place.tensor->shape != expected)
        throw formatError(file, inQuotes(name) + ": expected the shape " + shapeText(expected) + " by " + m_configFile +
                                    ", found " + shapeText(place.tensor->shape));
    if (!place.tensor->type->precision)
        throw unsupportedError(
            file, (place.tensor->type->name == "F64" ? "" : "quantised checkpoints are not supported yet: ") +
                      inQuotes(name) + ": expected F32, BF16 or F16, found " + std::string(place.tensor->type->name));
    if (used.insert(name).second) m_bytesByPrecision[*place.tensor->type->precision] += place.tensor->bytes;
}

void OpenCheckpoint::describe(const CheckpointFiles& files) {
    m_config.name = modelName(m_config, files.directory);
    m_info.directory = files.directory;
    m_info.config = m_config;
    const auto most =
        std::ranges::max_element(m_bytesByPrecision, {}, [](const auto& precision) { return precision.second; });
    m_info.weights = plainFormat(most->first);
    m_info.storedFormat = describeFormats(m_info.weights);
    m_info.layout = m_naming.layout();
    m_info.files = static_cast<int>(files.weights.size());
    m_info.fileBytes = m_weights.bytes();
    m_info.tokenizer = chooseTokenizer(files.tokenizers, m_config);
    const std::string version = formatVersion(m_info.tokenizer, m_config);
    if (!m_info.tokenizer.empty()) m_info.tokenizerVersion = version;
    m_info.suggestedFormat = "mistral-" + version;
}

void OpenCheckpoint::read(const TensorSlice& slice, Precision precision, std::byte* out) const {
    TensorKind kind = slice.kind;
    if (kind == TensorKind::Head && m_config.tiedEmbeddings) kind = TensorKind::Embedding;
    const auto [rows, columns] = tensorShape(kind, m_config);
    const auto isWithin = [](std::int64_t first, std::int64_t count, std::int64_t size) {
        return first >= 0 && count >= 0 && first <= size && count <= size - first;
    };
    if (!isWithin(slice.firstRow, slice.rows, rows) || !isWithin(slice.firstColumn, slice.columns, columns) ||
        (isPerLayer(kind) && !isWithin(slice.layer, 1, m_config.layers)) ||
        (isPerExpert(kind) && !isWithin(slice.expert, 1, m_config.experts)))
        throw Error(ErrorCode::InvalidArgument, "A slice lies outside the tensor " +
                                                    inQuotes(m_naming.name(kind, slice.layer, slice.expert)) + ".");

    const TensorPlace place = m_weights.find(m_naming.name(kind, slice.layer, slice.expert));
    const Arrangement arrangement = m_naming.row(kind).arrangement;
    StoredMatrix matrix{&place.file->file(), place.tensor->offset, rows, columns, *place.tensor->type->precision};
    if (arrangement == Arrangement::StackedTransposed) std::swap(matrix.rows, matrix.columns);

    // The expert's matrix within a tensor of all experts.
    std::int64_t matricesBefore = 0;
    switch (arrangement) {
        case Arrangement::Plain:
        case Arrangement::RotaryPairs:
            break;
        case Arrangement::PerExpert:
        case Arrangement::Stacked:
        case Arrangement::StackedTransposed:
            matricesBefore = slice.expert;
            break;
        case Arrangement::GateHalf:
            matricesBefore = 2 * slice.expert;
            break;
        case Arrangement::UpHalf:
            matricesBefore = 2 * slice.expert + 1;
            break;
    }
    matrix.offset += static_cast<std::uint64_t>(matricesBefore * rows * columns) * bytesPerElement(matrix.precision);

    const MatrixSlice part = {slice.firstRow, slice.rows, slice.firstColumn, slice.columns};
    if (arrangement == Arrangement::StackedTransposed) {
        readTransposed(matrix, part, precision, out);
    } else if (arrangement == Arrangement::RotaryPairs) {
        readRotaryPairs(matrix, m_config.headDim, part, precision, out);
    } else {
        readMatrix(matrix, part, precision, out);
    }
}

}  // namespace

std::unique_ptr<Checkpoint> Checkpoint::open(const fs::path& directory) {
    return std::make_unique<OpenCheckpoint>(findCheckpointFiles(directory));
}

CheckpointInfo inspectCheckpoint(const fs::path& directory) {
    return Checkpoint::open(directory)->info();
}

}  // namespace mw
