#!/usr/bin/env bash
# Holds Codeword's search among binary codes against Debian's faiss: files both ways, what is found, and speed, taking turns in one run; writes one table.
# What it needs it installs, and says so. About 40 minutes on 2 quiet cores; --quick takes about two minutes.
#
#   bench/faiss/run.sh [OUT] [--sizes N,…] [--bits k,…] [--threads t,…] [--rounds R] [--quick]
#
# OUT (artifacts/faiss) gets faiss.md and faiss.csv. --sizes are numbers of codes (1000000,10000000), --bits their lengths, multiples of 64 (64,256), --threads numbers of
# threads (1,2); each figure is the median of R rounds (3). --quick is one round of 100,000 codes, which checks that all of it works and measures little.
set -euo pipefail

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
root=$(dirname "$(dirname "$here")")
ours=$root/artifacts/bin/Codeword.Experiments/release/Codeword.Experiments.dll
package=python3-faiss
out='' race=(--command "bench/faiss/run.sh${*:+ $*}")

say() { echo "run.sh: $*" >&2; }

wrong() {
  say "$*"
  sed -n 's/^#   //p' "${BASH_SOURCE[0]}" >&2
  exit 2
}

while [[ $# -gt 0 ]]; do
  case $1 in
    --sizes | --bits | --threads | --rounds)
      [[ ${2:-} =~ ^[1-9][0-9]*(,[1-9][0-9]*)*$ ]] || wrong "$1 needs numbers from 1, between commas"
      race+=("$1" "$2")
      shift
      ;;
    --quick) race+=(--sizes 100000 --rounds 1) ;;
    -*) wrong "does not know $1" ;;
    *) if [[ -z $out ]]; then out=$1; else wrong "does not know what $1 is for"; fi ;;
  esac
  shift
done
out=${out:-$root/artifacts/faiss}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

if ! dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed; then
  say "installing Debian's $package"
  as_root apt-get update -q >&2 </dev/null || say "apt-get update failed; trying with the lists there are"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$package" >&2 </dev/null
fi
say "building Codeword"
dotnet build "$root/bench/Codeword.Experiments" -c Release -v quiet >&2
mkdir -p "$out"
exec /usr/bin/python3 "$here/race.py" "$out" --ours "$ours" "${race[@]}"
