# Completion of amberctl for fish.  What may come next is asked of amberctl itself.

function __amberctl_offers
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    string match -qr '(^|/)amberctl$' -- $words[1]; or return
    set -l offers ($words[1] complete -- $words[2..-1] $word 2>/dev/null)

    if test "$offers[1]" = :files
        set -l parts (string match -r '^((?:--[a-z-]+=)?)(.*)$' -- $word)
        printf '%s\n' $parts[2](__fish_complete_path $parts[3])
    else
        printf '%s\n' $offers
    end
end

complete -c amberctl -f -a '(__amberctl_offers)'
