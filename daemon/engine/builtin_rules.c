#include "engine/builtin_rules.h"

#define BUILTIN(identifier, words, meaning)                                                    \
    {                                                                                          \
        .key = (identifier), .name = (identifier), .title = (words), .description = (meaning), \
        .level = "medium", .severity = SEVERITY_AMBER, .dedup_for = HOUR,                      \
        .escalate_to = SEVERITY_RED                                                            \
    }

static const struct rule_facts rules[BUILTIN_COUNT] = {
    [BUILTIN_UNREADABLE] =
        BUILTIN("amberd-unreadable-log", "A watched log cannot be read",
                "Nothing in this log is being checked. Give the daemon the right that the "
                "alert names; it closes the alert itself once it can read."),
    [BUILTIN_GAP] =
        BUILTIN("amberd-log-gap", "Log text was lost before it could be checked",
                "A log was rotated away, truncated or removed before all of it had "
                "been evaluated. Look at its rotation; keep one old file uncompressed."),
    [BUILTIN_UNDECODED] =
        BUILTIN("amberd-undecoded-records", "Records do not fit the format of their source",
                "Most records of this source are only matched as text. Check its `format`, or "
                "whether the program that writes it was updated."),
    [BUILTIN_REGEX] =
        BUILTIN("amberd-regex-limit", "A rule's regular expression met a limit",
                "The rule could not be decided for a record. That is how a rule is evaded: make "
                "the expression simpler, or anchor it."),
    [BUILTIN_RULE_FILE] =
        BUILTIN("amberd-rule-file", "Rules with mistakes are not watching",
                "`amberctl check` names each mistake with file, line and column."),
    [BUILTIN_LIMIT] = BUILTIN("amberd-tail-limit", "A limit keeps logs from being watched",
                              "Raise the limit that the alert names, or watch fewer files."),
    [BUILTIN_JOURNAL] =
        BUILTIN("amberd-journal-replaced", "The journal is not the one that amberd left",
                "Alerts, evidence and positions may be missing. Whoever put a file back himself "
                "need do nothing; otherwise find out who did, and restore a backup."),
};

const struct rule_facts *builtin_rule(enum builtin_rule rule)
{
    return &rules[rule];
}
