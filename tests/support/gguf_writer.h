// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace mw::test {

/// The bytes of a number, little endian.
template <typename T>
std::string rawNumber(T value) {
    std::string bytes(sizeof value, '\0');
    std::memcpy(bytes.data(), &value, sizeof value);
    return bytes;
}

inline std::string rawText(const std::string& text) {
    return rawNumber<std::uint64_t>(text.size()) + text;
}

// Values of metadata, with the number of their type before them.
inline std::string ggufUInt32(std::uint32_t value) {
    return rawNumber<std::uint32_t>(4) + rawNumber(value);
}
inline std::string ggufFloat32(float value) {
    return rawNumber<std::uint32_t>(6) + rawNumber(value);
}
inline std::string ggufBool(bool value) {
    return rawNumber<std::uint32_t>(7) + std::string(1, value ? '\1' : '\0');
}
inline std::string ggufText(const std::string& text) {
    return rawNumber<std::uint32_t>(8) + rawText(text);
}
inline std::string ggufList(std::uint32_t type, std::uint64_t count, const std::string& elements) {
    return rawNumber<std::uint32_t>(9) + rawNumber(type) + rawNumber(count) + elements;
}

/// A GGUF file in memory, to be changed and written.
struct GgufContent {
    struct Tensor {
        std::string name;
        std::vector<std::uint64_t> sizes;  ///< fastest first
        std::uint32_t type = 0;            ///< F32
        std::string data;
    };

    std::string magic = "GGUF";
    std::uint32_t version = 3;
    std::vector<std::pair<std::string, std::string>> metadata;  ///< key, value with its type
    std::vector<Tensor> tensors;
    std::int64_t tensorsMore = 0;  ///< that the header says than there are
    std::int64_t keysMore = 0;
    std::int64_t offsetMore = 0;  ///< of the second tensor
    std::size_t alignment = 32;   ///< of the data; where it is another one, the metadata have to say so

    void set(const std::string& key, const std::string& value) {
        for (auto& [each, old] : metadata)
            if (each == key) {
                old = value;
                return;
            }
        metadata.emplace_back(key, value);
    }
    void erase(const std::string& key) {
        std::erase_if(metadata, [&](const auto& entry) { return entry.first == key; });
    }
    Tensor& tensor(const std::string& name) {
        for (Tensor& each : tensors)
            if (each.name == name) return each;
        return tensors.emplace_back(Tensor{name, {}, 0, {}});
    }

    std::string bytes() const {
        const auto pad = [this](std::string& text) {
            text.resize((text.size() + alignment - 1) / alignment * alignment, '\0');
        };
        std::string head = magic + rawNumber(version);
        head += rawNumber<std::uint64_t>(tensors.size() + static_cast<std::uint64_t>(tensorsMore));
        head += rawNumber<std::uint64_t>(metadata.size() + static_cast<std::uint64_t>(keysMore));
        for (const auto& [key, value] : metadata)
            head += rawText(key) + value;
        std::string data;
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            const Tensor& tensor = tensors[i];
            head += rawText(tensor.name) + rawNumber(static_cast<std::uint32_t>(tensor.sizes.size()));
            for (const std::uint64_t size : tensor.sizes)
                head += rawNumber(size);
            head += rawNumber(tensor.type);
            head += rawNumber<std::uint64_t>(data.size() + static_cast<std::uint64_t>(i == 1 ? offsetMore : 0));
            data += tensor.data;
            pad(data);
        }
        pad(head);
        return head + data;
    }
};

}  // namespace mw::test
