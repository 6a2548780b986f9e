#!/bin/bash
# run-vm.sh LOG COMMAND…: runs a VM, its output into LOG, until it ends or our standard input does: no VM outlives its creator,
# however that ends. Prints the VM's pid.
set -u
log=$1
shift
exec 3<&0
"$@" </dev/null 3<&- >>"$log" 2>&1 &
machine=$!
echo "$machine"
{ cat <&3 >/dev/null; kill -KILL "$machine"; } 2>/dev/null &
watch=$!
exec 3<&-
wait "$machine"
status=$?
kill "$watch" 2>/dev/null
exit "$status"
