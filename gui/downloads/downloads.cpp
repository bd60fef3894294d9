// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "downloads.h"

#include <QDir>
#include <QSettings>
#include <algorithm>
#include <utility>

#include "existing_path.h"
#include "hub_inquiry.h"

namespace mw::gui {

namespace {

constexpr auto kList = "downloads/unfinished";
constexpr auto kParentFolder = "downloads/parentFolder";
/// At the end of the program: as long as a piece takes to a slow disk.
constexpr std::chrono::milliseconds kPatience{3000};
constexpr qint64 kSpeedWindowMs = 8000;
constexpr qint64 kLeastSpeedMs = 1500;
constexpr qint64 kSaveEveryMs = 1000;  ///< what the list says after a kill; the journal is exact

/// What is opened of a download: its first GGUF file, or the folder in which its weights lie.
QString modelPathOf(const DownloadRequest& request) {
    const std::filesystem::path folder = request.folder;
    for (const HubFile& file : request.files)
        if (file.path.ends_with(".gguf")) return QString::fromStdString((folder / file.path).string());
    for (const char* ending : {".safetensors", ".pth", ".pt"})
        for (const HubFile& file : request.files)
            if (file.path.ends_with(ending)) return QString::fromStdString((folder / file.path).parent_path().string());
    return QString::fromStdString(folder.string());
}

}  // namespace

struct Downloads::Entry {
    Entry(Downloads& owner, Download known) : download(std::move(known)), call(owner) {}

    Download download;
    std::optional<DownloadRequest> request;  ///< nothing: the folder's journal says it
    BackgroundCall call;
    bool isDiscarded = false;
    QElapsedTimer clock;
    qint64 savedAt = 0;                                 ///< by the clock
    std::deque<std::pair<qint64, std::uint64_t>> seen;  ///< ms and bytes, of the last seconds
};

Downloads::Downloads(QObject* parent) : QObject(parent) {
    QSettings settings;
    const int count = settings.beginReadArray(kList);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        const QString folder = settings.value("folder").toString();
        if (folder.isEmpty()) continue;
        Entry& entry = add(settings.value("repository").toString(), folder, settings.value("path").toString());
        // The disk is not asked before a person goes on: it may be away.
        entry.download.progress.bytes = settings.value("bytes").toULongLong();
        entry.download.progress.totalBytes = settings.value("totalBytes").toULongLong();
    }
    settings.endArray();
}

Downloads::~Downloads() {
    for (const auto& entry : m_entries)
        entry->call.stop();
    for (const auto& entry : m_entries)
        entry->call.leave(kPatience);
    save();
}

QVector<Download> Downloads::items() const {
    QVector<Download> list;
    for (const auto& entry : m_entries)
        list << entry->download;
    return list;
}

std::optional<Download> Downloads::find(int id) const {
    const Entry* found = entry(id);
    if (!found) return std::nullopt;
    return found->download;
}

int Downloads::inFolder(const QString& folder) const {
    for (const auto& entry : m_entries)
        if (QDir::cleanPath(entry->download.folder) == QDir::cleanPath(folder)) return entry->download.id;
    return 0;
}

Downloads::Entry* Downloads::entry(int id) const {
    const auto found = std::ranges::find_if(m_entries, [id](const auto& entry) { return entry->download.id == id; });
    return found == m_entries.end() ? nullptr : found->get();
}

Downloads::Entry& Downloads::add(const QString& repository, const QString& folder, const QString& path) {
    const Download known{.id = ++m_lastId, .repository = repository, .folder = folder, .path = path};
    m_entries.push_back(std::make_unique<Entry>(*this, known));
    return *m_entries.back();
}

int Downloads::start(const DownloadRequest& request) {
    const QString folder = QString::fromStdString(request.folder.string());
    Entry* known = entry(inFolder(folder));
    if (known && known->download.state == Download::State::Running) return known->download.id;
    const bool isNew = !known;
    if (!known) known = &add(QString::fromStdString(request.repository), folder, modelPathOf(request));
    known->request = request;
    known->download.repository = QString::fromStdString(request.repository);
    known->download.path = modelPathOf(request);
    known->download.progress = {.totalBytes = request.bytes()};
    if (isNew) emit added(known->download.id);
    run(*known);
    return known->download.id;
}

void Downloads::run(Entry& entry) {
    DownloadOptions options;
    try {
        options.hub.endpoint = chosenEndpoint();
    } catch (const HubError& error) {
        return fail(entry, error.fault(), QString::fromUtf8(error.what()));
    }
    options.hub.token = m_token.value().toStdString();
    entry.download.state = Download::State::Running;
    entry.download.fault.reset();
    entry.download.message.clear();
    entry.download.bytesPerSecond = 0;
    entry.download.progress.state = DownloadProgress::State::Starting;
    entry.seen.clear();
    entry.clock.start();
    entry.savedAt = 0;
    save();
    emit changed(entry.download.id);
    const std::filesystem::path folder = existingPath(entry.download.folder);
    entry.call.start([this, &entry, options, folder, known = entry.request](const std::stop_token& stop,
                                                                            const BackgroundCall::Tell& tell) {
        try {
            const std::optional<DownloadRequest> request = known ? known : unfinishedDownload(folder);
            if (!request) throw HubError(HubFault::Disk, folder.string() + ": holds no unfinished download any more");
            const DownloadListener listener{.progressed = [&](const DownloadProgress& progress) {
                tell([this, &entry, progress] { hear(entry, progress); });
            }};
            const bool isComplete = download(*request, options, listener, stop);
            tell([this, &entry, isComplete] { end(entry, isComplete); });
        } catch (const HubError& error) {
            tell([this, &entry, fault = error.fault(), text = QString::fromUtf8(error.what())] {
                fail(entry, fault, text);
            });
        } catch (const std::exception& error) {
            tell([this, &entry, text = QString::fromUtf8(error.what())] { fail(entry, HubFault::Disk, text); });
        }
    });
}

