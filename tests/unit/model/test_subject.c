#include "model/subject.h"

#include <check.h>
#include <stdlib.h>

#include "model/event.h"

/* What an event has, most telling first, and whom that makes the subject. */
static const struct {
    const char *user;
    const char *email;
    const char *target;
    const char *agent;
    const char *agent_id;
    const char *ip;
    const char *address;
    const char *host;
    const char *user_id;
    const char *server;
    const char *kind;
    const char *name;
} subjects[] = {
    {"ines", "ines@acme.example", "root", "desk", "a-1", "203.0.113.7", "dsl", "gw", "7", "files",
     "user", "ines"},
    {NULL, "ines@acme.example", "root", "desk", "a-1", "203.0.113.7", "dsl", "gw", "7", "files",
     "user", "ines@acme.example"},
    {NULL, NULL, "temp", "desk", "a-1", "203.0.113.7", "dsl", "gw", "7", "files", "user", "temp"},
    {NULL, NULL, NULL, "desk", "a-1", "203.0.113.7", "dsl", "gw", "7", "files", "agent", "desk"},
    {NULL, NULL, NULL, NULL, "a-1", "203.0.113.7", "dsl", "gw", "7", "files", "agent", "a-1"},
    {NULL, NULL, NULL, NULL, NULL, "203.0.113.7", "dsl", "gw", "7", "files", "address",
     "203.0.113.7"},
    {NULL, NULL, NULL, NULL, NULL, NULL, "dsl.example.net", "gw", "7", "files", "address",
     "dsl.example.net"},
    {"", "", "", "", "", NULL, NULL, "gw", "7", "files", "host", "gw"},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "7", "files", "user", "7"},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "files", "server", "files"},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "unknown", "unknown"},
};

static void put(struct event *event, enum field field, const char *text)
{
    if (text)
        event_put_text(event, field, text_of(text));
}

START_TEST(the_subject_is_the_most_that_is_known)
{
    const struct record record = {.count = 1};
    struct arena *arena = arena_create(1024);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, true);
    struct subject subject = {0};

    put(event, FIELD_MCP_SERVER_NAME, subjects[_i].server);
    put(event, FIELD_USER_ID, subjects[_i].user_id);
    put(event, FIELD_HOST_NAME, subjects[_i].host);
    put(event, FIELD_SOURCE_ADDRESS, subjects[_i].address);
    put(event, FIELD_SOURCE_IP, subjects[_i].ip);
    put(event, FIELD_AI_AGENT_ID, subjects[_i].agent_id);
    put(event, FIELD_AI_AGENT_NAME, subjects[_i].agent);
    put(event, FIELD_USER_TARGET_NAME, subjects[_i].target);
    put(event, FIELD_USER_EMAIL, subjects[_i].email);
    put(event, FIELD_USER_NAME, subjects[_i].user);
    subject = subject_of(event);
    ck_assert_str_eq(subject.kind, subjects[_i].kind);
    ck_assert(text_equal(subject.name, text_of(subjects[_i].name)));
    ck_assert_uint_eq(subject.account.length + subject.site.length, 0);
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("subject");
    TCase *cases = tcase_create("subject");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_loop_test(cases, the_subject_is_the_most_that_is_known, 0,
                        sizeof subjects / sizeof *subjects);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
