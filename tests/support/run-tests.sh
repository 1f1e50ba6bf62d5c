#!/bin/sh
# Runs the test programs, tells which failed, and counts.
# Usage: run-tests.sh BUILD PROGRAM...
set -u
BUILD=$1
export BUILD
shift
passed=0 failed=0 names=

for program in "$@"; do
    if "$program"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1)) names="$names $program"
    fi
done

if [ -n "$names" ]; then
    printf "failed:\n"
    printf "    %s\n" $names
fi
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
