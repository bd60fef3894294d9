#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
#
# Installs Mixtral Workbench @VERSION@. The program follows this script as a compressed archive.
set -eu
version=@VERSION@
bytes=@BYTES@
unxz_bytes=@UNXZ_BYTES@
checksum=@CHECKSUM@

usage() {
    cat << END
Installs Mixtral Workbench $version for you, or for everybody.

usage: $0 [--prefix DIR | --system]
       $0 --uninstall [--prefix DIR | --system]

  --prefix DIR   where it goes; ~/.local where not given, which needs no administrator
  --system       the same as --prefix /usr/local
  --uninstall    remove it again; chats, templates and settings stay
  --help, --version
END
}
die() {
    echo "mixtral-workbench installer: $*" >&2
    exit "${status:-1}"
}

prefix=
uninstall=
while [ $# -gt 0 ]; do
    case $1 in
        --prefix)
            [ -n "${2:-}" ] || status=2 die "--prefix needs a folder"
            prefix=$2
            shift
            ;;
        --prefix=?*) prefix=${1#*=} ;;
        --system) prefix=/usr/local ;;
        --uninstall) uninstall=yes ;;
        --help | -h) usage; exit ;;
        --version) echo "Mixtral Workbench $version"; exit ;;
        *) status=2 die "'$1' was not expected, see --help" ;;
    esac
    shift
done
[ -n "$prefix" ] || prefix=${HOME:?is not set, use --prefix}/.local
case $prefix in /*) ;; *) prefix=$PWD/$prefix ;; esac
home=$prefix/lib/mixtral-workbench

if [ -n "$uninstall" ]; then
    [ -x "$home/uninstall" ] || die "nothing is installed in $prefix"
    exec "$home/uninstall"
fi

[ "$(uname -m)" = x86_64 ] || die "it is made for x86_64; this machine is $(uname -m)"
for program in mixtral-workbench mixtral-chat mixtral-bench mixtral-serve; do
    if [ -e "$prefix/bin/$program" ] && [ ! -L "$prefix/bin/$program" ]; then
        die "$prefix/bin/$program belongs to somebody else; choose another --prefix"
    fi
done
mkdir -p "$prefix/lib" || die "no folder can be made in $prefix"
new=$(mktemp -d "$prefix/lib/.mixtral-workbench.XXXXXX") || die "$prefix/lib cannot be written"
trap 'rm -rf "$new"' EXIT
trap 'exit 130' INT TERM
free=$(df -Pk "$new" | awk 'NR == 2 { print $4 }')
[ "$free" -gt $((bytes / 1024 + 1024)) ] || die "$prefix has $((free / 1024)) MB of room, it needs $((bytes / 1048576 + 1)) MB"

skip=$(awk '/^__PAYLOAD__$/ { print NR + 1; exit }' "$0")
payload() { tail -n "+$skip" "$0"; }
if command -v sha256sum > /dev/null; then
    [ "$(payload | sha256sum | cut -d ' ' -f 1)" = "$checksum" ] || die "this file is damaged or incomplete; fetch it again"
fi
payload | head -c "$unxz_bytes" > "$new/unxz"
chmod 700 "$new/unxz"
payload | tail -c "+$((unxz_bytes + 1))" | "$new/unxz" | tar -x -C "$new" --no-same-owner || die "it cannot be unpacked into $prefix"
rm "$new/unxz"
chmod 755 "$new"

# The desktop finds these beside others' files. Whatever lists or removes them reads the manifest.
mkdir -p "$new/desktop"
for folder in applications icons mime metainfo man bash-completion; do
    [ ! -d "$new/share/$folder" ] || mv "$new/share/$folder" "$new/desktop/"
done
mv "$new/lib/systemd" "$new/desktop/"
# As both files write it, and as sed does.
place=$(printf '%s\n' "$prefix/bin" | sed 's/%/%%/g; s/[&|\\]/\\&/g')
sed -i "s|^ExecStart=[^ ]*|ExecStart=\"$place/mixtral-serve\"|" "$new/desktop/systemd/user/mixtral-serve.service"
sed -i "s|^Exec=mixtral-workbench|Exec=\"$place/mixtral-workbench\"|" "$new/desktop/applications/mixtral-workbench.desktop"
(cd "$new/desktop" && find . -type f | sed 's|^\./|share/|') > "$new/manifest"
printf 'bin/%s\n' mixtral-workbench mixtral-chat mixtral-bench mixtral-serve >> "$new/manifest"
cat > "$new/uninstall" << 'END'
#!/bin/sh
# Removes Mixtral Workbench from where this script lies. Chats, templates and settings stay.
set -eu
home=$(cd "$(dirname "$0")" && pwd)
prefix=$(dirname "$(dirname "$home")")
sort -r "$home/manifest" | while read -r file; do
    rm -f "$prefix/$file"
    (cd "$prefix" && rmdir -p "$(dirname "$file")" 2> /dev/null) || true
done
[ "${1:-}" = --files-only ] && exit
rm -rf "$home"
rmdir "$prefix/lib" 2> /dev/null || true
if command -v update-desktop-database > /dev/null; then update-desktop-database -q "$prefix/share/applications" 2> /dev/null || true; fi
if command -v update-mime-database > /dev/null; then update-mime-database "$prefix/share/mime" 2> /dev/null || true; fi
echo "Mixtral Workbench was removed from $prefix. Chats and settings are still there."
END
chmod 755 "$new/uninstall"

# An older version goes only now; programs that run from it keep their files open.
if [ -x "$home/uninstall" ]; then
    "$home/uninstall" --files-only
    rm -rf "$home"
fi
mkdir -p "$prefix/lib"
mv "$new" "$home"
trap - EXIT
mkdir -p "$prefix/bin" "$prefix/share"
cp -R "$home/desktop/." "$prefix/share/"
rm -r "$home/desktop"
for program in mixtral-workbench mixtral-chat mixtral-bench mixtral-serve; do
    ln -sf ../lib/mixtral-workbench/start "$prefix/bin/$program"
done
if command -v update-desktop-database > /dev/null; then update-desktop-database -q "$prefix/share/applications" 2> /dev/null || true; fi
if command -v update-mime-database > /dev/null; then update-mime-database "$prefix/share/mime" 2> /dev/null || true; fi

echo "Mixtral Workbench $version is installed in $prefix."
case :$PATH: in
    *:"$prefix/bin":*) echo "Start it from the applications, or with: mixtral-workbench" ;;
    *) echo "Start it from the applications, or with: $prefix/bin/mixtral-workbench" ;;
esac
echo "To remove it: $home/uninstall"
exit 0
# shellcheck disable=SC2317  # no command, but where the archive begins
__PAYLOAD__
