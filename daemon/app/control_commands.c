#include "app/control_commands.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "app/clock.h"
#include "app/metrics_report.h"
#include "app/runtime_parts.h"
#include "app/status_report.h"
#include "base/array.h"
#include "base/memory.h"
#include "model/alert_json.h"
#include "model/json_value.h"
#include "protocol/reply.h"
#include "protocol/request.h"

/* A request under way. */
struct command {
    struct runtime *runtime;
    const struct request *request;
    const struct actor *actor;
    struct buffer *reply;
};

static void refuse(struct command *command, enum reply_code code, const char *why)
{
    reply_write_error(command->reply, code, why);
}

static void answer_ping(struct command *command)
{
    reply_write(command->reply, json_pack("{s:s}", "version", VERSION));
}

static void answer_status(struct command *command)
{
    reply_write(command->reply, status_report(command->runtime));
}

static void answer_sources(struct command *command)
{
    reply_write(command->reply, status_report_sources(command->runtime));
}

static void answer_rules(struct command *command)
{
    reply_write(command->reply, status_report_rules(command->runtime));
}

/* An alert as the feed would tell it now. */
static json_t *alert_as_json(const struct alert *alert)
{
    struct buffer body = {0};
    json_t *json = NULL;

    alert_json_write(&body, alert, CHANGE_UPDATED, TIMESTAMP_NONE);
    json = json_loadb(body.data, body.length, 0, NULL);
    json_object_del(json, "type");
    json_object_del(json, "change");
    json_object_del(json, "time");
    buffer_finish(&body);
    return json;
}

/* The alerts a request asks for, borrowed. */
struct alert_listing {
    const struct request *request;
    const struct alert **alerts;
    size_t count;
    size_t capacity;
};

/* A storm over several accounts has none. */
static bool fits(const char *wanted, const char *value)
{
    return !wanted || (value && strcmp(wanted, value) == 0);
}

static bool begins_with(const struct alert *alert, const char *digits)
{
    char id[IDENTIFIER_TEXT_SIZE] = "";
    struct text text = text_of(identifier_write(alert->id, id));

    return !digits || text_equal_caseless(text_until(text, strlen(digits)), text_of(digits));
}

static bool is_asked_for(const struct request *request, const struct alert *alert)
{
    if (!request->all && !request->state && !alert_is_open(alert))
        return false;
    return (!request->state || strcmp(request->state, alert_state_name(alert->state)) == 0) &&
           (!request->rag || strcmp(request->rag, severity_name(alert->severity)) == 0) &&
           begins_with(alert, request->alert) && fits(request->account, alert->account) &&
           fits(request->site, alert->site) &&
           (!request->rule || strcmp(request->rule, alert->rule_key) == 0);
}

static void list_alert(const struct alert *alert, void *cookie)
{
    struct alert_listing *listing = cookie;

    if (!is_asked_for(listing->request, alert))
        return;
    listing->alerts = array_room(listing->alerts, listing->count, &listing->capacity,
                                 sizeof(const struct alert *));
    listing->alerts[listing->count++] = alert;
}

/* Red before Amber, then what is due first. */
static int by_urgency(const void *a, const void *b)
{
    const struct alert *one = *(const struct alert *const *)a;
    const struct alert *other = *(const struct alert *const *)b;

    if (one->severity != other->severity)
        return one->severity > other->severity ? -1 : 1;
    return (one->due_at > other->due_at) - (one->due_at < other->due_at);
}

/* A filter that nothing can fit is a mistake, and "none" would be a false all-clear. */
static bool is_sensible(struct command *command)
{
    const struct request *request = command->request;
    enum alert_state state = ALERT_OPEN;
    enum severity severity = SEVERITY_AMBER;

    if (request->state && !alert_state_find(text_of(request->state), &state)) {
        refuse(command, REPLY_USAGE,
               "'state' is one of open, acknowledged, isolated, investigated, remediated, "
               "reinforced, closed, false-positive");
        return false;
    }
    if (request->rag &&
        (!severity_find(text_of(request->rag), &severity) || severity == SEVERITY_OBSERVATION)) {
        refuse(command, REPLY_USAGE, "'rag' is amber or red");
        return false;
    }
    return true;
}

