#!/bin/bash
# run-host.sh ROOT DIRECTORY NAME [SOURCE=TARGET ...]
# Outside of a host: runs it until its standard input ends or its pid 1 dies, then removes its directory.
#
# Nothing of a host outlives its creator, however the creator ends: it holds the other end of our standard input.
# There is no named network namespace either; namespaces are found by the pid that is printed as "ready PID".
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
directory=$2

remove() {
    rm -rf --one-file-system "$directory"
    # Its network's directory and its creator's, when this was the last host; never anything above.
    local network=${directory%/*}
    rmdir "$network" "${network%/*}" 2>/dev/null || true
}

case $directory in
*/ebcsuite-hosts-*/*/*) ;;
*) echo "run-host: not a host's directory: $directory" >&2; exit 2 ;;
esac
mkdir -p "$directory"/{upper,work,root}
trap remove EXIT
unshare --mount --pid --uts --ipc --net --fork --kill-child "$here/boot-host.sh" "$@"
