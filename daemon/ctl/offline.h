/*
 * offline -- what the commands share that need no daemon: loading rules for a
 * format named on the command line, and telling what is wrong with them.
 */
#ifndef CTL_OFFLINE_H
#define CTL_OFFLINE_H

#include "base/diagnostics.h"
#include "ctl/arguments.h"
#include "engine/generation.h"
#include "engine/replay.h"

/* Prints diagnostics to standard output; errors_only: errors, to standard error. */
void offline_print_diagnostics(const struct diagnostics *diagnostics, bool json, bool errors_only);

/* Makes settings use these rule paths and no others. */
void offline_use_rules(struct settings *settings, char *const *paths, size_t count);

/* Settings for the rule files that the command line names alone: of the site's they
 * have the placeholders, and neither its sources nor what it says of other rules. */
struct settings *offline_rule_settings(const struct arguments *arguments);

/* The formats there are, by the settings that the arguments name; mistakes in those are
 * told when a format is not found. */
struct offline_formats {
    struct settings *settings;
    struct format_book *book;
    struct diagnostics mistakes;
};

void offline_formats_open(const struct arguments *arguments, struct offline_formats *formats);
void offline_formats_close(struct offline_formats *formats);

/* The decoder of a format's name, NULL where --format is missing; NULL after a complaint. */
const struct decoder *offline_decoder(const char *format, const struct offline_formats *formats);

/* A generation with one source of --format and the rules of --rules (or of the
 * configuration).  NULL, with *status set, after a complaint; mistakes in single
 * rules are told and the others used. */
struct generation *offline_generation(const struct arguments *arguments, int *status);

/* Says on standard error that rules sleep for want of values, and how many do; silent
 * when none does. */
size_t offline_tell_sleepers(const struct generation *generation);

/* The logs of the command line, all of that one source; to be freed. */
struct replay_log *offline_logs(const struct arguments *arguments);

#endif
