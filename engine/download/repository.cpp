// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "repository.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "target_folder.h"
#include "utf8.h"

namespace mw {

namespace {

using nlohmann::json;

constexpr std::size_t kMostFiles = 20'000;
constexpr std::size_t kMostPathBytes = 1024;
constexpr std::size_t kMostPartBytes = 200;  // a file system's 255, less what is put behind it meanwhile
constexpr std::uint64_t kMostBytes = 1ULL << 50;

const json& member(const json& object, const char* name) {
    static const json none;
    if (!object.is_object()) return none;
    const auto found = object.find(name);
    return found == object.end() ? none : *found;
}

std::string textOf(const json& value) {
    return value.is_string() ? value.get<std::string>() : std::string();
}

[[noreturn]] void refuse(const HubPlace& place, const std::string& what) {
    throw HubError(HubFault::Content, "What the hub says of " + place.repository + " cannot be used: " + what);
}

std::string small(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

HubFile parseFile(const json& entry, const HubPlace& place) {
    HubFile file{.path = textOf(member(entry, "rfilename"))};
    if (!staysBelow(file.path)) refuse(place, "a file is called " + inQuotes(file.path));
    const json& lfs = member(entry, "lfs");
    const json& bytes = member(lfs, "size").is_null() ? member(entry, "size") : member(lfs, "size");
    if (!bytes.is_number_unsigned() || bytes.get<std::uint64_t>() > kMostBytes)
        refuse(place, inQuotes(file.path) + " is without its size");
    file.bytes = bytes.get<std::uint64_t>();
    file.sha256 = small(textOf(member(lfs, "sha256")));
    if (lfs.is_null()) file.gitBlob = small(textOf(member(entry, "blobId")));
    if (!isFigures(file.sha256, 64) && !isFigures(file.gitBlob, 40))
        refuse(place, inQuotes(file.path) + " is without its checksum");
    return file;
}

std::string licenceOf(const json& model) {
    const json& card = member(model, "cardData");
    if (const std::string named = textOf(member(card, "license_name")); !named.empty()) return named;
    const json& licence = member(card, "license");
    if (licence.is_string()) return licence.get<std::string>();
    if (licence.is_array() && !licence.empty()) return textOf(licence.front());
    for (const json& tag : member(model, "tags"))
        if (const std::string text = textOf(tag); text.starts_with("license:")) return text.substr(8);
    return {};
}

}  // namespace

bool isFigures(std::string_view text, std::size_t length) {
    return text.size() == length && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool staysBelow(std::string_view path) {
    if (path.empty() || path.size() > kMostPathBytes || !isUtf8(path)) return false;
    while (true) {
        const std::size_t end = std::min(path.find('/'), path.size());
        const std::string_view part = path.substr(0, end);
        if (part.empty() || part == "." || part == ".." || part.size() > kMostPartBytes) return false;
        if (part.starts_with(kJournalName)) return false;
        for (const char c : part)
            if (static_cast<unsigned char>(c) < ' ' || c == '\x7f' || c == '\\') return false;
        if (end == path.size()) return true;
        path.remove_prefix(end + 1);
    }
}

void requireApart(const std::vector<HubFile>& files) {
    std::set<std::string> taken;
    std::set<std::string> folders;
    const auto refuseName = [](const std::string& path) {
        throw HubError(HubFault::Content, "Two of the files cannot lie in one folder; one is " + inQuotes(path));
    };
    for (const HubFile& file : files) {
        if (!staysBelow(file.path)) refuseName(file.path);
        for (const std::string& name : {file.path, file.path + std::string(kPartEnding)})
            if (!taken.insert(name).second) refuseName(file.path);
        for (std::size_t at = file.path.find('/'); at != std::string::npos; at = file.path.find('/', at + 1))
            folders.insert(file.path.substr(0, at));
    }
    for (const std::string& folder : folders)
        if (taken.contains(folder)) refuseName(folder);
}

HubRepository parseRepository(const std::string& text, const HubPlace& place) {
    const json model = json::parse(text, nullptr, false);
    if (!model.is_object()) refuse(place, "it is not JSON");
    HubRepository repository{.name = textOf(member(model, "id")),
                             .revision = place.revision,
                             .commit = small(textOf(member(model, "sha"))),
                             .licence = licenceOf(model)};
    // The card is text by anybody, and is shown.
    if (!isUtf8(repository.licence) || repository.licence.size() > 80) repository.licence.clear();
    std::erase_if(repository.licence, [](char c) { return static_cast<unsigned char>(c) < ' '; });
    // A repository that was renamed answers under its new name.
    try {
        if (parseHubPlace(repository.name).repository != repository.name) refuse(place, "it is without a name");
    } catch (const HubError&) {
        refuse(place, "it is without a name");
    }
    if (!isFigures(repository.commit, 40)) refuse(place, "it is without a commit");
    const json& gated = member(model, "gated");
    repository.gated = gated.is_boolean() ? gated.get<bool>() : gated.is_string();
    const json& files = member(model, "siblings");
    if (!files.is_array() || files.size() > kMostFiles) refuse(place, "it lists no files");
    for (const json& entry : files)
        repository.files.push_back(parseFile(entry, place));
    std::sort(repository.files.begin(), repository.files.end(),
              [](const HubFile& a, const HubFile& b) { return a.path < b.path; });
    return repository;
}

}  // namespace mw
