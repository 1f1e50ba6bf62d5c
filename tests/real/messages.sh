#!/usr/bin/env bash
# What amberd says of itself, in a real systemd's journal.
#
#   1. start, a refused reload, a log that may not be read and whose name would forge
#      fields, an alert: each an entry with its identifier and its fields, and what
#      `journalctl -x` says of it is the catalog's with the entry's own words in it
#   2. journald hangs: amberd is not held up, and goes on to the stream and past it
#   3. a variable that was inherited: plain lines on standard error
#
# Usage: messages.sh BUILD
set -Eeuo pipefail
# shellcheck source=tests/real/lib.sh
. "$(dirname "$0")/lib.sh"
own_world "$@"
needs journalctl python3 setpriv
journald=/usr/lib/systemd/systemd-journald
[ -x $journald ] || skip "systemd-journald is not installed; make deps-real installs what is needed"

# The machine's catalog is neither read nor written.
mkdir -p /run/systemd/journal /run/log/journal
mount -t tmpfs none /usr/lib/systemd/catalog
mount -t tmpfs none /var/lib/systemd/catalog
cp "$here/systemd/amberd.catalog" /usr/lib/systemd/catalog/
journalctl --update-catalog
start journald $journald
journald_process=$!
until_true test -S /run/systemd/journal/dev-log

mkdir "$work/rules" "$work/state" "$work/logs"
cat > "$work/rules/login.yml" << 'END_OF_RULE'
title: A login with a password
id: 7e57ab1e-0000-4000-8000-00000000000a
logsource: {product: linux, service: sshd}
detection:
  s: {event.action: ssh_login, event.outcome: success, amberd.ssh.method: password}
  condition: s
level: medium
END_OF_RULE
cat > "$work/amberd.yml" << END_OF_SETTINGS
sources:
  - {name: logins, path: $work/auth.log, format: sshd, zone: UTC, site: MNL1}
  - {name: others, paths: ["$work/logs/*"], format: text}
rules: {paths: [$work/rules]}
state: {directory: $work/state, reserve: 0B}
feed: {socket: $work/feed.sock, group: ""}
control: {socket: $work/control.sock, group: "", test_user: tester}
syslog: {socket: /run/systemd/journal/socket, format: journal}
tail: {rescan: 1s}
END_OF_SETTINGS
: > "$work/auth.log"
forged=$work/logs/$'x\nPRIORITY=0\nMESSAGE_ID=0\nAMBERD_SOURCE=logins'
install -m 000 /dev/null "$forged"
chmod 700 "$work/state"
chown 4711 "$work" "$work/state"

# Like systemd: standard error is a stream to journald, and JOURNAL_STREAM says which.
cat > "$work/start.py" << 'END_OF_PROGRAM'
import os, socket, sys
stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
stream.connect("/run/systemd/journal/stdout")
stream.sendall(b"amberd\namberd.service\n6\n1\n0\n0\n0\n")
os.dup2(stream.fileno(), 2)
status = os.fstat(2)
os.environ["JOURNAL_STREAM"] = "%d:%d" % (status.st_dev, status.st_ino)
os.execvp(sys.argv[1], sys.argv[1:])
END_OF_PROGRAM
python3 "$work/start.py" setpriv --reuid 4711 --clear-groups "$build/amberd" -c "$work/amberd.yml" &
amberd=$!
entry() { journalctl -q -o json -n 1 "AMBERD_EVENT=$1"; }
has() { [ -n "$(entry "$1")" ]; }

# is EVENT FIELD VALUE
is() {
    local value
    value=$(entry "$1" | jq -r --arg name "$2" '.[$name] | if type == "array" then implode else . end')
    [ "$value" = "$3" ] || die "$1: $2 is '$value', not '$3'"
}
# explains EVENT TEXT: what -x shows behind the newest entry of it
explains() { journalctl -q -x -n 1 "AMBERD_EVENT=$1" | grep -qF -- "$2" || die "$1 is not explained: $2"; }

