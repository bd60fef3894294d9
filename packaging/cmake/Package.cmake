# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0

# What an installation holds beside the programs, and the Debian package that CPack makes of it (packaging/package).

include(GNUInstallDirs)
# With the CUDA backend it is another package, of which one takes the other's place.
set(MW_PACKAGE mixtral-workbench)
set(MW_OTHER_PACKAGE mixtral-workbench-cuda)
if(MW_CUDA)
    set(MW_PACKAGE mixtral-workbench-cuda)
    set(MW_OTHER_PACKAGE mixtral-workbench)
endif()
set(MW_DOC ${CMAKE_INSTALL_DATADIR}/doc/${MW_PACKAGE})
set(MW_DESKTOP ${PROJECT_SOURCE_DIR}/packaging/desktop)
string(TIMESTAMP MW_DATE "%Y-%m-%d" UTC)  # of SOURCE_DATE_EPOCH where it is set
string(TIMESTAMP MW_CHANGELOG_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)

# mw_install_compressed(FILE NAME FOLDER): gzipped without name and time, as Debian wants it.
function(mw_install_compressed file name folder)
    set(packed ${CMAKE_BINARY_DIR}/packaging/${name}.gz)
    execute_process(COMMAND gzip -9n INPUT_FILE ${file} OUTPUT_FILE ${packed} COMMAND_ERROR_IS_FATAL ANY)
    install(FILES ${packed} DESTINATION ${folder})
endfunction()

foreach(program mixtral-bench mixtral-chat mixtral-serve mixtral-workbench)
    if(TARGET ${program})
        configure_file(${PROJECT_SOURCE_DIR}/packaging/man/${program}.1.in ${CMAKE_BINARY_DIR}/packaging/${program}.1 @ONLY)
        mw_install_compressed(${CMAKE_BINARY_DIR}/packaging/${program}.1 ${program}.1 ${CMAKE_INSTALL_MANDIR}/man1)
    endif()
endforeach()
configure_file(${PROJECT_SOURCE_DIR}/packaging/systemd/mixtral-serve.service.in
    ${CMAKE_BINARY_DIR}/packaging/mixtral-serve.service @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/packaging/mixtral-serve.service DESTINATION lib/systemd/user)
if(TARGET mw_cuda)
    install(TARGETS mw_cuda LIBRARY DESTINATION lib/mixtral-workbench)
endif()
install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/demo-model ${PROJECT_SOURCE_DIR}/resources/demonstrator
        ${PROJECT_SOURCE_DIR}/resources/templates
    DESTINATION ${CMAKE_INSTALL_DATADIR}/mixtral-workbench PATTERN train EXCLUDE)
foreach(program mixtral-bench mixtral-chat mixtral-serve mixtral-workbench)
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/completion/mixtral-workbench.bash
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME ${program})
endforeach()

if(TARGET mixtral-workbench)
    install(FILES ${MW_DESKTOP}/mixtral-workbench.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES ${MW_DESKTOP}/mixtral-workbench.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
    configure_file(${MW_DESKTOP}/mixtral-workbench.metainfo.xml.in
        ${CMAKE_BINARY_DIR}/packaging/org.mixtral_workbench.MixtralWorkbench.metainfo.xml @ONLY)
    install(FILES ${CMAKE_BINARY_DIR}/packaging/org.mixtral_workbench.MixtralWorkbench.metainfo.xml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
    install(FILES ${MW_DESKTOP}/mixtral-workbench.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
    # Desktops that read no SVG. Only packages need them.
    find_program(RSVG_CONVERT rsvg-convert)
    if(RSVG_CONVERT)
        foreach(size 16 22 24 32 48 64 128 256)
            set(picture ${CMAKE_BINARY_DIR}/packaging/icon-${size}.png)
            execute_process(COMMAND ${RSVG_CONVERT} -w ${size} -h ${size} -o ${picture} ${MW_DESKTOP}/mixtral-workbench.svg
                COMMAND_ERROR_IS_FATAL ANY)
            install(FILES ${picture} DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/${size}x${size}/apps
                RENAME mixtral-workbench.png)
        endforeach()
    endif()
endif()

# packaging/package writes the bill of materials once the programs are built.
install(FILES ${CMAKE_BINARY_DIR}/packaging/sbom.cdx.json DESTINATION ${MW_DOC} OPTIONAL)
configure_file(${PROJECT_SOURCE_DIR}/packaging/debian/changelog.in ${CMAKE_BINARY_DIR}/packaging/changelog.Debian @ONLY)
mw_install_compressed(${CMAKE_BINARY_DIR}/packaging/changelog.Debian changelog.Debian ${MW_DOC})
mw_install_compressed(${PROJECT_SOURCE_DIR}/CHANGELOG.md changelog ${MW_DOC})
install(FILES ${PROJECT_SOURCE_DIR}/packaging/debian/copyright DESTINATION ${MW_DOC})
configure_file(${PROJECT_SOURCE_DIR}/packaging/debian/lintian-overrides.in ${CMAKE_BINARY_DIR}/packaging/lintian-overrides @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/packaging/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides
    RENAME ${MW_PACKAGE})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME ${MW_PACKAGE})
set(CPACK_DEBIAN_PACKAGE_CONFLICTS ${MW_OTHER_PACKAGE})
set(CPACK_DEBIAN_PACKAGE_REPLACES ${MW_OTHER_PACKAGE})
set(CPACK_PACKAGE_CONTACT "The Mixtral Workbench developers <developers@mixtral-workbench.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What the programs load by name: the chats' database, the fonts that the window is drawn for, and the way to the keyring.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-sqlite")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ca-certificates, fonts-inter, fonts-jetbrains-mono, fonts-stix, libsecret-1-0, qt6-wayland")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "workbench for Mixtral language models")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
    "Opens a Mixtral 8x7B or 8x22B checkpoint with its own engine and chats in
tabs that stream side by side; shows memory and tokens per second, and what
context length and batch size cost before a model is loaded. A small demo
model is included. Also a console chat, a benchmark, and a server with
OpenAI's API.")
include(CPack)
