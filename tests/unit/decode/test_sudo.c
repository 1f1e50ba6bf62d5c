#include "decode/sudo.h"

#include <check.h>

#include "decode/decoder.h"
#include "support/suite.h"
#include "support/syslog_case.h"

enum { ARENA_BLOCK = 4096 };

static const struct syslog_case cases[] = {
    {"sudo: ines : TTY=pts/0 ; PWD=/home/ines ; USER=root ; COMMAND=/usr/bin/id -u",
     "sudo sudo_command success user=ines effective=root command=/usr/bin/id -u folder=/home/ines "
     "tty=pts/0 count=1"},
    {"sudo[7]:     ines : TTY=pts/0 ; PWD=/home/ines ; USER=root ; TSID=0000UM ; COMMAND=/bin/bash",
     "sudo sudo_command success user=ines effective=root session=0000UM command=/bin/bash "
     "folder=/home/ines tty=pts/0 count=1"},
    {"sudo: ines : HOST=gw ; TTY=unknown ; CHROOT=/srv ; PWD=/ ; USER=root ; GROUP=adm ; "
     "TSID=00001 ; ENV=A=b ; COMMAND=/bin/sh -c x",
     "sudo sudo_command success user=ines effective=root group=adm session=00001 command=/bin/sh "
     "-c x folder=/ tty=unknown count=1"},
    {"sudo: ines : PWD=/ ; GROUP=adm ; COMMAND=/bin/ls",
     "sudo sudo_command success user=ines group=adm command=/bin/ls folder=/ count=1"},
    {"sudo: ines : user NOT in sudoers ; TTY=pts/1 ; PWD=/ ; USER=root ; COMMAND=/bin/ls",
     "sudo sudo_command failure reason=user NOT in sudoers user=ines effective=root "
     "command=/bin/ls folder=/ tty=pts/1 count=1"},
    {"sudo: ines : 3 incorrect password attempts ; TTY=pts/1 ; PWD=/ ; USER=root ; COMMAND=/bin/ls",
     "sudo sudo_command failure reason=3 incorrect password attempts user=ines effective=root "
     "command=/bin/ls folder=/ tty=pts/1 count=1"},
    {"sudo: ines : a password is required ; TTY=pts/1 ; PWD=/ ; USER=root ; COMMAND=list",
     "sudo sudo_command failure reason=a password is required user=ines effective=root "
     "command=list folder=/ tty=pts/1 count=1"},
    {"sudo: ines : command not allowed ; PWD=/ ; USER=root ; COMMAND=/bin/ls",
     "sudo sudo_command failure reason=command not allowed user=ines effective=root "
     "command=/bin/ls folder=/ count=1"},
    {"sudo: ines : unable to resolve host gw: Name or service not known",
     "sudo sudo_alert unknown reason=unable to resolve host gw: Name or service not known "
     "user=ines count=1"},
    {"sudo: ines : problem with defaults entries ; TTY=pts/0 ; PWD=/home/ines ;",
     "sudo sudo_alert unknown reason=problem with defaults entries user=ines folder=/home/ines "
     "tty=pts/0 count=1"},
    {"sudo: ines : (command continued) and more words",
     "sudo sudo_command_continued unknown user=ines command=and more words count=0"},
    {"sudo: CORP\\jane doe : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls",
     "sudo sudo_command success user=CORP\\jane doe effective=root command=/bin/ls folder=/ "
     "tty=pts/0 count=1"},
    /* Who asks writes part of the line. */
    {"sudo: ines : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/echo a ; b : (command continued) c",
     "sudo sudo_command success user=ines effective=root command=/bin/echo a ; b : (command "
     "continued) c folder=/ tty=pts/0 count=1"},
    {"sudo: ines : TTY=pts/0 ; PWD=/x ; USER=bob ; COMMAND=/bin/ls ; USER=root ; COMMAND=/bin/sh",
     "sudo sudo_command success user=ines effective=bob command=/bin/ls ; USER=root ; "
     "COMMAND=/bin/sh tty=pts/0 count=1"},
    {"sudo: ines : PWD=/x ; USER=root ; COMMAND=/bin/echo ; COMMAND=/bin/ls",
     "sudo sudo_command success user=ines effective=root command=/bin/echo ; COMMAND=/bin/ls "
     "folder=/x count=1"},
    {"sudo: ines : PWD=/x ; USER=root ; COMMAND=/bin/echo ; USER=bob ; TTY=",
     "sudo sudo_command success user=ines effective=root command=/bin/echo ; USER=bob ; TTY= "
     "folder=/x count=1"},
    {"sudo: ines : PWD=/x ; COMMAND=/y ; USER=root ; COMMAND=/bin/ls",
     "sudo sudo_command success user=ines effective=root command=/bin/ls folder=/x ; COMMAND=/y "
     "count=1"},
    {"sudo: ines : problem with defaults entries ; PWD=/x ; USER=root ;",
     "sudo sudo_alert unknown reason=problem with defaults entries user=ines effective=root "
     "folder=/x count=1"},
    {"sudo: ines : TTY=pts/0 ; PWD=/x ; GROUP=wheel ; TSID=9 ; USER=root ; COMMAND=/bin/sh",
     "sudo sudo_command success user=ines effective=root command=/bin/sh folder=/x ; GROUP=wheel ; "
     "TSID=9 tty=pts/0 count=1"},
    {"sudo: ines : TTY=pts/0 ; PWD=/x ; USER=bob ; USER=root ; COMMAND=/bin/sh",
     "sudo sudo_command success user=ines effective=root command=/bin/sh folder=/x ; USER=bob "
     "tty=pts/0 count=1"},
    {"sudo: ines : TTY=pts/0 ; PWD=/x ; not allowed ; TTY=pts/9 ; USER=root ; COMMAND=/bin/sh",
     "sudo sudo_command success user=ines effective=root command=/bin/sh folder=/x ; not allowed ; "
     "TTY=pts/9 tty=pts/0 count=1"},
    {"sudo: ines : PWD=/x ; GROUP=wheel ; GROUP=adm ; COMMAND=/bin/sh",
     "sudo sudo_command success user=ines group=adm command=/bin/sh folder=/x ; GROUP=wheel "
     "count=1"},
    {"sudo: ines : TTY=pts/0 ; PWD=/x ; USER=root ; ENV=A=1 ; USER=bob ; COMMAND=/bin/sh",
     "sudo sudo_command success user=ines effective=root command=/bin/sh tty=pts/0 count=1"},
    {"sudo: ines : TTY=pts/0 ; PWD=/x ; USER=root ; ENV=A=1 ; B=2 ; COMMAND=/bin/sh",
     "sudo sudo_command success user=ines effective=root command=/bin/sh folder=/x tty=pts/0 "
     "count=1"},
    /* JSON. */
    {"sudo[5]: "
     "@cee:{\"sudo\":{\"accept\":{\"submituser\":\"ines\",\"command\":\"/usr/bin/"
     "id\",\"runuser\":\"root\",\"ttyname\":\"/dev/pts/0\",\"submitcwd\":\"/home/"
     "ines\",\"runargv\":[\"id\",\"-u\",\"a \\\"b\\\"\"]}}}",
     "sudo sudo_command success user=ines effective=root command=/usr/bin/id -u a \"b\" "
     "folder=/home/ines tty=/dev/pts/0 count=1"},
    {"sudo[5]: @cee: {\"sudo\":{\"reject\":{\"reason\":\"user NOT in "
     "sudoers\",\"submituser\":\"ines\",\"command\":\"/bin/ls\",\"rungroup\":\"adm\"}}}",
     "sudo sudo_command failure reason=user NOT in sudoers user=ines group=adm command=/bin/ls "
     "count=1"},
    {"sudo[5]: @cee:{\"sudo\":{\"alert\":{\"reason\":\"problem with defaults "
     "entries\",\"submituser\":\"ines\"}}}",
     "sudo sudo_alert unknown reason=problem with defaults entries user=ines count=1"},
    {"sudo[5]: "
     "@cee:{\"sudo\":{\"accept\":{\"submituser\":\"ines\",\"command\":\"/usr/bin/"
     "id\",\"runargv\":[\"id\",{",
     "sudo sudo_command success user=ines command=/usr/bin/id count=1"},
    {"sudo[5]: @cee:{\"sudo\":{\"other\":{}}}", "sudo count=1"},
    {"sudo[5]: @cee:{\"sudo\":[]}", "sudo count=1"},
    /* PAM's, and sentences of neither. */
    {"sudo: pam_unix(sudo:session): session opened for user root(uid=0) by ines(uid=1000)",
     "sudo session_opened success user=ines id=1000 effective=root service=sudo method=pam_unix "
     "count=1"},
    {"sudo: pam_unix(sudo:auth): authentication failure; logname=ines uid=1000 euid=0 "
     "tty=/dev/pts/12 ruser=ines rhost=  user=ines",
     "sudo authentication failure user=ines service=sudo method=pam_unix tty=/dev/pts/12 count=1"},
    {"sudo: unable to execute /usr/sbin/sendmail: No such file or directory", "sudo count=1"},
    {"sudo: ines : ", "sudo count=1"},
    {"sudo: ", "sudo count=1"},
};

