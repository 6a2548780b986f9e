#!/bin/bash
# Makes the layer that turns the hosts' root (build/rootfs.sh) into a machine that boots systemd, and prints the directories
# of an overlay's lower layers: "LAYER:ROOT". A layer of its own, so that the hosts without systemd keep their root.
#
# Cached by a hash of this recipe and of the root under ${EBC_CACHE:-/var/cache/ebcsuite}.
set -euo pipefail

packages=(
    systemd systemd-sysv dbus
    libnss-systemd # users that systemd-sysusers has not made: DynamicUser
)

cache=${EBC_CACHE:-/var/cache/ebcsuite}
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
root=$("$here/rootfs.sh")
recipe=$({ cat "$here/rootfs-systemd.sh"; basename "$root"; } | sha256sum | cut -c1-16)
layer=$cache/systemd-$recipe

if [ -e "$layer" ]; then
    echo "$layer:$root"
    exit
fi

note() { echo "rootfs-systemd: $*" >&2; }
[ "$(id -u)" = 0 ] || { note "must run as root"; exit 1; }
exec 9>"$cache/systemd.lock"
flock --nonblock 9 || { note "another run is making it, waiting"; flock 9; }
if [ -e "$layer" ]; then
    echo "$layer:$root"
    exit
fi

note "adding systemd to the hosts' root: half a minute, once (log: $cache/systemd.log)"
started=$SECONDS
temporary=$(mktemp -d "$cache/systemd-making.XXXXXX")
trap 'rm -rf --one-file-system "$temporary"' EXIT
mkdir "$temporary"/{upper,work,root}
# In a mount namespace of its own: nothing stays mounted, whatever happens.
unshare --mount --fork --kill-child bash -euo pipefail -c '
    temporary=$1 lower=$2
    shift 2
    root=$temporary/root
    mount -t overlay overlay -o "lowerdir=$lower,upperdir=$temporary/upper,workdir=$temporary/work" "$root"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    # Packages come the way that this machine gets its own.
    cp --remove-destination /etc/resolv.conf "$root/etc/resolv.conf"
    printf "#!/bin/sh\nexit 101\n" >"$root/usr/sbin/policy-rc.d"
    chmod +x "$root/usr/sbin/policy-rc.d"
    export DEBIAN_FRONTEND=noninteractive
    chroot "$root" apt-get update -qq
    chroot "$root" apt-get install -y -qq --no-install-recommends "$@"
    # What a machine without a console, without hardware and with links made from outside must not wait for.
    for unit in getty.target console-getty.service systemd-networkd-wait-online.service systemd-networkd.service \
        systemd-networkd.socket systemd-resolved.service systemd-timesyncd.service systemd-logind.service \
        apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer \
        systemd-firstboot.service systemd-modules-load.service ldconfig.service systemd-journal-catalog-update.service; do
        ln -sf /dev/null "$root/etc/systemd/system/$unit"
    done
    ln -sf multi-user.target "$root/etc/systemd/system/default.target"
    : >"$root/etc/machine-id"
    rm -rf "$root/usr/sbin/policy-rc.d" "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin "$root"/var/cache/apt/archives/*.deb
' bash "$temporary" "$root" "${packages[@]}" >"$cache/systemd.log" 2>&1 9>&- ||
    { note "failed; the end of its log:"; tail -20 "$cache/systemd.log" >&2; exit 1; }
mv "$temporary/upper" "$layer"
note "made in $((SECONDS - started)) s"
echo "$layer:$root"
