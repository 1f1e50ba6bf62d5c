/* alerts, show, and the moves of an alert's life. */
#include <stdio.h>
#include <string.h>

#include "base/diagnostics.h"
#include "base/unicode_width.h"
#include "ctl/alert_hints.h"
#include "ctl/alert_line.h"
#include "ctl/alert_view.h"
#include "ctl/commands.h"
#include "ctl/complaint.h"
#include "ctl/daemon_paths.h"
#include "ctl/json_view.h"
#include "ctl/pager.h"
#include "ctl/terminal.h"
#include "model/alert.h"
#include "model/severity.h"
#include "protocol/reply.h"
#include "protocol/request.h"

/* The arguments speak of constant text; a request owns its own, but only borrows
 * here: it is written out and never finished. */
static char *lend(const char *text)
{
    return (char *)(uintptr_t)text;
}

static void print_alerts(const struct arguments *arguments, const json_t *list)
{
    struct buffer out = {0};

    pager_open(!arguments->no_pager);
    alert_line_write_table(list, json_view_now(), terminal_width(), &out);
    fputs(buffer_string(&out), stdout);
    buffer_finish(&out);
}

static bool is_filtered(const struct arguments *arguments)
{
    return arguments->all || arguments->state || arguments->rag || arguments->account ||
           arguments->site || arguments->rule;
}

static bool is_among(const char *value, const char *const *words)
{
    while (*words && strcmp(*words, value) != 0)
        words++;
    return *words != NULL;
}

/* Whether an option's value, if there is one, is among its words; complains. */
static bool check_word(const char *option, const char *value, const char *const *words)
{
    const char *near = NULL;
    struct buffer all = {0};
    size_t count = 0;

    if (!value || is_among(value, words))
        return true;
    for (; words[count]; count++)
        buffer_printf(&all, "%s%s",
                      count == 0         ? ""
                      : words[count + 1] ? ", "
                                         : " or ",
                      words[count]);
    near = diagnostics_suggest(text_of(value), words, count);
    complain("--%s: there is no '%s'; %s%s%s", option, value,
             near ? "did you mean '" : "it may be ", near ? near : buffer_string(&all),
             near ? "'?" : "");
    buffer_finish(&all);
    return false;
}

static bool check_filter(const struct arguments *arguments)
{
    const char *states[ALERT_FALSE_POSITIVE + 2] = {NULL};

    for (int state = ALERT_OPEN; state <= ALERT_FALSE_POSITIVE; state++)
        states[state] = alert_state_name((enum alert_state)state);
    return check_word("rag", arguments->rag, severity_of_alerts) &&
           check_word("state", arguments->state, states);
}

int command_alerts(const struct arguments *arguments)
{
    const struct request request = {.operation = REQUEST_ALERTS,
                                    .state = lend(arguments->state),
                                    .rag = lend(arguments->rag),
                                    .account = lend(arguments->account),
                                    .site = lend(arguments->site),
                                    .rule = lend(arguments->rule),
                                    .all = arguments->all};
    int status = REPLY_USAGE;
    json_t *data = check_filter(arguments) ? daemon_paths_ask(arguments, &request, &status) : NULL;
    json_t *list = json_object_get(data, "alerts");
    size_t index = 0;
    json_t *alert = NULL;

    if (!data)
        return status;
    if (arguments->json) {
        json_array_foreach (list, index, alert) {
            json_view_print(alert);
        }
    } else if (json_array_size(list) == 0) {
        puts(is_filtered(arguments) ? "No alert fits." : "No open alerts.");
        daemon_paths_doubt(arguments);
    } else {
        print_alerts(arguments, list);
    }
    json_decref(data);
    return status;
}

/* Those offered share so many digits, for not every alert there ever was shall be asked
 * for because of a slip. */
enum { NEAR_DIGITS = 2 };

/* Shows which alerts a word may have meant that names none, or more than one. */
static void offer_others(const struct arguments *arguments, const char *word)
{
    char digits[NEAR_DIGITS + 1] = "";
    const struct request request = {.operation = REQUEST_ALERTS, .alert = digits, .all = true};
    json_t *data = NULL;
    struct buffer out = {0};

    snprintf(digits, sizeof digits, "%s", word);
    data = daemon_paths_ask_quietly(arguments, &request);

    alert_hints_write(json_object_get(data, "alerts"), word, json_view_now(), terminal_width(),
                      &out);
    fputs(buffer_string(&out), stderr);
    buffer_finish(&out);
    json_decref(data);
}

