#include "output/format_ecs.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "output/json_line.h"
#include "support/fake_journal.h"

static const char golden_line[] =
    "{\"@timestamp\":\"2026-11-23T02:13:20.123456Z\",\"ecs\":{\"version\":\"8.17.0\"},"
    "\"event\":{\"kind\":\"alert\",\"category\":[\"intrusion_detection\"],"
    "\"type\":[\"info\"],\"action\":\"alert-created\",\"severity\":47,\"module\":\"amberd\","
    "\"dataset\":\"amberd.alert\",\"id\":\"c0ffee\",\"sequence\":1,"
    "\"created\":\"2026-11-20T08:05:01.500000Z\",\"start\":\"2026-11-20T08:00:00.000000Z\","
    "\"end\":\"2026-11-20T08:05:00.000000Z\"},\"message\":\"connect from 203.0.113.9\","
    "\"tags\":[\"attack.t1078.004\",\"amber.vpn\"],\"labels\":{\"rag\":\"amber\","
    "\"account\":\"acme\",\"site\":\"MNL1\",\"control\":\"daily-vpn\"},"
    "\"rule\":{\"id\":\"rule-255\",\"name\":\"Login outside the roster\","
    "\"ruleset\":\"sigma\"},\"threat\":{\"framework\":\"MITRE ATT&CK\","
    "\"technique\":{\"id\":[\"T1078\"],\"subtechnique\":{\"id\":[\"T1078.004\"]}}},"
    "\"observer\":{\"vendor\":\"amberd\",\"product\":\"amberd\",\"version\":\"9.9.9\"},"
    "\"log\":{\"file\":{\"path\":\"/var/log/vpn.log\"},\"offset\":4711},"
    "\"related\":{\"user\":[\"ana.cruz\"],\"ip\":[\"203.0.113.9\"]},"
    "\"user\":{\"name\":\"ana.cruz\"},\"source\":{\"ip\":\"203.0.113.9\"},"
    "\"amberd\":{\"cursor\":\"c0ffee\",\"seq\":1,\"change\":\"created\",\"rag\":\"amber\","
    "\"state\":\"open\",\"subject\":{\"kind\":\"user\",\"name\":\"ana.cruz\"},"
    "\"account\":\"acme\",\"site\":\"MNL1\",\"control\":\"daily-vpn\","
    "\"due_at\":\"2026-11-21T08:05:01.500000Z\",\"escalated\":false,\"storm\":false,"
    "\"closure\":{},\"source\":{\"name\":\"vpn\",\"path\":\"/var/log/vpn.log\","
    "\"incarnation\":\"00112233445566778899aabbccddeeff\",\"offset\":4711},"
    "\"alert_id\":\"000000000000000000000000000000ff\","
    "\"fields\":{\"event.kind\":\"forged\"}}}\n";

struct golden {
    const char *change;
    const char *rag;
    struct buffer line;
};

static bool write_alert(const struct journal_record *record, void *cookie)
{
    struct golden *golden = cookie;
    struct format_alert alert = {
        .number = record->number, .cursor = "c0ffee", .version = "9.9.9", .at = record->at};
    json_t *body = json_line_parse(record->body);

    ck_assert(alert_facts_read(&alert.facts, body));
    format_ecs_write(&golden->line, &alert);
    json_decref(body);
    return true;
}

static json_t *translate(struct golden *golden)
{
    struct fake_journal *journal = fake_journal_create();
    struct journal_reader reader = fake_journal_reader(journal);
    struct error err = {0};

    fake_journal_add_alert(journal, 255, golden->change, golden->rag);
    ck_assert(reader.read(reader.cookie, 0, 1, write_alert, golden, &err));
    fake_journal_destroy(journal);
    return json_loads(buffer_string(&golden->line), 0, NULL);
}

START_TEST(a_created_alert_is_this_line)
{
    struct golden golden = {.change = "created", .rag = "amber"};
    json_t *tree = translate(&golden);

    ck_assert_str_eq(buffer_string(&golden.line), golden_line);
    json_decref(tree);
    buffer_finish(&golden.line);
}
END_TEST

START_TEST(what_a_log_says_stays_out_of_what_we_say)
{
    struct golden golden = {.change = "created", .rag = "red"};
    json_t *tree = translate(&golden);

    ck_assert_str_eq(json_string_value(json_line_member(tree, "event.kind")), "alert");
    ck_assert_str_eq(
        json_string_value(json_object_get(json_line_member(tree, "amberd.fields"), "event.kind")),
        "forged");
    ck_assert_str_eq(json_string_value(json_line_member(tree, "user.name")), "ana.cruz");
    json_decref(tree);
    buffer_finish(&golden.line);
}
END_TEST

START_TEST(fields_that_collide_do_no_harm)
{
    struct format_alert alert = {.number = 1, .cursor = "c", .version = "v"};
    json_t *body = json_pack("{s:s, s:s, s:{s:s, s:s, s:s, s:s, s:s}}", "type", "alert", "id", "x",
                             "fields", "user.name", "a", "user.name.first", "b", "user.", "c",
                             "user..x", "d", "user", "e");
    struct buffer line = {0};
    json_t *tree = NULL;

    ck_assert(alert_facts_read(&alert.facts, body));
    format_ecs_write(&line, &alert);
    tree = json_loads(buffer_string(&line), 0, NULL);
    ck_assert_str_eq(json_string_value(json_line_member(tree, "user.name")), "a");
    ck_assert_uint_eq(json_object_size(json_line_member(tree, "amberd.fields")), 4);
    json_decref(tree);
    json_decref(body);
    buffer_finish(&line);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("format_ecs");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, a_created_alert_is_this_line);
    tcase_add_test(tcase, what_a_log_says_stays_out_of_what_we_say);
    tcase_add_test(tcase, fields_that_collide_do_no_harm);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
