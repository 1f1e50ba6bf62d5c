#include "output/feed_filter.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "output/json_line.h"

static const char body[] =
    "{\"type\":\"alert\",\"rag\":\"red\",\"rule\":{\"key\":\"k1\",\"id\":\"i1\","
    "\"tags\":[\"a.b\",\"c\"]},\"control\":\"daily\",\"account\":\"acme\","
    "\"source\":{\"name\":\"vpn\"}}";

static bool passes(const char *filter_text, const char *body_text)
{
    struct error err = {0};
    json_t *wanted = json_loads(filter_text, 0, NULL);
    struct feed_filter *filter = feed_filter_create(wanted, &err);
    json_t *tree = json_line_parse(text_of(body_text));
    bool result = false;

    ck_assert_msg(filter != NULL, "%s", err.text);
    result = feed_filter_matches(filter, tree);
    json_decref(tree);
    json_decref(wanted);
    feed_filter_destroy(filter);
    return result;
}

START_TEST(each_key_looks_in_its_place)
{
    ck_assert(passes("{}", body));
    ck_assert(passes("{\"rag\":\"red\"}", body));
    ck_assert(!passes("{\"rag\":\"amber\"}", body));
    ck_assert(passes("{\"rag\":[\"amber\",\"red\"]}", body));
    ck_assert(passes("{\"rule\":\"k1\"}", body));
    ck_assert(passes("{\"rule\":\"i1\"}", body));
    ck_assert(passes("{\"tag\":\"c\"}", body));
    ck_assert(!passes("{\"tag\":\"a\"}", body));
    ck_assert(passes("{\"source\":\"vpn\"}", body));
    ck_assert(passes("{\"source\":\"vpn\"}", "{\"type\":\"source\",\"source\":\"vpn\"}"));
    ck_assert(passes("{\"type\":\"alert\",\"account\":\"acme\",\"control\":\"daily\"}", body));
    ck_assert(!passes("{\"type\":\"alert\",\"account\":\"globex\"}", body));
}
END_TEST

START_TEST(what_is_absent_does_not_pass)
{
    ck_assert(!passes("{\"site\":\"MNL1\"}", body));
    ck_assert(!passes("{\"account\":\"acme\"}", "{\"type\":\"health\"}"));
    ck_assert(!passes("{\"account\":\"acme\"}", "not json"));
    ck_assert(!passes("{\"tag\":\"x\"}", "{\"rule\":\"x\"}"));
    ck_assert(feed_filter_matches(NULL, NULL));
}
END_TEST

static void expect_refusal(const char *filter_text, const char *message)
{
    struct error err = {0};
    json_t *wanted = json_loads(filter_text, 0, NULL);

    ck_assert_ptr_null(feed_filter_create(wanted, &err));
    ck_assert_str_eq(err.text, message);
    json_decref(wanted);
}

START_TEST(lost_log_text_can_be_asked_for)
{
    ck_assert(passes("{\"type\":\"log-gap\"}", "{\"type\":\"log-gap\"}"));
    ck_assert(!passes("{\"type\":\"gap\"}", "{\"type\":\"log-gap\"}"));
    ck_assert(passes("{\"type\":[\"alert\",\"withheld\"]}", body));
}
END_TEST

START_TEST(a_wrong_word_is_answered_with_the_right_ones)
{
    expect_refusal("{\"rag\":\"orange\"}",
                   "filter: no record has the rag 'orange'; it can be amber or red");
    expect_refusal("{\"rag\":\"ambr\"}",
                   "filter: no record has the rag 'ambr'; did you mean 'amber'?");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("feed_filter");
    TCase *tcase = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tcase, each_key_looks_in_its_place);
    tcase_add_test(tcase, what_is_absent_does_not_pass);
    tcase_add_test(tcase, lost_log_text_can_be_asked_for);
    tcase_add_test(tcase, a_wrong_word_is_answered_with_the_right_ones);
    suite_add_tcase(suite, tcase);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
