#!/bin/bash
# Completion in bash, zsh and fish, really loaded.
#
# What amberctl offers is what its help lists: every command, every option of each.
# The shells pass it on: commands, values behind a blank and behind '=', names of files.
# A shell that is not installed is skipped, and said to be.
set -euo pipefail
cd "$(dirname "$0")/../.."
amberctl=$PWD/$BUILD/amberctl amberd=$PWD/$BUILD/amberd
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
failed=0

# same WHAT EXPECTED GOT
same()
{
    [[ $2 == "$3" ]] && return
    printf '%s\n  expected: %s\n  got:      %s\n' "$1" "${2//$'\n'/ }" "${3//$'\n'/ }"
    failed=1
}

offers() { "$amberctl" complete -- "$@" | cut -f 1; }
listed() { sed -n '1,/^Options:/d; s/^  \(-., \|    \)\(--[a-z-]*\).*/\2/p' | sort; }
commands() { "$amberctl" --help | sed -n 's/^  \([a-z]\+\)  .*/\1/p'; }

check_tables()
{
    same 'commands' "$(commands | sort)" "$(offers '' | sort)"
    for command in $(commands); do
        same "options of $command" "$("$amberctl" "$command" --help | listed)" \
            "$(offers "$command" -- | sort)"
    done
    same 'once given' '' "$(offers alerts --all --al)"
    same 'behind --' '' "$(offers alerts -- --a)"
    same 'formats' "$("$amberctl" formats | sed 1d | cut -d ' ' -f 1 | grep '^s')" \
        "$(offers formats s)"
    same 'one operand' '' "$(offers formats sshd '')"
    same 'files' ':files' "$(offers -c '')"
    same 'colours' $'--rag=amber\n--rag=red' "$(offers tail --rag=)"
}

# What bash would offer for the words given; $2 is what the function is told of them.
in_bash()
{
    bash --norc -c '
        source "$1"
        compopt() { echo "files"; }
        COMP_WORDS=("${@:2}") COMP_CWORD=$(($# - 2))
        run=$(complete -p "$(basename "$2")" | grep -o "\-F [^ ]*")
        ${run#-F } "$2" "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
        ((${#COMPREPLY[@]} == 0)) || printf "%s\n" "${COMPREPLY[@]}"' _ "$@"
}

# Settings in which a source's account is what a shell would run.
settings=$room/odd.yml
echo 'sources: [{name: a, path: /a, format: sshd, account: "$(id) x"}]' > "$settings"

check_bash()
{
    local script=daemon/ctl/amberctl.bash

    same 'bash: commands' "$(commands | grep '^re')" "$(in_bash $script "$amberctl" re)"
    same 'bash: a value' $'squid\nsquid-combined' \
        "$(in_bash $script "$amberctl" match --format squ)"
    same 'bash: a value behind =' $'squid\nsquid-combined' \
        "$(in_bash $script "$amberctl" match --format = squ)"
    same 'bash: files' files "$(in_bash $script "$amberctl" check /etc/ho)"
    same 'bash: what bash would run' '\$\(id\)\ x' \
        "$(in_bash $script "$amberctl" -c "$settings" sources --account '')"
    same 'bash: nothing' '' "$(in_bash $script "$amberctl" status '')"
    same 'bash: amberd' "$("$amberd" --help | grep -o -- ' --[a-z]*' | sed 's/ //' | sort)" \
        "$(in_bash daemon/amberd.bash "$amberd" -- | sort)"
    same 'bash: settings of amberd' files "$(in_bash daemon/amberd.bash "$amberd" -c '')"
}

in_fish() { fish -N -c "source $1; complete -C '$2' | cut -f 1"; }

check_fish()
{
    local script=daemon/ctl/amberctl.fish

    same 'fish: commands' "$(commands | grep '^re' | sort)" "$(in_fish $script 'amberctl re' | sort)"
    same 'fish: a value' $'squid\nsquid-combined' "$(in_fish $script 'amberctl match --format squ')"
    same 'fish: a value behind =' $'--format=squid\n--format=squid-combined' \
        "$(in_fish $script 'amberctl match --format=squ')"
    same 'fish: files' conf/amberd.yml "$(in_fish $script 'amberctl check conf/amberd.y')"
    same 'fish: files behind =' --config=conf/amberd.yml \
        "$(in_fish $script 'amberctl check --config=conf/amberd.y')"
    same 'fish: amberd' "$(in_bash daemon/amberd.bash "$amberd" -- | sort)" \
        "$(in_fish daemon/amberd.fish 'amberd --' | sort)"
}

# What a Tab makes of a line, typed into a real zsh.  What is typed is echoed; only
# what was printed has "=>".
in_zsh()
{
    timeout 60 zsh -f -c '
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "PS1=; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D -d $1/dump"
        zpty -w shell "show() { print -r -- \"=\${:-}>\$BUFFER<\" }; zle -N show; bindkey \"^X\" show"
        zpty -w -n shell "$2"$'"'\\t\\x18'"'
        zpty -r -m shell got "*=>*<*" && print -r -- ${${got##*=>}%%<*}
        zpty -d shell' _ "$room" "$1"
}

check_zsh()
{
    install -m 0644 daemon/ctl/amberctl.zsh "$room/_amberctl"
    install -m 0644 daemon/amberd.zsh "$room/_amberd"
    same 'zsh: a command' 'amberctl formats ' "$(in_zsh 'amberctl form')"
    same 'zsh: a value' 'amberctl match --format sshd ' "$(in_zsh 'amberctl match --format ssh')"
    same 'zsh: a value behind =' 'amberctl match --format=sshd ' \
        "$(in_zsh 'amberctl match --format=ssh')"
    same 'zsh: files' 'amberctl check conf/amberd.yml ' "$(in_zsh 'amberctl check conf/amberd.y')"
    same 'zsh: files behind =' 'amberctl check --config=conf/amberd.yml ' \
        "$(in_zsh 'amberctl check --config=conf/amberd.y')"
    same 'zsh: amberd' 'amberd --check ' "$(in_zsh 'amberd --ch')"
}

PATH=$PWD/$BUILD:$PATH
check_tables
check_bash
for shell in fish zsh; do
    if command -v $shell >/dev/null; then
        check_$shell
    else
        echo "skipped: completion in $shell: it is not installed"
    fi
done
exit $failed
