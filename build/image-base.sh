#!/bin/bash
# Makes the Debian 13 system that VM images start from (kernel, systemd, criu, Open MPI, libzmq: everything but EbcSuite itself)
# as a directory, and prints it. Cached by a hash of this recipe under ${EBC_CACHE:-/var/cache/ebcsuite}.
set -euo pipefail

suite=trixie
packages=(
    linux-image-cloud-amd64 initramfs-tools # 6.12, on which trixie's own criu works
    systemd-sysv dbus udev libpam-systemd   # systemd-run wants the bus
    iproute2 iputils-ping nftables procps kmod curl ca-certificates
    qemu-guest-agent                        # as in every image for OpenNebula; the tests reach the VM by it
    criu openmpi-bin
    libzmq5 libzstd1 libstdc++6 libgcc-s1 libssl3t64 zlib1g
)

cache=${EBC_CACHE:-/var/cache/ebcsuite}
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
base=$cache/image-base-$(sha256sum <"$here/image-base.sh" | cut -c1-16)

note() { echo "image-base: $*" >&2; }

if [ -e "$base" ]; then
    echo "$base"
    exit
fi

[ "$(id -u)" = 0 ] || { note "must run as root"; exit 1; }
mkdir -p "$cache"
exec 9>"$cache/image-base.lock"
flock --nonblock 9 || { note "another run is making it, waiting"; flock 9; }
if [ -e "$base" ]; then
    echo "$base"
    exit
fi

# The mirror is the one that this machine's own apt uses.
# shellcheck disable=SC2016 # apt expands them, not the shell
mirror=$(apt-get indextargets --format '$(SITE) $(CODENAME)' 'Created-By: Packages' |
    awk '$2 !~ /-security$/ { print $1; exit }')
[ -n "$mirror" ] || { note "apt has no package source configured"; exit 1; }

temporary=$(mktemp -d "$cache/image-base-making.XXXXXX")
log=$cache/image-base.log
trap 'rm -rf --one-file-system "$temporary"' EXIT

# A mirror may be a frozen copy whose index is past its date.
cat >"$temporary/apt.conf" <<OPTIONS
Acquire::Check-Valid-Until "false";
Acquire::Check-Date "false";
Acquire::Languages "none";
APT::Install-Recommends "false";
OPTIONS
# What a disk of a VM needs in its initial RAM disk, and no more: an emulated VM unpacks it slowly.
mkdir "$temporary/initramfs"
cat >"$temporary/initramfs/driver-policy" <<POLICY
MODULES=list
COMPRESS=zstd
POLICY
printf '%s\n' virtio_pci virtio_blk virtio_scsi sd_mod ata_piix ahci ext4 >"$temporary/modules"

note "making a Debian 13 system in $base: about two minutes and 250 MB to fetch, once (log: $log)"
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
        --essential-hook='mkdir -p "$1/etc/initramfs-tools/conf.d"' \
        --essential-hook="copy-in '$temporary/initramfs/driver-policy' /etc/initramfs-tools/conf.d" \
        --essential-hook="copy-in '$temporary/modules' /etc/initramfs-tools" \
        --customize-hook='chroot "$1" criu --version' \
        --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin' \
        "$suite" "$temporary/root" "deb $mirror $suite main"
) >"$log" 2>&1 9>&- &
making=$!
while sleep 10 && kill -0 "$making" 2>/dev/null; do
    note "$((SECONDS - started)) s, $(grep -c '^Setting up' "$log") packages set up"
done
wait "$making" || { note "failed; the end of $log:"; tail -20 "$log" >&2; exit 1; }

mv "$temporary/root" "$base"
note "made in $((SECONDS - started)) s, $(du -sm "$base" | cut -f1) MB"
echo "$base"
