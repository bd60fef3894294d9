// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "gguf_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>
#include <utility>

#include "mw/error.h"
#include "utf8.h"

namespace mw {

namespace {

constexpr std::string_view kMagic = "GGUF";
constexpr std::string_view kEnding = ".gguf";
// Real files have some 30 keys and 1000 tensors, a vocabulary of a megabyte and a chat template of some kilobytes.
constexpr std::uint64_t kMostKeys = 1 << 14;
constexpr std::uint64_t kMostTensors = 1 << 17;
constexpr std::uint64_t kLongestKey = 256;
constexpr std::uint64_t kLongestName = 128;
constexpr std::uint64_t kLongestText = 1 << 20;
constexpr std::uint64_t kMostText = 8 << 20;          ///< of all texts together
constexpr std::uint64_t kLongestList = 1 << 22;       ///< of strings
constexpr std::uint64_t kMostStringBytes = 16 << 20;  ///< of a list
/// Metadata and tensor infos end before that, so that looking through them takes a moment, whatever they say.
constexpr std::uint64_t kLargestDirectory = 128 << 20;
constexpr std::uint64_t kDefaultAlignment = 32;
constexpr std::uint64_t kMostAlignment = 1 << 20;
constexpr std::uint32_t kMostDimensions = 4;

// Types of values in the metadata.
namespace value_type {
constexpr std::uint32_t uint8 = 0, int8 = 1, uint16 = 2, int16 = 3, uint32 = 4, int32 = 5, float32 = 6, boolean = 7,
                        string = 8, list = 9, uint64 = 10, int64 = 11, float64 = 12;
}

/// Bytes of a value; 0 for strings, lists and unknown types.
std::uint64_t bytesOf(std::uint32_t type) {
    constexpr std::array<std::uint8_t, 13> kBytes = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
    return type < kBytes.size() ? kBytes[type] : 0;
}

/// What the file calls a type of tensor, and how that lies in it.
struct TensorType {
    std::uint32_t id;
    std::string_view name;
    std::optional<StoredLayout> layout;
};
using L = StoredLayout;
constexpr std::array kTypes = {
    TensorType{0, "F32", L::Float32},
    TensorType{1, "F16", L::Float16},
    TensorType{2, "Q4_0", L::Q4_0},
    TensorType{3, "Q4_1", L::Q4_1},
    TensorType{6, "Q5_0", L::Q5_0},
    TensorType{7, "Q5_1", L::Q5_1},
    TensorType{8, "Q8_0", L::Q8_0},
    TensorType{9, "Q8_1", {}},
    TensorType{10, "Q2_K", L::Q2_K},
    TensorType{11, "Q3_K", L::Q3_K},
    TensorType{12, "Q4_K", L::Q4_K},
    TensorType{13, "Q5_K", L::Q5_K},
    TensorType{14, "Q6_K", L::Q6_K},
    TensorType{15, "Q8_K", {}},
    TensorType{16, "IQ2_XXS", {}},
    TensorType{17, "IQ2_XS", {}},
    TensorType{18, "IQ3_XXS", {}},
    TensorType{19, "IQ1_S", {}},
    TensorType{20, "IQ4_NL", L::IQ4_NL},
    TensorType{21, "IQ3_S", {}},
    TensorType{22, "IQ2_S", {}},
    TensorType{23, "IQ4_XS", L::IQ4_XS},
    TensorType{24, "I8", {}},
    TensorType{25, "I16", {}},
    TensorType{26, "I32", {}},
    TensorType{27, "I64", {}},
    TensorType{28, "F64", {}},
    TensorType{29, "IQ1_M", {}},
    TensorType{30, "BF16", L::BFloat16},
    TensorType{34, "TQ1_0", {}},
    TensorType{35, "TQ2_0", {}},
    TensorType{39, "MXFP4", {}},
    TensorType{40, "NVFP4", {}},
};

const TensorType& typeOf(std::uint32_t id, const std::string& tensor, const File& file) {
    const auto found = std::ranges::find(kTypes, id, &TensorType::id);
    if (found != kTypes.end() && found->layout) return *found;
    std::string read;
    for (const TensorType& type : kTypes)
        if (type.layout) read += (read.empty() ? "" : ", ") + std::string(type.name);
    throw unsupportedError(file.path(),
                           inQuotes(tensor) + ": stored as " +
                               (found == kTypes.end() ? "type " + std::to_string(id) : std::string(found->name)) +
                               ", which is not supported; supported are " + read);
}

}  // namespace

bool isGgufName(std::string_view name) {
    return name.ends_with(kEnding);
}

bool beginsAsGguf(const std::filesystem::path& file) noexcept {
    try {
        const File opened(file);
        std::array<char, kMagic.size()> beginning;
        if (opened.size() < beginning.size()) return false;
        opened.read(0, reinterpret_cast<std::byte*>(beginning.data()), beginning.size());
        return std::string_view(beginning.data(), beginning.size()) == kMagic;
    } catch (...) {
        return false;
    }
}

/// Reads one value after the other, and never past the end.
class GgufFile::Reader {
 public:
    explicit Reader(const File& file, std::uint64_t offset = 0)
        : m_file(file), m_at(offset), m_end(std::min(file.size(), kLargestDirectory)) {}

