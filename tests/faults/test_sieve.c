/* Passing over lines changes no finding: made rules on made lines of every format,
 * once with each line decoded and once sieved.  And each guard of the sieve is needed:
 * without it findings are lost.
 *
 * SIEVE_RULES=FOLDER tries the rules of a folder as well, on lines that hold the texts its
 * files name; with LONG=1 on ten million of them. */
#include "engine/sieve.h"

#include <check.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/fault.h"
#include "base/memory.h"
#include "engine/pipeline.h"
#include "record/line_splitter.h"
#include "support/made_log.h"
#include "support/made_rules.h"
#include "support/suite.h"

enum {
    RULES = 300,
    LINES_A_ROUND = 5000,
    BAIT_ONCE_IN = 4,
    ROUNDS = 5,
    LONG_ROUNDS = 60,
    GUARD_ROUNDS = 20,
    OTHERS_BAITS = 50000,
    OTHERS_LINES = 1000,
    OTHERS_LONG_LINES = 50000,
    OTHERS_LONG_ROUNDS = 4,
    OTHERS_FOLDERS_OPEN = 16,
    PIECE_ONCE_IN = 4,
    PIECE_OVERLAP = 200 /* less than this, in bytes */
};

/* What was found: which rule at which byte. */
struct found {
    struct sighting {
        uint64_t offset;
        unsigned ordinal;
        unsigned count;
        char rule[40];
    } * items;
    size_t count;
    size_t capacity;
    struct pipeline_counts counts;
};

static void note(const struct event *event, const struct rule_facts *rule, void *cookie)
{
    struct found *found = cookie;
    struct sighting *sighting = NULL;

    found->items = array_room(found->items, found->count, &found->capacity, sizeof *found->items);
    sighting = &found->items[found->count++];
    *sighting = (struct sighting){.offset = event->record->offset,
                                  .ordinal = event->record->ordinal,
                                  .count = event->record->count};
    snprintf(sighting->rule, sizeof sighting->rule, "%s", rule->key);
}

/* any: rules are tried whatever their log source. */
static struct generation *build(const char *format, const char *rules, bool any)
{
    struct diagnostics diagnostics = {0};
    struct buffer yaml = {0};
    struct generation *generation = NULL;

    buffer_printf(&yaml,
                  "sources: [{name: made, path: /var/log/made.log, format: %s, zone: UTC}]\n"
                  "rules: {paths: [%s]}\n",
                  format, rules);
    generation = generation_build(settings_parse("made.yml", buffer_text(&yaml), &diagnostics), any,
                                  &diagnostics);
    ck_assert_ptr_nonnull(generation);
    ck_assert_uint_gt(rule_set_count(generation->rules), 0);
    diagnostics_finish(&diagnostics);
    buffer_finish(&yaml);
    return generation;
}

/* The next chunk of a log: whole lines, or by chance a piece of one; what is left of a
 * line that was begun is a chunk of its own. */
static struct chunk next_chunk(struct text log, struct cursor cursor, struct seeded_random *random)
{
    struct text rest = text_from(log, cursor.offset);
    bool is_inside = cursor.offset > cursor.line_start;
    bool is_piece = seeded_random_once_in(random, PIECE_ONCE_IN);
    size_t most =
        is_inside
            ? 0
            : seeded_random_below(random, seeded_random_once_in(random, 2) ? 2000 : CHUNK_LARGEST);
    const char *newline = memchr(rest.data, '\n', rest.length);
    struct chunk chunk = {.start = cursor, .data = rest.data, .path = "made.log"};

    chunk.modified = 1793693101 * SECOND;
    chunk.overlap = is_inside ? seeded_random_below(random, PIECE_OVERLAP) : 0;
    if (chunk.overlap > cursor.offset - cursor.line_start)
        chunk.overlap = cursor.offset - cursor.line_start;
    if (is_piece && newline > rest.data) {
        chunk.length = 1 + seeded_random_below(random, (unsigned)(newline - rest.data));
    } else {
        most = most < rest.length ? most : rest.length - 1;
        newline = memchr(rest.data + most, '\n', rest.length - most);
        chunk.length = newline ? (size_t)(newline - rest.data) + 1 : rest.length;
    }
    chunk.final = chunk.length == rest.length;
    chunk.data -= chunk.overlap;
    chunk.length += chunk.overlap;
    return chunk;
}

/* Lets a log through in chunks whose sizes chance chooses. */
static struct found look(const struct generation *generation, struct text log,
                         struct seeded_random random)
{
    struct found found = {0};
    struct pipeline *pipeline =
        pipeline_create(&(struct pipeline_options){.match = note, .cookie = &found});
    struct cursor cursor = {.incarnation = {{7}}};

    pipeline_use(pipeline, generation);
    while (cursor.offset < log.length) {
        struct chunk chunk = next_chunk(log, cursor, &random);

        pipeline_take(pipeline, &chunk, 1793693101 * SECOND);
        cursor = line_splitter_end(&chunk);
    }
    found.counts = pipeline_counts(pipeline);
    pipeline_destroy(pipeline);
    return found;
}

