#!/usr/bin/env bash
# Builds everything and runs every test, on Debian with the .NET 10 SDK. What else it needs it installs, and says so.
# The last line is "N passed, N failed"; the exit code is 0 only if something ran and nothing failed.
set -euo pipefail

cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"
results=artifacts/test-results

# Nothing of the build may outlive it: a server that does keeps a pipe to this script open.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en

say() { echo "test.sh: $*" >&2; }

fail() {
  say "$*; no test ran"
  exit 1
}

dotnet --version >/dev/null || fail "the .NET 10 SDK is needed (global.json says which)"
CODEWORD_WORDNET_DICT=$(scripts/wordnet.sh) || fail "WordNet 3.1 is missing, and tests compare with it byte for byte"
export CODEWORD_WORDNET_DICT

# Reports are opened in Debian's Chromium; what draws them is built again from its sources by npm, and compared.
chromium=${CODEWORD_CHROMIUM:-chromium}
scripts/debian.sh "$chromium=chromium" node=nodejs npm || fail "Chromium, Node.js or npm is missing, and reports are tested with them"

dotnet restore Codeword.slnx --locked-mode || fail "the packages could not be restored as locked"
dotnet build Codeword.slnx -c Release --no-restore || fail "the build failed"

formatted=true
dotnet format Codeword.slnx --no-restore --verify-no-changes || formatted=false

# One counter of a result file, from its line <Counters total="9" executed="9" passed="8" failed="1" … />; 0 without one.
count() {
  if [[ -f $2 ]]; then sed -n "s/.*<Counters [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" "$2"; fi | awk '{ sum += $1 } END { print sum + 0 }'
}

rm -rf "$results"
passed=0 failed=0 skipped=0
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  ended_well=true
  dotnet test "$project" -c Release --no-build --results-directory "$results" \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" || ended_well=false

  # A test that ended in any way but well (failed, error, timeout, aborted) was executed and did not pass.
  executed=$(count executed "$results/$name.trx")
  good=$(count passed "$results/$name.trx")
  bad=$((executed - good))
  if [[ $ended_well == false && $bad -eq 0 ]]; then
    say "$name ended before its tests did; this counts as one failure"
    bad=1
  fi
  passed=$((passed + good))
  failed=$((failed + bad))
  skipped=$((skipped + $(count total "$results/$name.trx") - executed))
done

[[ $skipped -eq 0 ]] || say "$skipped tests were skipped"
[[ $formatted == true ]] || say "the sources are not formatted; run dotnet format"
[[ $((passed + failed)) -gt 0 ]] || say "no test ran"

echo "$passed passed, $failed failed"
[[ $formatted == true && $passed -gt 0 && $failed -eq 0 ]]
