#include "engine/own_format.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "decode/custom_format.h"

struct own_format {
    struct custom_format *format;
    struct zone *zone;       /* NULL = the source's */
    struct json_name *names; /* sorted */
    struct json_word *words;
};

/* A format while it is built. */
struct building {
    const char *path;
    const struct format_settings *settings;
    struct diagnostics *diagnostics;
    struct own_format *own;
    struct custom_format_options options;
};

/* The kinds by name, and what only they have. */
static const struct {
    const char *name;
    enum custom_kind kind;
    struct text separator;
} kinds[] = {
    {"regex", CUSTOM_REGEX, {"", 0}},
    {"key_value", CUSTOM_KEY_VALUE, {" ", 1}},
    {"csv", CUSTOM_CSV, {",", 1}},
    {"json", CUSTOM_JSON, {"", 0}},
};

static const struct {
    const char *name;
    enum record_shape shape;
} shapes[] = {
    {"lines", SHAPE_LINE},
    {"syslog", SHAPE_REPEATED},
    {"continued", SHAPE_CONTINUED},
    {"quoted", SHAPE_QUOTED},
};

static bool refuse(const struct building *building, const char *words)
{
    struct place place = {0};

    if (building->path)
        place =
            (struct place){building->path, building->settings->line, building->settings->column};
    return diagnostics_error(building->diagnostics, place, "format '%s': %s",
                             building->settings->name, words);
}

static struct place place_of_pair(const struct building *building, const struct setting_pair *pair)
{
    if (!building->path)
        return (struct place){0};
    return (struct place){building->path, pair->line, pair->column};
}

static bool is_ours_alone(enum field field)
{
    return field == FIELD_FLAGS || field == FIELD_EVENT_COUNT || field == FIELD_EVENT_ORIGINAL;
}

/* The field of that name, or a mistake at the pair that says it. */
static bool find_field(const struct building *building, const struct setting_pair *pair,
                       const char *name, enum field *field)
{
    const char *names[FIELD_COUNT] = {NULL};
    const char *near = NULL;

    if (field_find(text_of(name), field)) {
        if (!is_ours_alone(*field))
            return true;
        return diagnostics_error(building->diagnostics, place_of_pair(building, pair),
                                 "format '%s': amberd itself sets '%s'", building->settings->name,
                                 name);
    }
    for (size_t i = 0; i < FIELD_COUNT; i++)
        names[i] = field_name((enum field)i).data;
    near = diagnostics_suggest(text_of(name), names, FIELD_COUNT);
    return diagnostics_error(building->diagnostics, place_of_pair(building, pair),
                             "format '%s': there is no field '%s'%s%s%s; amberd-formats(5) has "
                             "them",
                             building->settings->name, name, near ? ", did you mean '" : "",
                             near ? near : "", near ? "'?" : "");
}

static int compare_names(const void *a, const void *b)
{
    const struct json_name *left = a;
    const struct json_name *right = b;
    int order = strcmp(left->path, right->path);

    return order != 0 ? order : (left->field > right->field) - (left->field < right->field);
}

static bool read_fields(struct building *building)
{
    const struct format_settings *settings = building->settings;
    struct json_name *names = mem_zero_array(settings->field_count, sizeof *names);
    bool good = true;

    building->own->names = names;
    for (size_t i = 0; i < settings->field_count; i++) {
        const struct setting_pair *pair = &settings->fields[i];

        names[i].path = pair->key;
        good = find_field(building, pair, pair->value, &names[i].field) && good;
    }
    if (settings->field_count > 0)
        qsort(names, settings->field_count, sizeof *names, compare_names);
    building->options.names.rows = names;
    building->options.names.count = settings->field_count;
    return good;
}

static bool is_mapped(const struct building *building, enum field field)
{
    for (size_t i = 0; i < building->options.names.count; i++) {
        if (building->options.names.rows[i].field == field)
            return true;
    }
    return false;
}

static bool read_values(struct building *building)
{
    const struct format_settings *settings = building->settings;
    struct json_word *words = mem_zero_array(settings->value_count, sizeof *words);
    bool good = true;

    building->own->words = words;
    for (size_t i = 0; i < settings->value_count; i++) {
        const struct setting_pair *pair = &settings->values[i];

        words[i] = (struct json_word){.theirs = pair->key, .ours = pair->value};
        if (!find_field(building, pair, pair->group, &words[i].field))
            good = false;
        else if (!is_mapped(building, words[i].field))
            good = diagnostics_error(building->diagnostics, place_of_pair(building, pair),
                                     "format '%s': nothing under fields is '%s'", settings->name,
                                     pair->group);
    }
    building->options.names.words = words;
    building->options.names.word_count = settings->value_count;
    return good;
}

