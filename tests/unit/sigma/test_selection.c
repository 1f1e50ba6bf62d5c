#include "sigma/selection.h"

#include <stdio.h>

#include "support/rule_case.h"
#include "support/suite.h"

#define SEL(item) " sel: " item "\n condition: sel\n"

static enum rule_answer ask(const char *detection, const char *json)
{
    return detection_ask(detection, json, "");
}

START_TEST(maps_are_and_lists_are_or)
{
    const char *map = SEL("{user: [ann, bob], host: vpn1}");
    const char *list = SEL("[{user: ann, host: a}, {user: bob}]");

    ck_assert(ask(map, "{\"user\":\"BOB\",\"host\":\"VPN1\"}"));
    ck_assert(!ask(map, "{\"user\":\"bob\"}"));
    ck_assert(!ask(map, "{\"user\":\"carl\",\"host\":\"vpn1\"}"));
    ck_assert(!ask(list, "{\"user\":\"ann\",\"host\":\"b\"}"));
    ck_assert(ask(list, "{\"user\":\"ann\",\"host\":\"a\"}"));
    ck_assert(ask(list, "{\"user\":\"bob\"}"));
}
END_TEST

/* Of a long list the texts are looked up, and what else stands in it is asked. */
START_TEST(long_lists)
{
    const char *domains = SEL("{host: [a.x, b.x, c.x, d.x, e.x, '*.a.x', '*.b.x', '*.C.x', 'z*', "
                              "7], user: ann}");
    static const char *const fitting[] = {"A.X", "e.x", "w.a.x", "v.w.c.X", "zebra", "7.0"};
    static const char *const others[] = {"na.x", "a.x.y", ".d.x", "w.d.x", "w.z", ""};
    char json[64];

    for (size_t i = 0; i < 6; i++) {
        snprintf(json, sizeof json, "{\"host\":\"%s\",\"user\":\"ann\"}", fitting[i]);
        ck_assert_msg(ask(domains, json), "%s", json);
        snprintf(json, sizeof json, "{\"host\":\"%s\",\"user\":\"ann\"}", others[i]);
        ck_assert_msg(!ask(domains, json), "%s", json);
    }
    ck_assert(ask(domains, "{\"host\":[\"q\",\"w.a.x\"],\"user\":\"ann\"}"));
    ck_assert(ask(domains, "{\"host\":7,\"user\":\"ann\"}"));
    ck_assert(!ask(domains, "{\"host\":{\"a.x\":1},\"user\":\"ann\"}"));
    ck_assert(!ask(domains, "{\"host\":null,\"user\":\"ann\"}"));
    ck_assert(!ask(domains, "{\"user\":\"ann\"}"));
}
END_TEST

START_TEST(keywords_search_the_record)
{
    const char *words = SEL("[evil, 'w?rm', 42]");
    const char *both = SEL("{'|all': [curl, '| sh']}");

    ck_assert(detection_ask(words, "{}", "an EVIL line"));
    ck_assert(detection_ask(words, "{}", "a worm"));
    ck_assert(detection_ask(words, "{}", "code 142"));
    ck_assert(!detection_ask(words, "{\"field\":\"evil\"}", "a storm"));
    ck_assert(detection_ask(both, "{}", "curl example | sh"));
    ck_assert(!detection_ask(both, "{}", "curl example"));
    ck_assert(detection_ask(SEL("evil"), "{}", "devils"));
    ck_assert(detection_ask(SEL("[{user: ann}, evil]"), "{}", "evil"));
    ck_assert(detection_ask(SEL("[{user: ann}, evil]"), "{\"user\":\"ann\"}", ""));
    ck_assert(detection_ask(SEL("{'|re': 'ev[i1]l$'}"), "{}", "ev1l"));
    ck_assert(!detection_ask(SEL("{'|re': 'ev[i1]l$'}"), "{}", "ev1l!"));
    ck_assert(!detection_ask(SEL("{'|startswith': evil}"), "{}", "the evil"));
    ck_assert(!detection_ask(SEL("{'|cased': [Evil]}"), "{}", "evil"));
    ck_assert(!detection_ask(SEL("{'|neq': evil}"), "{}", "evil"));
}
END_TEST

