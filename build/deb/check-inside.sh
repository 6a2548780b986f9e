#!/bin/bash
# What build/deb-check.sh runs inside a fresh Debian root without a network: each line that is printed was found to hold.
set -euo pipefail

packages=(ebc-broker ebc-frontend ebc-appdrv ebc-cli)
fail() { echo "deb-check: NOT SO: $*" >&2; exit 1; }
holds() { # what, then a command that must succeed
    local what=$1
    shift
    "$@" >/tmp/said 2>&1 || { cat /tmp/said >&2; fail "$what"; }
    echo "$what"
}
ends_with() { # exit code, then a command
    local expected=$1 code=0
    shift
    "$@" || code=$?
    [ "$code" = "$expected" ] || { echo "$* ended with $code"; return 1; }
}
apt() { apt-get -qq -y -o Dpkg::Use-Pty=0 --no-install-recommends "$@" </dev/null; }
no_process() { ! readlink /proc/[0-9]*/exe | grep '^/usr/bin/ebc-'; }
absent() { local path; for path; do [ ! -e "$path" ] || { echo "$path is there"; return 1; }; done; }
present() { local path; for path; do [ -e "$path" ] || { echo "$path is missing"; return 1; }; done; }
no_user() { ! getent passwd "$1"; }

# Install
holds "the packages install with what the release itself offers" apt install man-db /debs/*.deb
for package in "${packages[@]}"; do
    holds "dpkg finds every file of $package as it was packed" dpkg --verify "$package"
done
holds "the users ebc-broker and ebc-frontend exist and cannot log in" sh -c \
    'for user in ebc-broker ebc-frontend; do getent passwd "$user" | grep -q nologin || exit 1; done'
holds "nothing runs before it is configured" no_process
holds "an unconfigured daemon says so and ends with 78" ends_with 78 ebc-broker --check-config
units=$(ls /etc/systemd/system/multi-user.target.wants)
holds "the units are enabled" test "$(echo "$units" | grep -c '^ebc-')" = 3
for page in "1 ebc" "8 ebc-broker" "8 ebc-frontend" "8 ebc-appdrv"; do
    read -r section name <<<"$page"
    holds "man $section $name is rendered without a warning" sh -c "[ -z \"\$(man --warnings -E UTF-8 $section $name 2>&1 >/dev/null)\" ]"
    man -E UTF-8 "$section" "$name" 2>/dev/null | col -b | tr -s ' \n' ' ' >"/tmp/$name.text"
    for option in $($name --help | grep -oE '^ +(--[A-Za-z][A-Za-z0-9:-]*)'); do
        grep -qF -e "$option" "/tmp/$name.text" || fail "$option is not in $name($section)"
    done
    echo "every option of $name is in its manual page"
done
for command in $(ebc --help | sed -n '/^Commands:/,/^$/p' | awk '/^  [a-z]/ { print $1 }'); do
    grep -q "ebc $command" /tmp/ebc.text || fail "ebc $command is not in ebc(1)"
done
echo "every command of ebc is in its manual page"
# shellcheck source=/dev/null
completes() { # line, word expected
    source /usr/share/bash-completion/completions/ebc
    read -ra COMP_WORDS <<<"$1"
    [[ $1 != *' ' ]] || COMP_WORDS+=("")
    COMP_LINE=$1 COMP_POINT=${#1} COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _ebc
    printf '%s\n' "${COMPREPLY[@]}" | grep -qxF -e "$2"
}
holds "bash completes a command" completes "ebc migr" migrate
holds "bash completes an option" completes "ebc migrate heat --t" --to

# Configure, from the examples
cd /etc/ebc
ebc keygen broker front-end operator vm-a1 >/dev/null
chown ebc-broker: broker.key
chown ebc-frontend: front-end.key
for entry in "front-end front-end" "operator operator" "vm-a1 node"; do
    read -r name role <<<"$entry"
    ebc allow "$name" --role "$role" --public-key "$name.pub" --file allowed-keys >/dev/null
done
chmod 0644 allowed-keys
public=$(cat broker.pub)
fill() { # file: from its example, with the capital words replaced
    local text word
    declare -A words=(
        [tcp://BROKER:]=tcp://127.0.0.1:
        ["THE 40 CHARACTERS OF THE BROKER'S broker.pub"]=$public
        [broker-SITE]=broker
        ['"SITE"']='"a"'
        ['"NODE"']='"vm-a1"'
        [/etc/ebc/NODE.key]=/etc/ebc/vm-a1.key
    )
    text=$(cat "$1.example")
    # Quoted: a key may have an &, which would mean what was found.
    for word in "${!words[@]}"; do text=${text//"$word"/"${words[$word]}"}; done
    echo "$text" >"$1"
}
for name in broker frontend appdrv ebc; do fill "$name.json"; done
for name in broker frontend appdrv; do
    holds "ebc-$name --check-config accepts the example once it is filled in" "ebc-$name" --check-config
done

# Run, as the units do
ip link set lo up
start() { # user, program
    setpriv --reuid "$1" --regid "$1" --clear-groups "/usr/bin/$2" >"/tmp/$2.log" 2>&1 &
    pids[$2]=$!
}
declare -A pids
install -d -m 0700 -o ebc-broker -g ebc-broker /var/lib/ebc-broker
install -d -m 0700 -o ebc-frontend -g ebc-frontend /var/lib/ebc-frontend
start ebc-broker ebc-broker
start ebc-frontend ebc-frontend
start root ebc-appdrv
alive() {
    local attempt
    for ((attempt = 0; attempt < 60; attempt++)); do
        ebc nodes --json --timeout 2 >/tmp/nodes 2>/tmp/said && grep -q '"node": *"vm-a1"' /tmp/nodes && grep -q '"alive": *true' /tmp/nodes && return
        sleep 0.5
    done
    tail -n 20 /tmp/*.log /tmp/nodes
    return 1
}
holds "the trimmed broker, front-end and appdrv talk to each other, and ebc nodes answers" alive
holds "ebc start runs a program on the node, refused by name where there is no criu" sh -c \
    'ebc start sleeper --node vm-a1 --json -- /usr/bin/sleep 600 >/tmp/start 2>&1 || grep -q "\"error\"" /tmp/start'

# Upgrade
echo '// the administrator was here' >>/etc/ebc/broker.json.example
before=$(sha256sum /etc/ebc/*.json /etc/ebc/*.key /etc/ebc/broker.json.example)
holds "the packages are upgraded without a question" apt install /debs/later/*.deb
holds "the upgrade kept configuration, keys and what the administrator changed" test "$before" = "$(sha256sum /etc/ebc/*.json /etc/ebc/*.key /etc/ebc/broker.json.example)"
holds "the new version is there" sh -c 'dpkg-query -W -f "\${Version}" ebc-broker | grep -q later'
for name in ebc-broker ebc-frontend ebc-appdrv; do
    holds "$name ran on during the upgrade" kill -0 "${pids[$name]}"
    kill "${pids[$name]}"
    code=0
    wait "${pids[$name]}" || code=$?
    holds "$name stops with 0" test "$code" = 0
done

# Remove and purge
holds "the packages are removed" apt remove "${packages[@]}"
holds "removal kept configuration, keys and state" present /etc/ebc/broker.json /etc/ebc/broker.key /etc/ebc/allowed-keys /var/lib/ebc-frontend /var/lib/ebc-appdrv
mkdir -p /var/lib/ebc-appdrv/applications/heat
(cd /var/lib/ebc-appdrv/applications/heat && exec sleep 600) &
application=$!
holds "the packages are purged" apt purge "${packages[@]}"
holds "the purge took state, logs, configuration and the daemons' keys" absent /var/lib/ebc-broker /var/lib/ebc-frontend /var/log/ebc-broker \
    /etc/ebc/broker.json /etc/ebc/broker.key /etc/ebc/allowed-keys /etc/ebc/frontend.json /etc/ebc/front-end.key /etc/ebc/appdrv.json /etc/ebc/ebc.json /etc/ebc/broker.json.example
holds "the purge took the users" sh -c '! getent passwd ebc-broker && ! getent passwd ebc-frontend'
holds "the purge left the directory of an application that still runs" present /var/lib/ebc-appdrv/applications/heat
kill -0 "$application" || fail "the purge ended an application"
kill "$application"
wait "$application" || true
holds "what is left of /etc/ebc is root's alone" test "$(stat --format '%U:%G %a' /etc/ebc)" = "root:root 755"
holds "what is kept by hand, such as the operator's key, is left" present /etc/ebc/operator.key
holds "no unit is left enabled" sh -c '! ls /etc/systemd/system/*/ebc-* 2>/dev/null'
apt install /debs/ebc-appdrv_*.deb >/dev/null
apt purge ebc-appdrv >/dev/null
holds "a purge with no application running takes all of it" absent /var/lib/ebc-appdrv
