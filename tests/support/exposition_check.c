#include "support/exposition_check.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"

enum { LONGEST_NUMBER = 64 };

enum family_kind { KIND_NONE, KIND_COUNTER, KIND_GAUGE, KIND_HISTOGRAM };

/* A sample, taken apart; texts point into the line. */
struct sample {
    struct text series; /* name and labels as written */
    struct text name;
    struct text bound; /* what stands under the label "le" */
    double value;
};

struct reading {
    struct table *families; /* seen so far; any value */
    struct table *series;
    struct text family;
    struct text helped; /* the family whose HELP was the last line */
    enum family_kind kind;
    size_t samples; /* of the family so far */

    /* of a histogram */
    double last_bound;
    double last_bucket;
    bool has_infinity;
    bool has_sum;
};

static bool is_name_byte(char byte, bool is_first)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           (!is_first && byte >= '0' && byte <= '9');
}

static struct text take_name(struct text *text)
{
    size_t length = 0;
    struct text name = {0};

    while (length < text->length && is_name_byte(text->data[length], length == 0))
        length++;
    name = text_until(*text, length);
    *text = text_from(*text, length);
    return name;
}

/* What is between the quotes that text begins with, escapes and all. */
static bool take_quoted(struct text *text, struct text *value)
{
    size_t at = 1;

    if (!text_starts_with(*text, TEXT("\"")))
        return false;
    while (at < text->length && text->data[at] != '"') {
        if (text->data[at] == '\\') {
            at++;
            if (at >= text->length ||
                (text->data[at] != '\\' && text->data[at] != '"' && text->data[at] != 'n'))
                return false;
        }
        at++;
    }
    if (at >= text->length)
        return false;
    *value = text_until(text_from(*text, 1), at - 1);
    *text = text_from(*text, at + 1);
    return true;
}

static bool take_labels(struct text *text, struct sample *sample)
{
    struct text value = {0};

    if (!text_take(text, TEXT("{")))
        return true;
    do {
        struct text label = take_name(text);

        if (label.length == 0 || !text_take(text, TEXT("=")) || !take_quoted(text, &value))
            return false;
        if (text_equal(label, TEXT("le")))
            sample->bound = value;
    } while (text_take(text, TEXT(",")));
    return text_take(text, TEXT("}"));
}

static bool read_number(struct text text, double *number)
{
    char copy[LONGEST_NUMBER] = "";
    char *end = NULL;

    if (text_equal(text, TEXT("+Inf"))) {
        *number = INFINITY;
        return true;
    }
    if (text.length == 0 || text.length >= sizeof copy)
        return false;
    memcpy(copy, text.data, text.length);
    *number = strtod(copy, &end);
    return *end == '\0' && isfinite(*number);
}

static bool read_sample(struct text line, struct sample *sample)
{
    struct text rest = line;

    sample->name = take_name(&rest);
    if (sample->name.length == 0 || !take_labels(&rest, sample))
        return false;
    sample->series = text_until(line, line.length - rest.length);
    return text_take(&rest, TEXT(" ")) && read_number(rest, &sample->value);
}

static bool is_new(struct table *seen, struct text key)
{
    return table_put(seen, key, seen) == NULL;
}

static bool end_family(struct reading *reading, struct error *err)
{
    if (reading->kind == KIND_HISTOGRAM && (!reading->has_infinity || !reading->has_sum))
        return error_set(err, "the histogram before lacks its last bucket or its sum");
    return true;
}

static bool take_help(struct reading *reading, struct text line, struct error *err)
{
    struct text name = take_name(&line);

    if (!end_family(reading, err))
        return false;
    if (name.length == 0 || !text_take(&line, TEXT(" ")) || line.length == 0)
        return error_set(err, "no name or no help");
    if (!is_new(reading->families, name))
        return error_set(err, "a family comes twice");
    reading->helped = name;
    return true;
}

static bool take_type(struct reading *reading, struct text line, struct error *err)
{
    static const struct {
        const char *word;
        enum family_kind kind;
    } kinds[] = {{"counter", KIND_COUNTER}, {"gauge", KIND_GAUGE}, {"histogram", KIND_HISTOGRAM}};
    struct text name = take_name(&line);
    struct reading fresh = {reading->families, reading->series, .family = name};

    if (name.length == 0 || !text_equal(name, reading->helped))
        return error_set(err, "TYPE does not follow the HELP of its family");
    fresh.last_bound = -INFINITY;
    *reading = fresh;
    text_take(&line, TEXT(" "));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (text_equal(line, text_of(kinds[i].word)))
            reading->kind = kinds[i].kind;
    }
    if (reading->kind == KIND_NONE)
        return error_set(err, "no type that we use");
    if ((reading->kind == KIND_COUNTER) != text_ends_with(name, TEXT("_total")))
        return error_set(err, "counters end in _total, and nothing else does");
    return true;
}

