#compdef amberctl
# Completion of amberctl for zsh.  What may come next is asked of amberctl itself.

local line word
local -a offers described

offers=("${(@f)$(${(Q)words[1]} complete -- "${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}")
if [[ $offers[1] == ':files' ]]; then
    compset -P '--*='
    _files
    return
fi
for line in $offers; do
    word=${line%%$'\t'*}
    described+=("${word//:/\\:}${${line#"$word"}/$'\t'/:}")
done
_describe amberctl described
