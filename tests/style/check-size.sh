#!/bin/sh
# No file past 500 lines, no function past 60, nothing unfinished, nothing dead.
set -eu
cd "$(dirname "$0")/../.."

find daemon tests -name '*.[ch]' | sort | xargs awk '
    function wrong(text) { print text > "/dev/stderr"; failed = 1 }

    FNR == 1 { started = 0 }
    FNR == 501 { wrong(FILENAME ": more than 500 lines; it wants to be two") }
    /^{$/ || /^START_TEST/ { started = FNR }
    (/^}$/ || /^END_TEST/) && started {
        if (FNR - started > 61) wrong(FILENAME ":" started ": function of " FNR - started - 1 " lines")
        started = 0
    }
    /(^|[^A-Za-z])(TODO|FIXME|XXX)([^A-Za-z]|$)/ || /^#if 0/ || /^ *\/\// { wrong(FILENAME ":" FNR ": " $0) }
    END { exit failed }
'
