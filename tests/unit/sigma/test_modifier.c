#include "sigma/modifier.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/rule_case.h"

#define SEL(item) " sel: " item "\n condition: sel\n"

static enum rule_answer ask(const char *item, const char *json)
{
    char detection[512] = "";

    snprintf(detection, sizeof detection, SEL("%s"), item);
    return detection_ask(detection, json, "");
}

static bool refused(const char *item, const char *text)
{
    char detection[512] = "";

    snprintf(detection, sizeof detection, SEL("%s"), item);
    return detection_is_refused(detection, text);
}

START_TEST(parts_of_texts)
{
    ck_assert(ask("{f|contains: b*d}", "{\"f\":\"abXde\"}"));
    ck_assert(!ask("{f|contains: b*d}", "{\"f\":\"adb\"}"));
    ck_assert(ask("{f|contains: 'dir\\'}", "{\"f\":\"c:\\\\dir\\\\x\"}"));
    ck_assert(ask("{f|contains: 5}", "{\"f\":1502}"));
    ck_assert(ask("{f|startswith: ab}", "{\"f\":\"ABc\"}"));
    ck_assert(!ask("{f|startswith: bc}", "{\"f\":\"abc\"}"));
    ck_assert(ask("{f|endswith: bc}", "{\"f\":\"abc\"}"));
    ck_assert(!ask("{f|endswith: ab}", "{\"f\":\"abc\"}"));
    ck_assert(ask("{f|contains|cased: GPT}", "{\"f\":\"a GPT\"}"));
    ck_assert(!ask("{f|cased|contains: GPT}", "{\"f\":\"a gpt\"}"));
}
END_TEST

START_TEST(all_and_neq)
{
    ck_assert(ask("{f|contains|all: [a, b]}", "{\"f\":\"b a\"}"));
    ck_assert(!ask("{f|all|contains: [a, b]}", "{\"f\":\"a\"}"));
    ck_assert(ask("{f|neq: [a, b]}", "{\"f\":\"c\"}"));
    ck_assert(!ask("{f|neq: [a, b]}", "{\"f\":\"b\"}"));
    ck_assert(ask("{f|neq: [a, b]}", "{}"));
    ck_assert(ask("{f|contains|all|neq: [a, b]}", "{\"f\":\"a\"}"));
    ck_assert(!ask("{f|contains|all|neq: [a, b]}", "{\"f\":\"ab\"}"));
    ck_assert(ask("{f|all|re: [a, b]}", "{\"f\":\"ba\"}"));
    ck_assert(!ask("{f|all|re: [a, b]}", "{\"f\":\"a\"}"));
    ck_assert(ask("{f|neq|cidr: 10.0.0.0/8}", "{\"f\":\"11.0.0.1\"}"));
    ck_assert(ask("{f|neq|fieldref: g}", "{\"f\":\"a\",\"g\":\"b\"}"));
    ck_assert(!ask("{f|gt|neq: 5}", "{\"f\":6}"));
    ck_assert(ask("{f|gt|neq: 5}", "{\"f\":5}"));
}
END_TEST

START_TEST(regexes)
{
    ck_assert(ask("{f|re: 'b+'}", "{\"f\":\"abbc\"}"));
    ck_assert(!ask("{f|re: 'B'}", "{\"f\":\"abbc\"}"));
    ck_assert(ask("{f|re|i: 'B'}", "{\"f\":\"abbc\"}"));
    ck_assert(ask("{f|re|m: '^b$'}", "{\"f\":\"a\\nb\"}"));
    ck_assert(!ask("{f|re: '^b$'}", "{\"f\":\"a\\nb\"}"));
    ck_assert(ask("{f|re|i|s: 'A.B'}", "{\"f\":\"a\\nb\"}"));
    ck_assert(ask("{f|re: '^1\\d+$'}", "{\"f\":1234}"));
    ck_assert(ask("{f|re: '\\*'}", "{\"f\":\"a*\"}"));
    ck_assert(!ask("{f|re|neq: b}", "{\"f\":\"b\"}"));
    ck_assert(refused("{f|re: 'a(b'}", "regex is wrong"));
    ck_assert(refused("{f|contains|re: x}", "'re' must be the first"));
    ck_assert(refused("{f|re|contains: x}", "not a regex"));
    ck_assert(refused("{f|i: x}", "'i' takes a regex"));
    ck_assert(refused("{f|re|cased: x}", "'cased' takes text, not a regex"));
}
END_TEST

START_TEST(networks)
{
    ck_assert(ask("{f|cidr: [10.0.0.0/8, 'fc00::/7']}", "{\"f\":\"10.9.8.7\"}"));
    ck_assert(ask("{f|cidr: [10.0.0.0/8, 'fc00::/7']}", "{\"f\":\"fd00::1\"}"));
    ck_assert(ask("{f|cidr: 10.0.0.0/8}", "{\"f\":\"::ffff:10.0.0.9\"}"));
    ck_assert(!ask("{f|cidr: 10.0.0.0/8}", "{\"f\":\"11.0.0.1\"}"));
    ck_assert(!ask("{f|cidr: 10.0.0.0/8}", "{\"f\":\"10.0.0.1:443\"}"));
    ck_assert(!ask("{f|cidr: 10.0.0.0/8}", "{\"f\":10}"));
    ck_assert(!ask("{f|cidr: [10.0.0.0/8, 11.0.0.0/8]}", "{\"f\":[\"x\",null]}"));
    ck_assert(ask("{f|cidr: [10.0.0.0/8, 11.0.0.0/8]}", "{\"f\":[\"x\",\"11.0.0.1\"]}"));
    ck_assert(ask("{f|cidr|all: [10.0.0.0/8, 10.1.0.0/16]}", "{\"f\":\"10.1.0.1\"}"));
    ck_assert(refused("{f|cidr: 10.0.0.1/8}", "beyond the prefix"));
    ck_assert(refused("{f|cidr: 10}", "'cidr' takes text, not a number"));
    ck_assert(refused("{f|cidr|contains: 10.0.0.0/8}", "not a network"));
}
END_TEST

