#!/usr/bin/env bash
# Logs that a real logrotate turns over while they are written to, as fast as it goes: one
# by renaming and a HUP to the real rsyslog that writes it, one the same way and compressed
# at once, one copied and truncated under a program that never closes it.
#
# In each stand 500 logins of root, from an address of its own; each has to be counted,
# once.  In the truncated log they are written between two turns: what is written between
# logrotate's copying and its truncating is lost to everybody, and a gap says so if amberd
# was not quick enough to have read it.  Usage: rotate.sh BUILD
set -Eeuo pipefail
# shellcheck source=tests/real/lib.sh
. "$(dirname "$0")/lib.sh"
own_world "$@"
needs logrotate rsyslogd python3 gzip

mkdir "$work/logs"
cat > "$work/rsyslog.conf" << END
module(load="imuxsock" SysSock.Use="off")
input(type="imuxsock" Socket="/dev/log" CreatePath="on" UseSpecialParser="off" UsePIDFromSystem="off")
if \$syslogfacility-text == "auth" then action(type="omfile" file="$work/logs/renamed.log" template="RSYSLOG_FileFormat")
if \$syslogfacility-text == "authpriv" then action(type="omfile" file="$work/logs/packed.log" template="RSYSLOG_FileFormat")
END
hup="kill -HUP \$(cat $work/rsyslog.pid)"
cat > "$work/logrotate.conf" << END
$work/logs/renamed.log { rotate 9
  create 0640 root root
  postrotate
    $hup
  endscript
}
$work/logs/packed.log { rotate 9
  create 0640 root root
  compress
  postrotate
    $hup
  endscript
}
$work/logs/truncated.log { rotate 9
  copytruncate
  compress
  delaycompress
}
END
touch "$work/logs/renamed.log" "$work/logs/packed.log" "$work/logs/truncated.log"
chmod 755 "$work/logs"
start rsyslog rsyslogd -n -f "$work/rsyslog.conf" -i "$work/rsyslog.pid"
until_true test -S /dev/log

start_amberd << END
  - {name: renamed, paths: ["$work/logs/renamed.log*", "$work/logs/packed.log*"], format: sshd, zone: local, account: acme, site: MNL1}
  - {name: truncated, paths: ["$work/logs/truncated.log"], format: sshd, zone: local, account: acme, site: MNL1}
END

cat > "$work/load.py" << 'END'
import datetime, json, socket, subprocess, sys, threading, time

work, amberctl, turns, planted = sys.argv[1], sys.argv[2], 5, 100
system_log = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
system_log.connect("/dev/log")
appended = open(work + "/logs/truncated.log", "ab", buffering=0)
done = threading.Event()

def to_syslog(facility, text):
    stamp = time.strftime("%b %e %H:%M:%S")
    system_log.send(f"<{facility * 8 + 6}>{stamp} sshd[77]: {text}".encode())

def to_file(text):
    stamp = datetime.datetime.now(datetime.timezone.utc).isoformat()
    appended.write(f"{stamp} gw1 sshd[77]: {text}\n".encode())

def login(who, address, port):
    return f"Accepted publickey for {who} from {address} port {port} ssh2: ED25519 SHA256:Yh0fY0"

def load():
    port = 10000
    while not done.is_set():
        port = port + 1 if port < 60000 else 10000
        to_syslog(4, login("acruz", "192.0.2.9", port))
        to_syslog(10, login("acruz", "192.0.2.9", port))
        to_file(login("acruz", "192.0.2.9", port))
        if port % 50 == 0:
            time.sleep(0.005)

def plant(first):
    for port in range(first, first + planted):
        to_syslog(4, login("root", "192.0.2.1", port))
        to_syslog(10, login("root", "192.0.2.2", port))
        time.sleep(0.002)

def wait_for_copied(count):
    for _ in range(300):
        said = subprocess.run([amberctl, "--config", work + "/amberd.yml", "--json", "alerts"], capture_output=True)
        alerts = [json.loads(line) for line in said.stdout.splitlines()]
        if any(a["count"] == count and a["source"]["name"] == "truncated" for a in alerts):
            return
        time.sleep(0.05)
    sys.exit("the logins in truncated.log are not counted")

filler = threading.Thread(target=load)
filler.start()
for turn in range(turns):
    for port in range(planted):
        to_file(login("root", "192.0.2.3", 20000 + turn * planted + port))
    wait_for_copied((turn + 1) * planted)
    renamed = threading.Thread(target=plant, args=(30000 + turn * planted,))
    renamed.start()
    time.sleep(0.1)
    subprocess.run(["logrotate", "--force", "--state", work + "/rotated", work + "/logrotate.conf"], check=True)
    renamed.join()
done.set()
filler.join()
END
python3 "$work/load.py" "$work" "$build/amberctl"
packed=$(find "$work/logs" -name '*.gz' | wc -l)
[ "$packed" = 9 ] || die "logrotate packed $packed logs: $(ls "$work/logs")"
finish
