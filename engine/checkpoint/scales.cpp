// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "scales.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <sstream>
#include <utility>

#include "convert.h"

namespace mw {

namespace {

Precision elementOf(StoredLayout layout) {
    return weightFormatRow(storedLayoutRow(layout).held).element.value();
}

}  // namespace

std::string numberText(float value) {
    std::ostringstream out;
    out << value;
    return out.str();
}

Error NamedPart::error(const std::string& what, std::optional<std::uint64_t> element) const {
    const std::uint64_t size = std::max<std::uint64_t>(elementCount(tensor), 1);
    const std::optional<std::uint64_t> offset =
        element ? std::optional(tensor.offset + *element * (tensor.bytes / size)) : std::nullopt;
    return formatError(tensor.file->path(), inQuotes(name) + ": " + what, offset);
}

Scales::Scales(NamedPart part) : m_part(std::move(part)) {
    const StoredTensor& tensor = m_part.tensor;
    if (!tensor.layout || !storedLayoutRow(*tensor.layout).isPlain())
        throw m_part.error("expected scales in F32, BF16 or F16, found " + std::string(tensor.type));
}

void Scales::read(std::uint64_t first, std::uint64_t count, float* out) const {
    const StoredTensor& tensor = m_part.tensor;
    const Precision element = elementOf(*tensor.layout);
    const std::uint64_t size = bytesPerElement(element);
    // The last bytes of `out` take them as they are stored, and are overwritten from the front.
    std::byte* const stored = reinterpret_cast<std::byte*>(out) + count * (sizeof(float) - size);
    tensor.file->read(tensor.offset + first * size, stored, count * size);
    if (element != Precision::Float32) {
        std::array<std::byte, 1024> some;
        const std::uint64_t most = some.size() / size;
        for (std::uint64_t done = 0; done < count; done += most) {
            const std::uint64_t now = std::min(most, count - done);
            std::copy_n(stored + done * size, now * size, some.data());
            convertElements(some.data(), element, reinterpret_cast<std::byte*>(out + done), Precision::Float32, now);
        }
    }
    // All of them without a branch for each: as numbers of bits normal ones lie between two bounds.
    constexpr std::uint32_t kLeast = 0x00800000, kInfinity = 0x7f800000;
    const auto isNone = [](float scale) { return std::bit_cast<std::uint32_t>(scale) - kLeast >= kInfinity - kLeast; };
    std::uint32_t wrong = 0;
    for (std::uint64_t i = 0; i < count; ++i)
        wrong |= isNone(out[i]) ? 1U : 0U;
    for (std::uint64_t i = 0; wrong != 0 && i < count; ++i)
        if (isNone(out[i]))
            throw m_part.error("expected a positive number as scale, found " + numberText(out[i]), first + i);
}

void Scales::check() const {
    std::array<float, 4096> some;
    const std::uint64_t count = elementCount(m_part.tensor);
    for (std::uint64_t done = 0; done < count; done += some.size())
        read(done, std::min<std::uint64_t>(some.size(), count - done), some.data());
}

std::uint64_t elementCount(const StoredTensor& tensor) {
    std::uint64_t count = 1;
    for (const std::int64_t size : tensor.shape)
        count *= static_cast<std::uint64_t>(size);
    return count;
}

}  // namespace mw
