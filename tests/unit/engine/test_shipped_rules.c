/*
 * The rules that amberd brings along: every test that stands in them holds, and each rule
 * is shown to match and not to match, and is seen in the demo or on real servers.  The tests
 * in the manual hold, too.
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "engine/trial.h"
#include "support/manual_page.h"
#include "support/suite.h"
#include "support/temp_folder.h"

enum { RULES_FEWEST = 8, MANUAL_TESTS_FEWEST = 5, FILE_MOST = 1 << 20 };

static struct generation *load(const char *folder)
{
    struct settings *settings = settings_default();
    struct diagnostics diagnostics = {0};
    struct generation *generation = NULL;

    while (settings->rules.path_count > 1)
        mem_free(settings->rules.paths[--settings->rules.path_count]);
    mem_free(settings->rules.paths[0]);
    settings->rules.paths[0] = mem_copy_string(folder);
    generation = generation_build(settings, false, &diagnostics);
    for (size_t i = 0; i < diagnostics.count; i++)
        fprintf(stderr, "%s:%u: %s\n", diagnostics.items[i].path, diagnostics.items[i].line,
                diagnostics.items[i].message);
    ck_assert_ptr_nonnull(generation);
    ck_assert_uint_eq(diagnostics.errors, 0);
    diagnostics_finish(&diagnostics);
    return generation;
}

/* Says what is wrong with a test.  Returns whether anything is. */
static bool complain(const struct rule_facts *rule, const struct rule_example *example,
                     const struct trial_result *result)
{
    const char *words = result->why ? result->why : result->doubt;

    if (words)
        fprintf(stderr, "%s:%u: %s: %s\n", rule->path, example->line,
                example->name ? example->name : rule->title, words);
    return words != NULL;
}

/* Runs the tests of a rule.  Returns how many of them are wrong. */
static size_t try_rule(struct trial *trial, const struct rule_set *rules, size_t index)
{
    size_t count = 0;
    const struct rule_example *examples = rule_set_examples(rules, index, &count);
    size_t wrong = 0;

    for (size_t i = 0; i < count; i++)
        wrong += complain(rule_set_facts(rules, index), &examples[i],
                          trial_run(trial, index, &examples[i]));
    return wrong;
}

/* Whether tests show that the rule matches, and that it does not match everything. */
static bool has_hit_and_miss(const struct rule_set *rules, size_t index)
{
    const struct rule_facts *rule = rule_set_facts(rules, index);
    size_t count = 0;
    const struct rule_example *examples = rule_set_examples(rules, index, &count);
    size_t misses = 0;

    for (size_t i = 0; i < count; i++)
        misses += examples[i].expect == EXPECT_NONE;
    if (misses > 0 && misses < count)
        return true;
    fprintf(stderr, "%s:%u: '%s' has no test that it %s\n", rule->path, rule->line, rule->title,
            misses == 0 ? "misses" : "matches");
    return false;
}

START_TEST(every_rule_does_what_its_tests_say)
{
    struct generation *generation = load("rules");
    struct trial *trial = trial_create(generation);
    size_t wrong = 0;

    ck_assert_uint_ge(rule_set_count(generation->rules), RULES_FEWEST);
    for (size_t i = 0; i < rule_set_count(generation->rules); i++) {
        wrong += try_rule(trial, generation->rules, i);
        wrong += !has_hit_and_miss(generation->rules, i);
    }
    ck_assert_uint_eq(wrong, 0);
    trial_destroy(trial);
    generation_destroy(generation);
}
END_TEST

/* The name of a rule's file, without its ending. */
static struct text name_of(const struct rule_facts *rule)
{
    struct text name = text_of(rule->path);
    size_t slash = 0;

    if (text_find_last(name, TEXT("/"), &slash))
        name = text_from(name, slash + 1);
    ck_assert(text_ends_with(name, TEXT(".yml")));
    name.length -= strlen(".yml");
    return name;
}

/* Whether a line of a file has a column of that name, blanks and signs in front aside. */
static bool is_expected(struct text lines, struct text name)
{
    struct text line = {0};

    while (lines.length > 0) {
        struct text column = {0};
        struct text rest = {0};

        text_cut(lines, TEXT("\n"), &line, &lines);
        text_take(&line, TEXT("=>"));
        while (line.length > 0) {
            text_cut(line, TEXT("|"), &column, &rest);
            if (text_equal(text_trim(column), name))
                return true;
            line = rest;
        }
    }
    return false;
}

START_TEST(every_rule_is_seen_to_fire_in_the_demo_or_on_real_servers)
{
    struct generation *generation = load("rules");
    struct error err = {0};
    struct buffer day = {0};
    struct buffer real = {0};

    ck_assert_msg(file_read("tests/demo/day", FILE_MOST, &day, &err), "%s", err.text);
    ck_assert_msg(file_read("tests/real/expected", FILE_MOST, &real, &err), "%s", err.text);
    for (size_t i = 0; i < rule_set_count(generation->rules); i++) {
        const struct rule_facts *rule = rule_set_facts(generation->rules, i);

        ck_assert_msg(is_expected(buffer_text(&day), name_of(rule)) ||
                          is_expected(buffer_text(&real), name_of(rule)),
                      "%s: neither tests/demo/day nor tests/real/expected has it", rule->path);
    }
    buffer_finish(&day);
    buffer_finish(&real);
    generation_destroy(generation);
}
END_TEST

START_TEST(whoever_is_told_red_is_told_what_to_do)
{
    struct generation *generation = load("rules");
    size_t red = 0;

    for (size_t i = 0; i < rule_set_count(generation->rules); i++) {
        const struct rule_facts *rule = rule_set_facts(generation->rules, i);

        if (rule->severity != SEVERITY_RED && rule->escalate_to != SEVERITY_RED)
            continue;
        red++;
        ck_assert_msg(rule->next_step_count >= 2, "%s: no next_steps", rule->path);
    }
    ck_assert_uint_gt(red, 0);
    generation_destroy(generation);
}
END_TEST

/* Each rule of the manual in a file of its own. */
static void write_manual_rules(const struct path *folder)
{
    struct manual_page *page = manual_page_read("conf/amberd-rules.5");

    for (size_t i = 0; i < manual_page_count(page); i++) {
        const char *text = manual_page_block(page, i)->text;

        if (strncmp(text, "title:", 6) == 0)
            file_write(path_print("%s/%zu.yml", folder->text, i).text, "%s", text);
    }
    manual_page_free(page);
}

START_TEST(the_tests_of_the_manual_hold)
{
    struct path folder = temp_folder_create("manual-rules");
    struct generation *generation = NULL;
    struct trial *trial = NULL;
    size_t wrong = 0;
    size_t tests = 0;

    write_manual_rules(&folder);
    generation = load(folder.text);
    trial = trial_create(generation);
    for (size_t i = 0; i < rule_set_count(generation->rules); i++) {
        size_t count = 0;

        rule_set_examples(generation->rules, i, &count);
        tests += count;
        wrong += try_rule(trial, generation->rules, i);
    }
    ck_assert_uint_ge(tests, MANUAL_TESTS_FEWEST);
    ck_assert_uint_eq(wrong, 0);
    trial_destroy(trial);
    generation_destroy(generation);
    temp_folder_remove(&folder);
}
END_TEST

SUITE_MAIN("shipped_rules", every_rule_does_what_its_tests_say,
           every_rule_is_seen_to_fire_in_the_demo_or_on_real_servers,
           whoever_is_told_red_is_told_what_to_do, the_tests_of_the_manual_hold)
