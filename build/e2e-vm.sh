#!/bin/bash
# Boots two VMs from the built image and moves a running program between them; see tests/EbcSuite.VirtualMachines.
#
#   build/e2e-vm.sh [SCENARIO…]    the first migration, and all scenarios or those that are named
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

missing=()
for package in qemu-system-x86 qemu-utils seabios ipxe-qemu xorriso; do
    [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
    echo "e2e-vm: installing ${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}" >/dev/null
fi

# Two later versions of the node's package, of the same programs, for the upgrades.
version=$(dpkg-deb --field artifacts/deb/ebc-appdrv_*.deb Version)
packed=$(mktemp -d artifacts/upgrades.XXXXXX)
trap 'rm -rf "$packed"' EXIT
for later in "$version+1" "$version+2"; do
    build/deb.sh --pack "$later" "$packed"
done
rm -rf artifacts/deb-upgrades
mkdir -p artifacts/deb-upgrades
mv "$packed"/ebc-appdrv_*.deb artifacts/deb-upgrades/

artifacts/programs/ebc-e2e-vm "$@"
