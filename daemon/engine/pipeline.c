#include "engine/pipeline.h"

#include "base/arena.h"
#include "base/fault.h"
#include "base/memory.h"
#include "correlate/echo.h"
#include "correlate/watermark.h"
#include "engine/dedup_key.h"
#include "engine/undecoded_watch.h"
#include "record/assembler.h"
#include "record/line_splitter.h"

enum { ARENA_BLOCK = 256 << 10 };

struct pipeline {
    struct pipeline_options options;
    const struct generation *generation;
    struct arena *arena; /* of the record under way */
    struct assembler *assembler;
    struct echo *echo;
    struct watermark watermark;
    struct undecoded_watch *undecoded;
    uint64_t *rule_matches;
    struct pipeline_source_counts *source_counts;
    struct pipeline_counts counts;
    timestamp arrival; /* of the chunk under way */
    timestamp last;    /* time of the last record of the chunk that carried one */
    struct sieve_view view;
    const struct rule_selection *selection; /* rules for the line under way, NULL = all */
    bool is_sample;                         /* the line under way was not taken for what it says */
};

static void tell_nobody(const struct alert_entry *entry, void *cookie)
{
    (void)entry;
    (void)cookie;
}

struct pipeline *pipeline_create(const struct pipeline_options *options)
{
    struct pipeline *pipeline = mem_zero(sizeof *pipeline);

    pipeline->options = *options;
    if (!options->report)
        pipeline->options.report = tell_nobody;
    pipeline->arena = arena_create(ARENA_BLOCK);
    pipeline->assembler = assembler_create();
    pipeline->echo = echo_create();
    pipeline->undecoded = undecoded_watch_create();
    pipeline->is_sample = true;
    watermark_init(&pipeline->watermark, MINUTE);
    return pipeline;
}

void pipeline_destroy(struct pipeline *pipeline)
{
    if (!pipeline)
        return;
    arena_destroy(pipeline->arena);
    assembler_destroy(pipeline->assembler);
    echo_destroy(pipeline->echo);
    undecoded_watch_destroy(pipeline->undecoded);
    sieve_view_finish(&pipeline->view);
    mem_free(pipeline->rule_matches);
    mem_free(pipeline->source_counts);
    mem_free(pipeline);
}

/* A record and what the rules made of it so far. */
struct matching {
    struct pipeline *pipeline;
    const struct generation_source *source;
    const struct record *record;
    bool is_echo;        /* tells of what another record told */
    struct event *whole; /* the record decoded once more, made on the first match */
};

static struct event *decode(struct pipeline *pipeline, const struct generation_source *source,
                            const struct record *record, bool whole)
{
    struct decode_context context = source->context;
    struct event *event =
        event_create(pipeline->arena, record, pipeline->generation->wanted, whole);

    context.layout = layout_book_find(source->layouts, record->header);
    decoder_decode(source->decoder, &context, event);
    return event;
}

/* Hands a finding about the record under way to the alert book. */
static void find(struct matching *matching, const struct rule_facts *rule, struct text note)
{
    struct pipeline *pipeline = matching->pipeline;
    const struct record *record = matching->record;
    struct finding finding = {
        .rule = rule,
        .event_time = matching->whole->time,
        .event = matching->whole,
        .incarnation = record->incarnation,
        .offset = record->offset,
        .ordinal = record->ordinal,
        .source = matching->source->name,
        .path = record->path,
        .note = note,
    };

    finding.subject = subject_of(matching->whole);
    finding.subject.account = matching->source->account;
    finding.subject.site = matching->source->site;
    finding.group_key = dedup_key(rule, matching->whole, &finding.subject);
    if (pipeline->options.alerts)
        alert_book_take(pipeline->options.alerts, &finding, pipeline->arrival,
                        pipeline->options.report, pipeline->options.cookie);
}

