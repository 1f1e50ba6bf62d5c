#!/usr/bin/env bash
# A day at a small operation, in fast motion: a real amberd follows real files while the
# lines of the file "day" are written to them, and its alerts arrive live.  At the end
# what was planted is held against what was found: status 1 unless both are the same.
# Everything happens in a folder of its own, which is gone afterwards.
# Usage: demo.sh BUILD, with LIST=1 to name every finding, and STAY=1 to let the daemon run
# on, so that amberctl can be tried on the alerts of the day
set -euo pipefail
# Where nobody watches who could end it, it ends by itself.
if [ ! -t 1 ] && [ -z "${DEMO_ENDS:-}" ]; then
    DEMO_ENDS=1 timeout --kill-after=10 600 "$0" "$@" && exit
    status=$?
    [ "$status" -lt 124 ] || echo "killed: the demo did not end within ten minutes"
    exit "$status"
fi
export LC_ALL=C.UTF-8 # logs name their months in English
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")/../.." && pwd)
. "$here/tests/support/findings.sh"
command -v jq > /dev/null || { echo "the demo needs jq: make deps installs it"; exit 1; }
work=$(mktemp -d)
pace=${PACE:-0.15}
daemon='' tail=''

# Ends a process, if there is one.
stop() { [ -z "$1" ] || { kill "$1" && wait "$1"; } 2> /dev/null || true; }
finish() {
    stop "$tail"
    stop "$daemon"
    rm -rf "$work"
}
trap finish EXIT

dim='' bold='' green='' red='' plain='' color=never width=100
if [ -t 1 ]; then
    width=$(tput cols 2> /dev/null || echo 80)
    if [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
        dim=$'\e[2m' bold=$'\e[1m' green=$'\e[32m' red=$'\e[31m' plain=$'\e[0m' color=always
    fi
fi
say() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
ctl() { "$build/amberctl" --config "$work/amberd.yml" --color "$color" --no-pager "$@"; }

# The logs of the house: a file, what amberd takes it for, and the time that leads a line.
declare -A file=() lead=()
sources=''
#
# The house lies where it is eight in the evening now: so its day is today, and over.
offset=$((20 - 10#$(date -u +%H)))
[ "$offset" -lt 12 ] || offset=$((offset - 24))
printf -v zone '%+03d:00' "$offset"
export TZ="HOUSE$((-offset))"
log() {
    local name=$1 format=$2
    file[$name]=$work/logs/$name.log
    lead[$name]=$3
    sources+="  - {name: $name, paths: [\"$work/logs/$name.log*\"], format: $format, zone: \"$zone\","
    sources+=" account: acme, site: MNL1, start: beginning${4:+, layout: '$4'}}"$'\n'
}
log vpn openvpn '%Y-%m-%d %H:%M:%S '
log asa cisco-asa '<166>%b %d %Y %H:%M:%S fw1 : '
log forti fortinet 'date=%Y-%m-%d time=%H:%M:%S '
log palo globalprotect '1,%Y/%m/%d %H:%M:%S,'
log auth syslog "%Y-%m-%dT%H:%M:%S$zone gw1 "
log audit auditd 'node=gw1 '
log journal journal ''
log dpkg dpkg '%Y-%m-%d %H:%M:%S '
log proxy squid '%s.250 ' '%ts.%03tu %tr %>a %Ss/%03>Hs %<st %>st %rm %ru %[un %Sh/%<a %mt'
log squid squid '%s.250 '
log zscaler zscaler ''
log web combined ''
log names dnsmasq '%b %e %H:%M:%S dnsmasq[9]: '
log zeek zeek ''
log eve suricata ''
log db postgresql '%Y-%m-%d %H:%M:%S.250 HOUSE [4711] ' '%m [%p] %q%u@%d '
log mysql mysql-audit '%Y%m%d %H:%M:%S,'
log cloud cloudtrail ''
log agent claude-code ''
log models litellm ''
log mcp mcp "%Y-%m-%dT%H:%M:%S$zone [desk] [info] Message from client: "
log openai ai-audit ''

printf -v now '%(%s)T' -1
midnight=$(((now + offset * 3600) / 86400 * 86400 - offset * 3600))
clock=$midnight

# write_line LOG TEXT: to the log as it would stand there, to the screen as far as it goes.
write_line() {
    local name=$1 text=$2 stamp line time='' room=$((width - 16))
    [ -z "${lead[$name]}" ] || printf -v time "%(${lead[$name]})T" "$clock"
    while [[ $text =~ \{(%[^}]*)\} ]]; do
        printf -v stamp "%(${BASH_REMATCH[1]})T" "$clock"
        text=${text/"${BASH_REMATCH[0]}"/$stamp}
    done
    printf -v line '%s%s' "$time" "$text"
    # What JSON is about stands at its end, mostly.
    if [ "${#text}" -gt "$room" ]; then
        case $text in
        '{'*) text=…${text: -$((room - 1))} ;;
        *) text=${text:0:$((room - 1))}… ;;
        esac
    fi
    printf '%s%(%H:%M)T  %-8s%s%s\n' "$dim" "$clock" "$name" "$text" "$plain"
    printf '%s\n' "$line" >> "${file[$name]}"
}

