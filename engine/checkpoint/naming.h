// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "checkpoint.h"
#include "stored_tensor.h"

namespace mw {

/// How a tensor's values lie in the file, compared to TensorKind's [rows, columns].
enum class Arrangement {
    Plain,              ///< [rows, columns]; a norm is [columns]
    RotaryPairs,        ///< [rows, columns], the rows of a head as (0, d/2, 1, d/2 + 1, ...) of the rotate-half order
    PerExpert,          ///< [experts, rows, columns]
    GateHalf,           ///< [experts, 2 * rows, columns], first half of an expert's rows
    UpHalf,             ///< [experts, 2 * rows, columns], second half
    Stacked,            ///< [experts * rows, columns]
    StackedTransposed,  ///< [experts * columns, rows]
};

/// A row of the table of names: a tensor of a model, as one kind of file spells it.
struct NamedTensor {
    TensorKind kind;
    std::string_view pattern;  ///< {L} stands for the layer, {E} for the expert
    Arrangement arrangement;
};

/// What a tensor is called in an open checkpoint: for each kind the row of the table that its files follow.
class Naming {
 public:
    /// Chooses the rows by the tensors of the first layer. Throws Error(FileFormat) of `file` if they follow no known
    /// naming.
    Naming(const StoredTensors& tensors, const std::filesystem::path& file);

    const NamedTensor& row(TensorKind kind) const { return *m_rows[static_cast<std::size_t>(kind)]; }
    std::string name(TensorKind kind, int layer, int expert) const;
    const std::string& layout() const { return m_layout; }  ///< for people: "Hugging Face, fused experts"

 private:
    std::vector<const NamedTensor*> m_rows;  // by kind
    std::string m_layout;
};

/// Rows and columns of a tensor.
struct MatrixShape {
    std::int64_t rows = 0;
    std::int64_t columns = 0;
};

MatrixShape tensorShape(TensorKind kind, const ModelConfig& config);

/// The shape that the file must give a tensor.
std::vector<std::int64_t> storedShape(const NamedTensor& row, const ModelConfig& config);

/// Whether there is one tensor of this kind for each layer, or each expert of it.
bool isPerLayer(TensorKind kind);
bool isPerExpert(TensorKind kind);

}  // namespace mw
