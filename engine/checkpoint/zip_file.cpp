// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "zip_file.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace mw {

namespace {

constexpr std::uint64_t kMostDirectoryBytes = 8 << 20;
constexpr std::uint64_t kMostEntries = 50'000;
constexpr std::size_t kLongestName = 512;
constexpr std::uint64_t kEndBytes = 22, kLocatorBytes = 20, kEnd64Bytes = 56, kEntryBytes = 46, kLocalBytes = 30;
constexpr std::uint64_t kIn64Bits = 0xFFFFFFFF;  // a field of 32 bits whose value stands elsewhere, in 64

/// Little-endian numbers of a piece of the file.
class Fields {
 public:
    Fields(std::string bytes, std::uint64_t offset) : m_bytes(std::move(bytes)), m_offset(offset) {}
    std::uint64_t number(std::size_t at, std::size_t size) const {
        std::uint64_t value = 0;
        for (std::size_t i = size; i-- > 0;)
            value = value << 8 | static_cast<unsigned char>(m_bytes[at + i]);
        return value;
    }
    std::string_view text(std::size_t at, std::size_t size) const { return std::string_view(m_bytes).substr(at, size); }
    std::size_t size() const { return m_bytes.size(); }
    std::uint64_t offset() const { return m_offset; }

 private:
    std::string m_bytes;
    std::uint64_t m_offset;
};

Fields readAt(const File& file, std::uint64_t offset, std::uint64_t size, const char* what) {
    if (offset > file.size() || size > file.size() - offset)
        throw formatError(file.path(), std::string("ends within its ") + what + "; the download did not end",
                          std::min(offset, file.size()));
    std::string bytes(size, '\0');
    file.read(offset, reinterpret_cast<std::byte*>(bytes.data()), bytes.size());
    return {std::move(bytes), offset};
}

/// Where the list of entries lies.
struct Directory {
    std::uint64_t offset = 0, bytes = 0, entries = 0;
};

Directory findDirectory(const File& file) {
    constexpr std::uint64_t kLongestComment = 0xFFFF;
    const std::uint64_t size = std::min(file.size(), kEndBytes + kLongestComment);
    const Fields tail = readAt(file, file.size() - size, size, "list of contents");
    std::optional<std::size_t> end;
    for (std::size_t at = size < kEndBytes ? 0 : size - kEndBytes + 1; at-- > 0 && !end;)
        if (tail.text(at, 4) == "PK\x05\x06" && at + kEndBytes + tail.number(at + 20, 2) == size) end = at;
    if (!end)
        throw formatError(file.path(), "has no list of contents at its end; the download did not end", file.size());
    Directory directory{tail.number(*end + 16, 4), tail.number(*end + 12, 4), tail.number(*end + 10, 2)};
    const std::uint64_t endAt = tail.offset() + *end;
    if (endAt < kLocatorBytes) return directory;
    const Fields locator = readAt(file, endAt - kLocatorBytes, kLocatorBytes, "list of contents");
    if (locator.text(0, 4) != "PK\x06\x07") return directory;
    const Fields end64 = readAt(file, locator.number(8, 8), kEnd64Bytes, "list of contents");
    if (end64.text(0, 4) != "PK\x06\x06")
        throw formatError(file.path(), "its list of contents is not where it should be", end64.offset());
    return {end64.number(48, 8), end64.number(40, 8), end64.number(32, 8)};
}

/// The values that stand in 64 bits because 32 are too few: `wanted` are taken from the extra field in order.
void readLarge(const File& file, const Fields& fields, std::size_t at, std::size_t size,
               std::initializer_list<std::uint64_t*> wanted) {
    const auto fail = [&] {
        return formatError(file.path(), "an entry lacks its size in 64 bits", fields.offset() + at);
    };
    const bool needed = std::ranges::any_of(wanted, [](const auto* value) { return *value == kIn64Bits; });
    if (!needed) return;
    for (const std::size_t end = at + size; at + 4 <= end;) {
        const std::uint64_t kind = fields.number(at, 2), length = fields.number(at + 2, 2);
        at += 4;
        if (length > end - at) throw fail();
        if (kind != 1) {
            at += length;
            continue;
        }
        const std::size_t valuesEnd = at + length;
        for (std::uint64_t* value : wanted) {
            if (*value != kIn64Bits) continue;
            if (valuesEnd - at < 8) throw fail();
            *value = fields.number(at, 8);
            at += 8;
        }
        return;
    }
    throw fail();
}

/// Where the content of an entry begins, by the header before it.
std::uint64_t contentOffset(const File& file, std::uint64_t local, std::string_view name) {
    const Fields header = readAt(file, local, kLocalBytes, "contents");
    if (header.text(0, 4) != "PK\x03\x04")
        throw formatError(file.path(), inQuotes(name) + " does not begin where the list of contents says", local);
    const std::uint64_t nameBytes = header.number(26, 2);
    if (nameBytes != name.size() || readAt(file, local + kLocalBytes, nameBytes, "contents").text(0, nameBytes) != name)
        throw formatError(file.path(), inQuotes(name) + " has another name where it begins", local);
    return local + kLocalBytes + nameBytes + header.number(28, 2);
}

}  // namespace

