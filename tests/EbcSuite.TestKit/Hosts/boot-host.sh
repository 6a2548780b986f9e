#!/bin/bash
# boot-host.sh ROOT DIRECTORY NAME [SOURCE=TARGET ...]
# Pid 1 of a host's new namespaces: makes its root file system and becomes its reaper.
# Each SOURCE of the machine is seen read-only at TARGET in the host.
set -euo pipefail
lower=$1 directory=$2 name=$3
shift 3

mount --make-rprivate /
r=$directory/root
mount -t overlay overlay -o "lowerdir=$lower,upperdir=$directory/upper,workdir=$directory/work" "$r"

# Own device nodes: criu cannot dump a descriptor of a node that was bind-mounted from outside.
mount -t tmpfs -o mode=755 dev "$r/dev"
node() { mknod -m 666 "$r/dev/$1" c "$2" "$3"; }
node null 1 3; node zero 1 5; node full 1 7; node random 1 8; node urandom 1 9; node tty 5 0
mkdir "$r/dev/pts" "$r/dev/shm"
ln -s /proc/self/fd "$r/dev/fd"
ln -s pts/ptmx "$r/dev/ptmx"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$r/dev/pts"
mount -t tmpfs -o mode=1777 shm "$r/dev/shm"
mount -t tmpfs -o mode=755 run "$r/run"
mount -t tmpfs -o mode=1777 tmp "$r/tmp"
mount -t proc proc "$r/proc"
mount -t sysfs sysfs "$r/sys"

for bind in "$@"; do
    target=$r${bind#*=}
    mkdir -p "$target"
    mount --bind "${bind%%=*}" "$target"
    mount -o remount,bind,ro "$target"
done

hostname "$name"
printf '127.0.0.1 localhost %s\n' "$name" >"$r/etc/hosts"
ip link set lo up
echo 0 >"$r/proc/sys/net/ipv4/ip_forward" # a new namespace may inherit the machine's 1

read -r pid _ </proc/self/stat # still the machine's /proc: the pid as it is seen outside
cd "$r"
pivot_root . .
umount --lazy .
cd /
echo "ready $pid"

# Tini reaps; it ends, and the whole host with it, when cat sees the end of our standard input.
exec 3<&0
exec tini -s -- sh -c 'exec cat <&3 3<&-' </dev/null >/dev/null 2>&1
