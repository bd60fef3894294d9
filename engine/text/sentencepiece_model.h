// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace mw {

/// What a piece is; the numbers are those of the file.
enum class PieceType : int { Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Byte = 6 };

/// One entry of the vocabulary.
struct Piece {
    std::string text;
    float score = 0;
    PieceType type = PieceType::Normal;
};

/// The content of a sentencepiece model file that is a tokenizer of the Mixtral family: BPE, byte fallback, text taken
/// as it is except for a space put before it.
struct SentencePieceModel {
    std::vector<Piece> pieces;
    int unknownId = 0;
    int bosId = 1;
    int eosId = 2;
    std::string unknownSurface;  ///< how the unknown token shows in decoded text

    /// Bytes to hand to sentencepiece: written anew from the fields above, so that nothing reaches the library that has
    /// not been checked (it trusts its input; CVE-2026-1260 is a heap overflow in its character map). `spaced`: a space
    /// is put before every text.
    std::string serialized(bool spaced = true) const;
};

/// Reads and checks a model file, some milliseconds. What isMarker() takes for a marker, by its spelling or by
/// `special`, is a control piece in it, so
/// that no text becomes one. Accepts at most 16 MiB and 262144 pieces. Throws Error(FileNotFound), Error(FileFormat),
/// or Error(Unsupported) for a valid file that is no Mixtral tokenizer; the message names the file and what is wrong.
SentencePieceModel readSentencePieceModel(const std::filesystem::path& file, const std::set<std::string>& special = {});

/// A tokenizer that lies in another file than its own: the pieces and which of them are special.
struct Vocabulary {
    std::vector<Piece> pieces;
    int unknownId = 0;
    int bosId = 1;
    int eosId = 2;
};

/// The model that such a tokenizer was made from, checked as if it had been read; `file` is named where it is wrong.
SentencePieceModel makeSentencePieceModel(Vocabulary vocabulary, const std::filesystem::path& file,
                                          const std::set<std::string>& special = {});

}  // namespace mw
