#include "sigma/field_alias.h"

#include <check.h>
#include <stdlib.h>

#include "support/rule_case.h"

static bool becomes(const char *category, const char *name, const char *ours)
{
    const struct log_source source = {.category = category};

    return text_equal(field_alias_resolve(&source, text_of(name)), text_of(ours));
}

START_TEST(by_category)
{
    ck_assert(becomes("proxy", "c-uri", "url.full"));
    ck_assert(becomes("proxy", "cs-host", "url.domain"));
    ck_assert(becomes("webserver", "cs-uri-stem", "url.path"));
    ck_assert(becomes("network_connection", "DestinationHostname", "destination.domain"));
    ck_assert(becomes("process_creation", "c-uri", "c-uri"));
    ck_assert(becomes(NULL, "src_ip", "src_ip"));
    ck_assert(becomes("proxy", "C-URI", "C-URI"));
    ck_assert(becomes("proxy", "user.name", "user.name"));
}
END_TEST

/* On both sides of a comparison of fields. */
START_TEST(in_rules)
{
    struct rule_case *rule_case = rule_case_create(
        "title: t\nname: n\nlevel: low\nlogsource: {category: proxy}\n"
        "detection: {s: {c-uri|contains: /x, cs-host|fieldref: dst_ip}, condition: s}\n");

    ck_assert_int_eq(rule_case_ask(rule_case,
                                   "{\"url.full\":\"http://a/x\",\"url.domain\":\"1.2.3.4\","
                                   "\"destination.ip\":\"1.2.3.4\"}",
                                   ""),
                     ANSWER_YES);
    ck_assert_int_eq(rule_case_ask(rule_case,
                                   "{\"c-uri\":\"http://a/x\",\"cs-host\":\"1.2.3.4\","
                                   "\"destination.ip\":\"1.2.3.4\"}",
                                   ""),
                     ANSWER_YES);
    rule_case_destroy(rule_case);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("field_alias");
    TCase *tests = tcase_create("field_alias");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_test(tests, by_category);
    tcase_add_test(tests, in_rules);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
