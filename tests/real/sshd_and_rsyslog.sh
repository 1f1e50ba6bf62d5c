#!/usr/bin/env bash
# A real OpenSSH server logs to a real rsyslog, which writes auth.log; amberd follows
# it and sends its alerts back to that rsyslog and to nc and socat on the feed.
#
#   1. root logs in with a key                      -> Amber, root logged in directly
#   2. nobody tries, whom AllowUsers leaves out     -> Amber, may not use SSH
#   3. an unknown user tries                        -> no alert
#
# Nothing else may fire; rsyslog must show every field of our structured data.
# Needs root, and that nothing listens on /dev/log.  Usage: sshd_and_rsyslog.sh BUILD
set -euo pipefail
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")/../.." && pwd)
[ "$(id -u)" = 0 ] || { echo "skipped: needs root"; exit 0; }
[ ! -S /dev/log ] || { echo "skipped: /dev/log belongs to another syslog"; exit 0; }

work=$(mktemp -d "$build/real-XXXXXX")
port=22922
pids=()
finish() {
    for pid in "${pids[@]}"; do kill "$pid" 2> /dev/null || true; done
    wait 2> /dev/null || true
    rm -f /dev/log
    [ -n "${KEEP:-}" ] || rm -rf "$work"
}
trap finish EXIT

die() {
    echo "FAILED: $*"
    tail -n 20 "$work"/*.err "$work/auth.log" "$work/alerts.json" 2> /dev/null
    exit 1
}
# Waits until a command succeeds, for 15 s at most.
until_true() {
    for _ in $(seq 300); do
        "$@" > /dev/null 2>&1 && return
        sleep 0.05
    done
    die "never came true: $*"
}

cat > "$work/rsyslog.conf" << END
module(load="imuxsock" SysSock.Use="off")
input(type="imuxsock" Socket="/dev/log" CreatePath="on" UseSpecialParser="off" UsePIDFromSystem="off")
module(load="mmpstrucdata")
template(name="json" type="list") {
    constant(value="{") property(name="timestamp" dateFormat="rfc3339" format="jsonf") constant(value=",")
    property(outname="severity" name="syslogseverity" format="jsonf") constant(value=",")
    property(outname="app" name="app-name" format="jsonf") constant(value=",")
    property(outname="msgid" name="msgid" format="jsonf") constant(value=",")
    constant(value="\"data\":") property(name="\$!rfc5424-sd")
    constant(value=",") property(outname="message" name="msg" format="jsonf") constant(value="}\n")
}
action(type="mmpstrucdata")
if \$app-name == "amberd" then { action(type="omfile" file="$work/alerts.json" template="json") stop }
if \$programname startswith "sshd" then action(type="omfile" file="$work/auth.log" template="RSYSLOG_FileFormat")
END
touch "$work/auth.log"
rsyslogd -n -f "$work/rsyslog.conf" -i "$work/rsyslog.pid" > "$work/rsyslog.err" 2>&1 &
pids+=($!)
until_true test -S /dev/log

cat > "$work/amberd.yml" << END
sources: [{name: logins, paths: ["$work/auth.log*"], format: sshd, zone: local, account: acme, site: MNL1}]
rules: {paths: ["$here/rules"]}
state: {directory: $work/state, reserve: 0}
feed: {socket: $work/feed.sock, group: ""}
control: {socket: $work/control.sock, group: "", test_user: tester}
syslog: {socket: /dev/log}
END
"$build/amberd" -c "$work/amberd.yml" 2> "$work/amberd.err" &
pids+=($!)
until_true "$build/amberctl" -c "$work/amberd.yml" status
(sleep 60 | nc -U "$work/feed.sock" > "$work/nc.json") 2> /dev/null &
pids+=($!)
socat -u "UNIX-CONNECT:$work/feed.sock" - > "$work/socat.json" &
pids+=($!)
feed_has_two_readers() { [ "$("$build/amberctl" -c "$work/amberd.yml" --json status | jq .outputs.feed.clients)" = 2 ]; }
until_true feed_has_two_readers

mkdir -p /run/sshd
ssh-keygen -q -t ed25519 -N '' -f "$work/host"
ssh-keygen -q -t ed25519 -N '' -f "$work/key"
cp "$work/key.pub" "$work/authorized"
chmod 600 "$work/authorized"
cat > "$work/sshd.conf" << END
Port $port
ListenAddress 127.0.0.1
HostKey $work/host
PidFile $work/sshd.pid
AuthorizedKeysFile $work/authorized
StrictModes no
PermitRootLogin yes
PasswordAuthentication no
AllowUsers root
UsePAM no
END
/usr/sbin/sshd -D -f "$work/sshd.conf" &
pids+=($!)
try() {
    ssh -q -F none -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null \
        -o IdentitiesOnly=yes -i "$work/key" -p "$port" "$1@127.0.0.1" true
}
until_true try root
try nobody && die "nobody came in"
try amberd-no-such-user && die "an unknown user came in"

two_alerts() { [ "$(wc -l < "$work/alerts.json")" -ge 2 ]; }
until_true two_alerts
unknown_was_logged() { grep -q 'Invalid user amberd-no-such-user' "$work/auth.log"; }
until_true unknown_was_logged
all_read() { [ "$("$build/amberctl" -c "$work/amberd.yml" --json sources | jq -s 'map(.lag // 0) | add')" = 0 ]; }
until_true all_read

# What rsyslog made of our syslog.
jq -s -e 'any(.[]; .data."amberd@32473".subject == "root" and .severity == "4" and .app == "amberd" and
       .msgid == "created" and .data."amberd@32473".rag == "amber" and
       .data."amberd@32473".account == "acme" and .data."amberd@32473".site == "MNL1" and
       (.data."amberd@32473".id | length) == 32)' "$work/alerts.json" > /dev/null ||
    die "rsyslog does not show our fields: $(cat "$work/alerts.json")"
jq -s -e 'any(.[]; .data."amberd@32473".subject == "nobody")' "$work/alerts.json" > /dev/null ||
    die "no alert about nobody over syslog"

# Exactly these, each once.
expected='An account tried SSH that may not use it|nobody
Root logged in directly over SSH|root'
for reader in nc socat; do
    got=$(jq -r 'select(.type == "alert" and .change == "created") | .title + "|" + .subject.name' \
        "$work/$reader.json" | sort)
    [ "$got" = "$expected" ] || die "$reader got: $got"
done
"$build/amberctl" -c "$work/amberd.yml" verify > /dev/null || die "the journal does not verify"
echo "sshd and rsyslog: 2 alerts as expected, over syslog, nc and socat"
