#include "source/file_tail.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/fault.h"

/* NULs are read through for this many buffers at a time; the next reading goes
 * on, so that gigabytes of them do not hold up the other files. */
enum { MOST_ROUNDS = 32 };

/* A reading under way.  The bytes before start, lead of them, lie at the
 * beginning of the room, and length fresh ones behind them. */
struct passage {
    const struct file_tail *tail;
    int descriptor;
    bool final;
    char *room;
    uint64_t start;
    size_t lead;
    size_t length;
    size_t overlap;
};

struct byte_mark byte_mark_of(const char *data, size_t length)
{
    struct text bytes = {data, length};
    struct digest digest = digest_of(&bytes, 1);
    struct byte_mark mark = {.length = (unsigned)length};

    memcpy(mark.digest, digest.bytes, sizeof mark.digest);
    return mark;
}

bool byte_mark_fits(const struct byte_mark *mark, const char *data)
{
    struct byte_mark found = byte_mark_of(data, mark->length);

    return memcmp(found.digest, mark->digest, sizeof found.digest) == 0;
}

static size_t smaller(uint64_t a, uint64_t b)
{
    return (size_t)(a < b ? a : b);
}

/* Reads until length bytes or the end of the file.  -1 with err on failure. */
static ssize_t read_at(int descriptor, char *room, size_t length, uint64_t offset,
                       struct error *err)
{
    size_t have = 0;

    while (have < length) {
        ssize_t got = fault_point("file_tail.read")
                          ? (errno = EIO, -1)
                          : pread(descriptor, room + have, length - have, (off_t)(offset + have));

        if (got == 0)
            break;
        if (got < 0 && errno != EINTR) {
            error_set_errno(err, "at byte %" PRIu64, offset + have);
            return -1;
        }
        have += got > 0 ? (size_t)got : 0;
    }
    return (ssize_t)have;
}

static bool is_inside_line(const struct file_tail *tail)
{
    return tail->cursor.offset > tail->cursor.line_start;
}

/* How many bytes without a newline there are to be before some are handed over. */
static size_t patience(const struct file_tail *tail)
{
    return is_inside_line(tail) ? CHUNK_LARGEST - WINDOW_OVERLAP : LINE_LARGEST;
}

/* Looks for a newline in what was added to a half-written line, so that a writer
 * who drips costs each byte once.  RESULT_END: there is none yet. */
static enum file_tail_result probe(struct file_tail *tail, const struct passage *passage,
                                   struct error *err)
{
    while (tail->searched - tail->cursor.offset < patience(tail)) {
        ssize_t got =
            read_at(passage->descriptor, passage->room, CHUNK_LARGEST, tail->searched, err);

        if (got < 0)
            return FILE_TAIL_FAILED;
        if (got == 0)
            return FILE_TAIL_END;
        if (memchr(passage->room, '\n', (size_t)got))
            break;
        tail->searched += (uint64_t)got;
    }
    return FILE_TAIL_CHUNK;
}

static bool is_as_left(const struct file_tail *tail, const char *before)
{
    if (tail->last_known)
        return memcmp(tail->last, before, tail->before.length) == 0;
    return byte_mark_fits(&tail->before, before);
}

/* Fills the room from start on. */
static bool load(struct passage *passage, size_t lead, struct error *err)
{
    ssize_t got = read_at(passage->descriptor, passage->room, lead + CHUNK_LARGEST,
                          passage->start - lead, err);

    if (got < 0)
        return false;
    passage->lead = smaller(lead, (uint64_t)got);
    passage->length = (size_t)got - passage->lead;
    return true;
}

/* Reads on behind the cursor, and tells whether what is before it is still there. */
static enum file_tail_result load_first(struct passage *passage, struct error *err)
{
    const struct file_tail *tail = passage->tail;
    size_t lead = passage->overlap > tail->before.length ? passage->overlap : tail->before.length;

    if (!load(passage, lead, err))
        return FILE_TAIL_FAILED;
    if (passage->lead < lead)
        return FILE_TAIL_REWRITTEN;
    return is_as_left(tail, passage->room + lead - tail->before.length) ? FILE_TAIL_CHUNK
                                                                        : FILE_TAIL_REWRITTEN;
}

