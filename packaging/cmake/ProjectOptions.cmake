# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0

# Warnings for our own targets, sanitizers, and the compiler cache.

set(MW_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize: address,undefined or thread")

option(MW_FUZZ "Build the fuzz targets with libFuzzer, which Clang has; see the preset \"fuzz\"" OFF)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

if(MW_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

if(MW_SANITIZE)
    add_compile_options(-fsanitize=${MW_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        add_compile_options(-Wno-maybe-uninitialized)  # GCC 12 gives it falsely for std::regex under the address sanitizer
    endif()
    add_link_options(-fsanitize=${MW_SANITIZE})
endif()

# mw_add_library(name SOURCES ... [PUBLIC targets] [PRIVATE targets])
# A static library for one folder. Who links it may include the headers of this folder; what it links PRIVATE stays its own
# business, so an include against the direction of the house does not compile.
function(mw_add_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC;PRIVATE")
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    mw_warnings(${name})
endfunction()

# Designated initialisers leave out fields on purpose. GCC 13 takes any temporary argument of a function that returns a
# reference for its referent; later versions no longer count this warning among the usual ones. GCC 12 sees overlapping
# copies in every `"text" + string` at -O3 (its bug 105651).
function(mw_warnings target)
    target_compile_options(${target} PRIVATE
        -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers
        $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,13>>:-Wno-dangling-reference>
        $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>)
endfunction()
