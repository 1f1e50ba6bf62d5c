/*
 * runtime_parts -- what the runtime is made of, for the files of app/ that are
 * parts of it: runtime (start and end), housekeeping (timers, work), reload, and
 * the control commands.  Nobody else includes this.
 */
#ifndef APP_RUNTIME_PARTS_H
#define APP_RUNTIME_PARTS_H

#include <stdbool.h>

#include <ev.h>

#include "alert/alert_book.h"
#include "app/alert_desk.h"
#include "app/control_server.h"
#include "app/fixed_settings.h"
#include "app/listener.h"
#include "app/metrics_file.h"
#include "app/telemetry.h"
#include "engine/generation.h"
#include "engine/pipeline.h"
#include "output/access.h"
#include "output/feed_server.h"
#include "output/syslog_sender.h"
#include "source/source_set.h"
#include "store/journal.h"

/* 1. generation, pipeline and sources always speak of the same settings.
 * 2. Nothing is read while the desk is blocked, and the retry timer runs.
 * 3. Destroyed in the reverse of the order below. */
struct runtime {
    const char *config;
    struct ev_loop *loop;
    struct generation *generation;
    struct journal *journal;
    struct journal_reader reader; /* of the journal, lent to feed and syslog */
    struct alert_book *alerts;
    struct telemetry *telemetry;
    struct alert_desk *desk;
    struct pipeline *pipeline;
    struct source_set *sources;
    struct access_policy access; /* names are of the settings in use; lent to the servers */
    struct listener feed_listener;
    struct listener control_listener;
    struct feed_server *feed;
    struct syslog_sender *syslog;
    struct control_server *control;
    struct metrics_file *metrics;

    struct ev_io notices;   /* inotify */
    struct ev_timer work;   /* backlog: fires at every turn while there is some */
    struct ev_timer commit; /* state that changed without an alert */
    struct ev_timer rescan; /* what inotify cannot tell */
    struct ev_timer due;    /* the next deadline */
    struct ev_timer retry;  /* the journal would not take a batch */
    struct ev_timer watchdog;
    struct ev_signal terminate;
    struct ev_signal interrupt;
    struct ev_signal hangup;

    timestamp watchdog_interval;
    timestamp started;        /* wall clock */
    size_t rules_without_log; /* that can never match in what is watched */
    uint64_t reloads;
    uint64_t failed_reloads;
    char *last_reload; /* what the last reload said, NULL = none yet */
    struct fixed_settings *fixed;
    json_t *unchanged; /* names of settings that a reload found changed and could not change */
};

/* housekeeping */
void housekeeping_start(struct runtime *runtime);
void housekeeping_stop(struct runtime *runtime);
void housekeeping_wake(struct runtime *runtime); /* there may be something to read */

/* Commits now.  False when the journal would not take it: it is tried again every
 * second from then on, by nobody else. */
bool housekeeping_settle(struct runtime *runtime, bool durable);

/* reload: builds a new generation and swaps it in, or leaves all as it is and
 * says why in err. */
enum reload_result { RELOAD_DONE, RELOAD_BAD_SETTINGS, RELOAD_BAD_RULES };

enum reload_result reload_run(struct runtime *runtime, struct error *err);

/* Takes stock of the rules of the generation in use: how many have no log to match in, and
 * an Amber as long as there are some with mistakes. */
void runtime_report_rules(struct runtime *runtime);

/* Tells the tailer what the settings say to follow; unclean as in source_set_configure. */
void runtime_configure_sources(struct runtime *runtime, bool unclean);

#endif
