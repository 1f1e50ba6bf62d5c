#!/bin/sh
# Every include in daemon/ against the table in daemon/LAYERS.
set -eu
cd "$(dirname "$0")/../../daemon"

# shellcheck disable=SC2046
awk '
    function wrong(text) { print text > "/dev/stderr"; failed = 1 }

    FNR == 1 { table = (FILENAME == "LAYERS") }

    table && (/^#/ || NF == 0) { next }
    table {
        name = substr($1, 1, length($1) - 1)
        if (name in known) wrong("LAYERS: " name " stands there twice")
        is_library = (name ~ /^</)
        for (i = 2; i <= NF; i++) {
            if (!($i in known)) wrong("LAYERS: " name " names " $i ", which is not below it")
            may[is_library ? $i : name, is_library ? name : $i] = 1
        }
        known[name] = 1
        may[name, name] = 1
        next
    }

    /^#include/ {
        if (split(FILENAME, path, "/") < 2) next      # main.c stands above all layers
        target = $2
        if (target ~ /^"/) {
            if (target !~ /\//) wrong(FILENAME ":" FNR ": write the folder: " target)
            split(substr(target, 2), to, "/")
            target = to[1]
        } else if (!(target in known)) {
            next                                      # the system, not a library of the table
        }
        if (!((path[1], target) in may))
            wrong(FILENAME ":" FNR ": " path[1] "/ may not include " $2)
    }
    END { exit failed }
' LAYERS $(find . -name '*.[ch]' | sed 's|^\./||' | sort)
