// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "torch_reader.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "config.h"
#include "file.h"
#include "refused_files.h"
#include "torch_file.h"

namespace mw {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "consolidated";
constexpr std::string_view kZip = "PK\x03\x04";

/// "consolidated.00.pth" -> ".00", and "" of "consolidated.pth"; nothing for other names.
std::optional<std::string_view> middleOf(std::string_view name) {
    for (const std::string_view ending : {".pth", ".pt"}) {
        if (!name.starts_with(kPrefix) || !name.ends_with(ending)) continue;
        const std::string_view middle = name.substr(kPrefix.size(), name.size() - kPrefix.size() - ending.size());
        const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
        if (middle.empty() || (middle.size() == 3 && middle[0] == '.' && isDigit(middle[1]) && isDigit(middle[2])))
            return middle;
    }
    return std::nullopt;
}

/// The files of the checkpoint, which are numbered from 00 if there are several.
std::vector<std::string> filesIn(const CheckpointFolder& folder) {
    std::vector<std::string> names;
    for (const std::string& name : folder.names)
        if (middleOf(name)) names.push_back(name);
    for (std::size_t number = 0; number < names.size(); ++number) {
        const std::string_view middle = *middleOf(names[number]);
        const std::string expected = (number < 10 ? ".0" : ".") + std::to_string(number);
        if (middle == expected || (middle.empty() && names.size() == 1)) continue;
        const std::string missing[] = {std::string(kPrefix) + expected + fs::path(names[number]).extension().string()};
        throw notFoundError(
            folder.directory / names[number],
            "found without " + missing[0] + ", which should lie beside it" + unfinishedDownloads(folder, missing));
    }
    return names;
}

bool isZip(const fs::path& path) {
    const File file(path);
    std::string beginning(std::min<std::uint64_t>(file.size(), kZip.size()), '\0');
    file.read(0, reinterpret_cast<std::byte*>(beginning.data()), beginning.size());
    return beginning == kZip;
}

}  // namespace

bool hasTorchFiles(const CheckpointFolder& folder) {
    return std::ranges::any_of(folder.names, [](const std::string& name) { return middleOf(name).has_value(); });
}

StoredModel openTorchFiles(const CheckpointFolder& folder) {
    StoredModel model;
    for (const std::string& name : filesIn(folder)) {
        const fs::path path = folder.directory / name;
        requireWhole(folder, name);
        if (!isZip(path)) {
            const std::string foreign = foreignContentOf(path, false);
            if (!foreign.empty() && foreign.find("pickle") == std::string::npos &&
                foreign.find("words") == std::string::npos)
                throw formatError(path, foreign, 0);
            refusePickles(folder);  // of the kind that older versions of PyTorch wrote
        }
        TorchFile file = openTorchFile(path);
        model.fileBytes += file.file->size();
        for (auto& [tensorName, tensor] : file.tensors)
            addTensor(model.tensors, tensorName, std::move(tensor),
                      "; checkpoints whose tensors are divided among files are not supported");
        model.files.push_back(path);
    }
    model.configFile = configIn(folder, "params.json", "config.json");
    model.config = readConfig(model.configFile, model.notes);
    return model;
}

}  // namespace mw