static const char *fresh(const struct passage *passage)
{
    return passage->room + passage->lead;
}

/* How many of the bytes just read say nothing.  Inside a line only a whole window
 * of NULs does: a shorter run may be part of what somebody looks for. */
static size_t count_silent(const struct passage *passage)
{
    size_t count = 0;

    while (count < passage->length && fresh(passage)[count] == '\0')
        count++;
    if (is_inside_line(passage->tail) && count < patience(passage->tail))
        return 0;
    return count;
}

/* Where data begins at or behind offset: holes need no reading. */
static uint64_t skip_hole(int descriptor, uint64_t offset)
{
    off_t data = lseek(descriptor, (off_t)offset, SEEK_DATA);
    off_t end = 0;

    if (data < 0 && errno == ENXIO) {
        end = lseek(descriptor, 0, SEEK_END);
        return end > 0 && (uint64_t)end > offset ? (uint64_t)end : offset;
    }
    return data > 0 && (uint64_t)data > offset ? (uint64_t)data : offset;
}

/* Moves start over NULs until there is text, the end, or it has been long enough. */
static bool pass_silence(struct passage *passage, struct error *err)
{
    for (unsigned round = 0; round < MOST_ROUNDS; round++) {
        size_t silent = count_silent(passage);
        bool all = silent == passage->length;

        if (silent == 0)
            return true;
        passage->start += silent;
        if (all)
            passage->start = skip_hole(passage->descriptor, passage->start);
        if (!load(passage, smaller(passage->start, WINDOW_OVERLAP), err))
            return false;
    }
    passage->length = 0;
    return true;
}

/* Reads on until a line of up to LINE_LARGEST ends, or the file does. */
static bool extend(struct passage *passage, struct error *err)
{
    ssize_t got = read_at(passage->descriptor, passage->room + passage->lead + passage->length,
                          LINE_LARGEST - passage->length, passage->start + passage->length, err);

    if (got > 0)
        passage->length += (size_t)got;
    return got >= 0;
}

/* The part of length bytes of whole lines that is in front of one that begins with
 * a NUL. */
static size_t until_silence(const char *data, size_t length)
{
    static const char silence[] = {'\n', '\0'};
    const char *found = NULL;

    if (!memchr(data, '\0', length))
        return length;
    found = memmem(data, length, silence, sizeof silence);
    return found ? (size_t)(found - data) + 1 : length;
}

/* How much of the fresh bytes is handed over: 0 = nothing yet. */
static bool cut(struct passage *passage, size_t *length, struct error *err)
{
    bool inside = is_inside_line(passage->tail);
    const char *newline = inside ? memchr(fresh(passage), '\n', passage->length)
                                 : memrchr(fresh(passage), '\n', passage->length);

    if (!newline && !inside && passage->length == CHUNK_LARGEST) {
        if (!extend(passage, err))
            return false;
        newline = memchr(fresh(passage), '\n', passage->length);
    }
    if (newline)
        *length = until_silence(fresh(passage), (size_t)(newline - fresh(passage)) + 1);
    else if (passage->length >= patience(passage->tail))
        *length = inside ? patience(passage->tail) : CHUNK_LARGEST;
    else
        *length = passage->final ? passage->length : 0;
    return true;
}

static void fill_chunk(const struct passage *passage, size_t length, struct chunk *chunk)
{
    const struct file_tail *tail = passage->tail;
    bool inside = is_inside_line(tail);
    size_t overlap = length > 0 ? passage->overlap : 0;

    chunk->start = tail->cursor;
    chunk->start.offset = passage->start;
    if (!inside)
        chunk->start.line_start = passage->start;
    chunk->overlap = overlap;
    chunk->data = fresh(passage) - overlap;
    chunk->length = overlap + length;
    chunk->final = passage->final && length > 0 && length == passage->length &&
                   length < patience(tail) && fresh(passage)[length - 1] != '\n';
}

/* The bytes of the line before the window that are to be seen with it. */
static size_t overlap_of(const struct file_tail *tail)
{
    return smaller(tail->cursor.offset - tail->cursor.line_start, WINDOW_OVERLAP);
}

