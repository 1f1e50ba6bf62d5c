#include "app/metrics_file.h"

#include <unistd.h>

#include "app/daemon_log.h"
#include "app/metrics_report.h"
#include "app/runtime_parts.h"
#include "base/file.h"
#include "base/memory.h"

enum { FOR_EVERYBODY = 0644 };

struct metrics_file {
    struct runtime *runtime;
    struct ev_timer timer;
    char *path;
    bool is_failing;
};

static void write_file(struct metrics_file *metrics)
{
    struct buffer text = {0};
    struct error err = {0};
    bool good = false;

    metrics_report(metrics->runtime, &text);
    good = file_replace(metrics->path, buffer_text(&text), FOR_EVERYBODY, &err);
    if (!good && !metrics->is_failing) {
        const struct log_facts facts = {.file = metrics->path, .reason = err.text};

        DAEMON_LOG_ABOUT(NOTICE_METRICS_NOT_WRITTEN, &facts,
                         "metrics.textfile cannot be written: %s", err.text);
    }
    metrics->is_failing = !good;
    buffer_finish(&text);
}

static void on_timer(struct ev_loop *loop, struct ev_timer *watcher, int events)
{
    (void)loop;
    (void)events;
    write_file(watcher->data);
}

struct metrics_file *metrics_file_start(struct runtime *runtime)
{
    const struct settings *settings = runtime->generation->settings;
    double interval = (double)settings->metrics.interval / (double)SECOND;
    struct metrics_file *metrics = NULL;

    if (settings->metrics.textfile[0] == '\0')
        return NULL;
    metrics = mem_zero(sizeof *metrics);
    metrics->runtime = runtime;
    metrics->path = mem_copy_string(settings->metrics.textfile);
    ev_timer_init(&metrics->timer, on_timer, interval, interval);
    metrics->timer.data = metrics;
    ev_timer_start(runtime->loop, &metrics->timer);
    write_file(metrics);
    return metrics;
}

void metrics_file_stop(struct metrics_file *metrics)
{
    if (!metrics)
        return;
    ev_timer_stop(metrics->runtime->loop, &metrics->timer);
    unlink(metrics->path);
    mem_free(metrics->path);
    mem_free(metrics);
}
