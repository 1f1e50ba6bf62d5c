#include "engine/trial.h"

#include <string.h>

#include "alert/fingerprint.h"
#include "alert/storm.h"
#include "base/array.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "base/table.h"
#include "engine/pipeline.h"

enum { ARENA_BLOCK = 64 << 10, VALUE_LONGEST = 240 };

/* The source of a format and layout; why is NULL when there is one. */
struct trial_source {
    unsigned index;
    const char *why;
};

struct trial {
    struct generation *generation;
    struct arena *kept;    /* sources */
    struct arena *arena;   /* of the result */
    struct table *sources; /* format and layout -> struct trial_source */
    struct trial_record *records;
    size_t record_capacity;
    struct trial_result result;
};

/* A test under way. */
struct run {
    struct trial *trial;
    const struct rule_facts *rule;
    const struct rule_example *example;
    const struct decoder *decoder;
    bool *matched; /* one a line: the rule matched a record that begins there, ... */
    bool *wanted;  /* ... and was to, by `at` */
    bool has_trouble;
    enum severity severity; /* of the gravest alert */
};

struct trial *trial_create(struct generation *generation)
{
    struct trial *trial = mem_zero(sizeof *trial);

    trial->generation = generation;
    trial->kept = arena_create(ARENA_BLOCK);
    trial->arena = arena_create(ARENA_BLOCK);
    trial->sources = table_create();
    rule_set_make_live(generation->rules);
    return trial;
}

void trial_destroy(struct trial *trial)
{
    if (!trial)
        return;
    table_destroy(trial->sources);
    arena_destroy(trial->arena);
    arena_destroy(trial->kept);
    mem_free(trial->records);
    mem_free(trial);
}

