// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// From plain numbers to the weight formats that need scales.

#pragma once

#include <cstddef>
#include <cstdint>

#include "mw/precision.h"
#include "weight_parts.h"

namespace mw {

/// Whether quantiseRows() makes this format.
bool isQuantised(WeightFormat format);

/// Quantises rows of `columns` plain elements, packed in `in`; the same on every machine. A row with NaN or infinity
/// becomes NaN, wholly or the group in which it stands. Throws Error(Internal) for formats of plain elements.
///
/// Formats of GGUF files and with zero points, here for tests and random weights, are mapped to the range of each group
/// without a search. fp8: the scale of a row maps its largest magnitude to 448. int8: that of a group maps it to 127.
/// int4: of 19 scales, which map a group's extreme value to between -7.1 and -8.9, the one whose weighted squared error
/// is the least, each value weighed by its square; the error is that after the scale has been fitted to the rounded
/// values.
void quantiseRows(const std::byte* in, Precision element, std::int64_t rows, std::int64_t columns, WeightFormat format,
                  const WeightParts& out);

/// Puts codes of 4 or 8 bits, of whole blocks, or those of 5 or 6 bits of one row, of whole super-blocks, into the
/// order in which they are held, see code_order.h.
void packCodes(const std::uint8_t* codes, std::size_t count, int bits, std::byte* out);

}  // namespace mw
