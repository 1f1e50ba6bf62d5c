#!/usr/bin/env bash
# A morning on a jump host: OpenSSH, sudo, su and shadow's tools log through /dev/log to
# rsyslog, which writes auth.log in the three layouts it knows; amberd follows one of
# them and sends its alerts back to that rsyslog, and to nc and socat on the feed.
#
#   acruz    agent; a key, then a typo in the password; asks for sudo and has none
#   breyes   team lead; uses sudo as she may, makes acruz an administrator, takes it back;
#            makes accounts, gives a service a shell, changes root's password, becomes root
#   mlopez   engineer; erases traces, every way there is
#   dlim     has left; the account is there, AllowGroups leaves it out
#   ocruz    has left too; the account has expired
#   root     with a key, then with a password; somebody tries too many keys
#   oper     does not exist
#
# rsyslog must show every field of our structured data.  Usage: access.sh BUILD
set -Eeuo pipefail
# shellcheck source=tests/real/lib.sh
. "$(dirname "$0")/lib.sh"
own_world "$@"
needs sshd rsyslogd sshpass ssh-keygen sudo su useradd usermod gpasswd chpasswd nc socat

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
action(type="omfile" file="$work/auth.log" template="RSYSLOG_FileFormat")
action(type="omfile" file="$work/auth-old.log" template="RSYSLOG_TraditionalFileFormat")
action(type="omfile" file="$work/auth-5424.log" template="RSYSLOG_SyslogProtocol23Format")
END
touch "$work/auth.log"
start rsyslog rsyslogd -n -f "$work/rsyslog.conf" -i "$work/rsyslog.pid"
until_true test -S /dev/log

start_amberd << END
  - {name: logins, paths: ["$work/auth.log"], format: syslog, zone: local, account: acme, site: MNL1}
END
start nc bash -c "sleep 600 | nc -U $work/feed.sock > $work/nc.json"
start socat socat -u "UNIX-CONNECT:$work/feed.sock" "CREATE:$work/socat.json"
feed_has_two_readers() { [ "$(ctl --json status | jq .outputs.feed.clients)" = 2 ]; }
until_true feed_has_two_readers

# The house as it was set up before the day began: no log says so, for these write files.
cat >> /etc/group << END
agents:x:5000:acruz,breyes,mlopez,ocruz,www-data
leads:x:5001:breyes,mlopez
ops:x:5002:
END
n=6000
for name in acruz breyes mlopez ocruz dlim; do
    echo "$name:x:$n:5000::/home/$name:/bin/bash" >> /etc/passwd
    echo "$name:*:19000:0:99999:7:::" >> /etc/shadow
    mkdir -p "/home/$name" && chown "$n:5000" "/home/$name"
    n=$((n + 1))
done
sed -i -e '/^dlim:/s/:5000:/:100:/' -e '/^root:/s|:/root:|:/home:|' \
    -e '/^www-data:/s|:/var/www:|:/home:|' /etc/passwd
