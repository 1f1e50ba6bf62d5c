#include "sigma/literals.h"

/* Reads a regex from left to right.  What it does not know for certain makes it give up,
 * for a literal that need not be there would hide a record from its rule. */
struct scanner {
    struct text source;
    size_t position;
    size_t start; /* of the run that goes on; the run ends at position */
    struct text best;
};

static bool is_at_end(const struct scanner *scanner)
{
    return scanner->position >= scanner->source.length;
}

static char look(const struct scanner *scanner, size_t ahead)
{
    size_t position = scanner->position + ahead;

    return (char)(position < scanner->source.length ? scanner->source.data[position] : '\0');
}

static bool is_one_of(char byte, const char *bytes)
{
    struct text set = text_of(bytes);
    size_t position = 0;

    return byte != '\0' && text_find(set, (struct text){&byte, 1}, &position);
}

static bool is_letter_or_digit(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z');
}

/* Ends the run before `end`, keeps it if it is the longest, and goes on behind position. */
static void end_run(struct scanner *scanner, size_t end)
{
    struct text run = {0};

    if (end > scanner->start)
        run = text_until(text_from(scanner->source, scanner->start), end - scanner->start);
    if (run.length > scanner->best.length)
        scanner->best = run;
    scanner->start = scanner->position;
}

/* Skips an escape that stands for one character, for a class or for a place, and takes
 * nothing that follows. */
static bool skip_escape(struct scanner *scanner)
{
    char escaped = look(scanner, 1);

    scanner->position += 2;
    return escaped != '\0' &&
           (!is_letter_or_digit(escaped) || is_one_of(escaped, "AbBdDefhHnrRsStvVwWzZ"));
}

/* Skips "[...]": a "]" that stands first is one of its characters. */
static bool skip_class(struct scanner *scanner)
{
    scanner->position++;
    if (look(scanner, 0) == '^')
        scanner->position++;
    if (look(scanner, 0) == ']')
        scanner->position++;
    while (!is_at_end(scanner)) {
        char byte = look(scanner, 0);

        if (byte == '\\') {
            if (!skip_escape(scanner))
                return false;
        } else if (byte == '[' && is_one_of(look(scanner, 1), ":.=")) {
            return false;
        } else {
            scanner->position++;
            if (byte == ']')
                return true;
        }
    }
    return false;
}

/* Whether a group changes nothing about how the rest is read: "(", "(?:", "(?=", "(?!",
 * "(?<=", "(?<!", "(?>", and "(?i)", "(?i:" with the letters i, m and s only. */
static bool is_plain_group(const struct scanner *scanner)
{
    size_t ahead = 2;

    if (look(scanner, 1) == '*')
        return false;
    if (look(scanner, 1) != '?' || is_one_of(look(scanner, 2), ":=!>"))
        return true;
    if (look(scanner, 2) == '<')
        return is_one_of(look(scanner, 3), "=!");
    while (is_one_of(look(scanner, ahead), "ims-"))
        ahead++;
    return ahead > 2 && is_one_of(look(scanner, ahead), ":)");
}

/* Skips "(...)" with all that is in it, without recursion. */
static bool skip_group(struct scanner *scanner)
{
    size_t depth = 0;

    do {
        char byte = look(scanner, 0);

        if (byte == '\\') {
            if (!skip_escape(scanner))
                return false;
        } else if (byte == '[') {
            if (!skip_class(scanner))
                return false;
        } else {
            if (byte == '(' && !is_plain_group(scanner))
                return false;
            depth += byte == '(';
            depth -= byte == ')';
            scanner->position++;
        }
    } while (depth > 0 && !is_at_end(scanner));
    return depth == 0;
}

/* Skips "*", "+", "?", "{2,3}" with what makes it lazy or possessive, and blots the
 * character before it out of the run, which may be there no time at all. */
static bool skip_quantifier(struct scanner *scanner)
{
    size_t atom = scanner->position > scanner->start ? scanner->position - 1 : scanner->start;
    bool is_once_at_least = look(scanner, 0) == '+';
    size_t end = is_once_at_least ? scanner->position : atom;

    if (look(scanner, 0) == '{') {
        scanner->position++;
        while (is_one_of(look(scanner, 0), "0123456789,"))
            scanner->position++;
        if (look(scanner, 0) != '}')
            return false;
    }
    scanner->position++;
    if (look(scanner, 0) == '?' || look(scanner, 0) == '+')
        scanner->position++;
    end_run(scanner, end);
    return true;
}

/* Takes what stands at position; false when it is not known what it means. */
static bool take(struct scanner *scanner)
{
    size_t begin = scanner->position;
    char byte = look(scanner, 0);
    bool good = true;

    if (byte == '|' || byte == ')' || byte == '\0')
        return false;
    if (is_one_of(byte, "*+?{"))
        return skip_quantifier(scanner);
    if (byte == '\\')
        good = skip_escape(scanner);
    else if (byte == '[')
        good = skip_class(scanner);
    else if (byte == '(')
        good = skip_group(scanner);
    else
        scanner->position++;
    if (!is_one_of(byte, "\\[(.^$"))
        return true;
    if (byte == '\\' && good && !is_letter_or_digit(scanner->source.data[begin + 1])) {
        /* An escaped character is that character: a run may begin with it. */
        end_run(scanner, begin);
        scanner->start = begin + 1;
        return true;
    }
    end_run(scanner, begin);
    return good;
}

struct text literals_of_regex(struct text source)
{
    struct scanner scanner = {.source = source};

    while (!is_at_end(&scanner)) {
        if (!take(&scanner))
            return (struct text){0};
    }
    end_run(&scanner, source.length);
    return scanner.best;
}
