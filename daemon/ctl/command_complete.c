/* complete: what may come next on a command line, by the same tables that read it. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "ctl/commands.h"
#include "ctl/daemon_paths.h"
#include "ctl/json_view.h"
#include "ctl/offline.h"
#include "protocol/reply.h"
#include "protocol/request.h"

enum { MOST_OPTIONS = 64, PATIENCE_SECONDS = 2, SHORT_ID = 8 };

/* A command line up to its last word. */
struct unfinished {
    struct arguments asked;        /* what its options say so far */
    const struct option_row *open; /* the option whose value comes next */
    size_t operand_count;          /* behind the command */
    bool given[MOST_OPTIONS];      /* by row */
    bool only_operands;            /* `--` was said */
    struct text ahead;             /* what stays of the last word: "--format=" */
    struct text begun;             /* what is to be gone on with */
};

static void offer(const struct unfinished *line, struct text word, const char *what)
{
    if (!text_starts_with(word, line->begun))
        return;
    printf("%.*s%.*s", TEXT_ARGS(line->ahead), TEXT_ARGS(word));
    if (what[0] != '\0')
        printf("\t%s", what);
    putchar('\n');
}

static void offer_files(const struct unfinished *line)
{
    (void)line;
    puts(":files");
}

static void offer_formats(const struct unfinished *line)
{
    struct offline_formats formats = {0};
    const struct decoder *const *decoders = NULL;
    size_t count = 0;

    offline_formats_open(&line->asked, &formats);
    decoders = format_book_all(formats.book, &count);
    for (size_t i = 0; i < count; i++)
        offer(line, text_of(decoders[i]->name), decoders[i]->description);
    offline_formats_close(&formats);
}

/* Offers what sources say with one of their settings, a char *, each once. */
static void offer_of_sources(const struct unfinished *line, size_t offset)
{
    struct settings *settings = daemon_paths_settings(&line->asked);
    const char **said = mem_zero_array(settings->source_count, sizeof *said);
    size_t count = 0;

    for (size_t i = 0; i < settings->source_count; i++) {
        const char *member = (const char *)&settings->sources[i] + offset;
        const char *word = *(const char *const *)(const void *)member;
        bool is_new = word[0] != '\0';

        for (size_t k = 0; k < count; k++)
            is_new = is_new && strcmp(said[k], word) != 0;
        if (is_new) {
            said[count++] = word;
            offer(line, text_of(word), "");
        }
    }
    mem_free(said);
    settings_destroy(settings);
}

static void offer_accounts(const struct unfinished *line)
{
    offer_of_sources(line, offsetof(struct source_settings, account));
}

static void offer_sites(const struct unfinished *line)
{
    offer_of_sources(line, offsetof(struct source_settings, site));
}

static void offer_commands(const struct unfinished *line)
{
    for (size_t i = 0; i < line->asked.command_count; i++)
        offer(line, text_of(line->asked.commands[i].name), line->asked.commands[i].summary);
}

static void offer_states(const struct unfinished *line)
{
    for (int state = ALERT_OPEN; state <= ALERT_FALSE_POSITIVE; state++)
        offer(line, text_of(alert_state_name((enum alert_state)state)), "");
}

/* Offers a member of each of the daemon's things, with its title.  A shell does not
 * wait for a daemon that is busy: what takes too long ends amberctl. */
static void offer_of_daemon(const struct unfinished *line, const struct request *request,
                            const char *list, const char *member)
{
    int status = REPLY_OK;
    struct buffer title = {0};
    struct buffer name = {0};
    size_t index = 0;
    json_t *thing = NULL;
    json_t *data = NULL;

    alarm(PATIENCE_SECONDS);
    data = daemon_paths_ask(&line->asked, request, &status);
    json_array_foreach (json_object_get(data, list), index, thing) {
        struct text word = json_view_text(thing, member, &name);

        if (request->operation == REQUEST_ALERTS && line->begun.length <= SHORT_ID)
            word = text_until(word, SHORT_ID);
        json_view_text(thing, "title", &title);
        offer(line, word, buffer_string(&title));
    }
    json_decref(data);
    buffer_finish(&title);
    buffer_finish(&name);
}

static void offer_alerts(const struct unfinished *line)
{
    offer_of_daemon(line, &(struct request){.operation = REQUEST_ALERTS}, "alerts", "id");
}

static void offer_rules(const struct unfinished *line)
{
    offer_of_daemon(line, &(struct request){.operation = REQUEST_RULES}, "rules", "rule");
}

