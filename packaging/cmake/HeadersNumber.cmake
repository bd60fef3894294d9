# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0

# Run by every build (cmake -P): writes OUTPUT, a number that stands for what HEADER and all that it includes from FOLDERS
# (separated by commas) declare, as the C++ constant NAME, if it changed. Comments and white space do not count.

cmake_policy(VERSION 3.25)
string(REPLACE "," ";" folders "${FOLDERS}")
set(waiting "${HEADER}")
set(seen "")
set(text "")
while(waiting)
    list(POP_FRONT waiting header)
    if(header IN_LIST seen)
        continue()
    endif()
    list(APPEND seen "${header}")
    set(file "")
    foreach(folder IN LISTS folders)
        if(EXISTS "${folder}/${header}")
            set(file "${folder}/${header}")
            break()
        endif()
    endforeach()
    if(NOT file)
        message(FATAL_ERROR "${header} is in none of ${FOLDERS}")
    endif()
    file(READ "${file}" content)
    string(REGEX MATCHALL "#include \"[^\"]+\"" includes "${content}")
    foreach(include IN LISTS includes)
        string(REGEX REPLACE "#include \"([^\"]+)\"" "\\1" include "${include}")
        list(APPEND waiting "${include}")
    endforeach()
    string(REGEX REPLACE "//[^\n]*" "" content "${content}")
    string(REGEX REPLACE "[ \n]+" " " content "${content}")
    string(APPEND text "${header}: ${content}")
endwhile()
string(SHA256 hash "${text}")
string(SUBSTRING "${hash}" 0 16 number)
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT [[
// Written by packaging/cmake/HeadersNumber.cmake.
#pragma once
#include <cstdint>
namespace mw {
inline constexpr std::uint64_t @NAME@ = 0x@number@;
}  // namespace mw
]] @ONLY)
