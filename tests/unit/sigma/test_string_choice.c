#include "sigma/string_choice.h"

#include "base/case_fold.h"
#include "support/suite.h"

static const char *const sources[] = {
    "chat.example", "*.chat.example", "AI.Example", "*.a",    "*.b.a", "x",
    "*.",           "*.STRASSE.de",   "a\\*b",      "*.q\\?", "..",
};

static const char *const values[] = {
    "chat.example",
    "a.chat.example",
    "a.b.CHAT.example",
    "notchat.example",
    ".chat.example",
    "chat.example.",
    "chat.exampl",
    "ai.example",
    "x.ai.example",
    "a",
    ".a",
    "b.a",
    ".b.a",
    "c.b.a",
    "x",
    "xx",
    "x.",
    "",
    ".",
    "..",
    "...",
    "www.stra\u00dfe.de",
    "www.strasse.de",
    "a*b",
    "aab",
    "z.q?",
    "z.qq",
};

enum { SOURCES = sizeof sources / sizeof *sources, VALUES = sizeof values / sizeof *values };

static const struct string_pattern *patterns[SOURCES];
static struct arena *arena;

static struct string_choice *create(void)
{
    struct string_choice *choice = NULL;

    arena = arena_create(1024);
    choice = string_choice_create(arena, SOURCES);
    for (size_t i = 0; i < SOURCES; i++) {
        patterns[i] =
            string_pattern_create(arena, text_of(sources[i]), (struct string_shape){false});
        ck_assert_msg(string_choice_takes(patterns[i]), "%s", sources[i]);
        string_choice_add(choice, patterns[i]);
        string_choice_add(choice, patterns[i]);
    }
    return choice;
}

START_TEST(answers_as_each_pattern_by_itself)
{
    struct string_choice *choice = create();

    for (size_t i = 0; i < VALUES; i++) {
        struct text folded = case_fold_text(arena, text_of(values[i]));
        bool fits = false;

        for (size_t k = 0; k < SOURCES; k++)
            fits = string_pattern_matches(patterns[k], folded) || fits;
        ck_assert_msg(string_choice_has(choice, folded) == fits, "'%s'", values[i]);
    }
    arena_destroy(arena);
}
END_TEST

START_TEST(a_domain_has_those_below_it_and_no_others)
{
    struct string_choice *choice = create();

    ck_assert(string_choice_has(choice, TEXT("chat.example")));
    ck_assert(string_choice_has(choice, TEXT("eu.chat.example")));
    ck_assert(!string_choice_has(choice, TEXT("notchat.example")));
    ck_assert(!string_choice_has(choice, TEXT("chat.example.net")));
    arena_destroy(arena);
}
END_TEST

START_TEST(an_empty_choice_has_nothing)
{
    arena = arena_create(1024);
    ck_assert(!string_choice_has(string_choice_create(arena, 0), TEXT("")));
    ck_assert(!string_choice_has(string_choice_create(arena, 0), TEXT("a.b")));
    arena_destroy(arena);
}
END_TEST

START_TEST(other_forms_are_not_taken)
{
    static const char *const others[] = {"", "*", "a*", "*a", "*a.b", "a?", "*.a*", "a*.b", "?.a"};
    const struct string_shape cased = {.cased = true};

    arena = arena_create(1024);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_msg(!string_choice_takes(string_pattern_create(arena, text_of(others[i]),
                                                                 (struct string_shape){false})),
                      "%s", others[i]);
    ck_assert(!string_choice_takes(string_pattern_create(arena, TEXT("abc"), cased)));
    ck_assert(!string_choice_takes(string_pattern_create(arena, TEXT("*.abc"), cased)));
    arena_destroy(arena);
}
END_TEST

SUITE_MAIN("string_choice", answers_as_each_pattern_by_itself,
           a_domain_has_those_below_it_and_no_others, an_empty_choice_has_nothing,
           other_forms_are_not_taken)
