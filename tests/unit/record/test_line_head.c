#include "record/line_head.h"

#include <check.h>
#include <stdlib.h>

static const struct {
    const char *line;
    const char *host;
    const char *program; /* what begins there */
    const char *message;
} heads[] = {
    {"Nov  3 08:05:01 gw sshd[9]: hello", "gw", "sshd[9]: hello", "hello"},
    {"<38>Nov  3 08:05:01 gw sshd[9]: hello", "gw", "sshd[9]: hello", "hello"},
    {"<38> Nov  3 08:05:01 gw sshd: hello", "gw", "sshd: hello", "hello"},
    {"Tue Nov  3 08:05:01 gw app: x", "gw", "app: x", "x"},
    {"Nov 03 2026 08:05:01 gw app: x", "gw", "app: x", "x"},
    {"2026-11-03T08:05:01.1+08:00 gw app: x", "gw", "app: x", "x"},
    {"2026-11-03 08:05:01.1  gw app: x", "gw", "app: x", "x"},
    {"Nov  3 08:05:01 dnsmasq[9]: x y", "", "dnsmasq[9]: x y", "x y"},
    {"Nov  3 08:05:01 fe80:: app: x", "fe80::", "app: x", "x"},
    {"Nov  3 08:05:01 gw last message repeated 2 times", "gw", "last message repeated 2 times",
     "last message repeated 2 times"},
    {"Nov  3 08:05:01 last message repeated 2 times", "", "last message repeated 2 times",
     "last message repeated 2 times"},
    {"Nov  3 08:05:01 gw", "gw", "", ""},
    {"<34>1 2026-11-03T08:05:01Z gw app 9 ID [a b=\"]\\\"] \"][c] hello", "gw",
     "app 9 ID [a b=\"]\\\"] \"][c] hello", "hello"},
    {"<34>1 - gw app - - - hello", "gw", "app - - - hello", "hello"},
};

START_TEST(heads_are_found)
{
    struct text line = text_of(heads[_i].line);
    struct line_head head = {0};

    ck_assert(line_head_read(line, &head));
    ck_assert(text_equal(head.host, text_of(heads[_i].host)));
    ck_assert(text_equal(text_from(line, head.program), text_of(heads[_i].program)));
    ck_assert(text_equal(text_from(line, head.message), text_of(heads[_i].message)));
}
END_TEST

/* At a glance the same host, or none. */
START_TEST(the_host_alone_is_the_same)
{
    struct text host = line_head_host(text_of(heads[_i].line));

    ck_assert(host.length == 0 || text_equal(host, text_of(heads[_i].host)));
}
END_TEST

START_TEST(usual_lines_tell_their_host)
{
    ck_assert(text_equal(line_head_host(TEXT("Nov  3 08:05:01 gw sshd[9]: hello")), TEXT("gw")));
    ck_assert(
        text_equal(line_head_host(TEXT("2026-11-03T08:05:01.1+08:00 gw app: x")), TEXT("gw")));
}
END_TEST

static const char *const headless[] = {
    "",       "<",          "<34>",           "hello there, all of you", "Nov  3",
    "<34>1 ", "2026-11-03", "1793693101 app", "Nov is the month it was", "<34>1 - gw app - - [a",
};

START_TEST(other_lines_have_none)
{
    struct line_head head = {0};

    ck_assert_msg(!line_head_read(text_of(headless[_i]), &head), "%s", headless[_i]);
    ck_assert_uint_eq(line_head_host(text_of(headless[_i])).length, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("line_head");
    TCase *cases = tcase_create("line_head");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_loop_test(cases, heads_are_found, 0, sizeof heads / sizeof *heads);
    tcase_add_loop_test(cases, the_host_alone_is_the_same, 0, sizeof heads / sizeof *heads);
    tcase_add_test(cases, usual_lines_tell_their_host);
    tcase_add_loop_test(cases, other_lines_have_none, 0, sizeof headless / sizeof *headless);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
