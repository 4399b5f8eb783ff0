#!/usr/bin/env bash
# Everything that must hold before a change lands: set-up, format, proto lint, build, all tests.
#   ./test.sh                 long proofs at a reduced count, with a fresh printed seed
#   ./test.sh --full          long proofs at their full count; appends a summary to docs/proofs.md
#   ./test.sh --only NAME     only the test projects whose name contains NAME
#   TELECOM_SEED=N ./test.sh  repeats the proofs of an earlier run
# The last line is "N passed, N failed".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
full=0; only=""
while [ $# -gt 0 ]; do
  case "$1" in
    --full) full=1 ;;
    --only) only="${2:?--only needs a name}"; shift ;;
    *) echo "test.sh: unknown argument '$1'; allowed: --full, --only NAME" >&2; exit 2 ;;
  esac
  shift
done

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1
export TELECOM_SEED="${TELECOM_SEED:-$(( $(od -An -N4 -tu4 /dev/urandom) & 2147483647 ))}"
export TELECOM_PROOFS="$([ $full = 1 ] && echo full || echo reduced)"
results="$PWD/artifacts/test-results"; rm -rf "$results"; mkdir -p "$results"
passed=0; failed=0; started=$SECONDS
step() { printf '\n== %s  [%ds]\n' "$1" $((SECONDS - started)); }
check() { # name, command...: one check counts as one test
  local name=$1; shift
  if "$@" >"$results/check.log" 2>&1; then passed=$((passed + 1)); echo "ok      $name"
  else failed=$((failed + 1)); echo "FAILED  $name"; tail -n 60 "$results/check.log"; fi
}
finish() { echo; echo "$passed passed, $failed failed"; [ "$failed" = 0 ]; exit; }

