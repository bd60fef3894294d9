// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "reader.h"

#include <array>

#include "gguf_reader.h"
#include "refused_files.h"
#include "safetensors_reader.h"

namespace mw {

namespace {

constexpr std::array kReaders = {
    CheckpointReader{"safetensors", "", hasSafetensors, openSafetensors},
    CheckpointReader{"GGUF", ".gguf", hasGguf, openGguf},
    CheckpointReader{"pieces of GGUF files", "", hasGgufPieces, refuseGgufPieces},
    CheckpointReader{"unfinished downloads", "", hasUnfinished, refuseUnfinished},
    CheckpointReader{"PyTorch pickles", "", hasPickles, refusePickles},
    CheckpointReader{"safetensors under other names", "", hasOtherNames, refuseOtherNames},
    CheckpointReader{"archives", "", hasPacked, refusePacked},
};

}  // namespace

std::span<const CheckpointReader> checkpointReaders() {
    return kReaders;
}

const CheckpointReader& readerFor(const CheckpointFolder& folder) {
    for (const CheckpointReader& reader : kReaders)
        if (!reader.ending.empty() && folder.picked.ends_with(reader.ending)) return reader;
    for (const CheckpointReader& reader : kReaders)
        if (reader.recognise(folder)) return reader;
    throw notFoundError(
        folder.directory,
        "no weights found; expected model.safetensors, its shards with model.safetensors.index.json, or "
        "consolidated*.safetensors, or a .gguf file" +
            unfinishedDownloads(folder, {}));
}

}  // namespace mw
