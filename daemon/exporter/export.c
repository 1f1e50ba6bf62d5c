#include "exporter/export.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/spool.h"

enum { WAITING_MOST = 1 << 20 }; /* bytes of lines that wait to be written */

#define RETRY SECOND

struct export
{
    const struct export_options *options;
    struct spool *spool;
    struct feed_link *link;

    struct buffer waiting;                   /* lines not yet in the file */
    uint64_t waiting_records;                /* how many */
    uint64_t unsynced;                       /* records in the file and not on the disk */
    timestamp sync_at;                       /* when there are any */
    char seen[FEED_LINE_CURSOR_MOST + 1];    /* of the last line that has one */
    char written[FEED_LINE_CURSOR_MOST + 1]; /* ... that is in the file */
    char synced[FEED_LINE_CURSOR_MOST + 1];  /* ... and on the disk */
    char acknowledged[FEED_LINE_CURSOR_MOST + 1];

    timestamp now;
    timestamp retry_at; /* while the file cannot be written */
    bool is_failing;
};

static void take(const struct feed_line *line, void *cookie)
{
    struct export *export = cookie;

    if (line->cursor.length > 0)
        snprintf(export->seen, sizeof export->seen, "%.*s", TEXT_ARGS(line->cursor));
    if (line->kind == FEED_LINE_SUBSCRIBED)
        export->acknowledged[0] = '\0'; /* the last ack may have got lost */
    if (line->kind != FEED_LINE_RECORD && line->kind != FEED_LINE_GAP)
        return;
    buffer_append_text(&export->waiting, line->raw);
    buffer_append_byte(&export->waiting, '\n');
    export->waiting_records++;
    if (export->waiting.length >= WAITING_MOST)
        feed_link_pause(export->link, true);
}

static void say(const char *message, void *cookie)
{
    const struct export *export = cookie;

    export->options->say(message, export->options->cookie);
}

static void forget(void *cookie)
{
    struct export *export = cookie;

    export->seen[0] = export->written[0] = '\0';
    export->synced[0] = export->acknowledged[0] = '\0';
}

static struct feed_link *create_link(struct export *export, struct error *err)
{
    const struct export_settings *settings = export->options->settings;
    struct buffer filter = {0};
    bool has_filter = feed_choice_write(&settings->filter, &filter);
    struct feed_link *link = feed_link_create(
        &(struct feed_link_options){
            .socket = settings->feed,
            .name = export->options->name,
            .format = settings->format,
            .from = strcmp(settings->from, "newest") == 0 ? NULL : "unread",
            .filter = has_filter ? buffer_string(&filter) : NULL,
            .listener = {.take = take, .say = say, .forget = forget, .cookie = export},
        },
        err);

    buffer_finish(&filter);
    return link;
}

/* Of what an earlier life wrote nobody knows whether it is on the disk. */
static void begin_behind_file(struct export *export)
{
    const char *cursor = spool_cursor(export->spool);

    if (cursor[0] == '\0')
        return;
    snprintf(export->written, sizeof export->written, "%s", cursor);
    export->unsynced = 1;
    feed_link_resume_behind(export->link, text_of(cursor));
}

struct export *export_create(const struct export_options *options, struct error *err)
{
    const struct export_settings *settings = options->settings;
    struct export *export = mem_zero(sizeof *export);

    export->options = options;
    export->spool = spool_open(
        &(struct spool_options){
            .path = options->file,
            .largest = settings->size,
            .keep = (unsigned)settings->keep,
            .torn = FEED_LINE_MOST,
            .is_durable = true,
            .cursor_of = feed_line_cursor_of,
        },
        err);
    if (export->spool)
        export->link = create_link(export, err);
    if (!export->link) {
        export_destroy(export);
        return NULL;
    }
    begin_behind_file(export);
    return export;
}

void export_destroy(struct export *export)
{
    if (!export)
        return;
    feed_link_destroy(export->link);
    spool_close(export->spool);
    buffer_finish(&export->waiting);
    mem_free(export);
}

