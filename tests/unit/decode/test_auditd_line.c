#include "decode/auditd_line.h"

#include <check.h>

#include "base/buffer.h"
#include "support/suite.h"

enum { ARENA_BLOCK = 1024 };

/* Bodies, and their pairs as "name[value]", decoded as those of the type. */
static const struct {
    const char *type;
    const char *body;
    const char *pairs;
} bodies[] = {
    {"SYSCALL", "a0=10 a1=2F62 comm=\"x y\" exe=2F62 key=(null)",
     "a0[10] a1[2F62] comm[x y] exe[/b] key[(null)]"},
    {"EXECVE", "argc=2 a0=2F62 a1=\"2F62\" a2=2F6 a3=2f62 a4= a5[0]=2F62",
     "argc[2] a0[/b] a1[2F62] a2[2F6] a3[2f62] a4[] a5[0][/b]"},
    {"USER_LOGIN",
     "pid=1 msg='op=login acct=\"a\" addr=? res=success'\x1d"
     "UID=\"root\"",
     "pid[1] op[login] acct[a] addr[?] res[success] UID[root]"},
    {"USER_LOGIN",
     "pid=1 msg='op=login hostname=o'Neil addr=? res=success'UID=\"root\" AUID=\"ines\"",
     "pid[1] op[login] hostname[o'Neil] addr[?] res[success] UID[root] AUID[ines]"},
    {"USER_ACCT", "user pid=1 msg='PAM: accounting acct=root : (hostname=?, addr=?, res=failed)'",
     "pid[1] acct[root] hostname[?] addr[?] res[failed]"},
    {"SYSCALL", "tty=(none) x=(a,b) y=c0,c1, z=(null))",
     "tty[(none)] x[(a,b)] y[c0,c1] z[(null))]"},
    {"SOCKADDR",
     "saddr=02\x1d"
     "SADDR={ saddr_fam=inet laddr=203.0.113.7 } end=1",
     "saddr[02] SADDR[saddr_fam=inet laddr=203.0.113.7] end[1]"},
    {"PATH", "name=\"never closed", "name[never closed]"},
    {"PATH", "name={never closed", "name[never closed]"},
    {"PATH", "= =x ==y a", ""},
    {"PATH", "", ""},
};

static void append(struct buffer *pairs, struct arena *arena, const char *type,
                   const struct auditd_pair *pair)
{
    if (pairs->length > 0)
        buffer_append_byte(pairs, ' ');
    buffer_append_text(pairs, pair->name);
    buffer_append_byte(pairs, '[');
    buffer_append_text(pairs, auditd_pair_text(arena, text_of(type), pair));
    buffer_append_byte(pairs, ']');
}

START_TEST(pairs_come_off_one_by_one)
{
    struct arena *arena = arena_create(ARENA_BLOCK);

    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct text body = text_of(bodies[i].body);
        struct auditd_pair pair = {0};
        struct buffer pairs = {0};

        while (auditd_pair_take(&body, &pair))
            append(&pairs, arena, bodies[i].type, &pair);
        ck_assert_str_eq(buffer_string(&pairs), bodies[i].pairs);
        buffer_finish(&pairs);
    }
    arena_destroy(arena);
}
END_TEST

static const struct {
    const char *line;
    const char *node;
    const char *type;
    const char *serial;
    timestamp time;
} lines[] = {
    {"type=CWD msg=audit(1793577901.123:7): cwd=\"/\"", "", "CWD", "7", 1793577901123000},
    {"node=gw type=CWD msg=audit(1793577901.123:7): x", "gw", "CWD", "7", 1793577901123000},
    {"type=CWD msg=audit(0.000:4294967295) old", "", "CWD", "4294967295", 0},
    {"audit: type=1400 audit(1793577901.123:7): x", "", "1400", "7", 1793577901123000},
    {"[    1.5] audit: type=1400 audit(1793577901.123:7): x", "", "1400", "7", 1793577901123000},
    {"USER_AUTH pid=1 uid=0", "", "USER_AUTH", "", TIMESTAMP_NONE},
    {"MAC_STATUS2 a=1", "", "MAC_STATUS2", "", TIMESTAMP_NONE},
};

START_TEST(the_three_forms_are_read)
{
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct auditd_line line = {0};

        ck_assert_msg(auditd_line_read(text_of(lines[i].line), &line), "%s", lines[i].line);
        ck_assert(text_equal(line.node, text_of(lines[i].node)));
        ck_assert(text_equal(line.type, text_of(lines[i].type)));
        ck_assert(text_equal(line.serial, text_of(lines[i].serial)));
        ck_assert_int_eq(line.time, lines[i].time);
    }
}
END_TEST

START_TEST(other_lines_are_none)
{
    static const char *const others[] = {
        "",
        "type=",
        "type=CWD",
        "type=CWD msg=",
        "type=CWD msg=audit(1793577901.123:7",
        "type=CWD msg=audit(1793577901.123): x",
        "type=CWD msg=audit(1793577901.12:7): x",
        "type=CWD msg=audit(-1.123:7): x",
        "type=CWD msg=audit(999999999999.123:7): x",
        "node=gw",
        "USER_AUTH",
        "USER_AUTH without a pair, however long",
        "user_auth pid=1",
        "9LIVES pid=1",
        "audit: backlog limit exceeded",
    };

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct auditd_line line = {0};

        ck_assert_msg(!auditd_line_read(text_of(others[i]), &line), "%s", others[i]);
    }
}
END_TEST

START_TEST(a_command_s_words_are_known)
{
    uint64_t number = 0;

    ck_assert(auditd_argument(TEXT("a0"), &number) && number == 0);
    ck_assert(auditd_argument(TEXT("a12"), &number) && number == 12);
    ck_assert(auditd_argument(TEXT("a12[3]"), &number) && number == 12);
    ck_assert(!auditd_argument(TEXT("a"), &number));
    ck_assert(!auditd_argument(TEXT("a1_len"), &number));
    ck_assert(!auditd_argument(TEXT("a1[]"), &number));
    ck_assert(!auditd_argument(TEXT("a1[2"), &number));
    ck_assert(!auditd_argument(TEXT("argc"), &number));
    ck_assert(!auditd_argument(TEXT("a99999999999999999999"), &number));
}
END_TEST

SUITE_MAIN("auditd_line", pairs_come_off_one_by_one, the_three_forms_are_read, other_lines_are_none,
           a_command_s_words_are_known)
