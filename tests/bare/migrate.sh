#!/bin/bash
# migrate.sh ID SOURCE TARGET RELAY ADDRESS
# The bare way: moves application ID between two hosts without EbcSuite. SOURCE, TARGET and RELAY are the hosts' pid 1 on
# this machine, ADDRESS is where both VMs reach the relay. Prints the times in ms as JSON.
set -euo pipefail
id=$1 source=$2 target=$3 relay=$4 address=$5

inside() {
    local pid=$1
    shift
    nsenter --target="$pid" --mount --pid --uts --ipc --net --root --wd -- "$@" </dev/null
}
now() { echo $((${EPOCHREALTIME/./} / 1000)); }

started=$(now)
inside "$source" /opt/bare/app dump "$id"
dumped=$(now)

inside "$relay" socat -u -b 1048576 TCP-LISTEN:5001,reuseaddr TCP-LISTEN:5002,reuseaddr &
relaying=$!
inside "$target" /opt/bare/app receive "$id" "$address" 5002 &
receiving=$!
inside "$source" /opt/bare/app send "$id" "$address" 5001
wait "$receiving"
wait "$relaying"
copied=$(now)

inside "$target" /opt/bare/app restore "$id"
restored=$(now)

bytes=$(inside "$target" du --summarize --block-size=1 "/var/lib/ebc/images/$id" | cut -f1)
printf '{"dump_ms":%d,"copy_ms":%d,"restore_ms":%d,"total_ms":%d,"image_bytes":%d}\n' \
    $((dumped - started)) $((copied - dumped)) $((restored - copied)) $((restored - started)) "$bytes"
