#include "notifier/notify.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "notifier/case_book.h"

enum { STATE_MOST = CASES_MOST * (ALERT_NOTICE_KEPT_MOST + 1024), STATE_MODE = 0640 };

struct notify {
    const struct notify_options *options;
    struct desk *desk;
    struct feed_link *link;
    struct arena *arena;
    struct moment now;
    char seen[FEED_LINE_CURSOR_MOST + 1]; /* of the last line that has one */
    char acknowledged[FEED_LINE_CURSOR_MOST + 1];
    timestamp retry_at; /* while the state cannot be written */
    bool is_failing;
};

static void say(const char *message, void *cookie)
{
    const struct notify *notify = cookie;

    notify->options->say(message, notify->options->cookie);
}

static void take(const struct feed_line *line, void *cookie)
{
    struct notify *notify = cookie;
    struct alert_notice notice = {.number = 0};

    if (line->kind == FEED_LINE_SUBSCRIBED)
        notify->acknowledged[0] = '\0'; /* the last ack may have got lost */
    if (line->kind == FEED_LINE_GAP)
        desk_take_gap(notify->desk, line->raw, notify->seen);
    else if (line->kind == FEED_LINE_RECORD && alert_notice_read(&notice, notify->arena, line->raw))
        desk_take(notify->desk, &notice, notify->seen, notify->now);
    if (line->cursor.length > 0)
        snprintf(notify->seen, sizeof notify->seen, "%.*s", TEXT_ARGS(line->cursor));
    arena_reset(notify->arena);
    feed_link_pause(notify->link, desk_is_full(notify->desk));
}

static void forget(void *cookie)
{
    struct notify *notify = cookie;

    notify->seen[0] = notify->acknowledged[0] = '\0';
    desk_forget_places(notify->desk);
}

static struct feed_link *create_link(struct notify *notify, struct error *err)
{
    const struct notify_settings *settings = notify->options->settings;
    struct buffer filter = {0};
    bool has_filter = feed_choice_write(&settings->filter, &filter);
    struct feed_link *link = feed_link_create(
        &(struct feed_link_options){
            .socket = settings->feed,
            .name = notify->options->name,
            .format = "native",
            .filter = has_filter ? buffer_string(&filter) : NULL,
            .listener = {.take = take, .say = say, .forget = forget, .cookie = notify},
        },
        err);

    buffer_finish(&filter);
    return link;
}

/* No file is nothing owed; one that cannot be read is told, and what can be is taken. */
static bool read_state(struct notify *notify, struct error *err)
{
    struct buffer lines = {0};
    bool good = access(notify->options->state, F_OK) < 0 && errno == ENOENT;

    if (!good) {
        good = file_read(notify->options->state, STATE_MOST, &lines, err);
        if (good && !desk_read(notify->desk, buffer_text(&lines)))
            say("the state file is damaged; what could be read of it is taken", notify);
    }
    buffer_finish(&lines);
    return good;
}

struct notify *notify_create(const struct notify_options *options, struct error *err)
{
    struct notify *notify = mem_zero(sizeof *notify);

    notify->options = options;
    notify->arena = arena_create(16 << 10);
    notify->desk = desk_create(&(struct desk_options){
        .name = options->name, .settings = options->settings, .say = say, .cookie = notify});
    if (read_state(notify, err))
        notify->link = create_link(notify, err);
    if (!notify->link) {
        notify_destroy(notify);
        return NULL;
    }
    return notify;
}

void notify_destroy(struct notify *notify)
{
    if (!notify)
        return;
    feed_link_destroy(notify->link);
    desk_destroy(notify->desk);
    arena_destroy(notify->arena);
    mem_free(notify);
}

static bool sync_path(const char *path, struct error *err)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    bool good = descriptor >= 0 && fsync(descriptor) == 0;

    if (!good)
        error_set_errno(err, "%s", path);
    if (descriptor >= 0)
        close(descriptor);
    return good;
}

