#!/bin/sh
# Runs each fuzz target for so many seconds, from the corpus of its name.
# Usage: run.sh SECONDS PROGRAM...
set -eu
seconds=$1
shift
folder=$(dirname "$0")

for program in "$@"; do
    name=$(basename "$program")
    corpus=$(dirname "$program")/corpus/$name
    mkdir -p "$corpus"
    seeds=$folder/corpus/$name
    [ -d "$seeds" ] || { echo "$name: there is no corpus $seeds"; exit 1; }
    echo "== $name, ${seconds} s"
    timeout --kill-after=10 $((seconds + 600)) "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$corpus/" "$corpus" "$seeds" > "$corpus.txt" 2>&1 ||
        { tail -40 "$corpus.txt"; echo "$name: a finding"; exit 1; }
    grep -E 'stat::number_of_executed_units' "$corpus.txt"
done
