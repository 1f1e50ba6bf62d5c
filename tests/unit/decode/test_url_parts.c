#include "decode/url_parts.h"

#include <check.h>
#include <stdlib.h>

static void check_text(const char *what, struct text text, const char *expected)
{
    ck_assert_msg(text_equal(text, text_of(expected)), "%s is '%.*s', not '%s'", what,
                  TEXT_ARGS(text), expected);
}

static const struct {
    const char *url;
    const char *scheme;
    const char *user;
    const char *host;
    const char *port;
    const char *path;
    const char *query;
} urls[] = {
    {"http://www.example.com/a/b?c=d", "http", "", "www.example.com", "", "/a/b", "c=d"},
    {"https://www.example.com", "https", "", "www.example.com", "", "", ""},
    {"http://www.example.com.:8080?x", "http", "", "www.example.com", "8080", "", "x"},
    {"http://www.example.com/a#b?c", "http", "", "www.example.com", "", "/a", ""},
    {"http://ines:se@cret@www.example.com/", "http", "ines:se@cret", "www.example.com", "", "/",
     ""},
    {"http://www.example.com/@b", "http", "", "www.example.com", "", "/@b", ""},
    {"http://trusted.example?@evil.example/", "http", "", "trusted.example", "", "",
     "@evil.example/"},
    {"http://[2001:db8::1]:81/x", "http", "", "2001:db8::1", "81", "/x", ""},
    {"http://[2001:db8::1]/x", "http", "", "2001:db8::1", "", "/x", ""},
    {"http://www.example.com:/x", "http", "", "www.example.com", "", "/x", ""},
    {"http://a/b?c?d", "http", "", "a", "", "/b", "c?d"},
    {"cache_object://proxy/info", "cache_object", "", "proxy", "", "/info", ""},
};

START_TEST(urls_are_taken_apart)
{
    struct url_parts parts = {0};

    ck_assert(url_parts_read(text_of(urls[_i].url), &parts));
    check_text("scheme", parts.scheme, urls[_i].scheme);
    check_text("user", parts.user, urls[_i].user);
    check_text("host", parts.host, urls[_i].host);
    check_text("port", parts.port, urls[_i].port);
    check_text("path", parts.path, urls[_i].path);
    check_text("query", parts.query, urls[_i].query);
}
END_TEST

static const char *const no_urls[] = {
    "",
    "x",
    "/path",
    "www.example.com:443",
    "http:/x",
    "http:///x",
    "://host/x",
    "http://.",
    "http://[::1",
    "http://[::1]x/",
    "http://a:b/",
    "1http://a/",
    "http://u@",
    "/?x=http://a/",
};

START_TEST(what_is_no_url_is_refused)
{
    struct url_parts parts = {0};

    ck_assert_msg(!url_parts_read(text_of(no_urls[_i]), &parts), "%s", no_urls[_i]);
}
END_TEST

START_TEST(authorities)
{
    struct url_parts parts = {0};

    ck_assert(url_parts_read_authority(TEXT("www.example.com:443"), &parts));
    check_text("host", parts.host, "www.example.com");
    check_text("port", parts.port, "443");
    ck_assert(url_parts_read_authority(TEXT("[2001:db8::1]:22"), &parts));
    check_text("host", parts.host, "2001:db8::1");
    ck_assert(!url_parts_read_authority(TEXT("www.example.com"), &parts));
    ck_assert(!url_parts_read_authority(TEXT("www.example.com:"), &parts));
    ck_assert(!url_parts_read_authority(TEXT(":443"), &parts));
    ck_assert(!url_parts_read_authority(TEXT("a:b:443"), &parts));
    ck_assert(!url_parts_read_authority((struct text){0}, &parts));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("url_parts");
    TCase *cases = tcase_create("url_parts");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_loop_test(cases, urls_are_taken_apart, 0, sizeof urls / sizeof *urls);
    tcase_add_loop_test(cases, what_is_no_url_is_refused, 0, sizeof no_urls / sizeof *no_urls);
    tcase_add_test(cases, authorities);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