static bool take_histogram(struct reading *reading, const struct sample *sample, struct text part,
                           struct error *err)
{
    double bound = 0.;

    if (text_equal(part, TEXT("_sum"))) {
        reading->has_sum = true;
        return true;
    }
    if (text_equal(part, TEXT("_count")))
        return (reading->has_infinity && sample->value == reading->last_bucket) ||
               error_set(err, "the count is not the last bucket's");
    if (!text_equal(part, TEXT("_bucket")) || !read_number(sample->bound, &bound))
        return error_set(err, "no part of a histogram");
    if (bound <= reading->last_bound || sample->value < reading->last_bucket)
        return error_set(err, "buckets do not rise");
    reading->last_bound = bound;
    reading->last_bucket = sample->value;
    reading->has_infinity = isinf(bound);
    return true;
}

static bool take_sample(struct reading *reading, struct text line, struct error *err)
{
    struct sample sample = {0};

    if (!read_sample(line, &sample))
        return error_set(err, "no sample");
    if (!is_new(reading->series, sample.series))
        return error_set(err, "a series comes twice");
    if (!text_starts_with(sample.name, reading->family) || reading->family.length == 0)
        return error_set(err, "a sample outside its family");
    reading->samples++;
    if (reading->kind == KIND_HISTOGRAM)
        return take_histogram(reading, &sample, text_from(sample.name, reading->family.length),
                              err);
    if (!text_equal(sample.name, reading->family))
        return error_set(err, "a sample outside its family");
    if (reading->kind == KIND_COUNTER && sample.value < 0)
        return error_set(err, "a counter below zero");
    return true;
}

static bool take_line(struct reading *reading, struct text line, struct error *err)
{
    if (text_take(&line, TEXT("# HELP ")))
        return take_help(reading, line, err);
    if (text_take(&line, TEXT("# TYPE ")))
        return take_type(reading, line, err);
    return take_sample(reading, line, err);
}

bool exposition_is_good(struct text exposition, struct error *err)
{
    struct reading reading = {.families = table_create(), .series = table_create()};
    struct text rest = exposition;
    struct text line = {0};
    unsigned number = 0;
    bool good = true;

    if (!text_ends_with(exposition, TEXT("\n")))
        good = error_set(err, "the last line has no end");
    while (good && rest.length > 0) {
        number++;
        text_cut(rest, TEXT("\n"), &line, &rest);
        good = take_line(&reading, line, err);
        if (!good)
            error_wrap(err, "line %u: %.*s", number, TEXT_ARGS(text_until(line, 200)));
    }
    good = good && end_family(&reading, err);
    table_destroy(reading.families);
    table_destroy(reading.series);
    return good;
}

void exposition_check(struct text exposition)
{
    struct error err = {0};

    ck_assert_msg(exposition_is_good(exposition, &err), "%s", err.text);
}

/* Finds a series; false when there is none. */
static bool find(struct text exposition, struct text series, double *value)
{
    struct text line = {0};

    while (exposition.length > 0) {
        struct sample sample = {0};

        text_cut(exposition, TEXT("\n"), &line, &exposition);
        if (read_sample(line, &sample) && text_equal(sample.series, series)) {
            *value = sample.value;
            return true;
        }
    }
    return false;
}

double exposition_value(struct text exposition, const char *series)
{
    double value = 0.;

    ck_assert_msg(find(exposition, text_of(series), &value), "no %s in\n%.*s", series,
                  TEXT_ARGS(exposition));
    return value;
}

static bool is_counted(struct text name)
{
    return text_ends_with(name, TEXT("_total")) || text_ends_with(name, TEXT("_bucket")) ||
           text_ends_with(name, TEXT("_count")) || text_ends_with(name, TEXT("_sum"));
}

void exposition_check_rise(struct text earlier, struct text later)
{
    struct text line = {0};

    while (earlier.length > 0) {
        struct sample sample = {0};
        double value = 0.;

        text_cut(earlier, TEXT("\n"), &line, &earlier);
        if (!read_sample(line, &sample) || !is_counted(sample.name))
            continue;
        ck_assert_msg(find(later, sample.series, &value), "%.*s is gone", TEXT_ARGS(line));
        ck_assert_msg(value >= sample.value, "%.*s went down to %g", TEXT_ARGS(line), value);
    }
}
