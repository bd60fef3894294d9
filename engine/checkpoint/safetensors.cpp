// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "safetensors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace mw {

namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little, "safetensors files are little-endian and read as they are");

constexpr std::uint64_t kLengthBytes = 8;
constexpr std::uint64_t kLongestHeader = 100'000'000;  // as in the reference implementation
constexpr std::size_t kMostTensors = 50'000;           // the largest Mixtral has fewer than 2,000 in all its files
constexpr std::size_t kMostDimensions = 8;
constexpr std::size_t kMostMetadata = 10'000;
constexpr std::size_t kLongestToken = 1 << 20;
constexpr std::size_t kLongestName = 512;
constexpr std::size_t kLongestNames = 8 << 20;  // of all tensors together

/// An element type of the format.
struct Type {
    std::string_view name;
    int bits = 0;  ///< per element
    std::optional<StoredLayout> layout;
};

constexpr std::array kTypes = {
    Type{"F32", 32, StoredLayout::Float32},
    Type{"BF16", 16, StoredLayout::BFloat16},
    Type{"F16", 16, StoredLayout::Float16},
    Type{"F64", 64, {}},
    Type{"F8_E4M3", 8, {}},
    Type{"F8_E5M2", 8, {}},
    Type{"F8_E8M0", 8, {}},
    Type{"F6_E2M3", 6, {}},
    Type{"F6_E3M2", 6, {}},
    Type{"F4", 4, {}},
    Type{"I64", 64, {}},
    Type{"I32", 32, {}},
    Type{"I16", 16, {}},
    Type{"I8", 8, {}},
    Type{"U64", 64, {}},
    Type{"U32", 32, {}},
    Type{"U16", 16, {}},
    Type{"U8", 8, {}},
    Type{"BOOL", 8, {}},
    Type{"C64", 64, {}},
};

/// Thrown from inside the parser's reading of input, where returning false is not possible.
struct TokenTooLong {};

/// The characters of a header, read block by block, so that a header costs what it describes and not what it weighs.
class HeaderText {
 public:
    HeaderText(const File& file, std::uint64_t length) : m_file(file), m_length(length) {}

    bool atEnd() const { return m_position == m_length; }
    char current() {
        const std::size_t inBlock = m_position % m_block.size();
        if (inBlock == 0 && m_loaded != m_position + 1) {
            const std::size_t size = std::min<std::uint64_t>(m_block.size(), m_length - m_position);
            m_file.read(kLengthBytes + m_position, reinterpret_cast<std::byte*>(m_block.data()), size);
            m_loaded = m_position + 1;
        }
        return m_block[inBlock];
    }
    void advance() {
        followToken(current());
        ++m_position;
    }
    std::uint64_t position() const { return m_position; }

 private:
    // The parser holds a whole string, number or run of spaces in memory, so their length is watched here.
    void followToken(char c) {
        if (m_inString) {
            if (c == '"' && !m_escaped) m_inString = false;
            m_escaped = c == '\\' && !m_escaped;
        } else if (c == '"') {
            m_inString = true;
            m_tokenLength = 0;
        } else if (std::string_view("{}[]:,").find(c) != std::string_view::npos) {
            m_tokenLength = 0;
        }
        if (++m_tokenLength > kLongestToken) throw TokenTooLong{};
    }

    const File& m_file;
    std::uint64_t m_length = 0;
    std::uint64_t m_position = 0;
    std::uint64_t m_loaded = 0;  // 1 + position of the first character of the block in memory
    std::array<char, 1 << 16> m_block{};
    bool m_inString = false;
    bool m_escaped = false;
    std::size_t m_tokenLength = 0;
};

/// HeaderText as the input iterator that the parser wants.
struct HeaderIterator {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = char;

    HeaderText* text = nullptr;  // null: the end

