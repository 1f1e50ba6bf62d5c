/*
 * The landmarks of auditd's lines in syslog are what the sieve looks for: a line without
 * one must not be read, however the program's name and the message are written.
 */
#include <check.h>

#include "base/arena.h"
#include "decode/auditd.h"
#include "decode/syslog_frame.h"
#include "support/suite.h"

enum { ARENA_BLOCK = 4096 };

static const char *const read_lines[] = {
    "Nov  3 08:05:01 gw audit[912]: USER_AUTH pid=912 uid=0",
    "Nov  3 08:05:01 gw audit: USER_AUTH pid=912 uid=0",
    "Nov  3 08:05:01 gw /usr/sbin/audit(x)[912]: USER_AUTH pid=912 uid=0",
    "Nov  3 08:05:01 gw [audit] USER_AUTH pid=912 uid=0",
    "Nov  3 08:05:01 gw (audit)[912]: USER_AUTH pid=912 uid=0",
    "<13>audit: USER_AUTH pid=912 uid=0",
    "<13>1 2026-11-03T08:05:01Z gw audit 912 - - USER_AUTH pid=912 uid=0",
    "Nov  3 08:05:01 gw audispd: node=gw type=LOGIN msg=audit(1793577901.123:4): uid=0",
    "Nov  3 08:05:01 gw app: node=gw type=LOGIN msg=audit(1793577901.123:4): uid=0",
    "Nov  3 08:05:01 gw app: type=LOGIN audit(1793577901.123:4): uid=0",
    "Nov  3 08:05:01 gw kernel: audit: type=1400 audit(1793577901.123:4): apparmor=\"DENIED\"",
    "Nov  3 08:05:01 gw kernel: [  1.2] audit: audit_lost=3",
    "Nov  3 08:05:01 gw kernel: audit_lost=3",
    "Nov  3 08:05:01 gw kernel: kauditd_printk_skb: 12 callbacks suppressed",
    "Nov  3 08:05:01 gw auditd[9]: queue is full",
};

static const char *const other_lines[] = {
    "Nov  3 08:05:01 gw app: node=gw USER_AUTH pid=912 uid=0",
    "Nov  3 08:05:01 gw app: node=gw type=USER_AUTH pid=912 uid=0",
    "Nov  3 08:05:01 gw app: type=USER_AUTH pid=912 uid=0",
    "Nov  3 08:05:01 gw app: USER_AUTH pid=912 uid=0",
};

static bool is_read(const char *line)
{
    struct record record = {.text = text_of(line), .count = 1, .modified = 1793694901 * SECOND};
    struct arena *arena = arena_create(ARENA_BLOCK);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, true);
    struct syslog_frame frame = {0};
    unsigned count = 1;
    bool result = false;

    ck_assert_msg(syslog_frame_read(record.text, NULL, record.modified, &frame), "%s", line);
    result = auditd_program.decode(&frame, event, &count);
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
    return result;
}

static bool has_landmark(const char *line)
{
    for (const char *const *one = auditd_program.landmarks; *one; one++) {
        if (text_find(text_of(line), text_of(*one), &(size_t){0}))
            return true;
    }
    return false;
}

START_TEST(what_is_read_has_a_landmark)
{
    for (size_t i = 0; i < sizeof read_lines / sizeof *read_lines; i++) {
        ck_assert_msg(is_read(read_lines[i]), "%s", read_lines[i]);
        ck_assert_msg(has_landmark(read_lines[i]), "%s", read_lines[i]);
    }
}
END_TEST

START_TEST(what_has_none_is_not_read)
{
    for (size_t i = 0; i < sizeof other_lines / sizeof *other_lines; i++) {
        ck_assert_msg(!has_landmark(other_lines[i]), "%s", other_lines[i]);
        ck_assert_msg(!is_read(other_lines[i]), "%s", other_lines[i]);
    }
}
END_TEST

SUITE_MAIN("auditd landmarks", what_is_read_has_a_landmark, what_has_none_is_not_read)
