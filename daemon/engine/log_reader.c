#include "engine/log_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/digest.h"
#include "base/memory.h"
#include "record/line_splitter.h"

enum { READ_SIZE = 256 << 10 };

struct log_reader {
    char *path;
    int descriptor;
    unsigned source;
    struct cursor cursor; /* of the next byte to hand over */
    uint64_t size;
    timestamp modified;
    struct buffer buffer; /* bytes from `start` on, less those handed over */
    size_t handed;        /* bytes at the front of buffer that were handed over */
    size_t searched;      /* bytes behind `handed` known to hold no newline */
    size_t overlap;       /* bytes before `handed` to be shown again */
    bool at_end;
    bool is_ended; /* ... and said so */
};

struct log_reader *log_reader_open(const char *path, unsigned source, struct error *err)
{
    struct log_reader *reader = mem_zero(sizeof *reader);
    const struct text parts[] = {TEXT("replay"), text_of(path)};
    struct digest digest = digest_of(parts, 2);
    struct stat status = {0};

    reader->path = mem_copy_string(path);
    reader->source = source;
    reader->descriptor = strcmp(path, "-") == 0 ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                                : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    memcpy(reader->cursor.incarnation.bytes, digest.bytes, IDENTIFIER_SIZE);
    if (reader->descriptor >= 0 && fstat(reader->descriptor, &status) == 0 &&
        !S_ISDIR(status.st_mode)) {
        reader->size = S_ISREG(status.st_mode) ? (uint64_t)status.st_size : 0;
        reader->modified = status.st_mtim.tv_sec * SECOND + status.st_mtim.tv_nsec / 1000;
        return reader;
    }
    if (reader->descriptor >= 0)
        errno = EISDIR;
    error_set_errno(err, "%s", path);
    log_reader_close(reader);
    return NULL;
}

void log_reader_close(struct log_reader *reader)
{
    if (!reader)
        return;
    if (reader->descriptor >= 0)
        close(reader->descriptor);
    buffer_finish(&reader->buffer);
    mem_free(reader->path);
    mem_free(reader);
}

/* Drops what nobody will be shown again, and reads more. */
static bool fill(struct log_reader *reader, struct error *err)
{
    ssize_t got = 0;

    if (reader->handed > reader->overlap) {
        buffer_consume(&reader->buffer, reader->handed - reader->overlap);
        reader->handed = reader->overlap;
    }
    do {
        got = read(reader->descriptor, buffer_reserve(&reader->buffer, READ_SIZE), READ_SIZE);
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        return error_set_errno(err, "%s", reader->path);
    reader->buffer.length += (size_t)got;
    reader->at_end = got == 0;
    return true;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Hands over the next length bytes, 0 = to say that it was all, and moves on. */
static void hand_over(struct log_reader *reader, size_t length, bool ends_line, struct chunk *chunk)
{
    size_t overlap = length > 0 ? reader->overlap : 0;
    bool ends_log = reader->at_end && reader->handed + length == reader->buffer.length;

    *chunk = (struct chunk){
        .start = reader->cursor,
        .data = reader->buffer.data + reader->handed - overlap,
        .length = length + overlap,
        .overlap = overlap,
        .final = ends_log,
        .source = reader->source,
        .path = reader->path,
        .modified = reader->modified,
    };
    reader->is_ended = ends_log;
    reader->cursor.offset += length;
    reader->handed += length;
    reader->searched = 0;
    reader->overlap = ends_line ? 0 : WINDOW_OVERLAP;
    if (ends_line && length > 0) {
        reader->cursor.line++;
        reader->cursor.line_start = reader->cursor.offset;
    }
}

bool log_reader_next(struct log_reader *reader, struct chunk *chunk, struct error *err)
{
    for (;;) {
        size_t left = smaller(reader->buffer.length - reader->handed, LINE_LARGEST);
        const char *from = reader->buffer.data ? reader->buffer.data + reader->handed : "";
        const char *newline = left > reader->searched
                                  ? memchr(from + reader->searched, '\n', left - reader->searched)
                                  : NULL;

        if (newline) {
            hand_over(reader, (size_t)(newline - from) + 1, true, chunk);
            return true;
        }
        reader->searched = left;
        if (left == LINE_LARGEST) {
            hand_over(reader, left, false, chunk);
            return true;
        }
        if (reader->is_ended)
            return false;
        if (reader->at_end) {
            hand_over(reader, left, true, chunk);
            return true;
        }
        if (!fill(reader, err))
            return false;
    }
}

/* The end of the last line that is whole in the first CHUNK_LARGEST bytes at hand. */
static const char *last_newline(const struct log_reader *reader)
{
    size_t left = reader->buffer.length - reader->handed;

    if (left == 0 || reader->overlap > 0)
        return NULL;
    return memrchr(reader->buffer.data + reader->handed, '\n', smaller(left, CHUNK_LARGEST));
}

bool log_reader_next_lines(struct log_reader *reader, struct chunk *chunk, struct error *err)
{
    const char *from = NULL;
    const char *last = NULL;
    struct cursor end = {0};

    if (reader->buffer.length - reader->handed < CHUNK_LARGEST && !reader->at_end &&
        !fill(reader, err))
        return false;
    last = last_newline(reader);
    if (!last)
        return log_reader_next(reader, chunk, err);
    from = reader->buffer.data + reader->handed;
    hand_over(reader, (size_t)(last - from) + 1, true, chunk);
    end = line_splitter_end(chunk);
    reader->cursor.line = end.line;
    return true;
}

uint64_t log_reader_position(const struct log_reader *reader)
{
    return reader->cursor.offset;
}

uint64_t log_reader_size(const struct log_reader *reader)
{
    return reader->size;
}
