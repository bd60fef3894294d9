// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "checkpoint.h"

#include <algorithm>
#include <array>
#include <iomanip>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <sstream>
#include <string_view>
#include <utility>

#include "config.h"
#include "file.h"
#include "folder.h"
#include "format_choice.h"
#include "matrix_reader.h"
#include "mw/load_request.h"
#include "naming.h"
#include "packed_matrix.h"
#include "quantised_tensors.h"
#include "reader.h"

namespace mw {

namespace {

namespace fs = std::filesystem;

constexpr std::array kAllKinds = {
    TensorKind::Embedding,  TensorKind::AttentionNorm, TensorKind::Query,  TensorKind::Key,        TensorKind::Value,
    TensorKind::Output,     TensorKind::MoeNorm,       TensorKind::Router, TensorKind::ExpertGate, TensorKind::ExpertUp,
    TensorKind::ExpertDown, TensorKind::FinalNorm,     TensorKind::Head,
};

/// Values that are computed anew, and tensors without any: nothing is lost by not reading them.
bool isHarmless(std::string_view name, const StoredTensor& tensor) {
    return tensor.bytes == 0 || name.ends_with("rotary_emb.inv_freq");
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
    return tokenizers.empty() ? fs::path() : tokenizers.front();
}

/// Whether `token` is a piece of its own in a sentencepiece model, by its spelling there as a field of so many bytes;
/// nothing where the file is none.
std::optional<bool> hasPiece(const fs::path& tokenizer, std::string_view token) {
    constexpr std::string_view kFirstField = "\x0A";
    const std::string piece = std::string(kFirstField) + static_cast<char>(token.size()) + std::string(token);
    constexpr std::uint64_t kLargest = 16 << 20;
    try {
        const std::string model = readSmallFile(tokenizer, kLargest);
        if (!model.starts_with(kFirstField)) return std::nullopt;
        return model.find(piece) != std::string::npos;
    } catch (const Error&) {
        return std::nullopt;  // said when it is opened
    }
}

bool isAdded(const TokenizerFacts& facts, std::string_view name) {
    return std::ranges::any_of(facts.added, [&](const auto& token) { return token.second == name; });
}

/// "v1" or "v3", by the tokenizer's name, the tokens that its config lists or itself where these tell, else by the
/// vocabulary.
std::string formatVersion(const fs::path& tokenizer, const ModelConfig& config, const TokenizerFacts& facts) {
    const fs::path extension = tokenizer.extension();
    if (extension == ".v1") return "v1";
    if (extension == ".v2" || extension == ".v3") return "v3";
    if (isAdded(facts, "[INST]")) return "v3";
    if (facts.added.contains(config.bosId)) return "v1";  // all control tokens are listed, and it is not among them
    return hasPiece(tokenizer, "[INST]").value_or(hasControlTokens(config)) ? "v3" : "v1";
}

/// The matrices that a device holds, each of one or more tensors of the file. Norms and routers are always fp32.
constexpr std::array kEmbedding = {TensorKind::Embedding};
constexpr std::array kHead = {TensorKind::Head};
constexpr std::array kAttention = {TensorKind::Query, TensorKind::Key, TensorKind::Value};
constexpr std::array kOutput = {TensorKind::Output};
constexpr std::array kExperts = {TensorKind::ExpertGate, TensorKind::ExpertUp};
constexpr std::array kDown = {TensorKind::ExpertDown};
constexpr std::array<std::span<const TensorKind>, 6> kMatrices = {kEmbedding, kHead,    kAttention,
                                                                  kOutput,    kExperts, kDown};

/// Whether a tensor is a part of one of these.
bool isOfMatrix(TensorKind kind) {
    return std::ranges::any_of(kMatrices,
                               [&](const auto& kinds) { return std::ranges::find(kinds, kind) != kinds.end(); });
}

/// Of a row, to compare formats by.
constexpr std::int64_t kSomeColumns = 4096;

/// Whether a format holds a layout exactly, or as nearly as any does.
bool holdsBest(WeightFormat format, StoredLayout layout) {
    const StoredLayoutRow& row = storedLayoutRow(layout);
    return holdsExactly(format, layout) || (row.loss > 0 && row.held == format);
}

/// The smallest format that holds all of these so; 16 bits, which round, where there is none.
WeightFormat formatFor(const std::set<StoredLayout>& layouts) {
    if (layouts.size() == 1) return storedLayoutRow(*layouts.begin()).held;
    std::optional<WeightFormat> best;
    for (const WeightFormatRow& row : weightFormats()) {
        const bool holdsAll =
            std::ranges::all_of(layouts, [&](StoredLayout layout) { return holdsBest(row.format, layout); });
        if (holdsAll && (!best || bytesPerValue(row.format, kSomeColumns) < bytesPerValue(*best, kSomeColumns)))
            best = row.format;
    }
    return best.value_or(WeightFormat::BFloat16);
}

double storedBytesPerValue(StoredLayout layout) {
    return static_cast<double>(storedRowBytes(layout, kSomeColumns)) / kSomeColumns;
}

/// "Q5_0 as int8-g32 (8.5 bits instead of 5.5)".
std::string asHeld(StoredLayout layout, WeightFormat format) {
    std::ostringstream text;
    text << storedLayoutRow(layout).name << " as " << weightFormatName(format) << std::fixed << std::setprecision(1)
         << " (" << 8 * bytesPerValue(format, kSomeColumns) << " bits instead of " << 8 * storedBytesPerValue(layout);
    if (const double loss = storedLayoutRow(layout).loss; loss > 0)
        text << ", values off by " << std::defaultfloat << 100 * loss << " %";
    text << ')';
    return text.str();
}

class OpenCheckpoint : public Checkpoint {
 public:
    OpenCheckpoint(const CheckpointFolder& folder, StoredModel model)
        : m_directory(folder.directory), m_model(std::move(model)), m_naming(m_model.tensors, m_model.files.front()) {
        checkTensors();
        describe(folder);
        m_kvScales = m_model.kvScales;
        std::vector<fs::path> files = m_model.files;
        files.push_back(m_model.configFile);
        if (!m_info.tokenizer.empty()) files.push_back(m_info.tokenizer);
        m_stamps = FileStamps(files);
    }

