# Completion of amberctl for bash.  What may come next is asked of amberctl itself.

_amberctl()
{
    local word words=() glued='' offers=()

    # bash parts words at '='; amberctl does not.
    for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
        if [[ $word == '=' && ${words[*]} ]]; then
            words[-1]+='=' glued=yes
        elif [[ $glued ]]; then
            words[-1]+=$word glued=
        else
            words+=("$word")
        fi
    done
    mapfile -t offers < <("$1" complete -- "${words[@]}" 2>/dev/null)
    if [[ ${offers[0]} == ':files' ]]; then
        compopt -o default
        return
    fi
    offers=("${offers[@]%%$'\t'*}")
    [[ ${words[-1]} == --*=* ]] && offers=("${offers[@]#*=}")
    # What is offered is somebody's word, and the line is to be run.
    COMPREPLY=()
    for word in "${offers[@]}"; do
        printf -v word %q "$word"
        COMPREPLY+=("$word")
    done
}

complete -F _amberctl amberctl
