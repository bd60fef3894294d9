// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "sentencepiece_model.h"

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <unordered_map>

#include "foreign_content.h"
#include "marker.h"
#include "mw/error.h"
#include "utf8.h"
#include "wire_format.h"

namespace mw {

namespace {

constexpr std::uint64_t kLargestFile = 16U << 20;
constexpr std::size_t kMostPieces = 1U << 18;
constexpr std::size_t kLongestPiece = 512;

// Field numbers of sentencepiece's ModelProto and of the messages in it.
namespace model_field {
constexpr std::uint32_t pieces = 1, trainer = 2, normalizer = 3, denormalizer = 5;
}
namespace piece_field {
constexpr std::uint32_t text = 1, score = 2, type = 3;
}
namespace trainer_field {
constexpr std::uint32_t modelType = 3, vocabularySize = 4, whitespaceAsSuffix = 24, byteFallback = 35, unknownId = 40,
                        bosId = 41, eosId = 42, unknownSurface = 44, unknownPiece = 45, bosPiece = 46, eosPiece = 47;
}
namespace normalizer_field {
constexpr std::uint32_t name = 1, characterMap = 2, addDummyPrefix = 3, removeExtraWhitespace = 4, escapeWhitespace = 5,
                        ruleTable = 6;
}
constexpr int kBytePairEncoding = 2;
constexpr std::uint64_t kUnusedType = 5;  // a piece that is never used; Mixtral's files have none

/// What trainer_spec says, with sentencepiece's defaults where it says nothing.
struct TrainerSpec {
    int modelType = 1;
    std::int64_t vocabularySize = 0;
    bool whitespaceAsSuffix = false;
    bool byteFallback = false;
    int unknownId = 0;
    int bosId = 1;
    int eosId = 2;
    std::string unknownSurface = " \xE2\x81\x87 ";
    std::string unknownPiece = "<unk>";
    std::string bosPiece = "<s>";
    std::string eosPiece = "</s>";
};

class ModelReader {
 public:
    ModelReader(const std::filesystem::path& file, const std::set<std::string>& special)
        : m_file(file.string()), m_special(special) {}

    SentencePieceModel read();
    SentencePieceModel take(Vocabulary vocabulary);

 private:
    [[noreturn]] void refuse(const std::string& what, std::optional<std::uint64_t> offset = {},
                             ErrorCode code = ErrorCode::FileFormat) const {
        throw Error(code, m_file + ": " + what, {.file = m_file, .offset = offset, .device = {}});
    }
    [[noreturn]] void refuseKind(const std::string& what) const {
        refuse("not a tokenizer of the Mixtral family: " + what, {}, ErrorCode::Unsupported);
    }

    SentencePieceModel checked();
    std::string content() const;
    void readPiece(const WireField& message);
    void readTrainer(const WireField& message);
    void readNormalizer(const WireField& message);
    void checkPieces() const;
    int specialId(const char* role, const std::string& text, PieceType type, int declaredId) const;

    /// Calls `visit` for each field of a message inside the file.
    template <typename Visit>
    void forEachField(const WireField& message, const char* name, Visit&& visit) const {
        const std::string_view bytes = bytesOf(message, name);
        WireReader reader(bytes, message.contentOffset);
        while (const auto field = reader.next())
            visit(*field);
    }
    std::string_view bytesOf(const WireField& field, const char* name) const;
    std::uint64_t integerOf(const WireField& field, const char* name) const;
    std::string textOf(const WireField& field, const char* name) const;
    std::string pieceName(std::size_t id) const;