void Downloads::hear(Entry& entry, const DownloadProgress& progress) {
    entry.download.progress = progress;
    const qint64 now = entry.clock.elapsed();
    if (progress.state != DownloadProgress::State::Starting) entry.seen.emplace_back(now, progress.bytes);
    while (entry.seen.size() > 2 && now - entry.seen.front().first > kSpeedWindowMs)
        entry.seen.pop_front();
    if (now - entry.savedAt >= kSaveEveryMs) {
        entry.savedAt = now;
        save();
    }
    entry.download.bytesPerSecond = 0;
    if (entry.seen.size() > 1 && progress.state == DownloadProgress::State::Fetching) {
        const auto [when, bytes] = entry.seen.front();
        if (now - when >= kLeastSpeedMs && progress.bytes > bytes)
            entry.download.bytesPerSecond =
                static_cast<double>(progress.bytes - bytes) * 1000 / static_cast<double>(now - when);
    }
    emit changed(entry.download.id);
}

void Downloads::end(Entry& entry, bool isComplete) {
    if (entry.isDiscarded) return discard(entry);
    entry.download.state = isComplete ? Download::State::Complete : Download::State::Paused;
    entry.download.bytesPerSecond = 0;
    save();
    emit changed(entry.download.id);
    if (isComplete) emit completed(entry.download.id);
}

void Downloads::fail(Entry& entry, HubFault fault, const QString& message) {
    if (entry.isDiscarded) return discard(entry);
    entry.download.state = Download::State::Failed;
    entry.download.fault = fault;
    entry.download.message = message;
    entry.download.bytesPerSecond = 0;
    save();
    emit changed(entry.download.id);
}

void Downloads::pause(int id) {
    Entry* known = entry(id);
    if (!known || known->download.state != Download::State::Running) return;
    known->download.state = Download::State::Pausing;
    known->call.stop();
    emit changed(id);
}

void Downloads::resume(int id) {
    Entry* known = entry(id);
    if (!known ||
        (known->download.state != Download::State::Paused && known->download.state != Download::State::Failed))
        return;
    run(*known);
}

void Downloads::cancel(int id) {
    Entry* known = entry(id);
    if (!known) return;
    known->isDiscarded = true;
    const bool runs =
        known->download.state == Download::State::Running || known->download.state == Download::State::Pausing;
    if (!runs) return discard(*known);
    known->download.state = Download::State::Pausing;
    known->call.stop();  // what is unfinished is removed once nobody writes to it
    emit changed(id);
}

void Downloads::discard(Entry& entry) {
    const int id = entry.download.id;
    const std::filesystem::path folder = existingPath(entry.download.folder);
    entry.call.start([this, id, folder](const std::stop_token&, const BackgroundCall::Tell& tell) {
        try {
            discardDownload(folder);
        } catch (const std::exception&) {
            // Of another program by now, or on a disk that went away: not to be removed.
        }
        tell([this, id] { forget(id); });
    });
}

void Downloads::dismiss(int id) {
    const Entry* known = entry(id);
    if (known && known->download.state == Download::State::Complete) forget(id);
}

void Downloads::forget(int id) {
    std::erase_if(m_entries, [id](const auto& entry) { return entry->download.id == id; });
    save();
    emit removed(id);
}

void Downloads::save() const {
    QSettings settings;
    settings.remove(kList);
    if (std::ranges::all_of(m_entries, [](const auto& e) { return e->download.state == Download::State::Complete; }))
        return;
    settings.beginWriteArray(kList);
    int index = 0;
    for (const auto& entry : m_entries) {
        if (entry->download.state == Download::State::Complete) continue;
        settings.setArrayIndex(index++);
        settings.setValue("repository", entry->download.repository);
        settings.setValue("folder", entry->download.folder);
        settings.setValue("path", entry->download.path);
        settings.setValue("bytes", quint64{entry->download.progress.bytes});
        settings.setValue("totalBytes", quint64{entry->download.progress.totalBytes});
    }
    settings.endArray();
}

QString proposedFolder(const std::string& repository, const HubForm& form) {
    const QString parent = QSettings().value(kParentFolder, QDir::home().filePath("models")).toString();
    QString folder = QDir(parent).filePath(QString::fromStdString(repository).section('/', -1));
    if (form.kind == HubForm::Kind::Gguf && !form.name.empty())
        folder = QDir(folder).filePath(QString::fromStdString(form.name).replace('/', '-'));
    return folder;
}

void rememberParentFolder(const QString& folder) {
    QSettings().setValue(kParentFolder, folder);
}

}  // namespace mw::gui
