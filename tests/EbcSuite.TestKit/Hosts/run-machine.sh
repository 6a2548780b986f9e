#!/bin/bash
# run-machine.sh LAYERS DIRECTORY NAME [SOURCE=TARGET ...]
# Outside of a machine that boots systemd: runs it until its standard input ends or it does, then removes what it left. As
# run-host.sh; the difference is in boot-machine.sh, and the machine's cgroup, which is removed here.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
directory=$2

case $directory in
*/ebcsuite-hosts-*/*/*) ;;
*) echo "run-machine: not a host's directory: $directory" >&2; exit 2 ;;
esac
command -v systemd-nspawn >/dev/null || { echo "run-machine: systemd-nspawn is missing: make setup" >&2; exit 2; }
unified=$(findmnt --raw --noheadings --types cgroup2 --output TARGET | head -1)
[ -n "$unified" ] || { echo "run-machine: no cgroup2 is mounted: systemd cannot run in a container" >&2; exit 2; }
cgroup=$unified/${directory#"${directory%/ebcsuite-hosts-*}/"}

remove() {
    rm -rf --one-file-system "$directory"
    # Its network's directory and its creator's, when this was the last machine; never anything above.
    local network=${directory%/*} group=${cgroup%/*}
    rmdir "$network" "${network%/*}" 2>/dev/null || true
    find "$cgroup" -depth -type d -exec rmdir {} \; 2>/dev/null || true
    rmdir "$group" "${group%/*}" 2>/dev/null || true
}

mkdir -p "$directory"/{upper,work,root} "$cgroup"
trap remove EXIT
unshare --mount --pid --uts --ipc --net --fork --kill-child "$here/boot-machine.sh" "$cgroup" "$@"