secret=$(openssl passwd -6 well-kept)
sed -i -E "s|^(root\|acruz\|breyes\|mlopez\|ocruz\|dlim):[^:]*:|\1:${secret//|/}:|" /etc/shadow
sed -i '/^ocruz:/s/:[^:]*:$/:19001:/' /etc/shadow
printf 'root ALL=(ALL:ALL) ALL\n%%leads ALL=(ALL) NOPASSWD: ALL\nDefaults use_pty\n' > /etc/sudoers
rm -f /etc/sudoers.d/*

for key in host key k1 k2 k3 k4 k5 k6; do ssh-keygen -q -t ed25519 -N '' -f "$work/$key"; done
cp "$work/key.pub" "$work/authorized"
chmod 644 "$work/authorized"
cat > "$work/sshd.conf" << END
ListenAddress 127.0.0.1
HostKey $work/host
PidFile $work/sshd.pid
AuthorizedKeysFile $work/authorized
StrictModes no
PermitRootLogin yes
AllowGroups agents root
MaxAuthTries 4
UsePAM yes
END
start sshd /usr/sbin/sshd -D -f "$work/sshd.conf"

common=(-q -F none -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o ConnectTimeout=5)
by_key() { ssh "${common[@]}" -o BatchMode=yes -o IdentitiesOnly=yes -i "$work/key" "$1@127.0.0.1" "${2:-true}"; }
by_password() {
    sshpass -p "$2" ssh "${common[@]}" -o PubkeyAuthentication=no -o PreferredAuthentications=password \
        -o NumberOfPasswordPrompts=1 "$1@127.0.0.1" true
}
by_many_keys() {
    ssh "${common[@]}" -o BatchMode=yes -o IdentitiesOnly=yes -i "$work/k1" -i "$work/k2" -i "$work/k3" \
        -i "$work/k4" -i "$work/k5" -i "$work/k6" "$1@127.0.0.1" true
}

until_true by_key acruz
! by_password acruz mistyped || die "acruz came in with a wrong password"
by_password acruz well-kept
! by_key dlim || die "dlim came in"
! by_key ocruz || die "ocruz came in after the account expired"
! by_key oper || die "an unknown user came in"
by_key root
by_password root well-kept
! by_many_keys acruz || die "acruz came in with a stranger's keys"

! by_key acruz "echo well-kept | sudo -S /usr/bin/cat /etc/shadow" 2> "$work/sudo.err" || die "acruz has sudo"
by_key breyes "sudo -n /usr/bin/id" > "$work/id"
by_key breyes "sudo -n /usr/sbin/usermod -a -G sudo acruz"
by_key breyes "sudo -n /usr/bin/gpasswd -d acruz sudo" > "$work/gpasswd"
by_key breyes "sudo -n /usr/sbin/useradd -M -s /bin/bash temp1"
by_key breyes "echo temp1:well-kept-too | sudo -n /usr/sbin/chpasswd"
by_key breyes "sudo -n /usr/sbin/userdel temp1"
by_key breyes "sudo -n /usr/sbin/groupadd nightshift"
by_key breyes "sudo -n /usr/sbin/useradd -M -o -u 0 -g 0 toor" 2> "$work/useradd.err"
by_key breyes "sudo -n /usr/sbin/usermod -s /bin/bash www-data"
by_key breyes "sudo -n /usr/sbin/usermod -L mlopez"
by_key breyes "sudo -n /usr/sbin/usermod -U mlopez"
by_key breyes "echo root:well-kept-now | sudo -n /usr/sbin/chpasswd"
by_key www-data
! by_key acruz "echo wrong | su -c true root" 2> "$work/su.err" || die "acruz became root"
by_key breyes "echo well-kept-now | su -c true root" 2> "$work/su.err"
by_key breyes "echo true | sudo -n /bin/bash"
by_key breyes "sudo -n EDITOR=true /usr/sbin/visudo" > "$work/visudo.out" 2>&1

by_key mlopez "cd /var/log && sudo -n rm -f auth.log"
by_key mlopez "sudo -n sh -c 'cd /var/log; rm -f auth.log'"
for erased in "rm -f /home/mlopez/.bash_history" "rm -f /var/log/squid/access.log" "rm -f /var/log/auth.log" \
    "systemctl stop rsyslog" "journalctl --vacuum-time=1s"; do
    by_key mlopez "sudo -n $erased" > "$work/erased.out" 2>&1 || true # systemd is not in this world
done

rsyslog_wrote() { grep -q 'COMMAND=.*vacuum-time' "$work/auth.log"; }
until_true rsyslog_wrote
finish

decodes syslog "$work/auth.log" "$work/auth-old.log" "$work/auth-5424.log"

# What rsyslog made of our syslog.
jq -s -e 'any(.[]; .data."amberd@32473".subject == "root" and .severity == "4" and .app == "amberd" and
       .msgid == "created" and .data."amberd@32473".rag == "amber" and
       .data."amberd@32473".account == "acme" and .data."amberd@32473".site == "MNL1" and
       (.data."amberd@32473".id | length) == 32)' "$work/alerts.json" > /dev/null ||
    die "rsyslog does not show our fields: $(cat "$work/alerts.json")"

# Both readers of the feed have each alert, once.
for reader in nc socat; do
    got=$(jq -r 'select(.type == "alert" and .change == "created") | .id' "$work/$reader.json" | sort)
    [ "$got" = "$(ctl --json alerts --all | jq -r .id | sort)" ] || die "$reader got: $got"
done
