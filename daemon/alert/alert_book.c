#include "alert/alert_book.h"

#include "alert/alert_move.h"
#include "alert/draft.h"
#include "alert/escalation.h"
#include "alert/fingerprint.h"
#include "alert/shelf.h"
#include "alert/storm.h"
#include "alert/tally.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "model/alert_json.h"

#define DAEMON_ACTOR "amberd"

/* Alerts dealt with in one advance: what falls due together (a day's alerts after
 * a day without the daemon) is not to be one commit, nor one breath of the loop. */
enum { ADVANCE_MOST = 256 };

struct alert_book {
    struct alert_options options;
    struct shelf *shelf;
    struct storm_watch *storms;
    struct tally *tally;
    timestamp event_now; /* the event clock, as last heard of */
    uint64_t created;
    uint64_t joined;
    uint64_t stormed;
};

/* One call that may report changes. */
struct intake {
    struct alert_book *book;
    const struct finding *finding; /* NULL when no finding is behind it */
    timestamp now;
    timestamp when;       /* of the finding, by the log, but not after now */
    struct identifier id; /* of the alert that the finding alone would be */
    alert_report *report;
    void *cookie;
};

struct alert_book *alert_book_create(const struct alert_options *options)
{
    struct alert_book *book = mem_zero(sizeof *book);

    book->options = *options;
    book->shelf = shelf_create();
    book->storms = storm_create();
    book->tally = tally_create();
    book->event_now = TIMESTAMP_NONE;
    return book;
}

void alert_book_destroy(struct alert_book *book)
{
    if (!book)
        return;
    shelf_destroy(book->shelf);
    storm_destroy(book->storms);
    tally_destroy(book->tally);
    mem_free(book);
}

void alert_book_configure(struct alert_book *book, const struct alert_options *options)
{
    book->options = *options;
}

static bool restore_alert(struct alert_book *book, const struct state_change *piece,
                          struct error *err)
{
    struct alert *alert = alert_json_unpack(piece->value, err);
    struct text id = {0};

    if (!alert)
        return false;
    id = (struct text){(const char *)alert->id.bytes, sizeof alert->id.bytes};
    if (!text_equal(piece->key, id) || shelf_find(book->shelf, alert->id)) {
        alert_destroy(alert);
        return error_set(err, "stored alert: kept under another's identifier");
    }
    shelf_add(book->shelf, alert);
    return true;
}

bool alert_book_restore(struct alert_book *book, const struct state_change *piece,
                        struct error *err)
{
    switch (piece->owner) {
    case STATE_ALERT:
        return restore_alert(book, piece, err);
    case STATE_STORM:
        return storm_restore(book->storms, piece, err);
    case STATE_OBSERVATION:
        return tally_restore(book->tally, piece, err);
    case STATE_CURSOR:
    case STATE_REPEATED:
    case STATE_WATERMARK:
    case STATE_WAITING:
    case STATE_HEADER:
    case STATE_ECHO:
        break;
    }
    return error_set(err, "state of owner %d is none of alerts", (int)piece->owner);
}

/* Settles the alert and says what happened to it. */
static void tell(const struct intake *intake, struct shelf_item *item, enum alert_change change,
                 struct text evidence)
{
    struct alert_entry entry = {change, item->alert, evidence};
    struct alert *alert = item->alert;
    timestamp last = alert->last_event_time;

    if (evidence.length > 0)
        alert->evidence_kept++;
    alert->memory.told_minute = last - last % MINUTE;
    alert->memory.told_count = alert->count;
    shelf_settle(intake->book->shelf, item);
    intake->report(&entry, intake->cookie);
}

/* The raw record, while the alert keeps records. */
static struct text evidence_for(const struct intake *intake, const struct alert *alert)
{
    const struct event *event = intake->finding->event;

    if (!event || alert->evidence_kept >= intake->book->options.evidence_most)
        return (struct text){0};
    return event->record->text;
}

static timestamp due_from(const struct intake *intake)
{
    timestamp within = intake->finding->rule->remediate_within;

    if (within <= 0)
        within = intake->book->options.remediate_within;
    return timestamp_after(intake->now, within);
}

/* Counts the finding among those of the alert.  Returns whether it made it
 * graver. */
