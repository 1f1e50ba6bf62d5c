#include "decode/su.h"

#include <check.h>

#include "support/suite.h"
#include "support/syslog_case.h"

static const struct syslog_case cases[] = {
    {"su[9]: (to root) ines on pts/1",
     "su su_session success user=ines effective=root tty=pts/1 count=1"},
    {"su[9]: FAILED SU (to root) ines on none",
     "su su_session failure user=ines effective=root tty=none count=1"},
    {"su[9]: Successful su for root by ines",
     "su su_session success user=ines effective=root count=1"},
    {"su[9]: + /dev/pts/1 ines:root",
     "su su_session success user=ines effective=root tty=/dev/pts/1 count=0"},
    {"su[9]: FAILED su for root by ines", "su su_session failure user=ines effective=root count=1"},
    {"su[9]: - /dev/pts/1 ines:root",
     "su su_session failure user=ines effective=root tty=/dev/pts/1 count=0"},
    {"su: ines to root on /dev/ttyp1",
     "su su_session success user=ines effective=root tty=/dev/ttyp1 count=1"},
    {"su: BAD SU ines to root on /dev/ttyp1",
     "su su_session failure user=ines effective=root tty=/dev/ttyp1 count=1"},
    {"su: BAD SU ines to root", "su su_session failure user=ines effective=root count=1"},
    {"su[9]: failed: ttyq4 changing from ines to root",
     "su su_session failure user=ines effective=root tty=ttyq4 count=1"},
    {"su[9]: pam_authenticate: Authentication failure",
     "su authentication_detail failure reason=Authentication failure count=0"},
    {"runuser: pam_unix(runuser:session): session opened for user mara(uid=5) by (uid=0)",
     "su session_opened success id=0 effective=mara service=runuser method=pam_unix count=1"},
    {"su(pam_unix)[9]: session opened for user news by (uid=0)",
     "su session_opened success id=0 effective=news service=su count=1"},
    {"su(pam_unix)[9]: session closed for user news",
     "su session_closed success effective=news service=su count=1"},
    {"su(pam_unix)[9]: authentication failure; logname= uid=1000 euid=0 tty= ruser=ines rhost=  "
     "user=root",
     "su authentication failure user=ines effective=root service=su count=1"},
    {"su: pam_unix(su-l:auth): authentication failure; logname=ines uid=1000 euid=0 tty=/dev/pts/1 "
     "ruser= rhost=  user=root",
     "su authentication failure user=ines effective=root service=su-l method=pam_unix "
     "tty=/dev/pts/1 count=1"},
    {"su: pam_wheel(su:auth): Access denied to 'ines' for 'root'",
     "su account_refused failure user=ines effective=root service=su method=pam_wheel count=1"},
    /* A name that is a sentence. */
    {"su: FAILED SU (to x) a on b) ines on pts/1", "su su_session failure count=1"},
    {"su: nothing of the kind", "su count=1"},
};

START_TEST(messages_are_understood)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        syslog_case_check("syslog", &cases[i]);
}
END_TEST

START_TEST(it_is_a_format_of_its_own)
{
    syslog_case_check("su", &cases[0]);
}
END_TEST

SUITE_MAIN("su", messages_are_understood, it_is_a_format_of_its_own)
