#!/bin/bash
# Makes the Debian packages: artifacts/deb/*.deb, with what is in each (*.cdx.json) and how large and quick it is (artifacts/deb.json).
#
#   build/deb.sh                      publish the programs, pack them, look at them with lintian
#   build/deb.sh --pack VERSION DIR   only pack what was published, as another version, into another directory (for tests of upgrades)
#
# The version is Directory.Build.props'. The same commit gives the same bytes: all times are the commit's (SOURCE_DATE_EPOCH).
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

declare -A project=([ebc-broker]=Broker [ebc-frontend]=FrontEnd [ebc-appdrv]=AppDriver [ebc-cli]=Cli)
declare -A program=([ebc-broker]=ebc-broker [ebc-frontend]=ebc-frontend [ebc-appdrv]=ebc-appdrv [ebc-cli]=ebc)
# What a purge takes from /etc/ebc, besides the conffiles.
declare -A configured=(
    [ebc-broker]='broker.json broker.key broker.pub allowed-keys tokens' [ebc-frontend]='frontend.json front-end.key front-end.pub'
    [ebc-appdrv]='appdrv.json appdrv.json.before-context enrolment-token'
)
packages=(ebc-broker ebc-frontend ebc-appdrv ebc-cli)
maintainer='EbcSuite developers <ebcsuite@lists.ebcsuite.org>'
parts=$PWD/build/deb
work=$PWD/artifacts/self-contained

note() { echo "deb: $*" >&2; }
fail() { note "$*"; exit 1; }

case $(dpkg --print-architecture) in
    amd64) runtime=linux-x64 ;;
    arm64) runtime=linux-arm64 ;;
    *) fail "the .NET runtime is not made for $(dpkg --print-architecture)" ;;
esac
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
published() { echo "$work/publish/EbcSuite.${project[$1]}/release_$runtime/${program[$1]}"; }

publish() { # package
    note "publishing $1"
    dotnet publish "src/EbcSuite.${project[$1]}" --configuration Release --runtime "$runtime" -p:EbcPackaging=true --nologo --verbosity quiet
}

put() { # source, target in the package, mode
    install -D --mode "${3:-0644}" "$1" "$root$2"
}

