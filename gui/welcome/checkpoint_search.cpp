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

#include "mw/listed_models.h"

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

FoundCheckpoint inspect(const fs::path& path, const std::string& name) {
    FoundCheckpoint found{.directory = path, .name = name};
    try {
        found.checkpoint = inspectCheckpoint(path);
        found.name = found.checkpoint->knownAs;
    } catch (...) {
        found.failure = currentFailure();
    }
    return found;
}

bool isCalledMixtral(const std::string& name) {
    return QString::fromStdString(name).contains("mixtral", Qt::CaseInsensitive);
}

/// Where a file really lies, so that a link to it is not another model.
fs::path placeOf(const fs::path& file) {
    std::error_code failed;
    const fs::path place = fs::canonical(file, failed);
    return failed ? file : place;
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

namespace {

/// One search: what it has seen, and how far it may go on.
class Search {
 public:
    Search(const SearchListener& listener, const std::stop_token& stop, const SearchLimits& limits)
        : m_listener(listener), m_stop(stop), m_limits(limits) {}

    SearchEnd lookThrough(const std::vector<fs::path>& folders) {
        for (const fs::path& folder : folders)
            m_places.push_back({folder, 0});
        while (!m_places.empty() && !m_stop.stop_requested() && !isAtLimit()) {
            const Place place = std::move(m_places.front());
            m_places.pop_front();
            enter(place);
        }
        m_end.cancelled = m_stop.stop_requested();
        if (m_end.cancelled || !m_places.empty()) m_end.complete = false;
        return m_end;
    }

 private:
    bool isAtLimit() const {
        return m_end.folders >= m_limits.folders || m_found >= m_limits.found || m_files >= m_limits.files;
    }

    void tell(FoundCheckpoint found) {
        ++m_found;
        m_listener.found(std::move(found));
    }

    void enter(const Place& place) {
        std::error_code failed;
        const fs::path folder = fs::canonical(place.folder, failed);
        if (place.depth == 0 && failed == std::errc::permission_denied) m_end.closed.push_back(place.folder);
        if (failed || !fs::is_directory(folder, failed) || !m_seen.insert(folder).second) return;
        fs::directory_iterator entry(folder, failed);
        if (place.depth == 0) (failed ? m_end.closed : m_end.roots).push_back(place.folder);
        if (failed) return;
        ++m_end.folders;
        if (const auto now = std::chrono::steady_clock::now(); now - m_told > kProgressInterval) {
            m_told = now;
            m_listener.progressed(m_end.folders, folder);
        }
        if (saysMixtral(folder)) return tell(inspect(folder, folder.filename().string()));
        lookAtFiles(folder);
        for (const fs::directory_iterator last; !failed && entry != last; entry.increment(failed)) {
            if (m_stop.stop_requested()) return;
            std::error_code unreadable;
            const bool isFolder = entry->symlink_status(unreadable).type() == fs::file_type::directory;
            if (!isFolder || entry->path().filename().native().starts_with('.')) continue;
            if (place.depth < m_limits.depth)
                m_places.push_back({entry->path(), place.depth + 1});
            else
                m_end.complete = false;
        }
    }

    /// Most files are other models', and only their inside tells. One that does not is worth a word if it is called
    /// Mixtral.
    void lookAtFiles(const fs::path& folder) {
        for (const ListedModel& model : listModels(folder)) {
            if (m_stop.stop_requested()) return;
            if (isAtLimit()) {
                m_end.complete = false;
                return;
            }
            if (!m_seenModels.insert(placeOf(model.path)).second) continue;
            ++m_files;
            const ModelKind kind = modelKindOf(model.path);
            if (kind == ModelKind::Other) ++m_end.others;
            if (kind == ModelKind::Mixtral || (kind == ModelKind::Unknown && isCalledMixtral(model.name)))
                tell(inspect(model.path, model.name));
        }
    }

    const SearchListener& m_listener;
    const std::stop_token& m_stop;
    const SearchLimits& m_limits;
    std::deque<Place> m_places;
    std::set<fs::path> m_seen;        ///< folders
    std::set<fs::path> m_seenModels;  ///< what was listed in them
    int m_found = 0;
    int m_files = 0;
    std::chrono::steady_clock::time_point m_told;
    SearchEnd m_end;
};

}  // namespace

SearchEnd searchCheckpoints(const std::vector<fs::path>& folders, const SearchListener& listener, std::stop_token stop,
                            const SearchLimits& limits) {
    return Search(listener, stop, limits).lookThrough(folders);
}

}  // namespace mw::gui
