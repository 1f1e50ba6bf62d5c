#include "notifier/desk.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "consumer/json_write.h"
#include "notifier/alert_page.h"
#include "notifier/case_book.h"
#include "notifier/page_queue.h"
#include "notifier/summary.h"

enum {
    PAGES_MOST = 256,
    BOUNDS = 2, /* of Ambers, and of Reds */
    SUMMARIES = CONTACTS * BOUNDS,
};

/* Pages to one contact in the present stretch of time. */
struct allowance {
    timestamp since;
    uint64_t used;
};

struct desk {
    struct desk_options options;
    char **words[CONTACTS]; /* of the commands, with a NULL behind them */
    struct case_book *book;
    struct page_queue *queue;
    struct allowance allowances[CONTACTS][BOUNDS];
    struct moment now;
    enum case_watch watch;
    bool has_changed;
};

static void say(const char *message, void *cookie)
{
    const struct desk *desk = cookie;

    desk->options.say(message, desk->options.cookie);
}

static void stop_clock(struct alert_case *one)
{
    one->escalate_at = TIMESTAMP_NONE;
    buffer_finish(&one->record);
}

/* Somebody was told of the alert, that it is over, or nobody could be. */
static void note_alert(struct desk *desk, const struct page *page, bool is_told)
{
    struct alert_case *one = case_book_find(desk->book, page->key);

    if (!one)
        return;
    if (!page->is_resolve)
        one->standing[page->contact] = CASE_TOLD;
    else if (one->standing[page->contact] == CASE_TOLD)
        one->standing[page->contact] = CASE_NOT_TOLD;
    if (page->contact == CONTACT_SECOND)
        stop_clock(one);
    else if (!is_told && one->escalate_at != TIMESTAMP_NONE)
        one->escalate_at = desk->now.wall; /* the second contact need not wait */
    if (one->owed > 0 && --one->owed > 0)
        return;
    one->done = one->seen;
    if (one->is_over)
        case_book_remove(desk->book, one);
}

static void note_watch(struct desk *desk, const struct page *page)
{
    if (page->is_resolve && desk->watch == WATCH_BACK)
        desk->watch = WATCH_THERE;
    if (!page->is_resolve && desk->watch == WATCH_AWAY)
        desk->watch = WATCH_TOLD;
}

static void page_done(struct page *page, bool is_told, void *cookie)
{
    struct desk *desk = cookie;

    desk->has_changed = true;
    if (page->kind == PAGE_SUMMARY)
        summary_done(desk->book, (struct summary){page->contact, page->is_red});
    else if (page->kind == PAGE_WATCH)
        note_watch(desk, page);
    else if (page->kind == PAGE_ALERT)
        note_alert(desk, page, is_told);
}

static char **copy_words(char *const *words, size_t count)
{
    char **copy = count > 0 ? mem_zero_array(count + 1, sizeof *copy) : NULL;

    for (size_t i = 0; i < count; i++)
        copy[i] = words[i];
    return copy;
}

struct desk *desk_create(const struct desk_options *options)
{
    const struct notify_settings *settings = options->settings;
    struct desk *desk = mem_zero(sizeof *desk);

    desk->options = *options;
    desk->words[CONTACT_FIRST] = copy_words(settings->command, settings->command_count);
    desk->words[CONTACT_SECOND] =
        copy_words(settings->second.command, settings->second.command_count);
    desk->book = case_book_create();
    desk->queue = page_queue_create(&(struct page_queue_options){
        .commands = {desk->words[CONTACT_FIRST], desk->words[CONTACT_SECOND]},
        .timeout = settings->timeout,
        .retry = settings->retry,
        .attempts = (unsigned)settings->attempts,
        .at_once = (unsigned)settings->at_once,
        .done = page_done,
        .say = say,
        .cookie = desk,
    });
    return desk;
}

void desk_destroy(struct desk *desk)
{
    if (!desk)
        return;
    page_queue_destroy(desk->queue);
    case_book_destroy(desk->book);
    mem_free(desk->words[CONTACT_FIRST]);
    mem_free(desk->words[CONTACT_SECOND]);
    mem_free(desk);
}

/* Takes one page out of the allowance, so that Ambers never use up what Reds have; false
 * when there is none left. */
static bool spend(struct desk *desk, enum page_contact contact, bool is_red)
{
    struct allowance *allowance = &desk->allowances[contact][is_red];

    if (allowance->used == 0 ||
        desk->now.running - allowance->since >= desk->options.settings->limit.per)
        *allowance = (struct allowance){.since = desk->now.running};
    if (allowance->used >= desk->options.settings->limit.pages)
        return false;
    allowance->used++;
    return true;
}

/* A page about an alert goes on its way; before NULL: the case remembers it, not the
 * feed. */
static void send_page(struct desk *desk, struct alert_case *one, struct page *page,
                      const char *before)
{
    if (before) {
        page->holds_feed = true;
        snprintf(page->before, sizeof page->before, "%s", before);
    }
    if (!page->is_resolve)
        one->standing[page->contact] = CASE_QUEUED;
    one->owed++;
    page_queue_add(desk->queue, page);
}