/* A regex met a limit: neither hit nor miss, and somebody must know. */
static void find_regex_trouble(struct matching *matching, const struct rule_match *match)
{
    struct pipeline *pipeline = matching->pipeline;
    struct text words =
        arena_printf(pipeline->arena, "rule '%s' (%s): %s, on line %llu of %s", match->rule->title,
                     match->rule->key, match->trouble, (unsigned long long)matching->record->line,
                     matching->record->path);

    pipeline->counts.regex_limits++;
    pipeline_report(pipeline,
                    &(struct builtin_finding){.rule = BUILTIN_REGEX,
                                              .group = text_of(match->rule->key),
                                              .source = matching->source->name,
                                              .path = matching->record->path,
                                              .incarnation = matching->record->incarnation,
                                              .offset = matching->record->offset,
                                              .words = words},
                    pipeline->arrival);
}

static struct event *decode_whole(const struct matching *matching)
{
    struct event *event = decode(matching->pipeline, matching->source, matching->record, true);

    if (matching->is_echo)
        event_change_integer(event, FIELD_EVENT_COUNT, 0);
    return event;
}

static void take_match(const struct rule_match *match, void *cookie)
{
    struct matching *matching = cookie;
    struct pipeline *pipeline = matching->pipeline;

    if (match->trouble) {
        find_regex_trouble(matching, match);
        return;
    }
    if (!matching->whole)
        matching->whole = decode_whole(matching);
    pipeline->counts.matches++;
    pipeline->rule_matches[match->index]++;
    if (pipeline->options.match)
        pipeline->options.match(matching->whole, match->rule, pipeline->options.cookie);
    find(matching, match->rule, (struct text){0});
}

static void count_record(struct pipeline *pipeline, const struct event *event)
{
    struct pipeline_source_counts *counts = &pipeline->source_counts[event->record->source];

    pipeline->counts.records++;
    pipeline->counts.undecoded += !event->decoded;
    pipeline->counts.undated += event->time_is_arrival;
    counts->records++;
    counts->undecoded += !event->decoded;
    counts->undated += event->time_is_arrival;
}

/* Most of a source's records do not fit its format: that is itself a deviation. */
static void watch_decoding(struct pipeline *pipeline, const struct generation_source *source,
                           const struct event *event)
{
    const struct record *record = event->record;
    unsigned percent = 0;

    if (!pipeline->is_sample)
        return;
    if (!undecoded_watch_note(pipeline->undecoded, record->source, event->decoded, &percent))
        return;
    pipeline_report(
        pipeline,
        &(struct builtin_finding){
            .rule = BUILTIN_UNDECODED,
            .group = text_of(source->name),
            .source = source->name,
            .path = record->path,
            .incarnation = record->incarnation,
            .offset = record->offset,
            .words = arena_printf(pipeline->arena,
                                  "%u of the last 100 records in %s do not fit the format '%s'",
                                  percent, record->path, source->decoder->name)},
        pipeline->arrival);
}

static void try_rules(struct matching *matching, const struct event *event)
{
    const struct generation_source *source = matching->source;
    const struct rule_selection *selection = matching->pipeline->selection;
    const struct rule_route *route =
        event->decoded ? source->routes[event->kind] : source->any_route;

    if (selection)
        rule_route_match_some(route, selection, event, take_match, matching);
    else
        rule_route_match(route, event, take_match, matching);
}

/* One record, all the way. */
static void take_record(struct record *record, void *cookie)
{
    struct pipeline *pipeline = cookie;
    const struct generation_source *source = &pipeline->generation->sources[record->source];
    struct matching matching = {pipeline, source, record, false, NULL};
    struct event *event = decode(pipeline, source, record, false);

    if (pipeline->options.follow_log && !event->time_is_arrival)
        pipeline->arrival = event->time;
    matching.is_echo = echo_take(pipeline->echo, text_of(source->name), &event->echo);
    if (matching.is_echo)
        event_change_integer(event, FIELD_EVENT_COUNT, 0);
    if (pipeline->options.record) {
        matching.whole = decode_whole(&matching);
        pipeline->options.record(matching.whole, pipeline->options.cookie);
    }
    try_rules(&matching, event);
    watch_decoding(pipeline, source, event);

    count_record(pipeline, event);
    if (!event->time_is_arrival)
        pipeline->last = event->time;
    arena_reset(pipeline->arena);
}

