#!/bin/bash
# Puts the programs, built before, into artifacts/programs: the directory that test hosts see as /opt/ebcsuite.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."
configuration=${1:-Release}

projects=(
    src/EbcSuite.Broker src/EbcSuite.FrontEnd src/EbcSuite.AppDriver src/EbcSuite.Cli
    tests/EbcSuite.Demo tests/EbcSuite.Benchmarks tests/EbcSuite.VirtualMachines
)

# All share one directory: central package versions make every copy of a library the same.
rm -rf artifacts/programs
for project in "${projects[@]}"; do
    dotnet publish "$project" --configuration "$configuration" --no-build --output artifacts/programs --verbosity quiet
done