step "set-up (seed $TELECOM_SEED, proofs $TELECOM_PROOFS)"
command -v dotnet >/dev/null || { echo "test.sh: the .NET 10 SDK is needed: https://dotnet.microsoft.com/download"; failed=1; finish; }
packages=()
command -v ip >/dev/null || packages+=(iproute2)
command -v nft >/dev/null || packages+=(nftables)
command -v strace >/dev/null || packages+=(strace)
command -v redis-server >/dev/null || packages+=(redis-server)
/usr/bin/python3 -c "import grpc, google.protobuf" 2>/dev/null || packages+=(python3-grpcio python3-protobuf)
command -v node >/dev/null || packages+=(nodejs)
command -v npm >/dev/null || packages+=(npm)
if [ ${#packages[@]} -gt 0 ]; then
  install="apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${packages[*]}"
  if [ "$(id -u)" = 0 ]; then sh -c "$install" >"$results/apt.log" 2>&1 || { tail -n 20 "$results/apt.log"; }
  elif sudo -n true 2>/dev/null; then sudo sh -c "$install" >"$results/apt.log" 2>&1 || { tail -n 20 "$results/apt.log"; }
  else echo "test.sh: some tests are skipped until you run:  sudo sh -c '$install'"; fi
fi
if command -v npm >/dev/null && [ ! -x node_modules/.bin/buf -o package-lock.json -nt node_modules/.package-lock.json ]; then
  # A registry that lacks the lock file's packages for other platforms still installs this one's.
  npm ci --ignore-scripts --no-audit --no-fund >"$results/npm.log" 2>&1 \
    || npm install --no-save --ignore-scripts --no-audit --no-fund >>"$results/npm.log" 2>&1 || tail -n 20 "$results/npm.log"
fi

step "protos"
if [ -x node_modules/.bin/buf ]; then
  check "buf lint" node_modules/.bin/buf lint
  check "buf format" node_modules/.bin/buf format -d --exit-code
  check "buf breaking, against protos/baseline.binpb" node_modules/.bin/buf breaking --against protos/baseline.binpb
else
  failed=$((failed + 1)); echo "FAILED  buf is not installed (npm ci did not work): the protos are unchecked"
fi

if command -v kubectl >/dev/null && kubectl kustomize --help >/dev/null 2>&1; then
  check "kustomize renders k8s/base" kubectl kustomize k8s/base
else echo "skipped kustomize renders k8s/base: there is no kubectl with kustomize; the manifests are still checked as YAML"; fi

if command -v python3 >/dev/null; then check "own worked cases are what their oracle works out" python3 tests/worked-cases/work_out.py --check
else echo "skipped own worked cases are what their oracle works out: there is no python3; the cases themselves are tested"; fi

step "format and build"
check "format of whitespace" dotnet format whitespace --verify-no-changes --folder . --exclude artifacts node_modules
# The lock files name linux-x64; elsewhere the same versions are restored without them.
if [ "$(uname -m)" = x86_64 ]; then check "restore with lock files" dotnet restore Telecom.sln --locked-mode -v q
else check "restore" dotnet restore Telecom.sln -v q; fi
before=$failed
check "build, warnings are errors" dotnet build Telecom.sln -c Release --no-restore -nologo -v q
[ "$failed" = "$before" ] || finish

step "tests"
matched=0
for project in tests/*/*.Tests.csproj; do
  name=$(basename "$project" .csproj)
  case "$name" in *"$only"*) matched=$((matched + 1)) ;; *) continue ;; esac
  begin=$SECONDS
  dotnet test "$project" -c Release --no-build --nologo -v q --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
    --blame-hang-timeout "$([ $full = 1 ] && echo 60m || echo 12m)" --blame-hang-dump-type none >"$results/$name.log" 2>&1
  code=$?
  counters=$(grep -o '<Counters [^>]*' "$results/$name.trx" 2>/dev/null | head -n 1)
  of() { echo "$counters" | sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p"; }
  p=$(of passed); f=$(of failed); total=$(of total); executed=$(of executed)
  p=${p:-0}; f=${f:-0}; skipped=$(( ${total:-0} - ${executed:-0} ))
  if [ "$f" = 0 ] && [ "$code" != 0 ]; then f=1; fi
  if [ "$p" = 0 ] && [ "$f" = 0 ]; then f=1; echo "FAILED  $name ran no test"; fi
  passed=$((passed + p)); failed=$((failed + f))
  printf '%-7s %-34s %4d passed %3d failed %3d skipped  %4ds\n' "$([ "$f" = 0 ] && echo ok || echo FAILED)" "$name" "$p" "$f" "$skipped" $((SECONDS - begin))
  [ "$f" = 0 ] || { grep -vE '^\s*$' "$results/$name.log" | tail -n 120; }
  if [ "$skipped" -gt 0 ]; then
    grep -oE 'testName="[^"]*"[^>]*outcome="NotExecuted"' "$results/$name.trx" | sed 's/testName="\([^"]*\)".*/        skipped: \1/'
  fi
done

[ "$matched" -gt 0 ] || { failed=$((failed + 1)); echo "FAILED  no test project's name contains '$only'"; }

step "proofs"
cat "$results"/proofs/*.txt 2>/dev/null || echo "(none)"
if [ $full = 1 ] && [ "$failed" = 0 ]; then
  {
    echo; echo "## $(date -u +%Y-%m-%d) commit $(git rev-parse --short=12 HEAD)$(git diff --quiet HEAD -- ':!docs/proofs.md' || echo ' with uncommitted changes')"
    echo; echo "Machine: $(nproc) cores, $(awk '/MemTotal/ {printf "%.0f GiB", $2/1048576}' /proc/meminfo), $(. /etc/os-release; echo "$PRETTY_NAME"), .NET SDK $(dotnet --version). Seed $TELECOM_SEED. $passed passed, $failed failed in $((SECONDS - started)) s."
    echo; cat "$results"/proofs/*.txt 2>/dev/null | sed 's/^/- /'
  } >> docs/proofs.md
  echo "appended to docs/proofs.md"
fi
finish
