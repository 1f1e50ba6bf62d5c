#!/usr/bin/env bash
# A morning at a small operation, in fast motion: a real amberd follows real files
# while logins and proxy requests are written to them, and its alerts arrive live.
# Everything happens in a folder of its own, which is gone afterwards.
# Usage: demo.sh BUILD
set -euo pipefail
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
pace=${PACE:-0.35}
daemon= tail=

finish() {
    [ -z "$tail" ] || kill "$tail" 2> /dev/null || true
    [ -z "$daemon" ] || { kill "$daemon" 2> /dev/null && wait "$daemon"; } 2> /dev/null || true
    rm -rf "$work"
}
trap finish EXIT

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    dim=$'\e[2m' bold=$'\e[1m' plain=$'\e[0m' color=always
else
    dim='' bold='' plain='' color=never
fi
say() { printf '%s%s%s\n' "$bold" "$*" "$plain"; }
ctl() { "$build/amberctl" --config "$work/amberd.yml" --color "$color" --no-pager "$@"; }

# Writes a line to a log, shows it, and lets a moment pass.
ssh_line() {
    local line
    line="$(date -u +%Y-%m-%dT%H:%M:%S.%6N+00:00) gw1 sshd[$1]: $2"
    printf '%s\n' "$line" >> "$work/auth.log"
    printf '%s    sshd   %s%s\n' "$dim" "$2" "$plain"
    sleep "$pace"
}
squid_line() {
    local line
    line="$(date -u +%s.%3N)    104 $1 $2 $3 $4 $5 $6 HIER_DIRECT/198.51.100.20 -"
    printf '%s\n' "$line" >> "$work/access.log"
    printf '%s    squid  %s %s %s %s %s%s\n' "$dim" "$1" "$2" "$4" "$5" "$6" "$plain"
    sleep "$pace"
}

cat > "$work/amberd.yml" << END
sources:
  - {name: logins, paths: [$work/auth.log*], format: sshd, account: acme, site: MNL1}
  - {name: proxy, paths: [$work/access.log*], format: squid, account: acme, site: MNL1}
rules: {paths: [$here/rules]}
state: {directory: $work/state, reserve: 0}
feed: {socket: $work/feed.sock, group: ""}
control: {socket: $work/control.sock, group: "", test_user: demo}
syslog: {socket: ""}
END
touch "$work/auth.log" "$work/access.log"

say "Starting amberd on $work/auth.log and access.log ..."
"$build/amberd" -c "$work/amberd.yml" 2> "$work/amberd.err" &
daemon=$!
for _ in $(seq 100); do
    ctl --quiet status > /dev/null 2>&1 && break
    kill -0 "$daemon" 2> /dev/null || { cat "$work/amberd.err"; exit 1; }
    sleep 0.05
done
"$build/amberctl" --config "$work/amberd.yml" --color "$color" --quiet tail --from oldest &
tail=$!
sleep 0.5

say "06:00, the early shift logs in"
ssh_line 811 "Accepted publickey for acruz from 203.0.113.21 port 51022 ssh2: ED25519 SHA256:Yh0fY0"
ssh_line 812 "Accepted publickey for breyes from 203.0.113.22 port 51031 ssh2: ED25519 SHA256:8sQ1pz"
squid_line 10.14.32.7 TCP_TUNNEL/200 28854 CONNECT crm.acme.example:443 acruz
ssh_line 813 "Failed password for breyes from 203.0.113.22 port 51044 ssh2"

say "07:10, a ticket is long and a public chat is near"
squid_line 10.14.32.7 TCP_DENIED/403 3894 CONNECT chatgpt.com:443 acruz
squid_line 10.14.32.7 TCP_DENIED/403 3894 CONNECT chatgpt.com:443 acruz
squid_line 10.14.32.9 TCP_TUNNEL/200 48102 CONNECT claude.ai:443 breyes
squid_line 10.14.32.9 TCP_TUNNEL/200 9120 CONNECT claude.ai:443 breyes

say "09:40, the log is rotated in the middle of it all"
mv "$work/auth.log" "$work/auth.log.1"
ssh_line 820 "User dlim from 198.51.100.77 not allowed because not listed in AllowUsers"

say "11:25, somebody cannot wait for the change window"
squid_line 10.14.32.4 TCP_MISS/200 1854 POST http://pastebin.com/api/api_post.php dlim
ssh_line 831 "error: maximum authentication attempts exceeded for root from 198.51.100.77 port 40022 ssh2 [preauth]"
ssh_line 832 "Accepted password for root from 198.51.100.77 port 40100 ssh2"
sleep 0.5

kill "$tail" && wait "$tail" 2> /dev/null || true
tail=
echo
say "What has to be dealt with:"
ctl alerts
echo
say "One of them, on one screen:"
red=$(ctl --json alerts --rag red | sed -n 's/.*"id":"\([0-9a-f]\{8\}\).*/\1/p' | head -n 1)
ctl show "$red"
echo
say "Taken on, and an Amber closed with what was done and why it could happen:"
amber=$(ctl --json alerts --rag amber | sed -n 's/.*"id":"\([0-9a-f]\{8\}\).*/\1/p' | head -n 1)
ctl ack "$red" --note "on it"
ctl close "$amber" --remediation "spoke to the colleague" --root-cause "no approved tool for long tickets"
echo
ctl status
kill "$daemon" && wait "$daemon" 2> /dev/null || true
daemon=
ctl verify
raised=$(grep -c . <<< "$red$amber" || true)
[ -n "$red" ] && [ "$raised" -gt 0 ]
echo
say "That was a real daemon. Next: copy conf/amberd.yml, name your logs in it, and run"
echo "    $build/amberd -c amberd.yml"
