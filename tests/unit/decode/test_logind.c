#include "decode/logind.h"

#include <check.h>

#include "support/suite.h"
#include "support/syslog_case.h"

static const struct syslog_case cases[] = {
    {"systemd-logind[9]: New session 42 of user ines.",
     "session session_registered success user=ines session=42 count=1"},
    {"systemd-logind[9]: New session c3 of user ines with class 'user' and type 'tty'.",
     "session session_registered success user=ines session=c3 count=1"},
    {"systemd-logind[9]: New session '42' of user 'ines' with class 'user' and type 'tty'.",
     "session session_registered success user=ines session=42 count=1"},
    {"systemd-logind[9]: Session 42 logged out. Waiting for processes to exit.",
     "session session_left success session=42 count=1"},
    {"systemd-logind[9]: Removed session 42.",
     "session session_removed success session=42 count=1"},
    {"elogind-daemon[9]: Removed session c1.",
     "session session_removed success session=c1 count=1"},
    {"systemd-logind[9]: Failed to start session scope session-42.scope: Connection timed out",
     "session session_registered failure reason=Connection timed out count=1"},
    {"systemd-logind[9]: System is powering down.",
     "session system_stopping success reason=powering down count=1"},
    {"systemd-logind[9]: System is rebooting.",
     "session system_stopping success reason=rebooting count=1"},
    {"systemd-logind[9]: The system will reboot now!",
     "session system_stopping success reason=reboot count=0"},
    {"systemd-logind[9]: Lid closed.", "session screen_lid unknown count=1"},
    {"systemd-logind[9]: New seat seat0.", "session count=1"},
};

START_TEST(messages_are_understood)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        syslog_case_check("syslog", &cases[i]);
}
END_TEST

START_TEST(it_is_a_format_of_its_own)
{
    syslog_case_check("logind", &cases[0]);
}
END_TEST

SUITE_MAIN("logind", messages_are_understood, it_is_a_format_of_its_own)
