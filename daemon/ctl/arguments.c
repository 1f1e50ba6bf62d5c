#include "ctl/arguments.h"

#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/diagnostics.h"
#include "ctl/complaint.h"

#define AT(member) offsetof(struct arguments, member)

static const struct option_row rows[] = {
    {"config", "FILE", AT(config), true, "the settings (default " CONFIG_PATH ")"},
    {"json", NULL, AT(json), true, "JSON for programs, one object a line"},
    {"color", "WHEN", AT(color), true, "auto, always or never; NO_COLOR is honoured"},
    {"no-pager", NULL, AT(no_pager), true, "never page by page: not through $PAGER"},
    {"quiet", NULL, AT(quiet), true, "no progress, no notes on standard error"},
    {"help", NULL, AT(help), true, "this text"},
    {"rules", "PATH", AT(rules), false, "a rule file, or a folder of them"},
    {"format", "FORMAT", AT(format), false, "format of the logs; `amberctl formats` lists them"},
    {"layout", "TEXT", AT(layout), false, "how the columns stand, if the format lets one choose"},
    {"any-logsource", NULL, AT(any_log_source), false, "try every rule, whatever its logsource"},
    {"all", NULL, AT(all), false, "also what is left out: alerts closed, findings joined"},
    {"state", "STATE", AT(state), false, "only alerts in this state"},
    {"rag", "COLOUR", AT(rag), false, "only amber, or only red"},
    {"account", "ACCOUNT", AT(account), false, "only of this client account"},
    {"site", "SITE", AT(site), false, "only of this site"},
    {"rule", "RULE", AT(rule), false, "only of this rule"},
    {"from", "WHERE", AT(from), false, "newest (default), oldest, or a record's cursor"},
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

enum { ROW_COUNT = sizeof rows / sizeof *rows, FIRST_LONG = 1000, MOST_COMMANDS = 64 };

bool arguments_takes(const struct command *command, const struct option_row *row)
{
    if (row->common)
        return true;
    for (size_t i = 0; command && i < MOST_COMMAND_OPTIONS && command->options[i]; i++) {
        if (strcmp(command->options[i], row->name) == 0)
            return true;
    }
    return false;
}

/* Short forms. */
static const struct {
    char letter;
    const char *name;
} letters[] = {{'c', "config"}, {'q', "quiet"}, {'h', "help"}, {'f', "format"}, {'r', "rules"}};

enum { LETTERS = sizeof letters / sizeof *letters };

static char letter_of(const struct option_row *row)
{
    for (size_t i = 0; i < LETTERS; i++) {
        if (strcmp(letters[i].name, row->name) == 0)
            return letters[i].letter;
    }
    return '\0';
}

static int row_of_letter(int letter)
{
    const char *name = "";

    for (size_t i = 0; i < LETTERS; i++)
        name = letters[i].letter == letter ? letters[i].name : name;
    for (int i = 0; i < ROW_COUNT; i++) {
        if (strcmp(rows[i].name, name) == 0)
            return i;
    }
    return letter - FIRST_LONG;
}

const struct command *arguments_find(const char *word, const struct command *commands, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(commands[i].name, word) == 0)
            return &commands[i];
    }
    return NULL;
}

const struct command *arguments_find_or_complain(const char *word, const struct command *commands,
                                                 size_t count)
{
    const struct command *command = arguments_find(word, commands, count);
    const char *names[MOST_COMMANDS] = {0};
    const char *near = NULL;

    if (command)
        return command;
    for (size_t i = 0; i < count && i < MOST_COMMANDS; i++)
        names[i] = commands[i].name;
    near = diagnostics_suggest(text_of(word), names, count < MOST_COMMANDS ? count : MOST_COMMANDS);
    complain("there is no command '%s'%s%s%s", word, near ? "; did you mean '" : "",
             near ? near : "", near ? "'?" : "");
    fputs("Try `amberctl --help`.\n", stderr);
    return NULL;
}

/* Where to read on. */
static void point_to_help(const struct command *command)
{
    fprintf(stderr, "Try `amberctl %s%s--help`.\n", command ? command->name : "",
            command ? " " : "");
}

/* The command that a line which cannot be read is most likely about: the first word that
 * is one.  NULL when there is none. */
static const struct command *guess_command(char **argv, const struct command *commands,
                                           size_t count)
{
    const struct command *command = NULL;

    for (size_t i = 1; argv[i] && !command; i++)
        command = arguments_find(argv[i], commands, count);
    return command;
}

/* The option of the command, or of any, that a word is short for or nearly is. */
static const char *suggest_option(struct text word, const struct command *command)
{
    const char *names[ROW_COUNT] = {0};
    size_t count = 0;

    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (command && !arguments_takes(command, &rows[i]))
            continue;
        if (word.length > 0 && text_starts_with(text_of(rows[i].name), word))
            return rows[i].name;
        names[count++] = rows[i].name;
    }
    return diagnostics_suggest(word, names, count);
}

/* Says what is wrong with the option that getopt stumbled over; trouble is ':' where its
 * value is missing. */