/* It is over: who was told hears so, or is about to be told and hears so behind that. */
static void close_case(struct desk *desk, struct alert_case *one, const struct alert_notice *notice,
                       const char *before)
{
    stop_clock(one);
    for (size_t contact = 0; contact < CONTACTS; contact++) {
        if (one->standing[contact] == CASE_TOLD || one->standing[contact] == CASE_QUEUED)
            send_page(desk, one, alert_page_create(notice, (enum page_contact)contact, true),
                      before);
    }
    one->is_over = true;
    if (one->owed == 0)
        case_book_remove(desk->book, one);
}

/* The clock of the second contact runs while it is Red and nobody has taken it up.  While
 * a page is on its way it stays at the end: after a restart the page is due again. */
static void set_clock(struct desk *desk, struct alert_case *one, const struct alert_notice *notice)
{
    enum case_standing standing = one->standing[CONTACT_SECOND];

    if ((standing != CASE_NOT_TOLD && standing != CASE_QUEUED) || !desk->words[CONTACT_SECOND] ||
        !alert_notice_is_red(notice) || !alert_notice_is_open(notice)) {
        stop_clock(one);
        return;
    }
    if (one->escalate_at == TIMESTAMP_NONE)
        one->escalate_at = timestamp_after(desk->now.wall, desk->options.settings->second.after);
    buffer_clear(&one->record);
    alert_notice_write(notice, &one->record);
}

/* was_red: before the record. */
static bool wants_page(const struct alert_case *one, const struct alert_notice *notice,
                       bool was_red)
{
    enum case_standing standing = one->standing[CONTACT_FIRST];

    if (one->is_red && !was_red)
        return true; /* no summary has said so */
    if (text_equal(notice->change, TEXT("escalated")) ||
        text_equal(notice->change, TEXT("reopened")))
        return standing != CASE_HELD; /* a summary under way says what was before */
    return standing == CASE_NOT_TOLD;
}

/* The bound is of alerts: one that was told, or is about to be, is told on whatever it
 * says, so that the contact hears of its end as well. */
static void tell_first(struct desk *desk, struct alert_case *one, const struct alert_notice *notice,
                       const char *before)
{
    enum case_standing standing = one->standing[CONTACT_FIRST];
    bool is_told = standing == CASE_TOLD || standing == CASE_QUEUED;

    if (spend(desk, CONTACT_FIRST, one->is_red) || is_told)
        send_page(desk, one, alert_page_create(notice, CONTACT_FIRST, false), before);
    else
        summary_hold(one, CONTACT_FIRST, notice->title);
}

/* Its case; NULL when the record is none to begin one with. */
static struct alert_case *find_case(struct desk *desk, const struct alert_notice *notice)
{
    struct alert_case *one = case_book_find(desk->book, notice->id);
    bool forgotten = false;

    /* Somebody who works on what nobody was paged about knows of it. */
    if (one || alert_notice_is_over(notice) || text_equal(notice->change, TEXT("moved")))
        return one;
    one = case_book_add(desk->book, notice->id, &forgotten);
    if (forgotten)
        say("there are too many open alerts to remember; of the oldest nobody will hear that it "
            "is over",
            desk);
    return one;
}

void desk_take(struct desk *desk, const struct alert_notice *notice, const char *before,
               struct moment now)
{
    struct alert_case *one = find_case(desk, notice);
    bool was_red = one && one->is_red;

    desk->now = now;
    if (!one || notice->number <= one->seen)
        return;
    desk->has_changed = true;
    one->seen = notice->number;
    if (notice->rag.length > 0) /* one withheld has none */
        one->is_red = alert_notice_is_red(notice);
    if (alert_notice_is_over(notice)) {
        close_case(desk, one, notice, before);
        return;
    }
    one->is_over = false;
    set_clock(desk, one, notice);
    if (wants_page(one, notice, was_red))
        tell_first(desk, one, notice, before);
    if (one->owed == 0)
        one->done = one->seen;
}

/* A page that is about no alert. */
static struct page *own_page(enum page_kind kind, enum page_contact contact, const char *key,
                             const char *message)
{
    struct page *page = page_create(kind, contact, key);

    page->is_red = true;
    page_set(page, "TEXT", text_of(message));
    return page;
}

void desk_take_gap(struct desk *desk, struct text raw, const char *before)
{
    char key[PAGE_KEY_SIZE] = "";
    struct page *page = NULL;

    snprintf(key, sizeof key, "amberd-gap-%s", desk->options.name);
    page = own_page(PAGE_GAP, CONTACT_FIRST, key,
                    "amberd: records of alerts were removed before they could be told of");
    buffer_append_text(&page->input, raw);
    buffer_append_byte(&page->input, '\n');
    page->holds_feed = true;
    snprintf(page->before, sizeof page->before, "%s", before);
    page_queue_add(desk->queue, page);
}

