// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace mw {

enum class ErrorCode {
    InvalidArgument,  ///< an option or request that can never work
    FileNotFound,     ///< a file or folder is missing or not readable
    FileFormat,       ///< a file is corrupt, truncated, or disagrees with another one
    Unsupported,      ///< valid, but something this program does not do
    ContextOverflow,  ///< a prompt does not fit into the context per chat
    OutOfMemory,      ///< a device has too little free memory
    NonFinite,        ///< NaN or infinity in the model's output
    Device,           ///< a device or driver failed; the engine has to be restarted
    Internal,         ///< a defect of this program
};

/// Where an error happened, as far as it is known.
struct ErrorPlace {
    std::string file;                     ///< path, empty if no file is involved
    std::optional<std::uint64_t> offset;  ///< bytes from the start of `file`
    std::optional<int> device;            ///< rank of the device
};

/// Every failure of the engine: a code to branch on, a one-line message a user can act on, and the place.
class Error : public std::runtime_error {
 public:
    Error(ErrorCode code, const std::string& message, ErrorPlace place = {});

    ErrorCode code() const { return m_code; }
    const ErrorPlace& place() const { return m_place; }

 private:
    ErrorCode m_code;
    ErrorPlace m_place;
};

/// What one device lacks.
struct MemoryShortage {
    int device = 0;
    std::uint64_t neededBytes = 0;
    std::uint64_t freeBytes = 0;
};

/// A device ran out of memory, or the plan says that it would.
class OutOfMemory : public Error {
 public:
    OutOfMemory(const std::string& message, std::vector<MemoryShortage> shortages);

    const std::vector<MemoryShortage>& shortages() const { return m_shortages; }

 private:
    std::vector<MemoryShortage> m_shortages;
};

/// A copyable form of an error, to be sent as an event or across threads.
struct Failure {
    ErrorCode code = ErrorCode::Internal;
    std::string message;
    ErrorPlace place;
    std::vector<MemoryShortage> shortages;  ///< only with ErrorCode::OutOfMemory
};

/// Throws it as the exception that it was.
[[noreturn]] void rethrow(const Failure& failure);

/// Turns the exception being handled into a Failure. Call inside a catch block.
Failure currentFailure();

}  // namespace mw
