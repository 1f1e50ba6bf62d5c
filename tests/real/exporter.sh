#!/usr/bin/env bash
# amberd-export, and two that follow its file: rsyslog's imfile, and a reader of lines
# that follows by name and inode as Wazuh's agent does.  (Filebeat is not in Debian.)
#
# Alerts come, the file rotates every 64 KiB, and amberd-export is killed again and again:
# each reader has each record of the journal once, in order, to the byte.
# Needs root.  Usage: exporter.sh BUILD
set -euo pipefail
# shellcheck source=tests/real/lib.sh
. "$(dirname "$0")/lib.sh"
own_world "$@"
needs rsyslogd python3

mkdir "$work/rules" "$work/spool"
cat > "$work/rules/failed.yml" << 'END'
title: A login failed
id: 7e57ab1e-0000-4000-8000-00000000000c
logsource: {product: linux, service: sshd}
detection:
  s: {event.action: ssh_login, event.outcome: failure}
  condition: s
level: medium
amberd: {dedup: {by: [user.name], for: 1h}}
END
cat > "$work/amberd.yml" << END
sources: [{name: gate, path: $work/auth.log, format: sshd, start: beginning, zone: UTC}]
rules: {paths: [$work/rules]}
state: {directory: $work/state, reserve: 0}
feed: {socket: $work/feed.sock, group: "", heartbeat: 1s}
control: {socket: $work/control.sock, group: "", test_user: tester}
syslog: {socket: ""}
alerts: {storm_budget: 1000}
END
cat > "$work/siem.yml" << END
feed: $work/feed.sock
file: $work/siem.ndjson
size: 64KiB
keep: 99
sync: 50ms
END
cat > "$work/rsyslog.conf" << END
global(workDirectory="$work/spool" maxMessageSize="128k")
module(load="imfile")
template(name="whole" type="string" string="%msg%\n")
input(type="imfile" file="$work/siem.ndjson" tag="amberd" reopenOnTruncate="on" ruleset="shipped")
ruleset(name="shipped") { action(type="omfile" file="$work/rsyslog.out" template="whole") }
END
# Goes on with the file it has until that has no more and another has its name.
cat > "$work/follow.py" << 'END'
import os, sys, time
path, target = sys.argv[1], open(sys.argv[2], "wb", buffering=0)
while not os.path.exists(path):
    time.sleep(0.01)
file, rest = open(path, "rb"), b""
while True:
    piece = file.read()
    rest += piece
    whole, newline, rest = rest.rpartition(b"\n")
    target.write(whole + newline)
    if piece:
        continue
    if os.fstat(file.fileno()).st_size < file.tell():
        file.seek(0)
        rest = b""
    elif os.path.exists(path) and os.stat(path).st_ino != os.fstat(file.fileno()).st_ino:
        more = file.read()
        target.write(rest + more)
        file, rest = open(path, "rb"), b""
    else:
        time.sleep(0.01)
END
# The journal as the feed tells it.
cat > "$work/journal.py" << 'END'
import json, socket, sys
feed = socket.socket(socket.AF_UNIX)
feed.connect(sys.argv[1])
feed.sendall(b'{"op":"subscribe","from":"oldest","heartbeat":1}\n')
for line in feed.makefile("rb"):
    record = json.loads(line)
    if "seq" in record:
        sys.stdout.buffer.write(line)
    elif record["type"] == "heartbeat" and record["lag"] == 0:
        break
END

start amberd "$build/amberd" -c "$work/amberd.yml"
until_true ctl status
start rsyslog rsyslogd -n -f "$work/rsyslog.conf" -i "$work/rsyslog.pid"
start follow python3 "$work/follow.py" "$work/siem.ndjson" "$work/follow.out"
start_export() {
    "$build/amberd-export" -c "$work/siem.yml" siem 2>> "$work/export.err" &
    export_pid=$!
}

alerts=600
python3 - $alerts >> "$work/auth.log" 2> "$work/writer.err" << 'END' &
import sys, time
for number in range(int(sys.argv[1])):
    print("Nov 20 08:00:%02d gw1 sshd[77]: Failed password for user%d from 192.0.2.7 port 4022 ssh2"
          % (number % 60, number), flush=True)
    time.sleep(0.02)
END
writer=$!
kills=0
start_export
while kill -0 $writer 2> /dev/null; do
    sleep "0.$((RANDOM % 5 + 1))"
    kill -9 $export_pid
    wait $export_pid 2> /dev/null || true
    kills=$((kills + 1))
    start_export
done
wait $writer

raised() { [ "$(ctl --json alerts --all | wc -l)" -ge $alerts ]; }
until_true raised
has_it_all() { python3 "$work/journal.py" "$work/feed.sock" > "$work/journal" && cmp -s "$work/journal" "$1"; }
until_true has_it_all "$work/follow.out"
until_true has_it_all "$work/rsyslog.out"
[ "$(grep -c '"change":"created"' "$work/journal")" = $alerts ] || die "the journal has other alerts"
echo "exporter: $alerts alerts over $kills kills and $(find "$work" -name 'siem.ndjson*[0-9]' | wc -l) rotations: rsyslog and a follower have each record once"
