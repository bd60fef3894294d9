# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0

# Run by every build (cmake -P): writes OUTPUT, the version and the commit as C++, if they changed. MW_COMMIT in the
# environment says the commit where sources come without their history.

set(commit "$ENV{MW_COMMIT}")
if(NOT commit)
    execute_process(COMMAND git -C ${SOURCE} rev-parse --short=12 HEAD
        OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    execute_process(COMMAND git -C ${SOURCE} status --porcelain --untracked-files=no
        OUTPUT_VARIABLE changes OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(NOT commit)
        set(commit unknown)
    elseif(changes)
        string(APPEND commit "+")
    endif()
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT [[
// Written by packaging/cmake/BuiltVersion.cmake.
#pragma once
namespace mw {
inline constexpr char kBuiltVersion[] = "@VERSION@";
inline constexpr char kBuiltCommit[] = "@commit@";
}  // namespace mw
]] @ONLY)
