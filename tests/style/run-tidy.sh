#!/bin/sh
# clang-tidy, one file a process: given several at once, version 14 reports
# uninitialised va_lists that are not there.  Usage: run-tidy.sh FLAG...
set -eu
cd "$(dirname "$0")/../.."

{ [ -n "${FILES:-}" ] && echo "$FILES" | tr ' ' '\n' || find daemon -name '*.c' | sort; } |
    xargs -P "$(nproc)" -I{} clang-tidy --quiet {} -- "$@" -std=c11 2>/dev/null
