#!/bin/bash
# What lintian says of artifacts/deb/*.deb, into artifacts/lintian.txt; fails on an error.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

command -v lintian >/dev/null || {
    echo "deb: installing lintian" >&2
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 lintian >/dev/null
}
status=0
lintian --fail-on error --allow-root artifacts/deb/*.deb >artifacts/lintian.txt 2>&1 || status=$?
grep -E '^[EW]:' artifacts/lintian.txt || echo "lintian: nothing to say"
exit "$status"