/* Whether a byte of UTF-8 goes on with a character. */
static bool is_inside_character(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static const char *printable(struct arena *arena, struct text text)
{
    size_t length = text.length < VALUE_LONGEST ? text.length : VALUE_LONGEST;
    struct buffer shown = {0};
    const char *kept = NULL;

    while (length < text.length && length > 0 && is_inside_character(text.data[length]))
        length--;
    buffer_append_escaped(&shown, text_until(text, length));
    if (length < text.length)
        buffer_append_text(&shown, TEXT("…"));
    kept = arena_copy(arena, buffer_text(&shown)).data;
    buffer_finish(&shown);
    return kept;
}

static const struct trial_source *add_source(struct trial *trial, const char *name,
                                             const struct rule_example *example)
{
    struct trial_source *source = arena_zero(trial->kept, sizeof *source);
    struct source_settings settings = {
        .name = mem_copy_string(name),
        .format = mem_copy_string(example->source),
        .layout = mem_copy_string(example->layout),
        .decode = mem_copy_string("needed"),
        .start = mem_copy_string("beginning"),
        .zone = mem_copy_string("UTC"),
        .account = mem_copy_string("unknown"),
        .site = mem_copy_string("unknown"),
    };
    struct error err = {0};

    source->index = (unsigned)trial->generation->source_count;
    if (!generation_add_source(trial->generation, &settings, &err))
        source->why = printable(trial->kept, text_of(err.text));
    return source;
}

static const struct trial_source *find_source(struct trial *trial,
                                              const struct rule_example *example)
{
    struct text key = arena_printf(trial->arena, "%s %s", example->source, example->layout);
    const struct trial_source *source = table_get(trial->sources, key);

    if (!source) {
        source = add_source(trial, key.data, example);
        table_put(trial->sources, key, (void *)(uintptr_t)source);
    }
    return source;
}

static void keep_fields(const struct event *event, struct arena *arena, struct trial_record *record)
{
    struct trial_field *fields = arena_zero(arena, (event->field_count + 1) * sizeof *fields);

    for (size_t i = 0; i < event->field_count; i++) {
        const struct event_field *field = &event->fields[i];

        if (field->value->kind == VALUE_OBJECT)
            continue;
        fields[record->field_count++] =
            (struct trial_field){printable(arena, field->name),
                                 printable(arena, value_text(event->arena, field->value))};
    }
    record->fields = fields;
}

static void take_record(const struct event *event, void *cookie)
{
    struct run *run = cookie;
    struct trial *trial = run->trial;
    struct trial_record *record = NULL;

    trial->records = array_room(trial->records, trial->result.record_count, &trial->record_capacity,
                                sizeof *trial->records);
    record = &trial->records[trial->result.record_count++];
    *record = (struct trial_record){
        .line = (size_t)event->record->line,
        .decoded = event->decoded,
        .kind = decoder_kind(run->decoder, event->kind)->name,
        .others = "",
    };
    keep_fields(event, trial->arena, record);
}

static void add_other(struct arena *arena, struct trial_record *record, const char *title)
{
    const char *comma = record->other_count > 0 ? ", " : "";

    if (record->other_count++ < TRIAL_OTHERS_MOST)
        record->others = arena_printf(arena, "%s%s'%s'", record->others, comma, title).data;
}

/* The record is the one that was taken last. */
static void take_match(const struct event *event, const struct rule_facts *rule, void *cookie)
{
    struct run *run = cookie;
    struct trial *trial = run->trial;
    struct trial_record *record = &trial->records[trial->result.record_count - 1];

    if (rule != run->rule) {
        add_other(trial->arena, record, rule->title);
        return;
    }
    record->is_match = true;
    if (event->record->line <= run->example->line_count)
        run->matched[event->record->line - 1] = true;
}

/* Whether the alert says that a regex of the rule met a limit. */
static bool is_trouble(const struct alert *alert, const struct rule_facts *rule)
{
    struct buffer group = {0};
    bool is = false;

    if (strcmp(alert->rule_key, builtin_rule(BUILTIN_REGEX)->key) != 0)
        return false;
    fingerprint_group(&group, text_of(rule->key));
    is = strcmp(alert->group_key, buffer_string(&group)) == 0;
    buffer_finish(&group);
    return is;
}

static void take_alert(const struct alert_entry *entry, void *cookie)
{
    struct run *run = cookie;
    const struct alert *alert = entry->alert;

    if (is_trouble(alert, run->rule))
        run->has_trouble = true;
    if (strcmp(alert->rule_key, run->rule->key) != 0)
        return;
    if (entry->change == CHANGE_CREATED)
        run->trial->result.alerts++;
    if (run->severity < alert->severity)
        run->severity = alert->severity;
}

/* Line by line, as a log that is being written; the last chunk says that it ends. */
static void feed(struct run *run, struct pipeline *pipeline, unsigned source)
{
    static const struct civil year_end = {TRIAL_YEAR, 12, 30, 23, 59, 59, 0};
    const timestamp now = timestamp_from_civil(&year_end);
    struct chunk chunk = {
        .start = {.incarnation = {.bytes = {1}}},
        .data = "",
        .source = source,
        .path = run->rule->path,
        .modified = now,
    };
    struct buffer line = {0};

    for (size_t i = 0; i < run->example->line_count; i++) {
        buffer_clear(&line);
        buffer_append_text(&line, run->example->lines[i]);
        buffer_append_byte(&line, '\n');
        chunk.data = line.data;
        chunk.length = line.length;
        pipeline_take(pipeline, &chunk, now);
        chunk.start.offset += line.length;
        chunk.start.line_start = chunk.start.offset;
        chunk.start.line++;
    }
    pipeline_end(pipeline, &chunk.start.incarnation, now);
    buffer_finish(&line);
}

static void run_lines(struct run *run, unsigned source)
{
    const struct alert_options options = {
        .storm_budget = STORM_BUDGET_MOST,
        .storm_window = DAY,
        .remediate_within = DAY,
        .dedup_for = DAY,
        .evidence_most = 1,
        .alerts_most = SIZE_MAX, /* no more than lines */
    };
    struct alert_book *alerts = alert_book_create(&options);
    struct pipeline *pipeline = pipeline_create(&(struct pipeline_options){.alerts = alerts,
                                                                           .report = take_alert,
                                                                           .match = take_match,
                                                                           .record = take_record,
                                                                           .follow_log = true,
                                                                           .cookie = run});

    pipeline_use(pipeline, run->trial->generation);
    feed(run, pipeline, source);
    pipeline_destroy(pipeline);
    alert_book_destroy(alerts);
}

static enum rule_expectation outcome_of(const struct run *run)
{
    for (size_t i = 0; i < run->example->line_count; i++) {
        if (run->matched[i])
            return run->severity == SEVERITY_RED     ? EXPECT_RED
                   : run->severity == SEVERITY_AMBER ? EXPECT_AMBER
                                                     : EXPECT_OBSERVATION;
    }
    return EXPECT_NONE;
}

/* "line 2", "lines 1, 3": the lines whose bit is set. */
static void write_lines(const bool *set, size_t count, struct buffer *words)
{
    size_t told = 0;
    size_t all = 0;

    for (size_t i = 0; i < count; i++)
        all += set[i];
    buffer_printf(words, "line%s", text_plural(all, "s"));
    for (size_t i = 0; i < count; i++) {
        if (set[i])
            buffer_printf(words, "%s %zu", told++ > 0 ? "," : "", i + 1);
    }
}

static bool is_where_expected(const struct run *run)
{
    const struct rule_example *example = run->example;

    return example->at_count == 0 ||
           memcmp(run->matched, run->wanted, example->line_count * sizeof(bool)) == 0;
}

static bool is_as_grave_as_expected(const struct run *run)
{
    enum rule_expectation outcome = run->trial->result.outcome;

    return run->example->expect == EXPECT_MATCH ? outcome != EXPECT_NONE
                                                : outcome == run->example->expect;
}

static void tell_outcome(const struct run *run, struct buffer *why)
{
    const struct trial_result *result = &run->trial->result;

    buffer_printf(why, "expected %s, but the rule ", rule_expectation_name(run->example->expect));
    if (result->outcome == EXPECT_NONE) {
        buffer_append_text(why, TEXT("matched no line"));
        return;
    }
    buffer_append_text(why, TEXT("matched "));
    write_lines(run->matched, run->example->line_count, why);
    if (result->outcome == EXPECT_OBSERVATION)
        buffer_append_text(why, TEXT(": an observation, which alerts nobody"));
    else
        buffer_printf(why, " and raised %s", rule_expectation_name(result->outcome));
}

/* Says what is not as expected; nothing when all is. */
static void judge(const struct run *run, struct buffer *why)
{
    const struct rule_example *example = run->example;
    const struct trial_result *result = &run->trial->result;

    if (run->has_trouble) {
        buffer_append_text(why, TEXT("a regex met a limit, which is neither a hit nor a miss"));
    } else if (!is_as_grave_as_expected(run)) {
        tell_outcome(run, why);
    } else if (!is_where_expected(run)) {
        buffer_append_text(why, TEXT("expected at "));
        write_lines(run->wanted, example->line_count, why);
        buffer_append_text(why, TEXT(", but the rule matched "));
        write_lines(run->matched, example->line_count, why);
    } else if (example->alerts > 0 && example->alerts != result->alerts) {
        buffer_printf(why, "expected %u alert%s, but the rule raised %u", example->alerts,
                      text_plural(example->alerts, "s"), result->alerts);
    }
}

/* A miss that would be one whatever the rule says. */
static const char *doubt(const struct run *run)
{
    const struct trial_result *result = &run->trial->result;

    if (run->example->expect != EXPECT_NONE)
        return NULL;
    for (size_t i = 0; i < result->record_count; i++) {
        if (result->records[i].decoded)
            return NULL;
    }
    return result->record_count > 0 ? "no line fits the format, so it is no proof of a miss"
                                    : "the lines hold no record, so it is no proof of a miss";
}

static const struct trial_result *end(struct trial *trial, enum trial_verdict verdict,
                                      const char *why)
{
    trial->result.verdict = verdict;
    trial->result.why = why;
    return &trial->result;
}

/* Runs a test on a source and compares. */
static const struct trial_result *try_example(struct trial *trial, size_t rule,
                                              const struct rule_example *example, unsigned source)
{
    const struct generation *generation = trial->generation;
    struct run run = {
        .trial = trial,
        .rule = rule_set_facts(generation->rules, rule),
        .example = example,
        .decoder = generation->sources[source].decoder,
        .matched = arena_zero(trial->arena, example->line_count * sizeof *run.matched),
        .wanted = arena_zero(trial->arena, example->line_count * sizeof *run.wanted),
    };
    struct buffer why = {0};
    const char *told = NULL;

    for (size_t i = 0; i < example->at_count; i++)
        run.wanted[example->at[i] - 1] = true;
    run_lines(&run, source);
    trial->result.outcome = outcome_of(&run);
    trial->result.records = trial->records;
    judge(&run, &why);
    if (why.length > 0)
        told = arena_copy(trial->arena, buffer_text(&why)).data;
    else
        trial->result.doubt = doubt(&run);
    buffer_finish(&why);
    return end(trial, told ? TRIAL_FAILED : TRIAL_HELD, told);
}

const struct trial_result *trial_run(struct trial *trial, size_t rule,
                                     const struct rule_example *example)
{
    const struct generation *generation = trial->generation;
    const struct trial_source *source = NULL;

    arena_reset(trial->arena);
    trial->result = (struct trial_result){0};
    if (!rule_set_expression(generation->rules, rule))
        return end(trial, TRIAL_SKIPPED, "the rule sleeps: a placeholder has no values");
    source = find_source(trial, example);
    if (source->why)
        return end(trial, TRIAL_FAILED, source->why);
    if (!rule_route_has(generation->sources[source->index].any_route, rule))
        return end(trial, TRIAL_FAILED,
                   "the rule is never tried on this source: its logsource is none of the format's");
    return try_example(trial, rule, example, source->index);
}