START_TEST(messages_are_understood)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        syslog_case_check("syslog", &cases[i]);
}
END_TEST

START_TEST(it_is_a_format_of_its_own)
{
    syslog_case_check("sudo", &cases[0]);
}
END_TEST

/* A line, and all that its user, group and flags can be. */
static const struct {
    const char *line;
    const char *users;
    const char *groups;
    const char *flags;
} readings[] = {
    {"ines : PWD=/x ; USER=root ; COMMAND=/bin/ls ; USER=bob ; COMMAND=", "root bob ", "",
     "doubtful_path doubtful_command doubtful_user "},
    {"ines : PWD=/x ; USER=root ; COMMAND=/bin/ls ; USER=root ; COMMAND=/", "root ", "",
     "doubtful_path doubtful_command "},
    {"ines : PWD=/x ; USER=bob ; GROUP=a ; COMMAND=/y ; GROUP=b ; COMMAND=/z", "bob ", "a b ",
     "doubtful_path doubtful_command doubtful_user "},
    {"ines : PWD=/x ; USER=root ; ENV=A=1 ; USER=bob ; COMMAND=/bin/ls", "root bob ", "",
     "doubtful_path doubtful_command doubtful_user "},
    {"ines : PWD=/x ; USER=root ; GROUP=adm ; COMMAND=/bin/ls ; COMMAND=/y", "root ", "adm ", ""},
};

