#!/bin/bash
# Packs the client library: EbcSuite.Messaging and what it is made of, with symbols, into a directory that can be a NuGet feed.
#
#   build/pack.sh DIRECTORY
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."
directory=${1:?a directory}

rm -rf "$directory"
for room in Events Protocol Messaging; do
    dotnet pack "src/EbcSuite.$room" --configuration Release --output "$directory" --nologo --verbosity quiet -p:ContinuousIntegrationBuild=true
done
ls "$directory" | sed 's/^/pack: /'
