// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "file_checker.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "digest.h"

namespace mw {

namespace {

constexpr std::size_t kReadBytes = 1U << 20;

}  // namespace

FileChecker::FileChecker(const TargetFolder& folder, std::function<void()> wake)
    : m_folder(folder), m_wake(std::move(wake)), m_thread([this](const std::stop_token& stop) { run(stop); }) {}

void FileChecker::check(Job job) {
    const std::lock_guard lock(m_mutex);
    m_jobs.push_back(std::move(job));
    m_changed.notify_one();
}

bool FileChecker::isBusy() const {
    const std::lock_guard lock(m_mutex);
    return m_working || !m_jobs.empty();
}

std::vector<FileChecker::Result> FileChecker::take() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_results, {});
}

void FileChecker::run(const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return !m_jobs.empty(); })) {
        const Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        m_working = true;
        lock.unlock();
        Result result{.file = job.file};
        try {
            result = look(job, stop);
        } catch (...) {
            result.failure = std::current_exception();
        }
        lock.lock();
        m_working = false;
        m_results.push_back(std::move(result));
        m_wake();
    }
}

FileChecker::Result FileChecker::look(const Job& job, const std::stop_token& stop) const {
    Result result{.file = job.file};
    const std::filesystem::path path = m_folder.path() / job.name;
    const FileHandle file = m_folder.open(job.name, O_RDONLY);
    if (!file) throwDisk(path, ENOENT);
    std::vector<char> buffer(kReadBytes);
    /// Feeds [begin, end) to a digest; false once stopped, or where the file ends before.
    const auto read = [&](std::uint64_t begin, std::uint64_t end, Digest& digest) {
        while (begin < end && !stop.stop_requested()) {
            const std::size_t wanted = std::min<std::uint64_t>(buffer.size(), end - begin);
            const ssize_t bytes = pread(file.number(), buffer.data(), wanted, static_cast<off_t>(begin));
            if (bytes < 0 && errno == EINTR) continue;
            if (bytes < 0) throwDisk(path, errno);
            if (bytes == 0) return false;
            digest.add(buffer.data(), static_cast<std::size_t>(bytes));
            begin += static_cast<std::uint64_t>(bytes);
        }
        return begin == end;
    };
    Digest whole = Digest::of(job.expected);
    const bool isThere = m_folder.bytesOf(job.name) == job.expected.bytes && read(0, job.expected.bytes, whole);
    result.isRight = isThere && whole.take() == digestOf(job.expected);
    if (result.isRight) return result;
    for (std::size_t piece = 0; piece < job.pieces.size() && !stop.stop_requested(); ++piece) {
        Digest digest;
        const std::uint64_t begin = piece * job.pieceBytes;
        const std::uint64_t end = std::min(begin + job.pieceBytes, job.expected.bytes);
        if (!read(begin, end, digest) || digest.take() != job.pieces[piece].sha256) result.damaged.push_back(piece);
    }
    return result;
}

}  // namespace mw
