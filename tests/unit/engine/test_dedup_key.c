#include "engine/dedup_key.h"

#include "support/suite.h"

static struct arena *arena;
static struct wanted_fields *wanted;
static const struct record record = {.count = 1};

static void start(void)
{
    arena = arena_create(4096);
    wanted = wanted_fields_create();
    wanted_fields_add(wanted, TEXT("user.name"));
    wanted_fields_add(wanted, TEXT("host.name"));
}

static void end(void)
{
    arena_destroy(arena);
    wanted_fields_destroy(wanted);
}

static struct text key_of(const int *slots, size_t count, struct text user, struct text host)
{
    const struct rule_facts rule = {.dedup_slots = slots, .dedup_count = count};
    struct event *event = event_create(arena, &record, wanted, false);
    struct subject subject = {.kind = "user", .account = TEXT("acme")};

    event_put_text(event, FIELD_USER_NAME, user);
    if (host.data)
        event_put_text(event, FIELD_HOST_NAME, host);
    subject.name = user;
    return dedup_key(&rule, event, &subject);
}

START_TEST(the_named_fields_decide)
{
    const int slots[] = {0};

    start();
    ck_assert(text_equal(key_of(slots, 1, TEXT("ann"), TEXT("a")),
                         key_of(slots, 1, TEXT("ann"), TEXT("b"))));
    ck_assert(!text_equal(key_of(slots, 1, TEXT("ann"), TEXT("a")),
                          key_of(slots, 1, TEXT("bob"), TEXT("a"))));
    end();
}
END_TEST

START_TEST(no_value_can_be_made_to_look_like_two)
{
    const int slots[] = {0, 1};

    start();
    ck_assert(!text_equal(key_of(slots, 2, TEXT("a1:b"), TEXT("")),
                          key_of(slots, 2, TEXT("a"), TEXT("b"))));
    ck_assert(!text_equal(key_of(slots, 2, TEXT("ab"), TEXT("c")),
                          key_of(slots, 2, TEXT("a"), TEXT("bc"))));
    ck_assert(!text_equal(key_of(slots, 2, TEXT("a\0b"), TEXT("c")),
                          key_of(slots, 2, TEXT("a\0c"), TEXT("c"))));
    end();
}
END_TEST

START_TEST(clients_are_kept_apart_whatever_the_rule_names)
{
    const int slots[] = {0};
    const struct rule_facts rule = {.key = "r", .dedup_slots = slots, .dedup_count = 1};
    const struct subject acme = {.kind = "user", .account = TEXT("acme")};
    const struct subject globex = {.kind = "user", .account = TEXT("globex")};
    struct event *event = NULL;

    start();
    event = event_create(arena, &record, wanted, false);
    ck_assert(!text_equal(dedup_key(&rule, event, &acme), dedup_key(&rule, event, &globex)));
    end();
}
END_TEST

START_TEST(without_fields_it_is_the_subject_and_the_account)
{
    const struct rule_facts rule = {.key = "r"};
    struct event *event = NULL;
    struct subject acme = {.kind = "user", .name = TEXT("ann"), .account = TEXT("acme")};
    struct subject globex = {.kind = "user", .name = TEXT("ann"), .account = TEXT("globex")};
    struct subject device = {.kind = "host", .name = TEXT("ann"), .account = TEXT("acme")};

    start();
    event = event_create(arena, &record, wanted, false);
    ck_assert(!text_equal(dedup_key(&rule, event, &acme), dedup_key(&rule, event, &globex)));
    ck_assert(!text_equal(dedup_key(&rule, event, &acme), dedup_key(&rule, event, &device)));
    ck_assert(text_equal(dedup_key(&rule, event, &acme), dedup_key(&rule, event, &acme)));
    end();
}
END_TEST

SUITE_MAIN("dedup_key", the_named_fields_decide, clients_are_kept_apart_whatever_the_rule_names,
           no_value_can_be_made_to_look_like_two, without_fields_it_is_the_subject_and_the_account)