/* What the words of usage lines stand for.  Of others nothing is known. */
static const struct {
    const char *parameter;
    void (*offer)(const struct unfinished *line);
    const char *const *words; /* where they are always the same */
} meanings[] = {
    {"FILE", offer_files, NULL},
    {"PATH", offer_files, NULL},
    {"LOG", offer_files, NULL},
    {"RULES", offer_files, NULL},
    {"FORMAT", offer_formats, NULL},
    {"ACCOUNT", offer_accounts, NULL},
    {"SITE", offer_sites, NULL},
    {"COMMAND", offer_commands, NULL},
    {"STATE", offer_states, NULL},
    {"ALERT", offer_alerts, NULL},
    {"RULE", offer_rules, NULL},
    {"COLOUR", NULL, (const char *const[]){"amber", "red", NULL}},
    {"WHEN", NULL, (const char *const[]){"auto", "always", "never", NULL}},
    {"WHERE", NULL, (const char *const[]){"newest", "oldest", NULL}},
};

static void offer_values(const struct unfinished *line, struct text parameter)
{
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (!text_equal(parameter, text_of(meanings[i].parameter)))
            continue;
        if (meanings[i].offer)
            meanings[i].offer(line);
        for (size_t k = 0; meanings[i].words && meanings[i].words[k]; k++)
            offer(line, text_of(meanings[i].words[k]), "");
    }
}

static void offer_options(const struct unfinished *line)
{
    size_t count = 0;
    const struct option_row *rows = arguments_options(&count);

    for (size_t i = 0; i < count && i < MOST_OPTIONS; i++) {
        char word[40] = "";

        if (line->given[i] || !arguments_takes(line->asked.command, &rows[i]))
            continue;
        snprintf(word, sizeof word, "--%s", rows[i].name);
        offer(line, text_of(word), rows[i].help);
    }
    if (!line->asked.command)
        offer(line, TEXT("--version"), "which amberctl this is");
}

/* What follows the command: the first word in capitals says what it is. */
static void offer_operands(const struct unfinished *line)
{
    struct text operands = text_of(line->asked.command->operands);
    size_t start = 0;
    size_t end = 0;

    if (line->operand_count >= line->asked.command->most_words)
        return;
    while (start < operands.length && (operands.data[start] < 'A' || operands.data[start] > 'Z'))
        start++;
    for (end = start; end < operands.length; end++) {
        if (operands.data[end] < 'A' || operands.data[end] > 'Z')
            break;
    }
    offer_values(line, text_from(text_until(operands, end), start));
}

static void take_option(struct unfinished *line, const struct option_row *row, const char *word)
{
    size_t count = 0;
    const struct option_row *rows = arguments_options(&count);
    const char *value = strchr(word, '=');

    if ((size_t)(row - rows) < MOST_OPTIONS)
        line->given[row - rows] = true;
    if (row->parameter && !value)
        line->open = row;
    else if (row->parameter)
        arguments_set(&line->asked, row, value + 1);
}

static void take_word(struct unfinished *line, const char *word)
{
    const struct option_row *row = line->only_operands ? NULL : arguments_option_of(text_of(word));

    if (line->open) {
        arguments_set(&line->asked, line->open, word);
        line->open = NULL;
    } else if (row) {
        take_option(line, row, word);
    } else if (!line->only_operands && strcmp(word, "--") == 0) {
        line->only_operands = true;
    } else if (line->asked.command) {
        line->operand_count++;
    } else {
        line->asked.command = arguments_find(word, line->asked.commands, line->asked.command_count);
    }
}

static void offer_next(struct unfinished *line)
{
    const bool is_option = !line->only_operands && text_starts_with(line->begun, TEXT("-"));
    const struct option_row *row = is_option ? arguments_option_of(line->begun) : NULL;
    size_t end = 0;

    if (line->open) {
        offer_values(line, text_of(line->open->parameter));
    } else if (row && row->parameter && text_find(line->begun, TEXT("="), &end)) {
        line->ahead = text_until(line->begun, end + 1);
        line->begun = text_from(line->begun, end + 1);
        offer_values(line, text_of(row->parameter));
    } else if (is_option) {
        offer_options(line);
    } else if (line->asked.command) {
        offer_operands(line);
    } else {
        offer_commands(line);
    }
}

int command_complete(const struct arguments *arguments)
{
    struct unfinished line = {
        .asked = {.commands = arguments->commands,
                  .command_count = arguments->command_count,
                  .config = arguments->config,
                  .socket = arguments->socket},
    };

    for (size_t i = 0; i + 1 < arguments->word_count; i++)
        take_word(&line, arguments->words[i]);
    if (arguments->word_count > 0)
        line.begun = text_of(arguments->words[arguments->word_count - 1]);
    offer_next(&line);
    return REPLY_OK;
}
