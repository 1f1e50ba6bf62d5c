#include "consumer/feed_choice.h"

#include "support/suite.h"

START_TEST(what_is_chosen_is_a_filter_of_the_feed)
{
    char red[] = "red";
    char odd[] = "a\"b\\\n\xff";
    char acme[] = "acme";
    char *rags[] = {red};
    char *accounts[] = {acme, odd};
    struct feed_choice choice = {.rag = {rags, 1}, .account = {accounts, 2}};
    struct buffer json = {0};

    ck_assert(feed_choice_write(&choice, &json));
    ck_assert_str_eq(buffer_string(&json), "{\"rag\":[\"red\"],\"account\":[\"acme\","
                                           "\"a\\\"b\\\\\\u000a\xef\xbf\xbd\"]}");
    buffer_finish(&json);
    ck_assert(!feed_choice_write(&(struct feed_choice){.rag = {NULL, 0}}, &json));
    ck_assert_uint_eq(json.length, 0);
}
END_TEST

SUITE_MAIN("feed_choice", what_is_chosen_is_a_filter_of_the_feed)
