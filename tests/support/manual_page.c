#include "support/manual_page.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "support/give_up.h"

enum { PAGE_LARGEST = 1 << 20 };

struct manual_page {
    char *bytes;
    struct manual_block *blocks;
    size_t count;
    size_t capacity;
};

static char *read_bytes(const char *path)
{
    char *bytes = mem_zero(PAGE_LARGEST);
    FILE *file = fopen(path, "r");
    size_t length = 0;

    if (!file)
        give_up_errno("%s", path);
    length = fread(bytes, 1, PAGE_LARGEST - 1, file);
    fclose(file);
    if (length == 0 || length == PAGE_LARGEST - 1)
        give_up("%s is empty, or longer than this test can read", path);
    return bytes;
}

/* What mdoc shows for a text: its escapes undone, in place. */
static void undo_escapes(char *text)
{
    static const struct {
        const char *written;
        const char *shown;
    } escapes[] = {{"\\e", "\\"}, {"\\&", ""}, {"\\-", "-"}, {"\\(aq", "'"}, {"\\t", "\t"}};
    enum { ESCAPES = sizeof escapes / sizeof *escapes };
    char *to = text;

    while (*text) {
        size_t i = 0;

        while (i < ESCAPES && strncmp(text, escapes[i].written, strlen(escapes[i].written)) != 0)
            i++;
        if (i == ESCAPES) {
            if (*text == '\\')
                give_up("an escape this test does not know: %.8s", text);
            *to++ = *text++;
            continue;
        }
        text += strlen(escapes[i].written);
        for (const char *shown = escapes[i].shown; *shown; shown++)
            *to++ = *shown;
    }
    *to = '\0';
}

static void add_block(struct manual_page *page, const char *section, char *text)
{
    undo_escapes(text);
    page->blocks = array_room(page->blocks, page->count, &page->capacity, sizeof *page->blocks);
    page->blocks[page->count++] = (struct manual_block){section, text};
}

struct manual_page *manual_page_read(const char *path)
{
    struct manual_page *page = mem_zero(sizeof *page);
    const char *section = "";
    char *block = NULL;
    char *line = NULL;

    page->bytes = read_bytes(path);
    for (line = page->bytes; line && *line;) {
        char *next = strchr(line, '\n');
        char *after = next ? next + 1 : NULL;

        if (block && strncmp(line, ".Ed", 3) == 0) {
            line[0] = '\0';
            add_block(page, section, block);
            block = NULL;
        } else if (!block && strncmp(line, ".Bd -literal", 12) == 0) {
            block = after;
        } else if (!block && next && strncmp(line, ".Ss ", 4) == 0) {
            *next = '\0';
            section = line + 4;
        }
        line = after;
    }
    return page;
}

void manual_page_free(struct manual_page *page)
{
    mem_free(page->blocks);
    mem_free(page->bytes);
    mem_free(page);
}

size_t manual_page_count(const struct manual_page *page)
{
    return page->count;
}

const struct manual_block *manual_page_block(const struct manual_page *page, size_t index)
{
    return &page->blocks[index];
}