/* Of a record made of named values: every value by itself, and no name. */
START_TEST(keywords_search_values)
{
    const char *nested = "{\"a\":{\"evil\":[\"x\",{\"b\":\"a Worm\"}],\"n\":4200.0},\"o\":true}";

    ck_assert(ask(SEL("[worm]"), nested));
    ck_assert(ask(SEL("[4200.0]"), nested));
    ck_assert(ask(SEL("['200.0']"), nested));
    ck_assert(ask(SEL("[420]"), nested));
    ck_assert(ask(SEL("['true']"), nested));
    ck_assert(!ask(SEL("[evil]"), nested));
    ck_assert(!ask(SEL("['null']"), "{\"a\":null}"));
    ck_assert(!ask(SEL("['*']"), "{\"a\":null,\"b\":{},\"c\":[]}"));
    ck_assert(ask(SEL("{'|all': [worm, x]}"), nested));
    ck_assert(!ask(SEL("['x*worm']"), nested));
    ck_assert(ask(SEL("{'|startswith': 'a w'}"), nested));
    ck_assert(!ask(SEL("{'|startswith': 'w'}"), nested));
    ck_assert(ask(SEL("{'|re': '^a [Ww]orm$'}"), nested));
    ck_assert(!ask(" k: [worm]\n condition: not k\n", nested));
    ck_assert(ask(SEL("['a\"b']"), "{\"f\":\"a\\u0022b\"}"));
}
END_TEST

START_TEST(paths)
{
    const char *events[] = {"{\"a.b.c\":5}", "{\"a\":{\"b\":{\"c\":5}}}", "{\"a\":{\"b.c\":5}}",
                            "{\"a.b\":{\"c\":5}}", "{\"a\":[{\"b\":{\"c\":[4,5]}}]}"};

    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        ck_assert(ask(SEL("{a.b.c: 5}"), events[i]));
        ck_assert(!ask(SEL("{A.b.c: 5}"), events[i]));
        ck_assert(!ask(SEL("{a.b: 5}"), events[i]));
    }
    ck_assert(ask(SEL("{c.ip: x, c.port: 1}"), "{\"c\":[{\"ip\":\"x\"},{\"port\":1}]}"));
    ck_assert(!ask(" s: {g: hr}\n condition: not s\n", "{\"g\":[[\"it\"],[\"hr\"]]}"));
    ck_assert(ask(SEL("{g|contains|all: [vp, h]}"), "{\"g\":[\"vpn\",\"hr\"]}"));
    ck_assert(ask(SEL("{'cs-uri query': x}"), "{\"cs-uri query\":\"x\"}"));
    ck_assert(ask(SEL("{'@t': x}"), "{\"@t\":\"x\"}"));
}
END_TEST

START_TEST(shapes_that_are_wrong)
{
    ck_assert(detection_is_refused(SEL("{}"), "an empty map"));
    ck_assert(detection_is_refused(SEL("[]"), "an empty list"));
    ck_assert(detection_is_refused(SEL("{f: []}"), "write null"));
    ck_assert(detection_is_refused(SEL("{f: {a: b}}"), "not a map"));
    ck_assert(detection_is_refused(SEL("{f: [[a]]}"), "not a list"));
    ck_assert(detection_is_refused(SEL("[null]"), "keyword"));
    ck_assert(detection_is_refused(SEL("[true]"), "keyword"));
    ck_assert(detection_is_refused(SEL("['']"), "empty keyword"));
    ck_assert(detection_is_refused(SEL("{'': x}"), "without a name"));
    ck_assert(detection_is_refused(SEL("{'|exists': true}"), "keyword"));
    ck_assert(detection_is_refused(SEL("{'|cidr': 10.0.0.0/8}"), "keyword"));
}
END_TEST