    StoredLayout layoutOf(const TensorSlice& slice) const override { return *tensorOf(slice).layout; }
    std::string placeOf(const TensorSlice& slice) const override;
    void read(const TensorSlice& slice, std::byte* out) const override;
    void readInParts(const TensorSlice& slice, std::int64_t rowsAtOnce, const TakeRows& take) const override;

 private:
    void checkTensors();
    void checkTensor(TensorKind kind, int layer, int expert, std::set<std::string>& used);
    void describe(const CheckpointFolder& folder);
    /// The kind under which a slice's tensor is stored: a tied head is the embedding.
    TensorKind storedKind(const TensorSlice& slice) const;
    /// Throws Error(InvalidArgument) if the slice lies outside.
    const StoredTensor& tensorOf(const TensorSlice& slice) const;
    /// Throws Error(Unsupported) if its columns are no whole blocks.
    MatrixSlice partOf(const TensorSlice& slice) const;
    /// What holds the parts of the model as they are stored.
    WeightFormats heldFormats() const;
    void describeStored();
    /// What people should know of weights that are rounded, or take more memory than the file, as they are stored.
    void noteHeld();
    /// Those of some tensors of a layer.
    std::set<StoredLayout> layoutsOf(std::span<const TensorKind> kinds, int layer) const;
    /// What each matrix is stored in, and held in.
    std::vector<std::pair<std::set<StoredLayout>, WeightFormat>> matrices() const;
    std::string configName() const { return m_model.configFile.filename().string(); }

