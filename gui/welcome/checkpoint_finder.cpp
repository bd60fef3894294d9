// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "checkpoint_finder.h"

#include <QFile>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "existing_path.h"

namespace mw::gui {

namespace {

/// How long the end of a search is waited for: far more than a disk takes that answers.
constexpr std::chrono::milliseconds kPatience{500};

}  // namespace

/// What the finder and the thread of one search share. The thread speaks only while the owner is set.
struct CheckpointFinder::Run {
    std::mutex mutex;
    std::condition_variable over;
    CheckpointFinder* owner = nullptr;
    bool ended = false;
    int folders = 0;
    std::stop_source stop;

    template <typename Act>
    void tell(const std::shared_ptr<Run>& self, Act act) {
        const std::lock_guard lock(mutex);
        if (!owner) return;
        QMetaObject::invokeMethod(
            owner,
            [self, finder = owner, act = std::move(act)] {
                if (finder->m_run == self) act(*finder);  // else another search has begun since
            },
            Qt::QueuedConnection);
    }
};

CheckpointFinder::CheckpointFinder(QObject* parent) : QObject(parent) {}

CheckpointFinder::~CheckpointFinder() {
    const std::shared_ptr<Run> run = leave();
    if (!run) return;
    std::unique_lock lock(run->mutex);
    run->over.wait_for(lock, kPatience, [&] { return run->ended; });
}

void CheckpointFinder::search(const QStringList& folders, const SearchLimits& limits) {
    leave();
    m_found.clear();
    m_folders = folders;
    auto run = std::make_shared<Run>();
    run->owner = this;
    m_run = run;
    std::vector<std::filesystem::path> paths;
    for (const QString& folder : folders)
        paths.push_back(existingPath(folder));
    emit started();
    std::thread([run, paths = std::move(paths), limits] {
        const SearchListener listener{
            .found =
                [&](FoundCheckpoint checkpoint) {
                    run->tell(run, [checkpoint = std::move(checkpoint)](CheckpointFinder& finder) {
                        finder.m_found << checkpoint;
                        emit finder.found(checkpoint);
                    });
                },
            .progressed =
                [&](int count, const std::filesystem::path& now) {
                    run->tell(run, [count, folder = QFile::decodeName(now.c_str())](CheckpointFinder& finder) {
                        finder.m_run->folders = count;
                        emit finder.progressed(count, folder);
                    });
                },
        };
        const SearchEnd end = searchCheckpoints(paths, listener, run->stop.get_token(), limits);
        run->tell(run, [end](CheckpointFinder& finder) {
            finder.m_run.reset();
            emit finder.finished(end);
        });
        const std::lock_guard lock(run->mutex);
        run->ended = true;
        run->over.notify_all();
    }).detach();
}

void CheckpointFinder::cancel() {
    const std::shared_ptr<Run> run = leave();
    if (run) emit finished({.folders = run->folders, .cancelled = true, .complete = false});
}

/// Takes the voice of the running search at once, also where the disk does not answer.
std::shared_ptr<CheckpointFinder::Run> CheckpointFinder::leave() {
    const std::shared_ptr<Run> run = std::exchange(m_run, nullptr);
    if (!run) return run;
    const std::lock_guard lock(run->mutex);
    run->owner = nullptr;
    run->stop.request_stop();
    return run;
}

}  // namespace mw::gui
