// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>

#include "matrix_reader.h"

namespace mw {

/// The weight of a linear layer, [out, in], as a quantisation tool stored it: codes in one tensor, scales and what else
/// they need in others. What is read are rows in a layout that any of these ways leads to.
class PackedMatrix {
 public:
    virtual ~PackedMatrix() = default;

    /// What read() hands out: codes with their scales where a format here holds them exactly, else their values.
    virtual StoredLayout layout() const = 0;

    /// Reads a slice into `out` [rows, columns], packed, in the layout above; its columns are whole blocks of that.
    /// Thread-safe. Throws Error with file and tensor where a scale is no positive number.
    virtual void read(const MatrixSlice& slice, std::byte* out) const = 0;

    /// The same, `rowsAtOnce` of them at a time, which `take` gets: where all lie across a file, that is read once.
    virtual void readInParts(const MatrixSlice& slice, std::int64_t rowsAtOnce, const TakeRows& take) const;
};

}  // namespace mw
