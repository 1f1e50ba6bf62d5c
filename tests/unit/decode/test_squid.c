#include "decode/squid.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

/* A line, and its fields but for the ones every line has, in order. */
static const struct {
    const char *line;
    const char *fields;
} lines[] = {
    {"1793577901.123    104 10.1.2.3 TCP_TUNNEL/200 28854 CONNECT Chat.Example.com:443 ines "
     "HIER_DIRECT/198.51.100.20 -",
     "event.action=http_connect event.outcome=success event.duration=104000000 "
     "user.name=ines source.address=10.1.2.3 source.ip=10.1.2.3 "
     "destination.address=chat.example.com destination.domain=chat.example.com "
     "destination.ip=198.51.100.20 destination.port=443 destination.bytes=28854 "
     "url.full=Chat.Example.com:443 url.domain=chat.example.com url.port=443 "
     "http.request.method=CONNECT http.response.status_code=200 http.response.bytes=28854 "
     "amberd.squid.result=TCP_TUNNEL amberd.squid.hierarchy=HIER_DIRECT"},
    {"1793577901.123      0 10.1.2.3 TCP_DENIED/403 353 CONNECT [2001:db8::1]:443 - HIER_NONE/- "
     "text/html",
     "event.action=http_connect event.outcome=failure event.duration=0 source.address=10.1.2.3 "
     "source.ip=10.1.2.3 destination.address=2001:db8::1 destination.domain=2001:db8::1 "
     "destination.ip=2001:db8::1 destination.port=443 destination.bytes=353 "
     "url.full=[2001:db8::1]:443 url.domain=2001:db8::1 url.port=443 http.request.method=CONNECT "
     "http.response.status_code=403 http.response.bytes=353 http.response.mime_type=text/html "
     "amberd.squid.result=TCP_DENIED amberd.squid.hierarchy=HIER_NONE"},
    {"1793577901.123 7 pc.example.net TCP_MISS/200 9 GET "
     "http://ines:secret@Www.Example.com:8080/a%20b?q=c d%20e FIRSTUP_PARENT/10.0.0.1 text/html",
     "event.action=http_request event.outcome=success event.duration=7000000 user.name=d e "
     "source.address=pc.example.net destination.address=www.example.com "
     "destination.domain=www.example.com destination.port=8080 destination.bytes=9 "
     "url.full=http://Www.Example.com:8080/a%20b?q=c url.scheme=http url.domain=www.example.com "
     "url.port=8080 url.path=/a%20b url.query=q=c http.request.method=GET "
     "http.response.status_code=200 http.response.bytes=9 http.response.mime_type=text/html "
     "amberd.squid.result=TCP_MISS amberd.squid.hierarchy=FIRSTUP_PARENT"},
    {"1793577901.123 0 10.1.2.3 NONE_NONE/000 0 - error:transaction-end-before-headers - "
     "HIER_NONE/- -",
     "event.action=http_request event.outcome=unknown event.reason=transaction-end-before-headers "
     "event.duration=0 source.address=10.1.2.3 source.ip=10.1.2.3 destination.bytes=0 "
     "http.response.bytes=0 amberd.squid.result=NONE_NONE amberd.squid.hierarchy=HIER_NONE"},
    {"1793577901.123 -1 10.1.2.3 TCP_MISS/502 0 GET nonsense - NONE/- text/html",
     "event.action=http_request event.outcome=failure source.address=10.1.2.3 source.ip=10.1.2.3 "
     "destination.bytes=0 url.full=nonsense http.request.method=GET http.response.status_code=502 "
     "http.response.bytes=0 http.response.mime_type=text/html amberd.squid.result=TCP_MISS "
     "amberd.squid.hierarchy=NONE"},
    /* A client cannot write columns of its own into the URL ... */
    {"1793577901.123 1 10.1.2.3 TCP_MISS/200 5 GET https://evil.example/ root "
     "HIER_DIRECT/198.51.100.1 text/html ines HIER_NONE/- -",
     "event.action=http_request event.outcome=success event.duration=1000000 "
     "source.address=10.1.2.3 source.ip=10.1.2.3 destination.address=evil.example "
     "destination.domain=evil.example destination.port=443 destination.bytes=5 "
     "url.full=https://evil.example/ url.scheme=https url.domain=evil.example url.path=/ "
     "http.request.method=GET http.response.status_code=200 http.response.bytes=5 "
     "amberd.squid.result=TCP_MISS"},
    /* ... nor into what is shown behind them ... */
    {"1793577901.123 1 10.1.2.3 TCP_TUNNEL/200 5 CONNECT chat.example:443 ines "
     "HIER_DIRECT/198.51.100.1 - \"agent root HIER_NONE/- -",
     "event.action=http_connect event.outcome=success event.duration=1000000 "
     "source.address=10.1.2.3 source.ip=10.1.2.3 destination.address=chat.example "
     "destination.domain=chat.example destination.port=443 destination.bytes=5 "
     "url.full=chat.example:443 url.domain=chat.example url.port=443 "
     "http.request.method=CONNECT http.response.status_code=200 http.response.bytes=5 "
     "amberd.squid.result=TCP_TUNNEL"},
    /* ... and columns added behind the native ones do no harm. */
    {"1793577901.123 1 10.1.2.3 TCP_MISS/200 5 GET ftp://files.example/x - "
     "HIER_DIRECT/198.51.100.1 "
     "text/plain \"agent one\" 77",
     "event.action=http_request event.outcome=success event.duration=1000000 "
     "source.address=10.1.2.3 source.ip=10.1.2.3 destination.address=files.example "
     "destination.domain=files.example destination.ip=198.51.100.1 destination.port=21 "
     "destination.bytes=5 url.full=ftp://files.example/x url.scheme=ftp url.domain=files.example "
     "url.path=/x http.request.method=GET http.response.status_code=200 http.response.bytes=5 "
     "http.response.mime_type=text/plain amberd.squid.result=TCP_MISS "
     "amberd.squid.hierarchy=HIER_DIRECT"},
    /* Who asks may call his method anything. */
    {"1793577901.123 1 10.1.2.3 TCP_MISS/200 5 42 http://a.example/ - HIER_NONE/- -",
     "event.action=http_request event.outcome=success event.duration=1000000 "
     "source.address=10.1.2.3 source.ip=10.1.2.3 destination.address=a.example "
     "destination.domain=a.example destination.port=80 destination.bytes=5 "
     "url.full=http://a.example/ url.scheme=http url.domain=a.example url.path=/ "
     "http.request.method=42 http.response.status_code=200 http.response.bytes=5 "
     "amberd.squid.result=TCP_MISS amberd.squid.hierarchy=HIER_NONE"},
    {"Nov  3 08:05:01 gw (squid-1)[9]: 1793577901.123 1 10.1.2.3 TCP_MISS/304 5 HEAD http://a./ "
     "100%x%4 HIER_DIRECT/b.example -",
     "event.action=http_request event.outcome=success event.duration=1000000 host.name=gw "
     "process.name=squid-1 process.pid=9 user.name=100%x%4 source.address=10.1.2.3 "
     "source.ip=10.1.2.3 destination.address=a destination.domain=a destination.port=80 "
     "destination.bytes=5 url.full=http://a./ url.scheme=http url.domain=a url.path=/ "
     "http.request.method=HEAD http.response.status_code=304 http.response.bytes=5 "
     "amberd.squid.result=TCP_MISS amberd.squid.hierarchy=HIER_DIRECT"},
};

