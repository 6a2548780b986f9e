#!/bin/bash
# Makes the Debian 13 root that all hosts for tests and the demo share as the read-only lower layer of an overlay,
# and prints its directory. The root holds Open MPI, criu and what .NET needs; .NET itself, the published programs
# and the solver are bind-mounted into each host.
#
# Cached by a hash of this recipe under ${EBC_CACHE:-/var/cache/ebcsuite}; a second call only prints the directory.
set -euo pipefail

suite=trixie
criu_suite=forky # trixie's criu 4.1.1 cannot dump sockets on kernels from 6.16; forky has 4.2.1
packages=(
    openmpi-bin
    iproute2 nftables procps mount tini socat
    libzmq5 libzstd1
    libstdc++6 libgcc-s1 libssl3t64 zlib1g # what .NET loads, with InvariantGlobalization
    gcc libc6-dev libopenmpi-dev           # the solver must be linked with this root's Open MPI
)

cache=${EBC_CACHE:-/var/cache/ebcsuite}
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
recipe=$(sha256sum <"$here/rootfs.sh" | cut -c1-16)
root=$cache/rootfs-$recipe

if [ -e "$root" ]; then
    echo "$root"
    exit
fi

note() { echo "rootfs: $*" >&2; }

[ "$(id -u)" = 0 ] || { note "must run as root"; exit 1; }
mkdir -p "$cache"
exec 9>"$cache/rootfs.lock"
flock --nonblock 9 || { note "another run is making it, waiting"; flock 9; }
if [ -e "$root" ]; then
    echo "$root"
    exit
fi

# The mirror is the one that this machine's own apt uses.
mirror=$(apt-get indextargets --format '$(SITE) $(CODENAME)' 'Created-By: Packages' |
    awk '$2 !~ /-security$/ { print $1; exit }')
[ -n "$mirror" ] || { note "apt has no package source configured"; exit 1; }

temporary=$(mktemp -d "$cache/rootfs-making.XXXXXX")
log=$cache/rootfs.log
trap 'rm -rf --one-file-system "$temporary"' EXIT

# From criu's suite only criu and what it cannot do without.
cat >"$temporary/preferences" <<PIN
Package: *
Pin: release n=$criu_suite
Pin-Priority: 50
PIN
# A mirror may be a frozen copy whose index is past its date.
cat >"$temporary/apt.conf" <<OPTIONS
Acquire::Check-Valid-Until "false";
Acquire::Check-Date "false";
Acquire::Languages "none";
APT::Install-Recommends "false";
OPTIONS

note "making a Debian 13 root in $root: about a minute and 250 MB to fetch, once (log: $log)"
started=$SECONDS
(
    IFS=,
    mmdebstrap --quiet --variant=apt --mode=root --format=directory --include="${packages[*]}" \
        --aptopt="$temporary/apt.conf" \
        --dpkgopt=force-unsafe-io \
        --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/info/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' \
        --setup-hook='mkdir -p "$1/etc/apt/preferences.d"' \
        --setup-hook="copy-in '$temporary/preferences' /etc/apt/preferences.d" \
        --customize-hook="chroot \"\$1\" apt-get install -y -t $criu_suite criu" \
        --customize-hook='chroot "$1" criu --version' \
        --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin' \
        "$suite" "$temporary/root" "deb $mirror $suite main" "deb $mirror $criu_suite main"
) >"$log" 2>&1 9>&- &
making=$!
while sleep 10 && kill -0 "$making" 2>/dev/null; do
    note "$((SECONDS - started)) s, $(grep -c '^Setting up' "$log") packages set up"
done
wait "$making" || { note "failed; the end of $log:"; tail -20 "$log" >&2; exit 1; }

mv "$temporary/root" "$root"
note "made in $((SECONDS - started)) s"
echo "$root"
