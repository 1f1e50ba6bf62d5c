/* Every format keeps the word of its row: it says no field that is not there, and what
 * it calls verbatim stands in the record, but for case and for what escapes announce.
 * The literal filter relies on both. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/decoder.h"
#include "support/made_log.h"
#include "support/suite.h"

enum { LINES = 30000, LONG_LINES = 1000000 };

static bool has_any(struct text text, const char *const *escapes)
{
    size_t position = 0;

    for (; escapes && *escapes; escapes++) {
        if (text_find(text, text_of(*escapes), &position))
            return true;
    }
    return false;
}

static bool has_escape(const struct decoder *decoder, struct text text)
{
    size_t position = 0;

    if (has_any(text, decoder->escapes) ||
        (decoder->shape == SHAPE_JSON && text_find(text, TEXT("\\u"), &position)))
        return true;
    for (size_t i = 0; decoder->programs && decoder->programs[i]; i++) {
        if (has_any(text, decoder->programs[i]->escapes))
            return true;
    }
    return false;
}

static bool stands_in(struct text text, struct text run)
{
    for (size_t i = 0; i + run.length <= text.length; i++) {
        if (text_equal_caseless(text_until(text_from(text, i), run.length), run))
            return true;
    }
    return false;
}

static bool is_plain(char byte)
{
    return byte >= ' ' && byte < 0x7f && !strchr("\"\\/%", byte);
}

/* Whether each run of plain characters in the value stands in the record. */
static bool is_verbatim(struct text record, struct text value)
{
    size_t start = 0;

    for (size_t i = 0; i <= value.length; i++) {
        if (i < value.length && is_plain(value.data[i]))
            continue;
        if (!stands_in(record, text_until(text_from(value, start), i - start)))
            return false;
        start = i + 1;
    }
    return true;
}

static void check_value(const struct decoder *decoder, const struct event *event,
                        const struct event_field *field)
{
    enum field_origin origin = ORIGIN_DERIVED;
    struct text record = event->record->text;

    ck_assert_msg(decoder_says(decoder, field->name, &origin),
                  "%s does not declare %.*s, which it says of\n%.*s", decoder->name,
                  TEXT_ARGS(field->name), TEXT_ARGS(record));
    if (origin == ORIGIN_DERIVED)
        return;
    for (const struct value *value = field->value; value; value = value->next) {
        if (value->kind != VALUE_TEXT || has_escape(decoder, record))
            continue;
        ck_assert_msg(is_verbatim(record, value->text),
                      "%s calls %.*s verbatim, and says '%.*s' of\n%.*s", decoder->name,
                      TEXT_ARGS(field->name), TEXT_ARGS(value->text), TEXT_ARGS(record));
    }
}

static bool declares_echoes(const struct decoder *decoder, const struct event *event)
{
    if (decoder->has_echoes)
        return true;
    return event->kind >= decoder->kind_count &&
           decoder->programs[event->kind - decoder->kind_count]->has_echoes;
}

static void check_line(const struct decoder *decoder, struct text line)
{
    const struct record record = {
        .text = line,
        .count = 1,
        .modified = 1793693101 * SECOND,
    };
    const struct decode_context context = {0};
    struct arena *arena = arena_create(4096);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, true);

    decoder_decode(decoder, &context, event);
    ck_assert_msg(event->echo.kind == ECHO_NONE || declares_echoes(decoder, event),
                  "%s does not declare its echoes", decoder->name);
    for (size_t i = 0; i < event->field_count; i++)
        check_value(decoder, event, &event->fields[i]);
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}

START_TEST(rows_keep_their_word)
{
    struct seeded_random random = seeded_random_start("rows_keep_their_word");
    struct made_log *made = made_log_create();
    struct buffer lines = {0};
    size_t count = 0;
    const struct decoder *const *decoders = decoder_all(&count);

    for (unsigned i = 0; i < test_rounds(LINES, LONG_LINES); i++) {
        buffer_clear(&lines);
        made_log_line(made, &random, seeded_random_once_in(&random, 2) ? "Bait-word" : NULL,
                      &lines);
        for (size_t k = 0; k < count; k++) {
            if (!decoders[k]->layout_create)
                check_line(decoders[k], text_until(buffer_text(&lines), lines.length - 1));
        }
    }
    buffer_finish(&lines);
    made_log_destroy(made);
}
END_TEST

SUITE_MAIN("decoder_word", rows_keep_their_word)
