// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "sentencepiece_encoder.h"

#include <sentencepiece_processor.h>

#include <algorithm>
#include <string>

#include "mw/error.h"

namespace mw {

namespace {

using sentencepiece::SentencePieceProcessor;

void load(SentencePieceProcessor& processor, const SentencePieceModel& model, bool spaced,
          const std::filesystem::path& file) {
    const auto status = processor.LoadFromSerializedProto(model.serialized(spaced));
    if (!status.ok()) {
        throw Error(ErrorCode::FileFormat, file.string() + ": sentencepiece refuses it: " + status.ToString(),
                    {.file = file.string(), .offset = {}, .device = {}});
    }
}

std::vector<int> idsOf(const SentencePieceProcessor& processor, std::string_view text) {
    std::vector<int> ids;
    const auto status = processor.Encode({text.data(), text.size()}, &ids);
    if (!status.ok()) throw Error(ErrorCode::Internal, "sentencepiece cannot encode a text: " + status.ToString());
    return ids;
}

class SentencePieceEncoder : public TextEncoder {
 public:
    SentencePieceEncoder(const SentencePieceModel& model, const std::filesystem::path& file)
        : m_linesStandAlone(std::ranges::all_of(model.pieces, [](const Piece& piece) {
              return piece.text == "\n" || piece.text.find('\n') == std::string::npos;
          })) {
        load(m_processor, model, true, file);
        if (!m_linesStandAlone) load(m_unspaced, model, false, file);
    }

    std::vector<int> encode(std::string_view text, bool spaced) const override {
        if (spaced || text.empty()) return idsOf(m_processor, text);
        if (!m_linesStandAlone) return idsOf(m_unspaced, text);
        // Nothing merges with the space and the line end, which are a token each.
        const bool hasLineEnd = text.front() == '\n';
        std::vector<int> ids = idsOf(m_processor, hasLineEnd ? text : "\n" + std::string(text));
        ids.erase(ids.begin(), ids.begin() + (hasLineEnd ? 1 : 2));
        return ids;
    }

    bool linesStandAlone() const override { return m_linesStandAlone; }

 private:
    bool m_linesStandAlone;
    SentencePieceProcessor m_processor;
    SentencePieceProcessor m_unspaced;  ///< puts no space before a text; only where it is needed
};

}  // namespace

std::unique_ptr<TextEncoder> makeSentencePieceEncoder(const SentencePieceModel& model,
                                                      const std::filesystem::path& file) {
    return std::make_unique<SentencePieceEncoder>(model, file);
}

}  // namespace mw