    char operator*() const { return text->current(); }
    HeaderIterator& operator++() {
        text->advance();
        return *this;
    }
    void operator++(int) { text->advance(); }
    bool operator==(const HeaderIterator& other) const {
        return (!text || text->atEnd()) == (!other.text || other.text->atEnd());
    }
    bool operator!=(const HeaderIterator& other) const { return !(*this == other); }
};

/// Takes the header's tensors from parser events. After an event returned false, error() says why.
class HeaderReader : public nlohmann::json_sax<json> {
 public:
    StoredTensors takeTensors() { return std::move(m_tensors); }
    const std::string& error() const { return m_error; }

    bool null() override { return unexpected("null"); }
    bool boolean(bool) override { return unexpected("a boolean"); }
    bool number_float(number_float_t, const string_t& text) override { return unexpected(text); }
    bool number_integer(number_integer_t value) override { return unexpected(std::to_string(value)); }
    bool binary(binary_t&) override { return unexpected("binary data"); }

    bool number_unsigned(number_unsigned_t value) override {
        if (m_place == Place::Shape) {
            if (m_tensor.shape.size() == kMostDimensions)
                return fail("expected at most " + std::to_string(kMostDimensions) + " dimensions, found more");
            if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
                return fail("shape: " + std::to_string(value) + " is too large");
            m_tensor.shape.push_back(static_cast<std::int64_t>(value));
            return true;
        }
        if (m_place == Place::Offsets) {
            if (m_offsets.size() == 2) return fail("data_offsets: expected 2 numbers, found more");
            m_offsets.push_back(value);
            return true;
        }
        return unexpected(std::to_string(value));
    }

