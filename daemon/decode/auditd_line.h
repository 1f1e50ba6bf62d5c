/*
 * auditd_line -- one line of the audit system: who wrote it, when, and its pairs.
 *
 *   node=gw type=SYSCALL msg=audit(1793577901.123:4567): arch=c000003e ...
 *   audit: type=1400 audit(1793577901.123:4567): apparmor="DENIED" ...   the kernel's log
 *   USER_AUTH pid=912 uid=0 auid=1000 ...                                journald's
 *
 * Values are in quotes, bare, or in hex where the text has a blank, a quote or a
 * control character in it (kernel's and libaudit's rule; capitals, two digits a byte).
 * Which names hold such text is known here, for "a0=10" of a SYSCALL is a number and of
 * an EXECVE a word.  msg='...' holds more pairs, which stand as those outside do.  What
 * follows 0x1D was added by auditd (log_format = ENRICHED): the names of the numbers;
 * some relays drop that byte, and write res=success'UID="ines".
 */
#ifndef DECODE_AUDITD_LINE_H
#define DECODE_AUDITD_LINE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/timestamp.h"

/* The texts point into the line. */
struct auditd_line {
    struct text node;
    struct text type;   /* "SYSCALL", or the number where only that is said */
    struct text stamp;  /* "1793577901.123:4567"; empty in journald's form */
    struct text serial; /* its last part */
    timestamp time;     /* TIMESTAMP_NONE without a stamp */
    struct text body;   /* from the first pair on */
};

/* Reads a line of any of the three forms; false when it is none. */
bool auditd_line_read(struct text text, struct auditd_line *line);

struct auditd_pair {
    struct text name;
    struct text value; /* without quotes */
    bool is_quoted;
};

/* Takes the next pair off the front of body, passing over words that are none. */
bool auditd_pair_take(struct text *body, struct auditd_pair *pair);

/* The text that a value says, hex resolved where the name (in a line of that type) is
 * of a kind that is written so: the value itself, or made in the arena. */
struct text auditd_pair_text(struct arena *arena, struct text type, const struct auditd_pair *pair);

/* Whether name is that of a command's word, "a1", or of a piece of a word too long for
 * one line, "a1[0]", and which word's. */
bool auditd_argument(struct text name, uint64_t *number);

/* The value is one of the audit system's words for nothing: "?", "(null)". */
bool auditd_is_unsaid(struct text value);

#endif
