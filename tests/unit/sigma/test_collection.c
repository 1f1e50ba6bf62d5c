#include "sigma/collection.h"

#include "base/buffer.h"
#include "support/rule_case.h"
#include "support/suite.h"

#define GLOBAL                                                                  \
    "action: global\ntitle: common\nid: 5d0b1c7e-0000-4000-8000-0123456789ab\n" \
    "level: high\nlogsource: {product: vpnbox}\ndetection: {s: {site: mnl}, "   \
    "condition: s}\n"

static struct rule_case *load(const char *yaml, size_t rules)
{
    struct rule_case *rule_case = rule_case_create(yaml);

    ck_assert_msg(rule_set_count(rule_case->set) == rules, "%s",
                  rule_case->diagnostics.count > 0 ? rule_case->diagnostics.items[0].message : "");
    return rule_case;
}

static const struct rule_facts *facts(const struct rule_case *rule_case, size_t index)
{
    return rule_set_facts(rule_case->set, index);
}

START_TEST(what_is_common_completes_each)
{
    struct rule_case *rule_case =
        load(GLOBAL "---\ndetection: {s: {user: ann}}\n---\n"
                    "logsource: {service: auth}\ndetection: {s: {user: bob}}\n---\n",
             2);

    ck_assert_uint_eq(rule_set_found(rule_case->set), 2);
    ck_assert_str_eq(facts(rule_case, 0)->title, "common");
    ck_assert_str_eq(facts(rule_case, 0)->key, "5d0b1c7e-0000-4000-8000-0123456789ab");
    ck_assert_str_eq(facts(rule_case, 1)->key, "5d0b1c7e-0000-4000-8000-0123456789ab#2");
    ck_assert_str_eq(rule_set_log_source(rule_case->set, 0)->product, "vpnbox");
    ck_assert_ptr_null(rule_set_log_source(rule_case->set, 0)->service);
    ck_assert_str_eq(rule_set_log_source(rule_case->set, 1)->service, "auth");
    ck_assert(rule_case_ask(rule_case, "{\"site\":\"mnl\",\"user\":\"ann\"}", ""));
    ck_assert(!rule_case_ask(rule_case, "{\"user\":\"ann\"}", ""));
    ck_assert(!rule_case_ask(rule_case, "{\"site\":\"mnl\",\"user\":\"bob\"}", ""));
    ck_assert(rule_case_says(rule_case, "known as '5d0b1c7e-0000-4000-8000-0123456789ab#2'"));
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(the_document_goes_before_what_is_common)
{
    struct rule_case *rule_case =
        load(GLOBAL "---\nlevel: low\nname: n\ndetection: {s: {site: [a, b]}}\n", 1);

    ck_assert_str_eq(facts(rule_case, 0)->level, "low");
    ck_assert_uint_eq(rule_case_line_of(rule_case, "this holds, and not what the collection says"),
                      8);
    ck_assert_uint_eq(rule_case->diagnostics.warnings, 2);
    ck_assert(rule_case_ask(rule_case, "{\"site\":\"b\"}", ""));
    ck_assert(!rule_case_ask(rule_case, "{\"site\":\"mnl\"}", ""));
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(the_same_again_is_no_doubt)
{
    struct rule_case *rule_case = load(GLOBAL "---\nlevel: high\nname: n\n", 1);

    ck_assert_uint_eq(rule_case->diagnostics.count, 0);
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(a_repetition_changes_the_rule_before)
{
    struct rule_case *rule_case =
        load("title: a\nname: a\nlevel: low\nlogsource: {product: p}\n"
             "detection: {s: {f: x}, condition: s}\n---\n"
             "action: repeat\ntitle: b\nname: b\ndetection: {s: {g: y}}\n---\n"
             "action: repeat\nname: c\ndetection: {s: {f: z}}\n",
             3);

    ck_assert_uint_eq(rule_case->diagnostics.errors, 0);
    ck_assert_str_eq(facts(rule_case, 1)->title, "b");
    ck_assert_str_eq(facts(rule_case, 2)->title, "b");
    ck_assert_str_eq(facts(rule_case, 2)->key, "c");
    ck_assert_str_eq(facts(rule_case, 2)->level, "low");
    ck_assert(!rule_case_says(rule_case, "this holds"));
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(what_is_common_can_be_repeated)
{
    struct rule_case *rule_case = load(GLOBAL "---\naction: repeat\ntitle: mine\n", 1);

    ck_assert_str_eq(facts(rule_case, 0)->title, "mine");
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(a_reset_ends_what_is_common)
{
    struct rule_case *rule_case =
        load(GLOBAL "---\nname: a\n---\naction: reset\n---\nname: b\ntitle: b\n---\n"
                    "action: global\nlevel: low\n---\n"
                    "title: c\nname: c\nlogsource: {product: p}\n"
                    "detection: {k: [x], condition: k}\n",
             2);

    ck_assert(rule_case_says(rule_case, "the rule has no logsource"));
    ck_assert_str_eq(facts(rule_case, 1)->level, "low");
    ck_assert_uint_eq(rule_set_found(rule_case->set), 3);
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(correlations_and_filters_stand_alone)
{
    struct rule_case *rule_case = load(
        GLOBAL "---\ncorrelation: {type: event_count}\n---\nfilter: {rules: any}\n---\nname: a\n",
        1);

    ck_assert_uint_eq(rule_case->diagnostics.errors, 2);
    ck_assert(rule_case_says(rule_case, "correlation rules are not supported yet"));
    ck_assert(rule_case_says(rule_case, "filters are not supported yet"));
    rule_case_destroy(rule_case);
}
END_TEST

START_TEST(mistakes_end_the_file)
{
    struct rule_case *rule_case = load("action: repeat\ntitle: a\n---\n" GLOBAL, 0);

    ck_assert(rule_case_says(rule_case, "nothing before it to repeat"));
    rule_case_destroy(rule_case);
    rule_case = load("action: gobal\n", 0);
    ck_assert(rule_case_says(rule_case, "unknown action 'gobal'; did you mean 'global'?"));
    rule_case_destroy(rule_case);
    rule_case = load("action: [global]\n", 0);
    ck_assert(rule_case_says(rule_case, "an action is a word, not a list"));
    rule_case_destroy(rule_case);
}
END_TEST

/* A rule of `values` values under `keys` keys, said `times` times. */
static struct rule_case *load_many(size_t keys, size_t values, size_t times)
{
    struct buffer yaml = {0};
    struct rule_case *rule_case = NULL;

    buffer_printf(&yaml, "title: a\nname: a\nlevel: low\nlogsource: {product: p}\n"
                         "detection:\n condition: s\n s:\n");
    for (size_t i = 0; i < keys; i++)
        buffer_printf(&yaml, "  f%zu: x\n", i);
    buffer_printf(&yaml, "  g:\n");
    for (size_t i = 0; i < values; i++)
        buffer_printf(&yaml, "  - v%zu\n", i);
    for (size_t i = 1; i < times; i++)
        buffer_printf(&yaml, "---\naction: repeat\nname: a%zu\ndetection: {s: {h: x}}\n", i);
    rule_case = rule_case_create(buffer_string(&yaml));
    buffer_finish(&yaml);
    return rule_case;
}

START_TEST(collections_are_bounded)
{
    struct rule_case *rule_case = load_many(COLLECTION_LIMIT_KEYS - 2, 1, 2);

    ck_assert_uint_eq(rule_set_count(rule_case->set), 2);
    rule_case_destroy(rule_case);
    rule_case = load_many(COLLECTION_LIMIT_KEYS, 1, 2);
    ck_assert_uint_eq(rule_set_count(rule_case->set), 1);
    ck_assert(rule_case_says(rule_case, "this collection is too large"));
    rule_case_destroy(rule_case);
    rule_case = load_many(1, COLLECTION_LIMIT_NODES / 50, 100);
    ck_assert_uint_eq(rule_set_count(rule_case->set), 49);
    ck_assert(rule_case_says(rule_case, "this collection is too large"));
    rule_case_destroy(rule_case);
}
END_TEST

SUITE_MAIN("collection", what_is_common_completes_each, the_document_goes_before_what_is_common,
           the_same_again_is_no_doubt, a_repetition_changes_the_rule_before,
           what_is_common_can_be_repeated, a_reset_ends_what_is_common,
           correlations_and_filters_stand_alone, mistakes_end_the_file, collections_are_bounded)