static const char *const no_lines[] = {
    "",
    "1793577901.123",
    "1793577901.123 104 10.1.2.3 TCP_MISS/200 28854 GET http://a/",
    "1793577901.123 104 10.1.2.3 TCP_MISS/200 28854 GET http://a/ - -",
    "1793577901.123 104 10.1.2.3 TCP_MISS/200 28854 GET - HIER_NONE/-",
    "1793577901.123 104 10.1.2.3 TCP_MISS 28854 GET http://a/ - HIER_NONE/- -",
    "1793577901.123 104 10.1.2.3 TCP_MISS/1000 28854 GET http://a/ - HIER_NONE/- -",
    "1793577901.123 104 10.1.2.3 TCP_MISS/200 -5 GET http://a/ - HIER_NONE/- -",
    "1793577901.123 104 10.1.2.3 TCP_MISS/200 99999999999999999999 GET http://a/ - HIER_NONE/- -",
    "1793577901.12x 104 10.1.2.3 TCP_MISS/200 28854 GET http://a/ - HIER_NONE/- -",
    "999999999999.1 104 10.1.2.3 TCP_MISS/200 28854 GET http://a/ - HIER_NONE/- -",
    "x 104 10.1.2.3 TCP_MISS/200 28854 GET http://a/ - HIER_NONE/- -",
    "10.1.2.3 - - [03/Nov/2026:08:05:01 +0000] \"GET http://a/ HTTP/1.1\" 200 5 \"-\" \"-\"",
    "1793577901.123 104 10.1.2.3 TCP_TUNNEL/200 28854 4800 CONNECT a.example:443 - HIER_NONE/- -",
    "Nov  3 08:05:01 gw squid[9]: Squid Parent: squid-1 process 10 started",
};

