/*
 * made_log -- lines of a log by chance, some with a bait in them.
 *
 * Shaped like what sshd, other programs in syslog, squid and agents write; others are
 * taken from the seeds of the fuzz targets, so that every format has some that fit it.
 * A bait stands where somebody outside chooses the text, and as somebody would write
 * it who knows how logs are read: in other case, with one character escaped, in hex,
 * with letters that only fold to it, or with a line break in the middle.  Some lines end
 * too early.
 */
#ifndef SUPPORT_MADE_LOG_H
#define SUPPORT_MADE_LOG_H

#include "base/buffer.h"
#include "support/seeded_random.h"

struct made_log;

struct made_log *made_log_create(void);
void made_log_destroy(struct made_log *log);

/* Appends a line with its newline; bait NULL = none. */
void made_log_line(const struct made_log *log, struct seeded_random *random, const char *bait,
                   struct buffer *line);

/* Which disguises of a bait there are, and one of them written out. */
enum disguise {
    DISGUISE_NONE,
    DISGUISE_UPPER,
    DISGUISE_PERCENT,
    DISGUISE_UNICODE_ESCAPE,
    DISGUISE_HEX_ESCAPE,
    DISGUISE_HEX,
    DISGUISE_FOLDING,
    DISGUISE_BROKEN,
    DISGUISES
};

void made_log_disguise(struct seeded_random *random, enum disguise disguise, const char *bait,
                       struct buffer *text);

#endif
