#!/bin/bash
# Runs the tests of every test project, built before, and ends with one line: N passed, N failed, N skipped.
# Counts by category go to artifacts/tests.json. Fails when a test fails, a project crashes, hangs, or runs no test.
#
#   build/test.sh [--configuration Release] [--only CATEGORY]... [--but CATEGORY]... [--project DIRECTORY]...
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."

configuration=Release
only=()
but=()
projects=()
while [ $# -gt 0 ]; do
    case $1 in
        --configuration) configuration=$2 ;;
        --only) only+=("TestCategory=$2") ;;
        --but) but+=("TestCategory!=$2") ;;
        --project) projects+=("$2") ;;
        *) echo "test: unknown option $1" >&2; exit 64 ;;
    esac
    shift 2
done

filter=$(IFS='|'; echo "${only[*]-}")
excluded=$(IFS='&'; echo "${but[*]-}")
[ -z "$filter" ] || [ -z "$excluded" ] || filter="($filter)&$excluded"
filter=${filter:-$excluded}

results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"

[ "${#projects[@]}" -gt 0 ] || projects=(tests/*.Tests tests/EbcSuite.EndToEnd)
for project in "${projects[@]}"; do
    name=$(basename "$project")
    started=$SECONDS
    status=0
    dotnet test "$project" --configuration "$configuration" --no-build --nologo --verbosity quiet \
        ${filter:+--filter "$filter"} \
        --results-directory "$results" --blame-hang --blame-hang-timeout 6m --blame-hang-dump-type none \
        -- NUnit.TestOutputXml="$PWD/$results" NUnit.OutputXmlFolderMode=AsSpecified \
        >"$results/$name.log" 2>&1 || status=$?
    echo "$status" >"$results/$name.status"
    echo "$name: $((SECONDS - started)) s"
done

# With --only a project may rightly have nothing to run.
exec python3 build/count-tests.py "$results" artifacts/tests.json ${only[@]:+--may-be-empty}
