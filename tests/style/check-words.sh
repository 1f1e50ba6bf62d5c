#!/bin/sh
# Calls that daemon/ does not make, or makes in one place only.
set -eu
cd "$(dirname "$0")/../../daemon"
failed=0

# banned REASON PATTERN FILE...
banned() {
    reason=$1 pattern=$2
    shift 2
    if grep -nE "(^|[^a-zA-Z0-9_.>])($pattern) *\(" "$@"; then
        echo "    ^ $reason" >&2
        failed=1
    fi
}

everywhere=$(find . -name '*.[ch]' | sort)
above_base=$(echo "$everywhere" | grep -v '^./base/')
silent=$(echo "$everywhere" | grep -vE '^./(base|app|ctl|relay|consumer)/|^./main.c')

# shellcheck disable=SC2086
{
    banned 'no bound on what is written' \
        'strcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets' $everywhere
    banned 'hidden state or no error' \
        'strtok|atoi|atol|atoll|atof|localtime|gmtime|ctime|asctime|rand|srand|mktemp' $everywhere
    banned 'the daemon starts no programs' 'system|popen|execl|execlp|execv|execvp' $everywhere
    banned 'no memory without a bound' 'alloca' $everywhere
    banned 'allocate through base/memory' 'malloc|calloc|realloc|strdup|strndup|free' $above_base
    banned 'only app/, ctl/ and the small programs speak' 'printf|fprintf|puts|fputs|perror' $silent
}
exit $failed
