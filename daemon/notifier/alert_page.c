#include "notifier/alert_page.h"

static void set_text(struct page *page, const struct alert_notice *notice)
{
    struct buffer text = {0};

    buffer_printf(&text, "%s%s ", alert_notice_is_red(notice) ? "Red" : "Amber",
                  page->is_resolve                  ? ", over:"
                  : page->contact == CONTACT_SECOND ? ", not acknowledged:"
                                                    : ":");
    buffer_append_text(&text, notice->title);
    if (notice->subject.length > 0) {
        buffer_append_text(&text, TEXT(": "));
        buffer_append_text(&text, notice->subject);
    }
    if (notice->account.length > 0) {
        buffer_append_text(&text, TEXT(", "));
        buffer_append_text(&text, notice->account);
    }
    page_set(page, "TEXT", buffer_text(&text));
    buffer_finish(&text);
}

struct page *alert_page_create(const struct alert_notice *notice, enum page_contact contact,
                               bool is_resolve)
{
    struct page *page = page_create(PAGE_ALERT, contact, notice->id);
    const struct {
        const char *name;
        struct text value;
    } variables[] = {
        {"ID", text_of(notice->id)},  {"RAG", notice->rag},
        {"STATE", notice->state},     {"CHANGE", notice->change},
        {"TITLE", notice->title},     {"RULE", notice->rule},
        {"CONTROL", notice->control}, {"SUBJECT", notice->subject},
        {"ACCOUNT", notice->account}, {"SITE", notice->site},
        {"COUNT", notice->count},     {"RAISED_AT", notice->raised_at},
    };

    page->is_resolve = is_resolve;
    page->is_red = alert_notice_is_red(notice);
    page->number = notice->number;
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        page_set(page, variables[i].name, variables[i].value);
    set_text(page, notice);
    buffer_append_text(&page->input, notice->raw);
    buffer_append_byte(&page->input, '\n');
    return page;
}
