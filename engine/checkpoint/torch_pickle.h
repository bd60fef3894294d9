// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "torch_storage.h"

namespace mw {

/// A tensor as a pickle of PyTorch describes it: a part of a storage, whose bytes lie elsewhere.
struct PickledTensor {
    std::string name;
    const TorchStorage* storage = nullptr;  ///< never null; one of kTorchStorages
    std::string key;                        ///< of the storage
    std::int64_t storageCount = 0;
    std::int64_t offset = 0;  ///< values before the first
    std::vector<std::int64_t> shape, strides;
};

/// What is wrong with a pickle, and where.
class PickleFault : public std::runtime_error {
 public:
    PickleFault(const std::string& what, std::uint64_t offset, bool isForeign = false)
        : std::runtime_error(what), m_offset(offset), m_isForeign(isForeign) {}
    std::uint64_t offset() const { return m_offset; }  ///< bytes from the start of the pickle
    bool isForeign() const { return m_isForeign; }     ///< it may be a good pickle, of something else

 private:
    std::uint64_t m_offset;
    bool m_isForeign;
};

/// Reads what torch.save() makes of a dictionary of tensors, and nothing else. A pickle is a program: names of Python's
/// functions in it are compared with the few that stand for tensors, and never looked up; nothing is called. Throws
/// PickleFault.
std::vector<PickledTensor> readTorchPickle(std::string_view pickle);

}  // namespace mw
