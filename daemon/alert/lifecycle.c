#include "alert/lifecycle.h"

#include "base/buffer.h"

/* Rows: from; columns: to, both in the order of the life.  Reinforcing means to
 * keep from coming back what has been remediated, so it cannot come earlier. */
static const bool moves[LIFECYCLE_STATES][LIFECYCLE_STATES] = {
    /*                        open ack iso inv rem rei clo false */
    [ALERT_OPEN] = {0, 1, 1, 1, 1, 0, 1, 1},
    [ALERT_ACKNOWLEDGED] = {0, 0, 1, 1, 1, 0, 1, 1},
    [ALERT_ISOLATED] = {0, 0, 0, 1, 1, 0, 1, 1},
    [ALERT_INVESTIGATED] = {0, 0, 0, 0, 1, 0, 1, 1},
    [ALERT_REMEDIATED] = {0, 0, 0, 0, 0, 1, 1, 1},
    [ALERT_REINFORCED] = {0, 0, 0, 0, 0, 0, 1, 1},
    [ALERT_CLOSED] = {0, 0, 0, 0, 0, 0, 0, 0},
    [ALERT_FALSE_POSITIVE] = {0, 0, 0, 0, 0, 0, 0, 0},
};

/* "acknowledged, isolated or closed". */
static void list_moves(struct buffer *list, enum alert_state from)
{
    unsigned left = 0;

    for (unsigned to = 0; to < LIFECYCLE_STATES; to++)
        left += moves[from][to];
    for (unsigned to = 0; to < LIFECYCLE_STATES; to++) {
        if (!moves[from][to])
            continue;
        if (list->length > 0)
            buffer_append_text(list, left == 1 ? TEXT(" or ") : TEXT(", "));
        buffer_append_text(list, text_of(alert_state_name((enum alert_state)to)));
        left--;
    }
}

bool lifecycle_allows(enum alert_state from, enum alert_state to, struct error *err)
{
    struct buffer list = {0};

    if (moves[from][to])
        return true;
    list_moves(&list, from);
    if (from == ALERT_FALSE_POSITIVE)
        error_set(err,
                  "it is %s, and nobody can move it any more; what comes again is only "
                  "counted until dedup_for has passed, and is a new alert after that",
                  alert_state_name(from));
    else if (list.length == 0)
        error_set(err, "it is %s, and nobody can move it any more; only a new finding reopens it",
                  alert_state_name(from));
    else
        error_set(err, "it is %s and cannot become %s; it can become %s", alert_state_name(from),
                  alert_state_name(to), buffer_string(&list));
    buffer_finish(&list);
    return false;
}