/* "tab" is one, which could not be seen. */
static struct text separator_of(const char *written, struct text usual)
{
    if (strcmp(written, "tab") == 0)
        return TEXT("\t");
    return written[0] == '\0' ? usual : text_of(written);
}

static bool read_kind(struct building *building)
{
    const struct format_settings *settings = building->settings;
    struct custom_format_options *options = &building->options;
    size_t i = 0;

    while (strcmp(kinds[i].name, settings->kind) != 0)
        i++;
    options->kind = kinds[i].kind;
    options->pattern = text_of(settings->pattern);
    options->style = (struct pair_style){
        .separator = separator_of(settings->separator, kinds[i].separator),
        .between = text_of(settings->pair_separator),
        .quote = text_of(settings->quote),
    };
    options->columns = (const char *const *)settings->columns;
    options->column_count = settings->column_count;
    if (options->kind == CUSTOM_REGEX && options->pattern.length == 0)
        return refuse(building, "a regex needs a pattern");
    if (options->kind != CUSTOM_REGEX && options->pattern.length > 0)
        return refuse(building, "pattern is for regex only");
    if (options->kind != CUSTOM_CSV && options->column_count > 0)
        return refuse(building, "columns are for csv only");
    if (kinds[i].separator.length == 0 && settings->separator[0] != '\0')
        return refuse(building, "separator is for csv and key_value only");
    if (options->kind == CUSTOM_CSV &&
        (options->style.separator.length != 1 || options->style.separator.data[0] == '"'))
        return refuse(building, "the separator of csv is one byte, and no quote");
    return true;
}

static bool read_shape(struct building *building)
{
    const struct format_settings *settings = building->settings;
    struct custom_format_options *options = &building->options;
    bool has_head = options->kind == CUSTOM_CSV && options->column_count == 0;

    options->shape = SHAPE_LINE;
    if (options->kind == CUSTOM_JSON)
        options->shape = SHAPE_JSON;
    else if (options->kind == CUSTOM_CSV)
        options->shape = has_head ? SHAPE_HEADED_FIRST : SHAPE_QUOTED;
    if (strcmp(settings->shape, "usual") == 0)
        return true;
    if (has_head)
        return refuse(building, "csv of another shape needs its columns");
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (strcmp(shapes[i].name, settings->shape) == 0)
            options->shape = shapes[i].shape;
    }
    options->in_syslog = options->shape == SHAPE_REPEATED;
    return true;
}

static const char *said(const char *text)
{
    return text[0] == '\0' ? NULL : text;
}

static bool read_time(struct building *building)
{
    const struct format_settings *settings = building->settings;
    struct custom_format_options *options = &building->options;
    struct error err = {0};

    options->time_name = said(settings->time.field);
    options->time_format = said(settings->time.format);
    if (!options->time_name && (options->time_format || said(settings->time.zone)))
        return refuse(building, "time.field must say which part the time is");
    if (!said(settings->time.zone))
        return true;
    building->own->zone = zone_open(text_of(settings->time.zone), &err);
    options->time_zone = building->own->zone;
    return building->own->zone || refuse(building, err.text);
}

static void read_tag(struct building *building)
{
    const struct format_settings *settings = building->settings;
    struct log_source_tag *tag = &building->options.tag;

    tag->category = said(settings->logsource.category);
    tag->product = said(settings->logsource.product);
    tag->service = said(settings->logsource.service);
    if (!tag->category && !tag->product && !tag->service)
        tag->product = settings->name;
}

static bool build(struct building *building)
{
    struct error err = {0};
    bool good = read_kind(building);

    good = read_fields(building) && good;
    good = read_values(building) && good;
    good = read_shape(building) && good;
    good = read_time(building) && good;
    read_tag(building);
    if (!good)
        return false;
    building->own->format = custom_format_create(&building->options, &err);
    return building->own->format || refuse(building, err.text);
}

struct own_format *own_format_create(const char *path, const struct format_settings *settings,
                                     struct diagnostics *diagnostics)
{
    struct own_format *own = mem_zero(sizeof *own);
    struct building building = {
        .path = path,
        .settings = settings,
        .diagnostics = diagnostics,
        .own = own,
        .options = {.name = settings->name, .description = settings->description},
    };

    if (settings->description[0] == '\0')
        building.options.description = "a format of the settings";
    if (build(&building))
        return own;
    own_format_destroy(own);
    return NULL;
}

void own_format_destroy(struct own_format *format)
{
    if (!format)
        return;
    custom_format_destroy(format->format);
    zone_close(format->zone);
    mem_free(format->names);
    mem_free(format->words);
    mem_free(format);
}

const struct decoder *own_format_decoder(const struct own_format *format)
{
    return custom_format_decoder(format->format);
}
