#!/bin/bash
# Style and habits that need no build: white space as .editorconfig says, scripts that parse, files that are not too long,
# nothing left unfinished, no test switched off, no path of one machine.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

problems=0
report() { echo "lint: $1" >&2; sed 's/^/  /' >&2; problems=$((problems + 1)); }
check() { # what, then a command that lists offenders
    local what=$1 found
    shift
    found=$("$@" || true)
    [ -z "$found" ] || report "$what" <<<"$found"
}

mapfile -t sources < <(git ls-files -- '*.cs')
mapfile -t scripts < <(git ls-files -- 'build/*.sh' '.ci/*' 'tests/**/*.sh')

dotnet format whitespace . --folder --verify-no-changes --verbosity quiet || problems=$((problems + 1))
# What runs in other people's machines at boot is looked at closely (but $ in single quotes is meant so). CI starts bare.
command -v shellcheck >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 shellcheck; } >/dev/null
mapfile -t boot_scripts < <(grep -lE '^#!/bin/(ba)?sh' -r contextualization)
shellcheck --exclude SC2016 "${boot_scripts[@]}" build/image.sh build/image-base.sh build/e2e-vm.sh || problems=$((problems + 1))
for script in "${scripts[@]}"; do
    bash -n "$script" || problems=$((problems + 1))
done
check "over 300 lines" awk 'FNR == 301 { print FILENAME }' "${sources[@]}"
check "left unfinished" grep -nE 'TODO|FIXME|NotImplementedException' "${sources[@]}"
check "a logged value that is taken apart by reflection, which trimmed programs cannot (build/Trimming.xml)" \
    bash -c 'grep -nE "Log[A-Z][a-z]+\(.*\{@" "$@" | grep "^src/"' lint "${sources[@]}"
check "a test that is switched off" grep -nE '\[(Ignore|Explicit)\b' "${sources[@]}"
check "a test fixture without a category" \
    bash -c 'for f; do grep -qE "^\s*\[(Test|TestCase|TestCaseSource)\b" "$f" && ! grep -q "Category(" "$f" && echo "$f"; done' lint "${sources[@]}"

[ "$problems" = 0 ] && echo "lint: ok, ${#sources[@]} sources"
exit "$((problems > 0))"