    std::uint64_t at() const { return m_at; }
    std::uint64_t left() const { return m_end - m_at; }

    [[noreturn]] void refuse(const std::string& field, const std::string& what) const {
        throw formatError(m_file.path(), field + ": " + what, m_at);
    }

    /// Throws unless so many bytes are left.
    void require(std::uint64_t bytes, const std::string& field) const {
        if (bytes <= left()) return;
        if (m_end < m_file.size())
            refuse(field,
                   "metadata and list of tensors take more than " + std::to_string(kLargestDirectory >> 20) + " MiB");
        refuse(field, "takes " + std::to_string(bytes) + " bytes from byte " + std::to_string(m_at) +
                          " on, but the file has only " + std::to_string(m_file.size()));
    }

    void skip(std::uint64_t bytes, const std::string& field) {
        require(bytes, field);
        m_at += bytes;
    }

    void take(void* out, std::uint64_t bytes, const std::string& field) {
        require(bytes, field);
        auto* target = static_cast<std::byte*>(out);
        while (bytes > 0) {
            if (m_at < m_windowAt || m_at >= m_windowAt + m_window.size()) load();
            const std::uint64_t first = m_at - m_windowAt;
            const std::uint64_t count = std::min<std::uint64_t>(bytes, m_window.size() - first);
            std::memcpy(target, m_window.data() + first, count);
            target += count;
            m_at += count;
            bytes -= count;
        }
    }

    template <typename T>
    T number(const std::string& field) {
        T value;
        take(&value, sizeof value, field);
        return value;
    }

    std::uint64_t length(const std::string& field, std::uint64_t most) {
        const auto length = number<std::uint64_t>(field);
        if (length > most)
            refuse(field, "expected at most " + std::to_string(most) + " bytes of text, found a length of " +
                              std::to_string(length));
        return length;
    }

    std::string text(const std::string& field, std::uint64_t most) {
        std::string text;
        const std::uint64_t bytes = length(field, most);
        require(bytes, field);
        text.resize(bytes);
        take(text.data(), bytes, field);
        if (!isUtf8(text)) refuse(field, "is not UTF-8: " + inQuotes(text));
        return text;
    }

    /// A number or boolean.
    nlohmann::json scalar(std::uint32_t type, const std::string& field) {
        switch (type) {
            case value_type::uint8:
                return number<std::uint8_t>(field);
            case value_type::int8:
                return number<std::int8_t>(field);
            case value_type::uint16:
                return number<std::uint16_t>(field);
            case value_type::int16:
                return number<std::int16_t>(field);
            case value_type::uint32:
                return number<std::uint32_t>(field);
            case value_type::int32:
                return number<std::int32_t>(field);
            case value_type::float32:
                return number<float>(field);
            case value_type::boolean:
                if (const auto value = number<std::uint8_t>(field); value <= 1)
                    return value == 1;
                else
                    refuse(field, "expected a boolean, 0 or 1, found " + std::to_string(value));
            case value_type::uint64:
                return number<std::uint64_t>(field);
            case value_type::int64:
                return number<std::int64_t>(field);
            case value_type::float64:
                return number<double>(field);
            default:
                refuse(field, "a value of the unknown type " + std::to_string(type));
        }
    }

 private:
    void load() {
        constexpr std::uint64_t kWindow = 64 << 10;
        m_window.resize(std::min(kWindow, m_end - m_at));
        m_windowAt = m_at;
        m_file.read(m_at, m_window.data(), m_window.size());
    }

