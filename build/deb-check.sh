#!/bin/bash
# Installs, uses, upgrades, removes and purges artifacts/deb/*.deb in a fresh root of each Debian that they are for, without touching
# this machine: an overlay, and namespaces without a network once apt has fetched what the packages depend on.
# What was checked goes to artifacts/deb-check.json. Runs as root.
#
#   build/deb-check.sh [SUITE]...
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

suites=("$@")
[ $# -gt 0 ] || suites=(bookworm trixie)
cache=${EBC_CACHE:-/var/cache/ebcsuite}
here=$PWD/build/deb
version=$(dotnet msbuild src/EbcSuite.Cli -getProperty:Version)
later=$version+later1

note() { echo "deb-check: $*" >&2; }

mirror=$(apt-get indextargets --format '$(SITE) $(CODENAME)' 'Created-By: Packages' | awk '$2 !~ /-security$/ { print $1; exit }')

root_of() { # suite: the directory of its root, made once
    local root=$cache/deb-check-$1-1
    if [ ! -e "$root" ]; then
        note "making a $1 root, once"
        mmdebstrap --quiet --variant=apt --mode=root --format=directory --aptopt='Acquire::Check-Valid-Until "false"' \
            --include=ca-certificates "$1" "$root.making" "deb $mirror $1 main" >&2
        mv "$root.making" "$root"
    fi
    echo "$root"
}

check() { # suite
    local root place
    root=$(root_of "$1")
    place=$places/$1
    mkdir -p "$place"/{upper,work,root,debs} "$cache/deb-check-archives-$1"
    cp artifacts/deb/*.deb "$place/debs/"
    mkdir "$place/debs/later"
    cp "$upgrade"/*.deb "$place/debs/later/"
    cp "$here/check-inside.sh" "$place/debs/"
    unshare --mount --pid --uts --ipc --fork --kill-child bash -euo pipefail -c '
        place=$1 root=$2 archives=$3 suite=$4
        hostname "deb-check-$suite"
        mount --make-rprivate /
        mount -t overlay overlay -o "lowerdir=$root,upperdir=$place/upper,workdir=$place/work" "$place/root"
        mount -t proc proc "$place/root/proc"
        mount --bind "$archives" "$place/root/var/cache/apt/archives"
        mkdir "$place/root/debs"
        mount --bind "$place/debs" "$place/root/debs"
        cp /etc/resolv.conf "$place/root/etc/resolv.conf"
        mkdir -p "$place/root/etc/apt/apt.conf.d"
        for configuration in /etc/apt/apt.conf.d/*[Pp]roxy*; do [ ! -e "$configuration" ] || cp "$configuration" "$place/root/etc/apt/apt.conf.d/"; done
        export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 HOME=/root
        chroot "$place/root" sh -c "apt-get update -qq && apt-get install -qq -y --no-install-recommends --download-only man-db /debs/*.deb" >&2
        unshare --net chroot "$place/root" bash /debs/check-inside.sh
    ' bash "$place" "$root" "$cache/deb-check-archives-$1" "$1"
}

[ "$(id -u)" = 0 ] || { note "must run as root"; exit 1; }
places=$(mktemp -d "$cache/deb-check.XXXXXX")
trap 'rm -rf --one-file-system "$places"' EXIT
upgrade=$places/later
build/deb-later.sh "$later" "$upgrade"

{
    echo "{"
    separator=
    for suite in "${suites[@]}"; do
        note "$suite"
        printf '%s "%s": [\n' "$separator" "$suite"
        check "$suite" | tee /dev/stderr | sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/  "&"/' | sed '$!s/$/,/'
        echo " ]"
        separator=,
    done
    echo "}"
} >artifacts/deb-check.json
note "all good; artifacts/deb-check.json"
