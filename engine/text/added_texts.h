// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mw {

/// Finds texts that are tokens of their own wherever they stand, before anything is merged.
class AddedTexts {
 public:
    struct Found {
        std::size_t at = 0;
        std::size_t size = 0;
        int id = 0;
    };

    void add(std::string_view text, int id);
    bool empty() const { return m_ids.size() == 1; }
    /// The first of them in `text`, the longest of several at one place.
    std::optional<Found> findIn(std::string_view text) const;

 private:
    // A tree of bytes: the node after another by a byte, and the token that ends in a node, if one does.
    std::unordered_map<std::uint64_t, std::uint32_t> m_next;
    std::vector<int> m_ids = {-1};
};

}  // namespace mw
