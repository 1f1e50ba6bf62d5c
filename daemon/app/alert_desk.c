#include "app/alert_desk.h"

#include <string.h>

#include "app/clock.h"
#include "app/daemon_log.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "engine/builtin_rules.h"
#include "model/alert_json.h"
#include "model/json_value.h"

struct alert_desk {
    struct journal *journal;
    struct telemetry *telemetry;
    struct journal_batch *batch;
    struct alert_desk_hooks hooks;
    struct pipeline *pipeline;
    struct source_set *sources;
    const struct generation *generation;
    struct buffer body;
    bool blocked;
    bool reserve_is_spent; /* as the log was last told */
    timestamp complained;  /* when people were last told of the blocking, 0 = not of this one */
    bool relief_is_due;    /* that it is over waits in the batch */
};

struct alert_desk *alert_desk_create(struct journal *journal, struct telemetry *telemetry,
                                     const struct alert_desk_hooks *hooks)
{
    struct alert_desk *desk = mem_zero(sizeof *desk);

    desk->journal = journal;
    desk->telemetry = telemetry;
    desk->hooks = *hooks;
    desk->batch = journal_batch_create();
    return desk;
}

void alert_desk_destroy(struct alert_desk *desk)
{
    if (!desk)
        return;
    journal_batch_destroy(desk->batch);
    buffer_finish(&desk->body);
    mem_free(desk);
}

void alert_desk_attach(struct alert_desk *desk, struct pipeline *pipeline,
                       struct source_set *sources)
{
    desk->pipeline = pipeline;
    desk->sources = sources;
}

void alert_desk_use(struct alert_desk *desk, const struct generation *generation)
{
    desk->generation = generation;
}

void alert_desk_take_alert(const struct alert_entry *entry, void *cookie)
{
    struct alert_desk *desk = cookie;
    timestamp now = clock_now();

    telemetry_note_alert(desk->telemetry, entry);
    buffer_clear(&desk->body);
    alert_json_write(&desk->body, entry->alert, entry->change, now);
    journal_batch_add(desk->batch, &(struct journal_record){.kind = JOURNAL_ALERT,
                                                            .at = now,
                                                            .alert = entry->alert->id,
                                                            .body = buffer_text(&desk->body),
                                                            .evidence = entry->evidence});
}

/* A JSON string of any bytes, whole: what is not UTF-8 is repaired. */
static json_t *json_of(const char *string)
{
    bool cut = false;

    return json_value_text(text_of(string), SIZE_MAX, &cut);
}

void alert_desk_tell(struct alert_desk *desk, enum journal_kind kind, const char *type,
                     const char *message, json_t *details)
{
    char at[TIMESTAMP_TEXT_SIZE] = "";
    timestamp now = clock_now();
    json_t *body = json_pack("{s:s, s:s, s:o}", "type", type, "time", timestamp_write(now, at),
                             "message", json_of(message));
    char *text = NULL;

    if (details) {
        json_object_update_missing(body, details);
        json_decref(details);
    }
    text = json_dumps(body, JSON_COMPACT | JSON_ENSURE_ASCII);
    json_decref(body);
    journal_batch_add(desk->batch,
                      &(struct journal_record){.kind = kind, .at = now, .body = text_of(text)});
    mem_free(text);
}

/* What a kind of source event is called, which built-in rule it breaks, and what the
 * daemon's log says of it: of files that come and go as they should, nothing. */
