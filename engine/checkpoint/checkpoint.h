// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "file_stamps.h"
#include "kv_scales.h"
#include "matrix_reader.h"
#include "mw/model.h"
#include "stored_layout.h"

namespace mw {

/// The tensors of a Mixtral model, whatever a file calls them. All are row-major [out, in], as a matrix that is
/// multiplied from the left; Query and Key are in the rotate-half order of Hugging Face.
enum class TensorKind {
    Embedding,      ///< [vocabulary, hidden]
    AttentionNorm,  ///< [1, hidden]
    Query,          ///< [heads * headDim, hidden]
    Key,            ///< [kvHeads * headDim, hidden]
    Value,          ///< [kvHeads * headDim, hidden]
    Output,         ///< [hidden, heads * headDim]
    MoeNorm,        ///< [1, hidden]
    Router,         ///< [experts, hidden]
    ExpertGate,     ///< w1 [feedForward, hidden]
    ExpertUp,       ///< w3 [feedForward, hidden]
    ExpertDown,     ///< w2 [hidden, feedForward]
    FinalNorm,      ///< [1, hidden]
    Head,           ///< [vocabulary, hidden]; the embedding's bytes where embeddings are tied
};

/// A rectangle of one tensor.
struct TensorSlice {
    TensorKind kind = TensorKind::Embedding;
    int layer = 0;   ///< for the tensors of a layer
    int expert = 0;  ///< for the tensors of an expert
    std::int64_t firstRow = 0;
    std::int64_t rows = 0;
    std::int64_t firstColumn = 0;
    std::int64_t columns = 0;
};

/// An open checkpoint whose every tensor has been checked against its config. Reading is thread-safe.
class Checkpoint {
 public:
    /// Opens the checkpoint in `directory`; see inspectCheckpoint() for what is accepted. Throws Error.
    static std::unique_ptr<Checkpoint> open(const std::filesystem::path& directory);
    virtual ~Checkpoint() = default;

    const CheckpointInfo& info() const { return m_info; }

    /// Throws Error(FileFormat) if one of its files was replaced or changed since it was opened.
    void requireUnchanged() const { m_stamps.requireUnchanged(); }

    /// What a KV cache in e4m3 needs, by layer, where the checkpoint says so.
    const std::map<int, KvScales>& kvScales() const { return m_kvScales; }

    /// How the tensor of a slice is stored; the slice's columns have to be whole blocks of that.
    virtual StoredLayout layoutOf(const TensorSlice& slice) const = 0;

    /// Where the tensor of a slice stands, for people: "FILE: 'NAME'".
    virtual std::string placeOf(const TensorSlice& slice) const = 0;

    /// Reads a slice into `out` [rows, columns], packed, as it is stored. Blocks; uses ordinary file reads (a file
    /// truncated meanwhile is an Error with file and offset, never a signal).
    virtual void read(const TensorSlice& slice, std::byte* out) const = 0;

    /// The same, `rowsAtOnce` of them at a time, which `take` gets. Of weights that a tool spread over several tensors
    /// (see PackedMatrix), in which what belongs to a few rows lies across, all is read once.
    virtual void readInParts(const TensorSlice& slice, std::int64_t rowsAtOnce, const TakeRows& take) const;

 protected:
    CheckpointInfo m_info;
    std::map<int, KvScales> m_kvScales;
    FileStamps m_stamps;  ///< of its files, when they were opened
};

}  // namespace mw