START_TEST(comparisons)
{
    ck_assert(ask("{f|gt: 5}", "{\"f\":6}"));
    ck_assert(!ask("{f|gt: 5}", "{\"f\":5}"));
    ck_assert(ask("{f|gte: 5}", "{\"f\":5.0}"));
    ck_assert(ask("{f|lt: 5.5}", "{\"f\":5}"));
    ck_assert(ask("{f|lte: 5}", "{\"f\":\"5\"}"));
    ck_assert(!ask("{f|lt: 5}", "{\"f\":\"few\"}"));
    ck_assert(!ask("{f|lt: 5}", "{}"));
    ck_assert(ask("{f|gt: [100, 5]}", "{\"f\":6}"));
    ck_assert(refused("{f|gt: '5'}", "without quotes, not text"));
    ck_assert(refused("{f|gt|contains: 5}", "not a comparison"));
}
END_TEST

START_TEST(existence)
{
    ck_assert(refused("{f|exists: 'true'}", "without quotes, not text"));
    ck_assert(refused("{f|exists|neq: true}", "no other modifier"));
    ck_assert(refused("{f|contains|exists: true}", "must be the first"));
}
END_TEST

START_TEST(other_fields)
{
    ck_assert(ask("{a|fieldref: b}", "{\"a\":\"X\",\"b\":\"x\"}"));
    ck_assert(!ask("{a|fieldref: b}", "{\"a\":\"X\",\"b\":\"y\"}"));
    ck_assert(!ask("{a|fieldref: b}", "{\"a\":\"X\"}"));
    ck_assert(!ask("{a|fieldref: b}", "{\"b\":\"X\"}"));
    ck_assert(!ask("{a|fieldref: b}", "{\"a\":null,\"b\":null}"));
    ck_assert(ask("{a|fieldref: b}", "{\"a\":5,\"b\":5.0}"));
    ck_assert(ask("{a|fieldref: b}", "{\"a\":5,\"b\":\"5\"}"));
    ck_assert(ask("{a|fieldref|endswith: b}", "{\"a\":\"xy\",\"b\":\"Y\"}"));
    ck_assert(!ask("{a|fieldref|startswith: b}", "{\"a\":\"xy\",\"b\":\"y\"}"));
    ck_assert(ask("{a|fieldref|contains: b}", "{\"a\":\"xyz\",\"b\":\"y\"}"));
    ck_assert(ask("{a|fieldref|contains: b}", "{\"a\":\"xyz\",\"b\":\"\"}"));
    ck_assert(ask("{a|fieldref|neq: b}", "{\"a\":\"x\",\"b\":\"y\"}"));
    ck_assert(ask("{a|fieldref: b}", "{\"a\":[\"x\",\"y\"],\"b\":[\"z\",\"y\"]}"));
    ck_assert(refused("{a|fieldref: 'b*'}", "without wildcards"));
    ck_assert(refused("{a|contains|fieldref: b}", "must be the first"));
}
END_TEST

START_TEST(unknown_and_unsupported)
{
    static const char *const later[] = {"base64",  "base64offset", "wide",   "utf16",  "utf16le",
                                        "utf16be", "windash",      "expand", "minute", "hour",
                                        "day",     "week",         "month",  "year"};

    ck_assert(refused("{f|contans: x}", "unknown modifier 'contans'; did you mean 'contains'?"));
    ck_assert(refused("{f|zzzzzzzz: x}", "unknown modifier 'zzzzzzzz'"));
    ck_assert(refused("{'f|': x}", "unknown modifier ''"));
    ck_assert(refused("{f|contains|i|i|i|i|i|i|i|i: x}", "more than 8 modifiers"));
    for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
        char item[64] = "";

        snprintf(item, sizeof item, "{f|%s|contains: x}", later[i]);
        ck_assert(refused(item, later[i]));
        ck_assert(refused(item, "not supported yet"));
    }
}
END_TEST

START_TEST(wrong_kinds)
{
    ck_assert(refused("{f|contains: null}", "'contains' takes text, not null"));
    ck_assert(refused("{f|contains: true}", "not true or false"));
    ck_assert(refused("{f|cased: 5}", "'cased' takes text, not a number"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("modifier");
    TCase *tests = tcase_create("modifier");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_test(tests, parts_of_texts);
    tcase_add_test(tests, all_and_neq);
    tcase_add_test(tests, regexes);
    tcase_add_test(tests, networks);
    tcase_add_test(tests, comparisons);
    tcase_add_test(tests, existence);
    tcase_add_test(tests, other_fields);
    tcase_add_test(tests, unknown_and_unsupported);
    tcase_add_test(tests, wrong_kinds);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
