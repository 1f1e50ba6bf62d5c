#!/usr/bin/env bash
# A real systemd-journald, amberd-journal and amberd.
#
#   1. entries come over /dev/log's socket, the native protocol and standard output,
#      while amberd-journal and amberd are killed again and again and files rotate
#   2. a message with several lines, one that is no UTF-8, one of two values
#   3. somebody who is not sshd says he is
#
# Each entry is in the spool once; each login is one finding, and nothing else fires.
# Usage: journald.sh BUILD
set -Eeuo pipefail
# shellcheck source=tests/real/lib.sh
. "$(dirname "$0")/lib.sh"
own_world "$@"
needs journalctl systemd-cat socat python3 setpriv
journald=/usr/lib/systemd/systemd-journald
[ -x $journald ] || skip "systemd-journald is not installed; make deps-real installs what is needed"

mkdir -p /run/systemd/journal /run/log/journal
mkdir "$work/rules"
cat > "$work/rules/login.yml" << 'END'
title: A login with a password
id: 7e57ab1e-0000-4000-8000-00000000000a
logsource: {product: linux, service: sshd}
detection:
  s: {event.action: ssh_login, event.outcome: success, amberd.ssh.method: password}
  condition: s
level: medium
amberd: {dedup: {by: [user.name], for: 1h}}
END
cat > "$work/rules/forged.yml" << 'END'
title: Somebody calls himself what he is not
id: 7e57ab1e-0000-4000-8000-00000000000b
logsource: {product: linux, service: syslog}
detection:
  s: {amberd.flags: doubtful_program}
  condition: s
level: medium
END
cat > "$work/amberd.yml" << END
sources: [{name: journal, path: $work/journal.log, format: journal, start: beginning}]
rules: {paths: [$work/rules]}
state: {directory: $work/state, reserve: 0B}
feed: {socket: $work/feed.sock, group: ""}
control: {socket: $work/control.sock, group: "", test_user: tester}
syslog: {socket: ""}
alerts: {storm_budget: 1000}
tail: {linger: 1s, rescan: 1s}
END

start journald $journald
until_true test -S /run/systemd/journal/dev-log
relay_again() {
    "$build/amberd-journal" -o "$work/journal.log" --from beginning --size 1048576 --keep 99 2>> "$work/relay.err" &
    relay=$!
}
amberd_again() {
    "$build/amberd" -c "$work/amberd.yml" 2>> "$work/amberd.err" &
    amberd=$!
}
say() { socat -u - UNIX-SENDTO:/run/systemd/journal/dev-log; }
native() { socat -u - UNIX-SENDTO:/run/systemd/journal/socket; }

logins=900 # below the storm budget
python3 - $logins << 'END' > "$work/writer.err" 2>&1 &
import socket, sys, time
syslog = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
syslog.connect("/run/systemd/journal/dev-log")
for number in range(int(sys.argv[1])):
    syslog.send(b"<38>sshd[77]: Accepted password for user%d from 192.0.2.7 port 4022 ssh2" % number)
    syslog.send(b"<30>backup: " + b"x" * 2000)
    time.sleep(0.002)
END
writer=$!
relay_again
amberd_again
kills=0
while kill -0 $writer 2> /dev/null; do
    sleep "0.$((RANDOM % 4))$((RANDOM % 10))"
    kill -9 $relay $amberd 2> /dev/null || true
    wait $relay $amberd 2> /dev/null || true
    kills=$((kills + 1))
    relay_again
    amberd_again
done
wait $writer

python3 - << 'END' | native
import struct, sys
text = b"two\nNov  3 08:05:01 gw sshd[1]: Accepted password for forged from 192.0.2.9 port 1 ssh2 \xff"
sys.stdout.buffer.write(b"SYSLOG_IDENTIFIER=odd\nMESSAGE\n" + struct.pack("<Q", len(text)) + text + b"\n")
END
systemd-cat --identifier=odd echo 'on standard output'
printf 'SYSLOG_IDENTIFIER=odd\nMESSAGE=one\nMESSAGE=other\n' | native
setpriv --reuid 4711 --clear-groups socat -u - UNIX-SENDTO:/run/systemd/journal/dev-log \
    <<< '<38>sshd[1]: Accepted password for nobody_at_all from 192.0.2.8 port 1 ssh2'
printf '<38>sshd[77]: Accepted password for the_last from 192.0.2.7 port 4022 ssh2' | say

seen() { [ "$(ctl --json alerts | wc -l)" -ge $((logins + 2)) ]; }
until_true seen
cursors() { jq -r .__CURSOR | sort; }
is_the_journal() { diff <(cat "$work"/journal.log* | cursors) <(journalctl -q -o json | cursors); }
until_true is_the_journal
all=$(cat "$work"/journal.log*)
[ "$(grep -c 'Accepted password for user' <<< "$all")" = $logins ] || die "the spool has other than each entry once"
[ -z "$(cursors <<< "$all" | uniq -d)" ] || die "an entry came twice"
[ "$(ctl --json alerts | jq -s 'map(.count) | add')" = $((logins + 2)) ] || die "a finding was counted twice"
[ "$(ctl --json alerts | jq -s 'map(select(.title | startswith("Somebody"))) | length')" = 1 ] || die "the forged one"
believed=$(ctl --json alerts | jq -r 'select(.title | startswith("A login")) | tostring' |
    grep -c -e nobody_at_all -e forged || true)
[ "$believed" = 0 ] || die "a forged login was believed"
grep -q '"MESSAGE":"on standard output"' <<< "$all" || die "what came over standard output is not there"
spool=("$work"/journal.log "$work"/journal.log.[0-9]*)
ctl verify > /dev/null || die "the journal does not verify"
echo "journald: $logins logins over $kills kills of both, ${#spool[@]} files: each once"
