// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <tuple>

#include "sm90_grouped.h"
#include "sm90_streamed.h"

namespace mw::cuda {

/// Tensor maps, made once for each matrix and number of rows and kept, since making one takes longer than a launch.
class TensorMaps {
 public:
    /// What maps depend on: addresses, rows and columns of what is there, and the elements of the weights.
    using Key = std::tuple<std::array<const void*, 3>, std::array<int, 3>, std::array<kernels::Element, 2>>;

    /// Points `maps` to the known ones, or to those that `make(maps)` makes, until the next call or clear(). Take
    /// scratch memory before: where that has to move, maps are cleared.
    template <typename Maps, typename Make>
    cudaError_t find(const Key& key, const Maps*& maps, const Make& make) {
        auto& known = std::get<std::map<Key, Maps>>(m_known);
        auto found = known.find(key);
        if (found == known.end()) {
            Maps made{};
            if (const cudaError_t error = make(made); error != cudaSuccess) return error;
            if (known.size() >= kMost) known.clear();
            found = known.emplace(key, made).first;
        }
        maps = &found->second;
        return cudaSuccess;
    }

    void clear() { m_known = {}; }

 private:
    /// Prompts come in all lengths, so old maps are dropped at times.
    static constexpr std::size_t kMost = 8192;

    std::tuple<std::map<Key, kernels::StreamedMaps>, std::map<Key, kernels::StreamedExpertsMaps>,
               std::map<Key, kernels::GroupedMaps>, std::map<Key, kernels::GroupedExpertsMaps>>
        m_known;
};

}  // namespace mw::cuda
