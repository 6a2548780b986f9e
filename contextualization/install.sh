#!/bin/sh
# Installs what a VM needs to configure itself from its context: install.sh [DESTDIR]
set -eu
here=$(dirname "$(readlink -f "$0")")
to=${1-}
install -D -m 0755 "$here/ebc-contextualize" "$to/usr/lib/ebcsuite/ebc-contextualize"
install -D -m 0644 "$here/parse-context.awk" "$to/usr/lib/ebcsuite/parse-context.awk"
install -D -m 0755 "$here/opennebula/net-98-ebcsuite" "$to/etc/one-context.d/net-98-ebcsuite"
