#!/usr/bin/env bash
# Runs Debian's fastText, LIBLINEAR and scikit-learn and Codeword on the same files in turn and writes one table: accuracy, bytes, training, rows a second, memory.
# What it needs it installs, and says so. About an hour on 2 quiet cores; --quick takes about two minutes.
#
#   bench/peers/run.sh [DATA [OUT]] [--threads N] [--only system,…] [--rows N] [--quick] [--keep]
#
# DATA holds train.svm, test.svm, train.txt and test.txt; without it, WordNet's definitions are built into artifacts/peers/data. OUT (artifacts/peers/out) gets
# peers.md, peers.csv, each single run in runs.csv, the systems' predictions and what they printed. --rows takes the first N rows of each file; --quick runs each
# system once on 1,000 rows, which checks that all of it works and measures nothing; --keep keeps the models; --self-test checks the judge of accuracies and stops.
# FASTTEXT names another build of fastText.
set -euo pipefail

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
root=$(dirname "$(dirname "$here")")
cli=$root/artifacts/bin/Codeword.Cli/release/Codeword.Cli.dll
packages=(fasttext liblinear-tools python3-sklearn libopenblas0-pthread time)
data='' out='' rows='' race=(--threads "$(nproc)" --command "bench/peers/run.sh${*:+ $*}")

say() { echo "run.sh: $*" >&2; }

wrong() {
  say "$*"
  sed -n 's/^#   //p' "${BASH_SOURCE[0]}" >&2
  exit 2
}

while [[ $# -gt 0 ]]; do
  case $1 in
    --threads | --rows)
      [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || wrong "$1 needs a number from 1"
      if [[ $1 == --rows ]]; then rows=$2; else race+=("$1" "$2"); fi
      shift
      ;;
    --only)
      [[ $# -ge 2 ]] || wrong "$1 needs names between commas"
      race+=("$1" "$2")
      shift
      ;;
    --quick) rows=${rows:-1000} race+=(--quick) ;;
    --keep) race+=(--keep) ;;
    --self-test) exec "$here/evaluate.py" --self-test ;;
    -*) wrong "does not know $1" ;;
    *) if [[ -z $data ]]; then data=$1; elif [[ -z $out ]]; then out=$1; else wrong "does not know what $1 is for"; fi ;;
  esac
  shift
done
out=${out:-$root/artifacts/peers/out}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

# Debian's packages by name; one that is there is left as it is.
install_packages() {
  local missing=() package
  for package in "${packages[@]}"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  say "installing Debian's ${missing[*]}"
  as_root apt-get update -q >&2 </dev/null || say "apt-get update failed; trying with the lists there are"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >&2 </dev/null
}

# WordNet's definitions where no data is named; the first rows where --rows is given.
prepare_data() {
  local file files=(train.svm test.svm train.txt test.txt)
  if [[ -z $data ]]; then
    data=$root/artifacts/peers/data/wordnet
    [[ -f $data/test.svm ]] || "$root/codeword" dataset wordnet -o "${data%/*}" --dict "$("$root/scripts/wordnet.sh")" >&2
  fi
  for file in "${files[@]}"; do
    [[ -f $data/$file ]] || { say "$data has no $file"; exit 1; }
  done
  [[ -n $rows ]] || return 0
  mkdir -p "$out/data"
  for file in "${files[@]}"; do head -n "$rows" "$data/$file" >"$out/data/$file"; done
  data=$out/data
}

"$here/evaluate.py" --self-test >&2
mkdir -p "$out"
install_packages
say "building Codeword"
"$root/codeword" --version >/dev/null
prepare_data

# Debian's OpenBLAS takes its slowest kernels on processors that are newer than itself.
if grep -q avx512f /proc/cpuinfo; then
  say "this processor has AVX-512: OPENBLAS_CORETYPE=SkylakeX for scikit-learn"
  export OPENBLAS_CORETYPE=SkylakeX
fi
"$here/race.py" "$data" "$out" --codeword "$cli" --fasttext "${FASTTEXT:-fasttext}" "${race[@]}"
