// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "tokenizer.h"

#include <array>
#include <unordered_map>
#include <utility>

#include "added_texts.h"
#include "encoded_parts.h"
#include "marker.h"
#include "merge_encoder.h"
#include "mw/error.h"
#include "sentencepiece_encoder.h"
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

constexpr std::size_t kRememberedBytes = std::size_t{32} << 20;  // of texts with a space before them, and of others

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
    std::unique_ptr<TextEncoder> encoder;
    std::vector<Piece> pieces;
    std::vector<std::string> bytes;  // by id
    std::unordered_map<std::string, int> controls;
    std::size_t longest = 1;  // of the bytes
    std::map<int, AddedToken> added;
    AddedTexts texts;           // that are found before anything is merged
    AddedTexts textsWithSpace;  // the same with the space before them
    int bos = 1;
    int eos = 2;
    std::string version;
    SpaceBefore spaces = SpaceBefore::FirstText;
    bool spacesOnce = false;
    ChatHabits chat;
    EncodedParts unspaced{kRememberedBytes};
    EncodedParts spaced{kRememberedBytes};

    void add(int id, const AddedToken& token, const std::set<std::string>& special);
    void addText(int id, const AddedToken& token);
    bool putsSpaceBefore(std::string_view text, TextPlace place) const;
    void encode(std::vector<int>& ids, std::string_view text, bool isSpaced);
};

/// A token that may be none of the pieces: text then, or a control token.
void Tokenizer::Impl::add(int id, const AddedToken& token, const std::set<std::string>& special) {
    added[id] = token;
    if (id < static_cast<int>(pieces.size())) return;
    if (isMarker({token.text, 0, PieceType::UserDefined}, special))
        controls.emplace(token.text, id);
    else
        addText(id, token);
}

/// A token that is found in texts before anything is merged.
void Tokenizer::Impl::addText(int id, const AddedToken& token) {
    const std::string text = token.takesSpace ? " " + token.text : token.text;
    (token.takesSpace ? textsWithSpace : texts).add(text, id);
    longest = std::max(longest, text.size());
}

bool Tokenizer::Impl::putsSpaceBefore(std::string_view text, TextPlace place) const {
    if (place == TextPlace::Spaced) return true;
    if (spacesOnce && (text.starts_with(' ') || text.starts_with(kSpaceSymbol))) return false;
    return spaces == SpaceBefore::EveryText || (spaces == SpaceBefore::FirstText && place == TextPlace::First);
}

/// Adds the ids of a text without added tokens.
void Tokenizer::Impl::encode(std::vector<int>& ids, std::string_view text, bool isSpaced) {
    const auto add = [&](std::string_view part, bool withSpace) {
        const std::vector<int> partIds = (withSpace ? spaced : unspaced).idsOf(part, [&](std::string_view each) {
            return encoder->encode(each, withSpace);
        });
        ids.insert(ids.end(), partIds.begin(), partIds.end());
    };
    if (text.empty()) return;
    if (!encoder->linesStandAlone()) return add(text, isSpaced);
    for (const std::string_view part : partsOf(text))
        add(part, isSpaced && part.data() == text.data());
}

std::unique_ptr<Tokenizer> Tokenizer::open(const std::filesystem::path& file, const TokenizerTraits& traits) {
    SentencePieceModel model = readSentencePieceModel(file, traits.special);
    auto impl = std::make_unique<Impl>();
    impl->encoder = makeSentencePieceEncoder(model, file);
    return from(std::move(impl), std::move(model), traits);
}

std::unique_ptr<Tokenizer> Tokenizer::make(Vocabulary vocabulary, const std::filesystem::path& file,
                                           const TokenizerTraits& traits) {
    SentencePieceModel model = makeSentencePieceModel(std::move(vocabulary), file, traits.special);
    auto impl = std::make_unique<Impl>();
    impl->encoder = makeSentencePieceEncoder(model, file);
    return from(std::move(impl), std::move(model), traits);
}

std::unique_ptr<Tokenizer> Tokenizer::make(Vocabulary vocabulary, const std::vector<Merge>& merges, bool splitsWords,
                                           const std::filesystem::path& file, const TokenizerTraits& traits) {
    SentencePieceModel model = makeSentencePieceModel(std::move(vocabulary), file, traits.special);
    auto impl = std::make_unique<Impl>();
    impl->encoder = std::make_unique<MergeEncoder>(model.pieces, merges, splitsWords);
    for (const auto& [id, token] : traits.added) {
        if (id >= static_cast<int>(model.pieces.size())) break;
        if (model.pieces[static_cast<std::size_t>(id)].type == PieceType::UserDefined) impl->addText(id, token);
    }
    return from(std::move(impl), std::move(model), traits);
}