    fs::path m_directory;
    StoredModel m_model;
    Naming m_naming;
    std::map<StoredLayout, std::uint64_t> m_bytesByLayout;
    std::map<std::pair<TensorKind, int>, std::set<StoredLayout>> m_layoutsOf;  ///< by layer; 0 outside of layers
};

void OpenCheckpoint::checkTensors() {
    const ModelConfig& config = m_model.config;
    refuseQuantised(m_model.tensors, "it is a part of a quantised weight, but no quantization_config in " +
                                         configName() + " says how it was made, nor a quantize_config.json");
    std::set<std::string> used;
    for (const TensorKind kind : kAllKinds) {
        if (kind == TensorKind::Head && config.tiedEmbeddings) continue;
        const int layers = isPerLayer(kind) ? config.layers : 1;
        const int experts = isPerExpert(kind) ? config.experts : 1;
        for (int layer = 0; layer < layers; ++layer)
            for (int expert = 0; expert < experts; ++expert)
                checkTensor(kind, layer, expert, used);
    }
    // Tied embeddings: a head in the file is the embedding once more.
    if (config.tiedEmbeddings && m_model.tensors.contains(m_naming.name(TensorKind::Head, 0, 0)))
        checkTensor(TensorKind::Head, 0, 0, used);
    for (const auto& [name, tensor] : m_model.tensors) {
        if (used.contains(name) || isHarmless(name, tensor)) continue;
        throw formatError(tensor.file->path(), inQuotes(name) + " is not part of the model that " + configName() +
                                                   " describes (" + std::to_string(config.layers) + " layers of " +
                                                   std::to_string(config.experts) + " experts)");
    }
}

void OpenCheckpoint::checkTensor(TensorKind kind, int layer, int expert, std::set<std::string>& used) {
    const std::string name = m_naming.name(kind, layer, expert);
    const auto found = m_model.tensors.find(name);
    if (found == m_model.tensors.end()) {
        throw formatError(m_model.opened.empty() ? m_directory : m_model.opened,
                          inQuotes(name) + " is missing from the weights; " + configName() + " describes " +
                              std::to_string(m_model.config.layers) + " layers of " +
                              std::to_string(m_model.config.experts) + " experts");
    }
    const StoredTensor& tensor = found->second;
    const fs::path& file = tensor.file->path();
    const std::vector<std::int64_t> expected = storedShape(m_naming.row(kind), m_model.config);
    if (tensor.packed && m_naming.row(kind).arrangement != Arrangement::Plain)
        throw unsupportedError(file, inQuotes(name) + ": quantised weights are read under the names of Hugging Face");
    if (tensor.shape != expected)
        throw formatError(file, inQuotes(name) + ": expected the shape " + shapeText(expected) + " by " + configName() +
                                    ", found " + shapeText(tensor.shape));
    if (!tensor.layout)
        throw unsupportedError(file, inQuotes(name) +
                                         ": expected F32, BF16 or F16, or quantised weights and a config "
                                         "that says how they were made, found " +
                                         std::string(tensor.type));
    if (used.insert(name).second) m_bytesByLayout[*tensor.layout] += tensor.bytes;
    m_layoutsOf[{kind, layer}].insert(*tensor.layout);
}

std::set<StoredLayout> OpenCheckpoint::layoutsOf(std::span<const TensorKind> kinds, int layer) const {
    std::set<StoredLayout> all;
    for (const TensorKind kind : kinds)
        if (const auto found = m_layoutsOf.find({kind, layer}); found != m_layoutsOf.end())
            all.insert(found->second.begin(), found->second.end());
    return all;
}

WeightFormats OpenCheckpoint::heldFormats() const {
    const auto most = std::ranges::max_element(m_bytesByLayout, {}, [](const auto& layout) { return layout.second; });
    WeightFormats formats = storedLayoutRow(most->first).held;
    const auto isPlain = [](const auto& layout) { return storedLayoutRow(layout.first).isPlain(); };
    if (std::ranges::all_of(m_bytesByLayout, isPlain)) return formats;
    formats.embedding = formatFor(layoutsOf(kEmbedding, 0));
    if (!weightFormatRow(formats.embedding).element) formats.embedding = WeightFormat::Float32;
    const std::set<StoredLayout> head = layoutsOf(kHead, 0);
    formats.head = head.empty() ? formats.embedding : formatFor(head);
    std::vector<LayerFormats> layers;
    for (int layer = 0; layer < m_model.config.layers; ++layer)
        layers.push_back({.attention = formatFor(layoutsOf(kAttention, layer)),
                          .output = formatFor(layoutsOf(kOutput, layer)),
                          .experts = formatFor(layoutsOf(kExperts, layer)),
                          .down = formatFor(layoutsOf(kDown, layer))});
    formats.setLayers(std::move(layers));
    return formats;
}

std::vector<std::pair<std::set<StoredLayout>, WeightFormat>> OpenCheckpoint::matrices() const {
    const WeightFormats& held = m_info.weights;
    std::vector<std::pair<std::set<StoredLayout>, WeightFormat>> all = {{layoutsOf(kEmbedding, 0), held.embedding}};
    for (int number = 0; number < m_model.config.layers; ++number) {
        const LayerFormats& layer = held.layer(number);
        all.insert(all.end(), {{layoutsOf(kExperts, number), layer.experts},
                               {layoutsOf(kDown, number), layer.down},
                               {layoutsOf(kAttention, number), layer.attention},
                               {layoutsOf(kOutput, number), layer.output}});
    }
    all.emplace_back(layoutsOf(kHead, 0), held.head);
    return all;
}

void OpenCheckpoint::noteHeld() {
    // What is rounded to 16 bits; what codes of 8 bits hold nearly; what lies beside others in one matrix, so that none
    // holds both; what is held in clearly more bits than the file has.
    std::string rounded, nearby, beside, grown;
    const auto add = [](std::string& names, const std::string& name) {
        if ((", " + names + ", ").find(", " + name + ", ") == std::string::npos)
            names += (names.empty() ? "" : ", ") + name;
    };
    for (const auto& [layouts, format] : matrices()) {
        if (format == WeightFormat::Float32) continue;
        std::string together;
        bool isBeside = false, isPacked = false;
        for (const StoredLayout layout : layouts) {
            const StoredLayoutRow& row = storedLayoutRow(layout);
            const std::string name = row.packed ? m_model.quantised : std::string(row.name);
            together += (together.empty() ? "" : " and ") + name;
            isPacked = isPacked || row.packed;
            if (row.packed && weightFormatRow(format).element) {
                add(rounded, name);
                continue;
            }
            isBeside = isBeside || !holdsBest(format, layout);
            constexpr double kClearlyMore = 1.25;
            if (row.packed || !holdsBest(format, layout)) continue;
            if (row.loss > 0)
                add(nearby, asHeld(layout, format));
            else if (bytesPerValue(format, kSomeColumns) > kClearlyMore * storedBytesPerValue(layout))
                add(grown, asHeld(layout, format));
        }
        if (isBeside && !isPacked && layouts.size() > 1) add(beside, together);
    }
    std::ostringstream text;
    text << std::fixed << std::setprecision(1) << "The weights are stored with " << m_info.storedBits << " bits each";
    if (!rounded.empty())
        m_info.notes.push_back(
            text.str() + " (" + rounded +
            "). No format here holds these as they are yet, so as stored means rounded to bf16, which takes more "
            "memory than the file; fp8, int8 and int4 take less, and are rounded once more.");
    if (!beside.empty())
        m_info.notes.push_back(
            "Query, key and value are one matrix here, as are gate and up of an expert; where the file has them in "
            "types that no one format holds (" +
            beside + "), they are rounded to bf16.");
    if (!nearby.empty())
        m_info.notes.push_back("No format here has these values, so codes of 8 bits hold them nearly: " + nearby + ".");
    if (!grown.empty()) m_info.notes.push_back("Held exactly, but in more memory than the file takes: " + grown + ".");
}

void OpenCheckpoint::describeStored() {
    std::vector<std::pair<std::uint64_t, StoredLayout>> layouts;
    std::uint64_t all = 0;
    for (const auto& [layout, bytes] : m_bytesByLayout) {
        all += bytes;
        // In files of blocks norms and routers are plain numbers, and no more than a trace.
        const bool isOfNote = std::ranges::any_of(m_layoutsOf, [own = layout](const auto& tensors) {
            return isOfMatrix(tensors.first.first) && tensors.second.contains(own);
        });
        if (isOfNote) layouts.emplace_back(bytes, layout);
    }
    std::ranges::sort(layouts, std::ranges::greater());
    // What a tool quantised has a name of its own, whatever its weights are read as.
    if (!m_model.quantised.empty()) m_info.otherFormats.push_back(m_model.quantised);
    for (const auto& [bytes, layout] : layouts)
        if (const StoredLayoutRow& row = storedLayoutRow(layout); !row.packed)
            m_info.otherFormats.emplace_back(row.name);
    m_info.storedFormat = m_info.otherFormats.front();
    m_info.otherFormats.erase(m_info.otherFormats.begin());
    m_info.storedBits = 8 * static_cast<double>(all) / static_cast<double>(parameterCount(m_model.config));
}

void OpenCheckpoint::describe(const CheckpointFolder& folder) {
    m_info.directory = m_model.opened.empty() ? folder.asked : m_model.opened;
    m_info.config = m_model.config;
    m_info.knownAs = m_model.knownAs.empty() ? knownName(m_directory) : m_model.knownAs;
    m_info.config.name = modelName(m_model.config, m_model.knownAs.empty() ? folderName(m_directory) : m_model.knownAs);
    describeStored();
    m_info.weights = heldFormats();
    m_info.layout = m_naming.layout();
    m_info.files = static_cast<int>(m_model.files.size());
    m_info.fileBytes = m_model.fileBytes;
    m_info.notes = m_model.notes;
    noteHeld();
    m_info.tokenizer =
        m_model.tokenizer ? m_model.files.front() : chooseTokenizer(tokenizersIn(folder), m_model.config);
    const TokenizerFacts facts = m_model.tokenizer ? *m_model.tokenizer : readTokenizerFacts(m_directory);
    if (!facts.problem.empty()) m_info.notes.push_back(facts.problem);
    const std::string version = formatVersion(m_info.tokenizer, m_model.config, facts);
    if (m_info.tokenizer.empty())
        m_info.tokenizerMissing = m_model.noTokenizer.empty() ? missingTokenizer(folder) : m_model.noTokenizer;
    else
        m_info.tokenizerVersion = version;
    const bool listsAll = m_model.tokenizer || m_info.tokenizer.extension() == ".json";
    const bool lacksChatMl = !m_info.tokenizer.empty() && !isAdded(facts, kChatMlToken) &&
                             !hasPiece(m_info.tokenizer, kChatMlToken).value_or(!listsAll);
    const FormatChoice choice =
        chooseFormat(facts, folderName(m_directory) + " " + m_info.knownAs + " " + m_info.tokenizer.filename().string(),
                     version, lacksChatMl);
    try {
        m_info.suggestedChat = readSuggestedChat(m_directory);
    } catch (const Error& error) {
        m_info.notes.push_back("Not used: " + std::string(error.what()));
    }
    const bool isToldSo = !m_info.suggestedChat.format.empty();
    m_info.suggestedFormat = isToldSo ? m_info.suggestedChat.format : choice.format;
    m_info.formatNote = isToldSo ? "" : choice.note;
}

TensorKind OpenCheckpoint::storedKind(const TensorSlice& slice) const {
    return slice.kind == TensorKind::Head && m_model.config.tiedEmbeddings ? TensorKind::Embedding : slice.kind;
}

const StoredTensor& OpenCheckpoint::tensorOf(const TensorSlice& slice) const {
    const TensorKind kind = storedKind(slice);
    const auto [rows, columns] = tensorShape(kind, m_model.config);
    const auto isWithin = [](std::int64_t first, std::int64_t count, std::int64_t size) {
        return first >= 0 && count >= 0 && first <= size && count <= size - first;
    };
    const std::string name = m_naming.name(kind, slice.layer, slice.expert);
    if (!isWithin(slice.firstRow, slice.rows, rows) || !isWithin(slice.firstColumn, slice.columns, columns) ||
        (isPerLayer(kind) && !isWithin(slice.layer, 1, m_model.config.layers)) ||
        (isPerExpert(kind) && !isWithin(slice.expert, 1, m_model.config.experts)))
        throw Error(ErrorCode::InvalidArgument, "A slice lies outside the tensor " + inQuotes(name) + ".");
    return m_model.tensors.at(name);
}

std::string OpenCheckpoint::placeOf(const TensorSlice& slice) const {
    return tensorOf(slice).file->path().string() + ": " +
           inQuotes(m_naming.name(storedKind(slice), slice.layer, slice.expert));
}

MatrixSlice OpenCheckpoint::partOf(const TensorSlice& slice) const {
    const std::int64_t block = storedLayoutRow(*tensorOf(slice).layout).blockValues;
    if (slice.firstColumn % block != 0 || slice.columns % block != 0)
        throw Error(ErrorCode::Unsupported, inQuotes(m_naming.name(storedKind(slice), slice.layer, slice.expert)) +
                                                " is stored in blocks of " + std::to_string(block) +
                                                " values, which cannot be divided among so many devices.");
    return {slice.firstRow, slice.rows, slice.firstColumn, slice.columns};
}

void OpenCheckpoint::readInParts(const TensorSlice& slice, std::int64_t rowsAtOnce, const TakeRows& take) const {
    if (const StoredTensor& tensor = tensorOf(slice); tensor.packed)
        tensor.packed->readInParts(partOf(slice), rowsAtOnce, take);
    else
        Checkpoint::readInParts(slice, rowsAtOnce, take);
}

void OpenCheckpoint::read(const TensorSlice& slice, std::byte* out) const {
    const StoredTensor& tensor = tensorOf(slice);
    const MatrixSlice part = partOf(slice);
    if (tensor.packed) return tensor.packed->read(part, out);
    const TensorKind kind = storedKind(slice);
    const auto [rows, columns] = tensorShape(kind, m_model.config);
    const Arrangement arrangement = m_naming.row(kind).arrangement;
    StoredMatrix matrix{tensor.file.get(), tensor.offset, rows, columns, *tensor.layout};
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
    matrix.offset += storedBytes(matrix.layout, matricesBefore * rows * columns);

    if (arrangement == Arrangement::StackedTransposed) {
        readTransposed(matrix, part, out);
    } else if (arrangement == Arrangement::RotaryPairs) {
        readRotaryPairs(matrix, m_model.config.headDim, part, out);
    } else {
        readMatrix(matrix, part, out);
    }
}

}  // namespace

void Checkpoint::readInParts(const TensorSlice& slice, std::int64_t rowsAtOnce, const TakeRows& take) const {
    const std::uint64_t rowBytes = storedRowBytes(layoutOf(slice), slice.columns);
    std::vector<std::byte> some;
    for (std::int64_t first = 0; first < slice.rows; first += rowsAtOnce) {
        TensorSlice part = slice;
        part.firstRow = slice.firstRow + first;
        part.rows = std::min(rowsAtOnce, slice.rows - first);
        some.resize(static_cast<std::size_t>(part.rows) * rowBytes);
        read(part, some.data());
        take(first, part.rows, some.data());
    }
}

std::unique_ptr<Checkpoint> Checkpoint::open(const fs::path& directory) {
    const CheckpointFolder folder = openFolder(directory);
    return std::make_unique<OpenCheckpoint>(folder, readerFor(folder).open(folder));
}

OpenedCheckpoint openCheckpoint(const fs::path& directory) {
    std::shared_ptr<const Checkpoint> files = Checkpoint::open(directory);
    return {files->info(), files};
}

CheckpointInfo inspectCheckpoint(const fs::path& directory) {
    return Checkpoint::open(directory)->info();
}

}  // namespace mw
