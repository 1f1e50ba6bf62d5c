#include "decode/doas.h"

#include <check.h>

#include "support/suite.h"
#include "support/syslog_case.h"

static const struct syslog_case cases[] = {
    {"doas: ines ran command /usr/bin/id as root from /home/ines",
     "privilege doas_command success user=ines effective=root command=/usr/bin/id "
     "folder=/home/ines count=1"},
    {"doas: ines ran command ls as x from / as root from /home/ines",
     "privilege doas_command success user=ines command=ls as x from / as root from /home/ines "
     "count=1"},
    {"doas: ines ran command ls", "privilege doas_command success user=ines command=ls count=1"},
    {"doas: failed command for ines: id as root from /",
     "privilege doas_command failure user=ines command=id as root from / count=1"},
    {"doas: command not permitted for ines: id",
     "privilege doas_command failure user=ines command=id count=1"},
    {"doas: failed auth for ines", "privilege doas_command failure user=ines count=1"},
    {"pkexec[9]: ines: Executing command [USER=root] [TTY=/dev/pts/0] [CWD=/home/ines] "
     "[COMMAND=/usr/bin/id as x from y]",
     "privilege pkexec_command success user=ines effective=root command=/usr/bin/id as x from y "
     "folder=/home/ines tty=/dev/pts/0 count=1"},
    {"pkexec[9]: ines: Error executing command as another user: Not authorized [USER=root] "
     "[TTY=unknown] [CWD=/] [COMMAND=/bin/sh]",
     "privilege pkexec_command failure reason=Error executing command as another user: Not "
     "authorized user=ines effective=root command=/bin/sh folder=/ tty=unknown count=1"},
    {"polkitd[9]: Operator of unix-session:2 successfully authenticated as unix-user:root to gain "
     "ONE-SHOT authorization for action org.freedesktop.systemd1.manage-units for "
     "system-bus-name::1.44 [systemctl stop rsyslog] (owned by unix-user:ines)",
     "privilege polkit_authorization success reason=org.freedesktop.systemd1.manage-units "
     "user=ines effective=root command=systemctl stop rsyslog count=1"},
    {"polkitd[9]: Operator of unix-session:2 FAILED to authenticate to gain authorization for "
     "action org.example.x for unix-process:9:1 [pkexec sh] (owned by unix-user:ines)",
     "privilege polkit_authorization failure reason=org.example.x user=ines command=pkexec sh "
     "count=1"},
    {"polkitd[9]: Loading rules from directory /etc/polkit-1/rules.d", "privilege count=1"},
    {"pkexec: pam_unix(polkit-1:session): session opened for user root(uid=0) by ines(uid=1000)",
     "privilege session_opened success user=ines id=1000 effective=root service=polkit-1 "
     "method=pam_unix count=1"},
    {"doas: something else", "privilege count=1"},
};

START_TEST(messages_are_understood)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        syslog_case_check("syslog", &cases[i]);
}
END_TEST

START_TEST(it_is_a_format_of_its_own)
{
    syslog_case_check("doas", &cases[0]);
}
END_TEST

SUITE_MAIN("doas", messages_are_understood, it_is_a_format_of_its_own)
