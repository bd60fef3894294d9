// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "reader.h"

#include <array>

#include "gguf_reader.h"
#include "refused_files.h"
#include "safetensors_reader.h"
#include "torch_reader.h"

namespace mw {

namespace {

constexpr std::array kReaders = {
    CheckpointReader{"safetensors", nullptr, hasSafetensors, openSafetensors},
    CheckpointReader{"GGUF", isGgufFile, hasGguf, openGguf},
    CheckpointReader{"pieces of GGUF files", isGgufPiece, hasGgufPieces, refuseGgufPieces},
    CheckpointReader{"unfinished downloads", isUnfinishedWeights, hasUnfinished, refuseUnfinished},
    CheckpointReader{"PyTorch", nullptr, hasTorchFiles, openTorchFiles},
    CheckpointReader{"PyTorch pickles", nullptr, hasPickles, refusePickles},
    CheckpointReader{"safetensors under other names", nullptr, hasOtherNames, refuseOtherNames},
    CheckpointReader{"archives", nullptr, hasPacked, refusePacked},
};

}  // namespace

std::span<const CheckpointReader> checkpointReaders() {
    return kReaders;
}

const CheckpointReader& readerFor(const CheckpointFolder& folder) {
    for (const CheckpointReader& reader : kReaders)
        if (reader.takes && reader.takes(folder.picked)) return reader;
    for (const CheckpointReader& reader : kReaders)
        if (reader.recognise(folder)) return reader;
    throw notFoundError(
        folder.directory,
        "no weights found; expected model.safetensors, its shards with model.safetensors.index.json, or "
        "consolidated*.safetensors, consolidated.00.pth, or a .gguf file" +
            unfinishedDownloads(folder, {}) + weightsBelow(folder));
}

}  // namespace mw