static struct assembler_target target_of(struct pipeline *pipeline)
{
    return (struct assembler_target){pipeline->arena, take_record, pipeline};
}

/* Records that wait for more lines go to the same source under the new settings, or as
 * long as the old ones are in force. */
static void name_sources(struct pipeline *pipeline, const struct generation *generation)
{
    const struct assembler_target target = target_of(pipeline);
    const char **names = mem_zero_array(generation->source_count, sizeof *names);

    for (size_t i = 0; i < generation->source_count; i++)
        names[i] = generation->sources[i].name;
    assembler_use(pipeline->assembler, names, generation->source_count, &target);
    mem_free(names);
}

void pipeline_use(struct pipeline *pipeline, const struct generation *generation)
{
    name_sources(pipeline, generation);
    mem_free(pipeline->rule_matches);
    mem_free(pipeline->source_counts);
    pipeline->generation = generation;
    pipeline->rule_matches =
        mem_zero_array(rule_set_count(generation->rules), sizeof *pipeline->rule_matches);
    pipeline->source_counts =
        mem_zero_array(generation->source_count, sizeof *pipeline->source_counts);
    watermark_configure(&pipeline->watermark, generation->settings->tail.lateness);
    undecoded_watch_resize(pipeline->undecoded, generation->source_count);
}

/* Passes over the lines that no rule can need, up to one that may be needed or that is
 * the next of the sample. */
static void pass_over(struct pipeline *pipeline, const struct generation_source *source,
                      struct line_splitter *lines)
{
    const enum record_shape shape = source->shape;
    size_t passage = sieve_passage(source->sieve, &pipeline->view);
    struct text line = {0};

    while ((lines->line + 1) % SIEVE_SAMPLE != 0 && line_splitter_pass(lines, passage, &line)) {
        if (line.length == 0)
            continue;
        pipeline->counts.skipped++;
        pipeline->source_counts[lines->chunk->source].skipped++;
        if (!fault_point("sieve.memory"))
            assembler_pass(pipeline->assembler, shape, &lines->chunk->start.incarnation, line);
    }
}

/* The next line that is to be taken, with the rules that may match it. */
static bool next_line(struct pipeline *pipeline, const struct generation_source *source,
                      struct line_splitter *lines, struct record *record)
{
    pass_over(pipeline, source, lines);
    if (!line_splitter_next(lines, record))
        return false;
    pipeline->selection = sieve_select(source->sieve, &pipeline->view, lines->position);
    pipeline->is_sample = sieve_reason(source->sieve) || pipeline->view.is_blind ||
                          record->line % SIEVE_SAMPLE == 0 ||
                          lines->position > pipeline->view.last_line;
    return true;
}

timestamp pipeline_take(struct pipeline *pipeline, const struct chunk *chunk, timestamp arrival)
{
    struct line_splitter lines = {0};
    struct record record = {0};
    const struct generation_source *source = &pipeline->generation->sources[chunk->source];
    const struct assembler_target target = target_of(pipeline);

    pipeline->arrival = arrival;
    pipeline->last = TIMESTAMP_NONE;
    line_splitter_init(&lines, chunk);
    sieve_look(source->sieve, chunk, &pipeline->view);
    while (next_line(pipeline, source, &lines, &record)) {
        record.arrival = arrival;
        assembler_take(pipeline->assembler, source->shape, &record, &target);
    }
    assembler_settle(pipeline->assembler);
    pipeline->selection = NULL;
    pipeline->is_sample = true;
    if (chunk->final)
        assembler_end(pipeline->assembler, &chunk->start.incarnation, &target);
    pipeline->counts.windows += lines.windows;
    pipeline->counts.bytes += chunk->length - chunk->overlap;
    pipeline->source_counts[chunk->source].bytes += chunk->length - chunk->overlap;
    return pipeline->last;
}

void pipeline_end(struct pipeline *pipeline, const struct identifier *incarnation,
                  timestamp arrival)
{
    const struct assembler_target target = target_of(pipeline);

    pipeline->arrival = arrival;
    assembler_end(pipeline->assembler, incarnation, &target);
}