# 1. Entries and what they mean.
until_true has started
is started MESSAGE_ID a60767d4ede245d4a5ab4a44b33afbe1
is started PRIORITY 6
is started SYSLOG_IDENTIFIER amberd
is started _UID 4711
is started _TRANSPORT journal
is started CODE_FILE daemon/app/runtime.c
version=$("$build/amberd" --version | cut -d ' ' -f 2)
explains started "amberd $version has started"

until_true has log-unreadable
is log-unreadable PRIORITY 3
is log-unreadable MESSAGE_ID 3183e216894447ea9e5c1e6d8da493b9
is log-unreadable AMBERD_SOURCE others
is log-unreadable AMBERD_FILE "$forged"
explains log-unreadable 'Nothing in this log is checked'

echo 'title: [' > "$work/rules/broken.yml"
! ctl reload > /dev/null 2>&1 || die "a broken rule was taken"
until_true has reload-refused
is reload-refused PRIORITY 3
explains reload-refused "There are mistakes in settings or rules: $(entry reload-refused | jq -r .AMBERD_REASON)"
rm "$work/rules/broken.yml"

printf '%s gw sshd[77]: Accepted password for ana from 192.0.2.7 port 4022 ssh2\n' \
    "$(date -u '+%b %e %T')" >> "$work/auth.log"
login() { journalctl -q -o json AMBERD_EVENT=alert-amber AMBERD_SITE=MNL1; }
logged_in() { [ -n "$(login)" ]; }
until_true logged_in
[ "$(login | jq -r '[.PRIORITY, .AMBERD_RAG, .AMBERD_SUBJECT, .AMBERD_RULE_ID, .SYSLOG_FACILITY] | join(" ")')" = \
    '4 amber ana 7e57ab1e-0000-4000-8000-00000000000a 16' ] || die "the alert: $(login)"
id=$(login | jq -r .AMBERD_ALERT_ID)
[ "$(ctl --json alerts | jq -r 'select(.title == "A login with a password") | .id')" = "$id" ] || die "another alert"
journalctl -q -x AMBERD_EVENT=alert-amber AMBERD_SITE=MNL1 | grep -qF "amberctl show $id" || die "the alert is not explained"
[ "$(journalctl -q -o json _UID=4711 PRIORITY=0 | wc -l)" = 0 ] || die "a field was forged"

# 2. journald hangs.
before=$(journalctl -q -o json AMBERD_EVENT=reloaded | wc -l)
kill -STOP $journald_process
reloads=0
while [ $reloads -lt 40 ]; do
    timeout 10 "$build/amberctl" -c "$work/amberd.yml" reload > /dev/null || die "amberd hangs with journald"
    reloads=$((reloads + 1))
done
kill -CONT $journald_process
ctl reload > /dev/null
more() { [ "$(journalctl -q -o json AMBERD_EVENT=reloaded | wc -l)" -gt $((before + 1)) ]; }
until_true more
streamed() { [ "$(journalctl -q -o json _TRANSPORT=stdout PRIORITY=6 | grep -c reloaded)" -gt 0 ]; }
until_true streamed
kill $amberd
wait $amberd || die "amberd did not end in order"
until_true has stopped

# 3. The variable without the stream.
last=$(journalctl -q -o json -n 1 | jq -r .__CURSOR)
JOURNAL_STREAM=8:1 "$build/amberd" -c "$work/absent.yml" 2> "$work/plain.err" && die "started without settings"
grep -q '^amberd: .*absent.yml' "$work/plain.err" || die "no plain line"
[ -z "$(journalctl -q -o json --after-cursor "$last" SYSLOG_IDENTIFIER=amberd)" ] || die "sent to the journal all the same"
echo "messages: $(journalctl -q -o json SYSLOG_IDENTIFIER=amberd | jq -r '.AMBERD_EVENT // empty' | sort -u | wc -l) kinds, explained; not held up by a journald that hangs over $reloads reloads"
