/* formats: the log formats there are, and what each says. */
#include <stdio.h>

#include "ctl/commands.h"
#include "ctl/json_view.h"
#include "ctl/offline.h"
#include "ctl/pager.h"
#include "ctl/table_view.h"
#include "model/field.h"
#include "protocol/reply.h"

/* Which fields a format may say, of those there are. */
struct field_set {
    bool has[FIELD_COUNT];
};

static void add_fields(struct field_set *set, const struct decoder_field *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        set->has[fields[i].field] = true;
}

static struct field_set fields_of(const struct decoder *decoder)
{
    struct field_set set = {{false}};

    add_fields(&set, decoder->fields, decoder->field_count);
    for (size_t i = 0; decoder->programs && decoder->programs[i]; i++)
        add_fields(&set, decoder->programs[i]->fields, decoder->programs[i]->field_count);
    return set;
}

/* The keys of a log source that are set, as a rule would write them; their count. */
static size_t tag_pairs(const struct log_source_tag *tag, const char *pairs[3][2])
{
    const char *all[3][2] = {
        {"category", tag->category}, {"product", tag->product}, {"service", tag->service}};
    size_t count = 0;

    for (size_t i = 0; i < 3; i++) {
        if (!all[i][1])
            continue;
        pairs[count][0] = all[i][0];
        pairs[count++][1] = all[i][1];
    }
    return count;
}

static json_t *json_of_kind(const struct decoder_kind *kind)
{
    json_t *sources = json_array();

    for (size_t i = 0; i < DECODER_TAGS_MOST; i++) {
        const char *pairs[3][2] = {{NULL}};
        size_t count = tag_pairs(&kind->tags[i], pairs);
        json_t *source = NULL;

        if (count == 0)
            break;
        source = json_object();
        for (size_t k = 0; k < count; k++)
            json_object_set_new(source, pairs[k][0], json_string(pairs[k][1]));
        json_array_append_new(sources, source);
    }
    return json_pack("{s:s, s:o}", "kind", kind->name, "logsources", sources);
}

static void print_as_json(const struct decoder *decoder)
{
    const struct field_set set = fields_of(decoder);
    json_t *aliases = json_array();
    json_t *kinds = json_array();
    json_t *fields = json_array();
    json_t *json = NULL;

    for (size_t i = 0; decoder->aliases && decoder->aliases[i]; i++)
        json_array_append_new(aliases, json_string(decoder->aliases[i]));
    for (size_t i = 0; i < decoder_kind_count(decoder); i++)
        json_array_append_new(kinds, json_of_kind(decoder_kind(decoder, i)));
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        struct text name = field_name((enum field)i);

        if (set.has[i])
            json_array_append_new(fields, json_stringn(name.data, name.length));
    }
    json = json_pack("{s:s, s:s, s:o, s:b, s:o, s:o, s:b}", "format", decoder->name, "description",
                     decoder->description, "aliases", aliases, "layout",
                     decoder->layout_create != NULL, "kinds", kinds, "fields", fields, "free_names",
                     decoder->has_free_names);
    json_view_print(json);
    json_decref(json);
}

static void print_kind(const struct decoder_kind *kind)
{
    printf("  %s\n", kind->name);
    for (size_t i = 0; i < DECODER_TAGS_MOST; i++) {
        const char *pairs[3][2] = {{NULL}};
        size_t count = tag_pairs(&kind->tags[i], pairs);

        if (count == 0)
            break;
        for (size_t k = 0; k < count; k++)
            printf("%s%s: %s", k == 0 ? "    {" : ", ", pairs[k][0], pairs[k][1]);
        puts("}");
    }
}

static void print_format(const struct decoder *decoder)
{
    const struct field_set set = fields_of(decoder);

    printf("%s%s%s - %s\n", terminal_colour(COLOUR_BOLD), decoder->name,
           terminal_colour(COLOUR_NONE), decoder->description);
    if (decoder->aliases && decoder->aliases[0])
        fputs("\nAlso called", stdout);
    for (size_t i = 0; decoder->aliases && decoder->aliases[i]; i++)
        printf("%s%s%s", i > 0 ? ", " : " ", decoder->aliases[i],
               decoder->aliases[i + 1] ? "" : ".\n");
    if (decoder->layout_create)
        printf("\nTakes a layout%s%s\n", decoder->layout_usual ? "; without one it is " : "",
               decoder->layout_usual ? decoder->layout_usual : "");
    puts("\nKinds of records, with their log sources for rules:");
    for (size_t i = 0; i < decoder_kind_count(decoder); i++)
        print_kind(decoder_kind(decoder, i));
    puts("\nFields:");
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        if (set.has[i])
            printf("  %.*s\n", TEXT_ARGS(field_name((enum field)i)));
    }
    if (decoder->has_free_names)
        puts("  and what the log names itself");
}

static void print_list(const struct decoder *const *decoders, size_t count)
{
    static const struct table_column columns[] = {
        {.title = "FORMAT", .usual = 24, .least = 12},
        {.title = "WHAT IT IS", .usual = 72, .least = 20},
    };
    struct table_view *view = table_view_create(columns, 2);
    struct buffer out = {0};

    for (size_t i = 0; i < count; i++) {
        table_view_row(view);
        table_view_cell(view, COLOUR_NONE, text_of(decoders[i]->name));
        table_view_cell(view, COLOUR_NONE, text_of(decoders[i]->description));
    }
    table_view_write(view, terminal_width(), &out);
    fputs(buffer_string(&out), stdout);
    table_view_destroy(view);
    buffer_finish(&out);
}

int command_formats(const struct arguments *arguments)
{
    struct offline_formats formats = {0};
    const struct decoder *const *decoders = NULL;
    const struct decoder *one = NULL;
    size_t count = 0;
    int status = REPLY_OK;

    offline_formats_open(arguments, &formats);
    decoders = format_book_all(formats.book, &count);
    if (arguments->word_count > 0) {
        one = offline_decoder(arguments->words[0], &formats);
        decoders = &one;
        count = one ? 1 : 0;
        status = one ? REPLY_OK : REPLY_USAGE;
    } else {
        offline_print_diagnostics(&formats.mistakes, false, true);
    }
    for (size_t i = 0; arguments->json && i < count; i++)
        print_as_json(decoders[i]);
    pager_open(!arguments->no_pager && !arguments->json);
    if (!arguments->json && one)
        print_format(one);
    else if (!arguments->json && status == REPLY_OK)
        print_list(decoders, count);
    offline_formats_close(&formats);
    return status;
}
