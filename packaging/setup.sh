# shellcheck shell=bash disable=SC2034
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
#
# Shared by packaging/run and packaging/test: brings a Debian 12 or Ubuntu 24.04 machine to where the project builds.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
say() { printf '== %s\n' "$*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# took WHAT: says how long WHAT took, from the start or the last call on.
took() {
    say "$1 took $((SECONDS - took_at)) s."
    took_at=$SECONDS
}
took_at=$SECONDS
mkdir -p "$top/build"

# install_missing LIST...: installs those packages of the lists that are not there yet. Asks for sudo only if some are missing.
install_missing() {
    command -v apt-get > /dev/null || die "This set-up knows Debian and Ubuntu (apt-get). Elsewhere, install what packaging/dependencies lists, then use the CMake presets."
    local wanted=() missing=() package
    mapfile -t wanted < <(cd "$top/packaging/dependencies" && sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$@")
    for package in "${wanted[@]}"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null)" = installed ] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Installing ${#missing[@]} packages: ${missing[*]}"
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo > /dev/null || die "These packages are missing, and there is no sudo here to install them: ${missing[*]}"
        root=(sudo)
    fi
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
    took "Installing"
}

has_nvidia_driver() { [ -e /proc/driver/nvidia/version ] || command -v nvidia-smi > /dev/null; }

# nvcc_release PATH: prints the toolkit's version as a number, 1208 for 12.8; nothing if PATH is no nvcc.
nvcc_release() {
    "$1" --version 2> /dev/null | sed -n 's/.*release \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | { read -r major minor && echo $((major * 100 + minor)); } || true
}

# The nvcc to build with, if there is one of at least 12.8: on PATH, in the usual place, or brought by packaging/cuda-toolkit.
find_nvcc() {
    local candidate release
    for candidate in "$(command -v nvcc || true)" /usr/local/cuda/bin/nvcc "$top/build/cuda/bin/nvcc"; do
        [ -x "$candidate" ] || continue
        release=$(nvcc_release "$candidate")
        if [ -n "$release" ] && [ "$release" -ge 1208 ]; then
            echo "$candidate"
            return
        fi
    done
}

# build PRESET TARGET...: configures and builds; without targets, everything.
build() {
    local preset=$1 nvcc
    shift
    nvcc=$(find_nvcc)
    if [ -z "$nvcc" ] && has_nvidia_driver && [ -d "$top/engine/backend/cuda" ]; then
        "$top/packaging/cuda-toolkit" "$top/build/cuda"
        nvcc=$top/build/cuda/bin/nvcc
    fi
    (
        cd "$top" || exit
        cmake --preset "$preset" ${nvcc:+-DCMAKE_CUDA_COMPILER="$nvcc"} > "$top/build/configure.log" 2>&1 || {
            cat "$top/build/configure.log" >&2
            exit 1
        }
        grep 'Left out' "$top/build/configure.log" >&2 || true
        cmake --build --preset "$preset" ${1:+--target "$@"}
    )
}
