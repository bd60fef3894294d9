// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "mw/hub.h"

namespace mw {

/// A checksum that grows with what it is given.
class Digest {
 public:
    enum class Kind { Sha256, Sha1 };

    explicit Digest(Kind kind = Kind::Sha256);
    /// Of a whole file, as the hub names it: SHA-256 where that is known, else that of git's blob.
    static Digest of(const HubFile& file);
    ~Digest();
    Digest(Digest&&) noexcept;
    Digest& operator=(Digest&&) noexcept;

    void add(const void* data, std::size_t bytes);
    /// Small hexadecimal figures; the digest begins anew.
    std::string take();

 private:
    struct Context;
    Kind m_kind;
    std::unique_ptr<Context> m_context;
};

/// What Digest::of(file) should come to.
const std::string& digestOf(const HubFile& file);

}  // namespace mw
