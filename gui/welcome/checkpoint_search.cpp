// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "checkpoint_search.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <chrono>
#include <deque>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

namespace mw::gui {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kLargestConfig = 1 << 20;
constexpr std::chrono::milliseconds kProgressInterval{100};

QJsonObject readObject(const fs::path& path) {
    std::error_code failed;
    // Only regular files: a pipe of this name would hold the search up.
    if (!fs::is_regular_file(path, failed) || fs::file_size(path, failed) > kLargestConfig || failed) return {};
    // Not QFile, which cannot open a path that is not UTF-8.
    std::ifstream file(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

FoundCheckpoint inspect(const fs::path& path) {
    FoundCheckpoint found{.directory = path};
    try {
        found.checkpoint = inspectCheckpoint(path);
    } catch (...) {
        found.failure = currentFailure();
    }
    return found;
}

/// Whether this is a GGUF file to look into; of a model in parts, the first.
bool isGguf(const fs::directory_entry& entry) {
    std::error_code unreadable;
    const std::string name = entry.path().filename().string();
    const std::size_t part = name.rfind("-of-");
    const bool isLaterPart = part != std::string::npos && part >= 6 && name.compare(part - 6, 6, "-00001") != 0;
    return name.ends_with(".gguf") && !name.starts_with('.') && !isLaterPart && entry.is_regular_file(unreadable);
}

/// Most GGUF files are other models, and only their inside tells. One that cannot be opened is worth a word if it is
/// called Mixtral.
bool isWorthTelling(const FoundCheckpoint& found) {
    const QString name = QString::fromStdString(found.directory.filename().string());
    return found.checkpoint || name.contains("mixtral", Qt::CaseInsensitive);
}

struct Place {
    fs::path folder;
    int depth = 0;
};

}  // namespace

bool saysMixtral(const fs::path& folder) {
    const QJsonObject config = readObject(folder / "config.json");
    if (config.value("model_type").toString() == "mixtral") return true;
    if (config.value("architectures").toArray().contains("MixtralForCausalLM")) return true;
    // Mistral's own form names no architecture; experts tell.
    const QJsonObject parameters = readObject(folder / "params.json");
    return parameters.contains("n_layers") && (parameters.contains("moe") || parameters.contains("num_experts"));
}

SearchEnd searchCheckpoints(const std::vector<fs::path>& folders, const SearchListener& listener, std::stop_token stop,
                            const SearchLimits& limits) {
    SearchEnd end;
    std::deque<Place> places;
    for (const fs::path& folder : folders)
        places.push_back({folder, 0});
    std::set<fs::path> seen;
    int found = 0;
    auto told = std::chrono::steady_clock::time_point{};
    while (!places.empty() && !stop.stop_requested()) {
        const Place place = std::move(places.front());
        places.pop_front();
        std::error_code failed;
        const fs::path folder = fs::canonical(place.folder, failed);
        if (failed || !fs::is_directory(folder, failed) || !seen.insert(folder).second) continue;
        if (end.folders >= limits.folders || found >= limits.found) {
            end.complete = false;
            return end;
        }
        ++end.folders;
        if (place.depth == 0) end.roots.push_back(place.folder);
        if (const auto now = std::chrono::steady_clock::now(); now - told > kProgressInterval) {
            told = now;
            listener.progressed(end.folders, folder);
        }
        if (saysMixtral(folder)) {
            ++found;
            listener.found(inspect(folder));
            continue;
        }
        for (fs::directory_iterator entry(folder, fs::directory_options::skip_permission_denied, failed), last;
             !failed && entry != last; entry.increment(failed)) {
            if (stop.stop_requested()) break;
            if (isGguf(*entry) && found < limits.found) {
                FoundCheckpoint model = inspect(entry->path());
                if (!isWorthTelling(model)) continue;
                ++found;
                listener.found(std::move(model));
                continue;
            }
            std::error_code unreadable;
            const bool isFolder = entry->symlink_status(unreadable).type() == fs::file_type::directory;
            if (!isFolder || entry->path().filename().native().starts_with('.')) continue;
            if (place.depth < limits.depth)
                places.push_back({entry->path(), place.depth + 1});
            else
                end.complete = false;
        }
    }
    end.cancelled = stop.stop_requested();
    if (end.cancelled) end.complete = false;
    return end;
}

}  // namespace mw::gui
