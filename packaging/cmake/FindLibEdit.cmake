# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0

# Finds libedit (Debian: libedit-dev, which ships no CMake package), a line editor under the BSD licence, and makes
# LibEdit::LibEdit.

find_path(LibEdit_INCLUDE_DIR histedit.h)
find_library(LibEdit_LIBRARY edit)
mark_as_advanced(LibEdit_INCLUDE_DIR LibEdit_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibEdit REQUIRED_VARS LibEdit_LIBRARY LibEdit_INCLUDE_DIR)

if(LibEdit_FOUND AND NOT TARGET LibEdit::LibEdit)
    add_library(LibEdit::LibEdit UNKNOWN IMPORTED)
    set_target_properties(LibEdit::LibEdit PROPERTIES
        IMPORTED_LOCATION ${LibEdit_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${LibEdit_INCLUDE_DIR})
endif()
