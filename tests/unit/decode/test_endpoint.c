#include "decode/endpoint.h"

#include "support/suite.h"

static struct arena *arena;
static struct wanted_fields *wanted;
static const struct record record = {.count = 1};

static struct event *start(void)
{
    arena = arena_create(1024);
    wanted = wanted_fields_create();
    return event_create(arena, &record, wanted, true);
}

static void end(void)
{
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}

START_TEST(texts_are_split_at_the_port)
{
    static const struct {
        const char *text;
        const char *address;
        const char *port;
    } texts[] = {
        {"203.0.113.7:51022", "203.0.113.7", "51022"},
        {"[2001:db8::5]:443", "2001:db8::5", "443"},
        {"[2001:db8::5]", "2001:db8::5", ""},
        {"[2001:db8::5]x", "2001:db8::5", ""},
        {"2001:db8::5:1194", "2001:db8::5", "1194"},
        {"[::", "[:", ""},
        {"host", "host", ""},
        {"host:", "host", ""},
        {":1", "", "1"},
        {"", "", ""},
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct text address = {0};
        struct text port = {0};

        endpoint_split(text_of(texts[i].text), &address, &port);
        ck_assert_msg(text_equal(address, text_of(texts[i].address)), "%s", texts[i].text);
        ck_assert_msg(text_equal(port, text_of(texts[i].port)), "%s", texts[i].text);
    }
}
END_TEST

START_TEST(an_address_is_an_ip_where_it_is_one)
{
    struct event *event = start();

    endpoint_put_source(event, TEXT("203.0.113.7"), TEXT("51022"));
    ck_assert(text_equal(event_text(event, FIELD_SOURCE_ADDRESS), TEXT("203.0.113.7")));
    ck_assert(text_equal(event_text(event, FIELD_SOURCE_IP), TEXT("203.0.113.7")));
    ck_assert_int_eq(event_get(event, FIELD_SOURCE_PORT)->integer, 51022);
    endpoint_put_destination(event, TEXT("host.example"), TEXT("443"));
    ck_assert(text_equal(event_text(event, FIELD_DESTINATION_ADDRESS), TEXT("host.example")));
    ck_assert_ptr_null(event_get(event, FIELD_DESTINATION_IP));
    ck_assert_int_eq(event_get(event, FIELD_DESTINATION_PORT)->integer, 443);
    ck_assert_uint_eq(event->field_count, 5);
    end();
}
END_TEST

START_TEST(what_is_none_puts_nothing)
{
    static const char *const ports[] = {"", "65536", "-1", "x", "1x", "99999999999999999999"};
    struct event *event = start();

    for (size_t i = 0; i < sizeof ports / sizeof *ports; i++) {
        endpoint_put_source(event, TEXT(""), text_of(ports[i]));
        endpoint_put_destination(event, TEXT(""), text_of(ports[i]));
    }
    ck_assert_uint_eq(event->field_count, 0);
    endpoint_put_source(event, TEXT(""), TEXT("65535"));
    ck_assert_int_eq(event_get(event, FIELD_SOURCE_PORT)->integer, 65535);
    end();
}
END_TEST

START_TEST(nothing_is_put_that_nobody_wants)
{
    struct event *event = NULL;
    int slot = 0;

    start();
    slot = wanted_fields_add(wanted, TEXT("source.ip"));
    event = event_create(arena, &record, wanted, false);
    endpoint_put_source(event, TEXT("2001:db8::5"), TEXT("1"));
    ck_assert(text_equal(event_value(event, slot)->text, TEXT("2001:db8::5")));
    ck_assert_ptr_null(event_get(event, FIELD_SOURCE_PORT));
    end();
}
END_TEST

SUITE_MAIN("endpoint", texts_are_split_at_the_port, an_address_is_an_ip_where_it_is_one,
           what_is_none_puts_nothing, nothing_is_put_that_nobody_wants)
