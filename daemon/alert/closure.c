#include "alert/closure.h"

#include <stddef.h>

#include "base/buffer.h"
#include "base/memory.h"

/* Moves that need words. */
enum move {
    TO_REMEDIATED = 1,
    TO_REINFORCED = 2,
    TO_CLOSED_AMBER = 4,
    TO_CLOSED_RED = 8,
    TO_FALSE_POSITIVE = 16,
};

/* The texts of a closure, and which moves need them.  An alternative stands in
 * for the text of the row before it. */
static const struct part {
    size_t at;
    const char *name;
    const char *meaning;
    unsigned needed_for;
    bool is_alternative;
} parts[] = {
    {offsetof(struct closure, reason), "reason", "why it is none", TO_FALSE_POSITIVE, false},
    {offsetof(struct closure, halt), "halt",
     "which process was halted, by whom and when, or why not", TO_CLOSED_RED, false},
    {offsetof(struct closure, notified), "notified", "which executives were told, and when",
     TO_CLOSED_RED, false},
    {offsetof(struct closure, incident), "incident", "its reference", TO_CLOSED_RED, false},
    {offsetof(struct closure, remediation), "remediation", "what was done",
     TO_REMEDIATED | TO_CLOSED_AMBER | TO_CLOSED_RED, false},
    {offsetof(struct closure, root_cause), "root cause", "why it could happen",
     TO_CLOSED_AMBER | TO_CLOSED_RED, false},
    {offsetof(struct closure, reinforcement), "reinforcement", "what keeps it from coming back",
     TO_REINFORCED | TO_CLOSED_RED, false},
    {offsetof(struct closure, waiver), "waiver", "who waived that, and why",
     TO_REINFORCED | TO_CLOSED_RED, true},
};

enum { PART_COUNT = sizeof parts / sizeof *parts };

static char **part_of(struct closure *closure, const struct part *part)
{
    void *at = (char *)closure + part->at;

    return at;
}

static const char *said(const struct closure *closure, const struct part *part)
{
    const void *at = (const char *)closure + part->at;
    const char *const *text = at;

    return text_trim(text_of(*text)).length > 0 ? *text : NULL;
}

struct closure closure_overlay(const struct closure *so_far, const struct closure *now)
{
    struct closure result = *so_far;
    struct closure newer = now ? *now : (struct closure){0};

    for (size_t i = 0; i < PART_COUNT; i++) {
        if (said(&newer, &parts[i]))
            *part_of(&result, &parts[i]) = *part_of(&newer, &parts[i]);
    }
    return result;
}

bool closure_is_bounded(const struct closure *closure, struct error *err)
{
    for (size_t i = 0; i < PART_COUNT; i++) {
        if (text_of(said(closure, &parts[i])).length > CLOSURE_TEXT_MOST)
            return error_set(err, "the %s is longer than %d bytes", parts[i].name,
                             CLOSURE_TEXT_MOST);
    }
    return true;
}

static unsigned move_of(enum severity severity, enum alert_state to)
{
    switch (to) {
    case ALERT_REMEDIATED:
        return TO_REMEDIATED;
    case ALERT_REINFORCED:
        return TO_REINFORCED;
    case ALERT_CLOSED:
        return severity == SEVERITY_RED ? TO_CLOSED_RED : TO_CLOSED_AMBER;
    case ALERT_FALSE_POSITIVE:
        return TO_FALSE_POSITIVE;
    case ALERT_OPEN:
    case ALERT_ACKNOWLEDGED:
    case ALERT_ISOLATED:
    case ALERT_INVESTIGATED:
        break;
    }
    return 0;
}

/* Whether the part at index is there, itself or by its alternative. */
static bool is_given(const struct closure *closure, size_t index)
{
    return said(closure, &parts[index]) ||
           (index + 1 < PART_COUNT && parts[index + 1].is_alternative &&
            said(closure, &parts[index + 1]));
}

bool closure_suffices(const struct closure *closure, enum severity severity, enum alert_state to,
                      struct error *err)
{
    struct buffer missing = {0};
    unsigned move = move_of(severity, to);
    bool complete = false;

    for (size_t i = 0; i < PART_COUNT; i++) {
        if (!(parts[i].needed_for & move) || parts[i].is_alternative || is_given(closure, i))
            continue;
        buffer_printf(&missing, "%s%s (%s)", missing.length > 0 ? ", " : "", parts[i].name,
                      parts[i].meaning);
        if (i + 1 < PART_COUNT && parts[i + 1].is_alternative)
            buffer_printf(&missing, " or %s (%s)", parts[i + 1].name, parts[i + 1].meaning);
    }
    complete = missing.length == 0;
    if (!complete)
        error_set(err, "to become %s, this %s alert still needs: %s", alert_state_name(to),
                  severity_name(severity), buffer_string(&missing));
    buffer_finish(&missing);
    return complete;
}

void closure_keep(struct closure *closure, const struct closure *given)
{
    struct closure kept = {0};

    for (size_t i = 0; i < PART_COUNT; i++)
        *part_of(&kept, &parts[i]) = mem_copy_string(said(given, &parts[i]));
    closure_finish(closure);
    *closure = kept;
}
