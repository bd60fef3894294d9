// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <string>

namespace mw {

/// "23.50 GiB".
inline std::string gibibytes(std::uint64_t bytes) {
    const std::string text = std::to_string(static_cast<double>(bytes) / (1ULL << 30));
    return text.substr(0, text.find('.') + 3) + " GiB";
}

}  // namespace mw