play() {
    local word rest
    while read -r word rest; do
        case $word in
        '' | '#'*) ;;
        at)
            say "$rest"
            clock=$((midnight + 10#${rest:0:2} * 3600 + 10#${rest:3:2} * 60))
            ;;
        '=>')
            echo "$rest" >> "$work/planted"
            sleep "$pace"
            ;;
        rotate)
            mv "${file[${rest%% *}]}" "${file[${rest%% *}]}.1"
            printf '%s       %s%s\n' "$dim" "${rest#* }" "$plain"
            ;;
        +*) write_line "${word#+}" "$rest" ;;
        *)
            clock=$((clock + 20))
            write_line "$word" "$rest"
            ;;
        esac
        sleep 0.03
    done < "$here/tests/demo/day"
}

start() {
    mkdir "$work/logs"
    touch "${file[@]}"
    cat > "$work/amberd.yml" << END
sources:
$sources
rules: {paths: [$here/rules]}
state: {directory: $work/state, reserve: 0}
feed: {socket: $work/feed.sock, group: ""}
control: {socket: $work/control.sock, group: "", test_user: demo}
syslog: {socket: ""}
END
    "$build/amberd" -c "$work/amberd.yml" 2> "$work/amberd.err" &
    daemon=$!
    local end=$((SECONDS + 60))
    until ctl --quiet status > /dev/null 2>&1; do
        if ! kill -0 "$daemon" 2> /dev/null || [ "$SECONDS" -ge "$end" ]; then
            echo "amberd does not answer:"
            cat "$work/amberd.err"
            exit 1
        fi
        sleep 0.05
    done
    "$build/amberctl" --config "$work/amberd.yml" --color "$color" --quiet tail &
    tail=$!
}

# table: planted and found, by the folder of the rule, and what is in one only.
table() {
    awk -F ' [|] ' -v bold="$bold" -v green="$green" -v red="$red" -v dim="$dim" -v plain="$plain" '
        function row(colour, name, p, f, m, b) {
            printf "%s%-16s %8s %8s %8s %8s%s\n", colour, name, p, f, m, b, plain
        }
        FILENAME == ARGV[1] { count = split($0, part, "/"); area[substr(part[count], 1, length(part[count]) - 4)] = part[count - 1]; next }
        { name = ($1 in area) ? area[$1] : "the daemon itself"; areas[name] }
        FILENAME == ARGV[2] { planted[$0]++; p[name]++; all_p++; next }
        planted[$0] > 0 { planted[$0]--; f[name]++; all_f++; next }
        { b[name]++; all_b++; besides[$0] }
        END {
            row(dim, "RULES", "PLANTED", "FOUND", "MISSED", "BESIDES")
            order = "sort"
            for (name in areas)
                printf "%-16s %8d %8d %8d %8d\n", name, p[name], f[name], p[name] - f[name], b[name] | order
            close(order)
            row(all_p == all_f && !all_b ? green : red, "all", all_p + 0, all_f + 0, all_p - all_f, all_b + 0)
            for (line in planted) if (planted[line] > 0) print red "missed   " plain line
            for (line in besides) print red "besides  " plain line
        }' "$work/rules" "$work/wanted" "$work/found"
}

# Waits for what is still to come, and says by its status whether all is as planted.
compare() {
    find "$here/rules" -name '*.yml' > "$work/rules"
    sed 's/ *| */ | /g' "$work/planted" | LC_ALL=C sort > "$work/wanted"
    local end=$((SECONDS + 20))
    until findings ctl > "$work/found" && cmp -s "$work/wanted" "$work/found"; do
        [ "$SECONDS" -lt "$end" ] || break
        sleep 0.1
    done
    [ -z "${LIST:-}" ] || sed "s/.*/$dim&$plain/" "$work/found"
    table
    [ -n "${LIST:-}" ] || printf '%s\n' "${dim}Each by its rule, its subject and its count; LIST=1 names them.${plain}"
    cmp -s "$work/wanted" "$work/found"
}

rest_awhile() {
    [ -n "${STAY:-}" ] && [ -t 0 ] && [ -t 1 ] || return 0
    say "It still runs, for ten minutes or until Enter: try it from another terminal"
    printf '  %s\n' "$build/amberctl --config $work/amberd.yml alerts"
    read -r -t 600 || true
}

first_alert() { ctl --json alerts --rag "$1" | jq -rs '.[0].id[0:8]'; }

printf '%s\n' "${bold}amberd on a day of a small operation in fast motion${plain}"
printf '%s\n' "${dim}Lines as they are written to ${#file[@]} logs, and between them what amberctl tail says.${plain}"
start
play
sleep 1
stop "$tail"
tail=''

say "Whom to call now: what is Red"
ctl alerts --rag red
call=$(first_alert red) amber=$(first_alert amber)
say "One of them, on one screen; the first of its commands comes next"
ctl show "$call"
say "Taken on, and an Amber closed with what was done and why it could happen"
ctl ack "$call" --note "on it"
ctl close "$amber" --remediation "spoke to the colleague" --root-cause "no approved tool for long tickets"
say "Planted and found${LIST:+, rule by rule}"
status=0
compare || status=1
say "The journal, which nobody can change unseen"
ctl verify | sed -n 1p
rest_awhile
stop "$daemon"
daemon=''

say "That was a real daemon. Now yours:"
cat << END
  this day        make demo STAY=1 lets it run on, for amberctl to be tried on its alerts;
                  tests/demo/day has its lines: change one and run it again
  your own logs   name them in a copy of conf/amberd.yml, then
                  $build/amberd -c amberd.yml
  your own rules  README.md, "Your first own alert"
END
exit "$status"
