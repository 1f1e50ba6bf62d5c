#include "ctl/arguments.h"

#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/diagnostics.h"

/* One option.  parameter NULL: a flag. */
struct option_row {
    const char *name;
    const char *parameter;
    size_t offset;
    bool common;
    const char *help;
};

#define AT(member) offsetof(struct arguments, member)

static const struct option_row rows[] = {
    {"config", "FILE", AT(config), true, "settings of the daemon (default " CONFIG_PATH ")"},
    {"json", NULL, AT(json), true, "JSON for programs, one object a line"},
    {"color", "WHEN", AT(color), true, "auto, always or never; NO_COLOR is honoured"},
    {"quiet", NULL, AT(quiet), true, "no progress, no notes on standard error"},
    {"help", NULL, AT(help), true, "this text"},
    {"rules", "PATH", AT(rules), false, "a rule file, or a folder of them"},
    {"format", "NAME", AT(format), false, "format of the logs; `amberctl formats` lists them"},
    {"layout", "TEXT", AT(layout), false,
     "how the columns stand, where the format lets one choose"},
    {"any-logsource", NULL, AT(any_log_source), false, "try every rule, whatever its logsource"},
    {"all", NULL, AT(all), false, "alerts: closed too; replay: findings that joined too"},
    {"state", "STATE", AT(state), false, "only alerts in this state"},
    {"rag", "COLOUR", AT(rag), false, "only amber, or only red"},
    {"account", "NAME", AT(account), false, "only of this client account"},
    {"rule", "RULE", AT(rule), false, "only of this rule"},
    {"from", "WHERE", AT(from), false, "newest (default), oldest, or an earlier record's cursor"},
    {"evidence", NULL, AT(evidence), false,
     "the unmasked records too; that you looked is recorded"},
    {"note", "TEXT", AT(note), false, "what is worth remembering"},
    {"remediation", "TEXT", AT(remediation), false, "what was done about it"},
    {"root-cause", "TEXT", AT(root_cause), false, "why it could happen"},
    {"false-positive", NULL, AT(false_positive), false, "it was none; needs --reason"},
    {"reason", "TEXT", AT(reason), false, "why it is a false positive"},
    {"halt", "TEXT", AT(halt), false, "Red: the process halted, by whom and when, or why not"},
    {"notified", "TEXT", AT(notified), false, "Red: the executives told, and when"},
    {"incident", "TEXT", AT(incident), false, "Red: reference of the incident"},
    {"reinforcement", "TEXT", AT(reinforcement), false, "Red: what keeps it from coming back"},
    {"waiver", "TEXT", AT(waiver), false, "Red: who waived a reinforcement, and why"},
    {"directory", "PATH", AT(directory), false, "the daemon's state folder"},
    {"anchor", "N:HASH", AT(anchor), false, "a record's number and hash written down earlier"},
    {"junit", NULL, AT(junit), false, "JUnit's XML, for CI systems"},
    {"tap", NULL, AT(tap), false, "Test Anything Protocol, for prove and its like"},
    {"socket", "PATH", AT(socket), false, "the daemon's socket, instead of the settings' one"},
};

enum { ROW_COUNT = sizeof rows / sizeof *rows, FIRST_LONG = 1000 };

static bool takes(const struct command *command, const struct option_row *row)
{
    if (row->common)
        return true;
    for (size_t i = 0; i < MOST_COMMAND_OPTIONS && command->options[i]; i++) {
        if (strcmp(command->options[i], row->name) == 0)
            return true;
    }
    return false;
}

static const struct command *find_command(const char *word, const struct command *commands,
                                          size_t count)
{
    const char *names[64] = {0};
    const char *near = NULL;

    for (size_t i = 0; i < count && i < 64; i++) {
        names[i] = commands[i].name;
        if (strcmp(commands[i].name, word) == 0)
            return &commands[i];
    }
    near = diagnostics_suggest(text_of(word), names, count);
    fprintf(stderr, "amberctl: there is no command '%s'", word);
    if (near)
        fprintf(stderr, "; did you mean '%s'?", near);
    fputs("\nTry `amberctl --help`.\n", stderr);
    return NULL;
}

