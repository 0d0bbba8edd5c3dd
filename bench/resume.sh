#!/usr/bin/env bash
# Kills training at random moments, resumes it, and compares the models byte for byte; measures what checkpoints cost.
# usage: bench/resume.sh <folder of data sets> <folder for results> [kills a method, 20]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
data=$1 results=$2 kills=${3:-20}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
RANDOM=20  # The moments are the same fractions of a run on every machine.
mkdir -p "$results"
markdown=$results/resume.md csv=$results/resume.csv
codeword=${CODEWORD:-$root/codeword}

now() { date +%s%N; }

# A number of the summary that train --json prints.
figure() { sed -n "s/.*\"$1\":\([0-9.eE+-]*\).*/\1/p" "$2"; }

# Trains once, and tells the seconds that processors worked, which other work on the machine changes little, in $work/seconds.
train() {
  local TIMEFORMAT='%U %S'
  { time "$codeword" train "$@" --threads 2 --json 2>/dev/null >"$work/summary"; } 2>"$work/time"
  awk '{ print $1 + $2 }' "$work/time" >"$work/seconds"
}

measure() {
  local name=$1 model=$work/model killed=0 resumed=0 ended=0 same=0 pid start end length summary=$work/summary
  shift
  local command=("$@")
  echo "$name" >&2

  train "${command[@]}" -o "$model" --checkpoint-every never
  local whole plain bytes each eachBytes
  whole=$(sha256sum <"$model") plain=$(<"$work/seconds") bytes=$(stat -c %s "$model")
  start=$(now)
  train "${command[@]}" -o "$model" --checkpoint-every 0
  end=$(now) length=$(((end - start) / 1000000))
  each=$(<"$work/seconds") eachBytes=$(figure checkpointBytes "$summary")
  rm "$model"

  # A run is killed after a random part of the time that a whole one takes, and resumed, until it is through; then the next one begins.
  while ((killed < kills)); do
    [[ ! -f $model.checkpoint/run.checkpoint ]] || resumed=$((resumed + 1))
    "$codeword" train "${command[@]}" -o "$model" --threads $((1 + RANDOM % 2)) --resume --checkpoint-every 0 >/dev/null 2>&1 &
    pid=$!
    local left=$((length * (RANDOM % 1000) / 1000))
    while ((left > 0)) && kill -0 "$pid" 2>/dev/null; do sleep 0.02; left=$((left - 20)); done
    kill -9 "$pid" 2>/dev/null || true
    local status=0
    wait "$pid" 2>/dev/null || status=$?
    case $status in
      0) ;;
      137) killed=$((killed + 1)) ;;
      *) echo "resume.sh: $name ended with $status by itself" >&2; exit 1 ;;
    esac
    if [[ -f $model && ! -d $model.checkpoint ]]; then
      ended=$((ended + 1))
      if [[ $(sha256sum <"$model") == "$whole" ]]; then same=$((same + 1)); fi
      rm "$model"
    fi
  done
  if [[ -d $model.checkpoint ]]; then
    resumed=$((resumed + 1))
    train "${command[@]}" -o "$model" --resume
    ended=$((ended + 1))
    if [[ $(sha256sum <"$model") == "$whole" ]]; then same=$((same + 1)); fi
  fi

  rm -rf "$model" "$model".*
  row "$name" "$killed" "$resumed" "$ended" "$same" "$bytes" "$plain" "$each" "$eachBytes"
}

row() {
  awk -v n="$1" -v k="$2" -v r="$3" -v e="$4" -v s="$5" -v b="$6" -v p="$7" -v c="$8" -v cb="$9" 'BEGIN {
    printf "| %s | %d | %d | %d | %d | %.1f | %.1f | %.1f | %.0f |\n", n, k, r, e, s, b/1e6, p, c, cb/1e6 }' | tee -a "$markdown" >&2
  (IFS=,; echo "$*") >>"$csv"
}

cat >"$markdown" <<END
# resume

Command: \`bench/resume.sh <data> <results> $kills\`

Machine: $(nproc) processors, .NET $(dotnet --version | cut -d. -f1,2).

Every sixteenth row of the sets' training parts, single label. Each training is ended by SIGKILL after a random part of the time a whole one takes, resumed
with \`--resume\` and one or two threads, and killed again, until a model is there; then the next one begins, until there were $kills kills. Resumed: how many
runs began with a checkpoint of one that was killed; the others began anew. A model that is there is compared with that of a training nobody disturbed, by
SHA-256. Beside it, what checkpoints cost at most: seconds that the processors worked for the whole command without checkpoints, and with one after every
epoch of every part, and the megabytes of these; one run each. The default is one every 5 minutes.

| training | kills | resumed | models | same bytes | model MB | s without | s each epoch | MB written |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
END
echo "training,kills,resumed,models,same bytes,model bytes,seconds without,seconds each epoch,bytes each epoch" >"$csv"

for set in wordnet wordnet_coarse; do awk 'NR % 16 == 1' "$data/$set/train.svm" >"$work/$set.svm"; done
measure "mach on wordnet" mach "$work/wordnet.svm" --format libsvm:1 --repetitions 4 --buckets 32
measure "ova on wordnet_coarse" ova "$work/wordnet_coarse.svm" --format libsvm:1 --epochs 2
measure "llc on wordnet_coarse" llc "$work/wordnet_coarse.svm" --format libsvm:1 --codebook-epochs 2 --bit-epochs 2 --width 64
measure "ecoc on wordnet_coarse" ecoc "$work/wordnet_coarse.svm" --format libsvm:1 --codes Svd --codebook-epochs 2 --bit-epochs 2 --width 64
measure "softmax on wordnet_coarse" softmax "$work/wordnet_coarse.svm" --format libsvm:1 --epochs 4 --width 64
measure "mach-network on wordnet_coarse" mach-network "$work/wordnet_coarse.svm" --format libsvm:1 --epochs 4 --width 64 --repetitions 8
measure "hash on wordnet_coarse" hash "$work/wordnet_coarse.svm" --format libsvm:1 --epochs 4 --width 64
