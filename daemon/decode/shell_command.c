#include "decode/shell_command.h"

#include <string.h>

#include "base/array.h"
#include "decode/shell_path.h"
#include "decode/shell_starter.h"
#include "decode/shell_word.h"

/* A word of a command. */
struct part {
    struct text text;
    size_t start; /* where it stands in the script */
    enum { PART_WORD, PART_OPERATOR, PART_TARGET } kind;
    bool is_quoted;
};

struct command {
    struct part parts[SHELL_WORDS_MOST];
    size_t count;
};

/* One line, with the scripts in it. */
struct reading {
    struct event *event;
    struct text folder; /* where relative paths begin; empty = not known */
    size_t commands;
    size_t depth;
};

/* The programs whose words are mostly names of files. */
static const char *const file_programs[] = {
    "rm",      "rmdir",   "unlink", "shred", "srm",      "wipe",  "truncate", "cp",     "mv",
    "ln",      "tee",     "touch",  "cat",   "less",     "more",  "head",     "tail",   "find",
    "sed",     "perl",    "gzip",   "xz",    "bzip2",    "tar",   "zip",      "base64", "xxd",
    "od",      "strings", "vi",     "vim",   "nano",     "chmod", "chown",    "chgrp",  "chattr",
    "install", "source",  "rsync",  "ed",    "ex",       "nvim",  "emacs",    "sponge", "sudoedit",
    "visudo",  "patch",   "zstd",   "view",  "utmpdump", NULL};

static const char *const shells[] = {"sh",    "bash", "dash", "zsh",  "ksh",   "ash",
                                     "rbash", "mksh", "fish", "tcsh", "capsh", NULL};

/* The words of the shell that a command may follow. */
static const char *const openers[] = {"if",    "then", "else", "elif", "while",
                                      "until", "do",   "!",    "{",    NULL};

static void read_script(struct reading *reading, struct text script, bool is_argv);

static bool is_one_of(struct text text, const char *const *words)
{
    for (; *words; words++) {
        if (text_equal(text, text_of(*words)))
            return true;
    }
    return false;
}

static struct text base_name(struct text path)
{
    size_t slash = 0;

    return text_find_last(path, TEXT("/"), &slash) ? text_from(path, slash + 1) : path;
}

/* NAME=value in front of a command. */
static bool is_assignment(struct text word)
{
    for (size_t i = 0; i < word.length; i++) {
        char byte = word.data[i];
        bool is_digit = byte >= '0' && byte <= '9';

        if (byte == '=')
            return i > 0;
        if (!(byte == '_' || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
              (is_digit && i > 0)))
            return false;
    }
    return false;
}

static bool is_option(const struct part *part)
{
    return part->kind == PART_WORD && part->text.length > 1 &&
           (part->text.data[0] == '-' || part->text.data[0] == '+');
}

static bool has_blank(struct text text)
{
    return text_find(text, TEXT(" "), &(size_t){0});
}

/* The name of the program at index. */
static struct text name_at(const struct command *command, size_t index)
{
    return index < command->count ? base_name(command->parts[index].text) : (struct text){0};
}

/* Where the program begins that the one at index only starts; 0 = it has not that form. */
static size_t behind_starter(const struct command *command, size_t index,
                             const struct shell_starter *starter)
{
    size_t operands = starter->operands;
    bool has_form = !starter->form;

    for (index++; index < command->count; index++) {
        const struct part *part = &command->parts[index];

        if (is_option(part))
            index += shell_starter_takes_word(starter, part->text) ? 1 : 0;
        else if (operands > 0)
            operands--;
        else if (!is_assignment(part->text))
            break;
        if (starter->form && text_starts_with(part->text, text_of(starter->form)))
            has_form = true;
    }
    return has_form ? index : 0;
}

/* Where what the program at index starts begins; 0 = it starts none. */
static size_t find_started(const struct command *command, size_t index)
{
    struct text name = name_at(command, index);
    const struct shell_starter *starter = shell_starter_next(name, NULL);
    size_t next = 0;

    for (; starter && next == 0; starter = shell_starter_next(name, starter))
        next = behind_starter(command, index, starter);
    return next < command->count ? next : 0;
}

/* Where the program itself begins; what only starts it has nobody else to start. */
static size_t find_program(const struct command *command)
{
    size_t index = 0;

    while (index < command->count && (is_assignment(command->parts[index].text) ||
                                      is_one_of(command->parts[index].text, openers)))
        index++;
    for (size_t next = find_started(command, index); next > 0; next = find_started(command, index))
        index = next;
    return index;
}