static const struct {
    const char *name;
    enum journal_kind kind;
    enum builtin_rule rule; /* BUILTIN_COUNT: none */
    enum notice notice;     /* NOTICE_COUNT: none */
    const char *words;
} source_events[] = {
    [SOURCE_FOUND] = {"found", JOURNAL_SOURCE, BUILTIN_COUNT, NOTICE_COUNT, "following"},
    [SOURCE_RENAMED] = {"renamed", JOURNAL_SOURCE, BUILTIN_COUNT, NOTICE_COUNT, "rotated away"},
    [SOURCE_FINISHED] = {"finished", JOURNAL_SOURCE, BUILTIN_COUNT, NOTICE_COUNT,
                         "read to its end and gone"},
    [SOURCE_UNREADABLE] = {"unreadable", JOURNAL_SOURCE, BUILTIN_UNREADABLE, NOTICE_LOG_UNREADABLE,
                           "cannot be read"},
    [SOURCE_READABLE] = {"readable", JOURNAL_SOURCE, BUILTIN_COUNT, NOTICE_LOG_READABLE,
                         "readable again"},
    [SOURCE_GAP] = {"gap", JOURNAL_GAP, BUILTIN_GAP, NOTICE_LOG_GAP,
                    "text was lost before it was evaluated"},
    [SOURCE_OVERFLOW] = {"overflow", JOURNAL_SOURCE, BUILTIN_COUNT, NOTICE_LOG_NOTICES_LOST,
                         "the kernel dropped notices; all files were looked at again"},
    [SOURCE_LIMIT] = {"limit", JOURNAL_SOURCE, BUILTIN_LIMIT, NOTICE_LOG_LIMIT, "a limit was met"},
};

static const char *source_name(const struct alert_desk *desk, unsigned source)
{
    if (!desk->generation || source >= desk->generation->source_count)
        return NULL;
    return desk->generation->sources[source].name;
}

/* What makes the alert's identifier: lost text is lost once, at its place; other
 * troubles come again at the same place, and each time is another one. */
static struct identifier occurrence(const struct source_event *event)
{
    return event->kind == SOURCE_GAP ? event->incarnation : identifier_random();
}

static void raise_source_alert(struct alert_desk *desk, const struct source_event *event,
                               struct text words)
{
    enum builtin_rule rule = source_events[event->kind].rule;
    struct text path = event->path ? text_of(event->path) : TEXT("amberd");

    if (event->kind == SOURCE_READABLE)
        pipeline_heal(desk->pipeline, BUILTIN_UNREADABLE, path, "The log can be read again.",
                      clock_now());
    if (rule == BUILTIN_COUNT)
        return;
    pipeline_report(desk->pipeline,
                    &(struct builtin_finding){.rule = rule,
                                              .group = path,
                                              .source = source_name(desk, event->source),
                                              .path = event->path,
                                              .incarnation = occurrence(event),
                                              .offset = event->offset,
                                              .words = words},
                    clock_now());
}

static void log_source_event(const struct source_event *event, const char *source,
                             const char *words)
{
    enum notice notice = source_events[event->kind].notice;
    const struct log_facts facts = {.source = source,
                                    .file = event->path,
                                    .offset = event->offset,
                                    .lost = event->lost,
                                    .reason = event->detail};

    if (notice != NOTICE_COUNT)
        DAEMON_LOG_ABOUT(notice, &facts, "%s", words);
}

/* What goes wrong with a file is told with its path in front, which stands there already. */
static const char *without_path(const char *detail, const char *path)
{
    size_t length = strlen(path);

    return strncmp(detail, path, length) == 0 && strncmp(detail + length, ": ", 2) == 0
               ? detail + length + 2
               : detail;
}

void alert_desk_take_source(const struct source_event *event, void *cookie)
{
    struct alert_desk *desk = cookie;
    char incarnation[IDENTIFIER_TEXT_SIZE] = "";
    const char *source = source_name(desk, event->source);
    const char *path = event->path ? event->path : "amberd";
    struct buffer words = {0};
    json_t *details = json_pack("{s:s, s:I}", "event", source_events[event->kind].name, "offset",
                                (json_int_t)event->offset);

    telemetry_note_source(desk->telemetry, event, source);
    buffer_append_escaped(&words, text_of(path));
    buffer_printf(&words, ": %s", source_events[event->kind].words);
    if (event->detail)
        buffer_printf(&words, " (%s)", without_path(event->detail, path));

    json_object_set_new(details, "path", json_of(path));
    if (source)
        json_object_set_new(details, "source", json_of(source));
    if (!identifier_is_none(event->incarnation))
        json_object_set_new(details, "incarnation",
                            json_string(identifier_write(event->incarnation, incarnation)));
    if (event->kind == SOURCE_GAP)
        json_object_set_new(details, "lost_bytes",
                            event->lost ? json_integer((json_int_t)event->lost) : json_null());
    alert_desk_tell(desk, source_events[event->kind].kind,
                    event->kind == SOURCE_GAP ? "log-gap" : "source", buffer_string(&words),
                    details);
    log_source_event(event, source, buffer_string(&words));
    raise_source_alert(desk, event, buffer_text(&words));
    if (event->kind == SOURCE_FINISHED)
        pipeline_end(desk->pipeline, &event->incarnation, clock_now());
    buffer_finish(&words);
}

