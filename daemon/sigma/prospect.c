#include "sigma/prospect.h"

/* The answers that records may get. */
struct answers {
    bool yes;
    bool no;
};

struct asker {
    prospect_says *says;
    void *cookie;
};

static bool is_said(const struct asker *asker, struct text field, struct text written)
{
    return asker->says(field, asker->cookie) ||
           (written.length > 0 && asker->says(written, asker->cookie));
}

static struct text name_of(struct text field, struct text written)
{
    return written.length > 0 ? written : field;
}

/* The name of a field of the test that nobody says; empty when there is none. */
static struct text find_unsaid(const struct asker *asker, const struct value_test *test)
{
    if (test->field.length > 0 && !is_said(asker, test->field, test->written))
        return name_of(test->field, test->written);
    if (test->kind == TEST_FIELD && !is_said(asker, test->other_field, test->other_written))
        return name_of(test->other_field, test->other_written);
    return (struct text){0};
}

static struct answers foresee(const struct asker *asker, const struct expression *expression)
{
    bool is_and = expression->kind == EXPRESSION_AND;
    struct answers answers = {is_and, !is_and};

    if (expression->kind == EXPRESSION_TEST) {
        bool open = find_unsaid(asker, expression->test).length == 0;
        bool wants_absence = value_test_wants_absence(expression->test);

        return (struct answers){open || wants_absence, open || !wants_absence};
    }
    for (size_t i = 0; i < expression->count; i++) {
        struct answers part = foresee(asker, expression->parts[i]);

        if (expression->kind == EXPRESSION_NOT)
            return (struct answers){part.no, part.yes};
        answers.yes = is_and ? answers.yes && part.yes : answers.yes || part.yes;
        answers.no = is_and ? answers.no || part.no : answers.no && part.no;
    }
    return answers;
}

static bool can_be(struct answers answers, bool yes)
{
    return yes ? answers.yes : answers.no;
}

/* The field that is in the way of an answer the expression cannot have. */
static struct text find_missing(const struct asker *asker, const struct expression *expression,
                                bool yes)
{
    if (expression->kind == EXPRESSION_TEST)
        return find_unsaid(asker, expression->test);
    if (expression->kind == EXPRESSION_NOT)
        return find_missing(asker, expression->parts[0], !yes);
    for (size_t i = 0; i < expression->count; i++) {
        if (!can_be(foresee(asker, expression->parts[i]), yes))
            return find_missing(asker, expression->parts[i], yes);
    }
    return (struct text){0};
}

bool prospect_is_open(const struct expression *expression, prospect_says *says, void *cookie,
                      struct text *missing)
{
    const struct asker asker = {says, cookie};
    bool open = foresee(&asker, expression).yes;

    *missing = TEXT("");
    if (!open)
        *missing = find_missing(&asker, expression, true);
    return open;
}
