#include "notifier/alert_notice.h"

#include <string.h>

#include "support/suite.h"

#define ID "00112233445566778899aabbccddeeff"

static void is(struct text text, const char *wanted)
{
    ck_assert_msg(text_equal(text, text_of(wanted)), "'%.*s', not '%s'", TEXT_ARGS(text), wanted);
}

START_TEST(a_record_is_read)
{
    struct arena *arena = arena_create(1 << 10);
    struct alert_notice notice = {.number = 0};

    ck_assert(alert_notice_read(
        &notice, arena,
        TEXT("{\"seq\":4711,\"type\":\"alert\",\"change\":\"created\",\"id\":\"" ID
             "\",\"rag\":\"red\",\"state\":\"open\",\"title\":\"\\u00e9 \\\"x\\\"\","
             "\"rule\":{\"tags\":[{\"key\":\"no\"}],\"key\":\"r1\"},\"control\":null,"
             "\"subject\":{\"kind\":\"user\",\"name\":\"ana\"},\"account\":\"acme\",\"count\":3,"
             "\"fields\":{\"id\":\"no\",\"title\":\"no\"}}")));
    ck_assert_str_eq(notice.id, ID);
    ck_assert_uint_eq(notice.number, 4711);
    is(notice.title, "\xc3\xa9 \"x\"");
    is(notice.rule, "r1");
    is(notice.subject, "ana");
    is(notice.account, "acme");
    is(notice.control, "");
    is(notice.count, "3");
    ck_assert(alert_notice_is_red(&notice));
    ck_assert(alert_notice_is_open(&notice));
    ck_assert(!alert_notice_is_over(&notice));
    arena_destroy(arena);
}
END_TEST

/* Control characters are six bytes each when they are written. */
START_TEST(what_is_kept_of_a_record_has_a_bound)
{
    static const char *const names[] = {
        "\"change\":",        "\"state\":",
        "\"title\":",         "\"control\":",
        "\"account\":",       "\"site\":",
        "\"count\":",         "\"raised_at\":",
        "\"rule\":{\"key\":", "\"subject\":{\"name\":",
    };
    struct arena *arena = arena_create(1 << 10);
    struct alert_notice notice = {.number = 0};
    struct alert_notice again = {.number = 0};
    struct buffer raw = {0};
    struct buffer kept = {0};

    buffer_append_text(&raw,
                       TEXT("{\"seq\":7,\"type\":\"alert\",\"rag\":\"red\",\"id\":\"" ID "\""));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        buffer_printf(&raw, ",%s\"", names[i]);
        for (unsigned k = 0; k < 800; k++)
            buffer_append_text(&raw, TEXT("\\u0001"));
        buffer_append_text(&raw, strchr(names[i], '{') ? TEXT("\"}") : TEXT("\""));
    }
    buffer_append_byte(&raw, '}');
    ck_assert(alert_notice_read(&notice, arena, buffer_text(&raw)));
    alert_notice_write(&notice, &kept);
    ck_assert_uint_le(kept.length, ALERT_NOTICE_KEPT_MOST);
    ck_assert(alert_notice_read(&again, arena, buffer_text(&kept)));
    ck_assert_str_eq(again.id, ID);
    ck_assert_uint_eq(again.number, 7);
    ck_assert(alert_notice_is_red(&again));
    ck_assert_uint_eq(again.title.length, 100);
    ck_assert_uint_eq(again.rule.length, 100);
    ck_assert_uint_eq(again.subject.length, 100);
    buffer_finish(&raw);
    buffer_finish(&kept);
    arena_destroy(arena);
}
END_TEST

START_TEST(what_is_about_no_alert_is_none)
{
    static const struct {
        const char *raw;
        bool good;
    } rows[] = {
        {"{\"seq\":1,\"type\":\"withheld\",\"id\":\"" ID "\",\"message\":\"too long\"}", true},
        {"{\"seq\":1,\"type\":\"alert\",\"id\":\"" ID "\"}", true},
        {"{\"type\":\"alert\",\"id\":\"" ID "\"}", false},
        {"{\"seq\":-1,\"type\":\"alert\",\"id\":\"" ID "\"}", false},
        {"{\"seq\":1,\"type\":\"alert\",\"id\":\"../../etc\"}", false},
        {"{\"seq\":1,\"type\":\"health\",\"id\":\"" ID "\"}", false},
        {"{\"seq\":1,\"type\":\"withheld\"}", false},
        {"[]", false},
        {"", false},
    };
    struct arena *arena = arena_create(1 << 10);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct alert_notice notice = {.number = 0};

        ck_assert_msg(alert_notice_read(&notice, arena, text_of(rows[i].raw)) == rows[i].good, "%s",
                      rows[i].raw);
    }
    arena_destroy(arena);
}
END_TEST

SUITE_MAIN("alert_notice", a_record_is_read, what_is_kept_of_a_record_has_a_bound,
           what_is_about_no_alert_is_none)
