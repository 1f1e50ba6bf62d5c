#include "base/diagnostics.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"

/* A message quotes what somebody wrote, which may be a megabyte. */
enum { MESSAGE_SIZE = 1024, LONGEST_WORD = 48 };

void diagnostics_finish(struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < diagnostics->count; i++) {
        mem_free(diagnostics->items[i].path);
        mem_free(diagnostics->items[i].message);
    }
    mem_free(diagnostics->items);
    *diagnostics = (struct diagnostics){0};
}

/* A copy that a terminal can bear. */
static char *copy_escaped(struct text text)
{
    struct buffer escaped = {0};
    char *copy = NULL;

    buffer_append_escaped(&escaped, text);
    copy = mem_copy_text(buffer_text(&escaped));
    buffer_finish(&escaped);
    return copy;
}

/* Where to cut a text that is too long: not inside a character. */
static size_t cut_position(const char *text, size_t length)
{
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
        length--;
    return length;
}

static char *format_message(const char *format, va_list args) PRINTF_LIKE(1, 0);

static char *format_message(const char *format, va_list args)
{
    static const char ellipsis[] = "...";
    char message[MESSAGE_SIZE] = "";

    if (vsnprintf(message, sizeof message, format, args) >= (int)sizeof message) {
        size_t end = cut_position(message, sizeof message - sizeof ellipsis);

        memcpy(message + end, ellipsis, sizeof ellipsis);
    }
    return copy_escaped(text_of(message));
}

static void add(struct diagnostics *diagnostics, struct diagnostic item, const char *path,
                char *message)
{
    item.path = path ? copy_escaped(text_of(path)) : NULL;
    item.message = message;
    diagnostics->items = array_room(diagnostics->items, diagnostics->count, &diagnostics->capacity,
                                    sizeof *diagnostics->items);
    diagnostics->items[diagnostics->count++] = item;
}

bool diagnostics_error(struct diagnostics *diagnostics, struct place place, const char *format, ...)
{
    struct diagnostic item = {.kind = DIAGNOSTIC_ERROR, .line = place.line, .column = place.column};
    va_list args;

    if (!diagnostics)
        return false;
    diagnostics->errors++;
    if (diagnostics->count >= DIAGNOSTICS_MOST)
        return false;
    va_start(args, format);
    add(diagnostics, item, place.path, format_message(format, args));
    va_end(args);
    return false;
}

bool diagnostics_warning(struct diagnostics *diagnostics, struct place place, const char *format,
                         ...)
{
    struct diagnostic item = {
        .kind = DIAGNOSTIC_WARNING, .line = place.line, .column = place.column};
    va_list args;

    if (!diagnostics)
        return false;
    diagnostics->warnings++;
    if (diagnostics->count >= DIAGNOSTICS_MOST)
        return false;
    va_start(args, format);
    add(diagnostics, item, place.path, format_message(format, args));
    va_end(args);
    return false;
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t lower = a < b ? a : b;

    return lower < c ? lower : c;
}

static bool is_same_letter(struct text a, size_t i, struct text b, size_t j)
{
    return text_equal_caseless(text_until(text_from(a, i), 1), text_until(text_from(b, j), 1));
}

/* How many letters were left out, put in, mistaken or swapped with their
 * neighbour (optimal string alignment).  Both words at most LONGEST_WORD long. */
static size_t distance(struct text a, struct text b)
{
    size_t rows[3][LONGEST_WORD + 1] = {{0}};
    size_t *before = rows[0]; /* two rows up, one row up, and this one */
    size_t *above = rows[1];
    size_t *row = rows[2];

    for (size_t j = 0; j <= b.length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        size_t *oldest = before;

        before = above;
        above = row;
        row = oldest;
        row[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            bool same = is_same_letter(a, i - 1, b, j - 1);

            row[j] = least(above[j] + 1, row[j - 1] + 1, above[j - 1] + !same);
            if (i > 1 && j > 1 && is_same_letter(a, i - 1, b, j - 2) &&
                is_same_letter(a, i - 2, b, j - 1))
                row[j] = least(row[j], row[j], before[j - 2] + 1);
        }
    }
    return row[b.length];
}

const char *diagnostics_suggest(struct text word, const char *const *names, size_t count)
{
    const char *nearest = NULL;
    size_t nearest_distance = word.length / 3 + 1;

    if (word.length > LONGEST_WORD)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        struct text name = text_of(names[i]);
        size_t least_off =
            name.length > word.length ? name.length - word.length : word.length - name.length;
        size_t off = SIZE_MAX;

        if (name.length <= LONGEST_WORD && least_off < nearest_distance)
            off = distance(word, name);
        if (off < nearest_distance) {
            nearest = names[i];
            nearest_distance = off;
        }
    }
    return nearest;
}

void diagnostics_append_place(struct buffer *buffer, const struct diagnostic *item)
{
    if (!item->path)
        return;
    buffer_append_text(buffer, text_of(item->path));
    if (item->line > 0)
        buffer_printf(buffer, ":%u:%u", item->line, item->column);
    buffer_append_text(buffer, TEXT(": "));
}
