/* The lines in amberd-formats(5) decode to what stands below them, and there are
 * lines of every format. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "decode/layout_book.h"
#include "record/assembler.h"
#include "support/manual_page.h"
#include "support/suite.h"

#define PAGE "conf/amberd-formats.5"

enum { ARENA_BLOCK = 1 << 16 };

/* The lines of a block, decoded. */
struct reading {
    const struct decoder *decoder;
    struct layout_book *layouts;
    struct wanted_fields *wanted;
    struct arena *arena;
    struct buffer said; /* "name: value" lines of the last event that decoded */
};

static void say(struct buffer *said, const struct event *event, const struct event_field *field)
{
    struct text text = value_text(event->arena, field->value);

    buffer_printf(said, "%.*s: %.*s\n", TEXT_ARGS(field->name), TEXT_ARGS(text));
}

static void decode(struct record *record, void *cookie)
{
    struct reading *reading = cookie;
    const struct decode_context context = {.layout =
                                               layout_book_find(reading->layouts, record->header)};
    struct event *event = event_create(reading->arena, record, reading->wanted, true);
    char time[TIMESTAMP_TEXT_SIZE];

    decoder_decode(reading->decoder, &context, event);
    ck_assert_msg(event->decoded, "%s: this does not decode: %.*s", reading->decoder->name,
                  TEXT_ARGS(record->text));
    reading->said.length = 0;
    if (!event->time_is_arrival)
        buffer_printf(&reading->said, "@timestamp: %s\n", timestamp_write(event->time, time));
    for (size_t i = 0; i < event->field_count; i++)
        say(&reading->said, event, &event->fields[i]);
}

static void take_lines(struct reading *reading, const char *lines)
{
    struct assembler *assembler = assembler_create();
    const struct assembler_target target = {reading->arena, decode, reading};
    struct text rest = text_of(lines);
    struct text line = {0};
    unsigned number = 0;

    while (text_cut(rest, TEXT("\n"), &line, &rest)) {
        struct record record = {.text = line,
                                .line = number + 1,
                                .offset = number,
                                .count = 1,
                                .path = "example.log",
                                .modified = 1793694901 * SECOND};

        assembler_take(assembler, layout_book_shape(reading->layouts), &record, &target);
        number++;
    }
    assembler_advance(assembler, TIMESTAMP_LATEST, &target);
    assembler_destroy(assembler);
}

/* Each line of the block must be among what was said. */
static void compare(const struct reading *reading, const char *block)
{
    struct text rest = text_of(block);
    struct text line = {0};

    while (text_cut(rest, TEXT("\n"), &line, &rest)) {
        struct buffer whole = {0};
        size_t position = 0;

        buffer_printf(&whole, "%.*s\n", TEXT_ARGS(line));
        ck_assert_msg(text_find(buffer_text(&reading->said), buffer_text(&whole), &position),
                      "%s: '%.*s' is not in\n%.*s", reading->decoder->name, TEXT_ARGS(line),
                      TEXT_ARGS(buffer_text(&reading->said)));
        buffer_finish(&whole);
    }
}

static void check_example(const struct decoder *decoder, const char *lines, const char *block)
{
    struct reading reading = {
        .decoder = decoder, .wanted = wanted_fields_create(), .arena = arena_create(ARENA_BLOCK)};
    struct error err = {0};

    reading.layouts = layout_book_create(decoder, TEXT(""), &err);
    ck_assert_msg(reading.layouts, "%s", err.text);
    take_lines(&reading, lines);
    compare(&reading, block);
    layout_book_destroy(reading.layouts);
    buffer_finish(&reading.said);
    arena_destroy(reading.arena);
    wanted_fields_destroy(reading.wanted);
}

static bool is_shown(const struct manual_page *page, const struct decoder *decoder)
{
    for (size_t i = 0; i + 1 < manual_page_count(page); i++) {
        if (strcmp(manual_page_block(page, i)->section, decoder->name) == 0)
            return true;
    }
    return false;
}

START_TEST(every_format_is_shown)
{
    struct manual_page *page = manual_page_read(PAGE);
    size_t count = 0;
    const struct decoder *const *all = decoder_all(&count);

    for (size_t i = 0; i < count; i++)
        ck_assert_msg(is_shown(page, all[i]), "the page shows no line of '%s'", all[i]->name);
    manual_page_free(page);
}
END_TEST

START_TEST(every_line_decodes_to_what_is_said)
{
    struct manual_page *page = manual_page_read(PAGE);

    for (size_t i = 0; i + 1 < manual_page_count(page); i += 2) {
        const struct manual_block *lines = manual_page_block(page, i);
        const struct manual_block *block = manual_page_block(page, i + 1);
        const struct decoder *decoder = decoder_find(text_of(lines->section));

        ck_assert_msg(decoder, "'%s' is no format", lines->section);
        ck_assert_str_eq(lines->section, block->section);
        check_example(decoder, lines->text, block->text);
    }
    manual_page_free(page);
}
END_TEST

SUITE_MAIN("manual_formats", every_format_is_shown, every_line_decodes_to_what_is_said)