/* With nothing passed over and every rule tried on every line. */
static struct found look_whole(const struct generation *generation, struct text log,
                               struct seeded_random random)
{
    struct found found;

    fault_arm("sieve.look", 0, UINT_MAX);
    found = look(generation, log, random);
    fault_disarm();
    return found;
}

static bool is_same(const struct found *a, const struct found *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const struct sighting *left = &a->items[i];
        const struct sighting *right = &b->items[i];

        if (left->offset != right->offset || left->ordinal != right->ordinal ||
            left->count != right->count || strcmp(left->rule, right->rule) != 0)
            return false;
    }
    return true;
}

/* Where they part, for people. */
static void explain(const struct found *whole, const struct found *sieved, struct text log,
                    const char *format)
{
    size_t i = 0;
    uint64_t at = 0;
    struct text line = {0};
    struct text rest = {0};

    while (i < whole->count && i < sieved->count &&
           whole->items[i].offset == sieved->items[i].offset &&
           strcmp(whole->items[i].rule, sieved->items[i].rule) == 0)
        i++;
    if (i < whole->count)
        at = whole->items[i].offset;
    text_cut(text_from(log, at), TEXT("\n"), &line, &rest);
    ck_abort_msg("%s: %zu findings, and %zu when sieved; the first to differ is %zu: %s on\n%.*s",
                 format, whole->count, sieved->count, i,
                 i < whole->count ? whole->items[i].rule : "-", (int)line.length, line.data);
}

/* Rules in a file, as settings name them. */
static void write_rules(const struct made_rules *rules, char path[64])
{
    FILE *file = NULL;

    snprintf(path, 64, "/tmp/amberd-sieve-%d.yml", (int)getpid());
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fwrite(rules->yaml.data, 1, rules->yaml.length, file);
    fclose(file);
}

static void make_lines(const struct made_log *made, struct seeded_random *random,
                       const struct bait *baits, unsigned bait_count, unsigned count,
                       struct buffer *log)
{
    buffer_clear(log);
    for (unsigned i = 0; i < count; i++) {
        const char *bait = seeded_random_once_in(random, BAIT_ONCE_IN)
                               ? baits[seeded_random_below(random, bait_count)].bytes
                               : NULL;

        made_log_line(made, random, bait, log);
    }
}

struct sum {
    uint64_t lines;
    uint64_t skipped;
    uint64_t findings;
};

/* Lines that are passed over are counted as lines; one of JSON may hold more records. */
static void compare_counts(const struct pipeline_counts *whole,
                           const struct pipeline_counts *sieved, enum record_shape shape)
{
    if (shape == SHAPE_JSON)
        ck_assert_uint_ge(whole->records, sieved->records + sieved->skipped);
    else
        ck_assert_uint_eq(whole->records, sieved->records + sieved->skipped);
    ck_assert_uint_eq(whole->bytes, sieved->bytes);
    ck_assert_uint_eq(whole->repeats_forgotten, sieved->repeats_forgotten);
}

static void compare_format(const char *format, const char *rules, bool any, struct text log,
                           struct seeded_random random, struct sum *sum)
{
    struct generation *generation = build(format, rules, any);
    struct found whole = look_whole(generation, log, random);
    struct found sieved = look(generation, log, random);

    if (!is_same(&whole, &sieved))
        explain(&whole, &sieved, log, format);
    compare_counts(&whole.counts, &sieved.counts, generation->sources[0].shape);
    sum->lines += whole.counts.records;
    sum->skipped += sieved.counts.skipped;
    sum->findings += whole.count;
    mem_free(whole.items);
    mem_free(sieved.items);
    generation_destroy(generation);
}

static void compare_all(const char *rules, bool any, struct text log, struct seeded_random random,
                        struct sum *sum)
{
    size_t count = 0;
    const struct decoder *const *decoders = decoder_all(&count);

    for (size_t i = 0; i < count; i++) {
        if (!decoders[i]->layout_create || decoders[i]->layout_usual)
            compare_format(decoders[i]->name, rules, any, log, random, sum);
    }
}

START_TEST(nothing_is_lost)
{
    struct seeded_random random = seeded_random_start("nothing_is_lost");
    struct made_log *made = made_log_create();
    struct buffer log = {0};
    struct sum sum = {0};

    for (unsigned round = 0; round < test_rounds(ROUNDS, LONG_ROUNDS); round++) {
        struct made_rules rules = made_rules_create(&random, RULES, round % 4 != 0);
        char path[64] = "";

        write_rules(&rules, path);
        make_lines(made, &random, rules.baits, rules.count, LINES_A_ROUND, &log);
        compare_all(round % 5 == 4 ? "rules" : path, true, buffer_text(&log),
                    seeded_random_fork(&random), &sum);
        remove(path);
        made_rules_finish(&rules);
    }
    printf("%llu records, %llu of them passed over, %llu findings\n", (unsigned long long)sum.lines,
           (unsigned long long)sum.skipped, (unsigned long long)sum.findings);
    ck_assert_uint_gt(sum.findings, 1000);
    ck_assert_uint_gt(sum.skipped, sum.lines / 10);
    buffer_finish(&log);
    made_log_destroy(made);
}
END_TEST

