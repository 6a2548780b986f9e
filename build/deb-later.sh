#!/bin/bash
# Copies the packages in artifacts/deb as if they were of another version: something to upgrade to, for tests.
#
#   build/deb-later.sh VERSION DIRECTORY
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

tree=$(mktemp -d)
trap 'rm -rf --one-file-system "$tree"' EXIT
mkdir -p "$2"
for package in artifacts/deb/*.deb; do
    rm -rf "$tree/package"
    dpkg-deb --raw-extract "$package" "$tree/package"
    sed -i "s/^Version: .*/Version: $1/" "$tree/package/DEBIAN/control"
    name=$(basename "$package")
    dpkg-deb --root-owner-group -Zgzip -z1 --build "$tree/package" "$2/${name%%_*}_$1_${name##*_}" >/dev/null
done
