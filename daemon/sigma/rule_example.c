#include "sigma/rule_example.h"

#include "sigma/map_reader.h"

static const char *const expectations[] = {
    [EXPECT_NONE] = "none",   [EXPECT_MATCH] = "match", [EXPECT_OBSERVATION] = "observation",
    [EXPECT_AMBER] = "amber", [EXPECT_RED] = "red",
};

enum { EXPECTATION_COUNT = sizeof expectations / sizeof *expectations };

const char *rule_expectation_name(enum rule_expectation expect)
{
    return expectations[expect];
}

static bool read_name(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_example *example = target;

    return rule_reader_text(reader, node, "name", &example->name);
}

static bool read_source(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_example *example = target;

    return rule_reader_text(reader, node, "source", &example->source);
}

/* Kept as it is, for a tab may stand between columns. */
static bool read_layout(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_example *example = target;
    const char *printable = NULL;

    if (!rule_reader_text(reader, node, "layout", &printable))
        return false;
    if (text_find(node->scalar, (struct text){"", 1}, &(size_t){0}))
        return rule_reader_error(reader, node, "a layout holds no NUL byte");
    example->layout = arena_copy(reader->arena, node->scalar).data;
    return true;
}

/* Kept byte by byte; the newline that YAML's "|" puts behind a text is the line's own. */
static bool read_line(const struct rule_reader *reader, const struct node *node, struct text *line)
{
    struct text text = node->scalar;
    size_t newline = 0;

    if (node->kind != NODE_SCALAR)
        return rule_reader_error(reader, node, "a log line is text, not %s; put it in quotes",
                                 node_kind_name(node));
    if (text_ends_with(text, TEXT("\n")))
        text.length--;
    if (text_find(text, TEXT("\n"), &newline))
        return rule_reader_error(reader, node, "a log line holds no newline: each is an item");
    *line = arena_copy(reader->arena, text);
    return true;
}

static bool read_lines(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_example *example = target;
    struct text *lines = NULL;
    bool good = true;

    if (node->kind != NODE_SEQUENCE || node->count == 0)
        return rule_reader_error(reader, node, "'lines' is a list of log lines");
    lines = arena_zero(reader->arena, node->count * sizeof *lines);
    for (size_t i = 0; i < node->count; i++)
        good = read_line(reader, node->items[i], &lines[i]) && good;
    example->lines = lines;
    example->line_count = node->count;
    return good;
}

static bool read_expect(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_example *example = target;
    size_t index = 0;

    if (!map_reader_word(reader, node, "expectation", expectations, EXPECTATION_COUNT, &index))
        return false;
    example->expect = (enum rule_expectation)index;
    return true;
}

/* Numbers of lines; that there are such lines is looked at when all keys are read. */
static bool read_at(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_example *example = target;
    size_t *at = NULL;

    if (node->kind != NODE_SEQUENCE || node->count == 0)
        return rule_reader_error(reader, node, "'at' is a list of numbers of lines");
    at = arena_zero(reader->arena, node->count * sizeof *at);
    for (size_t i = 0; i < node->count; i++) {
        const struct node *item = node->items[i];
        uint64_t number = 0;

        if (item->kind != NODE_SCALAR || !text_to_unsigned(item->scalar, &number) || number < 1)
            return rule_reader_error(reader, item, "the number of a line is 1, 2, 3 ...");
        if (i > 0 && number <= at[i - 1])
            return rule_reader_error(reader, item, "numbers of lines stand in rising order");
        at[i] = (size_t)number;
    }
    example->at = at;
    example->at_count = node->count;
    return true;
}

static bool read_alerts(const struct rule_reader *reader, const struct node *node, void *target)
{
    struct rule_example *example = target;
    uint64_t count = 0;

    if (node->kind != NODE_SCALAR || !text_to_unsigned(node->scalar, &count) || count < 1 ||
        count > EXAMPLE_ALERTS_MOST)
        return rule_reader_error(reader, node, "'alerts' is a number of alerts from 1 to %d",
                                 EXAMPLE_ALERTS_MOST);
    example->alerts = (unsigned)count;
    return true;
}

/* Whether what is expected can be, all keys taken together. */
static bool is_sound(const struct rule_reader *reader, const struct node *node,
                     const struct rule_example *example)
{
    const struct node *at = node_get(node, "at");
    const struct node *alerts = node_get(node, "alerts");

    if (at && example->expect == EXPECT_NONE)
        return rule_reader_error(reader, at, "'at' says where it matches, and none is expected");
    if (at && example->at[example->at_count - 1] > example->line_count)
        return rule_reader_error(reader, at->items[example->at_count - 1],
                                 "there is no such line, but %zu line%s", example->line_count,
                                 text_plural(example->line_count, "s"));
    if (alerts && example->expect != EXPECT_AMBER && example->expect != EXPECT_RED)
        return rule_reader_error(reader, alerts, "'alerts' goes with amber or red, not with %s",
                                 rule_expectation_name(example->expect));
    return true;
}

static bool read_example(const struct rule_reader *reader, const struct node *node,
                         struct rule_example *example)
{
    static const struct map_key keys[] = {
        {"name", false, read_name},     {"source", true, read_source},
        {"layout", false, read_layout}, {"lines", true, read_lines},
        {"expect", true, read_expect},  {"at", false, read_at},
        {"alerts", false, read_alerts},
    };

    *example = (struct rule_example){.layout = "", .line = node->line, .column = node->column};
    return map_reader_read(reader, node, keys, sizeof keys / sizeof *keys, example) &&
           is_sound(reader, node, example);
}

bool rule_example_read_list(const struct rule_reader *reader, const struct node *node,
                            const struct rule_example **examples, size_t *count)
{
    struct rule_example *list = NULL;
    bool good = true;

    if (node->kind != NODE_SEQUENCE)
        return rule_reader_error(reader, node, "'tests' is a list, not %s", node_kind_name(node));
    list = arena_zero(reader->arena, (node->count + 1) * sizeof *list);
    for (size_t i = 0; i < node->count; i++)
        good = read_example(reader, node->items[i], &list[i]) && good;
    *examples = list;
    *count = node->count;
    return good;
}