static struct bait *others_baits;
static unsigned others_bait_count;

/* What stands between quotes in a line of a rule file. */
static void take_quoted(const char *line)
{
    const char *start = strchr(line, '\'');
    const char *end = start ? strrchr(start + 1, '\'') : NULL;
    size_t length = end ? (size_t)(end - start) - 1 : 0;
    struct bait *bait = &others_baits[others_bait_count];

    if (length == 0 || length >= BAIT_LONGEST || others_bait_count == OTHERS_BAITS)
        return;
    memcpy(bait->bytes, start + 1, length);
    others_bait_count++;
}

static int take_file(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    FILE *file = kind == FTW_F ? fopen(path, "r") : NULL;
    char *line = NULL;
    size_t size = 0;

    (void)facts;
    (void)place;
    while (file && getline(&line, &size, file) >= 0)
        take_quoted(line);
    free(line);
    if (file)
        fclose(file);
    return 0;
}

START_TEST(nothing_is_lost_of_others_rules)
{
    struct seeded_random random = seeded_random_start("nothing_is_lost_of_others_rules");
    const char *rules = getenv("SIEVE_RULES");
    struct made_log *made = made_log_create();
    struct buffer log = {0};
    struct sum sum = {0};

    ck_assert_ptr_nonnull(rules);
    others_baits = mem_zero_array(OTHERS_BAITS, sizeof *others_baits);
    nftw(rules, take_file, OTHERS_FOLDERS_OPEN, FTW_PHYS);
    ck_assert_msg(others_bait_count > 0, "no rule of %s names a text in quotes", rules);
    for (unsigned round = 0; round < test_rounds(1, OTHERS_LONG_ROUNDS); round++) {
        make_lines(made, &random, others_baits, others_bait_count,
                   test_rounds(OTHERS_LINES, OTHERS_LONG_LINES), &log);
        compare_all(rules, false, buffer_text(&log), seeded_random_fork(&random), &sum);
    }
    printf("%s: %llu records, %llu of them passed over, %llu findings\n", rules,
           (unsigned long long)sum.lines, (unsigned long long)sum.skipped,
           (unsigned long long)sum.findings);
    mem_free(others_baits);
    buffer_finish(&log);
    made_log_destroy(made);
}
END_TEST

/* Guards, and a format with whose lines their lack shows; among rules that all have a
 * literal, or not. */
static const struct {
    const char *name;
    const char *format;
    bool without_open;
} guards[] = {
    {"sieve.escapes", "squid", true},     {"sieve.escapes", "otel", true},
    {"sieve.folding", "text", true},      {"sieve.repetition", "sshd", true},
    {"sieve.memory", "text", true},       {"literals.cut", "text", true},
    {"literals.derived", "sshd", true},   {"literals.all", "suricata", false},
    {"literals.negation", "text", false},
};

START_TEST(each_guard_is_needed)
{
    struct seeded_random random = seeded_random_start("each_guard_is_needed");
    struct made_log *made = made_log_create();
    struct buffer log = {0};
    bool is_missed = false;

    for (unsigned round = 0; round < GUARD_ROUNDS && !is_missed; round++) {
        struct made_rules rules = made_rules_create(&random, RULES, guards[_i].without_open);
        struct generation *generation = NULL;
        struct found whole = {0};
        struct found sieved = {0};
        char path[64] = "";

        write_rules(&rules, path);
        make_lines(made, &random, rules.baits, rules.count, LINES_A_ROUND, &log);
        generation = build(guards[_i].format, path, true);
        whole = look_whole(generation, buffer_text(&log), random);
        generation_destroy(generation);
        fault_arm(guards[_i].name, 0, UINT_MAX);
        generation = build(guards[_i].format, path, true);
        sieved = look(generation, buffer_text(&log), random);
        ck_assert_msg(fault_disarm(), "%s guards nothing", guards[_i].name);
        is_missed = !is_same(&whole, &sieved);
        generation_destroy(generation);
        mem_free(whole.items);
        mem_free(sieved.items);
        remove(path);
        made_rules_finish(&rules);
    }
    ck_assert_msg(is_missed, "nothing is lost without %s", guards[_i].name);
    buffer_finish(&log);
    made_log_destroy(made);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sieve");
    TCase *cases = tcase_create("sieve");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_set_timeout(cases, getenv("LONG") ? 0 : 900);
    tcase_add_test(cases, nothing_is_lost);
    if (getenv("SIEVE_RULES"))
        tcase_add_test(cases, nothing_is_lost_of_others_rules);
    tcase_add_loop_test(cases, each_guard_is_needed, 0, sizeof guards / sizeof *guards);
    suite_add_tcase(suite, cases);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
