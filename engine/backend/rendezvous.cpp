// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "rendezvous.h"

#include <algorithm>
#include <string>

#include "mw/error.h"

namespace mw {

Rendezvous::Rendezvous(int ranks) : m_left(static_cast<std::size_t>(ranks), false) {}

void Rendezvous::begin() {
    const std::scoped_lock lock(m_mutex);
    m_failedRank = -1;
    m_left.assign(m_left.size(), false);
    for (auto& [key, group] : m_groups)
        group.arrived = 0;
}

void Rendezvous::leave(int rank) {
    {
        const std::scoped_lock lock(m_mutex);
        m_left[static_cast<std::size_t>(rank)] = true;
    }
    m_changed.notify_all();
}

void Rendezvous::abort(int rank) {
    {
        const std::scoped_lock lock(m_mutex);
        if (m_failedRank < 0) m_failedRank = rank;
    }
    m_changed.notify_all();
}

std::vector<Matrix> Rendezvous::meet(int rank, std::span<const int> ranks, const Matrix& mine, bool again) {
    std::unique_lock lock(m_mutex);
    Group& group = m_groups[{ranks.front(), ranks.back()}];
    group.posted.resize(ranks.size());
    group.posted[static_cast<std::size_t>(std::ranges::find(ranks, rank) - ranks.begin())] = mine;
    if (++group.arrived == static_cast<int>(ranks.size())) {
        group.arrived = 0;
        ++group.round;
        group.complete = group.posted;
        m_changed.notify_all();
        return group.complete;
    }
    const auto complete = [&, round = group.round] { return group.round != round; };
    if (again) {
        m_changed.wait(lock, complete);
        return group.complete;
    }
    const auto missing = [&] {
        return std::ranges::find_if(
            ranks, [&](int other) { return other != rank && m_left[static_cast<std::size_t>(other)]; });
    };
    m_changed.wait(lock, [&] { return complete() || m_failedRank >= 0 || missing() != ranks.end(); });
    if (complete()) return group.complete;
    if (m_failedRank >= 0)
        throw Error(ErrorCode::Device, "Stopped because device " + std::to_string(m_failedRank) + " failed.",
                    {.file = {}, .offset = {}, .device = m_failedRank});
    throw Error(ErrorCode::Internal,
                "Device " + std::to_string(*missing()) + " finished while another one waited for it.");
}

void requireSameShape(const Matrix& a, const Matrix& b, const char* operation) {
    if (a.rows == b.rows && a.columns == b.columns && a.precision == b.precision) return;
    throw Error(ErrorCode::Internal, std::string(operation) + ": the devices disagree about the shape, [" +
                                         std::to_string(a.rows) + ", " + std::to_string(a.columns) + "] and [" +
                                         std::to_string(b.rows) + ", " + std::to_string(b.columns) + "].");
}

}  // namespace mw
