#!/bin/sh
# Runs the test programs, counts, and ends with what was skipped and with all that the
# failed ones said.
#
# A program has no standard input and LIMIT seconds (none set: 1800; with LONG: no end); it
# leaves nothing in $TMPDIR, which is its own; with KEEP it may.  Status 77 is a program
# that can do nothing on this machine; one that leaves out a part says "skipped: why".
# What was skipped is added to the file SKIPPED, if that is set.
#
# Usage: run-tests.sh BUILD PROGRAM...
set -u
BUILD=$1
export BUILD
shift
limit=${LIMIT:-1800}
[ -z "${LONG:-}" ] || limit=0
count=0 passed=0 failed=0 idle=0 running=
said=$(mktemp -d) || exit
if [ -z "${KEEP:-}" ]; then
    TMPDIR=$said/tmp
    export TMPDIR
    mkdir "$TMPDIR"
    chmod 755 "$said" "$TMPDIR" # servers run as users of their own
fi

leave() {
    [ -z "$running" ] || { kill "$running" && wait "$running"; } 2> /dev/null
    rm -rf "$said"
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# run PROGRAM: its status; 1 when it left something behind.
run() {
    timeout --kill-after=10 "$limit" "$1" < /dev/null &
    running=$!
    wait "$running"
    status=$?
    running=
    case $status in
    124 | 137) echo "killed: it did not end within $limit seconds" ;;
    esac
    if [ -z "${KEEP:-}" ] && [ -n "$(ls -A "$TMPDIR")" ]; then
        echo "left behind: $(ls -A "$TMPDIR")"
        rm -rf "$TMPDIR"
        mkdir "$TMPDIR"
        [ "$status" != 0 ] || status=1
    fi
    return "$status"
}

for program in "$@"; do
    name=$(basename "$program")
    count=$((count + 1))
    out=$said/$count.$name
    run "$program" > "$out" 2>&1
    case $? in
    0) passed=$((passed + 1)) ;;
    77) idle=$((idle + 1)) ;;
    *)
        failed=$((failed + 1))
        printf 'FAILED %s\n' "$program"
        mv "$out" "$out.failed"
        continue
        ;;
    esac
    cat "$out"
    sed -n "s/^skipped: /$name: /p" "$out" >> "$said/skips"
    rm "$out"
done

for out in "$said"/*.failed; do
    [ -f "$out" ] || continue
    printf '\n%s failed, and said:\n' "$(basename "$out" .failed | cut -d. -f2-)"
    tail -n 60 "$out"
done
if [ -s "$said/skips" ]; then
    printf '\nskipped:\n'
    sed 's/^/  /' "$said/skips"
    [ -z "${SKIPPED:-}" ] || cat "$said/skips" >> "$SKIPPED"
fi
printf '%d passed, %d skipped, %d failed\n' "$passed" "$idle" "$failed"
[ "$failed" = 0 ]
