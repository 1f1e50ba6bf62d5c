#include "output/exposition.h"

#include <inttypes.h>

static const char *const kinds[] = {
    [METRIC_COUNTER] = "counter",
    [METRIC_GAUGE] = "gauge",
    [METRIC_HISTOGRAM] = "histogram",
};

void exposition_finish(struct exposition *exposition)
{
    buffer_finish(&exposition->text);
}

void exposition_family(struct exposition *exposition, enum metric_kind kind, const char *name,
                       const char *help)
{
    exposition->name = name;
    buffer_printf(&exposition->text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kinds[kind]);
}

static void append_label(struct buffer *text, const char *label, struct text value)
{
    struct buffer printable = {0};

    buffer_append_escaped(&printable, value);
    buffer_printf(text, "{%s=\"", label);
    for (size_t i = 0; i < printable.length; i++) {
        if (printable.data[i] == '\\' || printable.data[i] == '"')
            buffer_append_byte(text, '\\');
        buffer_append_byte(text, printable.data[i]);
    }
    buffer_append_text(text, TEXT("\"}"));
    buffer_finish(&printable);
}

static void begin_sample(struct exposition *exposition, const char *label, struct text value)
{
    buffer_append_text(&exposition->text, text_of(exposition->name));
    if (label)
        append_label(&exposition->text, label, value);
    buffer_append_byte(&exposition->text, ' ');
}

static void append_seconds(struct buffer *text, timestamp time)
{
    uint64_t length = time < 0 ? -(uint64_t)time : (uint64_t)time;

    buffer_printf(text, "%s%" PRIu64 ".%06" PRIu64, time < 0 ? "-" : "", length / (uint64_t)SECOND,
                  length % (uint64_t)SECOND);
}

void exposition_count(struct exposition *exposition, const char *label, struct text value,
                      uint64_t number)
{
    begin_sample(exposition, label, value);
    buffer_printf(&exposition->text, "%" PRIu64 "\n", number);
}

void exposition_seconds(struct exposition *exposition, const char *label, struct text value,
                        timestamp time)
{
    begin_sample(exposition, label, value);
    append_seconds(&exposition->text, time);
    buffer_append_byte(&exposition->text, '\n');
}

void exposition_histogram(struct exposition *exposition, const struct histogram *histogram)
{
    struct buffer *text = &exposition->text;
    uint64_t count = 0;

    for (size_t i = 0; i <= HISTOGRAM_BOUNDS; i++) {
        count += histogram->counts[i];
        buffer_printf(text, "%s_bucket{le=\"", exposition->name);
        if (i < HISTOGRAM_BOUNDS)
            append_seconds(text, histogram_bounds[i]);
        else
            buffer_append_text(text, TEXT("+Inf"));
        buffer_printf(text, "\"} %" PRIu64 "\n", count);
    }
    buffer_printf(text, "%s_sum ", exposition->name);
    append_seconds(text, histogram->sum);
    buffer_printf(text, "\n%s_count %" PRIu64 "\n", exposition->name, count);
}