static void set_option(struct arguments *arguments, const struct option_row *row)
{
    char *member = (char *)arguments + row->offset;

    if (row->parameter)
        *(const char **)(void *)member = optarg;
    else
        *(bool *)(void *)member = true;
}

/* getopt's own table, made of ours. */
static void make_options(struct option options[ROW_COUNT + 1])
{
    for (int i = 0; i < ROW_COUNT; i++) {
        options[i] =
            (struct option){rows[i].name, rows[i].parameter ? required_argument : no_argument, NULL,
                            FIRST_LONG + i};
    }
    options[ROW_COUNT] = (struct option){NULL, 0, NULL, 0};
}

static int row_of_letter(int letter)
{
    const char *name = letter == 'c'   ? "config"
                       : letter == 'q' ? "quiet"
                       : letter == 'h' ? "help"
                       : letter == 'f' ? "format"
                       : letter == 'r' ? "rules"
                                       : "";

    for (int i = 0; i < ROW_COUNT; i++) {
        if (strcmp(rows[i].name, name) == 0)
            return i;
    }
    return letter - FIRST_LONG;
}

static bool check_words(const struct arguments *arguments)
{
    const struct command *command = arguments->command;

    if (arguments->help || (arguments->word_count >= command->least_words &&
                            arguments->word_count <= command->most_words))
        return true;
    fprintf(stderr, "amberctl: usage: amberctl %s %s\nTry `amberctl %s --help`.\n", command->name,
            command->operands, command->name);
    return false;
}

bool arguments_read(int argc, char **argv, const struct command *commands, size_t count,
                    struct arguments *arguments)
{
    struct option options[ROW_COUNT + 1] = {{0}};
    bool given[ROW_COUNT] = {false};
    int letter = 0;

    *arguments = (struct arguments){.color = "auto", .config = CONFIG_PATH};
    make_options(options);
    while ((letter = getopt_long(argc, argv, "c:qhf:r:", options, NULL)) != -1) {
        int row = letter == '?' ? -1 : row_of_letter(letter);

        if (row < 0) {
            fputs("Try `amberctl --help`.\n", stderr);
            return false;
        }
        given[row] = true;
        set_option(arguments, &rows[row]);
    }
    if (optind >= argc)
        return arguments->help;
    arguments->command = find_command(argv[optind], commands, count);
    if (!arguments->command)
        return false;
    arguments->words = argv + optind + 1;
    arguments->word_count = (size_t)(argc - optind - 1);
    for (int i = 0; i < ROW_COUNT; i++) {
        if (given[i] && !takes(arguments->command, &rows[i])) {
            fprintf(stderr, "amberctl: %s takes no --%s\nTry `amberctl %s --help`.\n",
                    arguments->command->name, rows[i].name, arguments->command->name);
            return false;
        }
    }
    return check_words(arguments);
}

static void print_options(const struct command *command, bool common)
{
    for (int i = 0; i < ROW_COUNT; i++) {
        char left[40] = "";

        if (rows[i].common != common || !takes(command, &rows[i]))
            continue;
        snprintf(left, sizeof left, "--%s%s%s", rows[i].name, rows[i].parameter ? " " : "",
                 rows[i].parameter ? rows[i].parameter : "");
        printf("  %-22s %s\n", left, rows[i].help);
    }
}

void arguments_help(const struct command *command)
{
    printf("Usage: amberctl %s [OPTION...] %s\n\n%s.\n", command->name, command->operands,
           command->summary);
    if (command->help[0] != '\0')
        printf("\n%s", command->help);
    puts("\nOptions:");
    print_options(command, false);
    print_options(command, true);
}
