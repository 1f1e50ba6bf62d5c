#include "notifier/page_queue.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "notifier/command.h"

#define LONGEST_RETRY (5 * MINUTE)

struct page_queue {
    struct page_queue_options options;
    struct page *first;
    struct page **end;
    size_t count;
    size_t running;
};

struct page_queue *page_queue_create(const struct page_queue_options *options)
{
    struct page_queue *queue = mem_zero(sizeof *queue);

    queue->options = *options;
    queue->end = &queue->first;
    return queue;
}

void page_queue_destroy(struct page_queue *queue)
{
    if (!queue)
        return;
    while (queue->first) {
        struct page *page = queue->first;

        queue->first = page->next;
        if (page->process > 0)
            command_kill(page->process);
        page_destroy(page);
    }
    mem_free(queue);
}

/* Earlier pages of its key are not to keep it waiting. */
static void hurry(const struct page_queue *queue, const struct page *page)
{
    for (struct page *other = queue->first; other; other = other->next) {
        if (strcmp(other->key, page->key) == 0)
            other->is_red = true;
    }
}

void page_queue_add(struct page_queue *queue, struct page *page)
{
    if (!queue->options.commands[page->contact]) {
        queue->options.done(page, false, queue->options.cookie);
        page_destroy(page);
        return;
    }
    if (page->is_red)
        hurry(queue, page);
    page_set(page, "EVENT", page->is_resolve ? TEXT("resolve") : TEXT("trigger"));
    *queue->end = page;
    queue->end = &page->next;
    queue->count++;
}

static void say(const struct page_queue *queue, const struct page *page, const char *what,
                const char *why)
{
    char message[ERROR_TEXT_SIZE + PAGE_KEY_SIZE + 64] = "";

    snprintf(message, sizeof message, "%s contact, %s %s: %s%s%s",
             page->contact == CONTACT_FIRST ? "first" : "second",
             page->is_resolve ? "resolve" : "trigger", page->key, what, why[0] ? ": " : "", why);
    queue->options.say(message, queue->options.cookie);
}

/* Takes it out, tells its owner, and forgets it. */
static void finish(struct page_queue *queue, struct page *page, bool is_told)
{
    struct page **place = &queue->first;

    while (*place != page)
        place = &(*place)->next;
    *place = page->next;
    if (queue->end == &page->next)
        queue->end = place;
    queue->count--;
    page->next = NULL;
    queue->options.done(page, is_told, queue->options.cookie);
    page_destroy(page);
}

/* A try has failed. */
static void fail(struct page_queue *queue, struct page *page, timestamp now, const char *why)
{
    timestamp pause = queue->options.retry;

    if (page->tries >= queue->options.attempts) {
        say(queue, page, "given up, nobody was told", why);
        finish(queue, page, false);
        return;
    }
    say(queue, page, "failed, trying again", why);
    for (unsigned i = 1; i < page->tries && pause < LONGEST_RETRY; i++)
        pause *= 2;
    page->next_try = now + (pause > LONGEST_RETRY ? LONGEST_RETRY : pause);
}

static void start(struct page_queue *queue, struct page *page, timestamp now)
{
    const struct command command = {
        .words = queue->options.commands[page->contact],
        .variables = page->variables,
        .input = buffer_text(&page->input),
    };
    struct error err = {0};

    page->tries++;
    page->process = command_start(&command, &err);
    if (page->process > 0) {
        page->kill_at = now + queue->options.timeout;
        page->was_killed = false;
        queue->running++;
        return;
    }
    page->process = 0;
    fail(queue, page, now, err.text);
}

/* Looks after a command that runs. */
static void watch(struct page_queue *queue, struct page *page, timestamp now)
{
    struct error err = {0};

    if (!command_has_ended(page->process, &err)) {
        if (now >= page->kill_at && !page->was_killed) {
            command_kill(page->process);
            page->was_killed = true;
        }
        return;
    }
    page->process = 0;
    queue->running--;
    if (page->was_killed)
        fail(queue, page, now, "it took too long and was killed");
    else if (err.text[0] != '\0')
        fail(queue, page, now, err.text);
    else
        finish(queue, page, true);
}

/* Whether an earlier page of the same key and contact is not done yet. */
static bool must_wait(const struct page_queue *queue, const struct page *page)
{
    for (const struct page *other = queue->first; other != page; other = other->next) {
        if (other->contact == page->contact && strcmp(other->key, page->key) == 0)
            return true;
    }
    return false;
}

/* Whether its command may run as well.  The last place is kept for Reds, where there are
 * two: commands of Ambers that hang do not hold one up. */
static bool has_room(const struct page_queue *queue, const struct page *page)
{
    unsigned places = queue->options.at_once;

    return queue->running < (page->is_red || places == 1 ? places : places - 1);
}

static void start_due(struct page_queue *queue, bool is_red, timestamp now)
{
    struct page *next = NULL;

    for (struct page *page = queue->first; page; page = next) {
        next = page->next;
        if (page->is_red == is_red && page->process == 0 && page->next_try <= now &&
            has_room(queue, page) && !must_wait(queue, page))
            start(queue, page, now);
    }
}

void page_queue_turn(struct page_queue *queue, timestamp now, bool may_start)
{
    struct page *next = NULL;

    for (struct page *page = queue->first; page; page = next) {
        next = page->next;
        if (page->process > 0)
            watch(queue, page, now);
    }
    if (may_start) {
        start_due(queue, true, now);
        start_due(queue, false, now);
    }
}

timestamp page_queue_due(const struct page_queue *queue)
{
    timestamp due = TIMESTAMP_LATEST;

    for (const struct page *page = queue->first; page; page = page->next) {
        timestamp own = page->process == 0  ? page->next_try
                        : !page->was_killed ? page->kill_at
                                            : TIMESTAMP_LATEST;

        if (page->process == 0 && (!has_room(queue, page) || must_wait(queue, page)))
            continue;
        if (own < due)
            due = own;
    }
    return due;
}

size_t page_queue_count(const struct page_queue *queue)
{
    return queue->count;
}

size_t page_queue_running(const struct page_queue *queue)
{
    return queue->running;
}

void page_queue_forget_places(struct page_queue *queue)
{
    for (struct page *page = queue->first; page; page = page->next)
        page->before[0] = '\0';
}

const struct page *page_queue_holding(const struct page_queue *queue)
{
    const struct page *page = queue->first;

    while (page && !page->holds_feed)
        page = page->next;
    return page;
}
