#!/bin/sh
# Every header compiles alone.  Usage: check-headers.sh COMPILER FLAG...
set -eu
cd "$(dirname "$0")/../.."
failed=0

for header in $(find daemon -name '*.h' | sort); do
    "$@" -std=c11 -fsyntax-only -x c "$header" || failed=1
done
exit $failed