    bool string(string_t& value) override {
        if (m_place == Place::Metadata) return true;
        if (m_place != Place::Field || m_field != "dtype") return unexpected(inQuotes(value));
        const auto type = std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& t) { return t.name == value; });
        if (type == kTypes.end()) return fail("dtype: " + inQuotes(value) + " is not known");
        m_type = &*type;
        m_tensor.type = type->name;
        m_tensor.layout = type->layout;
        return true;
    }

    bool start_object(std::size_t) override {
        if (m_place == Place::Top) {
            m_place = Place::Name;
            return true;
        }
        if (m_place != Place::Name || m_name.empty()) return unexpected("an object");
        m_place = m_name == "__metadata__" ? Place::Metadata : Place::Field;
        return true;
    }

    bool key(string_t& key) override {
        if (m_place == Place::Metadata) {
            if (m_metadata.size() == kMostMetadata) return fail("more than " + std::to_string(kMostMetadata) + " keys");
            m_metadataBytes += key.size();
            if (m_metadataBytes > kLongestToken) return fail("the keys are too long");
            return m_metadata.insert(key).second || fail("the key " + inQuotes(key) + " is there twice");
        }
        if (m_place == Place::Name) {
            m_name = key;
            if (key == "__metadata__") return !std::exchange(m_hasMetadata, true) || fail("is there twice");
            if (key.empty()) return fail("a tensor has no name");
            m_nameBytes += key.size();
            if (key.size() > kLongestName || m_nameBytes > kLongestNames) return fail("the name is too long");
            if (m_tensors.size() == kMostTensors)
                return fail("expected at most " + std::to_string(kMostTensors) + " tensors, found more");
            if (m_tensors.contains(key)) return fail("the tensor is there twice");
            m_tensor = {};
            m_offsets.clear();
            m_fields = {};
            return true;
        }
        const auto field = std::find(kFields.begin(), kFields.end(), key);
        if (field == kFields.end()) return fail("the key " + inQuotes(key) + " is not known");
        m_field = *field;
        return !std::exchange(m_fields[static_cast<std::size_t>(field - kFields.begin())], true) ||
               fail("the key " + inQuotes(key) + " is there twice");
    }

    bool start_array(std::size_t) override {
        if (m_place == Place::Field && m_field == "shape") {
            m_place = Place::Shape;
        } else if (m_place == Place::Field && m_field == "data_offsets") {
            m_place = Place::Offsets;
        } else {
            return unexpected("a list");
        }
        return true;
    }

    bool end_array() override {
        m_place = Place::Field;
        return true;
    }

    bool end_object() override {
        if (m_place == Place::Metadata) {
            m_place = Place::Name;
            m_name.clear();
        } else if (m_place == Place::Field) {
            if (!finishTensor()) return false;
            m_place = Place::Name;
            m_name.clear();
        }
        return true;
    }

    bool parse_error(std::size_t position, const std::string& token, const nlohmann::detail::exception&) override {
        return fail("the header is not valid JSON or UTF-8 at byte " + std::to_string(kLengthBytes + position) +
                    ", near " + inQuotes(token));
    }

 private:
    enum class Place { Top, Name, Metadata, Field, Shape, Offsets };
    static constexpr std::array<std::string_view, 3> kFields = {"dtype", "shape", "data_offsets"};

    bool fail(const std::string& what) {
        m_error = m_name.empty() ? what : inQuotes(m_name) + ": " + what;
        return false;
    }

    bool unexpected(const std::string& found) {
        switch (m_place) {
            case Place::Top:
                return fail("expected a JSON object as header, found " + found);
            case Place::Name:
                return fail("expected an object with dtype, shape and data_offsets, found " + found);
            case Place::Metadata:
                return fail("expected strings only, found " + found);
            case Place::Field:
                return fail(std::string(m_field) + ": expected " + (m_field == "dtype" ? "a string" : "a list") +
                            ", found " + found);
            case Place::Shape:
                return fail("shape: expected whole numbers from 0, found " + found);
            case Place::Offsets:
                return fail("data_offsets: expected whole numbers from 0, found " + found);
        }
        return false;
    }

    bool finishTensor() {
        for (std::size_t i = 0; i < kFields.size(); ++i)
            if (!m_fields[i]) return fail("the key '" + std::string(kFields[i]) + "' is missing");
        if (m_offsets.size() != 2) return fail("data_offsets: expected 2 numbers, found fewer");
        if (m_offsets[0] > m_offsets[1]) return fail("data_offsets: the end lies before the begin");

        std::uint64_t bits = static_cast<std::uint64_t>(m_type->bits);
        const bool empty = std::find(m_tensor.shape.begin(), m_tensor.shape.end(), 0) != m_tensor.shape.end();
        for (const std::int64_t size : m_tensor.shape) {
            if (empty) continue;  // no product of the others matters then
            if (__builtin_mul_overflow(bits, static_cast<std::uint64_t>(size), &bits))
                return fail("the shape " + shapeText(m_tensor.shape) + " is too large");
        }
        if (empty) bits = 0;
        const std::uint64_t found = m_offsets[1] - m_offsets[0];
        if (bits % 8 != 0 || bits / 8 != found) {
            return fail("the shape " + shapeText(m_tensor.shape) + " of " + std::string(m_tensor.type) + " needs " +
                        std::to_string((bits + 7) / 8) + " bytes, data_offsets give it " + std::to_string(found));
        }
        m_tensor.offset = m_offsets[0];  // from the start of the data, until all are known
        m_tensor.bytes = found;
        m_tensors.emplace(m_name, m_tensor);
        return true;
    }

    Place m_place = Place::Top;
    std::string m_name;
    std::string_view m_field;
    std::array<bool, 3> m_fields{};
    StoredTensor m_tensor;
    const Type* m_type = nullptr;
    std::vector<std::uint64_t> m_offsets;
    StoredTensors m_tensors;
    std::set<std::string> m_metadata;
    std::size_t m_nameBytes = 0;
    std::size_t m_metadataBytes = 0;
    bool m_hasMetadata = false;
    std::string m_error;
};

