// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "collective.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "mw/error.h"

namespace mw::cpu {

namespace {

float* floats(const Matrix& matrix) {
    return static_cast<float*>(matrix.data);
}

}  // namespace

Collective::Collective(int ranks) : m_rendezvous(ranks) {}

void Collective::setGroupSize(int size) {
    m_groupSize = size;
}

std::vector<int> Collective::groupOf(int rank) const {
    std::vector<int> ranks(static_cast<std::size_t>(m_groupSize));
    std::iota(ranks.begin(), ranks.end(), rank - rank % m_groupSize);
    return ranks;
}

void Collective::allReduceSum(int rank, Matrix x) {
    if (m_groupSize == 1) return;
    const std::vector<int> group = groupOf(rank);
    const std::vector<Matrix> parts = m_rendezvous.meet(rank, group, x);
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
    m_rendezvous.meet(rank, group, x, true);
}

void Collective::allGatherColumns(int rank, Matrix shard, Matrix out) {
    if (out.rows != shard.rows || out.columns != shard.columns * m_groupSize)
        throw Error(ErrorCode::Internal, "allGatherColumns: the shards do not add up to the result.");
    const std::vector<int> group = groupOf(rank);
    const std::vector<Matrix> parts = m_rendezvous.meet(rank, group, shard);
    for (const Matrix& part : parts)
        requireSameShape(shard, part, "allGatherColumns");
    for (std::size_t part = 0; part < parts.size(); ++part)
        for (std::int64_t row = 0; row < shard.rows; ++row)
            std::memcpy(floats(out) + row * out.columns + static_cast<std::int64_t>(part) * shard.columns,
                        floats(parts[part]) + row * shard.columns,
                        static_cast<std::size_t>(shard.columns) * sizeof(float));
    m_rendezvous.meet(rank, group, shard, true);
}

void Collective::send(int rank, Matrix x, int toRank) {
    const int pair[] = {std::min(rank, toRank), std::max(rank, toRank)};
    for (const Matrix& part : m_rendezvous.meet(rank, pair, x))
        requireSameShape(x, part, "send");
    m_rendezvous.meet(rank, pair, x, true);  // until it has been taken
}

void Collective::receive(int rank, Matrix x, int fromRank) {
    const int pair[] = {std::min(rank, fromRank), std::max(rank, fromRank)};
    const std::vector<Matrix> parts = m_rendezvous.meet(rank, pair, x);
    for (const Matrix& part : parts)
        requireSameShape(x, part, "receive");
    std::memcpy(x.data, parts[fromRank < rank ? 0 : 1].data, x.bytes());
    m_rendezvous.meet(rank, pair, x, true);
}

}  // namespace mw::cpu