enum file_tail_result file_tail_read(struct file_tail *tail,
                                     const struct file_tail_reading *reading, struct chunk *chunk,
                                     struct error *err)
{
    struct passage passage = {.tail = tail,
                              .descriptor = reading->descriptor,
                              .final = reading->final,
                              .room = reading->room,
                              .start = tail->cursor.offset,
                              .overlap = overlap_of(tail)};
    enum file_tail_result result = FILE_TAIL_CHUNK;
    size_t length = 0;

    if (tail->searched > tail->cursor.offset && !reading->final)
        result = probe(tail, &passage, err);
    if (result == FILE_TAIL_CHUNK)
        result = load_first(&passage, err);
    if (result != FILE_TAIL_CHUNK)
        return result;
    if (!pass_silence(&passage, err) || !cut(&passage, &length, err))
        return FILE_TAIL_FAILED;
    if (length == 0 && passage.start == tail->cursor.offset) {
        tail->searched = passage.start + passage.length;
        return FILE_TAIL_END;
    }
    fill_chunk(&passage, length, chunk);
    return FILE_TAIL_CHUNK;
}

static uint64_t count_lines(const char *data, size_t length)
{
    const char *end = data + length;
    uint64_t lines = 0;

    for (const char *at = data; at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        lines++;
    return lines;
}

static void remember(struct file_tail *tail, const char *before, size_t length)
{
    memcpy(tail->last, before, length);
    tail->before = (struct byte_mark){.length = (unsigned)length};
    tail->last_known = true;
}

void file_tail_take(struct file_tail *tail, const struct chunk *chunk, const char *room)
{
    const char *text = chunk->data + chunk->overlap;
    size_t length = chunk->length - chunk->overlap;
    const char *end = text + length;
    size_t known = smaller((uint64_t)(end - room), MARK_LARGEST);

    tail->cursor = chunk->start;
    tail->cursor.offset += length;
    tail->cursor.line += count_lines(text, length);
    if (length > 0 && (end[-1] == '\n' || chunk->final))
        tail->cursor.line_start = tail->cursor.offset;
    tail->searched = tail->cursor.offset;
    remember(tail, end - known, known);
}

void file_tail_begin(struct file_tail *tail, struct identifier incarnation)
{
    *tail = (struct file_tail){.cursor = {.incarnation = incarnation}, .last_known = true};
}

bool file_tail_jump(struct file_tail *tail, int descriptor, uint64_t offset, struct error *err)
{
    size_t length = smaller(offset, MARK_LARGEST);
    char before[MARK_LARGEST] = {0};
    ssize_t got = descriptor < 0 ? 0 : read_at(descriptor, before, length, offset - length, err);

    if (got < 0)
        return false;
    tail->cursor.offset = offset;
    tail->cursor.line_start = offset;
    tail->searched = offset;
    remember(tail, before, (size_t)got == length ? length : 0);
    return true;
}

uint64_t file_tail_last_line(int descriptor, uint64_t size, char *room)
{
    size_t length = smaller(size, LINE_LARGEST);
    struct error ignored = {0};
    ssize_t got = read_at(descriptor, room, length, size - length, &ignored);
    const char *newline = got == (ssize_t)length && got > 0 ? memrchr(room, '\n', length) : NULL;

    if (newline)
        return size - length + (uint64_t)(newline - room) + 1;
    return got == (ssize_t)size ? 0 : size;
}

void file_tail_mark(struct file_tail *tail, int descriptor)
{
    size_t length = smaller(tail->cursor.offset, MARK_LARGEST);
    char head[MARK_LARGEST] = {0};
    struct error ignored = {0};

    if (tail->last_known)
        tail->before = byte_mark_of(tail->last, tail->before.length);
    if (descriptor >= 0 && tail->head.length < length &&
        read_at(descriptor, head, length, 0, &ignored) == (ssize_t)length)
        tail->head = byte_mark_of(head, length);
}

bool file_tail_head_fits(const struct file_tail *tail, int descriptor)
{
    char head[MARK_LARGEST] = {0};
    struct error ignored = {0};

    return tail->head.length > 0 &&
           read_at(descriptor, head, tail->head.length, 0, &ignored) ==
               (ssize_t)tail->head.length &&
           byte_mark_fits(&tail->head, head);
}
