// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "torch_file.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "torch_pickle.h"
#include "zip_file.h"

namespace mw {

namespace {

constexpr std::uint64_t kLongestPickle = 8 << 20;

using ZipEntries = std::map<std::string, ZipEntry, std::less<>>;

std::string contentOf(const File& file, const ZipEntry& entry) {
    std::string content(entry.bytes, '\0');
    file.read(entry.offset, reinterpret_cast<std::byte*>(content.data()), content.size());
    return content;
}

/// The folder in the archive that holds everything, with a slash: PyTorch calls it as the file was called first.
std::string folderIn(const File& file, const ZipEntries& entries) {
    constexpr std::string_view kPickle = "data.pkl";
    std::string folder;
    for (const auto& [name, entry] : entries) {
        if (!name.ends_with(kPickle)) continue;
        const std::string before = name.substr(0, name.size() - kPickle.size());
        if (!before.empty() && before.find('/') != before.size() - 1) continue;
        if (!folder.empty() || before.empty())
            throw formatError(file.path(), "expected one data.pkl in one folder, found " + inQuotes(name),
                              entry.offset);
        folder = before;
    }
    if (folder.empty()) throw formatError(file.path(), "an archive without data.pkl, which is none of PyTorch's");
    for (const auto& [name, entry] : entries) {
        const bool isInside = name.starts_with(folder);
        const std::string_view rest = isInside ? std::string_view(name).substr(folder.size()) : std::string_view();
        constexpr std::array<std::string_view, 6> kKnown = {
            "data.pkl", "version", "byteorder", ".format_version", ".storage_alignment", ".data/serialization_id"};
        const bool isStorage = rest.starts_with("data/") && rest.find('/', 5) == std::string_view::npos;
        if (!isStorage && std::ranges::find(kKnown, rest) == kKnown.end())
            throw unsupportedError(file.path(), "holds " + inQuotes(name) + ", which no dictionary of tensors needs");
    }
    return folder;
}

void checkByteOrder(const File& file, const ZipEntries& entries, const std::string& folder) {
    const auto order = entries.find(folder + "byteorder");
    if (order == entries.end()) return;
    constexpr std::uint64_t kLongest = 16;
    if (order->second.bytes > kLongest || contentOf(file, order->second) != "little")
        throw formatError(file.path(), "byteorder: expected 'little'", order->second.offset);
}

/// Whether the values lie one after another, the last dimension first.
bool isRowMajor(const PickledTensor& tensor) {
    std::int64_t stride = 1;
    for (std::size_t i = tensor.shape.size(); i-- > 0;) {
        if (tensor.shape[i] != 1 && tensor.strides[i] != stride) return false;
        if (__builtin_mul_overflow(stride, tensor.shape[i], &stride)) return false;
    }
    return true;
}

StoredTensor placed(const std::shared_ptr<const File>& file, const ZipEntries& entries, const std::string& folder,
                    const PickledTensor& tensor, std::uint64_t pickleAt) {
    const auto fail = [&](const std::string& what, std::uint64_t offset) {
        return formatError(file->path(), inQuotes(tensor.name) + ": " + what, offset);
    };
    const TorchStorage& storage = *tensor.storage;
    const auto found = entries.find(folder + "data/" + tensor.key);
    if (found == entries.end()) throw fail("its storage " + inQuotes(tensor.key) + " is not in the archive", pickleAt);
    const ZipEntry& entry = found->second;
    std::uint64_t bytes = 0;
    if (__builtin_mul_overflow(static_cast<std::uint64_t>(tensor.storageCount), storage.bytes, &bytes) ||
        bytes != entry.bytes)
        throw fail("its storage " + inQuotes(tensor.key) + " is said to hold " + std::to_string(tensor.storageCount) +
                       " values of " + std::string(storage.type) + ", and has " + std::to_string(entry.bytes) +
                       " bytes",
                   entry.offset);
    const bool isEmpty = std::ranges::find(tensor.shape, 0) != tensor.shape.end();
    std::int64_t values = isEmpty ? 0 : 1;
    for (const std::int64_t size : tensor.shape)
        if (!isEmpty && __builtin_mul_overflow(values, size, &values))
            throw fail("the shape " + shapeText(tensor.shape) + " is too large", pickleAt);
    if (tensor.offset > tensor.storageCount || values > tensor.storageCount - tensor.offset)
        throw fail("the shape " + shapeText(tensor.shape) + " from value " + std::to_string(tensor.offset) +
                       " on is more than its storage of " + std::to_string(tensor.storageCount) + " values",
                   entry.offset);
    if (!isEmpty && !isRowMajor(tensor))
        throw unsupportedError(file->path(), inQuotes(tensor.name) +
                                                 ": its values do not lie one after another "
                                                 "(strides " +
                                                 shapeText(tensor.strides) + ")");
    StoredTensor result;
    result.file = file;
    result.type = storage.type;
    result.layout = storage.layout;
    result.shape = tensor.shape;
    result.offset = entry.offset + static_cast<std::uint64_t>(tensor.offset) * storage.bytes;
    result.bytes = static_cast<std::uint64_t>(values) * storage.bytes;
    return result;
}

}  // namespace

TorchFile openTorchFile(const std::filesystem::path& path) {
    TorchFile result{std::make_shared<const File>(path), {}};
    const File& file = *result.file;
    const ZipEntries entries = readZipEntries(file);
    const std::string folder = folderIn(file, entries);
    checkByteOrder(file, entries, folder);
    const ZipEntry& pickle = entries.at(folder + "data.pkl");
    if (pickle.bytes > kLongestPickle)
        throw formatError(path,
                          "data.pkl has " + std::to_string(pickle.bytes) + " bytes, expected at most " +
                              std::to_string(kLongestPickle),
                          pickle.offset);
    try {
        for (const PickledTensor& tensor : readTorchPickle(contentOf(file, pickle)))
            result.tensors.emplace(tensor.name, placed(result.file, entries, folder, tensor, pickle.offset));
    } catch (const PickleFault& fault) {
        const std::string what = "data.pkl at byte " + std::to_string(fault.offset()) + ": " + fault.what();
        if (!fault.isForeign()) throw formatError(path, what, pickle.offset + fault.offset());
        throw Error(ErrorCode::Unsupported,
                    path.string() + ": " + what + "; only dictionaries of tensors are read, and nothing is ever run.",
                    ErrorPlace{path.string(), pickle.offset + fault.offset(), {}});
    }
    return result;
}

}  // namespace mw