static void answer_alerts(struct command *command)
{
    struct alert_listing listing = {.request = command->request};
    json_t *list = NULL;

    if (!is_sensible(command))
        return;
    list = json_array();

    alert_book_each(command->runtime->alerts, list_alert, &listing);
    if (listing.count > 0)
        qsort(listing.alerts, listing.count, sizeof(const struct alert *), by_urgency);
    for (size_t i = 0; i < listing.count; i++)
        json_array_append_new(list, alert_as_json(listing.alerts[i]));
    reply_write(command->reply, json_pack("{s:o}", "alerts", list));
    mem_free(listing.alerts);
}

/* The alert that a request names; NULL, and refused, when there is none. */
static const struct alert *find_alert(struct command *command)
{
    struct error err = {0};
    const struct alert *alert = NULL;

    if (!command->request->alert) {
        refuse(command, REPLY_USAGE, "'alert' is missing: its identifier or the first digits");
        return NULL;
    }
    alert =
        alert_book_find_prefix(command->runtime->alerts, text_of(command->request->alert), &err);
    if (!alert)
        refuse(command, REPLY_USAGE, err.text);
    return alert;
}

static bool add_evidence(const struct journal_record *record, void *cookie)
{
    struct buffer escaped = {0};

    buffer_append_escaped(&escaped, record->evidence);
    json_array_append_new(cookie, json_stringn(buffer_string(&escaped), escaped.length));
    buffer_finish(&escaped);
    return true;
}

/* What must be on record before it is answered needs a journal that takes records;
 * so nothing piles up in memory while it does not. */
static bool can_record(struct command *command)
{
    if (!alert_desk_is_blocked(command->runtime->desk))
        return true;
    refuse(command, REPLY_INCOMPLETE,
           "the journal cannot be written now, so nothing was done; try again when it can be");
    return false;
}

/* Seeing what was masked is itself a record, which comes first.  False, and
 * refused, when it cannot be written. */
static bool show_evidence(struct command *command, const struct alert *alert, json_t *data)
{
    char id[IDENTIFIER_TEXT_SIZE] = "";
    json_t *list = NULL;

    if (!can_record(command))
        return false;
    alert_desk_tell(command->runtime->desk, JOURNAL_VIEW, "view",
                    "Unmasked evidence of an alert was looked at.",
                    json_pack("{s:s, s:s}", "alert", identifier_write(alert->id, id), "actor",
                              command->actor->name));
    if (!housekeeping_settle(command->runtime, true)) {
        refuse(command, REPLY_INCOMPLETE,
               "the journal cannot be written now, and who looks is recorded first");
        return false;
    }
    list = json_array();
    journal_each_evidence(command->runtime->journal, alert->id, add_evidence, list);
    json_object_set_new(data, "evidence", list);
    return true;
}

static bool has_name(struct command *command)
{
    if (command->actor->name[0] != '\0')
        return true;
    refuse(command, REPLY_PERMISSION,
           "root without a login is nobody who could answer for this; log in as yourself and use "
           "sudo or su, or be a member of the control group; on a machine without logins "
           "the setting control.test_user says for whom root acts");
    return false;
}

/* A JSON string of any bytes, whole: what is not UTF-8 is repaired. */
static json_t *json_of(const char *words)
{
    bool cut = false;

    return json_value_text(text_of(words), SIZE_MAX, &cut);
}

static json_t *json_of_list(const char *const *words, size_t count)
{
    json_t *list = json_array();

    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_of(words[i]));
    return list;
}

/* Adds what the rule that raised an alert says now: it may have been changed since, or
 * be gone. */
static void add_rule(struct command *command, const struct alert *alert, json_t *rule)
{
    const struct rule_facts *facts =
        generation_find_rule(command->runtime->generation, alert->rule_key);

    if (!facts)
        return;
    if (facts->description)
        json_object_set_new(rule, "description", json_of(facts->description));
    if (facts->path)
        json_object_set_new(rule, "path", json_of(facts->path));
    if (facts->path)
        json_object_set_new(rule, "line", json_integer((json_int_t)facts->line));
    json_object_set_new(rule, "false_positives",
                        json_of_list(facts->false_positives, facts->false_positive_count));
    json_object_set_new(rule, "next_steps",
                        json_of_list(facts->next_steps, facts->next_step_count));
}

