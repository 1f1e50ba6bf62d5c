/* json_view: times and texts as people read them. */
#include "ctl/json_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "support/suite.h"

/* 2026-11-23T12:00:00Z */
#define NOW ((timestamp)1795435200 * SECOND)

START_TEST(how_long_ago)
{
    static const struct {
        timestamp when;
        const char *relative, *deadline;
    } table[] = {
        {TIMESTAMP_NONE, "-", "-"},
        {NOW, "0 s ago", "0 s late"},
        {NOW - 59 * SECOND, "59 s ago", "59 s late"},
        {NOW - 119 * SECOND, "119 s ago", "119 s late"},
        {NOW - 2 * MINUTE, "2 min ago", "2 min late"},
        {NOW - 90 * MINUTE, "90 min ago", "90 min late"},
        {NOW - 3 * HOUR, "3 h ago", "3 h late"},
        {NOW + 24 * HOUR, "in 24 h", "in 24 h"},
        {NOW + 8 * DAY, "in 8 d", "in 8 d"},
    };
    struct buffer scratch = {0};

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        json_view_relative(table[i].when, NOW, &scratch);
        ck_assert_str_eq(buffer_string(&scratch), table[i].relative);
        json_view_deadline(table[i].when, NOW, &scratch);
        ck_assert_str_eq(buffer_string(&scratch), table[i].deadline);
    }
    buffer_finish(&scratch);
}
END_TEST

START_TEST(both_at_once)
{
    struct buffer scratch = {0};

    setenv("TZ", "UTC", 1);
    tzset();
    json_view_when(NOW - 3 * MINUTE, NOW, &scratch);
    ck_assert_str_eq(buffer_string(&scratch), "11:57:00 (3 min ago)");
    json_view_when(NOW - 26 * HOUR, NOW, &scratch);
    ck_assert_str_eq(buffer_string(&scratch), "2026-11-22 10:00:00 (26 h ago)");
    json_view_when(TIMESTAMP_NONE, NOW, &scratch);
    ck_assert_str_eq(buffer_string(&scratch), "-");
    buffer_finish(&scratch);
}
END_TEST

START_TEST(what_a_terminal_must_not_see_is_escaped)
{
    static const struct {
        const char *text, *shown;
    } table[] = {
        {"ACME\\acruz", "ACME\\acruz"},
        {"M\xc3\xbcller", "M\xc3\xbcller"},
        {"a\x1b[31mb", "a\\x1b[31mb"},
        {"a\x7f\nb", "a\\x7f\\x0ab"},
        {"a\xc2\x9b"
         "b",
         "a\\xc2\\x9bb"}, /* C1 */
        {"a\xe2\x80\xae"
         "b",
         "a\\xe2\\x80\\xaeb"}, /* right-to-left override */
    };
    struct buffer scratch = {0};

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        json_t *json = json_pack("{s:s}", "a", table[i].text);

        ck_assert_str_eq(json_view_text(json, "a", &scratch).data, table[i].shown);
        json_decref(json);
    }
    buffer_finish(&scratch);
}
END_TEST

/* What json_view_print_line puts on standard output. */
static void print(const char *line, char *seen, size_t size)
{
    FILE *file = tmpfile();
    int kept = dup(STDOUT_FILENO);

    ck_assert_ptr_nonnull(file);
    fflush(stdout);
    dup2(fileno(file), STDOUT_FILENO);
    json_view_print_line(text_of(line));
    fflush(stdout);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    rewind(file);
    seen[fread(seen, 1, size - 1, file)] = '\0';
    fclose(file);
}

START_TEST(in_json_it_becomes_an_escape_of_json)
{
    static const struct {
        const char *line, *shown;
    } table[] = {
        {"{\"a\":\"x\\ny\"}", "{\"a\":\"x\\ny\"}\n"},
        {"\"M\xc3\xbcller \xf0\x9f\x90\xaa\"", "\"M\xc3\xbcller \xf0\x9f\x90\xaa\"\n"},
        {"\"\x1b\x7f\"", "\"\\u001b\\u007f\"\n"},
        {"\"\xc2\x9b\xe2\x80\xae\"", "\"\\u009b\\u202e\"\n"},
        {"\"\xf3\xa0\x80\x81\"", "\"\\udb40\\udc01\"\n"}, /* a hidden letter, U+E0001 */
        {"\"\xff\xc3\"", "\"\\ufffd\\ufffd\"\n"},
        {"", "\n"},
    };
    char seen[64] = "";

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        print(table[i].line, seen, sizeof seen);
        ck_assert_str_eq(seen, table[i].shown);
    }
}
END_TEST

SUITE_MAIN("json_view", in_json_it_becomes_an_escape_of_json, how_long_ago, both_at_once,
           what_a_terminal_must_not_see_is_escaped)