static struct arena *arena;
static struct wanted_fields *wanted;
static struct record record;

static void set_up(void)
{
    arena = arena_create(4096);
    wanted = wanted_fields_create();
    record = (struct record){.count = 1, .arrival = 5, .modified = 1793694901 * SECOND};
}

static void tear_down(void)
{
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}

static struct event *decode(struct text line, bool whole)
{
    const struct decode_context context = {0};
    struct event *event = NULL;

    record.text = line;
    event = event_create(arena, &record, wanted, whole);
    decoder_decode(decoder_find(TEXT("squid")), &context, event);
    return event;
}

/* All fields in the order of the table of fields. */
static void show(const struct event *event, struct buffer *buffer)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        enum field field = (enum field)i;

        if (!event_get(event, field) || field == FIELD_EVENT_CATEGORY || field == FIELD_MESSAGE ||
            field == FIELD_EVENT_COUNT)
            continue;
        if (buffer->length > 0)
            buffer_append_byte(buffer, ' ');
        buffer_append_text(buffer, field_name(field));
        buffer_append_byte(buffer, '=');
        buffer_append_text(buffer, event_text(event, field));
    }
}

START_TEST(lines_are_understood)
{
    struct event *event = decode(text_of(lines[_i].line), true);
    struct buffer fields = {0};

    show(event, &fields);
    ck_assert_str_eq(buffer_string(&fields), lines[_i].fields);
    ck_assert(event->decoded);
    ck_assert_int_eq(event->time, 1793577901 * SECOND + 123 * MILLISECOND);
    ck_assert(!event->time_is_arrival);
    buffer_finish(&fields);
}
END_TEST

START_TEST(no_line_is_read_past_its_end)
{
    for (size_t length = 0; length <= strlen(lines[_i].line); length++) {
        char *exact = malloc(length + 1);

        memcpy(exact + 1, lines[_i].line, length);
        decode((struct text){exact + 1, length}, true);
        free(exact);
        arena_reset(arena);
    }
}
END_TEST

START_TEST(other_lines_are_not_decoded)
{
    struct event *event = decode(text_of(no_lines[_i]), true);

    ck_assert_msg(!event->decoded, "%s", no_lines[_i]);
    ck_assert_ptr_null(event_get(event, FIELD_EVENT_ACTION));
}
END_TEST

START_TEST(an_event_is_of_two_categories)
{
    int slot = wanted_fields_add(wanted, TEXT("event.category"));
    const struct event *event = decode(text_of(lines[0].line), false);
    const struct value *value = event_value(event, slot);

    ck_assert(text_equal(value->text, TEXT("web")));
    ck_assert(text_equal(value->next->text, TEXT("network")));
    ck_assert_ptr_null(value->next->next);
    ck_assert_ptr_null(event_get(event, FIELD_USER_NAME));
}
END_TEST

START_TEST(a_duration_past_all_bounds_is_left_out)
{
    const struct event *event = decode(
        TEXT("1.1 9223372036854775807 a TCP_MISS/200 5 GET http://a/ - HIER_NONE/- -"), true);

    ck_assert(event->decoded);
    ck_assert_ptr_null(event_get(event, FIELD_EVENT_DURATION));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("squid");
    TCase *cases = tcase_create("squid");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_loop_test(cases, lines_are_understood, 0, sizeof lines / sizeof *lines);
    tcase_add_loop_test(cases, no_line_is_read_past_its_end, 0, sizeof lines / sizeof *lines);
    tcase_add_loop_test(cases, other_lines_are_not_decoded, 0, sizeof no_lines / sizeof *no_lines);
    tcase_add_test(cases, an_event_is_of_two_categories);
    tcase_add_test(cases, a_duration_past_all_bounds_is_left_out);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