static bool count_finding(const struct intake *intake, struct alert *alert)
{
    const struct rule_facts *rule = intake->finding->rule;
    enum severity severity = escalation_weigh(alert, rule, intake->when);
    bool is_graver = severity > alert->severity;

    alert->count++;
    alert->severity = severity;
    alert->memory.last_finding = intake->id;
    if (alert->last_event_time < intake->when)
        alert->last_event_time = intake->when;
    if (alert->is_storm)
        draft_widen(alert, intake->finding);
    return is_graver;
}

/* Puts a new alert on the shelf. */
static void raise_alert(const struct intake *intake, struct alert *alert)
{
    const struct alert_options *options = &intake->book->options;
    timestamp dedup_for = intake->finding->rule->dedup_for;

    alert->raised_at = intake->now;
    alert->due_at = due_from(intake);
    alert->memory.dedup_for = dedup_for > 0 ? dedup_for : options->dedup_for;
    count_finding(intake, alert);
    intake->book->created++;
    tell(intake, shelf_add(intake->book->shelf, alert), CHANGE_CREATED,
         evidence_for(intake, alert));
}

/* Past the records it keeps, an alert is told of once a minute of event time;
 * what is not told now is told by the advancing clock. */
static bool is_worth_telling(const struct intake *intake, const struct alert *alert)
{
    return alert->count <= intake->book->options.evidence_most ||
           alert->last_event_time >= timestamp_after(alert->memory.told_minute, MINUTE);
}

static void join(const struct intake *intake, struct shelf_item *item)
{
    struct alert *alert = item->alert;
    bool is_graver = count_finding(intake, alert);
    char *reason = NULL;

    if (is_graver) {
        reason = escalation_reason(alert, intake->finding->rule);
        alert->escalated = true;
        alert_move_sign(alert, DAEMON_ACTOR, reason);
        mem_free(reason);
        tell(intake, item, CHANGE_ESCALATED, evidence_for(intake, alert));
    } else if (is_worth_telling(intake, alert)) {
        tell(intake, item, CHANGE_UPDATED, evidence_for(intake, alert));
    } else {
        shelf_settle(intake->book->shelf, item);
    }
}

static void reopen(const struct intake *intake, struct shelf_item *item)
{
    struct alert *alert = item->alert;

    alert->state = ALERT_OPEN;
    alert->closed_at = TIMESTAMP_NONE;
    alert->memory.closed_event = TIMESTAMP_NONE;
    alert->due_at = due_from(intake);
    closure_finish(&alert->closure);
    if (count_finding(intake, alert))
        alert->escalated = true;
    alert_move_sign(alert, DAEMON_ACTOR, "it was found again soon after closing");
    tell(intake, item, CHANGE_REOPENED, evidence_for(intake, alert));
}

/* Whether a finding still belongs to a closed alert.  A judgement ("false
 * positive") does not cover what is graver than what was judged. */
static bool is_covered(const struct intake *intake, const struct alert *alert)
{
    if (intake->when > timestamp_after(alert->memory.closed_event, alert->memory.dedup_for))
        return false;
    return alert->state != ALERT_FALSE_POSITIVE ||
           intake->finding->rule->severity <= alert->severity;
}

/* Gives the finding to an alert that is there; false when it needs a new one. */
static bool give_to(const struct intake *intake, struct shelf_item *item)
{
    if (!item || (!alert_is_open(item->alert) && !is_covered(intake, item->alert)))
        return false;
    if (identifier_equal(item->alert->memory.last_finding, intake->id))
        return true;
    if (alert_is_open(item->alert)) {
        join(intake, item);
    } else if (item->alert->state == ALERT_CLOSED) {
        reopen(intake, item);
    } else {
        count_finding(intake, item->alert);
        shelf_settle(intake->book->shelf, item);
    }
    return true;
}

static void join_storm(const struct intake *intake, const char *why)
{
    struct text rule_key = text_of(intake->finding->rule->key);

    intake->book->stormed++;
    if (!give_to(intake, shelf_find_group(intake->book->shelf, rule_key, TEXT(""), true)))
        raise_alert(intake, draft_storm(intake->finding, intake->when, why));
}

