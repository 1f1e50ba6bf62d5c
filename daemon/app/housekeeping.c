/* The timers and watchers of the runtime: when to read, to commit, to look again. */
#include "app/clock.h"
#include "app/daemon_log.h"
#include "app/runtime_parts.h"
#include "app/service_manager.h"

enum {
    WORK_LARGEST = 1 << 20,  /* bytes taken before sockets get their turn ... */
    EVIDENCE_AT_ONCE = 1000, /* records whose evidence goes at each rescan */
};

#define WORK_LONGEST (10 * MILLISECOND) /* ... and for how long, when all are alerts */
#define COMMIT_DELAY 0.010              /* s: how long state without an alert may wait */
#define RETRY_DELAY  1.0                /* s: between tries to write a journal that is full */
#define LONGEST_WAIT 3600.0 /* s: no deadline is slept past for longer, if clocks step */

static double seconds(timestamp length)
{
    return (double)length / (double)SECOND;
}

/* Starts a timer to fire once after so many seconds, unless it runs already. */
static void arm(struct runtime *runtime, struct ev_timer *timer, double after)
{
    if (ev_is_active(timer))
        return;
    ev_timer_set(timer, after, 0.);
    ev_timer_start(runtime->loop, timer);
}

void housekeeping_wake(struct runtime *runtime)
{
    if (!alert_desk_is_blocked(runtime->desk))
        arm(runtime, &runtime->work, 0.);
}

bool housekeeping_settle(struct runtime *runtime, bool durable)
{
    ev_timer_stop(runtime->loop, &runtime->commit);
    if (alert_desk_commit(runtime->desk, durable))
        return true;
    ev_timer_stop(runtime->loop, &runtime->work);
    arm(runtime, &runtime->retry, RETRY_DELAY);
    return false;
}

/* At once with an alert; else soon.  While the journal cannot be written that is
 * left to the retry: logs grow on, and each notice of it would be one more try. */
static void settle_in_time(struct runtime *runtime)
{
    if (alert_desk_is_blocked(runtime->desk))
        return;
    if (alert_desk_is_urgent(runtime->desk))
        housekeeping_settle(runtime, false);
    else
        arm(runtime, &runtime->commit, COMMIT_DELAY);
}

/* Tells the engine what time it is, and asks it when to be told again. */
static void advance(struct runtime *runtime)
{
    timestamp now = clock_now();
    timestamp next = pipeline_advance(runtime->pipeline, now, source_set_backlog(runtime->sources));

    ev_timer_stop(runtime->loop, &runtime->due);
    if (next != TIMESTAMP_NONE) {
        double wait = next > now ? seconds(next - now) : 0.;

        arm(runtime, &runtime->due, wait < LONGEST_WAIT ? wait : LONGEST_WAIT);
    }
}

/* Takes some of the backlog, then lets everybody else have a turn. */
static void on_work(struct ev_loop *loop, struct ev_timer *watcher, int events)
{
    struct runtime *runtime = watcher->data;
    timestamp begun = clock_running();
    struct chunk chunk = {0};
    size_t bytes = 0;
    bool more = true;
    bool settled = false; /* nothing but the clock has moved since the last commit */

    (void)loop;
    (void)events;
    while (bytes < WORK_LARGEST && clock_running() - begun < WORK_LONGEST &&
           !alert_desk_is_blocked(runtime->desk) &&
           (more = source_set_next(runtime->sources, &chunk))) {
        bytes += chunk.length;
        source_set_taken(runtime->sources, pipeline_take(runtime->pipeline, &chunk, clock_now()));
        settled = alert_desk_is_urgent(runtime->desk);
        if (settled)
            housekeeping_settle(runtime, false);
    }
    if (bytes > 0 || !more) /* with all read, what waits for more lines may be whole */
        advance(runtime);
    if (alert_desk_is_urgent(runtime->desk) || (bytes > 0 && !settled))
        settle_in_time(runtime);
    if (more)
        housekeeping_wake(runtime);
}

static void on_notice(struct ev_loop *loop, struct ev_io *watcher, int events)
{
    struct runtime *runtime = watcher->data;

    source_set_notice(runtime->sources, clock_now());
    ev_clear_pending(loop, &runtime->work);
    ev_timer_stop(loop, &runtime->work);
    if (alert_desk_is_urgent(runtime->desk))
        settle_in_time(runtime);
    if (!alert_desk_is_blocked(runtime->desk))
        on_work(loop, &runtime->work, events);
}

static void on_commit(struct ev_loop *loop, struct ev_timer *watcher, int events)
{
    (void)loop;
    (void)events;
    housekeeping_settle(watcher->data, false);
}

static void on_retry(struct ev_loop *loop, struct ev_timer *watcher, int events)
{
    struct runtime *runtime = watcher->data;

    (void)loop;
    (void)events;
    if (!alert_desk_commit(runtime->desk, false)) {
        arm(runtime, &runtime->retry, RETRY_DELAY);
        return;
    }
    housekeeping_settle(runtime, false); /* the news that it can be written again */
    housekeeping_wake(runtime);
}

