#include "app/telemetry.h"

#include "base/memory.h"

struct telemetry *telemetry_create(void)
{
    struct telemetry *telemetry = mem_zero(sizeof *telemetry);

    telemetry->rules = meter_book_create(RULE_TOTALS);
    telemetry->sources = meter_book_create(SOURCE_TOTALS);
    telemetry->gaps = meter_book_create(1);
    return telemetry;
}

void telemetry_destroy(struct telemetry *telemetry)
{
    if (!telemetry)
        return;
    meter_book_destroy(telemetry->rules);
    meter_book_destroy(telemetry->sources);
    meter_book_destroy(telemetry->gaps);
    mem_free(telemetry);
}

void telemetry_note_alert(struct telemetry *telemetry, const struct alert_entry *entry)
{
    bool is_red = entry->alert->severity == SEVERITY_RED;

    switch (entry->change) {
    case CHANGE_CREATED:
        telemetry->red += is_red;
        telemetry->amber += !is_red;
        break;
    case CHANGE_ESCALATED:
        telemetry->escalated++;
        break;
    case CHANGE_REOPENED:
        telemetry->reopened++;
        break;
    case CHANGE_CLOSED:
        telemetry->closed++;
        break;
    case CHANGE_UPDATED:
    case CHANGE_MOVED:
        break;
    }
}

void telemetry_note_source(struct telemetry *telemetry, const struct source_event *event,
                           const char *source)
{
    if (event->kind == SOURCE_GAP)
        meter_book_add(telemetry->gaps, source ? text_of(source) : TEXT(METERS_OTHER), 0, 1);
}

static void recount_rules(struct telemetry *telemetry, const struct rule_set *rules,
                          const struct pipeline *pipeline)
{
    meter_book_recount(telemetry->rules);
    for (size_t i = 0; i < rule_set_count(rules); i++) {
        uint64_t matches = pipeline_rule_matches(pipeline, i);

        if (matches > 0)
            meter_book_add(telemetry->rules, text_of(rule_set_facts(rules, i)->key), RULE_MATCHES,
                           matches);
    }
}

struct file_count {
    struct meter_book *sources;
    const struct generation *generation;
};

static void count_file(const struct source_file *file, void *cookie)
{
    const struct file_count *count = cookie;
    struct text source = {0};

    if (file->source >= count->generation->source_count)
        return;
    source = text_of(count->generation->sources[file->source].name);
    meter_book_add(count->sources, source, SOURCE_FILES, 1);
    meter_book_add(count->sources, source, SOURCE_UNREADABLE_FILES, !file->readable);
    meter_book_add(count->sources, source, SOURCE_LAG, file->lag);
    if (file->last_event > 0)
        meter_book_raise(count->sources, source, SOURCE_LAST_EVENT, (uint64_t)file->last_event);
}

static void recount_sources(struct telemetry *telemetry, const struct generation *generation,
                            const struct pipeline *pipeline, const struct source_set *sources)
{
    struct file_count count = {telemetry->sources, generation};

    meter_book_recount(telemetry->sources);
    for (size_t i = 0; i < generation->source_count; i++) {
        struct text source = text_of(generation->sources[i].name);
        struct pipeline_source_counts counts = pipeline_source_counts(pipeline, i);

        meter_book_add(telemetry->sources, source, SOURCE_BYTES, counts.bytes);
        meter_book_add(telemetry->sources, source, SOURCE_LINES, counts.records + counts.skipped);
        meter_book_add(telemetry->sources, source, SOURCE_SKIPPED, counts.skipped);
        meter_book_add(telemetry->sources, source, SOURCE_UNDECODED, counts.undecoded);
        meter_book_add(telemetry->sources, source, SOURCE_UNDATED, counts.undated);
        meter_book_raise(telemetry->sources, source, SOURCE_IS_PRESENT, 1);
    }
    source_set_each(sources, count_file, &count);
}

void telemetry_recount(struct telemetry *telemetry, const struct generation *generation,
                       const struct pipeline *pipeline, const struct source_set *sources)
{
    recount_rules(telemetry, generation->rules, pipeline);
    recount_sources(telemetry, generation, pipeline, sources);
}

void telemetry_keep(struct telemetry *telemetry, const struct generation *generation,
                    const struct pipeline *pipeline, const struct source_set *sources)
{
    telemetry_recount(telemetry, generation, pipeline, sources);
    meter_book_keep(telemetry->rules);
    meter_book_keep(telemetry->sources);
}