START_TEST(absent_null_and_empty)
{
    static const struct {
        const char *detection;
        enum rule_answer absent, null, empty, blank;
    } cases[] = {
        {SEL("{f: null}"), 1, 1, 0, 0},         {SEL("{f: ~}"), 1, 1, 0, 0},
        {SEL("{f: ''}"), 0, 0, 1, 0},           {SEL("{f: '*'}"), 0, 0, 1, 1},
        {SEL("{f: '?'}"), 0, 0, 0, 1},          {SEL("{f|exists: true}"), 0, 1, 1, 1},
        {SEL("{f|exists: false}"), 1, 0, 0, 0}, {SEL("{f|neq: ''}"), 1, 1, 0, 1},
        {SEL("{f|neq: null}"), 0, 0, 1, 1},     {" sel: {f: x}\n condition: not sel\n", 1, 1, 1, 1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(ask(cases[i].detection, "{}"), cases[i].absent);
        ck_assert_int_eq(ask(cases[i].detection, "{\"f\":null}"), cases[i].null);
        ck_assert_int_eq(ask(cases[i].detection, "{\"f\":\"\"}"), cases[i].empty);
        ck_assert_int_eq(ask(cases[i].detection, "{\"f\":\" \"}"), cases[i].blank);
    }
}
END_TEST

START_TEST(numbers)
{
    ck_assert(ask(SEL("{f: 5}"), "{\"f\":5}"));
    ck_assert(ask(SEL("{f: 5}"), "{\"f\":5.0}"));
    ck_assert(ask(SEL("{f: 5}"), "{\"f\":\"5\"}"));
    ck_assert(ask(SEL("{f: 5}"), "{\"f\":\"05\"}"));
    ck_assert(!ask(SEL("{f: 5}"), "{\"f\":\"5x\"}"));
    ck_assert(!ask(SEL("{f: 5}"), "{\"f\":true}"));
    ck_assert(ask(SEL("{f: '5'}"), "{\"f\":5}"));
    ck_assert(ask(SEL("{f: '5'}"), "{\"f\":5.0}"));
    ck_assert(!ask(SEL("{f: '5'}"), "{\"f\":\"05\"}"));
    ck_assert(ask(SEL("{f: '5*'}"), "{\"f\":500}"));
    ck_assert(ask(SEL("{f: 1.5}"), "{\"f\":\"1.50\"}"));
    ck_assert(!ask(SEL("{f: 9007199254740993}"), "{\"f\":9007199254740992}"));
    ck_assert(ask(SEL("{f: 9007199254740993}"), "{\"f\":9007199254740993}"));
    ck_assert(ask(SEL("{f: 18446744073709551615}"), "{\"f\":18446744073709551615}"));
    ck_assert(!ask(SEL("{f: 18446744073709551615}"), "{\"f\":18446744073709551614}"));
    ck_assert(ask(SEL("{f|gt: 5}"), "{\"f\":18446744073709551615}"));
    ck_assert(
        !ask(SEL("{f|fieldref: g}"), "{\"f\":18446744073709551615,\"g\":18446744073709551614}"));
    ck_assert(ask(SEL("{f: '0'}"), "{\"f\":-0.0}"));
    ck_assert(ask(SEL("{f: 9223372036854775807}"), "{\"f\":9223372036854775807}"));
    ck_assert(!ask(SEL("{f: 9223372036854775807}"), "{\"f\":9223372036854775806}"));
    ck_assert(ask(SEL("{f: -9223372036854775808}"), "{\"f\":-9223372036854775808}"));
    ck_assert(ask(SEL("{f|gt: 9223372036854775806}"), "{\"f\":9223372036854775807}"));
    ck_assert(ask(SEL("{f: '1.5'}"), "{\"f\":1.50}"));
    ck_assert(ask(SEL("{f: '0.1'}"), "{\"f\":0.1}"));
    ck_assert(ask(SEL("{f: '1000'}"), "{\"f\":1e3}"));
    ck_assert(ask(SEL("{f: 1e3}"), "{\"f\":\"1e3\"}"));
    ck_assert(!ask(SEL("{f: 1e3}"), "{\"f\":1000}"));
    ck_assert(ask(SEL("{f: 0x17}"), "{\"f\":23}"));
    ck_assert(ask(SEL("{f: 1_000}"), "{\"f\":1000}"));
    ck_assert(ask(SEL("{f: 12:30:45}"), "{\"f\":45045}"));
    ck_assert(ask(SEL("{f: 12:30:45}"), "{\"f\":\"12:30:45\"}"));
    ck_assert(!ask(SEL("{f: 12:30:45}"), "{\"f\":\"12:30\"}"));
    ck_assert(detection_is_doubted(SEL("{f: 12:30:45}"), "by sixties"));
    ck_assert(ask(SEL("{f: 2024-01-01}"), "{\"f\":\"2024-01-01\"}"));
    ck_assert(detection_is_doubted(SEL("{f: 2024-01-01}"), "plain date"));
    ck_assert(ask(SEL("{f: 010}"), "{\"f\":8}"));
    ck_assert(ask(SEL("{f: '010'}"), "{\"f\":\"010\"}"));
}
END_TEST

START_TEST(truth_values)
{
    ck_assert(ask(SEL("{f: true}"), "{\"f\":true}"));
    ck_assert(ask(SEL("{f: true}"), "{\"f\":\"True\"}"));
    ck_assert(ask(SEL("{f: yes}"), "{\"f\":\"yes\"}"));
    ck_assert(ask(SEL("{f: true}"), "{\"f\":1}"));
    ck_assert(!ask(SEL("{f: true}"), "{\"f\":2}"));
    ck_assert(!ask(SEL("{f: true}"), "{\"f\":false}"));
    ck_assert(ask(SEL("{f: false}"), "{\"f\":\"no\"}"));
    ck_assert(ask(SEL("{f: false}"), "{\"f\":0}"));
    ck_assert(!ask(SEL("{f: false}"), "{}"));
    ck_assert(ask(SEL("{f: 'true'}"), "{\"f\":true}"));
    ck_assert(ask(SEL("{f: on}"), "{\"f\":\"TRUE\"}"));
    ck_assert(!ask(SEL("{f: true}"), "{\"f\":null}"));
    ck_assert(detection_is_doubted(SEL("{f: no}"), "truth value"));
}
END_TEST

START_TEST(several_values)
{
    const char *groups = "{\"g\":[\"vpn\",\"hr\"]}";

    ck_assert(ask(SEL("{g: hr}"), groups));
    ck_assert(!ask(SEL("{g: it}"), groups));
    ck_assert(ask(SEL("{g|contains|all: [vp, h]}"), groups));
    ck_assert(!ask(SEL("{g|contains|all: [vp, it]}"), groups));
    ck_assert(!ask(" sel: {g: hr}\n condition: not sel\n", groups));
    ck_assert(!ask(SEL("{g|neq: hr}"), groups));
    ck_assert(ask(SEL("{g|gt: 5}"), "{\"g\":[\"x\",6]}"));
    ck_assert(ask(SEL("{g: null}"), "{\"g\":[1,null]}"));
}
END_TEST

START_TEST(objects_equal_nothing)
{
    ck_assert(!ask(SEL("{f: '*'}"), "{\"f\":{\"a\":1}}"));
    ck_assert(!ask(SEL("{f|re: ''}"), "{\"f\":{\"a\":1}}"));
    ck_assert(!ask(SEL("{f: null}"), "{\"f\":{\"a\":1}}"));
    ck_assert(ask(SEL("{f|exists: true}"), "{\"f\":{\"a\":1}}"));
}
END_TEST

START_TEST(doubtful_texts_are_told)
{
    ck_assert(detection_is_doubted(SEL("{f: '\\\\srv'}"), "begins with four"));
    ck_assert(detection_is_doubted(SEL("{f: 'c:\\dir\\*'}"), "plain star"));
    ck_assert(detection_is_doubted(SEL("{f|all: a}"), "single value"));
    ck_assert(detection_is_doubted(SEL("{f: [a, null]}"), "null in a list"));
    ck_assert(detection_is_doubted(SEL("\n  f: |\n   text\n"), "line break"));
}
END_TEST

START_TEST(values_that_modifiers_make_pointless_are_told)
{
    static const struct {
        const char *detection;
        const char *doubt;
    } rows[] = {
        {SEL("{t|hour: 25}"), "hours 0 to 23"},
        {SEL("{t|hour: -1}"), "hours 0 to 23"},
        {SEL("{t|minute: 60}"), "no time has this"},
        {SEL("{t|day: 0}"), "no time has this"},
        {SEL("{t|week: 54}"), "no time has this"},
        {SEL("{t|month: 1.5}"), "no time has this"},
        {SEL("{t|hour|gt: 23}"), "no time has this"},
        {SEL("{t|hour|lt: 0}"), "no time has this"},
        {SEL("{f|contains: ''}"), "every value"},
        {SEL("{f|startswith: ''}"), "every value"},
        {SEL("{f|expand: admins}"), "no %placeholder%"},
        {SEL("{f|expand: 100%}"), "no %placeholder%"},
        {SEL("{f|wide: x}"), "UTF-16"},
        {SEL("{f|utf16be|contains: x}"), "UTF-16"},
        {SEL("{f|utf16: x}"), "UTF-16"},
    };
    static const char *const fine[][2] = {
        {SEL("{t|hour: 0}"), "no time"},
        {SEL("{t|hour: 23}"), "no time"},
        {SEL("{t|hour|gte: 23}"), "no time"},
        {SEL("{t|hour|lte: 0}"), "no time"},
        {SEL("{t|week: 53}"), "no time"},
        {SEL("{t|year: 2026}"), "no time"},
        {SEL("{f: ''}"), "every value"},
        {SEL("{f|contains: x}"), "every value"},
        {SEL("{f|expand: 'a%admins%'}"), "no %placeholder%"},
        {SEL("{f|wide|base64offset|contains: longer}"), "UTF-16"},
        {SEL("{f|utf16le|base64: longer}"), "UTF-16"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(detection_is_doubted(rows[i].detection, rows[i].doubt), "%s",
                      rows[i].detection);
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        ck_assert_msg(!detection_is_doubted(fine[i][0], fine[i][1]), "%s", fine[i][0]);
}
END_TEST

START_TEST(fields_nearly_known_are_doubted)
{
    ck_assert(detection_is_doubted(SEL("{event.acton: x}"), "did you mean 'event.action'?"));
    ck_assert(detection_is_doubted(SEL("{source.pi|contains: x}"), "did you mean 'source.ip'?"));
    ck_assert(!detection_is_doubted(SEL("{event.action: x, EventType: y}"), "did you mean"));
}
END_TEST

SUITE_MAIN("selection", maps_are_and_lists_are_or, long_lists, keywords_search_the_record,
           keywords_search_values, paths, shapes_that_are_wrong, absent_null_and_empty, numbers,
           truth_values, several_values, objects_equal_nothing, doubtful_texts_are_told,
           values_that_modifiers_make_pointless_are_told, fields_nearly_known_are_doubted)