    std::string m_file;
    const std::set<std::string>& m_special;
    SentencePieceModel m_model;
    std::unordered_map<std::string_view, std::size_t> m_idOf;
    TrainerSpec m_trainer;
    bool m_hasTrainer = false;
    bool m_hasNormalizer = false;
};

SentencePieceModel ModelReader::read() {
    const std::string bytes = content();
    // Also of one that begins as a model does: with a line break.
    if (const std::string foreign = foreignContent(bytes, bytes.size(), false); !foreign.empty()) refuse(foreign);
    try {
        WireReader reader(bytes);
        while (const auto field = reader.next()) {
            switch (field->number) {
                case model_field::pieces:
                    readPiece(*field);
                    break;
                case model_field::trainer:
                    readTrainer(*field);
                    break;
                case model_field::normalizer:
                    readNormalizer(*field);
                    break;
                case model_field::denormalizer:
                    if (!bytesOf(*field, "denormalizer_spec").empty()) refuseKind("it has a denormalizer_spec");
                    break;
                default:
                    break;  // newer fields, and the self-test data, which is not needed
            }
        }
    } catch (const WireReader::Broken& broken) {
        refuse(
            "is no sentencepiece model, or a damaged one: at byte " + std::to_string(broken.offset) + " " + broken.what,
            broken.offset);
    }
    if (!m_model.pieces.empty() && !m_hasTrainer) refuse("has no trainer_spec; the file may be cut off");
    if (!m_model.pieces.empty() && !m_hasNormalizer) refuse("has no normalizer_spec; the file may be cut off");
    return checked();
}

SentencePieceModel ModelReader::take(Vocabulary vocabulary) {
    m_model.pieces = std::move(vocabulary.pieces);
    const std::size_t count = m_model.pieces.size();
    if (count > kMostPieces) refuse("holds more than " + std::to_string(kMostPieces) + " pieces");
    const auto textAt = [&](const char* role, int id) {
        if (id < 0 || static_cast<std::size_t>(id) >= count)
            refuse("has no piece " + std::to_string(id) + ", which it names as " + role);
        return m_model.pieces[static_cast<std::size_t>(id)].text;
    };
    m_trainer.unknownId = vocabulary.unknownId;
    m_trainer.bosId = vocabulary.bosId;
    m_trainer.eosId = vocabulary.eosId;
    if (count > 0) {
        m_trainer.unknownPiece = textAt("unk", vocabulary.unknownId);
        m_trainer.bosPiece = textAt("bos", vocabulary.bosId);
        m_trainer.eosPiece = textAt("eos", vocabulary.eosId);
    }
    return checked();
}

/// What was read, once it has been checked.
SentencePieceModel ModelReader::checked() {
    if (m_model.pieces.empty()) refuse("holds no pieces");
    for (std::size_t id = 0; id < m_model.pieces.size(); ++id) {
        const auto [first, isNew] = m_idOf.emplace(m_model.pieces[id].text, id);
        if (!isNew) refuse(pieceName(id) + " is the same as piece " + std::to_string(first->second));
    }
    for (Piece& piece : m_model.pieces)
        if (isMarker(piece, m_special)) piece.type = PieceType::Control;
    checkPieces();
    m_model.unknownId = specialId("unk", m_trainer.unknownPiece, PieceType::Unknown, m_trainer.unknownId);
    m_model.bosId = specialId("bos", m_trainer.bosPiece, PieceType::Control, m_trainer.bosId);
    m_model.eosId = specialId("eos", m_trainer.eosPiece, PieceType::Control, m_trainer.eosId);
    if (m_model.bosId == m_model.eosId)
        refuse("bos and eos are the same " + pieceName(static_cast<std::size_t>(m_model.bosId)));
    m_model.unknownSurface = m_trainer.unknownSurface;
    return std::move(m_model);
}

std::string ModelReader::content() const {
    std::error_code failure;
    const std::filesystem::file_status status = std::filesystem::status(m_file, failure);
    if (status.type() == std::filesystem::file_type::none) refuse(failure.message(), {}, ErrorCode::FileNotFound);
    if (status.type() != std::filesystem::file_type::regular) {
        const bool isLink = std::filesystem::is_symlink(m_file, failure);
        refuse(isLink ? "a link to a file that is not there; perhaps its download did not end" : "no such file", {},
               ErrorCode::FileNotFound);
    }
    const std::uintmax_t size = std::filesystem::file_size(m_file, failure);
    if (failure) refuse(failure.message(), {}, ErrorCode::FileNotFound);
    if (size > kLargestFile) {
        refuse("has " + std::to_string(size) + " bytes; a sentencepiece model has at most " +
               std::to_string(kLargestFile));
    }
    std::ifstream in(m_file, std::ios::binary);
    std::string bytes(size, '\0');
    if (!in.read(bytes.data(), static_cast<std::streamsize>(size)))
        refuse(std::string("cannot be read: ") + std::strerror(errno), {}, ErrorCode::FileNotFound);
    return bytes;
}

void ModelReader::readPiece(const WireField& message) {
    const std::size_t id = m_model.pieces.size();
    if (id == kMostPieces) refuse("holds more than " + std::to_string(kMostPieces) + " pieces", message.offset);
    const std::string name = "piece " + std::to_string(id);
    Piece piece;
    forEachField(message, name.c_str(), [&](const WireField& field) {
        if (field.number == piece_field::text) {
            piece.text = textOf(field, name.c_str());
        } else if (field.number == piece_field::score) {
            if (field.kind != WireField::Kind::Fixed32) refuse(name + ": its score is no number", field.offset);
            piece.score = field.asFloat();
        } else if (field.number == piece_field::type) {
            const std::uint64_t type = integerOf(field, name.c_str());
            if (type == 0 || type > 6 || type == kUnusedType) {
                refuse(name + " has type " + std::to_string(type) + ", expected 1, 2, 3, 4 or 6", field.offset);
            }
            piece.type = static_cast<PieceType>(type);
        }
    });
    m_model.pieces.push_back(std::move(piece));
}

void ModelReader::readTrainer(const WireField& message) {
    m_hasTrainer = true;
    const auto whole = [&](const WireField& field, const char* name) {
        const auto value = static_cast<std::int64_t>(integerOf(field, name));
        if (value < -1 || value > std::int64_t{kMostPieces}) {
            refuse(std::string("trainer_spec.") + name + " is " + std::to_string(value) + ", expected 0 to " +
                       std::to_string(kMostPieces),
                   field.offset);
        }
        return static_cast<int>(value);
    };
    forEachField(message, "trainer_spec", [&](const WireField& field) {
        switch (field.number) {
            case trainer_field::modelType:
                m_trainer.modelType = whole(field, "model_type");
                break;
            case trainer_field::vocabularySize:
                m_trainer.vocabularySize = whole(field, "vocab_size");
                break;
            case trainer_field::whitespaceAsSuffix:
                m_trainer.whitespaceAsSuffix = integerOf(field, "treat_whitespace_as_suffix") != 0;
                break;
            case trainer_field::byteFallback:
                m_trainer.byteFallback = integerOf(field, "byte_fallback") != 0;
                break;
            case trainer_field::unknownId:
                m_trainer.unknownId = whole(field, "unk_id");
                break;
            case trainer_field::bosId:
                m_trainer.bosId = whole(field, "bos_id");
                break;
            case trainer_field::eosId:
                m_trainer.eosId = whole(field, "eos_id");
                break;
            case trainer_field::unknownSurface:
                m_trainer.unknownSurface = textOf(field, "trainer_spec.unk_surface");
                break;
            case trainer_field::unknownPiece:
                m_trainer.unknownPiece = textOf(field, "trainer_spec.unk_piece");
                break;
            case trainer_field::bosPiece:
                m_trainer.bosPiece = textOf(field, "trainer_spec.bos_piece");
                break;
            case trainer_field::eosPiece:
                m_trainer.eosPiece = textOf(field, "trainer_spec.eos_piece");
                break;
            default:
                break;
        }
    });
    if (m_trainer.modelType != kBytePairEncoding) {
        refuseKind("trainer_spec.model_type is " + std::to_string(m_trainer.modelType) + ", expected 2 (BPE)");
    }
    if (!m_trainer.byteFallback) refuseKind("trainer_spec.byte_fallback is off, so characters would be lost");
    if (m_trainer.whitespaceAsSuffix) refuseKind("trainer_spec.treat_whitespace_as_suffix is on");
}

void ModelReader::readNormalizer(const WireField& message) {
    m_hasNormalizer = true;
    bool addsPrefix = true;
    bool removesWhitespace = true;
    bool escapesWhitespace = true;
    forEachField(message, "normalizer_spec", [&](const WireField& field) {
        switch (field.number) {
            case normalizer_field::characterMap:
                if (const auto map = bytesOf(field, "normalizer_spec.precompiled_charsmap"); !map.empty()) {
                    refuseKind("normalizer_spec.precompiled_charsmap has " + std::to_string(map.size()) +
                               " bytes, expected none");
                }
                break;
            case normalizer_field::ruleTable:
                if (!bytesOf(field, "normalizer_spec.normalization_rule_tsv").empty()) {
                    refuseKind("it has a normalizer_spec.normalization_rule_tsv");
                }
                break;
            case normalizer_field::addDummyPrefix:
                addsPrefix = integerOf(field, "normalizer_spec.add_dummy_prefix") != 0;
                break;
            case normalizer_field::removeExtraWhitespace:
                removesWhitespace = integerOf(field, "normalizer_spec.remove_extra_whitespaces") != 0;
                break;
            case normalizer_field::escapeWhitespace:
                escapesWhitespace = integerOf(field, "normalizer_spec.escape_whitespaces") != 0;
                break;
            default:
                break;
        }
    });
    if (!addsPrefix) refuseKind("normalizer_spec.add_dummy_prefix is off");
    if (removesWhitespace) refuseKind("normalizer_spec.remove_extra_whitespaces is on, so spaces would be lost");
    if (!escapesWhitespace) refuseKind("normalizer_spec.escape_whitespaces is off");
}

void ModelReader::checkPieces() const {
    if (m_trainer.vocabularySize > static_cast<std::int64_t>(m_model.pieces.size())) {
        refuse("trainer_spec.vocab_size is " + std::to_string(m_trainer.vocabularySize) + ", but there are " +
               std::to_string(m_model.pieces.size()) + " pieces");
    }
    int bytePieces = 0;
    for (std::size_t id = 0; id < m_model.pieces.size(); ++id) {
        const Piece& piece = m_model.pieces[id];
        if (piece.text.empty()) refuse(pieceName(id) + " is empty");
        if (piece.text.size() > kLongestPiece) {
            refuse(pieceName(id) + " has " + std::to_string(piece.text.size()) + " bytes, expected at most " +
                   std::to_string(kLongestPiece));
        }
        if (piece.text.find('\0') != std::string::npos) refuse(pieceName(id) + " holds a zero byte");
        if (!std::isfinite(piece.score)) refuse(pieceName(id) + ": its score is not finite");
        switch (piece.type) {
            case PieceType::Normal:
            case PieceType::Control:
            case PieceType::UserDefined:
                break;
            case PieceType::Unknown:
                if (piece.text != m_trainer.unknownPiece) {
                    refuse(pieceName(id) + " has type 2 (unknown), which only " + inQuotes(m_trainer.unknownPiece) +
                           " may have");
                }
                break;
            case PieceType::Byte: {
                unsigned value = 0;
                char end = 0;
                char spelled[8] = "";
                if (std::sscanf(piece.text.c_str(), "<0x%2X%c", &value, &end) == 2) {
                    std::snprintf(spelled, sizeof spelled, "<0x%02X>", value);
                }
                if (piece.text != spelled)
                    refuse(pieceName(id) + " has type 6 (byte), but is not spelled <0x00> to <0xFF>");
                ++bytePieces;
                break;
            }
        }
    }
    // No piece comes twice, so that 256 of them are all bytes.
    if (bytePieces != 256) refuse("holds " + std::to_string(bytePieces) + " byte pieces, expected 256");
}

int ModelReader::specialId(const char* role, const std::string& text, PieceType type, int declaredId) const {
    const auto found = m_idOf.find(text);
    if (found == m_idOf.end()) refuse("has no piece " + inQuotes(text) + ", which trainer_spec names as " + role);
    if (m_model.pieces[found->second].type != type) {
        refuse(pieceName(found->second) + " has type " +
               std::to_string(static_cast<int>(m_model.pieces[found->second].type)) + ", expected " +
               std::to_string(static_cast<int>(type)) + " as it is " + role);
    }
    const int id = static_cast<int>(found->second);
    if (id != declaredId) {
        refuse("trainer_spec." + std::string(role) + "_id is " + std::to_string(declaredId) + ", but " +
               inQuotes(text) + " is piece " + std::to_string(id));
    }
    return id;
}

std::string_view ModelReader::bytesOf(const WireField& field, const char* name) const {
    if (field.kind != WireField::Kind::Bytes) {
        refuse(std::string(name) + " has the wrong wire type at byte " + std::to_string(field.offset), field.offset);
    }
    return field.bytes;
}

std::uint64_t ModelReader::integerOf(const WireField& field, const char* name) const {
    if (field.kind != WireField::Kind::Varint) {
        refuse(std::string(name) + " has the wrong wire type at byte " + std::to_string(field.offset), field.offset);
    }
    return field.integer;
}

std::string ModelReader::textOf(const WireField& field, const char* name) const {
    const std::string_view bytes = bytesOf(field, name);
    if (!isUtf8(bytes)) refuse(std::string(name) + " is not UTF-8: " + inQuotes(bytes), field.offset);
    return std::string(bytes);
}

std::string ModelReader::pieceName(std::size_t id) const {
    return "piece " + std::to_string(id) + " " + inQuotes(m_model.pieces[id].text);
}

}  // namespace

std::string SentencePieceModel::serialized(bool spaced) const {
    WireWriter model;
    for (const Piece& piece : pieces) {
        WireWriter message;
        message.bytes(piece_field::text, piece.text);
        message.real(piece_field::score, piece.score);
        message.integer(piece_field::type, static_cast<std::uint64_t>(piece.type));
        model.bytes(model_field::pieces, message.message());
    }
    const auto textAt = [this](int id) -> const std::string& { return pieces[static_cast<std::size_t>(id)].text; };
    WireWriter trainer;
    trainer.integer(trainer_field::modelType, kBytePairEncoding);
    trainer.integer(trainer_field::vocabularySize, pieces.size());
    trainer.integer(trainer_field::byteFallback, 1);
    trainer.integer(trainer_field::unknownId, static_cast<std::uint64_t>(unknownId));
    trainer.integer(trainer_field::bosId, static_cast<std::uint64_t>(bosId));
    trainer.integer(trainer_field::eosId, static_cast<std::uint64_t>(eosId));
    trainer.bytes(trainer_field::unknownSurface, unknownSurface);
    trainer.bytes(trainer_field::unknownPiece, textAt(unknownId));
    trainer.bytes(trainer_field::bosPiece, textAt(bosId));
    trainer.bytes(trainer_field::eosPiece, textAt(eosId));
    model.bytes(model_field::trainer, trainer.message());

    WireWriter normalizer;
    normalizer.bytes(normalizer_field::name, "identity");
    normalizer.integer(normalizer_field::addDummyPrefix, spaced ? 1 : 0);
    normalizer.integer(normalizer_field::removeExtraWhitespace, 0);
    normalizer.integer(normalizer_field::escapeWhitespace, 1);
    model.bytes(model_field::normalizer, normalizer.message());
    return model.message();
}

SentencePieceModel readSentencePieceModel(const std::filesystem::path& file, const std::set<std::string>& special) {
    return ModelReader(file, special).read();
}

SentencePieceModel makeSentencePieceModel(Vocabulary vocabulary, const std::filesystem::path& file,
                                          const std::set<std::string>& special) {
    return ModelReader(file, special).take(std::move(vocabulary));
}

}  // namespace mw
