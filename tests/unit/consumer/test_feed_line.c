#include "consumer/feed_line.h"

#include <string.h>

#include "base/buffer.h"
#include "support/suite.h"

static const struct {
    const char *raw;
    bool good;
    enum feed_line_kind kind;
    const char *cursor;
    const char *kept; /* cursor of a line in a file */
} rows[] = {
    {"{\"type\":\"hello\",\"proto\":1,\"oldest\":\"a\",\"newest\":\"b\"}", true, FEED_LINE_HELLO,
     "", ""},
    {"{\"type\":\"subscribed\",\"through\":\"c1\"}", true, FEED_LINE_SUBSCRIBED, "c1", ""},
    {"{\"type\":\"heartbeat\",\"newest\":\"c9\",\"through\":\"c2\",\"lag\":0}", true,
     FEED_LINE_HEARTBEAT, "c2", ""},
    {"{\"type\":\"gap\",\"lost_from\":1,\"lost_to\":2,\"cursor\":\"c3\"}", true, FEED_LINE_GAP,
     "c3", "c3"},
    {"{\"type\":\"error\",\"code\":\"bad-ack\",\"cursor\":\"c9\"}", true, FEED_LINE_ERROR, "", ""},
    {"{\"seq\":1,\"cursor\":\"c4\",\"type\":\"alert\",\"fields\":{\"cursor\":\"no\"}}", true,
     FEED_LINE_RECORD, "c4", "c4"},
    {"{\"type\":\"health\",\"event\":\"journal-blocked\"}", true, FEED_LINE_RECORD, "", ""},
    /* A native record may have what only looks like another format's cursor. */
    {"{\"type\":\"news\",\"metadata\":{\"uid\":\"no\"},\"event\":{\"id\":\"no\"}}", true,
     FEED_LINE_RECORD, "", ""},
    {"{\"class_uid\":2004,\"metadata\":{\"a\":{\"uid\":\"no\"},\"uid\":\"c5\",\"b\":[1]},"
     "\"finding_info\":{\"uid\":\"no\"}}",
     true, FEED_LINE_RECORD, "c5", "c5"},
    {"{\"event\":{\"sequence\":7,\"id\":\"c6\"},\"amberd\":{\"cursor\":\"no\"}}", true,
     FEED_LINE_RECORD, "c6", "c6"},
    {"{}", true, FEED_LINE_RECORD, "", ""},
    {"", false, FEED_LINE_RECORD, "", ""},
    {"[]", false, FEED_LINE_RECORD, "", ""},
    {"{\"seq\":1,\"cursor\":\"c4\"", false, FEED_LINE_RECORD, "", ""},
    {"{\"seq\":1,\"cursor\":\"c4\"} {}", false, FEED_LINE_RECORD, "", ""},
    {"{\"cursor\":\"c\\\",\\\"op\\\":\\\"x\"}", false, FEED_LINE_RECORD, "", ""},
    {"{\"cursor\":\"0123456789012345678901234567890123456789012345678901234567890123456789\"}",
     false, FEED_LINE_RECORD, "", ""},
};

START_TEST(a_line_says_what_it_is_and_where)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct feed_line line = {.kind = FEED_LINE_HELLO};

        ck_assert_msg(feed_line_read(text_of(rows[i].raw), &line) == rows[i].good, "%s",
                      rows[i].raw);
        ck_assert_msg(text_equal(feed_line_cursor_of(text_of(rows[i].raw)), text_of(rows[i].kept)),
                      "%s", rows[i].raw);
        if (!rows[i].good)
            continue;
        ck_assert_msg(line.kind == rows[i].kind, "%s", rows[i].raw);
        ck_assert_msg(text_equal(line.cursor, text_of(rows[i].cursor)), "%s", rows[i].raw);
    }
}
END_TEST

START_TEST(a_line_has_a_bound)
{
    struct buffer raw = {0};
    struct feed_line line = {.kind = FEED_LINE_HELLO};

    buffer_append_text(&raw, TEXT("{\"type\":\""));
    while (raw.length < FEED_LINE_MOST - 3)
        buffer_append_byte(&raw, 'x');
    buffer_append_text(&raw, TEXT("\"}"));
    ck_assert(feed_line_read(buffer_text(&raw), &line));
    buffer_append_byte(&raw, ' ');
    ck_assert(!feed_line_read(buffer_text(&raw), &line));
    buffer_finish(&raw);
}
END_TEST

SUITE_MAIN("feed_line", a_line_says_what_it_is_and_where, a_line_has_a_bound)