bool alert_desk_is_urgent(const struct alert_desk *desk)
{
    return journal_batch_records(desk->batch) > 0;
}

static void put_change(const struct state_change *change, void *cookie)
{
    struct alert_desk *desk = cookie;

    journal_batch_put(desk->batch, change);
}

/* Says once a minute, in every way that needs no journal, that it cannot be
 * written. */
static void complain(struct alert_desk *desk, const char *message)
{
    timestamp now = clock_running();

    if (desk->complained && now - desk->complained < MINUTE)
        return;
    desk->complained = now;
    DAEMON_LOG(NOTICE_JOURNAL_BLOCKED, "%s", message);
    desk->hooks.blocked(message, desk->hooks.cookie);
}

/* The batch was written.  That the blocking is over is told by a record, so it is told
 * when that is written too: on a disk that fills again before, nothing has changed. */
static void unblock(struct alert_desk *desk)
{
    static const char message[] =
        "The journal could not be written for a while; reading has gone on where it had stopped, "
        "and nothing was lost.";

    if (desk->relief_is_due) {
        desk->relief_is_due = false;
        desk->complained = 0;
        DAEMON_LOG(NOTICE_JOURNAL_WRITABLE, "the journal can be written again; reading goes on");
        desk->hooks.unblocked(message, desk->hooks.cookie);
    } else if (desk->blocked) {
        alert_desk_tell(desk, JOURNAL_HEALTH, "health", message,
                        json_pack("{s:s}", "event", "journal-writable"));
        desk->relief_is_due = true;
    }
    desk->blocked = false;
}

/* Writes the batch and notes how long it took, if there was anything to write. */
static enum journal_result commit(struct alert_desk *desk, bool durable, struct error *err)
{
    bool is_empty = journal_batch_bytes(desk->batch) == 0;
    timestamp begun = clock_running();
    enum journal_result result = journal_commit(desk->journal, desk->batch, durable, err);

    if (!is_empty)
        histogram_note(&desk->telemetry->commits, clock_running() - begun);
    return result;
}

/* Says when the reserve is given up and when it is back. */
static void watch_reserve(struct alert_desk *desk)
{
    bool is_spent = journal_reserve_is_spent(desk->journal);

    if (is_spent == desk->reserve_is_spent)
        return;
    desk->reserve_is_spent = is_spent;
    if (is_spent)
        DAEMON_LOG(NOTICE_RESERVE_SPENT, "the reserve for a full disk is in use, or found no room: "
                                         "when the disk is full, no log is read");
    else
        DAEMON_LOG(NOTICE_RESERVE_RESTORED, "there is space again, and the reserve is set aside");
}

bool alert_desk_commit(struct alert_desk *desk, bool durable)
{
    struct error err = {0};
    enum journal_result result = JOURNAL_COMMITTED;
    size_t records = 0;

    pipeline_changes(desk->pipeline, put_change, desk);
    source_set_changes(desk->sources, put_change, desk);
    records = journal_batch_records(desk->batch);
    result = commit(desk, durable, &err);
    watch_reserve(desk);
    if (result == JOURNAL_COMMITTED) {
        unblock(desk);
        if (records > 0)
            desk->hooks.committed(desk->hooks.cookie);
        return true;
    }

    desk->blocked = true;
    if (result == JOURNAL_FULL)
        complain(desk, "The disk of the journal is full and its reserve is spent: no log is read "
                       "until there is space. Free some, or move state.directory.");
    else
        complain(desk, err.text);
    return false;
}

bool alert_desk_is_blocked(const struct alert_desk *desk)
{
    return desk->blocked;
}