std::map<std::string, ZipEntry, std::less<>> readZipEntries(const File& file) {
    const Directory directory = findDirectory(file);
    if (directory.bytes > kMostDirectoryBytes || directory.entries > kMostEntries)
        throw formatError(file.path(), "its list of contents names " + std::to_string(directory.entries) +
                                           " entries, expected at most " + std::to_string(kMostEntries));
    const Fields fields = readAt(file, directory.offset, directory.bytes, "list of contents");
    std::map<std::string, ZipEntry, std::less<>> entries;
    std::size_t at = 0;
    for (std::uint64_t i = 0; i < directory.entries; ++i) {
        const std::uint64_t offset = fields.offset() + at;
        if (fields.size() - at < kEntryBytes || fields.text(at, 4) != "PK\x01\x02")
            throw formatError(file.path(), "its list of contents is damaged at entry " + std::to_string(i), offset);
        const std::uint64_t flags = fields.number(at + 8, 2), method = fields.number(at + 10, 2);
        std::uint64_t packed = fields.number(at + 20, 4), bytes = fields.number(at + 24, 4);
        const std::uint64_t nameBytes = fields.number(at + 28, 2), extraBytes = fields.number(at + 30, 2);
        const std::uint64_t commentBytes = fields.number(at + 32, 2);
        std::uint64_t local = fields.number(at + 42, 4);
        if (nameBytes + extraBytes + commentBytes > fields.size() - at - kEntryBytes)
            throw formatError(file.path(), "its list of contents is damaged at entry " + std::to_string(i), offset);
        const std::string name(fields.text(at + kEntryBytes, nameBytes));
        if (name.empty() || name.size() > kLongestName || !isUtf8(name))
            throw formatError(file.path(), "entry " + std::to_string(i) + " has no name that can be read", offset);
        readLarge(file, fields, at + kEntryBytes + nameBytes, extraBytes, {&bytes, &packed, &local});
        if (flags & 1) throw formatError(file.path(), inQuotes(name) + " is encrypted", offset);
        if (method != 0 || packed != bytes)
            throw formatError(file.path(), inQuotes(name) + " is compressed, which PyTorch never does", offset);
        const std::uint64_t begin = contentOffset(file, local, name);
        if (begin > directory.offset || bytes > directory.offset - begin)
            throw formatError(file.path(),
                              inQuotes(name) + " has " + std::to_string(bytes) +
                                  " bytes, more than there are before the list of contents",
                              offset);
        if (!entries.emplace(name, ZipEntry{begin, bytes}).second)
            throw formatError(file.path(), inQuotes(name) + " is there twice", offset);
        at += kEntryBytes + nameBytes + extraBytes + commentBytes;
    }
    std::vector<std::pair<ZipEntry, std::string_view>> inOrder;
    for (const auto& [name, entry] : entries)
        inOrder.emplace_back(entry, name);
    std::ranges::sort(inOrder, {}, [](const auto& each) { return each.first.offset; });
    for (std::size_t i = 1; i < inOrder.size(); ++i)
        if (const ZipEntry& before = inOrder[i - 1].first; inOrder[i].first.offset < before.offset + before.bytes)
            throw formatError(file.path(),
                              inQuotes(inOrder[i].second) + " lies over " + inQuotes(inOrder[i - 1].second),
                              inOrder[i].first.offset);
    return entries;
}

}  // namespace mw
