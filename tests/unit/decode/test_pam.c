#include "decode/pam.h"

#include <check.h>

#include "support/suite.h"
#include "support/syslog_case.h"

static const struct syslog_case cases[] = {
    {"gdm-launch-environment][9]: pam_unix(gdm-launch-environment:session): session opened for "
     "user gdm(uid=42) by (uid=0)",
     "pam session_opened success user=gdm id=42 service=gdm-launch-environment method=pam_unix "
     "count=1"},
    {"systemd[9]: pam_unix(systemd-user:session): session opened for user ines(uid=1000) by "
     "(uid=0)",
     "pam session_opened success user=ines id=1000 service=systemd-user method=pam_unix count=0"},
    {"x[9]: pam_unix(x:session): session opened for user CORP\\jane doe(uid=1000) by (uid=0)",
     "pam session_opened success user=CORP\\jane doe id=1000 service=x method=pam_unix count=1"},
    {"dovecot: pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot "
     "ruser=mara rhost=203.0.113.7",
     "pam authentication failure user=mara service=dovecot method=pam_unix tty=dovecot "
     "from=203.0.113.7 ip=203.0.113.7 count=1"},
    {"vsftpd: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp "
     "ruser=mara rhost=2001:db8::7  user=mara",
     "vsftpd authentication failure user=mara service=vsftpd method=pam_unix tty=ftp "
     "from=2001:db8::7 ip=2001:db8::7 count=1"},
    {"proftpd: (pam_unix) authentication failure; logname= uid=0 euid=0 tty= ruser= "
     "rhost=dsl.example.net  user=mara",
     "pam authentication failure user=mara service=proftpd method=pam_unix from=dsl.example.net "
     "count=1"},
    {"x: pam_unix: authentication failure; logname= uid=0 euid=0 tty=x ruser= rhost= user=mara",
     "pam authentication failure user=mara service=x method=pam_unix tty=x count=1"},
    {"login[9]: pam_unix(login:session): session opened for user ines(uid=1000) by LOGIN(uid=0)",
     "login session_opened success user=ines id=1000 service=login method=pam_unix count=1"},
    {"login[9]: pam_unix(login:session): session closed for user ines",
     "login session_closed success user=ines service=login method=pam_unix count=1"},
    {"pop(pam_unix)[9]: authentication failure; logname= uid=0 euid=0 tty= ruser= "
     "rhost=203.0.113.7 user=mara",
     "pam authentication failure user=mara service=pop from=203.0.113.7 ip=203.0.113.7 count=1"},
    {"vsftpd(pam_unix)[9]: check pass; user unknown",
     "vsftpd authentication_detail failure service=vsftpd count=0"},
    {"unix_chkpwd[9]: password check failed for user (mara)",
     "pam authentication_detail failure user=mara service=unix_chkpwd count=0"},
    {"unix_chkpwd[9]: password check failed for user (ma) x)",
     "pam authentication_detail failure service=unix_chkpwd count=0"},
    {"cockpit: pam_sss(cockpit:auth): authentication success; logname= uid=0 euid=0 tty= ruser= "
     "rhost=203.0.113.7 user=mara",
     "pam authentication success user=mara service=cockpit method=pam_sss from=203.0.113.7 "
     "ip=203.0.113.7 count=1"},
    {"x: PAM 2 more authentication failures; logname= uid=0 euid=0 tty=x ruser= rhost=203.0.113.7  "
     "user=mara",
     "pam authentication failure user=mara service=x tty=x from=203.0.113.7 ip=203.0.113.7 "
     "count=2"},
    {"x(pam_unix)[9]: 1 more authentication failure; logname= uid=0 euid=0 tty=x ruser= "
     "rhost=203.0.113.7  user=mara",
     "pam authentication failure user=mara service=x tty=x from=203.0.113.7 ip=203.0.113.7 "
     "count=1"},
    {"x: PAM 99999999999 more authentication failures; logname=",
     "pam authentication failure service=x count=2147483647"},
    /* Who tries chooses ruser and user. */
    {"x: pam_unix(x:auth): authentication failure; logname= uid=0 euid=0 tty=x ruser=a "
     "rhost=198.51.100.1 rhost=203.0.113.7",
     "pam authentication failure user=a rhost=198.51.100.1 service=x method=pam_unix tty=x "
     "from=203.0.113.7 ip=203.0.113.7 count=1"},
    {"x: pam_unix(x:auth): authentication failure; logname= uid=0 euid=0 tty=x ruser= "
     "rhost=203.0.113.7  user=a rhost=198.51.100.1",
     "pam authentication failure user=a rhost=198.51.100.1 service=x method=pam_unix tty=x "
     "from=203.0.113.7 ip=203.0.113.7 count=1"},
    {"x: pam_unix(x:auth): authentication failure; logname= uid=0 euid=0 tty=x ruser=a "
     "rhost=198.51.100.1 user=b rhost=203.0.113.7  user=c",
     "pam authentication failure service=x method=pam_unix tty=x count=1"},
    {"x: pam_unix(x:auth): authentication failure; logname= uid=0 euid=0 tty=x ruser=a",
     "pam authentication failure service=x method=pam_unix tty=x count=1"},
    /* Screens. */
    {"gdm-password]: gkr-pam: unlocked login keyring",
     "pam screen_unlock success service=gdm-password method=gkr-pam count=1"},
    {"gdm-password][9]: pam_unix(gdm-password:auth): authentication failure; logname=ines uid=0 "
     "euid=0 tty=/dev/tty1 ruser= rhost=  user=ines",
     "pam authentication failure user=ines service=gdm-password method=pam_unix tty=/dev/tty1 "
     "count=1"},
    {"kscreenlocker_greet[9]: pam_unix(kde:auth): authentication failure; logname=ines uid=1000 "
     "euid=1000 tty=:0 ruser= rhost=  user=ines",
     "pam screen_unlock failure user=ines service=kde method=pam_unix tty=:0 count=1"},
    {"swaylock: pam_unix(swaylock:auth): authentication failure; logname=ines uid=1000 euid=1000 "
     "tty= ruser= rhost=  user=ines",
     "pam screen_unlock failure user=ines service=swaylock method=pam_unix count=1"},
    /* Other modules. */
    {"x: pam_faillock(x:auth): Consecutive login failures for user mara account temporarily locked",
     "pam user_lockout failure user=mara service=x method=pam_faillock count=1"},
    {"x: pam_tally2(x:auth): user mara (1005) tally 6, deny 5",
     "pam user_lockout failure user=mara id=1005 service=x method=pam_tally2 count=1"},
    {"x: pam_succeed_if(x:auth): requirement \"uid >= 1000\" not met by user \"root\"",
     "pam authentication_detail failure reason=uid >= 1000 user=root service=x "
     "method=pam_succeed_if count=0"},
    {"x: pam_unix(x:account): account mara has expired (account expired)",
     "pam account_refused failure reason=account expired user=mara service=x method=pam_unix "
     "count=1"},
    {"x: pam_unix(x:auth): user [mara] has blank password; authenticated without it",
     "pam password_blank unknown user=mara service=x method=pam_unix count=1"},
    {"x: pam_unix(x:account): expired password for user mara (password aged)",
     "pam password_expired unknown reason=password aged user=mara service=x method=pam_unix "
     "count=1"},
    {"x: pam_access(x:account): access denied for user `mara' from `203.0.113.7'",
     "pam account_refused failure user=mara service=x method=pam_access from=203.0.113.7 "
     "ip=203.0.113.7 count=1"},
    {"x: pam_listfile(x:auth): Refused user mara for service x",
     "pam account_refused failure user=mara service=x method=pam_listfile count=1"},
    {"su[9]: pam_wheel(su:auth): Access denied to 'mara' for 'root'",
     "su account_refused failure user=mara effective=root service=su method=pam_wheel count=1"},
    {"su[9]: pam_wheel(su:auth): Access denied to 'mara' for service 'su'",
     "su account_refused failure user=mara service=su method=pam_wheel count=1"},
    {"sshd[9]: pam_google_authenticator(sshd:auth): Accepted google_authenticator for mara",
     "sshd authentication success user=mara service=sshd method=pam_google_authenticator count=1"},
    {"sshd(pam_google_authenticator)[9]: Accepted google_authenticator for mara",
     "sshd authentication success user=mara service=sshd count=1"},
    {"x: pam_limits(x:session): Too many logins (max 2) for mara",
     "pam session_refused failure user=mara service=x method=pam_limits count=1"},
    {"x: pam_sss(x:auth): received for user mara: 7 (Authentication failure)",
     "pam authentication_detail failure reason=7 (Authentication failure) user=mara service=x "
     "method=pam_sss count=0"},
    {"x(pam_google_authenticator)[9]: Accepted google_authenticator for mara",
     "pam authentication success user=mara service=x count=1"},
    {"x(pam_google_authenticator)[9]: Invalid verification code for mara",
     "pam authentication failure user=mara service=x count=1"},
    {"x: pam_google_authenticator(x:auth): Invalid verification code for mara",
     "pam authentication failure user=mara service=x method=pam_google_authenticator count=1"},
    {"passwd[9]: pam_unix(passwd:chauthtok): password changed for mara",
     "account password_changed success target=mara service=passwd method=pam_unix count=1"},
    {"chpasswd[9]: pam_unix(chpasswd:chauthtok): password changed for mara",
     "account password_changed success target=mara service=chpasswd method=pam_unix count=1"},
    {"sshd[9]: pam_faillock(sshd:auth): Consecutive login failures for user mara account "
     "temporarily locked",
     "sshd user_lockout failure user=mara service=sshd method=pam_faillock count=1"},
    /* Not PAM's. */
    {"x: conversation failed", "other count=1"},
    {"x: pam_unix(x:auth)", "other count=1"},
    {"x: pam_env(x:session): deprecated reading of user environment enabled", "other count=1"},
    {"x: authentication failure", "other count=1"},
    {"x: (", "other count=1"},
};

START_TEST(messages_are_understood)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        syslog_case_check("syslog", &cases[i]);
}
END_TEST

START_TEST(it_is_a_format_of_its_own)
{
    syslog_case_check("pam", &cases[0]);
}
END_TEST

SUITE_MAIN("pam", messages_are_understood, it_is_a_format_of_its_own)