static struct text join(struct arena *arena, const struct value *value)
{
    struct text joined = {0};

    for (; value; value = value->next)
        joined = arena_printf(arena, "%.*s%.*s ", TEXT_ARGS(joined), TEXT_ARGS(value->text));
    return joined;
}

static void check_same(struct text text, const char *expected)
{
    ck_assert_msg(text_equal(text, text_of(expected)), "'%.*s' is not '%s'", TEXT_ARGS(text),
                  expected);
}

START_TEST(nobody_can_hide_a_user_behind_another)
{
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        const struct decode_context context = {0};
        struct arena *arena = arena_create(ARENA_BLOCK);
        struct wanted_fields *wanted = wanted_fields_create();
        int user = wanted_fields_add(wanted, field_name(FIELD_USER_EFFECTIVE_NAME));
        int group = wanted_fields_add(wanted, field_name(FIELD_GROUP_NAME));
        struct record record = {
            .text = arena_printf(arena, "Nov  3 08:05:01 gw sudo: %s", readings[i].line),
            .count = 1,
        };
        struct event *event = event_create(arena, &record, wanted, true);
        struct text flags = {0};

        decoder_decode(decoder_find(TEXT("sudo")), &context, event);
        for (size_t j = 0; j < event->flag_count; j++)
            flags = arena_printf(arena, "%.*s%.*s ", TEXT_ARGS(flags), TEXT_ARGS(event->flags[j]));
        check_same(join(arena, event_value(event, user)), readings[i].users);
        check_same(join(arena, event_value(event, group)), readings[i].groups);
        check_same(flags, readings[i].flags);
        wanted_fields_destroy(wanted);
        arena_destroy(arena);
    }
}
END_TEST

SUITE_MAIN("sudo", messages_are_understood, it_is_a_format_of_its_own,
           nobody_can_hide_a_user_behind_another)