/* Replaced whole, and on the disk before anything is acknowledged that it stands for. */
static bool write_state(const char *path, struct text lines, struct error *err)
{
    const char *slash = strrchr(path, '/');
    struct buffer fresh = {0};
    struct buffer folder = {0};
    bool good = false;

    buffer_append(&folder, path, slash ? (size_t)(slash - path) + 1 : 0);
    buffer_printf(&fresh, "%s.new", path);
    good = file_replace(buffer_string(&fresh), lines, STATE_MODE, err) &&
           sync_path(buffer_string(&fresh), err);
    if (good && rename(buffer_string(&fresh), path) < 0)
        good = error_set_errno(err, "%s", path);
    good = good && sync_path(slash ? buffer_string(&folder) : ".", err);
    buffer_finish(&fresh);
    buffer_finish(&folder);
    return good;
}

static void note_failure(struct notify *notify, const struct error *err)
{
    char message[ERROR_TEXT_SIZE + 64] = "";

    notify->retry_at = notify->now.running + SECOND;
    if (notify->is_failing)
        return;
    notify->is_failing = true;
    snprintf(message, sizeof message,
             "%s; nothing is acknowledged meanwhile, trying again every second", err->text);
    say(message, notify);
}

/* True when the file says what the desk knows. */
static bool save(struct notify *notify)
{
    struct buffer lines = {0};
    struct error err = {0};
    bool good = false;

    if (!notify->is_failing && !desk_has_changed(notify->desk))
        return true;
    if (notify->now.running < notify->retry_at)
        return false;
    desk_write(notify->desk, &lines);
    good = write_state(notify->options->state, buffer_text(&lines), &err);
    buffer_finish(&lines);
    if (!good)
        note_failure(notify, &err);
    else if (notify->is_failing)
        say("the state file can be written again", notify);
    notify->is_failing = !good;
    return good;
}

static void acknowledge(struct notify *notify)
{
    const char *held = desk_holds_at(notify->desk);
    const char *cursor = held ? held : notify->seen;

    if (cursor[0] == '\0' || strcmp(cursor, notify->acknowledged) == 0 ||
        !feed_link_is_up(notify->link))
        return;
    snprintf(notify->acknowledged, sizeof notify->acknowledged, "%s", cursor);
    feed_link_acknowledge(notify->link, text_of(cursor));
}

/* Nothing was heard of the daemon for long enough, or is again. */
static void watch(struct notify *notify)
{
    timestamp after = notify->options->settings->watch.after;
    timestamp silent = notify->now.running - feed_link_heard(notify->link);
    char why[128] = "";

    if (after == 0)
        return;
    if (feed_link_is_up(notify->link)) {
        desk_watch(notify->desk, true, "amberd: the daemon is back, the watch goes on");
    } else if (silent >= after && !desk_is_full(notify->desk)) {
        snprintf(why, sizeof why,
                 "amberd: the watch itself is down: nothing heard of the daemon for %lld seconds",
                 (long long)(silent / SECOND));
        desk_watch(notify->desk, false, why);
    }
}

struct pollfd notify_poll(const struct notify *notify)
{
    return feed_link_poll(notify->link);
}

timestamp notify_due(const struct notify *notify, struct moment now)
{
    timestamp due = feed_link_due(notify->link);
    timestamp heard = feed_link_heard(notify->link);
    timestamp watched = heard == TIMESTAMP_NONE
                            ? now.running
                            : timestamp_after(heard, notify->options->settings->watch.after);
    timestamp others[] = {
        desk_due(notify->desk, now),
        notify->is_failing ? notify->retry_at : TIMESTAMP_LATEST,
        watched >= now.running ? watched : TIMESTAMP_LATEST,
    };

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i] < due)
            due = others[i];
    }
    return due;
}

void notify_turn(struct notify *notify, short events, struct moment now, bool start)
{
    notify->now = now;
    feed_link_pause(notify->link, !start || desk_is_full(notify->desk));
    feed_link_turn(notify->link, events, now.running);
    if (start)
        watch(notify);
    save(notify); /* what is about to be told is known to have been, should we end here */
    desk_turn(notify->desk, now, start);
    if (save(notify))
        acknowledge(notify);
    feed_link_pause(notify->link, !start || desk_is_full(notify->desk)); /* room may be again */
    feed_link_turn(notify->link, 0, now.running);
}

bool notify_is_busy(const struct notify *notify)
{
    return desk_running(notify->desk) > 0;
}
