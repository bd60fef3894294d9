// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The container of llama.cpp and its kin: metadata by keys, a list of tensors, and their data.
// https://github.com/ggml-org/ggml/blob/master/docs/gguf.md

#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "file.h"
#include "stored_tensor.h"

namespace mw {

/// Whether a file's name, or what it begins with, says that it is one. Never throws.
bool isGgufName(std::string_view name);
bool beginsAsGguf(const std::filesystem::path& file) noexcept;

/// A GGUF file of version 2 or 3, little endian, whose metadata was read and checked: every length and place against
/// the file's size.
class GgufFile {
 public:
    /// Throws Error naming file, place and field; Error(Unsupported) for versions and byte orders that are not read.
    explicit GgufFile(const std::filesystem::path& path);

    /// Reads the list of tensors and checks it against the file's size and itself; none of their values is read. Throws
    /// Error naming file, place and tensor; Error(Unsupported) for types of tensors that are not read.
    void readTensors();

    const File& file() const { return *m_file; }

    /// The metadata by its keys: numbers, booleans and strings. Of lists it is only told that they are some; what is in
    /// them is read by strings() and numbers().
    const nlohmann::json& metadata() const { return m_metadata; }

    bool has(const std::string& key) const { return m_metadata.contains(key); }
    bool hasList(const std::string& key) const { return m_lists.contains(key); }

    /// A list under `key`, of at most so many. Throws Error(FileFormat) if it is none of strings, or of numbers.
    std::vector<std::string> strings(const std::string& key, std::uint64_t most) const;
    std::vector<double> numbers(const std::string& key, std::uint64_t most) const;

    /// Once they were read. Shapes are outermost first, as everywhere here.
    const StoredTensors& tensors() const { return m_tensors; }

 private:
    /// A list in the metadata.
    struct List {
        std::uint32_t type = 0;  ///< of its elements
        std::uint64_t count = 0;
        std::uint64_t offset = 0;  ///< of the first
    };
    class Reader;

    const List& list(const std::string& key, std::uint64_t most, const char* expected) const;
    void readMetadata(Reader& reader, std::uint64_t count);

    std::shared_ptr<const File> m_file;
    nlohmann::json m_metadata = nlohmann::json::object();
    std::map<std::string, List> m_lists;
    std::uint64_t m_tensorCount = 0;
    std::uint64_t m_tensorsAt = 0;  ///< where the list of them begins
    StoredTensors m_tensors;
};

}  // namespace mw
