#!/bin/bash
# Installs what building, the tests and the demo need on Debian 12, and nothing that is there already.
# Run as root; says what it installs; returns at once when nothing is missing.
set -euo pipefail

packages=(
    libzmq5                      # the wire
    mmdebstrap                   # makes the hosts' root
    iproute2 nftables util-linux # namespaces, links and the sites' walls
    systemd-container            # systemd-nspawn: hosts that boot systemd
    tar curl
    dpkg-dev                     # dpkg-shlibdeps, for the packages
    python3-zmq python3-msgpack  # independent judges of the protocol
)

fail() { echo "setup: $*" >&2; exit 1; }

installed() {
    [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null || true)" = installed ]
}

[ "$(id -u)" = 0 ] || fail "must run as root (it installs packages and makes namespaces)"
[ -e /etc/debian_version ] || fail "wants Debian 12"
command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: install it so that 'dotnet' is on the PATH"
dotnet --list-sdks | grep -q '^10\.' || fail "the .NET SDK is not version 10: $(dotnet --list-sdks | tr '\n' ' ')"

missing=()
for package in "${packages[@]}"; do
    installed "$package" || missing+=("$package")
done

if [ "${#missing[@]}" -gt 0 ]; then
    echo "setup: installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
