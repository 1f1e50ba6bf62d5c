/* What amberd-notify reads: a record of the feed, whose texts go into a page, and the
 * state file, which must say the same when it is written again.  The first byte picks. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "notifier/alert_page.h"
#include "notifier/case_book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_record(struct text raw)
{
    struct arena *arena = arena_create(1 << 10);
    struct alert_notice notice = {.number = 0};

    if (alert_notice_read(&notice, arena, raw)) {
        struct page *page = alert_page_create(&notice, CONTACT_FIRST, false);

        for (size_t i = 0; i < page->variable_count; i++) {
            if (strncmp(page->variables[i], "AMBERD_", 7) != 0 ||
                strlen(page->variables[i]) > PAGE_VALUE_MOST + 64)
                abort();
            for (const char *byte = page->variables[i]; *byte; byte++) {
                if ((unsigned char)*byte < 0x20 || *byte == 0x7f)
                    abort();
            }
        }
        page_destroy(page);
    }
    arena_destroy(arena);
}

static void read_state(struct text raw)
{
    struct case_book *book = case_book_create();
    struct case_book *again = case_book_create();
    struct buffer lines = {0};
    enum case_watch watch = WATCH_THERE;
    size_t position = 0;

    case_book_read(book, raw, &watch);
    case_book_write(book, watch, &lines);
    if (!case_book_read(again, buffer_text(&lines), &watch))
        abort();
    for (struct alert_case *one = case_book_next(book, &position); one;
         one = case_book_next(book, &position)) {
        const struct alert_case *other = case_book_find(again, one->id);

        if (!other || other->done != one->done || other->escalate_at != one->escalate_at)
            abort();
    }
    buffer_finish(&lines);
    case_book_destroy(book);
    case_book_destroy(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = mem_alloc(size);
    struct text raw = {copy, size > 0 ? size - 1 : 0};

    if (size > 1)
        memcpy(copy, data + 1, size - 1);
    if (size > 0 && data[0] % 2 == 0)
        read_record(raw);
    else
        read_state(raw);
    mem_free(copy);
    return 0;
}