    const File& m_file;
    std::uint64_t m_at;
    std::uint64_t m_end;
    std::vector<std::byte> m_window;
    std::uint64_t m_windowAt = 0;
};

GgufFile::GgufFile(const std::filesystem::path& path) : m_file(std::make_shared<const File>(path)) {
    if (!beginsAsGguf(path)) {
        const std::string foreign = foreignContentOf(path, false);
        throw formatError(path,
                          foreign.empty() ? "expected a file that begins with 'GGUF'; this is none, or a later piece "
                                            "of one that was cut"
                                          : foreign,
                          0);
    }
    Reader reader(*m_file, kMagic.size());
    const auto version = reader.number<std::uint32_t>("version");
    if ((version & 0xffff) == 0 && version != 0)
        throw unsupportedError(path, "version: a GGUF file for big-endian processors");
    if (version != 2 && version != 3)
        throw unsupportedError(path, "version: expected GGUF version 2 or 3, found " + std::to_string(version));
    const auto tensors = reader.number<std::uint64_t>("tensor_count");
    const auto keys = reader.number<std::uint64_t>("metadata_kv_count");
    constexpr std::uint64_t kLeastOfTensor = 33, kLeastOfKey = 14;  // bytes, with names of one letter
    if (tensors > std::min(kMostTensors, reader.left() / kLeastOfTensor))
        reader.refuse("tensor_count", std::to_string(tensors) + " tensors are more than such a file can hold");
    if (keys > std::min(kMostKeys, reader.left() / kLeastOfKey))
        reader.refuse("metadata_kv_count", std::to_string(keys) + " keys are more than such a file can hold");
    readMetadata(reader, keys);
    m_tensorCount = tensors;
    m_tensorsAt = reader.at();
}

void GgufFile::readMetadata(Reader& reader, std::uint64_t count) {
    std::uint64_t textBytes = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::string key = reader.text("key " + std::to_string(i), kLongestKey);
        if (key.empty()) reader.refuse("key " + std::to_string(i), "is empty");
        if (has(key)) reader.refuse(inQuotes(key), "is there twice");
        const auto type = reader.number<std::uint32_t>(key);
        if (type == value_type::string) {
            std::string text = reader.text(key, kLongestText);
            if ((textBytes += text.size()) > kMostText) reader.refuse(key, "too much text in the metadata");
            m_metadata[key] = std::move(text);
        } else if (type == value_type::list) {
            GgufFile::List list;
            list.type = reader.number<std::uint32_t>(key);
            list.count = reader.number<std::uint64_t>(key);
            list.offset = reader.at();
            if (list.type == value_type::list) reader.refuse(key, "a list of lists");
            if (list.type == value_type::string) {
                if (list.count > std::min(kLongestList, reader.left() / sizeof(std::uint64_t)))
                    reader.refuse(key,
                                  "a list of " + std::to_string(list.count) + " strings, more than the file can hold");
                for (std::uint64_t element = 0; element < list.count; ++element)
                    reader.skip(reader.length(key, kLongestText), key);
            } else {
                const std::uint64_t bytes = bytesOf(list.type);
                if (bytes == 0) reader.refuse(key, "a list of the unknown type " + std::to_string(list.type));
                if (list.count > reader.left() / bytes)
                    reader.refuse(key,
                                  "a list of " + std::to_string(list.count) + " values, more than the file can hold");
                reader.skip(list.count * bytes, key);
            }
            m_lists.emplace(key, list);
            m_metadata[key] = nlohmann::json::array();
        } else {
            m_metadata[key] = reader.scalar(type, key);
        }
    }
}

