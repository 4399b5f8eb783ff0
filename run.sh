#!/usr/bin/env bash
# Starts the whole suite on this machine with the reference agent measuring real targets, and prints the first verdict.
#   ./run.sh          until Ctrl-C        ./run.sh --once   ends after the first verdict
# Other options go to `telecom up`: ./telecom up --help
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
if ! command -v dotnet >/dev/null; then
  echo "run.sh: the .NET 10 SDK is needed: https://dotnet.microsoft.com/download (Debian and Ubuntu: apt-get install dotnet-sdk-10.0)" >&2
  exit 3
fi
cd "$root"
exec ./telecom up --demo "$@"
