#include "sigma/modifier.h"

#include <stdio.h>
#include <string.h>

#include "support/rule_case.h"
#include "support/suite.h"

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

static bool doubted(const char *item, const char *text)
{
    char detection[512] = "";

    snprintf(detection, sizeof detection, SEL("%s"), item);
    return detection_is_doubted(detection, text);
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
    ck_assert(doubted("{f|re|contains: x}", "anchor it"));
    ck_assert(ask("{f|re|startswith: b+}", "{\"f\":\"abbc\"}"));
    ck_assert(refused("{f|windash|re: x}", "'re' must be the first"));
    ck_assert(refused("{f|i: x}", "'i' takes a regex"));
    ck_assert(refused("{f|re|cased: x}", "'cased' takes text, not a regex"));
}
END_TEST

START_TEST(networks)
{
    ck_assert(ask("{f|cidr: [10.0.0.0/8, 'fc00::/7']}", "{\"f\":\"10.9.8.7\"}"));
    ck_assert(ask("{f|cidr: [10.0.0.0/8, 'fc00::/7']}", "{\"f\":\"fd00::1\"}"));
    ck_assert(ask("{f|cidr: 10.0.0.0/8}", "{\"f\":\"::ffff:10.0.0.9\"}"));
    ck_assert(ask("{f|cidr: 'fe80::/10'}", "{\"f\":\"fe80::1%eth0\"}"));
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
    ck_assert(
        refused("{f|exists: maybe}", "'exists' takes true or false without quotes, not text"));
    ck_assert(refused("{f|exists: [true, false]}", "'exists' takes one boolean, true or false"));
    ck_assert(refused("{f|exists: [true, true]}", "'exists' takes one boolean, true or false"));
    ck_assert(refused("{f|exists: []}", "an empty list"));
    ck_assert(ask("{f|exists: [true]}", "{\"f\":1}"));
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

START_TEST(dashes)
{
    static const char *const alike[] = {"-", "/", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x95"};

    for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
        char event[128] = "";

        snprintf(event, sizeof event, "{\"f\":\"tool %senc-x %snop\"}", alike[i], alike[0]);
        ck_assert(ask("{f|windash|contains|all: [' -ENC', ' -nop']}", event));
        ck_assert(ask("{f|contains|all|windash: [' /enc', ' \xE2\x80\x94nop']}", event));
        ck_assert(ask("{f|windash|endswith: '?enc-x -nop'}", event));
        ck_assert(ask("{f|windash: 'tool -enc-x -nop'}", event));
        ck_assert(!ask("{f|windash|contains: ' -enc/x'}", event));
        ck_assert(ask("{f|contains: ' -enc'}", event) == (i == 0));
    }
    ck_assert(ask("{f|windash: '-a'}", "{\"f\":\"/A\"}"));
    ck_assert(ask("{f|windash|endswith: '-a'}", "{\"f\":\"b/a\"}"));
    ck_assert(ask("{f|windash: '--a'}", "{\"f\":\"-/a\"}"));
    ck_assert(!ask("{f|windash: '--a'}", "{\"f\":\"/-a\"}"));
    ck_assert(!ask("{f|windash: ' - '}", "{\"f\":\" / \"}"));
    ck_assert(!ask("{f|windash: 'é-a'}", "{\"f\":\"é/a\"}"));
    ck_assert(ask("{f|windash: '-é'}", "{\"f\":\"/é\"}"));
    ck_assert(!ask("{f|windash: '-\\*'}", "{\"f\":\"/*\"}"));
    ck_assert(!ask("{f|windash|contains: '-a'}", "{\"f\":\"\"}"));
    ck_assert(refused("{f|windash|base64: '-a'}", "'windash' cannot stand in front"));
}
END_TEST

START_TEST(encodings)
{
    ck_assert(ask("{f|base64: 'abcd'}", "{\"f\":\"YWJjZA==\"}"));
    ck_assert(ask("{f|base64: 'abc'}", "{\"f\":\"yWjJ\"}"));
    ck_assert(!ask("{f|base64|cased: 'abc'}", "{\"f\":\"ywjj\"}"));
    ck_assert(ask("{f|base64: ''}", "{\"f\":\"\"}"));
    ck_assert(ask("{f|base64: 'a\\*'}", "{\"f\":\"YSo=\"}"));
    ck_assert(ask("{f|wide|base64: 'aé'}", "{\"f\":\"YQDpAA==\"}"));
    ck_assert(ask("{f|utf16le|base64: 'aé'}", "{\"f\":\"YQDpAA==\"}"));
    ck_assert(ask("{f|utf16be|base64: 'aé'}", "{\"f\":\"AGEA6Q==\"}"));
    ck_assert(ask("{f|utf16|base64: 'a'}", "{\"f\":\"//5hAA==\"}"));
    ck_assert(ask("{f|wide|base64: '\xF0\x9F\x98\x80'}", "{\"f\":\"PdgA3g==\"}"));
    ck_assert(ask("{f|wide: 'a*\\?'}", "{\"f\":\"A\\u0000zz?\\u0000\"}"));
    ck_assert(refused("{f|base64: 'a*'}", "without wildcards"));
    ck_assert(refused("{f|base64offset|contains: 'a?'}", "without wildcards"));
    ck_assert(refused("{f|base64offset|contains: ''}", "would match everything"));
    ck_assert(refused("{f|contains|base64: a}", "must stand in front of contains"));
    ck_assert(refused("{f|startswith|wide: a}", "must stand in front of contains"));
    ck_assert(refused("{f|base64: 5}", "takes text, not a number"));
    ck_assert(doubted("{f|base64offset: ping}", "finds nothing without contains"));
}
END_TEST

/* Base64 as everybody writes it, to hold the modifier to. */
static void write_base64(const char *bytes, size_t length, char *encoded)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned bits = 0;
    int have = 0;

    for (size_t i = 0; i < length; i++) {
        bits = bits << 8 | (unsigned char)bytes[i];
        for (have += 8; have >= 6; have -= 6)
            *encoded++ = alphabet[bits >> (have - 6) & 63];
    }
    if (have > 0)
        *encoded++ = alphabet[bits << (6 - have) & 63];
    *encoded = '\0';
}