static void tell_watch(struct desk *desk, bool is_there, const char *why)
{
    char key[PAGE_KEY_SIZE] = "";
    struct page *page = NULL;

    desk->has_changed = true;
    snprintf(key, sizeof key, "amberd-watch-%s", desk->options.name);
    page = own_page(PAGE_WATCH, CONTACT_FIRST, key, why);
    page->is_resolve = is_there;
    buffer_printf(&page->input, "{\"type\":\"watch\",\"there\":%s", is_there ? "true" : "false");
    json_write_member(&page->input, "message", text_of(why));
    buffer_append(&page->input, "}\n", 2);
    say(why, desk);
    page_queue_add(desk->queue, page);
}

void desk_watch(struct desk *desk, bool is_there, const char *why)
{
    bool is_away = desk->watch == WATCH_AWAY || desk->watch == WATCH_TOLD;

    if (is_there != is_away)
        return;
    desk->watch = is_there ? WATCH_BACK : WATCH_AWAY;
    tell_watch(desk, is_there, why);
}

/* Those held back, as one page, if there is room for it. */
static void tell_summary(struct desk *desk, struct summary summary)
{
    char key[PAGE_KEY_SIZE] = "";

    if (!summary_is_owed(desk->book, summary) || !spend(desk, summary.contact, summary.is_red))
        return;
    snprintf(key, sizeof key, "amberd-summary-%s-%s-%" PRId64, summary.is_red ? "red" : "amber",
             desk->options.name, desk->now.wall / SECOND);
    page_queue_add(desk->queue, summary_page(desk->book, summary, key));
}

static bool is_escalating(const struct alert_case *one)
{
    return one->escalate_at != TIMESTAMP_NONE && one->standing[CONTACT_SECOND] == CASE_NOT_TOLD;
}

static void escalate(struct desk *desk, struct alert_case *one)
{
    struct arena *arena = arena_create(4 << 10);
    struct alert_notice notice = {.number = 0};

    desk->has_changed = true;
    if (!alert_notice_read(&notice, arena, buffer_text(&one->record))) {
        stop_clock(one);
    } else if (spend(desk, CONTACT_SECOND, one->is_red)) {
        send_page(desk, one, alert_page_create(&notice, CONTACT_SECOND, false), NULL);
    } else {
        summary_hold(one, CONTACT_SECOND, notice.title);
        stop_clock(one);
    }
    arena_destroy(arena);
}

static void escalate_due(struct desk *desk)
{
    struct alert_case *one = NULL;
    size_t position = 0;

    while ((one = case_book_next(desk->book, &position))) {
        if (is_escalating(one) && one->escalate_at <= desk->now.wall)
            escalate(desk, one);
    }
}

/* Each there can be; those of Reds first. */
static struct summary summary_at(size_t i)
{
    return (struct summary){(enum page_contact)(i % CONTACTS), i < CONTACTS};
}

void desk_turn(struct desk *desk, struct moment now, bool start)
{
    desk->now = now;
    escalate_due(desk);
    for (size_t i = 0; i < SUMMARIES; i++)
        tell_summary(desk, summary_at(i));
    page_queue_turn(desk->queue, now.running, start);
}

timestamp desk_due(const struct desk *desk, struct moment now)
{
    timestamp due = page_queue_due(desk->queue);
    struct alert_case *one = NULL;
    size_t position = 0;

    while ((one = case_book_next(desk->book, &position))) {
        if (is_escalating(one) && now.running + one->escalate_at - now.wall < due)
            due = now.running + one->escalate_at - now.wall;
    }
    for (size_t i = 0; i < SUMMARIES; i++) {
        struct summary summary = summary_at(i);
        timestamp since = desk->allowances[summary.contact][summary.is_red].since;
        timestamp frees = timestamp_after(since, desk->options.settings->limit.per);

        if (frees < due && summary_is_owed(desk->book, summary))
            due = frees;
    }
    return due;
}

bool desk_is_full(const struct desk *desk)
{
    return page_queue_count(desk->queue) >= PAGES_MOST;
}

size_t desk_running(const struct desk *desk)
{
    return page_queue_running(desk->queue);
}

const char *desk_holds_at(const struct desk *desk)
{
    const struct page *page = page_queue_holding(desk->queue);

    return page ? page->before : NULL;
}

void desk_forget_places(struct desk *desk)
{
    page_queue_forget_places(desk->queue);
}

bool desk_has_changed(const struct desk *desk)
{
    return desk->has_changed;
}

void desk_write(struct desk *desk, struct buffer *lines)
{
    case_book_write(desk->book, desk->watch, lines);
    desk->has_changed = false;
}

bool desk_read(struct desk *desk, struct text lines)
{
    bool good = case_book_read(desk->book, lines, &desk->watch);

    /* Whether they came through before the end nobody knows. */
    if (desk->watch == WATCH_AWAY)
        tell_watch(desk, false, "amberd: the watch itself was down before amberd-notify ended");
    if (desk->watch == WATCH_BACK)
        tell_watch(desk, true, "amberd: the daemon is back, the watch goes on");
    return good;
}