void GgufFile::readTensors() {
    Reader reader(*m_file, m_tensorsAt);
    std::uint64_t alignment = kDefaultAlignment;
    if (has("general.alignment")) {
        const nlohmann::json& value = m_metadata["general.alignment"];
        alignment = value.is_number_unsigned() ? value.get<std::uint64_t>() : 0;
        if (!std::has_single_bit(alignment) || alignment > kMostAlignment)
            reader.refuse("general.alignment", "expected a power of two up to " + std::to_string(kMostAlignment) +
                                                   ", found " + value.dump());
    }
    const auto padded = [&](std::uint64_t bytes) { return (bytes + alignment - 1) / alignment * alignment; };
    std::vector<std::pair<std::string, StoredTensor>> inOrder;
    std::uint64_t next = 0;  // where the data of the next tensor begins, from the first one's on
    for (std::uint64_t i = 0; i < m_tensorCount; ++i) {
        const std::string name = reader.text("tensor " + std::to_string(i), kLongestName);
        const std::string field = inQuotes(name);
        if (name.empty()) reader.refuse("tensor " + std::to_string(i), "has no name");
        const auto dimensions = reader.number<std::uint32_t>(field);
        if (dimensions < 1 || dimensions > kMostDimensions)
            reader.refuse(field, "expected 1 to 4 dimensions, found " + std::to_string(dimensions));
        StoredTensor tensor;
        tensor.file = m_file;
        std::int64_t values = 1;
        for (std::uint32_t d = 0; d < dimensions; ++d) {
            const auto size = reader.number<std::uint64_t>(field);
            constexpr std::int64_t kMostValues = std::int64_t{1} << 48;
            if (size < 1 || size > static_cast<std::uint64_t>(kMostValues / values))
                reader.refuse(field, "a dimension of " + std::to_string(size) + ", which no tensor can have");
            values *= static_cast<std::int64_t>(size);
            tensor.shape.insert(tensor.shape.begin(), static_cast<std::int64_t>(size));
        }
        const TensorType& type = typeOf(reader.number<std::uint32_t>(field), name, *m_file);
        const StoredLayoutRow& layout = storedLayoutRow(*type.layout);
        tensor.type = type.name;
        tensor.layout = type.layout;
        if (tensor.shape.back() % layout.blockValues != 0)
            reader.refuse(field, "rows of " + std::to_string(tensor.shape.back()) + " values are no whole blocks of " +
                                     std::string(type.name) + ", which have " + std::to_string(layout.blockValues));
        tensor.bytes = storedBytes(*type.layout, values);
        tensor.offset = reader.number<std::uint64_t>(field);
        if (tensor.offset != next)
            reader.refuse(field, "expected its data at " + std::to_string(next) +
                                     " of the data, behind the tensor before, "
                                     "found " +
                                     std::to_string(tensor.offset));
        if (tensor.bytes > m_file->size())
            reader.refuse(field, "has " + std::to_string(tensor.bytes) + " bytes, more than the file (" +
                                     std::to_string(m_file->size()) +
                                     "); its download did not end, or it is one piece of a "
                                     "file that was cut");
        next += padded(tensor.bytes);
        inOrder.emplace_back(name, std::move(tensor));
    }
    const std::uint64_t data = padded(reader.at());
    for (auto& [name, tensor] : inOrder) {
        tensor.offset += data;
        const std::uint64_t end = tensor.offset + tensor.bytes;
        if (end > m_file->size())
            throw formatError(m_file->path(),
                              inQuotes(name) + ": ends at byte " + std::to_string(end) + ", but the file at " +
                                  std::to_string(m_file->size()) +
                                  "; its download did not end, or it is one piece of a file that was cut",
                              tensor.offset);
        if (!m_tensors.emplace(name, std::move(tensor)).second)
            throw formatError(m_file->path(), inQuotes(name) + ": is there twice");
    }
}

const GgufFile::List& GgufFile::list(const std::string& key, std::uint64_t most, const char* expected) const {
    const auto found = m_lists.find(key);
    if (found == m_lists.end())
        throw formatError(m_file->path(), key + ": expected a list of " + expected + ", found " +
                                              (has(key) ? m_metadata[key].dump() : "nothing (the key is missing)"));
    if (found->second.count > most)
        throw formatError(m_file->path(),
                          key + ": expected at most " + std::to_string(most) + " " + expected + ", found " +
                              std::to_string(found->second.count),
                          found->second.offset);
    return found->second;
}

std::vector<std::string> GgufFile::strings(const std::string& key, std::uint64_t most) const {
    const List& list = this->list(key, most, "strings");
    Reader reader(*m_file, list.offset);
    if (list.type != value_type::string) reader.refuse(key, "expected a list of strings, found one of numbers");
    std::vector<std::string> result;
    std::uint64_t bytes = 0;
    for (std::uint64_t i = 0; i < list.count; ++i) {
        result.push_back(reader.text(key + "[" + std::to_string(i) + "]", kLongestText));
        if ((bytes += result.back().size()) > kMostStringBytes) reader.refuse(key, "too much text");
    }
    return result;
}

std::vector<double> GgufFile::numbers(const std::string& key, std::uint64_t most) const {
    const List& list = this->list(key, most, "numbers");
    Reader reader(*m_file, list.offset);
    if (list.type == value_type::string) reader.refuse(key, "expected a list of numbers, found one of strings");
    std::vector<double> result;
    for (std::uint64_t i = 0; i < list.count; ++i) {
        const nlohmann::json value = reader.scalar(list.type, key);
        result.push_back(value.is_boolean() ? (value.get<bool>() ? 1 : 0) : value.get<double>());
    }
    return result;
}

}  // namespace mw
