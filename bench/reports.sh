#!/usr/bin/env bash
# Trains models of several kinds, once, and makes a report of each: its bytes, and the seconds that processors worked.
# usage: bench/reports.sh <folder of data sets> <folder for models and pages> <folder for results>
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
data=$1 work=$2 results=$3
codeword=${CODEWORD:-$root/codeword}
mkdir -p "$work" "$results"
markdown=$results/reports.md

cat >"$markdown" <<EOF
# Reports

Made by \`bench/reports.sh <data> <models and pages> docs/results/<date>\` on $(nproc) cores that were shared.
Seconds are the processors', of the whole process with one thread: reading the model and the rows, ranking
them twice, the tree, the page. Predicting alone is \`codeword test\` of the same rows.
A page holds 852 kB of script, style and licences; the rest is the model's.

| model | classes | test rows | model | page | seconds | of \`codeword test\` |
|---|---|---|---|---|---|---|
EOF

# The seconds that processors worked for a command, which other work on the machine changes less than the clock.
seconds() {
  local TIMEFORMAT='%U %S'
  { time "$@" >/dev/null 2>"$work/log"; } 2>&1 | awk '{ printf "%.1f", $1 + $2 }'
}

# row NAME SET EXTENSION METHOD [option…]
row() {
  local name=$1 set=$2 extension=$3 model=$work/$1.codeword page=$work/$1.html
  shift 3
  [[ -f $model ]] || "$codeword" train "$1" "$data/$set/train.$extension" -o "$model" "${@:2}" >"$work/$name.log"
  local names=() report test rows classes
  [[ ! -f $data/$set/names.tsv ]] || names=(--names "$data/$set/names.tsv")
  report=$(seconds "$codeword" report "$model" "$data/$set/test.$extension" -o "$page" --threads 1 "${names[@]}")
  test=$(seconds "$codeword" test "$model" "$data/$set/test.$extension" --threads 1)
  rows=$(wc -l <"$data/$set/test.$extension")
  classes=$("$codeword" inspect "$model" --json | tr -d '\n' | sed -n 's/.*"classes":\([0-9]*\).*/\1/p')
  echo "| \`train $1 $set/train.$extension${2:+ ${*:2}}\` | $classes | $rows | $(stat -c %s "$model") | $(stat -c %s "$page") | $report | $test |" >>"$markdown"
  tail -n 1 "$markdown" >&2
}

row mach wordnet txt mach --repetitions 8 --buckets 256 --leading-words 3 --prefix-length 5
row llc wordnet_coarse txt llc --bits 20 --leading-words 3 --prefix-length 5 --refit false
row ml wordnet_ml txt mach --repetitions 8 --buckets 128
row svm wordnet_coarse svm mach --repetitions 8 --buckets 64
row ova wordnet_coarse svm ova
