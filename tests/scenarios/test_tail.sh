#!/bin/bash
# Somebody watches while the daemon is restarted, as at an upgrade.
#
# amberctl tail shows an alert, the daemon ends in order and starts anew, and the next
# alert is shown by the same tail; none is shown twice.
set -euo pipefail
cd "$(dirname "$0")/../.."
amberctl=$PWD/$BUILD/amberctl amberd=$PWD/$BUILD/amberd
room=$(mktemp -d)
trap 'kill $watcher $daemon 2>/dev/null; wait; rm -rf "$room"' EXIT
watcher='' daemon=''
cd "$room"

# until_there PATTERN FILE: waits, a minute at most.
until_there()
{
    local end=$((SECONDS + 60))

    while ((SECONDS < end)); do
        grep -q "$1" "$2" 2>/dev/null && return
        sleep 0.05
    done
    echo "no '$1' in $2:" && cat "$2" && exit 1
}

start()
{
    : >said
    "$amberd" -c my.yml 2>said &
    daemon=$!
    until_there ', 1 source' said
}

mkdir rules
cat >my.yml <<'YML'
sources: [{name: door, path: door.log, format: text}]
rules: {paths: [rules]}
state: {directory: state, reserve: 0B}
feed: {socket: feed.sock, group: ''}
control: {socket: control.sock, group: ''}
syslog: {socket: ''}
YML
cat >rules/door.yml <<'YML'
title: The door stood open
id: 7e57ab1e-0000-4000-8000-00000000d001
logsource: {product: text}
detection: {words: ['door open'], condition: words}
level: medium
amberd: {dedup: {by: [message], for: 1h}}
YML

: >door.log
start
"$amberctl" -c my.yml tail --json >tail.out 2>tail.err &
watcher=$!
until_there subscribed tail.out
echo 'door open at 1' >>door.log
until_there 'at 1' tail.out
kill $daemon
wait $daemon
until_there 'waiting for it to come back' tail.err
start
echo 'door open at 2' >>door.log
until_there 'at 2' tail.out
kill -0 $watcher
for alert in 1 2; do
    shown=$(grep '"type":"alert"' tail.out | grep -c "open at $alert")
    [[ $shown == 1 ]] || { echo "alert $alert was shown $shown times" && exit 1; }
done