/* Once, however often it fails. */
static void note_failure(struct export *export, const struct error *err)
{
    char message[ERROR_TEXT_SIZE + 64] = "";

    export->retry_at = export->now + RETRY;
    if (export->is_failing)
        return;
    export->is_failing = true;
    snprintf(message, sizeof message, "%s; the feed waits, trying again every second", err->text);
    say(message, export);
}

static void note_success(struct export *export)
{
    if (export->is_failing)
        say("the file can be written again", export);
    export->is_failing = false;
}

/* After a sync that failed nobody knows what is on the disk; what has come since the
 * last one that did not comes again, into a new file. */
static void go_back(struct export *export)
{
    buffer_clear(&export->waiting);
    export->waiting_records = 0;
    export->unsynced = 0;
    memcpy(export->seen, export->synced, sizeof export->seen);
    memcpy(export->written, export->synced, sizeof export->written);
    feed_link_resume_behind(export->link, text_of(export->synced));
    feed_link_pause(export->link, false);
}

/* What waits goes into the file, or goes on waiting. */
static void write_lines(struct export *export)
{
    struct error err = {0};
    struct text lines = buffer_text(&export->waiting);
    bool was_doubtful = spool_is_doubtful(export->spool);

    if (lines.length == 0 || export->now < export->retry_at)
        return;
    if (!spool_append(export->spool, &lines, &err)) {
        buffer_consume(&export->waiting, export->waiting.length - lines.length);
        feed_link_pause(export->link, true);
        note_failure(export, &err);
        if (!was_doubtful && spool_is_doubtful(export->spool))
            go_back(export);
        return;
    }
    if (export->unsynced == 0)
        export->sync_at = export->now + export->options->settings->sync;
    export->unsynced += export->waiting_records;
    export->waiting_records = 0;
    buffer_clear(&export->waiting);
    memcpy(export->written, export->seen, sizeof export->written);
    feed_link_pause(export->link, false);
}

static void sync_lines(struct export *export)
{
    struct error err = {0};

    if (export->unsynced == 0 || export->now < export->retry_at)
        return;
    if (export->unsynced < export->options->settings->sync_records && export->now < export->sync_at)
        return;
    if (!spool_sync(export->spool, &err)) {
        note_failure(export, &err);
        go_back(export);
        return;
    }
    export->unsynced = 0;
    memcpy(export->synced, export->written, sizeof export->synced);
    note_success(export);
}

/* With nothing on its way to the disk, what was passed over is dealt with as well. */
static void acknowledge(struct export *export)
{
    bool is_idle = export->waiting.length == 0 && export->unsynced == 0;
    const char *cursor = is_idle ? export->seen : export->synced;

    if (cursor[0] == '\0' || strcmp(cursor, export->acknowledged) == 0 ||
        !feed_link_is_up(export->link))
        return;
    memcpy(export->acknowledged, cursor, sizeof export->acknowledged);
    feed_link_acknowledge(export->link, text_of(cursor));
}

struct pollfd export_poll(const struct export *export)
{
    return feed_link_poll(export->link);
}

timestamp export_due(const struct export *export)
{
    timestamp due = feed_link_due(export->link);
    timestamp own = export->waiting.length > 0 ? export->retry_at
                    : export->unsynced > 0     ? export->sync_at
                                               : TIMESTAMP_LATEST;

    if (own < export->retry_at)
        own = export->retry_at;
    return due < own ? due : own;
}

void export_turn(struct export *export, short events, timestamp now)
{
    export->now = now;
    feed_link_turn(export->link, events, now);
    write_lines(export);
    sync_lines(export);
    acknowledge(export);
}

void export_end(struct export *export, timestamp now)
{
    export->retry_at = export->sync_at = 0;
    feed_link_pause(export->link, true);
    export_turn(export, 0, now);
    feed_link_turn(export->link, 0, now);
}
