// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>

/// The part of NCCL's binary interface that the backend calls, declared from its reference
/// (https://docs.nvidia.com/deeplearning/nccl/user-guide/docs/api.html), so that it is needed neither to build nor to
/// run.
namespace mw::cuda::nccl {

using Communicator = void*;

enum Result : int { Success = 0, UnhandledCudaError = 1, InProgress = 7 };
enum DataType : int { Float16 = 6, Float32 = 7, BFloat16 = 9 };
enum Operation : int { Sum = 0 };

struct UniqueId {
    char bytes[128];
};

/// ncclConfig_t as of version 2.14, which later ones accept.
struct Config {
    std::size_t size = sizeof(Config);
    unsigned magic = 0xcafebeef;
    unsigned version = 21400;
    int blocking = 0;  ///< calls that would wait return InProgress
};

}  // namespace mw::cuda::nccl
