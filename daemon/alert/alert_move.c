#include "alert/alert_move.h"

#include "alert/closure.h"
#include "alert/lifecycle.h"
#include "base/memory.h"

/* Longer names are nobody's. */
enum { ACTOR_MOST = 256 };

void alert_move_sign(struct alert *alert, const char *actor, const char *note)
{
    char *new_actor = mem_copy_string(actor);
    char *new_note = mem_copy_string(note);

    mem_free(alert->actor);
    mem_free(alert->note);
    alert->actor = new_actor;
    alert->note = new_note;
}

static bool is_actor_fine(const char *actor, struct error *err)
{
    struct text name = text_of(actor);

    if (text_trim(name).length == 0)
        return error_set(err, "nobody is named who does it");
    if (name.length > ACTOR_MOST)
        return error_set(err, "the name of who does it is longer than %d bytes", ACTOR_MOST);
    return true;
}

static bool is_about(const struct alert *alert, struct text actor)
{
    for (size_t i = 0; i < alert->subject_count; i++) {
        if (text_equal_caseless(text_of(alert->subjects[i]), actor))
            return true;
    }
    return text_equal(text_of(alert->subject_kind), TEXT("user")) &&
           text_equal_caseless(text_of(alert->subject), actor);
}

static bool may_judge(const struct alert *alert, const struct alert_move *move, struct error *err)
{
    bool is_closing = move->to == ALERT_CLOSED || move->to == ALERT_FALSE_POSITIVE;

    if (is_closing && is_about(alert, text_trim(text_of(move->actor))))
        return error_set(err, "it is about %s, and nobody closes an alert about himself",
                         move->actor);
    return true;
}

/* Borrows from the move.  What was done is mostly said as the note. */
static struct closure said_with(const struct alert_move *move, char *note)
{
    struct closure said = move->closure ? *move->closure : (struct closure){0};

    if (move->to == ALERT_REMEDIATED && !said.remediation)
        said.remediation = note;
    if (move->to == ALERT_REINFORCED && !said.reinforcement && !said.waiver)
        said.reinforcement = note;
    return said;
}

bool alert_move_apply(struct alert *alert, const struct alert_move *move, struct error *err)
{
    char *note = mem_copy_string(move->note);
    struct closure said = said_with(move, note);
    struct closure whole = closure_overlay(&alert->closure, &said);
    bool is_done = false;

    if (!is_actor_fine(move->actor, err) || !lifecycle_allows(alert->state, move->to, err) ||
        !may_judge(alert, move, err) || !closure_is_bounded(&said, err) ||
        !closure_suffices(&whole, alert->severity, move->to, err))
        goto out;
    if (text_of(note).length > CLOSURE_TEXT_MOST) {
        error_set(err, "the note is longer than %d bytes", CLOSURE_TEXT_MOST);
        goto out;
    }

    closure_keep(&alert->closure, &whole);
    alert->state = move->to;
    alert_move_sign(alert, move->actor, note);
    is_done = true;

out:
    mem_free(note);
    return is_done;
}

void alert_move_heal(struct alert *alert, const char *actor, const char *how)
{
    char *remediation = mem_copy_string(how);
    char *root_cause = mem_copy_string("recorded by amberd: cause gone");
    const struct closure seen = {.remediation = remediation, .root_cause = root_cause};
    struct closure whole = closure_overlay(&seen, &alert->closure);

    /* A person may know the root cause; that the cause is gone, we have seen. */
    whole.remediation = remediation;
    closure_keep(&alert->closure, &whole);
    alert->state = ALERT_CLOSED;
    alert_move_sign(alert, actor, how);
    mem_free(remediation);
    mem_free(root_cause);
}
