/* The log sources in amberd-rules(5) are those that formats have, no more and no less. */
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/table.h"
#include "decode/decoder.h"
#include "support/suite.h"

#define PAGE "conf/amberd-rules.5"

enum { PAGE_LARGEST = 1 << 18 };

/* A listing has keys as "{category: dns} unbound": each log source with each of its
 * formats. */
static void add(struct table *listing, struct text log_source, struct text format)
{
    struct buffer key = {0};

    buffer_append_text(&key, log_source);
    buffer_append_byte(&key, ' ');
    buffer_append_text(&key, format);
    table_put(listing, buffer_text(&key), listing);
    buffer_finish(&key);
}

/* The lines of the page's section, in memory that *page holds. */
static struct text read_section(char **page)
{
    FILE *file = fopen(PAGE, "r");
    struct text section = {0};
    struct text rest = {0};

    ck_assert_ptr_nonnull(file);
    *page = mem_zero(PAGE_LARGEST);
    ck_assert_uint_lt(fread(*page, 1, PAGE_LARGEST, file), PAGE_LARGEST);
    fclose(file);
    ck_assert(text_cut(text_of(*page), TEXT("\n.Ss Log sources\n"), &section, &rest));
    ck_assert(text_cut(rest, TEXT("\n.El\n"), &section, &rest));
    return section;
}

/* ".It Li {log source}", and behind it lines ".Cm format , format". */
static struct table *read_page(void)
{
    struct table *listing = table_create();
    struct text log_source = {0};
    struct text line = {0};
    char *page = NULL;
    struct text rest = read_section(&page);

    while (rest.length > 0) {
        text_cut(rest, TEXT("\n"), &line, &rest);
        if (text_take(&line, TEXT(".It Li ")))
            log_source = line;
        if (!text_take(&line, TEXT(".Cm ")))
            continue;
        while (line.length > 0) {
            struct text format = text_take_word(&line);

            text_take(&line, TEXT(" ,"));
            text_take(&line, TEXT(" "));
            add(listing, log_source, format);
        }
    }
    mem_free(page);
    return listing;
}

static void say_key(struct buffer *said, const char *key, const char *value)
{
    if (value)
        buffer_printf(said, "%s%s: %s", said->length > 1 ? ", " : "", key, value);
}

/* As a rule would ask for it.  Those with a service for each of many logs have one
 * entry for them all. */
static void say_log_source(struct buffer *said, const struct log_source_tag *tag)
{
    const char *product = tag->product ? tag->product : "";
    bool has_many = strcmp(product, "zeek") == 0 || strcmp(product, "suricata") == 0;

    buffer_append_byte(said, '{');
    say_key(said, "category", tag->category);
    say_key(said, "product", tag->product);
    say_key(said, "service", tag->service && has_many ? "*" : tag->service);
    buffer_append_byte(said, '}');
}

static void add_kind(struct table *listing, const char *format, const struct decoder_kind *kind)
{
    for (size_t i = 0; i < DECODER_TAGS_MOST; i++) {
        const struct log_source_tag *tag = &kind->tags[i];
        struct buffer said = {0};

        if (!tag->category && !tag->product && !tag->service)
            return;
        say_log_source(&said, tag);
        add(listing, buffer_text(&said), text_of(format));
        buffer_finish(&said);
    }
}

static struct table *read_decoders(void)
{
    struct table *listing = table_create();
    size_t count = 0;
    const struct decoder *const *decoders = decoder_all(&count);

    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < decoder_kind_count(decoders[i]); k++)
            add_kind(listing, decoders[i]->name, decoder_kind(decoders[i], k));
    }
    return listing;
}

static void check_all_in(const struct table *listing, const struct table *other, const char *where)
{
    size_t position = 0;
    struct text key = {0};
    void *value = NULL;

    while (table_next(listing, &position, &key, &value))
        ck_assert_msg(table_get(other, key) != NULL, "%.*s is not in %s", TEXT_ARGS(key), where);
}

START_TEST(log_sources_are_those_of_the_formats)
{
    struct table *page = read_page();
    struct table *decoders = read_decoders();

    check_all_in(decoders, page, PAGE);
    check_all_in(page, decoders, "any format");
    table_destroy(page);
    table_destroy(decoders);
}
END_TEST

SUITE_MAIN("manual_log_sources", log_sources_are_those_of_the_formats)
