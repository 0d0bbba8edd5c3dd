#!/usr/bin/env bash
# Installs Debian's packages of the programs that are not there, and says so: scripts/debian.sh PROGRAM=PACKAGE…, or PROGRAM where the package is called the same.
set -euo pipefail

say() { echo "debian.sh: $*" >&2; }

as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    say "$* needs root, and there is no sudo"
    return 1
  fi
}

missing=()
for wanted in "$@"; do
  command -v "${wanted%%=*}" >/dev/null || missing+=("${wanted##*=}")
done

if [[ ${#missing[@]} -gt 0 ]]; then
  say "installing Debian's ${missing[*]}"
  as_root apt-get update -q >&2 </dev/null || say "apt-get update failed; trying with the lists there are"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >&2 </dev/null
fi
