#!/bin/bash
# Compiles the solver (tests/solver) inside the hosts' root, against its Open MPI, and prints the directory of the result.
# Cached by a hash of the sources and of the root; a second call only prints.
set -euo pipefail

here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
sources=("$here/../tests/solver/heat.c" "$here/../src/EbcSuite.Drivers/Capsules/nopty.c")
cache=${EBC_CACHE:-/var/cache/ebcsuite}
root=$("$here/rootfs.sh")
recipe=$({ cat "${sources[@]}" "$here/solver.sh"; basename "$root"; } | sha256sum | cut -c1-16)
solver=$cache/solver-$recipe

if [ ! -e "$solver" ]; then
    # In a throw-away overlay, so that the root stays as it was made.
    temporary=$(mktemp -d "$cache/solver-making.XXXXXX")
    trap 'rm -rf --one-file-system "$temporary"' EXIT
    mkdir "$temporary"/{upper,work,root,solver}
    unshare --mount --fork --kill-child bash -euo pipefail -c '
        temporary=$1 root=$2
        shift 2
        mount -t overlay overlay -o "lowerdir=$root,upperdir=$temporary/upper,workdir=$temporary/work" "$temporary/root"
        mkdir -p "$temporary/root/solver"
        cp "$@" "$temporary/root/solver/"
        mount -t proc proc "$temporary/root/proc"
        chroot "$temporary/root" sh -euc "
            cd /solver
            mpicc -O2 -Wall -Wextra -Werror -o heat heat.c -lm
            gcc -O2 -Wall -Wextra -Werror -shared -fPIC -o libnopty.so nopty.c"
        cp "$temporary/root/solver/heat" "$temporary/root/solver/libnopty.so" "$temporary/solver/"
    ' bash "$temporary" "$root" "${sources[@]}" >&2
    mv --no-target-directory "$temporary/solver" "$solver" 2>/dev/null || [ -e "$solver/heat" ]
fi
echo "$solver"
