#include "decode/login.h"

#include <check.h>

#include "support/suite.h"
#include "support/syslog_case.h"

static const struct syslog_case cases[] = {
    {"login[9]: FAILED LOGIN 1 FROM tty1 FOR mara, Authentication failure",
     "login login failure reason=Authentication failure user=mara tty=tty1 count=1"},
    {"login[9]: FAILED LOGIN 2 FROM gw2.example FOR mara, Authentication failure",
     "login login failure reason=Authentication failure user=mara from=gw2.example count=1"},
    {"login[9]: FAILED LOGIN SESSION FROM 203.0.113.7 FOR mara, Error in service module",
     "login login failure reason=Error in service module user=mara from=203.0.113.7 ip=203.0.113.7 "
     "count=1"},
    {"login[9]: FAILED LOGIN (1) on '/dev/tty1' FOR 'mara', Authentication failure",
     "login login failure reason=Authentication failure user=mara tty=/dev/tty1 count=1"},
    {"login[9]: FAILED LOGIN (1) on '/dev/pts/2' from '203.0.113.7' FOR 'UNKNOWN', User not known",
     "login login failure reason=User not known tty=/dev/pts/2 from=203.0.113.7 ip=203.0.113.7 "
     "count=1"},
    {"login[9]: TOO MANY LOGIN TRIES (5) FROM tty1 FOR mara, Authentication failure",
     "login login_too_many failure reason=Authentication failure user=mara tty=tty1 count=1"},
    {"login[9]: TOO MANY LOGIN TRIES (5) on '/dev/tty1' FOR 'mara'",
     "login login_too_many failure user=mara tty=/dev/tty1 count=1"},
    {"login[9]: TOO MANY LOGIN TRIES (5) on '/dev/pts/2' from '203.0.113.7' FOR 'UNKNOWN'",
     "login login_too_many failure tty=/dev/pts/2 from=203.0.113.7 ip=203.0.113.7 count=1"},
    {"login[9]: LOGIN ON tty1 BY ines", "login login success user=ines tty=tty1 count=1"},
    {"login[9]: LOGIN ON pts/2 BY ines FROM 2001:db8::7",
     "login login success user=ines tty=pts/2 from=2001:db8::7 ip=2001:db8::7 count=1"},
    {"login[9]: ROOT LOGIN ON tty1", "login login success user=root tty=tty1 count=1"},
    {"login[9]: ROOT LOGIN ON pts/2 FROM gw2.example",
     "login login success user=root tty=pts/2 from=gw2.example count=1"},
    {"login[9]: ROOT LOGIN  on '/dev/tty1'", "login login success user=root tty=/dev/tty1 count=1"},
    {"login[9]: pam_unix(login:auth): check pass; user unknown",
     "login authentication_detail failure service=login method=pam_unix count=0"},
    /* A name that is a sentence. */
    {"login[9]: FAILED LOGIN 1 FROM tty1 FOR x FROM y, Authentication failure",
     "login login failure reason=Authentication failure count=1"},
    {"login[9]: something else", "login count=1"},
};

START_TEST(messages_are_understood)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        syslog_case_check("syslog", &cases[i]);
}
END_TEST

START_TEST(it_is_a_format_of_its_own)
{
    syslog_case_check("login", &cases[0]);
}
END_TEST

SUITE_MAIN("login", messages_are_understood, it_is_a_format_of_its_own)