/* Erases the evidence whose time is up, some at a time; digests stay. */
static void erase_old_evidence(struct runtime *runtime)
{
    timestamp keep = runtime->generation->settings->state.keep_evidence;
    struct error err = {0};
    size_t erased = 0;

    if (!journal_erase_evidence(runtime->journal, clock_now() - keep, EVIDENCE_AT_ONCE, &erased,
                                &err)) {
        const struct log_facts facts = {.reason = err.text};

        DAEMON_LOG_ABOUT(NOTICE_EVIDENCE_NOT_ERASED, &facts, "old evidence could not be erased: %s",
                         err.text);
    }
}

static void on_rescan(struct ev_loop *loop, struct ev_timer *watcher, int events)
{
    struct runtime *runtime = watcher->data;

    (void)loop;
    (void)events;
    source_set_rescan(runtime->sources, clock_now());
    if (journal_reserve_is_spent(runtime->journal))
        journal_rebuild_reserve(runtime->journal);
    if (!alert_desk_is_blocked(runtime->desk))
        erase_old_evidence(runtime);
    advance(runtime);
    settle_in_time(runtime);
    housekeeping_wake(runtime);
}

static void on_due(struct ev_loop *loop, struct ev_timer *watcher, int events)
{
    struct runtime *runtime = watcher->data;

    (void)loop;
    (void)events;
    advance(runtime);
    settle_in_time(runtime);
}

static void on_watchdog(struct ev_loop *loop, struct ev_timer *watcher, int events)
{
    struct runtime *runtime = watcher->data;
    struct alert_counts alerts = alert_book_counts(runtime->alerts);
    size_t files = source_set_counts(runtime->sources).files;

    (void)loop;
    (void)events;
    service_manager_notify("WATCHDOG=1\nSTATUS=following %zu file%s, %zu Amber and %zu Red open",
                           files, text_plural(files, "s"), alerts.open_amber, alerts.open_red);
}

static void on_termination(struct ev_loop *loop, struct ev_signal *watcher, int events)
{
    (void)watcher;
    (void)events;
    ev_break(loop, EVBREAK_ALL);
}

static void on_hangup(struct ev_loop *loop, struct ev_signal *watcher, int events)
{
    struct error err = {0};

    (void)loop;
    (void)events;
    reload_run(watcher->data, &err);
}

static void start_signals(struct runtime *runtime)
{
    ev_signal_init(&runtime->terminate, on_termination, SIGTERM);
    ev_signal_init(&runtime->interrupt, on_termination, SIGINT);
    ev_signal_init(&runtime->hangup, on_hangup, SIGHUP);
    runtime->terminate.data = runtime->interrupt.data = runtime->hangup.data = runtime;
    ev_signal_start(runtime->loop, &runtime->terminate);
    ev_signal_start(runtime->loop, &runtime->interrupt);
    ev_signal_start(runtime->loop, &runtime->hangup);
}

void housekeeping_start(struct runtime *runtime)
{
    double rescan = seconds(runtime->generation->settings->tail.rescan);

    ev_io_init(&runtime->notices, on_notice, source_set_descriptor(runtime->sources), EV_READ);
    ev_timer_init(&runtime->work, on_work, 0., 0.);
    ev_timer_init(&runtime->commit, on_commit, 0., 0.);
    ev_timer_init(&runtime->due, on_due, 0., 0.);
    ev_timer_init(&runtime->retry, on_retry, 0., 0.);
    ev_timer_init(&runtime->rescan, on_rescan, rescan, rescan);
    ev_timer_init(&runtime->watchdog, on_watchdog, 0., 0.);
    runtime->notices.data = runtime->work.data = runtime->commit.data = runtime->due.data =
        runtime->retry.data = runtime->rescan.data = runtime->watchdog.data = runtime;
    start_signals(runtime);

    ev_io_start(runtime->loop, &runtime->notices);
    ev_timer_start(runtime->loop, &runtime->rescan);
    runtime->watchdog_interval = service_manager_watchdog() / 3;
    if (runtime->watchdog_interval > 0) {
        runtime->watchdog.repeat = seconds(runtime->watchdog_interval);
        ev_timer_again(runtime->loop, &runtime->watchdog);
    }
    advance(runtime);
    settle_in_time(runtime);
    housekeeping_wake(runtime);
}

void housekeeping_stop(struct runtime *runtime)
{
    ev_io_stop(runtime->loop, &runtime->notices);
    ev_timer_stop(runtime->loop, &runtime->work);
    ev_timer_stop(runtime->loop, &runtime->commit);
    ev_timer_stop(runtime->loop, &runtime->due);
    ev_timer_stop(runtime->loop, &runtime->retry);
    ev_timer_stop(runtime->loop, &runtime->rescan);
    ev_timer_stop(runtime->loop, &runtime->watchdog);
    ev_signal_stop(runtime->loop, &runtime->terminate);
    ev_signal_stop(runtime->loop, &runtime->interrupt);
    ev_signal_stop(runtime->loop, &runtime->hangup);
}