std::unique_ptr<Tokenizer> Tokenizer::from(std::unique_ptr<Impl> impl, SentencePieceModel model,
                                           const TokenizerTraits& traits) {
    impl->bytes.reserve(model.pieces.size());
    for (const Piece& piece : model.pieces) {
        if (piece.type == PieceType::Control) impl->controls.emplace(piece.text, static_cast<int>(impl->bytes.size()));
        impl->bytes.push_back(bytesOf(model, piece));
        impl->longest = std::max(impl->longest, impl->bytes.back().size());
    }
    impl->bos = model.bosId;
    impl->eos = model.eosId;
    impl->pieces = std::move(model.pieces);
    for (const auto& [id, token] : traits.added)
        impl->add(id, token, traits.special);
    impl->version = impl->controls.contains("[INST]") && impl->controls.contains("[/INST]") ? "v3" : "v1";
    impl->spaces = traits.spaces;
    impl->spacesOnce = traits.spacesOnce;
    impl->chat = traits.chat;
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

bool Tokenizer::has(int id) const {
    return (id >= 0 && id < size()) || m_impl->added.contains(id);
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

const ChatHabits& Tokenizer::chatHabits() const {
    return m_impl->chat;
}

std::vector<int> Tokenizer::encode(std::string_view text, TextPlace place) const {
    std::vector<int> ids;
    std::string spacedText;
    if (place == TextPlace::Spaced && !m_impl->texts.empty() && !text.empty()) {
        // The space is part of the text, also before an added token.
        spacedText = " " + std::string(text);
        text = spacedText;
    }
    TextPlace here = place;
    // Tokens that take the space before them are looked for once it has been put there.
    const auto encodeRun = [&](std::string_view run) {
        bool isSpaced = spacedText.empty() && m_impl->putsSpaceBefore(run, here);
        std::string withSpace;
        if (!m_impl->textsWithSpace.empty() && isSpaced && !run.empty()) {
            withSpace = " " + std::string(run);
            run = withSpace;
            isSpaced = false;
        }
        while (const auto found = m_impl->textsWithSpace.findIn(run)) {
            m_impl->encode(ids, run.substr(0, found->at), isSpaced);
            ids.push_back(found->id);
            run.remove_prefix(found->at + found->size);
            isSpaced = false;
        }
        m_impl->encode(ids, run, isSpaced);
    };
    while (const auto found = m_impl->texts.findIn(text)) {
        encodeRun(text.substr(0, found->at));
        ids.push_back(found->id);
        text.remove_prefix(found->at + found->size);
        here = TextPlace::AfterControl;
    }
    encodeRun(text);
    return ids;
}

std::uint64_t Tokenizer::encodedBytes() const {
    return m_impl->spaced.encodedBytes() + m_impl->unspaced.encodedBytes();
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
    if (id >= 0 && id < size()) return m_impl->pieces[static_cast<std::size_t>(id)].type == PieceType::Control;
    const auto found = m_impl->added.find(id);
    if (found == m_impl->added.end()) return false;
    const auto control = m_impl->controls.find(found->second.text);
    return control != m_impl->controls.end();
}

bool Tokenizer::stripsBefore(int id) const {
    const auto found = m_impl->added.find(id);
    return found != m_impl->added.end() && found->second.stripsBefore;
}

bool Tokenizer::stripsAfter(int id) const {
    const auto found = m_impl->added.find(id);
    return found != m_impl->added.end() && found->second.stripsAfter;
}

std::string Tokenizer::bytes(int id) const {
    if (!has(id)) {
        throw Error(ErrorCode::InvalidArgument, "token " + std::to_string(id) + " is out of range, the tokenizer has " +
                                                    std::to_string(size()) + " pieces");
    }
    if (id >= size()) return isControl(id) ? std::string() : m_impl->added.at(id).text;
    return m_impl->bytes[static_cast<std::size_t>(id)];
}

bool Tokenizer::startsWithSpaceSymbol(int id) const {
    if (id < 0 || id >= size()) return false;
    const Piece& piece = m_impl->pieces[static_cast<std::size_t>(id)];
    const bool isText = piece.type == PieceType::Normal || piece.type == PieceType::UserDefined;
    return isText && piece.text.starts_with(kSpaceSymbol);
}

}  // namespace mw