timestamp pipeline_advance(struct pipeline *pipeline, timestamp now, timestamp furthest_behind)
{
    timestamp event_now = watermark_advance(&pipeline->watermark, now, furthest_behind);
    const struct assembler_target target = target_of(pipeline);
    timestamp next = TIMESTAMP_NONE;
    timestamp due = TIMESTAMP_NONE;

    pipeline->arrival = now;
    /* What was written and not read yet may be what a record waits for. */
    if (furthest_behind == TIMESTAMP_NONE && !pipeline->options.follow_log)
        next = assembler_advance(pipeline->assembler, now, &target);
    if (pipeline->options.alerts)
        due = alert_book_advance(pipeline->options.alerts, now, event_now, pipeline->options.report,
                                 pipeline->options.cookie);
    return next == TIMESTAMP_NONE || (due != TIMESTAMP_NONE && due < next) ? due : next;
}

void pipeline_report(struct pipeline *pipeline, const struct builtin_finding *builtin,
                     timestamp now)
{
    struct finding finding = {
        .rule = builtin_rule(builtin->rule),
        .subject = {.kind = "source",
                    .name = builtin->source ? text_of(builtin->source) : TEXT("amberd"),
                    .account = TEXT("unknown"),
                    .site = TEXT("unknown")},
        .group_key = builtin->group,
        .event_time = now,
        .incarnation = builtin->incarnation,
        .offset = builtin->offset,
        .source = builtin->source,
        .path = builtin->path,
        .note = builtin->words,
    };

    if (pipeline->options.alerts)
        alert_book_take(pipeline->options.alerts, &finding, now, pipeline->options.report,
                        pipeline->options.cookie);
}

void pipeline_heal(struct pipeline *pipeline, enum builtin_rule rule, struct text group,
                   const char *how, timestamp now)
{
    const struct alert_healing healing = {
        .rule_key = text_of(builtin_rule(rule)->key), .group_key = group, .how = how};

    if (pipeline->options.alerts)
        alert_book_heal(pipeline->options.alerts, &healing, now, pipeline->options.report,
                        pipeline->options.cookie);
}

void pipeline_changes(struct pipeline *pipeline, state_put *put, void *cookie)
{
    assembler_changes(pipeline->assembler, put, cookie);
    echo_changes(pipeline->echo, put, cookie);
    watermark_changes(&pipeline->watermark, put, cookie);
    if (pipeline->options.alerts)
        alert_book_changes(pipeline->options.alerts, put, cookie);
}

bool pipeline_restore(struct pipeline *pipeline, const struct state_change *piece,
                      struct error *err)
{
    switch (piece->owner) {
    case STATE_REPEATED:
    case STATE_WAITING:
    case STATE_HEADER:
        return assembler_restore(pipeline->assembler, piece, err);
    case STATE_ECHO:
        return echo_restore(pipeline->echo, piece->key, piece->value, err);
    case STATE_WATERMARK:
        return watermark_restore(&pipeline->watermark, piece->value, err);
    case STATE_ALERT:
    case STATE_STORM:
    case STATE_OBSERVATION:
        return !pipeline->options.alerts ||
               alert_book_restore(pipeline->options.alerts, piece, err);
    case STATE_CURSOR:
    default:
        return error_set(err, "state of an owner (%d) that the pipeline does not know",
                         (int)piece->owner);
    }
}

struct pipeline_counts pipeline_counts(const struct pipeline *pipeline)
{
    struct pipeline_counts counts = pipeline->counts;
    struct assembler_counts assembled = assembler_counts(pipeline->assembler);

    counts.repeats_forgotten = assembled.repeats_forgotten;
    counts.echoes_forgotten = echo_forgotten(pipeline->echo);
    counts.records_cut = assembled.cut;
    counts.records_pressed = assembled.pressed;
    counts.records_waiting = assembled.waiting;
    counts.event_clock = pipeline->watermark.now;
    return counts;
}

struct pipeline_source_counts pipeline_source_counts(const struct pipeline *pipeline, size_t source)
{
    return pipeline->source_counts[source];
}

uint64_t pipeline_rule_matches(const struct pipeline *pipeline, size_t rule)
{
    return pipeline->rule_matches[rule];
}
