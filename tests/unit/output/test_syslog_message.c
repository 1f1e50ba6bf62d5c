#include "output/alert_sentence.h"
#include "output/syslog_message.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/json_line.h"

static const struct syslog_header header = {10, "gate1", 812, 1795400000 * SECOND + 123456};

static void write(struct buffer *line, const char *body)
{
    struct alert_facts facts = {0};
    json_t *tree = json_line_parse(text_of(body));

    ck_assert(alert_facts_read(&facts, tree));
    syslog_message_write(line, &header, &facts, 77);
    json_decref(tree);
}

START_TEST(a_message_is_as_the_rfc_wants_it)
{
    struct buffer line = {0};

    write(&line, "{\"type\":\"alert\",\"change\":\"created\",\"id\":\"0a0b\",\"rag\":\"red\","
                 "\"state\":\"open\",\"title\":\"Public LLM\",\"rule\":{\"key\":\"r-1\"},"
                 "\"subject\":{\"kind\":\"user\",\"name\":\"ana\"},\"account\":\"acme\","
                 "\"site\":\"MNL1\",\"control\":\"daily-ai\",\"count\":3,"
                 "\"due_at\":\"2026-11-24T00:00:00.000000Z\",\"summary\":\"GET /\"}");
    ck_assert_str_eq(
        buffer_string(&line),
        "<82>1 2026-11-23T02:13:20.123456Z gate1 amberd 812 created [amberd@32473 id=\"0a0b\" "
        "rag=\"red\" rule=\"r-1\" subject=\"ana\" account=\"acme\" site=\"MNL1\" state=\"open\" "
        "control=\"daily-ai\" count=\"3\" seq=\"77\"] Red alert created: Public LLM, user ana, "
        "account acme, site MNL1, due 2026-11-24T00:00:00.000000Z; GET /");
    buffer_finish(&line);
}
END_TEST

START_TEST(values_are_escaped_and_never_break_out)
{
    struct buffer line = {0};

    write(&line,
          "{\"type\":\"alert\",\"change\":\"closed\",\"id\":\"1\",\"state\":\"false-positive\","
          "\"rule\":{\"key\":\"a\\\\b\\\"c]d\\n\\u202e\"},\"title\":\"x\\ny\"}");
    ck_assert_ptr_nonnull(strstr(buffer_string(&line), "rule=\"a\\\\b\\\"c\\]d??"));
    ck_assert_ptr_nonnull(strstr(buffer_string(&line), " 812 false-positive ["));
    ck_assert_ptr_nonnull(strstr(buffer_string(&line), "<84>1 "));
    ck_assert_ptr_null(strchr(buffer_string(&line), '\n'));
    buffer_finish(&line);
}
END_TEST

START_TEST(text_beyond_ascii_has_its_mark)
{
    struct buffer line = {0};

    write(&line,
          "{\"type\":\"alert\",\"change\":\"created\",\"id\":\"1\",\"title\":\"Zugriff für Ana\"}");
    ck_assert_ptr_nonnull(strstr(buffer_string(&line), "] \xEF\xBB\xBF"
                                                       "Amber alert created: Zugriff f\xC3\xBCr"));
    buffer_finish(&line);
}
END_TEST

START_TEST(the_text_is_cut_and_the_data_is_not)
{
    static char body[20000];
    static char long_text[5000];
    struct buffer line = {0};

    memset(long_text, ']', sizeof long_text - 1);
    snprintf(
        body, sizeof body,
        "{\"type\":\"alert\",\"change\":\"created\",\"id\":\"%.300s\",\"rule\":{\"key\":\"%s\"},"
        "\"subject\":{\"name\":\"%s\"},\"account\":\"%.300s\",\"site\":\"%.300s\","
        "\"control\":\"%.300s\",\"state\":\"%.300s\",\"summary\":\"%s\"}",
        long_text, long_text, long_text, long_text, long_text, long_text, long_text, long_text);
    write(&line, body);
    ck_assert_uint_eq(line.length, SYSLOG_MESSAGE_LARGEST);
    ck_assert_ptr_nonnull(strstr(buffer_string(&line), "...\" count=\"0\" seq=\"77\"] Amber"));
    buffer_finish(&line);
}
END_TEST

START_TEST(only_what_people_must_know_is_told)
{
    static const struct {
        const char *change;
        const char *state;
        bool told;
    } rows[] = {
        {"created", "open", true},
        {"escalated", "open", true},
        {"reopened", "open", true},
        {"closed", "closed", true},
        {"closed", "false-positive", true},
        {"moved", "false-positive", true},
        {"moved", "isolated", false},
        {"updated", "open", false},
        {"", "open", false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        json_t *tree = json_pack("{s:s, s:s, s:s, s:s}", "type", "alert", "id", "1", "change",
                                 rows[i].change, "state", rows[i].state);
        struct alert_facts facts = {0};

        ck_assert(alert_facts_read(&facts, tree));
        ck_assert_int_eq(alert_sentence_is_due(&facts), rows[i].told);
        json_decref(tree);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("syslog_message");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, a_message_is_as_the_rfc_wants_it);
    tcase_add_test(tcase, values_are_escaped_and_never_break_out);
    tcase_add_test(tcase, text_beyond_ascii_has_its_mark);
    tcase_add_test(tcase, the_text_is_cut_and_the_data_is_not);
    tcase_add_test(tcase, only_what_people_must_know_is_told);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