/* A text is found at any place of a longer one, and not where it is not. */
START_TEST(base64_at_any_place)
{
    static const char word[] = "Qw3rT!y#9";

    for (int length = 2; length <= 9; length++) {
        for (size_t place = 0; place < 6; place++) {
            char item[64] = "";
            char plain[32] = "";
            char encoded[64] = "";
            char event[128] = "";

            snprintf(item, sizeof item, "{f|base64offset|contains|cased: '%.*s'}", length, word);
            snprintf(plain, sizeof plain, "%.*s%.*s~~", (int)place, "%%%%%%", length, word);
            write_base64(plain, strlen(plain), encoded);
            snprintf(event, sizeof event, "{\"f\":\"%s\"}", encoded);
            ck_assert_msg(ask(item, event), "%s in %s", item, plain);
        }
    }
    ck_assert(ask("{f|wide|base64offset|contains: ping}", "{\"f\":\"xxcABpAG4AZwyy\"}"));
    ck_assert(ask("{f|wide|base64offset|contains: ping}", "{\"f\":\"AAaQBuAGcA\"}"));
    ck_assert(!ask("{f|wide|base64offset|contains: ping}", "{\"f\":\"cABpAG4AZx\"}"));
    ck_assert(ask("{f|base64offset|contains|all: [ab, cd]}", "{\"f\":\"YWJjZA==\"}"));
    ck_assert(!ask("{f|base64offset|contains|all: [ab, xy]}", "{\"f\":\"YWJjZA==\"}"));
}
END_TEST

