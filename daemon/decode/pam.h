/*
 * pam -- what PAM's modules say on behalf of any program.
 *
 *   pam_unix(gdm-password:auth): authentication failure; logname= uid=0 ... user=ines
 *   pam_unix(su:session): session opened for user root(uid=0) by ines(uid=1000)
 *
 * Also the forms without service ("pam_unix: ..."), in brackets ("(pam_unix) ..."),
 * with the module in the tag ("su(pam_unix)[9]: ..."), and the summary "PAM 2 more
 * authentication failures; ...", which counts as many, and what pam_unix's helper says of
 * a password ("unix_chkpwd[9]: password check failed for user (ines)"): the module itself
 * tells the failure once more, for the program that asked.  sshd's lines of this kind are
 * read by its own reader in its own words (sshd.h).
 *
 *   event.action            what it means                                outcome
 *   authentication          a proof was asked for; module's result       success, failure
 *   screen_unlock           the same where the service locks screens     success, failure
 *   authentication_detail   told beside a result; amberd.count 0         failure
 *   session_opened, session_closed                                       success
 *   session_refused         too many sessions                            failure
 *   account_refused         expired, not listed, not allowed from here   failure
 *   user_lockout            too many failures: pam_faillock, pam_tally2  failure
 *   password_changed        chauthtok                                    success
 *   password_refused        a new password was not good enough           failure
 *   password_expired, password_expiring, password_blank                  unknown
 *
 * user.name is who is asked, or whose session it is.  Of services that lend rights (su,
 * sudo, doas, runuser, pkexec) the session is user.effective.name's and user.name is
 * who asked, where said.  amberd.auth.service is the service, or else the program's
 * name; amberd.auth.method the module.
 *
 * The session of systemd-user goes with another and is its echo: amberd.count is 0.
 *
 * "user=" is the rest of the line and "ruser=" what the client claims, and either may
 * hold anything, so fields are taken from the left in the order PAM writes them, up to
 * rhost, which ends at a blank.
 *
 * gdm-password asks for logins and unlocks alike; its unlocking is known by the
 * keyring's line ("gkr-pam: unlocked login keyring").
 */
#ifndef DECODE_PAM_H
#define DECODE_PAM_H

#include "decode/decoder.h"

extern const struct decoder pam_decoder;

/* Without a name: it is asked for what the program's own reader does not know. */
extern const struct program pam_program;

#endif