static void complain_of_option(char **argv, int trouble, const struct command *command)
{
    struct text word = text_of(argv[optind - 1]);
    int row = row_of_letter(optopt);
    const char *near = NULL;

    if (optopt && row >= 0 && trouble == ':') {
        complain("--%s needs a value: --%s %s", rows[row].name, rows[row].name,
                 rows[row].parameter);
    } else if (optopt && row >= 0) {
        complain("--%s takes no value", rows[row].name);
    } else if (optopt) {
        complain("there is no option -%c", optopt);
    } else {
        text_take(&word, TEXT("--"));
        text_cut(word, TEXT("="), &word, &(struct text){0});
        near = suggest_option(word, command);
        complain("%s%sno option --%.*s%s%s%s", command ? command->name : "there is ",
                 command ? " has " : "", TEXT_ARGS(word), near ? "; did you mean --" : "",
                 near ? near : "", near ? "?" : "");
    }
    point_to_help(command);
}

void arguments_set(struct arguments *arguments, const struct option_row *row, const char *value)
{
    char *member = (char *)arguments + row->offset;

    if (row->parameter)
        *(const char **)(void *)member = value;
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

static bool check_words(const struct arguments *arguments)
{
    const struct command *command = arguments->command;
    size_t count = arguments->word_count;

    if (arguments->help || (count >= command->least_words && count <= command->most_words))
        return true;
    if (count > command->most_words)
        complain("%s: '%s' is one word too many", command->name,
                 arguments->words[command->most_words]);
    fprintf(stderr, "%susage: amberctl %s%s%s\n",
            count > command->most_words ? "" : "amberctl: ", command->name,
            command->operands[0] ? " " : "", command->operands);
    point_to_help(command);
    return false;
}

/* An option that is another command's. */
static bool check_options(const struct arguments *arguments, const bool *given)
{
    for (int i = 0; i < ROW_COUNT; i++) {
        if (given[i] && !arguments_takes(arguments->command, &rows[i])) {
            complain("%s takes no --%s", arguments->command->name, rows[i].name);
            point_to_help(arguments->command);
            return false;
        }
    }
    return true;
}

bool arguments_read(int argc, char **argv, const struct command *commands, size_t count,
                    struct arguments *arguments)
{
    struct option options[ROW_COUNT + 1] = {{0}};
    bool given[ROW_COUNT] = {false};
    int letter = 0;

    *arguments = (struct arguments){
        .commands = commands, .command_count = count, .color = "auto", .config = CONFIG_PATH};
    make_options(options);
    opterr = 0;
    while ((letter = getopt_long(argc, argv, ":c:qhf:r:", options, NULL)) != -1) {
        int row = letter == '?' || letter == ':' ? -1 : row_of_letter(letter);

        if (row < 0) {
            complain_of_option(argv, letter, guess_command(argv, commands, count));
            return false;
        }
        given[row] = true;
        arguments_set(arguments, &rows[row], optarg);
    }
    if (optind >= argc) {
        if (!arguments->help && argc > 1)
            complain("which command? `amberctl --help` lists them");
        return arguments->help;
    }
    arguments->command = arguments_find_or_complain(argv[optind], commands, count);
    if (!arguments->command)
        return false;
    arguments->words = argv + optind + 1;
    arguments->word_count = (size_t)(argc - optind - 1);
    return check_options(arguments, given) && check_words(arguments);
}

static void print_options(const struct command *command, bool common)
{
    for (int i = 0; i < ROW_COUNT; i++) {
        char left[40] = "";
        char letter = letter_of(&rows[i]);
        char prefix[] = {'-', letter, ',', ' ', '\0'};

        if (rows[i].common != common || !arguments_takes(command, &rows[i]))
            continue;
        snprintf(left, sizeof left, "%s--%s%s%s", letter ? prefix : "    ", rows[i].name,
                 rows[i].parameter ? " " : "", rows[i].parameter ? rows[i].parameter : "");
        printf("  %-24s %s\n", left, rows[i].help);
    }
}

void arguments_help(const struct command *command)
{
    printf("Usage: amberctl %s [OPTION...]%s%s\n\n%s.\n", command->name,
           command->operands[0] ? " " : "", command->operands, command->summary);
    if (command->help[0] != '\0')
        printf("\n%s", command->help);
    puts("\nOptions:");
    print_options(command, false);
    print_options(command, true);
}

const struct option_row *arguments_options(size_t *count)
{
    *count = ROW_COUNT;
    return rows;
}

const struct option_row *arguments_option_of(struct text word)
{
    size_t end = 0;
    int row = 0;

    if (word.length == 2 && word.data[0] == '-') {
        row = row_of_letter(word.data[1]);
        return row >= 0 ? &rows[row] : NULL;
    }
    if (!text_starts_with(word, TEXT("--")))
        return NULL;
    word = text_from(word, 2);
    word = text_find(word, TEXT("="), &end) ? text_until(word, end) : word;
    for (int i = 0; i < ROW_COUNT; i++) {
        if (text_equal(word, text_of(rows[i].name)))
            return &rows[i];
    }
    return NULL;
}