/* Makes a new alert, or lets a storm stand for it. */
static void take_new(const struct intake *intake)
{
    const struct alert_options *options = &intake->book->options;
    const struct storm_limits limits = {options->storm_budget, options->storm_window};
    struct text rule_key = text_of(intake->finding->rule->key);
    bool is_admitted = storm_admits(intake->book->storms, rule_key, &limits, intake->when);
    struct buffer why = {0};
    char window[TIMESTAMP_TEXT_SIZE] = {0};

    if (!is_admitted)
        buffer_printf(&why, "more than %u new alert%s within %s; this one stands for the rest",
                      options->storm_budget, text_plural(options->storm_budget, "s"),
                      duration_write(options->storm_window, window));
    else if (shelf_counts(intake->book->shelf).held >= options->alerts_most)
        buffer_printf(&why, "%zu alert%s held, which is the limit; this one stands for more",
                      options->alerts_most, options->alerts_most == 1 ? " is" : "s are");
    if (why.length > 0)
        join_storm(intake, buffer_string(&why));
    else
        raise_alert(intake, draft_alert(intake->finding, intake->when));
    buffer_finish(&why);
}

/* No log knows the future: a time after now would hold windows open for ever. */
static timestamp usable_time(timestamp event_time, timestamp now)
{
    if (event_time == TIMESTAMP_NONE || event_time > now)
        event_time = now;
    if (event_time < 0)
        return 0;
    return event_time < TIMESTAMP_LATEST ? event_time : TIMESTAMP_LATEST;
}

static struct shelf_item *find_group(const struct alert_book *book, struct text rule_key,
                                     struct text group_key)
{
    struct buffer group = {0};
    struct shelf_item *item = NULL;

    fingerprint_group(&group, group_key);
    item = shelf_find_group(book->shelf, rule_key, buffer_text(&group), false);
    buffer_finish(&group);
    return item;
}

void alert_book_take(struct alert_book *book, const struct finding *finding, timestamp now,
                     alert_report *report, void *cookie)
{
    const struct rule_facts *rule = finding->rule;
    struct text rule_key = text_of(rule->key);
    const struct intake intake = {.book = book,
                                  .finding = finding,
                                  .now = now,
                                  .when = usable_time(finding->event_time, now),
                                  .id = fingerprint_of(finding, false),
                                  .report = report,
                                  .cookie = cookie};

    if (rule->shadow)
        tally_shadowed(book->tally, rule_key);
    else if (rule->severity == SEVERITY_OBSERVATION)
        tally_observation(book->tally, rule_key);
    else if (shelf_find(book->shelf, intake.id) ||
             give_to(&intake, find_group(book, rule_key, finding->group_key)))
        book->joined++;
    else
        take_new(&intake);
}

/* Event time of a closing: the event clock, unless it lags behind what has been
 * seen of this very alert. */
static timestamp closing_time(const struct alert_book *book, const struct alert *alert,
                              timestamp now)
{
    timestamp last = alert->last_event_time < now ? alert->last_event_time : now;

    return book->event_now > last ? book->event_now : last;
}

static void close_alert(const struct intake *intake, struct shelf_item *item)
{
    struct alert *alert = item->alert;

    alert->closed_at = intake->now;
    alert->memory.closed_event = closing_time(intake->book, alert, intake->now);
    tell(intake, item, CHANGE_CLOSED, (struct text){0});
}

void alert_book_heal(struct alert_book *book, const struct alert_healing *healing, timestamp now,
                     alert_report *report, void *cookie)
{
    const struct intake intake = {.book = book, .now = now, .report = report, .cookie = cookie};
    struct shelf_item *item = find_group(book, healing->rule_key, healing->group_key);

    if (!item || !alert_is_open(item->alert))
        return;
    alert_move_heal(item->alert, DAEMON_ACTOR, healing->how);
    close_alert(&intake, item);
}

/* The due time stays what it was: that it was missed is part of the record. */
static void escalate_overdue(const struct intake *intake, struct shelf_item *item)
{
    struct alert *alert = item->alert;
    struct buffer note = {0};
    char due[TIMESTAMP_TEXT_SIZE] = {0};

    buffer_printf(&note, "not remediated by %s; raised to red, the due time stays",
                  timestamp_write(alert->due_at, due));
    alert->severity = SEVERITY_RED;
    alert->escalated = true;
    alert_move_sign(alert, DAEMON_ACTOR, buffer_string(&note));
    tell(intake, item, CHANGE_ESCALATED, (struct text){0});
    buffer_finish(&note);
}

