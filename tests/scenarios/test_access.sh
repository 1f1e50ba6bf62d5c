#!/bin/bash
# Who may do what: people of two groups, and one of neither, ask a real daemon.
#
# Readers see alerts, masked, in every way there is and change nothing; admins do all;
# a stranger is told which group to join.  What the groups are, a reload changes.  The
# daemon runs as root, and then as a user who may not give files to groups, as in service.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [[ $(id -u) != 0 ]]; then
    echo 'skipped: it takes root to be several people'
    exit 77
fi
room=$(mktemp -d -p /tmp) # others must be able to enter it
daemon='' watchers=()
trap 'kill $daemon "${watchers[@]}" 2>/dev/null || true; wait; rm -rf "$room"' EXIT
install -m 0755 "$BUILD/amberctl" "$BUILD/amberd" "$room"
cd "$room"
chmod 0755 .
readers=61001 admins=61002 service=61020

give_up()
{
    echo "$*"
    exit 1
}

# as WHO COMMAND...: with the groups of WHO, and no others.
as()
{
    local who=$1
    shift
    case $who in
    root) "$@" ;;
    service) setpriv --reuid $service --regid $service --clear-groups -- "$@" ;;
    reader) setpriv --reuid 61011 --regid 61011 --groups 61000,$readers -- "$@" ;;
    admin) setpriv --reuid 61012 --regid 61012 --groups $admins -- "$@" ;;
    both) setpriv --reuid 61013 --regid $readers --groups $admins -- "$@" ;;
    stranger) setpriv --reuid 61014 --regid 61014 --groups 61000 -- "$@" ;;
    *) give_up "nobody is called $who" ;;
    esac
}

# until_there PATTERN FILE: waits, a minute at most.
until_there()
{
    local end=$((SECONDS + 60))

    while ((SECONDS < end)); do
        grep -q "$1" "$2" 2>/dev/null && return
        sleep 0.05
    done
    give_up "no '$1' in $2: $(cat "$2")"
}

# answer STATUS WHO WORDS...: what amberctl says to WHO, who gets this exit status.
answer()
{
    local wanted=$1 who=$2 status=0
    shift 2
    as "$who" ./amberctl -c "$room/my.yml" "$@" >out 2>&1 || status=$?
    [[ $status == "$wanted" ]] || give_up "$who: amberctl $*: exit status $status, and: $(cat out)"
}

says() { grep -qF -- "$1" out || give_up "not '$1', but: $(cat out)"; }
says_not() { ! grep -qF -- "$1" out || give_up "'$1': $(cat out)"; }

# settings READERS ADMINS
settings()
{
    cat >my.yml <<YML
sources: [{name: door, path: door.log, format: text, start: beginning}]
rules: {paths: [rules]}
state: {directory: state, reserve: 0B}
feed: {socket: run/feed.sock, group: '$1'}
control: {socket: run/control.sock, group: '$2'}
syslog: {socket: ''}
YML
    chmod 0644 my.yml
}

# start WHO
start()
{
    : >said
    setpriv --reuid "$1" --regid "$1" --clear-groups -- ./amberd -c my.yml 2>said &
    daemon=$!
    until_there ', 1 source' said
    until ./amberctl -c my.yml alerts --json | grep '"id"' >found; do
        ((SECONDS < 60)) || give_up "no alert: $(cat said)"
        sleep 0.05
    done
    id=$(grep -o '"id":"[0-9a-f]*"' found | cut -d '"' -f 4)
}

stop()
{
    kill $daemon
    wait $daemon || give_up "the daemon: $? $(cat said)"
    daemon=''
}

has_mode()
{
    for socket in feed control; do
        [[ $(stat -c '%a %g' run/$socket.sock) == "$1" ]] ||
            give_up "run/$socket.sock is $(stat -c '%a %g' run/$socket.sock), not $1"
    done
}

# watch WHO...: each sees the alert in the feed.
watch()
{
    watchers=()
    for who; do
        as "$who" ./amberctl -c "$room/my.yml" tail --json --from oldest >"seen.$who" 2>&1 &
        watchers+=($!)
    done
    for who; do
        until_there '"type":"alert"' "seen.$who"
        ! grep -q hunter2 "seen.$who" || give_up "$who sees in the feed what is masked"
    done
    kill "${watchers[@]}"
    wait "${watchers[@]}" || true
    watchers=()
}

mkdir -m 0755 rules run
mkdir -m 0700 state
cat >rules/door.yml <<'YML'
title: The door stood open
id: 7e57ab1e-0000-4000-8000-00000000d001
logsource: {product: text}
detection: {words: ['door open'], condition: words}
level: medium
YML
echo 'door open, password=hunter2' >door.log
chmod 0644 door.log rules/door.yml

look_around()
{
    for who in root reader admin both; do
        for command in alerts status sources rules metrics; do
            answer 0 "$who" "$command"
        done
        answer 0 "$who" show "$id" --json
        says '[masked '
        says_not hunter2
        mv out "shown.$who"
        cmp "shown.$who" shown.root || give_up "$who sees $(cat "shown.$who"), root $(cat shown.root)"
    done
    watch root reader admin both
}

be_strange()
{
    for command in alerts "show $id" status sources rules metrics reload "ack $id" tail; do
        # shellcheck disable=SC2086
        answer 4 stranger $command
        says "the group $readers"
        says_not door
    done
}

try_to_change()
{
    for command in "ack $id" "isolate $id" "close --false-positive --reason no $id" reload "show $id --evidence"; do
        # shellcheck disable=SC2086
        answer 4 reader $command
        says "the group $admins"
        says_not hunter2
    done
    answer 0 root show "$id" --json
    says '"state":"open"'
    says '"actor":null'
}

change()
{
    answer 0 admin show "$id" --evidence
    says hunter2
    answer 0 admin ack "$id"
    answer 0 reader show "$id" --json
    says '"state":"acknowledged"'
    says '"actor":"uid:61012"'
    answer 0 both close --false-positive --reason "it was a window" "$id"
    answer 0 admin reload
    says_not restart
}

settings $readers $admins
start 0
has_mode '666 0'
look_around
be_strange
try_to_change
change
(($(grep -c 'refused a connection of uid 61014' said) <= 2)) || give_up "a stranger fills the log: $(cat said)"

# One group alone is what the mode can say as well; nobody's word is asked about the rest.
settings '' $admins
answer 0 admin reload
has_mode "660 $admins"
for who in reader stranger; do
    answer 4 $who status
    says 'Permission denied'
done
answer 0 both status
settings '' ''
answer 0 root reload
has_mode "600 $admins"
answer 4 admin status
answer 0 root status
settings $readers no-such-group
answer 0 root reload
until_there "control.group: there is no group 'no-such-group'" said
has_mode "660 $readers"
answer 0 reader status
answer 4 reader reload
says "root and the daemon's own user alone"
answer 4 admin status
stop

# Not root, the daemon needs no right over files to tell people apart.
rm -r state
install -d -o $service -g $service -m 0700 state
chown $service run
settings $readers $admins
start $service
has_mode "666 $service"
look_around
be_strange
try_to_change
change
answer 0 service reload
answer 0 root reload
stop