/* Where -c stands among the options of the shell at index; count where it does not. */
static size_t find_shell_c(const struct command *command, size_t index)
{
    for (index++; index < command->count && is_option(&command->parts[index]); index++) {
        struct text option = command->parts[index].text;

        if (text_starts_with(option, TEXT("--")))
            continue;
        if (text_starts_with(option, TEXT("-")) && text_find(option, TEXT("c"), &(size_t){0}))
            return index;
        if (text_ends_with(option, TEXT("o")) || text_ends_with(option, TEXT("O")))
            index++;
    }
    return command->count;
}

/* The same of su and script, which take their options behind a name as well. */
static size_t find_su_c(const struct command *command, size_t index)
{
    for (index++; index < command->count; index++) {
        struct text option = command->parts[index].text;

        if (text_equal(option, TEXT("--command")) ||
            (is_option(&command->parts[index]) && !text_starts_with(option, TEXT("--")) &&
             text_ends_with(option, TEXT("c"))))
            break;
    }
    return index;
}

/* "env -S 'rm x'", "flock f -c 'rm x'": the program's word is a whole script. */
static bool is_script_word(const struct command *command, size_t index)
{
    const struct part *part = &command->parts[index];
    struct text option;

    if (index == 0 || index >= command->count || !part->is_quoted || !has_blank(part->text))
        return false;
    option = command->parts[index - 1].text;
    return is_option(&command->parts[index - 1]) &&
           (text_ends_with(option, TEXT("S")) || text_ends_with(option, TEXT("c")) ||
            text_equal(option, TEXT("--split-string")) || text_equal(option, TEXT("--command")));
}

/* Where the script is that a shell is given as a word: behind -c.  0 = none. */
static size_t find_given_script(const struct command *command, size_t index)
{
    struct text name = name_at(command, index);
    size_t mark = command->count;

    if (is_script_word(command, index))
        return index;
    if (text_equal(name, TEXT("eval")))
        mark = index;
    else if (is_one_of(name, shells))
        mark = find_shell_c(command, index);
    else if (is_one_of(name, (const char *const[]){"su", "runuser", "script", NULL}))
        mark = find_su_c(command, index);
    return mark + 1 < command->count ? mark + 1 : 0;
}

static bool is_number(struct text text)
{
    return text.length > 0 && text_count_digits(text) == text.length;
}

/* Whether the word at index names a file: of find only what stands in front of its tests. */
static bool is_file_word(const struct command *command, size_t program, size_t index)
{
    struct text name = name_at(command, program);
    size_t i = program + 1;

    if (!is_one_of(name, file_programs) || is_option(&command->parts[index]) ||
        is_number(command->parts[index].text))
        return false;
    if (text_equal(name, TEXT("rsync")) && /* another host's */
        text_find(command->parts[index].text, TEXT(":"), &(size_t){0}))
        return false;
    if (!text_equal(name, TEXT("find")))
        return true;
    while (i < index && command->parts[i].text.length == 2)
        i++;
    while (i < index && !is_option(&command->parts[i]) &&
           !text_equal(command->parts[i].text, TEXT("(")))
        i++;
    return i == index && !text_equal(command->parts[i].text, TEXT("("));
}

static struct text behind(const struct reading *reading, struct text start, struct text rest)
{
    const struct text both[] = {start, rest};

    return arena_join(reading->event->arena, both, 2);
}

/* A word as rules see it. */
static struct text shown(const struct reading *reading, const struct part *part, bool is_file)
{
    struct text word = part->text;
    struct text file = word;

    if (part->kind == PART_OPERATOR)
        return word;
    if (part->kind == PART_WORD &&
        (text_starts_with(word, TEXT(">")) || text_starts_with(word, TEXT("<"))))
        return behind(reading, TEXT("\\"), word);
    if (text_take(&file, TEXT("of=")))
        return behind(reading, TEXT("of="),
                      shell_path(reading->event->arena, reading->folder, file));
    if (text_starts_with(word, TEXT("/")))
        return shell_path(reading->event->arena, (struct text){0}, word);
    if (part->kind == PART_TARGET || is_file)
        return shell_path(reading->event->arena, reading->folder, word);
    return word;
}

/* Puts the command that begins at index. */
static void put(struct reading *reading, const struct command *command, size_t index)
{
    struct text name = name_at(command, index);
    struct text texts[2 * SHELL_WORDS_MOST];
    size_t count = 0;

    texts[count++] = command->parts[index].kind == PART_WORD ? name : command->parts[index].text;
    for (size_t i = index + 1; i < command->count; i++) {
        texts[count++] = TEXT(" ");
        texts[count++] = shown(reading, &command->parts[i], is_file_word(command, index, i));
    }
    event_put_text(reading->event, FIELD_COMMANDS, arena_join(reading->event->arena, texts, count));
    reading->commands++;
}

