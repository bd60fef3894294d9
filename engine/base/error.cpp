// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "mw/error.h"

#include <new>

namespace mw {

Error::Error(ErrorCode code, const std::string& message, ErrorPlace place)
    : std::runtime_error(message), m_code(code), m_place(std::move(place)) {}

OutOfMemory::OutOfMemory(const std::string& message, std::vector<MemoryShortage> shortages)
    : Error(ErrorCode::OutOfMemory, message), m_shortages(std::move(shortages)) {}

void rethrow(const Failure& failure) {
    if (failure.code == ErrorCode::OutOfMemory) throw OutOfMemory(failure.message, failure.shortages);
    throw Error(failure.code, failure.message, failure.place);
}

Failure currentFailure() {
    try {
        throw;
    } catch (const OutOfMemory& error) {
        return {error.code(), error.what(), error.place(), error.shortages()};
    } catch (const Error& error) {
        return {error.code(), error.what(), error.place(), {}};
    } catch (const std::bad_alloc&) {
        return {ErrorCode::OutOfMemory, "The machine's memory is exhausted.", {}, {}};
    } catch (const std::exception& error) {
        return {ErrorCode::Internal, error.what(), {}, {}};
    }
}

}  // namespace mw
