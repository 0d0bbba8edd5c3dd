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

command -v dotnet >/dev/null || fail "there is no dotnet; install the .NET 10 SDK"
CODEWORD_WORDNET_DICT=$(scripts/wordnet.sh) || fail "WordNet 3.1 is missing, and tests compare with it byte for byte"
export CODEWORD_WORDNET_DICT

dotnet restore Codeword.slnx --locked-mode || fail "the packages could not be restored as locked"
dotnet build Codeword.slnx -c Release --no-restore || fail "the build failed"

sound=true
dotnet format Codeword.slnx --no-restore --verify-no-changes || {
  say "the sources are not formatted; run dotnet format"
  sound=false
}

rm -rf "$results"
for project in tests/*/*.csproj; do
  dotnet test "$project" -c Release --no-build --results-directory "$results" \
    --logger "trx;LogFileName=$(basename "$project" .csproj).trx" --logger "console;verbosity=minimal" || {
    say "$project failed"
    sound=false
  }
done

# Each result file has one line such as <Counters total="9" executed="9" passed="8" failed="1" …/>.
# A test that ended in any way but well (failed, error, timeout, aborted) was executed and did not pass.
count() {
  find "$results" -name '*.trx' -exec sed -n "s/.*<Counters [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" {} + | awk '{ total += $1 } END { print total + 0 }'
}

mkdir -p "$results"
executed=$(count executed)
passed=$(count passed)
failed=$((executed - passed))
[[ $executed -gt 0 ]] || say "no test ran"
[[ $(count total) -eq $executed ]] || say "$(($(count total) - executed)) tests were skipped"

echo "$passed passed, $failed failed"
[[ $sound == true && $executed -gt 0 && $failed -eq 0 ]]
