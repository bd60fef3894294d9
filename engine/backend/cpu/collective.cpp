// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "collective.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "mw/error.h"

namespace mw::cpu {

namespace {

void requireSameShape(const Matrix& a, const Matrix& b, const char* operation) {
    if (a.rows == b.rows && a.columns == b.columns && a.precision == b.precision) return;
    throw Error(ErrorCode::Internal, std::string(operation) + ": the devices disagree about the shape, [" +
                                         std::to_string(a.rows) + ", " + std::to_string(a.columns) + "] and [" +
                                         std::to_string(b.rows) + ", " + std::to_string(b.columns) + "].");
}

float* floats(const Matrix& matrix) {
    return static_cast<float*>(matrix.data);
}

}  // namespace

Collective::Collective(int ranks) : m_ranks(ranks), m_left(static_cast<std::size_t>(ranks), false) {
    setGroupSize(1);
}

void Collective::setGroupSize(int size) {
    m_groupSize = size;
    m_groups.assign(static_cast<std::size_t>(m_ranks / size), Group{});
    for (Group& group : m_groups)
        group.posted.resize(static_cast<std::size_t>(size));
}

void Collective::begin() {
    const std::scoped_lock lock(m_mutex);
    m_failedRank = -1;
    m_left.assign(m_left.size(), false);
    m_parcels.clear();
    for (Group& group : m_groups)
        group.arrived = 0;
}

void Collective::leave(int rank) {
    {
        const std::scoped_lock lock(m_mutex);
        m_left[static_cast<std::size_t>(rank)] = true;
    }
    m_changed.notify_all();
}

void Collective::abort(int rank) {
    {
        const std::scoped_lock lock(m_mutex);
        if (m_failedRank < 0) m_failedRank = rank;
    }
    m_changed.notify_all();
}

template <typename Condition>
void Collective::waitUntil(std::unique_lock<std::mutex>& lock, const std::vector<int>& others,
                           const Condition& condition) {
    const auto missing = [&] {
        return std::ranges::find_if(others, [&](int rank) { return m_left[static_cast<std::size_t>(rank)]; });
    };
    m_changed.wait(lock, [&] { return condition() || m_failedRank >= 0 || missing() != others.end(); });
    if (condition()) return;
    if (m_failedRank >= 0)
        throw Error(ErrorCode::Device, "Stopped because device " + std::to_string(m_failedRank) + " failed.",
                    {.device = m_failedRank});
    throw Error(ErrorCode::Internal,
                "Device " + std::to_string(*missing()) + " finished while another one waited for it.");
}

std::vector<Matrix> Collective::meet(int rank, Matrix mine, bool again) {
    std::unique_lock lock(m_mutex);
    Group& group = groupOf(rank);
    group.posted[static_cast<std::size_t>(rank % m_groupSize)] = mine;
    if (++group.arrived == m_groupSize) {
        group.arrived = 0;
        ++group.round;
        m_changed.notify_all();
        return group.posted;
    }
    const auto complete = [&, round = group.round] { return group.round != round; };
    if (again) {
        m_changed.wait(lock, complete);
        return group.posted;
    }
    std::vector<int> others;
    for (int other = rank - rank % m_groupSize; static_cast<int>(others.size()) < m_groupSize - 1; ++other)
        if (other != rank) others.push_back(other);
    waitUntil(lock, others, complete);
    return group.posted;
}

void Collective::allReduceSum(int rank, Matrix x) {
    if (m_groupSize == 1) return;
    const std::vector<Matrix> parts = meet(rank, x);
    for (const Matrix& part : parts)
        requireSameShape(x, part, "allReduceSum");
    // Each rank sums its slice of the elements, over the ranks in their order, and hands the result to all.
    const std::int64_t count = x.rows * x.columns;
    const std::int64_t own = rank % m_groupSize;
    const std::int64_t first = count * own / m_groupSize;
    const std::int64_t last = count * (own + 1) / m_groupSize;
    float* sum = floats(x);
    for (std::int64_t i = first; i < last; ++i) {
        float total = floats(parts[0])[i];
        for (std::size_t part = 1; part < parts.size(); ++part)
            total += floats(parts[part])[i];
        sum[i] = total;
    }
    for (const Matrix& part : parts)
        if (part.data != x.data)
            std::memcpy(floats(part) + first, sum + first, static_cast<std::size_t>(last - first) * sizeof(float));
    meet(rank, x, true);
}

void Collective::allGatherColumns(int rank, Matrix shard, Matrix out) {
    if (out.rows != shard.rows || out.columns != shard.columns * m_groupSize)
        throw Error(ErrorCode::Internal, "allGatherColumns: the shards do not add up to the result.");
    const std::vector<Matrix> parts = meet(rank, shard);
    for (const Matrix& part : parts)
        requireSameShape(shard, part, "allGatherColumns");
    for (std::size_t part = 0; part < parts.size(); ++part)
        for (std::int64_t row = 0; row < shard.rows; ++row)
            std::memcpy(floats(out) + row * out.columns + static_cast<std::int64_t>(part) * shard.columns,
                        floats(parts[part]) + row * shard.columns,
                        static_cast<std::size_t>(shard.columns) * sizeof(float));
    meet(rank, shard, true);
}

void Collective::send(int rank, Matrix x, int toRank) {
    std::unique_lock lock(m_mutex);
    Parcel& parcel = m_parcels[{rank, toRank}];
    parcel = {x, true};
    m_changed.notify_all();
    waitUntil(lock, {toRank}, [&] { return !parcel.posted; });
}

void Collective::receive(int rank, Matrix x, int fromRank) {
    std::unique_lock lock(m_mutex);
    Parcel& parcel = m_parcels[{fromRank, rank}];
    waitUntil(lock, {fromRank}, [&] { return parcel.posted; });
    requireSameShape(x, parcel.content, "receive");
    std::memcpy(x.data, parcel.content.data, x.bytes());
    parcel.posted = false;
    m_changed.notify_all();
}

}  // namespace mw::cpu
