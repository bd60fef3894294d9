// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "stored_layout.h"

namespace mw {

/// A kind of storage of PyTorch, by the type of its values.
struct TorchStorage {
    std::string_view name;    ///< in package torch
    std::string_view type;    ///< of the values, as StoredTensor has it
    std::uint64_t bytes = 0;  ///< per value
    std::optional<StoredLayout> layout;
};

inline constexpr std::array kTorchStorages = {
    TorchStorage{"BFloat16Storage", "BF16", 2, StoredLayout::BFloat16},
    TorchStorage{"HalfStorage", "F16", 2, StoredLayout::Float16},
    TorchStorage{"FloatStorage", "F32", 4, StoredLayout::Float32},
    TorchStorage{"DoubleStorage", "F64", 8, {}},
    TorchStorage{"LongStorage", "I64", 8, {}},
    TorchStorage{"IntStorage", "I32", 4, {}},
    TorchStorage{"ShortStorage", "I16", 2, {}},
    TorchStorage{"CharStorage", "I8", 1, {}},
    TorchStorage{"ByteStorage", "U8", 1, {}},
    TorchStorage{"BoolStorage", "BOOL", 1, {}},
    TorchStorage{"Float8_e4m3fnStorage", "F8_E4M3", 1, {}},
};

}  // namespace mw
