/*
 * access_event -- the words in which accounts, sessions and rights are spoken of,
 * whoever logs them: PAM, sudo, su, shadow's tools, logind, cron, auditd.
 *
 *   event.action              what it means                      category
 *   authentication            somebody was asked for a proof     authentication
 *   authentication_detail     why, told beside the result        authentication
 *   account_checked           may this account be used now       authentication
 *   account_refused           it may not: expired, not listed    authentication
 *   user_lockout              shut out after too many failures   authentication
 *   screen_unlock             the lock of a screen               authentication
 *   login, logout             as a login program reports them    authentication, session
 *   session_opened, _closed   PAM's sessions                     session
 *   session_refused           too many of them                   session
 *   session_registered, _left, _removed   logind's sessions      session
 *   session_numbered          auditd's session id was given      session
 *   credentials_acquired, _refreshed, _disposed                  session
 *   su_session                su, or a try at it                 session
 *   sudo_command, doas_command, pkexec_command, polkit_authorization
 *                             a command with others' rights      process
 *   sudo_command_continued    more of a long command line        process
 *   cron_command, _ended      a command by the clock             process
 *   crontab_changed, _deleted, _opened, _listed, _loaded, _refused   configuration
 *   user_created, user_deleted, user_changed, user_locked, user_unlocked    iam
 *   password_changed, password_refused, password_expired,
 *   password_expiring, password_blank, password_expiry_changed              iam
 *   group_created, group_deleted, group_changed, group_member_added,
 *   group_member_removed, group_members_set, group_administrators_set       iam
 *   role_assigned, role_removed, role_changed                               iam
 *
 * auditd.h lists what auditd alone says, log_keeper.h what the keepers of logs do.
 * event.outcome is how it ended; a try that was refused has the action of one that
 * succeeded, and "failure".
 *
 *   user.name             who did it, where the line says so; of a login, who logs in
 *   user.effective.name   whose rights were asked for: sudo, su, doas
 *   user.target.name      whose account was changed
 *   group.name            the group, of a member the one joined
 *   process.command_line  the command, as the line has it
 *   amberd.auth.service   PAM's service; source.address  where from; amberd.tty
 *
 * One change makes up to four lines (passwd, group and their shadows), and so does one
 * try at a password: amberd.count is 1 in the line that stands for it and 0 in the
 * echoes, so sums are right and nothing is hidden.
 */
#ifndef DECODE_ACCESS_EVENT_H
#define DECODE_ACCESS_EVENT_H

#include <stdbool.h>

#include "base/text.h"
#include "decode/decoder.h"
#include "model/event.h"

struct syslog_frame;

/* The texts point into the record; an empty one was not said. */
struct access_event {
    struct text action;
    struct text category;
    struct text outcome;
    struct text reason;
    struct text user;
    struct text user_id;
    struct text effective;
    struct text target;
    struct text target_id;
    struct text group;
    struct text group_id;
    struct text service;
    struct text method;
    struct text session;
    struct text command;
    struct text directory;
    struct text tty;
    struct text source; /* a name or an address */
    unsigned count;     /* as struct program's decode has it */
};

void access_event_put(const struct access_event *access, struct event *event);

/* What that may put. */
enum { ACCESS_FIELDS = 19 };

extern const struct decoder_field access_fields[ACCESS_FIELDS];

/* A sentence that a program says, and what it means.  In says, "%" and a letter is a
 * place, which takes what stands before the next literal (of the last literal: the
 * last time it stands there, at the end):
 *
 *   u user   e effective   t target   g group   s session   r reason   c command
 *   w working directory    y tty      n source  * anything, passed over
 *   I the user's id   i the target's   G the group's: digits, else nothing
 */
struct access_form {
    const char *says;
    const char *action;
    const char *category;
    const char *outcome;
    bool is_echo; /* another line of the same event is the one that counts */
};

/* Fills access by the first form that says text; false when none does.  Names that no
 * account, session, terminal or host has (quotes, control characters, blanks but in a
 * domain's "CORP\jane doe") mean that somebody wrote a sentence into the name: then none
 * of the line's are believed. */
bool access_form_read(const struct access_form *forms, size_t count, struct text text,
                      struct access_event *access);

/* The decode of a struct program all of whose messages are forms. */
bool access_form_decode(const struct access_form *forms, size_t form_count,
                        const struct syslog_frame *frame, struct event *event, unsigned *count);

#endif
