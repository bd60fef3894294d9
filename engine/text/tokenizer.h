// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokenizer_traits.h"

namespace mw {

struct Merge;
struct SentencePieceModel;
struct Vocabulary;

/// Where a text stands, which decides whether a space is put before it.
enum class TextPlace {
    Spaced,        ///< where the format of the prompt wants a space, as Mistral's do everywhere
    First,         ///< at the start of all
    AfterControl,  ///< after a control token
};

/// A tokenizer of the Mixtral family, by sentencepiece or by a list of merges. Ids equal those of sentencepiece, or of
/// Hugging Face's tokenizers: white space stays as it is, bytes that are not UTF-8 become U+FFFD.
class Tokenizer {
 public:
    /// Opens a sentencepiece model file. Its structure is checked before the library sees it, since sentencepiece
    /// trusts its input. Throws Error naming the file and what is wrong with it.
    static std::unique_ptr<Tokenizer> open(const std::filesystem::path& file, const TokenizerTraits& traits = {});
    /// The same of a tokenizer that lies in another file than its own.
    static std::unique_ptr<Tokenizer> make(Vocabulary vocabulary, const std::filesystem::path& file,
                                           const TokenizerTraits& traits = {});
    /// The same of one that merges by a list, see MergeEncoder.
    static std::unique_ptr<Tokenizer> make(Vocabulary vocabulary, const std::vector<Merge>& merges, bool splitsWords,
                                           const std::filesystem::path& file, const TokenizerTraits& traits = {});
    ~Tokenizer();

    int size() const;        ///< number of pieces, without tokens that were added beside them
    bool has(int id) const;  ///< whether it is a piece or an added token
    /// The most bytes of text that one token stands for. There is a token for each byte, so none stands for more.
    std::size_t longestToken() const;
    int bos() const;
    int eos() const;
    const std::string& version() const;  ///< "v1" (32000 pieces) or "v3" (control tokens for [INST] ...)
    const ChatHabits& chatHabits() const;

    /// Ids of `text`, taken as plain text: control tokens never come out, whatever people type, nor do other tokens
    /// that mark something (see isMarker()). No BOS, no EOS.
    /// What was encoded lately is remembered: a text that changed in a few lines takes the time of these.
    std::vector<int> encode(std::string_view text, TextPlace place = TextPlace::Spaced) const;
    /// Bytes of text for which encode() had to do the work.
    std::uint64_t encodedBytes() const;

    /// Id of a control token such as "[INST]" (v3). Throws Error(InvalidArgument) if the tokenizer has none of this
    /// name.
    int controlId(std::string_view name) const;
    std::optional<int> findControl(std::string_view name) const;
    bool isControl(int id) const;
    bool stripsBefore(int id) const;  ///< whether white space before this control token is dropped
    bool stripsAfter(int id) const;   ///< the same after it

    /// The bytes a token stands for: a byte piece is one byte, "▁" is a space, control tokens are empty, the unknown
    /// token is " ⁇ ". Throws Error(InvalidArgument) for ids out of range.
    std::string bytes(int id) const;

    /// Whether a token is text that starts with "▁". False for a space as a byte piece, and for ids out of range.
    bool startsWithSpaceSymbol(int id) const;

 private:
    struct Impl;
    static std::unique_ptr<Tokenizer> from(std::unique_ptr<Impl> impl, SentencePieceModel model,
                                           const TokenizerTraits& traits);
    explicit Tokenizer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mw
