// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <memory>
#include <vector>

#include "sentencepiece_model.h"
#include "text_encoder.h"

namespace mw {

/// Two pieces that become one.
struct Merge {
    int left = 0;
    int right = 0;
    int result = 0;
};

/// Byte pair encoding by a list of merges, as tokenizers of Hugging Face have it: of the pairs in a text the one that
/// stands first in the list is merged, the leftmost of several, until none is left. Characters that are no piece are
/// bytes. A text of n characters takes time in n log n.
class MergeEncoder : public TextEncoder {
 public:
    /// `pieces` hold all 256 bytes. Merges that make a control piece are left out, so that no text becomes one.
    /// `splitsWords`: nothing is merged across the place before a space.
    MergeEncoder(const std::vector<Piece>& pieces, const std::vector<Merge>& merges, bool splitsWords);
    ~MergeEncoder() override;

    std::vector<int> encode(std::string_view text, bool spaced) const override;
    bool linesStandAlone() const override;

 private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mw
