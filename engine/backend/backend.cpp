// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "backend.h"

#include <utility>

namespace mw {

Matrix Matrix::rowRange(std::int64_t first, std::int64_t count) const {
    auto* begin =
        static_cast<std::byte*>(data) + static_cast<std::uint64_t>(first * columns) * bytesPerElement(precision);
    return {begin, precision, count, columns};
}

Weight Weight::at(const void* data, WeightFormat format, std::int64_t rows, std::int64_t columns) {
    const auto* begin = static_cast<const std::byte*>(data);
    const WeightBytes bytes = weightBytes(format, rows, columns);
    return {.values = begin,
            .scales = bytes.scales > 0 ? begin + bytes.values : nullptr,
            .superScales = bytes.superScales > 0 ? begin + bytes.values + bytes.scales : nullptr,
            .format = format,
            .rows = rows,
            .columns = columns};
}

Weight Weight::rowRange(std::int64_t first, std::int64_t count) const {
    const WeightBytes row = rowBytes(format, columns);
    const auto advanced = [&](const void* part, std::uint64_t bytes) {
        return part ? static_cast<const std::byte*>(part) + static_cast<std::uint64_t>(first) * bytes : nullptr;
    };
    return {advanced(values, row.values),
            advanced(scales, row.scales),
            advanced(superScales, row.superScales),
            format,
            count,
            columns};
}

Weight ExpertWeights::gateUpAt(const ExpertPlace& place) const {
    return {place.gateUpValues, place.gateUpScales, place.gateUpSuperScales, gateUp.format, gateUp.rows, gateUp.columns};
}

Weight ExpertWeights::downAt(const ExpertPlace& place) const {
    return {place.downValues, place.downScales, place.downSuperScales, down.format, down.rows, down.columns};
}

DeviceMemory::DeviceMemory(DeviceMemory&& other) noexcept
    : m_device(std::exchange(other.m_device, nullptr)),
      m_data(std::exchange(other.m_data, nullptr)),
      m_bytes(std::exchange(other.m_bytes, 0)) {}

DeviceMemory& DeviceMemory::operator=(DeviceMemory&& other) noexcept {
    std::swap(m_device, other.m_device);
    std::swap(m_data, other.m_data);
    std::swap(m_bytes, other.m_bytes);
    return *this;
}

DeviceMemory::~DeviceMemory() {
    if (m_data) m_device->release(m_data, m_bytes);
}

void Device::ropeStoreAndAttend(Matrix qkv, int heads, const Rope& rope, const KvLayer& kv, Matrix out) {
    ropeAndStoreKv(qkv, heads, rope, kv);
    attention(qkv, heads, kv, out);
}

void Device::addRmsNormAndRoute(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix normed,
                                const Weight& router, std::int32_t* topkIds, float* topkWeights, int expertsPerToken) {
    addRmsNorm(residual, delta, weight, epsilon, normed);
    route(normed, router, topkIds, topkWeights, expertsPerToken);
}

}  // namespace mw