units() { # package: its unit, and what systemd has to make for it
    local unit
    for unit in systemd/"$1".service $([ "$1" != ebc-appdrv ] || ls systemd/*.slice); do
        put "$unit" "/usr/lib/systemd/system/$(basename "$unit")"
    done
    for kind in sysusers.d tmpfiles.d; do
        [ ! -e "systemd/$kind/$1.conf" ] || put "systemd/$kind/$1.conf" "/usr/lib/$kind/$1.conf"
    done
}

scripts() { # package
    local name script
    for script in postinst prerm postrm; do
        name=$parts/scripts/$script
        case $1.$script in
            ebc-cli.postrm) name=$parts/scripts/postrm.cli ;;
            ebc-cli.*) continue ;;
            ebc-appdrv.postrm) name=$parts/scripts/postrm.appdrv ;;
        esac
        sed -e "s|@PROGRAM@|$1|g" -e "s|@NAME@|${1#ebc-}|g" -e "s|@CONFIGURED@|${configured[$1]:-}|g" "$name" >"$root/DEBIAN/$script"
        chmod 0755 "$root/DEBIAN/$script"
    done
}

shared_libraries() { # the package's programs and libraries: what they are linked with, as dependencies
    mkdir -p "$stage/shlibs/debian"
    echo 'Source: ebcsuite' >"$stage/shlibs/debian/control"
    (cd "$stage/shlibs" && dpkg-shlibdeps --ignore-missing-info -O "$@" 2>/dev/null) | sed 's/^shlibs:Depends=//'
}

control() { # package, version
    local depends
    depends=$(shared_libraries "$root/usr/bin/${program[$1]}")
    [ -n "$depends" ] || fail "dpkg-shlibdeps found nothing for $1"
    cat <<CONTROL
Package: $1
Source: ebcsuite
Version: $2
Architecture: $(dpkg --print-architecture)
Maintainer: $maintainer
Installed-Size: $(du --summarize --apparent-size --block-size=1024 --exclude=DEBIAN "$root" | cut -f1)
Priority: optional
$(sed -e "s/@SHLIBS@/$depends/" -e 's/@OPENSSL@/libssl3t64 | libssl3/' \
    -e 's/@SYSTEMD@/systemd | systemd-standalone-sysusers | systemd-sysusers/' "$parts/control/$1")
CONTROL
}

pack() { # package, version, directory
    local name=${program[$1]} section=8 page file
    root=$stage/$1
    [ "$1" != ebc-cli ] || section=1
    mkdir -p "$root/DEBIAN"
    put "$(published "$1")" "/usr/bin/$name" 0755

    page=$root/usr/share/man/man$section/$name.$section
    mkdir -p "$(dirname "$page")"
    python3 "$parts/manual.py" "$root/usr/bin/$name" "$section" "$2" >"$page"
    gzip -9n "$page"

    if [ "$1" = ebc-cli ]; then
        put "$parts/etc/ebc.json.example" /etc/ebc/ebc.json.example
        put "$parts/completion/ebc.bash" /usr/share/bash-completion/completions/ebc
        put "$parts/completion/ebc.zsh" /usr/share/zsh/vendor-completions/_ebc
        put "$parts/completion/ebc.fish" /usr/share/fish/vendor_completions.d/ebc.fish
    else
        put "$parts/etc/${1#ebc-}.json.example" "/etc/ebc/${1#ebc-}.json.example"
        units "$1"
    fi
    if [ "$1" = ebc-appdrv ]; then
        put "$(build/solver.sh)/libnopty.so" /usr/lib/ebcsuite/libebc-nopty.so
        strip --strip-unneeded "$root/usr/lib/ebcsuite/libebc-nopty.so"
        contextualization/install.sh "$root"
        for file in opennebula/vm.template opennebula/start-script cloud-init/user-data; do
            put "contextualization/$file" "/usr/share/doc/$1/examples/$file"
        done
    fi
    scripts "$1"

    sed "s/@PACKAGE@/$1/; s/@NAME@/$name/" "$parts/lintian-overrides" >"$stage/overrides"
    put "$stage/overrides" "/usr/share/lintian/overrides/$1"
    put "$parts/copyright" "/usr/share/doc/$1/copyright"
    sed -e "s/@VERSION@/$2/" -e "s/@MAINTAINER@/$maintainer/" -e "s/@DATE@/$(date --utc --rfc-email --date "@$SOURCE_DATE_EPOCH")/" \
        "$parts/changelog" | gzip -9n >"$root/usr/share/doc/$1/changelog.gz"
    chmod 0644 "$root/usr/share/doc/$1/changelog.gz"
    control "$1" "$2" >"$root/DEBIAN/control"
    mkdir -p "$3"
    python3 "$parts/sbom.py" "$root" "src/EbcSuite.${project[$1]}" "$work/obj/EbcSuite.${project[$1]}" "$runtime" >"$3/$1_$2.cdx.json"
    put "$3/$1_$2.cdx.json" "/usr/share/doc/$1/$1.cdx.json"
    gzip -9n "$root/usr/share/doc/$1/$1.cdx.json"
    control "$1" "$2" >"$root/DEBIAN/control" # again: now the size is known

    (cd "$root" && find etc -type f -printf '/%p\n' | sort) >"$root/DEBIAN/conffiles"
    (cd "$root" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
    find "$root" -newermt "@$SOURCE_DATE_EPOCH" -print0 | xargs -0r touch --no-dereference --date "@$SOURCE_DATE_EPOCH"
    find "$root" -type d -print0 | xargs -0 chmod 0755
    file=$3/$1_$2_$(dpkg --print-architecture).deb
    # A higher level takes three times as long and saves a twentieth.
    dpkg-deb --root-owner-group -Zxz -z3 --build "$root" "$file" >/dev/null
    note "$file, $(($(stat --format %s "$file") / 1024)) KiB"
}

umask 022
mkdir -p artifacts
stage=$(mktemp -d artifacts/deb-stage.XXXXXX)
stage=$(realpath "$stage")
trap 'rm -rf --one-file-system "$stage"' EXIT

if [ "${1:-}" = --pack ]; then
    for package in "${packages[@]}"; do pack "$package" "$2" "$3"; done
    exit
fi

version=$(dotnet msbuild src/EbcSuite.Cli -getProperty:Version)
rm -rf artifacts/deb
for package in "${packages[@]}"; do publish "$package"; done
for package in "${packages[@]}"; do pack "$package" "$version" artifacts/deb; done
python3 "$parts/measure.py" artifacts/deb "$version" >artifacts/deb.json
build/deb-lint.sh