static void answer_show(struct command *command)
{
    const struct alert *alert = find_alert(command);
    json_t *data = NULL;

    if (!alert || (command->request->evidence && !has_name(command)))
        return;
    data = alert_as_json(alert);
    add_rule(command, alert, json_object_get(data, "rule"));
    if (command->request->evidence && !show_evidence(command, alert, data))
        json_decref(data);
    else
        reply_write(command->reply, data);
}

static void answer_move(struct command *command)
{
    struct runtime *runtime = command->runtime;
    const struct request *request = command->request;
    const struct alert *alert = find_alert(command);
    enum alert_state to = ALERT_OPEN;
    struct alert_move move = {0};
    struct error err = {0};

    if (!alert || !has_name(command) || !can_record(command))
        return;
    if (!request->state || !alert_state_find(text_of(request->state), &to)) {
        refuse(command, REPLY_USAGE, "'state' names no state of an alert");
        return;
    }
    move = (struct alert_move){.alert = alert->id,
                               .to = to,
                               .actor = command->actor->name,
                               .note = request->note,
                               .closure = &request->closure};
    if (!alert_book_move(runtime->alerts, &move, clock_now(), alert_desk_take_alert, runtime->desk,
                         &err)) {
        refuse(command, REPLY_USAGE, err.text);
        return;
    }
    if (!housekeeping_settle(runtime, true)) {
        refuse(command, REPLY_INCOMPLETE,
               "done, but the journal cannot be written now; it is kept and written as soon as "
               "it can be");
        return;
    }
    alert = alert_book_find(runtime->alerts, move.alert);
    reply_write(command->reply, alert ? alert_as_json(alert) : json_object());
}

static void answer_reload(struct command *command)
{
    struct error err = {0};
    enum reload_result result = reload_run(command->runtime, &err);

    if (result == RELOAD_DONE)
        reply_write(command->reply,
                    json_pack("{s:s, s:O}", "message", command->runtime->last_reload,
                              "takes_restart", command->runtime->unchanged));
    else
        refuse(command, result == RELOAD_BAD_RULES ? REPLY_CONTENT : REPLY_USAGE, err.text);
}

static void answer_metrics(struct command *command)
{
    struct buffer text = {0};

    metrics_report(command->runtime, &text);
    reply_write(command->reply, json_pack("{s:s%}", "text", text.data, text.length));
    buffer_finish(&text);
}

static const struct {
    void (*answer)(struct command *);
    enum access needed;
} operations[] = {
    [REQUEST_PING] = {answer_ping, ACCESS_READ},
    [REQUEST_STATUS] = {answer_status, ACCESS_READ},
    [REQUEST_SOURCES] = {answer_sources, ACCESS_READ},
    [REQUEST_RULES] = {answer_rules, ACCESS_READ},
    [REQUEST_ALERTS] = {answer_alerts, ACCESS_READ},
    [REQUEST_SHOW] = {answer_show, ACCESS_READ},
    [REQUEST_MOVE] = {answer_move, ACCESS_ALL},
    [REQUEST_RELOAD] = {answer_reload, ACCESS_ALL},
    [REQUEST_METRICS] = {answer_metrics, ACCESS_READ},
};

/* Readers see of an alert what the feed shows.  Refuses, and false, where more is asked. */
static bool is_allowed(struct command *command)
{
    enum access needed =
        command->request->evidence ? ACCESS_ALL : operations[command->request->operation].needed;
    struct buffer words = {0};

    if (command->actor->access >= needed)
        return true;
    access_explain(&command->runtime->access, needed, &words);
    refuse(command, REPLY_PERMISSION, buffer_string(&words));
    buffer_finish(&words);
    return false;
}

void control_commands_answer(struct text line, const struct actor *actor, struct buffer *reply,
                             void *cookie)
{
    struct request request = {0};
    struct command command = {cookie, &request, actor, reply};
    struct error err = {0};

    if (!request_read(line, &request, &err)) {
        reply_write_error(reply, REPLY_USAGE, err.text);
        return;
    }
    if (is_allowed(&command))
        operations[request.operation].answer(&command);
    request_finish(&request);
}
