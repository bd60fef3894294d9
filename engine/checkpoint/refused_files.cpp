// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "refused_files.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "file.h"

namespace mw {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kPickleEndings = {".pth", ".pt", ".bin"};
constexpr std::array<std::string_view, 9> kPackedEndings = {".gz",  ".tgz", ".xz", ".zst", ".bz2",
                                                            ".tar", ".zip", ".7z", ".rar"};

/// The ending of a pickle; empty if `name` is none.
std::string_view pickleEnding(std::string_view name) {
    const auto found = std::ranges::find_if(kPickleEndings, [&](auto ending) { return name.ends_with(ending); });
    return found == kPickleEndings.end() ? std::string_view() : *found;
}

bool isPickle(const std::string& name) {
    return !pickleEnding(name).empty();
}

/// "mixtral.gguf-split-a", "mixtral.gguf.part2of3", "mixtral.gguf-part-b": cut at some byte, as files above 50 GB were
/// until 2024.
bool isGgufPiece(const std::string& name) {
    return std::ranges::any_of(std::array{".gguf-split-", ".gguf-part-", ".gguf.part", ".gguf.split"}, [&](auto mark) {
        const std::size_t at = name.find(mark);
        return at != std::string::npos && name.size() > at + std::string_view(mark).size();
    });
}

/// The command that turns pickles into safetensors, for people to run where they trust the files.
std::string conversionCommand(const fs::path& directory, const std::string& pattern) {
    std::string folder = directory.string();
    for (std::size_t at = 0; (at = folder.find('\'', at)) != std::string::npos; at += 4)
        folder.replace(at, 1, "'\\''");
    return "cd '" + folder +
           "' && python3 -c \"import glob, torch; from safetensors.torch import save_file; "
           "[save_file({k: v.contiguous() for k, v in torch.load(f, map_location='cpu', mmap=True, "
           "weights_only=True).items()}, f.rsplit('.', 1)[0].replace('pytorch_model', 'model') + '.safetensors') "
           "for f in sorted(glob.glob('" +
           pattern + "'))]\"";
}

/// Chrome calls a file so until a person has said that it may be kept.
bool isUnfinishedWeights(const std::string& name) {
    return isUnfinished(name) && (name.find(".safetensors") != std::string::npos ||
                                  name.find(".gguf") != std::string::npos || name.starts_with("Unconfirmed "));
}

bool isPacked(const std::string& name) {
    return std::ranges::any_of(kPackedEndings, [&](auto ending) { return name.ends_with(ending); });
}

bool isOtherName(const std::string& name) {
    return name.ends_with(".safetensors");
}

}  // namespace

bool hasUnfinished(const CheckpointFolder& folder) {
    return std::ranges::any_of(folder.names, isUnfinishedWeights);
}

StoredModel refuseUnfinished(const CheckpointFolder& folder) {
    const std::string& name = *std::ranges::find_if(folder.names, isUnfinishedWeights);
    throw notFoundError(folder.directory / name,
                        "an unfinished download, and there are no other weights in the folder");
}

bool hasOtherNames(const CheckpointFolder& folder) {
    return std::ranges::any_of(folder.names, isOtherName);
}

StoredModel refuseOtherNames(const CheckpointFolder& folder) {
    const std::string& name = *std::ranges::find_if(folder.names, isOtherName);
    if (name.starts_with("adapter"))
        throw unsupportedError(folder.directory / name,
                               "an adapter (LoRA), no model; merge it into the model that it was trained on first");
    throw notFoundError(
        folder.directory / name,
        "not a name of weights, such as model.safetensors or model-00001-of-00002.safetensors; rename it, "
        "or open the file itself if it is the whole model");
}

bool hasPacked(const CheckpointFolder& folder) {
    return std::ranges::any_of(folder.names, isPacked);
}

StoredModel refusePacked(const CheckpointFolder& folder) {
    const std::string& name = *std::ranges::find_if(folder.names, isPacked);
    throw unsupportedError(folder.directory / name,
                           "packed, and there are no other weights in the folder; unpack it there");
}

bool hasPickles(const CheckpointFolder& folder) {
    return std::ranges::any_of(folder.names, isPickle);
}

StoredModel refusePickles(const CheckpointFolder& folder) {
    const std::string& name = *std::ranges::find_if(folder.names, isPickle);
    std::string pattern = "*" + std::string(pickleEnding(name));
    for (const char* prefix : {"consolidated", "pytorch_model"})
        if (name.starts_with(prefix)) pattern = prefix + pattern;
    const std::string file = (folder.directory / name).string();
    // No full stop after a command that is to be copied.
    throw Error(
        ErrorCode::Unsupported,
        file +
            ": a PyTorch pickle, which can run code when it is read, so it is never read here. If you trust it, "
            "convert it: " +
            conversionCommand(folder.directory, pattern),
        ErrorPlace{file, {}, {}});
}

bool hasGgufPieces(const CheckpointFolder& folder) {
    return std::ranges::any_of(folder.names, isGgufPiece);
}

StoredModel refuseGgufPieces(const CheckpointFolder& folder) {
    const std::string& name =
        isGgufPiece(folder.picked) ? folder.picked : *std::ranges::find_if(folder.names, isGgufPiece);
    const std::string whole = name.substr(0, name.find(".gguf")) + ".gguf";
    std::string pieces;
    for (const std::string& each : folder.names)
        if (isGgufPiece(each) && each.starts_with(whole)) pieces += (pieces.empty() ? "" : " ") + each;
    throw unsupportedError(
        folder.directory / name,
        "one piece of a GGUF file that was cut; join all of them in order: cat " + pieces + " > " + whole);
}

}  // namespace mw
