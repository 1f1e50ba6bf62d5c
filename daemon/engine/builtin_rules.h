/*
 * builtin_rules -- what amberd says on its own account, without a rule file.
 *
 * They are about the watching itself: a log nobody can read, text that was lost,
 * records that no format fits.  Alerts from them live like any other; those whose
 * cause can go away are closed by the daemon when it does.
 */
#ifndef ENGINE_BUILTIN_RULES_H
#define ENGINE_BUILTIN_RULES_H

#include <stddef.h>

#include "model/rule_facts.h"

enum builtin_rule {
    BUILTIN_UNREADABLE, /* a log cannot be opened or read */
    BUILTIN_GAP,        /* log text that was never evaluated */
    BUILTIN_UNDECODED,  /* a source whose records do not fit its format */
    BUILTIN_REGEX,      /* a rule's regex met a limit: it neither hit nor missed */
    BUILTIN_RULE_FILE,  /* a rule file with mistakes: its rules are not watching */
    BUILTIN_LIMIT,      /* a bound of the tailer was met: something is not watched */
    BUILTIN_JOURNAL,    /* the daemon's own journal is not the one it left */
    BUILTIN_COUNT,
};

const struct rule_facts *builtin_rule(enum builtin_rule rule);

#endif
