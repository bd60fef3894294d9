// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "digest.h"

#include <openssl/evp.h>

#include <array>

namespace mw {

struct Digest::Context {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> evp{EVP_MD_CTX_new(), EVP_MD_CTX_free};

    void begin(Kind kind) {
        if (!evp || EVP_DigestInit_ex(evp.get(), kind == Kind::Sha256 ? EVP_sha256() : EVP_sha1(), nullptr) != 1)
            throw Error(ErrorCode::Internal, "OpenSSL computes no checksums here");
    }
};

Digest::Digest(Kind kind) : m_kind(kind), m_context(std::make_unique<Context>()) {
    m_context->begin(kind);
}

Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

Digest Digest::of(const HubFile& file) {
    if (!file.sha256.empty()) return Digest(Kind::Sha256);
    Digest digest(Kind::Sha1);
    const std::string head = "blob " + std::to_string(file.bytes);
    digest.add(head.c_str(), head.size() + 1);  // with the zero at its end
    return digest;
}

void Digest::add(const void* data, std::size_t bytes) {
    EVP_DigestUpdate(m_context->evp.get(), data, bytes);
}

std::string Digest::take() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
    unsigned int bytes = 0;
    EVP_DigestFinal_ex(m_context->evp.get(), value.data(), &bytes);
    m_context->begin(m_kind);
    std::string figures;
    for (unsigned int i = 0; i < bytes; ++i)
        for (const int half : {value[i] >> 4, value[i] & 15})
            figures += "0123456789abcdef"[half];
    return figures;
}

const std::string& digestOf(const HubFile& file) {
    return file.sha256.empty() ? file.gitBlob : file.sha256;
}

}  // namespace mw
