#!/bin/bash
# Makes a VM image, Debian 13 with EbcSuite's packages and contextualization in it, as artifacts/image/ebcsuite.qcow2: it boots by BIOS
# (GRUB), has one ext4 partition labelled ebcsuite, and a serial console. Prints its path.
#
# EbcSuite comes from artifacts/deb (`make deb`). OpenNebula's package one-context is not in Debian: name it in
# EBC_ONE_CONTEXT_DEB to have it installed; otherwise the image gets the stand-in that the tests boot with.
#
# Cached by a hash of all that goes in, under ${EBC_CACHE:-/var/cache/ebcsuite}.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

note() { echo "image: $*" >&2; }
fail() { note "$@"; exit 1; }

[ "$(id -u)" = 0 ] || fail "must run as root"
cache=${EBC_CACHE:-/var/cache/ebcsuite}
size=4G
output=artifacts/image
one_context=${EBC_ONE_CONTEXT_DEB-}

missing=()
for package in qemu-utils grub-pc-bin grub-common fdisk e2fsprogs; do
    [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
done
if [ "${#missing[@]}" -gt 0 ]; then
    note "installing ${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}" >/dev/null
fi

shopt -s nullglob
packages=(artifacts/deb/ebc-appdrv_*.deb artifacts/deb/ebc-cli_*.deb)
[ "${#packages[@]}" -ge 2 ] || fail "artifacts/deb has no packages: run \`make deb\`"
base=$(build/image-base.sh)
recipe=$({
    basename "$base"
    sha256sum "${packages[@]}" ${one_context:+"$one_context"} build/image.sh
    find contextualization -type f -print0 | sort -z | xargs -0 sha256sum
} | sha256sum | cut -c1-16)
image=$cache/image-$recipe.qcow2

publish() {
    mkdir -p "$output"
    ln -sf "$image" "$output/ebcsuite.qcow2"
    echo "$output/ebcsuite.qcow2"
}

if [ -e "$image" ]; then
    publish
    exit
fi

started=$SECONDS
temporary=$(mktemp -d "$cache/image-making.XXXXXX")
trap 'rm -rf --one-file-system "$temporary"' EXIT
mkdir "$temporary"/{upper,work,root,packages}
cp "${packages[@]}" ${one_context:+"$one_context"} "$temporary/packages"

# The system: an overlay of the base, in a mount namespace of its own, so that nothing stays mounted whatever happens.
finish_system() { # runs within the namespace
    set -euo pipefail
    local root=$temporary/root
    mount -t overlay overlay -o "lowerdir=$base,upperdir=$temporary/upper,workdir=$temporary/work" "$root"
    mount -t proc proc "$root/proc"
    mount -t tmpfs tmpfs "$root/run"
    mkdir "$root/run/packages"
    cp "$temporary"/packages/*.deb "$root/run/packages"
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" # nothing is started while it is installed
    chmod 0755 "$root/usr/sbin/policy-rc.d"
    chroot "$root" sh -c 'dpkg --install /run/packages/*.deb'
    rm "$root/usr/sbin/policy-rc.d"
    umount "$root/run" "$root/proc"

    [ -n "$one_context" ] || contextualization/stand-in/install.sh "$root"

    echo 'LABEL=ebcsuite / ext4 errors=remount-ro 0 1' >"$root/etc/fstab"
    echo ebcsuite >"$root/etc/hostname"
    printf '127.0.0.1 localhost\n' >"$root/etc/hosts"
    : >"$root/etc/machine-id" # each VM makes its own
    # The package has enabled its unit and put its script where one-context looks.
    chroot "$root" systemctl --quiet is-enabled ebc-appdrv.service
    test -x "$root/etc/one-context.d/net-98-ebcsuite"
    touch "$root/etc/.updated" "$root/var/.updated" # all is up to date: nothing to rebuild at the first boot (systemd-update-done(8))
    ln -sf /lib/systemd/system/multi-user.target "$root/etc/systemd/system/default.target"
    chroot "$root" systemctl --quiet disable getty@tty1.service
    chroot "$root" systemctl --quiet enable systemd-networkd.service serial-getty@ttyS0.service
    mkdir -p "$root/boot/grub"
    cp -r /usr/lib/grub/i386-pc "$root/boot/grub/"
    local kernel
    kernel=$(cd "$root/boot" && printf '%s\n' vmlinuz-* | sort -V | tail -1)
    cat >"$root/boot/grub/grub.cfg" <<CONFIG
set timeout=0
linux /boot/$kernel root=LABEL=ebcsuite ro quiet no_timer_check console=tty0 console=ttyS0
initrd /boot/initrd.img-${kernel#vmlinuz-}
boot
CONFIG
    mke2fs -q -t ext4 -O ^metadata_csum_seed,^orphan_file -L ebcsuite -E "offset=$((2048 * 512)),root_owner=0:0" \
        -d "$root" "$temporary/disk.raw" "$((($(stat -c %s "$temporary/disk.raw") - 2048 * 512) / 1024))k"
}

note "installing ${packages[*]##*/} over $(basename "$base")"
truncate -s "$size" "$temporary/disk.raw"
printf '2048,,L,*\n' | sfdisk --quiet --label dos "$temporary/disk.raw"
export temporary base one_context
export -f finish_system
unshare --mount --fork --kill-child bash -c finish_system >"$cache/image.log" 2>&1 ||
    { tail -20 "$cache/image.log" >&2; fail "failed (log: $cache/image.log)"; }

# GRUB without loop devices: its first stage into the boot sector, its core, which finds the partition by itself, behind it.
grub-mkimage --format i386-pc --output "$temporary/core.img" --prefix '(hd0,msdos1)/boot/grub' biosdisk part_msdos ext2
dd if=/usr/lib/grub/i386-pc/boot.img of="$temporary/disk.raw" bs=440 count=1 conv=notrunc status=none
dd if="$temporary/core.img" of="$temporary/disk.raw" bs=512 seek=1 conv=notrunc status=none
[ "$(stat -c %s "$temporary/core.img")" -le $((2047 * 512)) ] || fail "GRUB's core does not fit in front of the partition"

qemu-img convert -O qcow2 "$temporary/disk.raw" "$temporary/image.qcow2"
mv "$temporary/image.qcow2" "$image"
note "made in $((SECONDS - started)) s, $(($(stat -c %s "$image") / 1000000)) MB"
publish
