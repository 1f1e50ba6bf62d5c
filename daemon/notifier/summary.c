#include "notifier/summary.h"

#include "consumer/json_write.h"

/* With the name that comes last, it is below PAGE_VALUE_MOST. */
enum { MESSAGE_FULL = 340 };

struct names {
    struct buffer ids;
    struct buffer alerts;
    struct buffer message;
    size_t count;
    size_t said; /* of them, in the message */
};

void summary_hold(struct alert_case *one, enum page_contact contact, struct text title)
{
    one->standing[contact] = CASE_HELD;
    buffer_clear(&one->title);
    buffer_append_text(&one->title, text_until(title, CASE_TITLE_MOST));
}

/* The next one of the summary's kind that stands so, or NULL. */
static struct alert_case *next_of(const struct case_book *book, struct summary summary,
                                  enum case_standing standing, size_t *position)
{
    struct alert_case *one = NULL;

    while ((one = case_book_next(book, position))) {
        if (one->standing[summary.contact] == standing && one->is_red == summary.is_red)
            return one;
    }
    return NULL;
}

bool summary_is_owed(const struct case_book *book, struct summary summary)
{
    size_t position = 0;

    return next_of(book, summary, CASE_HELD, &position) != NULL;
}

void summary_done(const struct case_book *book, struct summary summary)
{
    struct alert_case *one = NULL;
    size_t position = 0;

    while ((one = next_of(book, summary, CASE_SUMMING, &position)))
        one->standing[summary.contact] = CASE_SUMMED;
}

static void name_red(struct names *names, const struct alert_case *one)
{
    struct text title = buffer_text(&one->title);

    if (names->count <= SUMMARY_NAMES_MOST) {
        buffer_printf(&names->alerts, "%s{\"id\":\"%s\"", names->count > 1 ? "," : "", one->id);
        json_write_member(&names->alerts, "title", title);
        buffer_append_byte(&names->alerts, '}');
    }
    if (names->message.length >= MESSAGE_FULL)
        return;
    buffer_append_text(&names->message, names->said++ > 0 ? TEXT("; ") : TEXT(": "));
    buffer_append_text(&names->message, title);
    buffer_printf(&names->message, " (%s)", one->id);
}

static size_t count_held(const struct case_book *book, struct summary summary)
{
    size_t position = 0;
    size_t count = 0;

    while (next_of(book, summary, CASE_HELD, &position))
        count++;
    return count;
}

static void gather(const struct case_book *book, struct summary summary, struct names *names)
{
    struct alert_case *one = NULL;
    size_t position = 0;

    while ((one = next_of(book, summary, CASE_HELD, &position))) {
        one->standing[summary.contact] = CASE_SUMMING;
        if (++names->count <= SUMMARY_NAMES_MOST)
            buffer_printf(&names->ids, "%s\"%s\"", names->count > 1 ? "," : "", one->id);
        if (summary.is_red)
            name_red(names, one);
    }
}

struct page *summary_page(const struct case_book *book, struct summary summary, const char *key)
{
    struct page *page = page_create(PAGE_SUMMARY, summary.contact, key);
    size_t count = count_held(book, summary);
    struct names names = {.count = 0};

    page->is_red = summary.is_red;
    buffer_printf(&names.message, "amberd: and %zu more %s alert%s%s", count,
                  summary.is_red ? "Red" : "Amber", text_plural(count, "s"),
                  summary.contact == CONTACT_SECOND ? ", not acknowledged" : "");
    gather(book, summary, &names);
    if (summary.is_red && names.said < count)
        buffer_printf(&names.message, "; and %zu others", count - names.said);
    page_set(page, "RAG", summary.is_red ? TEXT("red") : TEXT("amber"));
    page_set(page, "TEXT", buffer_text(&names.message));
    buffer_printf(&page->input, "{\"type\":\"summary\",\"rag\":\"%s\",\"count\":%zu,\"ids\":[%s]",
                  summary.is_red ? "red" : "amber", count, buffer_string(&names.ids));
    if (summary.is_red)
        buffer_printf(&page->input, ",\"alerts\":[%s]", buffer_string(&names.alerts));
    json_write_member(&page->input, "message", buffer_text(&names.message));
    buffer_append(&page->input, "}\n", 2);
    buffer_finish(&names.ids);
    buffer_finish(&names.alerts);
    buffer_finish(&names.message);
    return page;
}
