#!/usr/bin/env bash
# Tunes fastText on a held-out tenth of its training rows (every tenth line), by accuracy@1 there alone; test rows are never read.
#
#   bench/peers/tune-fasttext.sh train.txt grid.csv [--loss softmax|hs] [--lr "0.5 1 2 4"] [--epochs "5 15 25"] [--ngrams "1 2"] [--dims "50 100 200"]
#                                [--bucket 200000] [--threads N] [--seconds N]
#
# Short trainings come first. A line of grid.csv that is there already is not made again, so that a grid can be made in pieces; with --seconds, none is begun after
# so many. The best lines so far are printed in the end. FASTTEXT names another build of the program.
set -euo pipefail

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
fasttext=${FASTTEXT:-fasttext}
loss=softmax rates="0.5 1 2 4" epochs="5 15 25" grams="1 2" dims="50 100 200" bucket=200000 threads=1 limit=1000000

say() { echo "tune-fasttext.sh: $*" >&2; }

[[ $# -ge 2 && -f $1 ]] || { say "needs a training file and the grid's file"; exit 2; }
train=$1 grid=$2
shift 2
while [[ $# -gt 0 ]]; do
  [[ $# -ge 2 ]] || { say "$1 needs a value"; exit 2; }
  case $1 in
    --loss) loss=$2 ;;
    --lr) rates=$2 ;;
    --epochs) epochs=$2 ;;
    --ngrams) grams=$2 ;;
    --dims) dims=$2 ;;
    --bucket) bucket=$2 ;;
    --threads) threads=$2 ;;
    --seconds) limit=$2 ;;
    *) say "does not know $1"; exit 2 ;;
  esac
  shift 2
done

command -v "$fasttext" >/dev/null || { say "there is no $fasttext; bench/peers/run.sh installs Debian's"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk 'NR % 10 != 0' "$train" >"$work/train.txt"
awk 'NR % 10 == 0' "$train" >"$work/valid.txt"
[[ -s $grid ]] || echo "loss,epochs,dim,ngrams,lr,accuracy@1,seconds" >"$grid"

# try EPOCHS DIM NGRAMS LR
try() {
  local key="$loss,$1,$2,$3,$4," started=$SECONDS
  ! grep -qF "$key" "$grid" || return 0
  [[ $SECONDS -lt $limit ]] || return 0
  say "$key"
  local accuracy=diverged
  # fastText aborts when a weight is no number.
  if "$fasttext" supervised -input "$work/train.txt" -output "$work/model" -loss "$loss" -epoch "$1" -dim "$2" -wordNgrams "$3" -lr "$4" -bucket "$bucket" \
    -thread "$threads" -verbose 0 2>"$work/fault"; then
    "$fasttext" predict "$work/model.bin" "$work/valid.txt" 1 >"$work/predictions.txt"
    accuracy=$("$here/evaluate.py" "$work/valid.txt" "$work/predictions.txt")
  elif ! grep -q NaN "$work/fault"; then
    cat "$work/fault" >&2
    return 1
  fi
  echo "$key${accuracy% *},$((SECONDS - started))" >>"$grid"
}

for count in $epochs; do
  for dim in $dims; do
    for gram in $grams; do
      for rate in $rates; do
        try "$count" "$dim" "$gram" "$rate"
      done
    done
  done
done

head -n 1 "$grid"
tail -n +2 "$grid" | sort -t, -k6,6nr | head -n 5