/* Asks about one alert; where it is not found, says which ones are. */
static json_t *ask_about(const struct arguments *arguments, const struct request *request,
                         int *status)
{
    json_t *data = daemon_paths_ask(arguments, request, status);

    if (!data && *status == REPLY_USAGE && !arguments->quiet && !arguments->json)
        offer_others(arguments, request->alert);
    return data;
}

int command_show(const struct arguments *arguments)
{
    const struct request request = {
        .operation = REQUEST_SHOW, .alert = arguments->words[0], .evidence = arguments->evidence};
    int status = REPLY_OK;
    json_t *data = ask_about(arguments, &request, &status);
    struct buffer out = {0};

    if (!data)
        return status;
    if (arguments->json) {
        json_view_print(data);
    } else {
        pager_open(!arguments->no_pager);
        alert_view_write(data, json_view_now(), terminal_prose_width(), &out);
        fputs(buffer_string(&out), stdout);
    }
    buffer_finish(&out);
    json_decref(data);
    return status;
}

/* The state that a verb moves an alert to. */
static const char *state_of_verb(const struct arguments *arguments)
{
    static const struct {
        const char *verb;
        enum alert_state state;
    } verbs[] = {
        {"ack", ALERT_ACKNOWLEDGED},         {"isolate", ALERT_ISOLATED},
        {"investigate", ALERT_INVESTIGATED}, {"remediate", ALERT_REMEDIATED},
        {"reinforce", ALERT_REINFORCED},     {"close", ALERT_CLOSED},
    };

    if (arguments->false_positive)
        return alert_state_name(ALERT_FALSE_POSITIVE);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i].verb, arguments->command->name) == 0)
            return alert_state_name(verbs[i].state);
    }
    return "";
}

/* A line of its own, cut where the terminal ends. */
static void print_fitting(struct text line)
{
    unsigned width = terminal_width();
    bool is_cut = width > 0 && unicode_text_width(line) > width;
    struct text shown = is_cut ? unicode_fit(line, width - 1) : line;

    printf("%.*s%s\n", TEXT_ARGS(shown), is_cut ? "…" : "");
}

static int move_one(const struct arguments *arguments, const char *alert)
{
    const struct request request = {
        .operation = REQUEST_MOVE,
        .alert = lend(alert),
        .state = lend(state_of_verb(arguments)),
        .note = lend(arguments->note),
        .closure = {.remediation = lend(arguments->remediation),
                    .root_cause = lend(arguments->root_cause),
                    .reason = lend(arguments->reason),
                    .halt = lend(arguments->halt),
                    .notified = lend(arguments->notified),
                    .incident = lend(arguments->incident),
                    .reinforcement = lend(arguments->reinforcement),
                    .waiver = lend(arguments->waiver)},
    };
    int status = REPLY_OK;
    json_t *data = ask_about(arguments, &request, &status);
    struct buffer scratch = {0};
    struct buffer line = {0};

    if (!data)
        return status;
    if (arguments->json) {
        json_view_print(data);
    } else if (!arguments->quiet) {
        buffer_printf(&line, "%.8s is ", json_view_text(data, "id", &scratch).data);
        buffer_printf(&line, "%s: ", json_view_text(data, "state", &scratch).data);
        buffer_append_text(&line, json_view_text(data, "title", &scratch));
        print_fitting(buffer_text(&line));
    }
    buffer_finish(&line);
    buffer_finish(&scratch);
    json_decref(data);
    return status;
}

int command_move(const struct arguments *arguments)
{
    int worst = REPLY_OK;
    size_t moved = 0;

    for (size_t i = 0; i < arguments->word_count; i++) {
        int status = move_one(arguments, arguments->words[i]);

        worst = status > worst ? status : worst;
        moved += status == REPLY_OK;
    }
    return moved > 0 && moved < arguments->word_count ? REPLY_INCOMPLETE : worst;
}
