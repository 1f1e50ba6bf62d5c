#!/bin/bash
# The manuals say what the programs say of themselves.
#
# Each command of amberctl stands in amberctl(1) with just the options of its help, and
# so do the options of all commands; amberd(8) has those of amberd.  mandoc finds no
# fault in any page.
set -euo pipefail
cd "$(dirname "$0")/../.."
amberctl=$BUILD/amberctl amberd=$BUILD/amberd
client=daemon/ctl/amberctl.1 server=daemon/amberd.8
failed=0

# same WHAT HELP MANUAL
same()
{
    [[ $2 == "$3" ]] && return
    printf '%s\n  help:   %s\n  manual: %s\n' "$1" "${2//$'\n'/ }" "${3//$'\n'/ }"
    failed=1
}

# The options in the entries of a command, continued lines joined.
of_entry()
{
    awk -v command="$1" '
        { while (sub(/\\$/, "")) { getline more; $0 = $0 more } }
        /^\.It Cm / {
            named = 0
            for (i = 3; i <= NF && $i ~ /^([a-z]+|,)$/; i++)
                named = named || $i == command
            if (named) print "entry"
            for (; named && i < NF; i++)
                if ($i == "Fl") print "-" $(i + 1)
        }' $client | sort -u
}

# The long options that have entries of their own.
of_page() { awk '/^\.It Fl/ { for (i = 2; i < NF; i++) if ($i == "Fl" && $(i + 1) ~ /^-/) print "-" $(i + 1) }' "$1" | sort; }

of_help() { sed -n 's/^  \(-., \|    \)\?\(--[a-z-]*\).*/\2/p' | sort -u; }

common=$(of_page $client)
same 'options of every command' "$("$amberctl" complete -- -- | cut -f 1 | sed 's/--version/--socket/' | sort)" \
    "$common"
for command in $("$amberctl" --help | sed -n 's/^  \([a-z]\+\)  .*/\1/p'); do
    same "amberctl $command" \
        "$({ echo entry; "$amberctl" "$command" --help | of_help | grep -vxFe "$common"; } | sort)" \
        "$(of_entry "$command")"
done
same amberd "$("$amberd" --help | of_help)" "$(of_page $server)"
beside=(daemon/exporter/amberd-export.8 daemon/notifier/amberd-notify.8)
for page in "${beside[@]}"; do
    program=$(basename "$page" .8)
    same "$program" "$("$BUILD/$program" --help | of_help)" "$(of_page "$page")"
done

# What a manual calls a command is one.
said=$(grep -ohE '(^|`|Ql |Li )amberctl [a-z]+' conf/* daemon/*.8 daemon/*/*.[17] README.md |
    sed 's/.*amberctl //' | sort -u)
for command in $said; do
    "$amberctl" "$command" --help >/dev/null 2>&1 || {
        echo "a manual speaks of 'amberctl $command'"
        failed=1
    }
done

for page in $client $server "${beside[@]}" daemon/output/*.7 conf/*.5; do
    mandoc -T lint -W warning "$page" || failed=1
done
exit $failed
