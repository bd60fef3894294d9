// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <map>
#include <optional>
#include <regex>
#include <string_view>

#include "mw/hub.h"

namespace mw {

namespace {

/// Beside weights: config, tokenizer, licence. Larger ones are no such files.
constexpr std::uint64_t kMostCompanionBytes = 100U << 20;

std::string_view nameOf(const HubFile& file) {
    const std::string_view path(file.path);
    return path.substr(path.rfind('/') + 1);
}

std::string_view folderOf(const HubFile& file) {
    const std::size_t slash = file.path.rfind('/');
    return slash == std::string::npos ? std::string_view() : std::string_view(file.path).substr(0, slash);
}

std::optional<HubForm::Kind> kindOf(const HubFile& file) {
    const std::string_view name = nameOf(file);
    if (name.ends_with(".gguf")) return HubForm::Kind::Gguf;
    const bool isConsolidated = name.starts_with("consolidated");
    if (name.ends_with(".safetensors"))
        return isConsolidated ? HubForm::Kind::Consolidated : HubForm::Kind::Safetensors;
    if (isConsolidated && (name.ends_with(".pth") || name.ends_with(".pt"))) return HubForm::Kind::ConsolidatedPth;
    return std::nullopt;
}

bool isCompanion(const HubFile& file) {
    if (file.bytes > kMostCompanionBytes) return false;
    const std::string_view name = nameOf(file);
    if (name.ends_with(".json") || name.ends_with(".jinja") || name.ends_with(".model") || name == "README.md")
        return true;
    return name.find("tokenizer") != std::string_view::npos || name.starts_with("LICENSE") ||
           name.starts_with("LICENCE");
}

/// GGUF files of one model: parts count as one, "x-00001-of-00003.gguf".
std::string withoutPart(const std::string& path) {
    static const std::regex part("(-0*[0-9]{1,5}-of-0*[0-9]{1,5})?\\.gguf$");
    return std::regex_replace(path, part, "");
}

/// "Q4_K_M" of "mixtral-8x7b.Q4_K_M.gguf"; the file's own name where it tells no quantisation.
std::string quantisationOf(const std::string& path) {
    static const std::regex known("(^|[-._/])((U?D?-?)?(I?Q[1-8](_[A-Z0-9]+)*|BF16|F16|F32|FP16|FP32|TQ[12]_0|MXFP4))$",
                                  std::regex::icase);
    const std::string stem = withoutPart(path);
    std::smatch match;
    if (std::regex_search(stem, match, known)) return match[2];
    return stem.substr(stem.rfind('/') + 1);
}

HubForm formOf(HubForm::Kind kind, std::string name, std::vector<HubFile> files) {
    HubForm form{.kind = kind, .name = std::move(name), .files = std::move(files)};
    std::sort(form.files.begin(), form.files.end(), [](const HubFile& a, const HubFile& b) { return a.path < b.path; });
    for (const HubFile& file : form.files)
        form.bytes += file.bytes;
    return form;
}

}  // namespace

std::vector<HubForm> formsOf(const HubRepository& repository) {
    std::map<std::pair<HubForm::Kind, std::string>, std::vector<HubFile>> weights;
    for (const HubFile& file : repository.files) {
        const std::optional<HubForm::Kind> kind = kindOf(file);
        if (!kind) continue;
        const std::string group = *kind == HubForm::Kind::Gguf ? withoutPart(file.path) : std::string(folderOf(file));
        weights[{*kind, group}].push_back(file);
    }
    std::map<std::string, int> names;  // of quantisations: two may be spelled alike
    for (const auto& [key, files] : weights)
        if (key.first == HubForm::Kind::Gguf) ++names[quantisationOf(files.front().path)];
    std::vector<HubForm> forms;
    for (auto& [key, files] : weights) {
        const auto& [kind, group] = key;
        std::string name = group;
        if (kind == HubForm::Kind::Gguf) {
            const std::string quantisation = quantisationOf(files.front().path);
            if (names[quantisation] == 1) name = quantisation;
        } else {
            // What lies beside the weights, without an index of the other form's.
            for (const HubFile& file : repository.files) {
                if (folderOf(file) != group || !isCompanion(file)) continue;
                const bool isIndex = nameOf(file).ends_with(".index.json");
                const bool ofConsolidated = nameOf(file).starts_with("consolidated");
                if (isIndex && (kind == HubForm::Kind::Safetensors) == ofConsolidated) continue;
                files.push_back(file);
            }
        }
        forms.push_back(formOf(kind, std::move(name), std::move(files)));
    }
    std::stable_sort(forms.begin(), forms.end(), [](const HubForm& a, const HubForm& b) {
        return a.kind != b.kind ? a.kind < b.kind : a.bytes < b.bytes;
    });
    if (forms.empty() && !repository.files.empty()) forms.push_back(formOf(HubForm::Kind::Other, {}, repository.files));
    return forms;
}

std::vector<HubForm> formsWith(const HubRepository& repository, const std::string& path) {
    const auto holds = [&path](const HubForm& form) {
        return std::any_of(form.files.begin(), form.files.end(), [&](const HubFile& f) { return f.path == path; });
    };
    const auto named = std::find_if(repository.files.begin(), repository.files.end(),
                                    [&path](const HubFile& file) { return file.path == path; });
    if (named == repository.files.end()) return {};
    std::vector<HubForm> forms = formsOf(repository);
    std::erase_if(forms, [&](const HubForm& form) { return !holds(form); });
    if (forms.empty()) forms.push_back(formOf(HubForm::Kind::Other, {}, {*named}));
    return forms;
}

}  // namespace mw
