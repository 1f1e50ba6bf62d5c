#!/bin/sh
# Lines of daemon/ that the tests reached, file by file, the least reached first.
# Usage: coverage.sh BUILD
set -eu
build=$1

find "$build/daemon" -name '*.gcda' | sort | while read -r data; do
    gcov -n -o "$(dirname "$data")" "$data" 2> /dev/null
done | awk '
    /^File .daemon\/.*\.c/ { split($0, part, "\047"); file = part[2] }
    /^Lines executed/ && file {
        split($2, share, /[:%]/)
        printf "%6.2f %%  of %4d lines  %s\n", share[2], $4, file
        reached += share[2] / 100 * $4; all += $4; file = ""
    }
    END { printf "%6.2f %%  of %4d lines  all of daemon/\n", all ? 100 * reached / all : 0, all }
' | sort -n
