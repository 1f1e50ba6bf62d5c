#include "source/cursor_text.h"

#include <inttypes.h>
#include <limits.h>
#include <string.h>

#include "base/digest.h"
#include "base/memory.h"

/* Positions beyond this are in no file (off_t is signed). */
static const uint64_t farthest = (uint64_t)INT64_MAX / 2;

/* Stand before the path, which begins with a slash. */
static const char told_mark[] = "told ";
static const char drained_mark[] = "drained ";

enum { DIGEST_DIGITS = 2 * MARK_DIGEST_SIZE };

void stored_cursor_finish(struct stored_cursor *stored)
{
    mem_free(stored->path);
    *stored = (struct stored_cursor){0};
}

struct file_key file_key_of(const struct file_facts *facts)
{
    bool has_birth = facts->born != TIMESTAMP_NONE;

    return (struct file_key){{facts->inode, (uint64_t)facts->born, has_birth ? 0 : facts->device}};
}

struct text file_key_text(const struct file_key *key)
{
    return (struct text){(const char *)key->words, sizeof key->words};
}

bool stored_cursor_is_of(const struct stored_cursor *stored, const struct file_facts *facts)
{
    struct file_key one = file_key_of(&stored->facts);
    struct file_key other = file_key_of(facts);

    return memcmp(&one, &other, sizeof one) == 0;
}

static void pack_mark(struct buffer *buffer, const struct byte_mark *mark)
{
    char digits[DIGEST_DIGITS + 1] = {0};

    buffer_printf(buffer, " %u %s", mark->length,
                  hex_write(mark->digest, sizeof mark->digest, digits));
}

void cursor_text_pack(struct buffer *buffer, const struct stored_cursor *stored)
{
    const struct cursor *cursor = &stored->tail.cursor;

    buffer_printf(buffer, "1 %" PRIu64 " %" PRIu64 " %" PRId64 " %" PRIu64 " %" PRIu64 " %" PRIu64,
                  stored->facts.device, stored->facts.inode,
                  stored->facts.born == TIMESTAMP_NONE ? -1 : stored->facts.born, cursor->offset,
                  cursor->line, cursor->line_start);
    pack_mark(buffer, &stored->tail.head);
    pack_mark(buffer, &stored->tail.before);
    buffer_append_byte(buffer, ' ');
    if (stored->is_told)
        buffer_append_text(buffer, text_of(told_mark));
    if (stored->drained)
        buffer_append_text(buffer, text_of(drained_mark));
    buffer_append_text(buffer, text_of(stored->path));
}

/* Takes one number and the space behind it. */
static bool take_number(struct text *rest, uint64_t *number)
{
    struct text word = {0};

    return text_cut(*rest, TEXT(" "), &word, rest) && text_to_unsigned(word, number);
}

static bool take_born(struct text *rest, timestamp *born)
{
    struct text word = {0};

    if (!text_cut(*rest, TEXT(" "), &word, rest) || !text_to_signed(word, born) || *born < -1)
        return false;
    if (*born == -1)
        *born = TIMESTAMP_NONE;
    return true;
}

static bool take_mark(struct text *rest, uint64_t offset, struct byte_mark *mark)
{
    struct text digits = {0};
    uint64_t length = 0;

    if (!take_number(rest, &length) || length > MARK_LARGEST || length > offset ||
        !text_cut(*rest, TEXT(" "), &digits, rest) || digits.length != DIGEST_DIGITS)
        return false;
    mark->length = (unsigned)length;
    return hex_read(digits, mark->digest, sizeof mark->digest);
}

static bool take_position(struct text *rest, struct cursor *cursor)
{
    return take_number(rest, &cursor->offset) && take_number(rest, &cursor->line) &&
           take_number(rest, &cursor->line_start) && cursor->offset <= farthest &&
           cursor->line <= farthest && cursor->line_start <= cursor->offset;
}

static bool is_path(struct text path)
{
    return path.length > 0 && path.length < PATH_MAX && !memchr(path.data, '\0', path.length);
}

bool cursor_text_unpack(struct text key, struct text value, struct stored_cursor *stored,
                        struct error *err)
{
    struct file_tail *tail = &stored->tail;
    struct text rest = value;

    *stored = (struct stored_cursor){0};
    if (!identifier_read(key, &tail->cursor.incarnation) ||
        identifier_is_none(tail->cursor.incarnation))
        return error_set(err, "stored cursor: its key is no identifier");
    if (!text_take(&rest, TEXT("1 ")))
        return error_set(err, "stored cursor: not of a version known here");
    if (!take_number(&rest, &stored->facts.device) || !take_number(&rest, &stored->facts.inode) ||
        !take_born(&rest, &stored->facts.born))
        return error_set(err, "stored cursor: names no file");
    if (!take_position(&rest, &tail->cursor))
        return error_set(err, "stored cursor: no sensible position");
    if (!take_mark(&rest, tail->cursor.offset, &tail->head) ||
        !take_mark(&rest, tail->cursor.offset, &tail->before))
        return error_set(err, "stored cursor: marks damaged");
    stored->is_told = text_take(&rest, text_of(told_mark));
    stored->drained = text_take(&rest, text_of(drained_mark));
    if (!is_path(rest))
        return error_set(err, "stored cursor: its path is none");
    tail->searched = tail->cursor.offset;
    stored->path = mem_copy_text(rest);
    return true;
}
