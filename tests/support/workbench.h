/*
 * workbench -- a folder with settings, rules, logs, and a daemon at work on them.
 *
 *     struct workbench bench = workbench_create("kill", &(struct workbench_options){0});
 *
 *     workbench_start(&bench);
 *     ... write to workbench_log(&bench, "a.log") ...
 *     workbench_finish(&bench);
 *
 * The daemon watches logs/ *.log as sshd's from the beginning, with the rule of
 * planted_line in rules/.  Ends the test when the daemon does not do the ordinary.
 */
#ifndef SUPPORT_WORKBENCH_H
#define SUPPORT_WORKBENCH_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/buffer.h"
#include "support/daemon_process.h"
#include "support/feed_reader.h"
#include "support/temp_folder.h"

struct workbench_options {
    const char *state;  /* folder of the journal; NULL = state/ of the workbench */
    const char *extra;  /* more settings, as YAML; NULL = none */
    const char *format; /* of the logs; NULL = sshd */
    bool without_reserve;
    uid_t user; /* whom the daemon runs as, and who owns folder and logs/ */
};

struct workbench {
    struct path folder;
    struct path state;
    struct path config;
    struct path feed;
    struct path control;
    struct path complaints;
    uid_t user;
    struct daemon_process *daemon; /* NULL = not running */
};

struct workbench workbench_create(const char *name, const struct workbench_options *options);

/* Kills the daemon, if it runs, and removes the folder. */
void workbench_finish(struct workbench *bench);

/* Replaces the settings, before a start or a reload. */
void workbench_configure(struct workbench *bench, const struct workbench_options *options);

struct path workbench_log(const struct workbench *bench, const char *name);
struct path workbench_rule(const struct workbench *bench, const char *name);

/* Starts the daemon and waits until it answers; launch does not wait. */
void workbench_start(struct workbench *bench);
void workbench_launch(struct workbench *bench, const char *const *wrapper);

/* Has it end in order, or not; returns its exit status as daemon_process does. */
int workbench_stop(struct workbench *bench);
int workbench_kill(struct workbench *bench);

/* A reader of all there is, from the oldest record on, or from now on. */
struct feed_reader *workbench_read(const struct workbench *bench, const char *from);

/* Answer of amberctl: its exit status, with what it said. */
int workbench_command(const struct workbench *bench, const char *const *words, struct buffer *said);

/* Ends the test when `amberctl verify` finds the journal damaged. */
void workbench_verify(const struct workbench *bench);

/* A number in the daemon's status, by path of members; -1 = none. */
json_int_t workbench_count(const struct workbench *bench, const char *members);

/* Appends what the daemon has said so far. */
void workbench_complaints(const struct workbench *bench, struct buffer *said);

#endif
