// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Files as torch.save() writes them, and their parts, to be broken by tests.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "safetensors_writer.h"

namespace mw::test {

/// `value` in `size` bytes, the lowest first.
inline std::string littleEndian(std::uint64_t value, int size) {
    std::string bytes;
    for (int i = 0; i < size; ++i)
        bytes += static_cast<char>(i < 8 ? value >> 8 * i : 0);
    return bytes;
}

/// An entry of a ZIP archive, with what its headers say of it.
struct ZipPart {
    std::string name;
    std::string content;
    std::string localName = {};  ///< another one before the content
    std::uint64_t method = 0;
    std::uint64_t flags = 0x808;
    std::uint64_t sizeAdded = 0;    ///< to the size that the list of contents gives
    std::uint64_t offsetAdded = 0;  ///< to the place that it gives
};

/// A ZIP archive; `large`: with sizes and places in 64 bits.
inline std::string zipArchive(const std::vector<ZipPart>& parts, bool large = false) {
    std::string file, list;
    for (const ZipPart& part : parts) {
        const std::uint64_t offset = file.size() + part.offsetAdded, size = part.content.size() + part.sizeAdded;
        const std::string& local = part.localName.empty() ? part.name : part.localName;
        const std::string packed = littleEndian(large ? 0xFFFFFFFF : part.content.size(), 4);
        file += "PK\x03\x04" + littleEndian(20, 2) + littleEndian(part.flags, 2) + littleEndian(part.method, 2) +
                littleEndian(0, 8) + packed + packed + littleEndian(local.size(), 2) + littleEndian(5, 2) + local +
                std::string("FB\x01\0Z", 5) + part.content;
        const std::string extra = large ? littleEndian(0x7075, 2) + littleEndian(1, 2) + "x" + littleEndian(1, 2) +
                                              littleEndian(24, 2) + littleEndian(size, 8) + littleEndian(size, 8) +
                                              littleEndian(offset, 8)
                                        : std::string();
        const std::string shown = littleEndian(large ? 0xFFFFFFFF : size, 4);
        list += "PK\x01\x02" + littleEndian(0, 4) + littleEndian(part.flags, 2) + littleEndian(part.method, 2) +
                littleEndian(0, 8) + shown + shown + littleEndian(part.name.size(), 2) + littleEndian(extra.size(), 2) +
                littleEndian(0, 10) + littleEndian(large ? 0xFFFFFFFF : offset, 4) + part.name + extra;
    }
    const std::uint64_t at = file.size();
    file += list;
    if (large)
        file += "PK\x06\x06" + littleEndian(44, 8) + littleEndian(0, 12) + littleEndian(parts.size(), 8) +
                littleEndian(parts.size(), 8) + littleEndian(list.size(), 8) + littleEndian(at, 8) + "PK\x06\x07" +
                littleEndian(0, 4) + littleEndian(at + list.size(), 8) + littleEndian(1, 4);
    const std::string count = littleEndian(large ? 0xFFFF : parts.size(), 2);
    return file + "PK\x05\x06" + littleEndian(0, 4) + count + count +
           littleEndian(large ? 0xFFFFFFFF : list.size(), 4) + littleEndian(large ? 0xFFFFFFFF : at, 4) +
           littleEndian(0, 2);
}

/// Operations of pickles.
namespace pickle {

inline std::string text(std::string_view value) {
    return "X" + littleEndian(value.size(), 4) + std::string(value);
}
inline std::string number(std::uint64_t value) {
    return value < 256 ? "K" + littleEndian(value, 1) : "\x8A\x08" + littleEndian(value, 8);
}
inline std::string name(std::string_view module, std::string_view function) {
    return "c" + std::string(module) + "\n" + std::string(function) + "\n";
}
inline std::string tuple(const std::vector<std::string>& items) {
    std::string all = "(";
    for (const std::string& item : items)
        all += item;
    return all + "t";
}
inline std::string numbers(const std::vector<std::int64_t>& values) {
    std::vector<std::string> items;
    for (const std::int64_t value : values)
        items.push_back(number(static_cast<std::uint64_t>(value)));
    return tuple(items);
}

/// A tensor, all of whose parts may be broken.
struct Tensor {
    std::string storage = name("torch", "FloatStorage");
    std::string key = "0";
    std::uint64_t count = 6;
    std::string offset = number(0);
    std::vector<std::int64_t> shape = {2, 3};
    std::vector<std::int64_t> strides = {3, 1};
    std::string hooks = name("collections", "OrderedDict") + ")R";

    std::string operations() const {
        return name("torch._utils", "_rebuild_tensor_v2") +
               tuple({tuple({text("storage"), storage, text(key), text("cpu"), number(count)}) + "Q", offset,
                      numbers(shape), numbers(strides), "\x89", hooks}) +
               "R";
    }
};

inline std::string whole(const std::string& operations) {
    return "\x80\x02" + operations + ".";
}

}  // namespace pickle

/// A file of torch.save() with these tensors.
inline std::string torchFile(const std::vector<StoredTensor>& tensors, bool large = false) {
    std::string items;
    std::vector<ZipPart> storages;
    for (const StoredTensor& tensor : tensors) {
        const std::string type = tensor.dtype == "BF16"  ? "BFloat16Storage"
                                 : tensor.dtype == "F16" ? "HalfStorage"
                                                         : "FloatStorage";
        pickle::Tensor one;
        one.storage = pickle::name("torch", type);
        one.key = std::to_string(storages.size());
        one.count = tensor.bytes.size() / (type == "FloatStorage" ? 4 : 2);
        one.shape = tensor.shape;
        one.strides.assign(tensor.shape.size(), 1);
        for (std::size_t i = tensor.shape.size(); i-- > 1;)
            one.strides[i - 1] = one.strides[i] * tensor.shape[i];
        items += pickle::text(tensor.name) + one.operations();
        storages.push_back({"model/data/" + one.key, tensor.bytes});
    }
    std::vector<ZipPart> parts = {{"model/data.pkl", pickle::whole("}(" + items + "u")},
                                  {"model/byteorder", "little"},
                                  {"model/.format_version", "1"}};
    parts.insert(parts.end(), storages.begin(), storages.end());
    parts.push_back({"model/version", "3\n"});
    return zipArchive(parts, large);
}

}  // namespace mw::test
