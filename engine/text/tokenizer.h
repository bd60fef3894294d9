// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mw {

struct SentencePieceModel;
struct Vocabulary;

/// A sentencepiece tokenizer of the Mixtral family. Ids equal those of sentencepiece itself: a space is put before
/// every text that is not empty, other white space stays as it is, bytes that are not UTF-8 become U+FFFD.
class Tokenizer {
 public:
    /// Opens a sentencepiece model file. Its structure is checked before the library sees it, since sentencepiece
    /// trusts its input. `special`: names of tokens that text must not become, besides those that are spelled so.
    /// Throws Error naming the file and what is wrong with it.
    static std::unique_ptr<Tokenizer> open(const std::filesystem::path& file,
                                           const std::set<std::string>& special = {});
    /// The same of a tokenizer that lies in another file than its own.
    static std::unique_ptr<Tokenizer> make(Vocabulary vocabulary, const std::filesystem::path& file,
                                           const std::set<std::string>& special = {});
    ~Tokenizer();

    int size() const;  ///< number of pieces
    /// The most bytes of text that one token stands for. There is a token for each byte, so none stands for more.
    std::size_t longestToken() const;
    int bos() const;
    int eos() const;
    const std::string& version() const;  ///< "v1" (32000 pieces) or "v3" (control tokens for [INST] ...)

    /// Ids of `text`, taken as plain text: control tokens never come out, whatever people type, nor do other tokens
    /// that mark something (see isMarker()). No BOS, no EOS.
    /// What was encoded lately is remembered: a text that changed in a few lines takes the time of these.
    std::vector<int> encode(std::string_view text) const;
    /// Bytes of text for which encode() had to do the work.
    std::uint64_t encodedBytes() const;

    /// Id of a control token such as "[INST]" (v3). Throws Error(InvalidArgument) if the tokenizer has none of this
    /// name.
    int controlId(std::string_view name) const;
    std::optional<int> findControl(std::string_view name) const;
    bool isControl(int id) const;

    /// The bytes a token stands for: a byte piece is one byte, "▁" is a space, control tokens are empty, the unknown
    /// token is " ⁇ ". Throws Error(InvalidArgument) for ids out of range.
    std::string bytes(int id) const;

    /// Whether a token is text that starts with "▁". False for a space as a byte piece, and for ids out of range.
    bool startsWithSpaceSymbol(int id) const;

 private:
    struct Impl;
    static std::unique_ptr<Tokenizer> from(SentencePieceModel model, const std::filesystem::path& file);
    explicit Tokenizer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mw