timestamp alert_book_advance(struct alert_book *book, timestamp now, timestamp event_now,
                             alert_report *report, void *cookie)
{
    const struct intake intake = {.book = book, .now = now, .report = report, .cookie = cookie};
    struct shelf_item *item = NULL;
    unsigned room = ADVANCE_MOST;

    if (book->event_now < event_now)
        book->event_now = event_now;
    for (; room > 0 && (item = shelf_overdue(book->shelf, now)); room--)
        escalate_overdue(&intake, item);
    if (event_now != TIMESTAMP_NONE) {
        for (; room > 0 && (item = shelf_untold(book->shelf, event_now)); room--)
            tell(&intake, item, CHANGE_UPDATED, (struct text){0});
        for (; room > 0 && (item = shelf_expired(book->shelf, event_now)); room--)
            shelf_forget(book->shelf, item);
        storm_expire(book->storms, book->options.storm_window, event_now);
    }
    return room > 0 ? shelf_next_overdue(book->shelf) : now;
}

bool alert_book_move(struct alert_book *book, const struct alert_move *move, timestamp now,
                     alert_report *report, void *cookie, struct error *err)
{
    const struct intake intake = {.book = book, .now = now, .report = report, .cookie = cookie};
    struct shelf_item *item = shelf_find(book->shelf, move->alert);
    char id[IDENTIFIER_TEXT_SIZE] = {0};

    if (!item)
        return error_set(err, "there is no alert %s", identifier_write(move->alert, id));
    if (!alert_move_apply(item->alert, move, err))
        return error_wrap(err, "alert %s", identifier_write(move->alert, id));
    if (alert_is_open(item->alert))
        tell(&intake, item, CHANGE_MOVED, (struct text){0});
    else
        close_alert(&intake, item);
    return true;
}

const struct alert *alert_book_find(const struct alert_book *book, struct identifier id)
{
    const struct shelf_item *item = shelf_find(book->shelf, id);

    return item ? item->alert : NULL;
}

static bool is_prefix(struct text prefix)
{
    if (prefix.length == 0 || prefix.length >= IDENTIFIER_TEXT_SIZE)
        return false;
    for (size_t i = 0; i < prefix.length; i++) {
        char digit = prefix.data[i];

        if (!((digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f') ||
              (digit >= 'A' && digit <= 'F')))
            return false;
    }
    return true;
}

const struct alert *alert_book_find_prefix(const struct alert_book *book, struct text prefix,
                                           struct error *err)
{
    const struct alert *found = NULL;
    const struct shelf_item *item = NULL;
    size_t position = 0;

    if (!is_prefix(prefix)) {
        error_set(err, "an alert is named by up to 32 hex digits, as `amberctl alerts` shows them");
        return NULL;
    }
    while ((item = shelf_next(book->shelf, &position))) {
        char id[IDENTIFIER_TEXT_SIZE] = {0};
        struct text text = text_of(identifier_write(item->id, id));

        if (!text_equal_caseless(text_until(text, prefix.length), prefix))
            continue;
        if (found) {
            error_set(err, "several alerts begin with %.*s; give more digits", TEXT_ARGS(prefix));
            return NULL;
        }
        found = item->alert;
    }
    if (!found)
        error_set(err, "no alert begins with %.*s", TEXT_ARGS(prefix));
    return found;
}

void alert_book_each(const struct alert_book *book, alert_visit *visit, void *cookie)
{
    const struct shelf_item *item = NULL;
    size_t position = 0;

    while ((item = shelf_next(book->shelf, &position)))
        visit(item->alert, cookie);
}

void alert_book_changes(struct alert_book *book, state_put *put, void *cookie)
{
    shelf_changes(book->shelf, put, cookie);
    storm_changes(book->storms, put, cookie);
    tally_changes(book->tally, put, cookie);
}

struct alert_counts alert_book_counts(const struct alert_book *book)
{
    struct shelf_counts shelf = shelf_counts(book->shelf);
    struct tally_counts total = tally_total(book->tally);

    return (struct alert_counts){
        .held = shelf.held,
        .open_amber = shelf.open_amber,
        .open_red = shelf.open_red,
        .created = book->created,
        .joined = book->joined,
        .stormed = book->stormed,
        .observations = total.observations,
        .shadowed = total.shadowed,
        .next_due = shelf_next_overdue(book->shelf),
    };
}
