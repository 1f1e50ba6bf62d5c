#include "notifier/page.h"

#include <stdio.h>

#include "base/memory.h"
#include "base/unicode.h"

static const char *const kinds[PAGE_KINDS] = {
    [PAGE_ALERT] = "alert",
    [PAGE_SUMMARY] = "summary",
    [PAGE_GAP] = "gap",
    [PAGE_WATCH] = "watch",
};

struct page *page_create(enum page_kind kind, enum page_contact contact, const char *key)
{
    struct page *page = mem_zero(sizeof *page);

    page->kind = kind;
    page->contact = contact;
    snprintf(page->key, sizeof page->key, "%s", key);
    page_set(page, "KIND", text_of(kinds[kind]));
    page_set(page, "CONTACT", contact == CONTACT_FIRST ? TEXT("first") : TEXT("second"));
    page_set(page, "KEY", text_of(page->key));
    return page;
}

void page_destroy(struct page *page)
{
    if (!page)
        return;
    for (size_t i = 0; i < page->variable_count; i++)
        mem_free(page->variables[i]);
    buffer_finish(&page->input);
    mem_free(page);
}

/* What a person may see as it is; anything else becomes one space or U+FFFD. */
static void append_fit(struct buffer *line, struct text value)
{
    size_t start = line->length;

    while (value.length > 0 && line->length - start < PAGE_VALUE_MOST) {
        size_t length = unicode_printable_length(value);
        uint32_t code_point = 0;

        if (length > 0)
            buffer_append(line, value.data, length);
        else if ((length = unicode_decode(value, &code_point)) > 0)
            buffer_append_byte(line, ' ');
        else
            buffer_append_text(line, TEXT("\xef\xbf\xbd"));
        value = text_from(value, length > 0 ? length : 1);
    }
    if (value.length > 0)
        buffer_append_text(line, TEXT("..."));
}

void page_set(struct page *page, const char *name, struct text value)
{
    struct buffer line = {0};

    if (page->variable_count == PAGE_VARIABLES_MOST)
        return;
    buffer_printf(&line, "AMBERD_%s=", name);
    append_fit(&line, value);
    page->variables[page->variable_count++] = mem_copy_text(buffer_text(&line));
    buffer_finish(&line);
}
