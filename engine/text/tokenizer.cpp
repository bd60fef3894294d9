// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "tokenizer.h"

#include <sentencepiece_processor.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "encoded_parts.h"
#include "mw/error.h"
#include "sentencepiece_model.h"
#include "utf8.h"

namespace mw {

namespace {

constexpr std::string_view kSpaceSymbol = "\xE2\x96\x81";  // "▁", how pieces spell a space

std::string withSpaces(std::string text) {
    for (std::size_t at = 0; (at = text.find(kSpaceSymbol, at)) != std::string::npos; ++at) {
        text.replace(at, kSpaceSymbol.size(), " ");
    }
    return text;
}

constexpr std::size_t kRememberedBytes = std::size_t{64} << 20;

/// Whether every piece with a line end in it is nothing else. Then no merge crosses the place before a line end, and a
/// text is encoded in parts exactly as in one.
bool linesStandAlone(const std::vector<Piece>& pieces) {
    return std::all_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
        return piece.text == "\n" || piece.text.find('\n') == std::string::npos;
    });
}

std::string bytesOf(const SentencePieceModel& model, const Piece& piece) {
    switch (piece.type) {
        case PieceType::Control:
            return {};
        case PieceType::Unknown:
            return model.unknownSurface;
        case PieceType::Byte:
            return {static_cast<char>(std::stoi(piece.text.substr(3, 2), nullptr, 16))};
        case PieceType::Normal:
        case PieceType::UserDefined:
            break;
    }
    return withSpaces(piece.text);
}

}  // namespace

struct Tokenizer::Impl {
    sentencepiece::SentencePieceProcessor processor;
    std::vector<Piece> pieces;
    std::vector<std::string> bytes;  // by id
    std::unordered_map<std::string, int> controls;
    std::size_t longest = 1;  // of the bytes
    int bos = 1;
    int eos = 2;
    std::string version;
    bool inParts = false;  // see linesStandAlone()
    EncodedParts known{kRememberedBytes};

    std::vector<int> encode(std::string_view text) const {
        std::vector<int> ids;
        const auto status = processor.Encode({text.data(), text.size()}, &ids);
        if (!status.ok()) throw Error(ErrorCode::Internal, "sentencepiece cannot encode a text: " + status.ToString());
        return ids;
    }
};

std::unique_ptr<Tokenizer> Tokenizer::open(const std::filesystem::path& file, const std::set<std::string>& special) {
    return from(readSentencePieceModel(file, special), file);
}

std::unique_ptr<Tokenizer> Tokenizer::make(Vocabulary vocabulary, const std::filesystem::path& file,
                                           const std::set<std::string>& special) {
    return from(makeSentencePieceModel(std::move(vocabulary), file, special), file);
}

std::unique_ptr<Tokenizer> Tokenizer::from(SentencePieceModel model, const std::filesystem::path& file) {
    auto impl = std::make_unique<Impl>();
    const auto status = impl->processor.LoadFromSerializedProto(model.serialized());
    if (!status.ok()) {
        throw Error(ErrorCode::FileFormat, file.string() + ": sentencepiece refuses it: " + status.ToString(),
                    {.file = file.string(), .offset = {}, .device = {}});
    }
    impl->bytes.reserve(model.pieces.size());
    for (const Piece& piece : model.pieces) {
        if (piece.type == PieceType::Control) impl->controls.emplace(piece.text, static_cast<int>(impl->bytes.size()));
        impl->bytes.push_back(bytesOf(model, piece));
        impl->longest = std::max(impl->longest, impl->bytes.back().size());
    }
    impl->bos = model.bosId;
    impl->eos = model.eosId;
    impl->version = impl->controls.contains("[INST]") && impl->controls.contains("[/INST]") ? "v3" : "v1";
    impl->inParts = linesStandAlone(model.pieces);
    impl->pieces = std::move(model.pieces);
    return std::unique_ptr<Tokenizer>(new Tokenizer(std::move(impl)));
}

Tokenizer::Tokenizer(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Tokenizer::~Tokenizer() = default;

int Tokenizer::size() const {
    return static_cast<int>(m_impl->pieces.size());
}

std::size_t Tokenizer::longestToken() const {
    return m_impl->longest;
}

int Tokenizer::bos() const {
    return m_impl->bos;
}

int Tokenizer::eos() const {
    return m_impl->eos;
}

const std::string& Tokenizer::version() const {
    return m_impl->version;
}

std::vector<int> Tokenizer::encode(std::string_view text) const {
    const auto encode = [this](std::string_view part) { return m_impl->encode(part); };
    if (!m_impl->inParts) return m_impl->known.idsOf(text, encode);
    std::vector<int> ids;
    for (const std::string_view part : partsOf(text)) {
        const std::vector<int> partIds = m_impl->known.idsOf(part, encode);
        // The space that is put before a text stands before its first part only.
        const auto prefix = part.data() == text.data() ? 0 : 1;
        if (!partIds.empty()) ids.insert(ids.end(), partIds.begin() + prefix, partIds.end());
    }
    return ids;
}

std::uint64_t Tokenizer::encodedBytes() const {
    return m_impl->known.encodedBytes();
}

int Tokenizer::controlId(std::string_view name) const {
    if (const auto found = findControl(name)) return *found;
    throw Error(ErrorCode::InvalidArgument, "the tokenizer (" + version() + ", " + std::to_string(size()) +
                                                " pieces) has no control token " + inQuotes(name));
}

std::optional<int> Tokenizer::findControl(std::string_view name) const {
    const auto found = m_impl->controls.find(std::string(name));
    return found != m_impl->controls.end() ? std::optional(found->second) : std::nullopt;
}

bool Tokenizer::isControl(int id) const {
    return id >= 0 && id < size() && m_impl->pieces[static_cast<std::size_t>(id)].type == PieceType::Control;
}

std::string Tokenizer::bytes(int id) const {
    if (id < 0 || id >= size()) {
        throw Error(ErrorCode::InvalidArgument, "token " + std::to_string(id) + " is out of range, the tokenizer has " +
                                                    std::to_string(size()) + " pieces");
    }
    return m_impl->bytes[static_cast<std::size_t>(id)];
}

bool Tokenizer::startsWithSpaceSymbol(int id) const {
    if (id < 0 || id >= size()) return false;
    const Piece& piece = m_impl->pieces[static_cast<std::size_t>(id)];
    const bool isText = piece.type == PieceType::Normal || piece.type == PieceType::UserDefined;
    return isText && piece.text.starts_with(kSpaceSymbol);
}

}  // namespace mw
