// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "stored_tensor.h"

#include <utility>

namespace mw {

void addTensor(StoredTensors& tensors, const std::string& name, StoredTensor tensor, const std::string& hint) {
    const std::filesystem::path file = tensor.file->path();
    const auto [entry, isNew] = tensors.emplace(name, std::move(tensor));
    if (!isNew)
        throw formatError(file,
                          inQuotes(name) + " is also in " + entry->second.file->path().filename().string() + hint);
}

std::string shapeText(const std::vector<std::int64_t>& shape) {
    std::string text;
    for (const std::int64_t size : shape)
        text += (text.empty() ? "" : ", ") + std::to_string(size);
    return "[" + text + "]";
}

}  // namespace mw
