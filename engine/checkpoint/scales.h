// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The tensors that stand beside codes: each is a few numbers to many codes.

#pragma once

#include <cstdint>
#include <string>

#include "stored_tensor.h"

namespace mw {

/// A tensor with the name that its file gives it.
struct NamedPart {
    std::string name;
    StoredTensor tensor;

    /// Error(FileFormat): "FILE: 'NAME': WHAT", with the place of the element, if it is one's.
    [[nodiscard]] Error error(const std::string& what, std::optional<std::uint64_t> element = {}) const;
};

/// Scales, in float32 or 16 bits; they are positive numbers, or the file is damaged.
class Scales {
 public:
    /// Throws Error if the tensor is of another type.
    explicit Scales(NamedPart part);

    const NamedPart& part() const { return m_part; }

    /// Reads the elements from `first` on. Throws Error where one is no positive, normal number.
    void read(std::uint64_t first, std::uint64_t count, float* out) const;

    /// Reads all of them, some at a time, to see whether they are sound.
    void check() const;

 private:
    NamedPart m_part;
};

/// For messages: "nan", "-0.5", "1e-40".
std::string numberText(float value);

/// Number of elements of a tensor's shape.
std::uint64_t elementCount(const StoredTensor& tensor);

}  // namespace mw
