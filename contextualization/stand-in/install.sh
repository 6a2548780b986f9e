#!/bin/sh
# FOR TEST IMAGES ONLY. Installs the stand-in for one-context: install.sh ROOT
set -eu
here=$(dirname "$(readlink -f "$0")")
to=$1
install -D -m 0755 "$here/one-context-stand-in" "$to/usr/sbin/one-context-stand-in"
install -D -m 0755 -t "$to/etc/one-context.d" "$here/loc-10-network" "$here/net-97-start-script"
install -D -m 0644 -t "$to/etc/systemd/system" "$here/one-context-local.service" "$here/one-context-online.service" "$here/one-context.service"
# An emulated VM may find its disks late.
install -d "$to/etc/systemd/system.conf.d"
printf '[Manager]\nDefaultDeviceTimeoutSec=5min\n' >"$to/etc/systemd/system.conf.d/stand-in.conf"
mkdir -p "$to/etc/systemd/system/multi-user.target.wants"
for unit in one-context-local one-context-online one-context; do
    ln -sf "../$unit.service" "$to/etc/systemd/system/multi-user.target.wants/$unit.service"
done
