#!/bin/sh
# Runs the test programs, counts, and ends with all that the failed ones said.
# Usage: run-tests.sh BUILD PROGRAM...
set -u
BUILD=$1
CK_DEFAULT_TIMEOUT=${CK_DEFAULT_TIMEOUT:-600} # a busy machine is no mistake
export BUILD CK_DEFAULT_TIMEOUT
shift
passed=0 failed=0
said=$(mktemp -d)
trap 'rm -rf "$said"' EXIT

for program in "$@"; do
    out=$said/$((passed + failed)).$(basename "$program")
    if "$program" >"$out" 2>&1; then
        passed=$((passed + 1))
        cat "$out"
        rm "$out"
    else
        failed=$((failed + 1))
        printf 'FAILED %s\n' "$program"
    fi
done

for out in "$said"/*; do
    [ -f "$out" ] || continue
    printf '\n%s failed, and said:\n' "$(basename "$out" | cut -d. -f2-)"
    tail -n 60 "$out"
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