/* "cd /srv": where what follows begins. */
static void change_folder(struct reading *reading, const struct command *command, size_t index)
{
    struct text name = name_at(command, index);

    if (!text_equal(name, TEXT("cd")) && !text_equal(name, TEXT("pushd")))
        return;
    for (index++; index < command->count && is_option(&command->parts[index]);)
        index++;
    if (index >= command->count || command->parts[index].kind != PART_WORD)
        reading->folder = TEXT("~");
    else
        reading->folder =
            shell_path(reading->event->arena, reading->folder, command->parts[index].text);
    if (reading->folder.length > SHELL_FOLDER_LONGEST)
        reading->folder = (struct text){0};
}

/* The script at index: one word of several, where a log has kept its quotes, or all that
 * follows where they are lost. */
static struct text given_script(const struct command *command, size_t index, struct text script)
{
    const struct part *first = &command->parts[index];

    if (first->is_quoted && has_blank(first->text))
        return first->text;
    return text_from(script, first->start);
}

/* The same of script, behind whose -c a name for what it records may follow. */
static struct text recorded_script(struct text text)
{
    const struct text nowhere = TEXT(" /dev/null");

    return text_ends_with(text, nowhere) ? text_until(text, text.length - nowhere.length) : text;
}

/* A command that was read to its end. */
static void finish(struct reading *reading, struct command *command, struct text script,
                   bool is_argv)
{
    size_t index = find_program(command);
    size_t given = find_given_script(command, index);
    struct text text = {0};

    if (index >= command->count)
        return;
    if (given == 0 || reading->depth >= SHELL_DEPTH_MOST) {
        put(reading, command, index);
        change_folder(reading, command, index);
        return;
    }
    text = is_argv ? given_script(command, given, script) : command->parts[given].text;
    if (is_argv && text_equal(name_at(command, index), TEXT("script")))
        text = recorded_script(text);
    read_script(reading, text, false);
}

static void read_insides(struct reading *reading, const struct shell_word *word)
{
    for (size_t i = 0; i < word->inside_count; i++)
        read_script(reading, word->insides[i], false);
}

/* Whether a file's name follows: not behind "2>&1". */
static bool wants_target(const struct part *part)
{
    char last = '-';

    if (part->kind == PART_OPERATOR)
        last = part->text.data[part->text.length - 1];
    return last != '-' && !(last >= '0' && last <= '9');
}

/* Adds a word; one too many is left out. */
static void add(struct command *command, const struct shell_word *word)
{
    struct part *part = &command->parts[command->count];

    if (command->count >= SHELL_WORDS_MOST || (word->text.length == 0 && !word->is_quoted))
        return;
    part->text = word->text;
    part->start = word->start;
    part->is_quoted = word->is_quoted;
    part->kind = PART_WORD;
    if (word->kind == SHELL_REDIRECTION)
        part->kind = PART_OPERATOR;
    else if (command->count > 0 && wants_target(&command->parts[command->count - 1]))
        part->kind = PART_TARGET;
    command->count++;
}

static void read_script(struct reading *reading, struct text script, bool is_argv)
{
    struct shell_words words = {.script = text_until(script, SHELL_LINE_LONGEST),
                                .is_argv = is_argv,
                                .is_command_start = true};
    struct command command = {.count = 0};
    struct shell_word word;

    if (reading->depth >= SHELL_DEPTH_MOST)
        return;
    reading->depth++;
    words.bytes = arena_alloc(reading->event->arena, words.script.length + 1);
    do {
        shell_word_next(&words, &word);
        if (word.kind == SHELL_WORD || word.kind == SHELL_REDIRECTION) {
            add(&command, &word);
            read_insides(reading, &word);
            continue;
        }
        finish(reading, &command, words.script, is_argv);
        command.count = 0;
    } while (word.kind != SHELL_END && reading->commands < SHELL_COMMANDS_MOST);
    reading->depth--;
}

static void start(struct event *event, struct text line, struct text folder, bool is_argv)
{
    struct reading reading = {.event = event, .folder = folder};

    if (!event_wants(event, FIELD_COMMANDS) || line.length == 0)
        return;
    if (folder.length > SHELL_FOLDER_LONGEST)
        reading.folder = (struct text){0};
    read_script(&reading, line, is_argv);
}

void shell_command_put_script(struct event *event, struct text script, struct text folder)
{
    start(event, script, folder, false);
}

void shell_command_put_words(struct event *event, struct text line, struct text folder)
{
    start(event, line, folder, true);
}
