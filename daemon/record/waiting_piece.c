#include "record/waiting_piece.h"

#include <inttypes.h>
#include <string.h>

#include "base/buffer.h"

enum {
    NUMBER_SIZE = 4,
    LEAST_KEY = 1 + IDENTIFIER_SIZE + NUMBER_SIZE,
    MOST_KEY = 1 + WAITING_KEY_LONGEST + NUMBER_SIZE,
    LONGEST_PATH = 4095,
};

char waiting_piece_family(struct text key)
{
    if (key.length < LEAST_KEY || key.length > MOST_KEY)
        return '\0';
    return key.data[0];
}

static void make_key(struct buffer *key, const struct waiting *waiting, char family,
                     uint32_t number)
{
    buffer_clear(key);
    buffer_append_byte(key, family);
    buffer_append(key, waiting->key, waiting->key_length);
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_append_byte(key, (char)(unsigned char)(number >> shift));
}

/* What is said of the first line. */
static void append_first(struct buffer *value, const struct waiting *waiting,
                         const struct source_names *names)
{
    const struct record *record = &waiting->record;

    buffer_printf(value, " %" PRIu64 " %" PRIu64 " %d %" PRId64 " %" PRId64 " ", record->offset,
                  record->line, record->had_nul, record->modified, record->arrival);
    buffer_append_text(value, source_names_at(names, record->source));
    buffer_append_byte(value, '\n');
    buffer_append_text(value, buffer_text(&waiting->path));
    buffer_append_byte(value, '\0');
}

void waiting_piece_put(struct waiting *waiting, char family, const struct source_names *names,
                       state_put *put, void *cookie)
{
    struct buffer key = {0};
    struct buffer value = {0};

    make_key(&key, waiting, family, waiting->pieces);
    buffer_printf(&value, "%zu %d", waiting->saved, waiting->record.is_cut);
    if (waiting->pieces == 0)
        append_first(&value, waiting, names);
    else
        buffer_append_byte(&value, '\n');
    buffer_append_text(&value, text_from(buffer_text(&waiting->text), waiting->saved));
    put(&(struct state_change){STATE_WAITING, buffer_text(&key), buffer_text(&value)}, cookie);
    waiting->restored += waiting->text.length - waiting->saved;
    waiting->saved = waiting->text.length;
    waiting->pieces++;
    waiting->dirty = false;
    buffer_finish(&key);
    buffer_finish(&value);
}

void waiting_piece_forget(const struct waiting *waiting, char family, state_put *put, void *cookie)
{
    struct buffer key = {0};

    for (uint32_t number = 0; number < waiting->pieces; number++) {
        make_key(&key, waiting, family, number);
        put(&(struct state_change){STATE_WAITING, buffer_text(&key), {0}}, cookie);
    }
    buffer_finish(&key);
}

static bool take_number(struct text *words, uint64_t most, uint64_t *number)
{
    return text_to_unsigned(text_take_word(words), number) && *number <= most;
}

static bool read_first(struct text words, struct text *rest, struct waiting_piece *piece)
{
    struct record *record = &piece->record;
    uint64_t had_nul = 0;

    if (!take_number(&words, UINT64_MAX, &record->offset) ||
        !take_number(&words, UINT64_MAX, &record->line) || !take_number(&words, 1, &had_nul) ||
        !text_to_signed(text_take_word(&words), &record->modified) ||
        !text_to_signed(text_take_word(&words), &record->arrival))
        return false;
    record->had_nul = had_nul == 1;
    piece->source = text_take_word(&words);
    return text_cut(*rest, (struct text){"", 1}, &piece->path, rest) &&
           piece->path.length <= LONGEST_PATH;
}

bool waiting_piece_read(const struct state_change *change, struct waiting_piece *piece,
                        struct error *err)
{
    struct text words = {0};
    struct text rest = {0};
    uint64_t at = 0;
    uint64_t cut = 0;

    piece->key = text_from(text_until(change->key, change->key.length - NUMBER_SIZE), 1);
    for (size_t i = change->key.length - NUMBER_SIZE; i < change->key.length; i++)
        piece->number = piece->number << 8 | (unsigned char)change->key.data[i];
    if (!text_cut(change->value, TEXT("\n"), &words, &rest) ||
        !take_number(&words, ASSEMBLER_RECORD_LARGEST, &at) || !take_number(&words, 1, &cut) ||
        (piece->number == 0 && !read_first(words, &rest, piece)) ||
        rest.length > ASSEMBLER_RECORD_LARGEST - at || piece->number >= ASSEMBLER_LINES_MOST)
        return error_set(err, "a piece of a waiting record that makes no sense");
    piece->at = (size_t)at;
    piece->is_cut = cut == 1;
    piece->bytes = rest;
    return true;
}

static void apply_first(struct waiting *waiting, const struct waiting_piece *piece,
                        const struct source_names *names)
{
    struct record *record = &waiting->record;

    record->offset = piece->record.offset;
    record->line = piece->record.line;
    record->had_nul = piece->record.had_nul;
    record->modified = piece->record.modified;
    record->arrival = piece->record.arrival;
    if (record->source == SOURCE_UNKNOWN)
        record->source = source_names_find(names, piece->source);
    buffer_clear(&waiting->path);
    buffer_append_text(&waiting->path, piece->path);
}

void waiting_piece_apply(struct waiting *waiting, const struct waiting_piece *piece,
                         const struct source_names *names)
{
    size_t end = piece->at + piece->bytes.length;

    if (piece->number == 0)
        apply_first(waiting, piece, names);
    if (end > waiting->text.length) {
        size_t more = end - waiting->text.length;

        memset(buffer_reserve(&waiting->text, more), 0, more);
        waiting->text.length = end;
    }
    if (piece->bytes.length > 0)
        memcpy(waiting->text.data + piece->at, piece->bytes.data, piece->bytes.length);
    waiting->record.is_cut = waiting->record.is_cut || piece->is_cut;
    waiting->restored += piece->bytes.length;
    waiting->saved = waiting->text.length;
    if (waiting->pieces <= piece->number)
        waiting->pieces = piece->number + 1;
    if (waiting->lines == 0)
        waiting->lines = 1;
    for (size_t i = 0; i < piece->bytes.length; i++)
        waiting->lines += piece->bytes.data[i] == '\n';
}
