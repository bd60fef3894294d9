// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "mw/weight_format.h"
#include "stored_layout.h"
#include "weight_parts.h"

namespace mw {

/// A row of the table of conversions: how what a file stores becomes what a device holds.
struct Conversion {
    StoredLayout from = StoredLayout::Float32;
    WeightFormat to = WeightFormat::Float32;
    /// Converts rows of `columns` values, packed in `in`. Null: the bytes of the file are those of the device, or
    /// become them there.
    void (*convert)(const std::byte* in, std::int64_t rows, std::int64_t columns, const WeightParts& out) = nullptr;
    /// What the file stores where the device makes codes and scales of it, see Device::quantise().
    std::optional<Precision> quantised = {};
};

/// Throws Error(Unsupported) if there is none.
const Conversion& conversionOf(StoredLayout from, WeightFormat to);

}  // namespace mw
