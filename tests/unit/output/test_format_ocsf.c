#include "output/format_ocsf.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "output/json_line.h"
#include "support/fake_journal.h"

static const char golden_line[] =
    "{\"activity_id\":1,\"activity_name\":\"Create\",\"category_uid\":2,"
    "\"category_name\":\"Findings\",\"class_uid\":2004,\"class_name\":\"Detection Finding\","
    "\"type_uid\":200401,\"severity_id\":3,\"severity\":\"Medium\",\"status_id\":1,"
    "\"status\":\"New\",\"status_detail\":\"open\",\"time\":1795161901500,"
    "\"start_time\":1795161600000,\"end_time\":1795161900000,\"count\":1,\"is_alert\":true,"
    "\"message\":\"connect from 203.0.113.9\",\"metadata\":{\"version\":\"1.8.0\","
    "\"product\":{\"name\":\"amberd\",\"vendor_name\":\"amberd\",\"version\":\"9.9.9\"},"
    "\"uid\":\"c0ffee\",\"sequence\":1,\"log_name\":\"vpn\",\"logged_time\":1795400000123},"
    "\"finding_info\":{\"uid\":\"000000000000000000000000000000ff\","
    "\"title\":\"Login outside the roster\",\"created_time\":1795161901500,"
    "\"modified_time\":1795400000123,\"first_seen_time\":1795161600000,"
    "\"last_seen_time\":1795161900000,\"analytic\":{\"type_id\":1,\"type\":\"Rule\","
    "\"uid\":\"rule-255\",\"name\":\"Login outside the roster\"},"
    "\"attacks\":[{\"technique\":{\"uid\":\"T1078\"},"
    "\"sub_technique\":{\"uid\":\"T1078.004\"}}]},"
    "\"evidences\":[{\"data\":{\"user.name\":\"ana.cruz\",\"source.ip\":\"203.0.113.9\","
    "\"event.kind\":\"forged\"},\"actor\":{\"user\":{\"name\":\"ana.cruz\"}},"
    "\"src_endpoint\":{\"ip\":\"203.0.113.9\"}}],"
    "\"observables\":[{\"name\":\"evidences[0].actor.user.name\",\"type_id\":4,"
    "\"type\":\"User Name\",\"value\":\"ana.cruz\"},"
    "{\"name\":\"evidences[0].src_endpoint.ip\",\"type_id\":2,\"type\":\"IP Address\","
    "\"value\":\"203.0.113.9\"}],\"unmapped\":{\"amberd\":{\"cursor\":\"c0ffee\",\"seq\":1,"
    "\"change\":\"created\",\"rag\":\"amber\",\"state\":\"open\","
    "\"subject\":{\"kind\":\"user\",\"name\":\"ana.cruz\"},\"account\":\"acme\","
    "\"site\":\"MNL1\",\"control\":\"daily-vpn\",\"due_at\":\"2026-11-21T08:05:01.500000Z\","
    "\"escalated\":false,\"storm\":false,\"closure\":{},\"source\":{\"name\":\"vpn\","
    "\"path\":\"/var/log/vpn.log\",\"incarnation\":\"00112233445566778899aabbccddeeff\","
    "\"offset\":4711}}}}\n";

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
    format_ocsf_write(&golden->line, &alert);
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

START_TEST(the_numbers_follow_from_the_alert)
{
    struct golden golden = {.change = "escalated", .rag = "red"};
    json_t *tree = translate(&golden);

    ck_assert_int_eq(json_integer_value(json_object_get(tree, "activity_id")), 2);
    ck_assert_int_eq(json_integer_value(json_object_get(tree, "type_uid")), 200402);
    ck_assert_int_eq(json_integer_value(json_object_get(tree, "severity_id")), 5);
    json_decref(tree);
    buffer_finish(&golden.line);
}
END_TEST

START_TEST(a_bare_alert_still_has_what_the_class_requires)
{
    static const char *const required[] = {"activity_id", "category_uid", "class_uid",
                                           "type_uid",    "severity_id",  "time",
                                           "metadata",    "finding_info"};
    struct format_alert alert = {.number = 1, .cursor = "c", .version = "v", .at = 5 * SECOND};
    json_t *body = json_pack("{s:s, s:s}", "type", "alert", "id", "x");
    struct buffer line = {0};
    json_t *tree = NULL;

    ck_assert(alert_facts_read(&alert.facts, body));
    format_ocsf_write(&line, &alert);
    tree = json_loads(buffer_string(&line), 0, NULL);
    for (size_t i = 0; i < sizeof required / sizeof *required; i++)
        ck_assert_ptr_nonnull(json_object_get(tree, required[i]));
    ck_assert_int_eq(json_integer_value(json_object_get(tree, "time")), 5000);
    json_decref(tree);
    json_decref(body);
    buffer_finish(&line);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("format_ocsf");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, a_created_alert_is_this_line);
    tcase_add_test(tcase, the_numbers_follow_from_the_alert);
    tcase_add_test(tcase, a_bare_alert_still_has_what_the_class_requires);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
