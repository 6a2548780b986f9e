#!/bin/bash
# boot-machine.sh CGROUP LAYERS DIRECTORY NAME [SOURCE=TARGET ...]
# Pid 1 of the namespaces around a machine that boots systemd. Makes its root file system and its network, says "ready PID", and
# waits: whoever made it wires the network and puts files into the root (DIRECTORY/root, by /proc/PID/root). The word "boot" on
# the standard input boots it; "booted LEADER STATE" says how that ended, LEADER being the machine's own pid 1. It ends, and
# everything in it, with the standard input or with the machine.
set -euo pipefail
cgroup=$1 layers=$2 directory=$3 name=$4
shift 4

mount --make-rprivate /
root=$directory/root
mount -t overlay overlay -o "lowerdir=$layers,upperdir=$directory/upper,workdir=$directory/work" "$root"
printf '127.0.0.1 localhost %s\n' "$name" >"$root/etc/hosts"
echo "$name" >"$root/etc/hostname"
ip link set lo up
echo 0 >/proc/sys/net/ipv4/ip_forward # a new namespace may inherit the machine's 1

# /proc is still the machine's own: pids are read as they are seen outside.
read -r pid _ </proc/self/stat
echo "ready $pid"
exec 3<&0
read -r word <&3 || exit 0
[ "$word" = boot ] || { echo "boot-machine: not understood: $word" >&2; exit 2; }

binds=()
for bind in "$@"; do
    mkdir -p "$root${bind#*=}"
    binds+=("--bind-ro=${bind%%=*}:${bind#*=}")
done

# nspawn needs a /proc of its own pid namespace. Everything is allowed, as in a VM: what a unit may is the unit's affair. The
# network is the one made above, so that it is there before the machine is.
unshare --mount bash -c '
    cgroup=$1
    shift
    mount -t proc proc /proc
    echo 0 >"$cgroup/cgroup.procs"
    exec "$@"' bash "$cgroup" \
    env SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 SYSTEMD_NSPAWN_API_VFS_WRITABLE=yes SYSTEMD_SECCOMP=0 \
    systemd-nspawn --quiet --boot --directory="$root" --machine="ebcsuite-$pid-$name" --hostname="$name" \
    --register=no --keep-unit --capability=all --link-journal=no --resolv-conf=off --timezone=off --console=pipe "${binds[@]}" \
    </dev/null >"$directory/console.log" 2>&1 3<&- &

children() { cat "/proc/$1/task/$1/children" 2>/dev/null || true; }
fail() { echo "boot-machine: $name $1; its console ends:" >&2; tail -20 "$directory/console.log" >&2; exit 1; }

# From nspawn's first child that has become systemd …
leader=
until [ -n "$leader" ]; do
    jobs -r | grep -q . || fail "did not boot"
    for nspawn in $(children "$pid"); do
        for child in $(children "$nspawn"); do
            case $(readlink "/proc/$child/exe" || true) in */systemd) leader=$child ;; esac
        done
    done
    sleep 0.01
done
# … until all that it starts at boot has started.
until [ -S "/proc/$leader/root/run/systemd/private" ]; do
    jobs -r | grep -q . || fail "ended while it booted"
    sleep 0.01
done
state=$(nsenter --target="$leader" --mount --pid --uts --ipc --net --root --wd systemctl is-system-running --wait </dev/null || true)
echo "booted $leader $state"

cat <&3 >/dev/null &
wait -n
