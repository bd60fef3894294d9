# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0

# Looks for a CUDA compiler. MW_CUDA says whether the CUDA backend is built; MW_CUDA_ARCHITECTURES for which GPUs.

include(CheckLanguage)
set(MW_CUDA OFF)
check_language(CUDA)
if(CMAKE_CUDA_COMPILER)
    set(CMAKE_CUDA_ARCHITECTURES OFF)  # each target says its own
    enable_language(CUDA)
    if(NOT CMAKE_CUDA20_STANDARD_COMPILE_OPTION)  # CMake 3.25 does not know that this compiler speaks C++20
        set(CMAKE_CUDA20_STANDARD_COMPILE_OPTION "-std=c++20")
        set(CMAKE_CUDA20_EXTENSION_COMPILE_OPTION "-std=c++20")
    endif()
    if(CCACHE_PROGRAM)
        set(CMAKE_CUDA_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
    endif()
    find_package(CUDAToolkit 12.8 QUIET)
endif()
if(CMAKE_CUDA_COMPILER AND CUDAToolkit_FOUND)
    set(MW_CUDA ON)
    # The GPU of this machine; without one, Hopper, so that a build stays short. Packages name all that they carry.
    set(MW_CUDA_ARCHITECTURES "" CACHE STRING "Compute capabilities to compile for, as for CUDA_ARCHITECTURES: 80;86;89;90")
    if(NOT MW_CUDA_ARCHITECTURES)
        execute_process(COMMAND nvidia-smi --query-gpu=compute_cap --format=csv,noheader
            OUTPUT_VARIABLE capabilities ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed)
        set(found "")
        if(NOT failed)
            string(REGEX MATCHALL "[0-9]+\\.[0-9]" capabilities "${capabilities}")
            foreach(capability IN LISTS capabilities)
                string(REPLACE "." "" capability "${capability}")
                list(APPEND found "${capability}-real")
            endforeach()
            list(REMOVE_DUPLICATES found)
        endif()
        if(NOT found)
            set(found "90-real")
        endif()
        set(MW_CUDA_ARCHITECTURES "${found}" CACHE STRING "" FORCE)
    endif()
    message(STATUS "CUDA ${CMAKE_CUDA_COMPILER_VERSION} for ${MW_CUDA_ARCHITECTURES}")
else()
    message(STATUS "Left out: the CUDA backend. It needs a CUDA toolkit >= 12.8; models run on the CPU.")
endif()
