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

bool isPacked(const std::string& name) {
    return std::ranges::any_of(kPackedEndings, [&](auto ending) { return name.ends_with(ending); });
}

bool isOtherName(const std::string& name) {
    return name.ends_with(".safetensors");
}

}  // namespace

// Chrome calls a file "Unconfirmed 123.crdownload" until a person has said that it may be kept; Ollama's files have no
// ending.
bool isUnfinishedWeights(std::string_view name) {
    constexpr std::array<std::string_view, 2> kParts = {".safetensors", ".gguf"};
    return isUnfinished(name) &&
           (std::ranges::any_of(kParts, [&](auto part) { return name.find(part) != std::string_view::npos; }) ||
            name.starts_with("Unconfirmed ") || name.starts_with("sha256-"));
}

bool hasUnfinished(const CheckpointFolder& folder) {
    return std::ranges::any_of(folder.names, isUnfinishedWeights);
}

StoredModel refuseUnfinished(const CheckpointFolder& folder) {
    if (isUnfinishedWeights(folder.picked))
        throw notFoundError(folder.directory / folder.picked,
                            "an unfinished download; the program that began it can go on with it");
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

// "mixtral.gguf-split-a" and "mixtral.gguf-part-b", as files above 50 GB were cut until 2024, "mixtral.gguf.part2of3",
// and "mixtral.gguf.aa", "mixtral.ggufab", "mixtral.gguf.001", as split and packers name what they cut.
std::string_view wholeOfPiece(std::string_view name) {
    constexpr std::string_view kWhole = ".gguf";
    const std::size_t at = name.find(kWhole);
    if (at == std::string_view::npos) return {};
    const std::string_view whole = name.substr(0, at + kWhole.size());
    std::string_view rest = name.substr(whole.size());
    for (const std::string_view mark : {"-split-", "-part-", ".part", ".split"})
        if (rest.starts_with(mark) && rest.size() > mark.size()) return whole;
    if (rest.starts_with('.')) rest.remove_prefix(1);
    const auto consistsOf = [&](std::string_view characters) {
        return rest.find_first_not_of(characters) == std::string_view::npos;
    };
    const bool isNumber = !rest.empty() && rest.size() <= 4 && consistsOf("0123456789");
    const bool isSuffix = (rest.size() == 2 ? rest.starts_with('a') : rest.size() == 3 && rest.starts_with("aa")) &&
                          consistsOf("abcdefghijklmnopqrstuvwxyz");
    return isNumber || isSuffix ? whole : std::string_view();
}

bool isGgufPiece(std::string_view name) {
    return !wholeOfPiece(name).empty();
}

bool hasGgufPieces(const CheckpointFolder& folder) {
    return std::ranges::any_of(folder.names, isGgufPiece);
}

StoredModel refuseGgufPieces(const CheckpointFolder& folder) {
    const std::string& name =
        isGgufPiece(folder.picked) ? folder.picked : *std::ranges::find_if(folder.names, isGgufPiece);
    const std::string whole(wholeOfPiece(name));
    std::string pieces;
    for (const std::string& each : folder.names)
        if (wholeOfPiece(each) == whole) pieces += (pieces.empty() ? "" : " ") + each;
    throw unsupportedError(
        folder.directory / name,
        "one piece of a GGUF file that was cut; join all of them in order: cat " + pieces + " > " + whole);
}

}  // namespace mw