/// The length of the header, from the first 8 bytes.
std::uint64_t headerLength(const File& file) {
    if (file.size() < kLengthBytes) {
        throw formatError(file.path(),
                          "expected a safetensors file of at least 8 bytes, found " + std::to_string(file.size()), 0);
    }
    std::uint64_t length = 0;
    file.read(0, reinterpret_cast<std::byte*>(&length), sizeof length);
    const std::uint64_t most = std::min(kLongestHeader, file.size() - kLengthBytes);
    char first = '\0';
    if (file.size() > kLengthBytes) file.read(kLengthBytes, reinterpret_cast<std::byte*>(&first), 1);
    if (first == '{' && length > most && length <= kLongestHeader)
        throw formatError(file.path(),
                          "ends within its header, which has " + std::to_string(length) +
                              " bytes; it is truncated: the download did not end, or the disk was full",
                          file.size());
    if (length < 2 || length > most) {
        throw formatError(file.path(),
                          "the header's length is " + std::to_string(length) + " bytes, expected 2 to " +
                              std::to_string(most) + (most == kLongestHeader ? "" : ", where the file ends"),
                          0);
    }
    return length;
}

/// Turns offsets within the data into offsets within the file, after checking that the tensors fill it exactly.
void placeTensors(const std::shared_ptr<const File>& owner, std::uint64_t dataStart, StoredTensors& tensors) {
    const File& file = *owner;
    std::vector<std::pair<const std::string, StoredTensor>*> inOrder;
    for (auto& entry : tensors)
        inOrder.push_back(&entry);
    std::sort(inOrder.begin(), inOrder.end(), [](const auto* a, const auto* b) {
        return std::pair(a->second.offset, a->second.bytes) < std::pair(b->second.offset, b->second.bytes);
    });

    const std::uint64_t dataBytes = file.size() - dataStart;
    std::uint64_t end = 0;
    for (auto* entry : inOrder) {
        auto& [name, tensor] = *entry;
        if (tensor.offset != end) {
            throw formatError(file.path(),
                              inQuotes(name) +
                                  (tensor.offset < end ? " overlaps the tensor before it"
                                                       : " leaves a gap after the tensor before it") +
                                  ": expected data_offsets from " + std::to_string(end) + ", found " +
                                  std::to_string(tensor.offset),
                              dataStart + tensor.offset);
        }
        if (tensor.bytes > dataBytes - tensor.offset) {
            throw formatError(file.path(),
                              inQuotes(name) + " ends at byte " + std::to_string(tensor.offset + tensor.bytes) +
                                  " of the data, but the file holds " + std::to_string(dataBytes) +
                                  " bytes of data; it is truncated: the download did not end, or the disk was full",
                              dataStart + tensor.offset);
        }
        end = tensor.offset + tensor.bytes;
        tensor.offset += dataStart;
        tensor.file = owner;
    }
    if (end != dataBytes) {
        throw formatError(file.path(),
                          std::to_string(dataBytes - end) + " bytes after the last tensor belong to no tensor",
                          dataStart + end);
    }
}

SafetensorsFile openAsItIs(const std::filesystem::path& path) {
    const auto owner = std::make_shared<const File>(path);
    const File& file = *owner;
    const std::uint64_t length = headerLength(file);
    HeaderText text(file, length);
    // The parser would skip a byte order mark and leading spaces, the format has neither.
    if (text.current() != '{') throw formatError(path, "expected the header to begin with '{'", kLengthBytes);
    HeaderReader reader;
    try {
        if (!json::sax_parse(HeaderIterator{&text}, HeaderIterator{}, &reader))
            throw formatError(path, reader.error(), kLengthBytes + text.position());
    } catch (const TokenTooLong&) {
        throw formatError(
            path, "a string, number or blank in the header is longer than " + std::to_string(kLongestToken) + " bytes",
            kLengthBytes + text.position());
    }
    SafetensorsFile result{owner, reader.takeTensors()};
    placeTensors(owner, kLengthBytes + length, result.tensors);
    return result;
}

}  // namespace

SafetensorsFile openSafetensorsFile(const std::filesystem::path& path) {
    try {
        return openAsItIs(path);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::FileFormat) throw;
        const std::string foreign = foreignContentOf(path, false);
        if (foreign.empty()) throw;
        throw formatError(path, foreign, 0);
    }
}

}  // namespace mw
