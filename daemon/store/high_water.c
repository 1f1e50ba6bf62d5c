#include "store/high_water.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"

#define FILE_NAME "numbers"

/* Longer than any file that is written: a line is an identifier and two numbers. */
enum { FILE_MOST = HIGH_WATER_MOST * 128 };

static bool take_number(struct text *rest, uint64_t *number)
{
    struct text word = text_take_word(rest);

    return text_to_unsigned(word, number) && *number <= INT64_MAX;
}

static bool take_line(struct text line, struct high_water *mark)
{
    return identifier_read(text_take_word(&line), &mark->instance) &&
           take_number(&line, &mark->reserved) && take_number(&line, &mark->ended) &&
           text_trim(line).length == 0 && mark->reserved > 0 &&
           mark->reserved % NUMBERING_BLOCK == 0 && mark->ended <= mark->reserved;
}

/* A file that is there has a line at least, and the last one is whole. */
static bool take_lines(struct text rest, struct high_water_marks *marks)
{
    struct text line = {0};

    do {
        if (marks->count == HIGH_WATER_MOST || !text_cut(rest, TEXT("\n"), &line, &rest) ||
            !take_line(line, &marks->items[marks->count]))
            return false;
        marks->count++;
    } while (rest.length > 0);
    return true;
}

static bool read_bytes(int file, const char *path, struct high_water_marks *marks,
                       struct error *err)
{
    char bytes[FILE_MOST];
    ssize_t length = read(file, bytes, sizeof bytes);

    if (length < 0)
        return error_set_errno(err, "%s", path);
    if (!take_lines((struct text){bytes, (size_t)length}, marks))
        return error_set(err,
                         "%s is damaged: move it away, and make sure that the journal beside it is "
                         "the newest",
                         path);
    return true;
}

bool high_water_read(const char *folder, struct high_water_marks *marks, struct error *err)
{
    char *path = state_directory_path(folder, FILE_NAME);
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool good = true;

    *marks = (struct high_water_marks){0};
    if (file >= 0) {
        good = read_bytes(file, path, marks, err);
        close(file);
    } else if (errno != ENOENT) {
        good = error_set_errno(err, "%s", path);
    }
    mem_free(path);
    return good;
}

const struct high_water *high_water_find(const struct high_water_marks *marks,
                                         struct identifier instance)
{
    for (size_t i = 0; i < marks->count; i++) {
        if (identifier_equal(marks->items[i].instance, instance))
            return &marks->items[i];
    }
    return NULL;
}

static void print_marks(const struct high_water_marks *marks, struct buffer *lines)
{
    for (size_t i = 0; i < marks->count; i++) {
        const struct high_water *mark = &marks->items[i];
        char instance[IDENTIFIER_TEXT_SIZE];

        buffer_printf(lines, "%s %" PRIu64 " %" PRIu64 "\n",
                      identifier_write(mark->instance, instance), mark->reserved, mark->ended);
    }
}

bool high_water_write(struct high_water_marks *marks, const struct high_water *mark,
                      const struct state_directory *directory, struct error *err)
{
    struct high_water_marks wanted = {.items = {*mark}, .count = 1};
    struct buffer lines = {0};
    bool good = false;

    for (size_t i = 0; i < marks->count && wanted.count < HIGH_WATER_MOST; i++) {
        if (!identifier_equal(marks->items[i].instance, mark->instance))
            wanted.items[wanted.count++] = marks->items[i];
    }
    print_marks(&wanted, &lines);
    good = state_directory_write(directory, FILE_NAME, buffer_text(&lines), err);
    if (good)
        *marks = wanted;
    buffer_finish(&lines);
    return good;
}

const char *high_water_fault(const struct high_water *mark, const struct numbering *row,
                             bool has_log)
{
    static const char older[] = "it is an older copy: records were written that are not in it";
    static const char headless[] =
        "the write-ahead log of its last run is gone, and the newest records may be with it";
    bool was_ended = mark->ended > 0;

    if (row->reserved != mark->reserved)
        return row->reserved < mark->reserved ? older : NULL;
    if (row->is_clean)
        return was_ended && row->next >= mark->ended ? NULL : older;
    if (has_log)
        return NULL;
    return was_ended ? older : headless;
}