START_TEST(parts_of_times)
{
    static const char *const events[] = {
        "{\"t\":\"2026-11-03T23:05:09+08:00\"}",
        "{\"t\":\"2026-11-03 23:05:09\"}",
        "{\"t\":\"2026-11-03T23:05:09.5Z\"}",
        "{\"t\":1793747109}",
        "{\"t\":\"1793747109000\"}",
        "{\"t\":1793747109.25}",
    };

    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        ck_assert(ask("{t|minute: 5, t|hour: 23, t|day: 3, t|month: 11, t|year: 2026}", events[i]));
        ck_assert(ask("{t|week: 45}", events[i]));
        ck_assert(ask("{t|hour|gte: 22}", events[i]));
        ck_assert(!ask("{t|hour|lt: 23}", events[i]));
        ck_assert(ask("{t|hour: [5, 23]}", events[i]));
        ck_assert(!ask("{t|hour|neq: 23}", events[i]));
    }
    ck_assert(ask("{t|day: 3, t|week: 45}", "{\"t\":\"2026-11-03\"}"));
    ck_assert(!ask("{t|hour: 0}", "{\"t\":\"2026-11-03\"}"));
    ck_assert(!ask("{t|day: 3}", "{\"t\":\"3 Nov\"}"));
    ck_assert(!ask("{t|day: 3}", "{\"t\":null}"));
    ck_assert(!ask("{t|day: 3}", "{}"));
    ck_assert(ask("{t|hour|neq: 3}", "{}"));
    ck_assert(refused("{t|hour: '5'}", "'hour' takes a number without quotes, not text"));
    ck_assert(refused("{t|hour|day: 5}", "'day' takes a number without quotes, not a part"));
    ck_assert(refused("{t|gte|hour: 5}", "not a comparison"));
    ck_assert(refused("{t|hour|contains: 5}", "not a part of a time"));
    ck_assert(refused("{t|hour|gte|lt: 5}", "not a comparison"));
}
END_TEST

START_TEST(placeholders_without_values)
{
    struct rule_case *rule_case =
        rule_case_create(RULE_HEAD " sel:\n  f: x\n other:\n  g|contains|expand:\n   - '%a%'\n"
                                   " condition: sel or other\n");

    ck_assert_uint_eq(rule_set_count(rule_case->set), 1);
    ck_assert(rule_case_says(rule_case, "the placeholder 'a' has no values"));
    ck_assert_uint_eq(rule_case_line_of(rule_case, "the placeholder 'a'"), 10);
    ck_assert_int_eq(rule_case_ask(rule_case, "{\"f\":\"x\",\"g\":\"%a%\"}", ""), ANSWER_NO);
    ck_assert_uint_eq(rule_route_count(rule_case->route), 0);
    ck_assert_uint_eq(wanted_fields_count(rule_case->wanted), 0);
    rule_case_destroy(rule_case);
    ck_assert(ask("{f: '%a%'}", "{\"f\":\"%A%\"}"));
    ck_assert(ask("{f|expand: '100% of 5\\%x%'}", "{\"f\":\"100% of 5%x%\"}"));
    ck_assert(refused("{f|cidr|expand: 10.0.0.0/8}", "not a network"));
}
END_TEST

START_TEST(unknown)
{
    ck_assert(refused("{f|contans: x}", "unknown modifier 'contans'; did you mean 'contains'?"));
    ck_assert(refused("{f|zzzzzzzz: x}", "unknown modifier 'zzzzzzzz'"));
    ck_assert(refused("{'f|': x}", "unknown modifier ''"));
    ck_assert(refused("{f|contains|i|i|i|i|i|i|i|i: x}", "more than 8 modifiers"));
}
END_TEST

START_TEST(wrong_kinds)
{
    ck_assert(refused("{f|contains: null}", "'contains' takes text, not null"));
    ck_assert(refused("{f|contains: true}", "not true or false"));
    ck_assert(refused("{f|cased: 5}", "'cased' takes text, not a number"));
}
END_TEST

START_TEST(mistakes_stand_where_they_are)
{
    struct rule_case *rule_case =
        rule_case_create(RULE_HEAD " sel: {größe|contans: x}\n condition: sel\n");
    const struct diagnostics *diagnostics = &rule_case->diagnostics;

    ck_assert_uint_eq(diagnostics->errors, 1);
    ck_assert_uint_eq(diagnostics->items[diagnostics->count - 1].column, 14);
    rule_case_destroy(rule_case);
}
END_TEST

SUITE_MAIN("modifier", parts_of_texts, all_and_neq, regexes, networks, comparisons, existence,
           other_fields, dashes, encodings, base64_at_any_place, parts_of_times,
           placeholders_without_values, unknown, wrong_kinds, mistakes_stand_where_they_are)
