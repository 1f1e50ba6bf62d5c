/* paragraph: folding words beside a label. */
#include "ctl/paragraph.h"

#include "support/suite.h"

START_TEST(words_are_folded)
{
    static const struct {
        unsigned width;
        const char *label, *words, *text;
    } table[] = {
        {40, "why", "", ""},
        {40, "why", "   ", ""},
        {40, "why", "short", "why     short\n"},
        {30, "why", "one two three four five six",
         "why     one two three four\n        five six\n"},
        {30, "why", "exactly-twenty-two-col next",
         "why     exactly-twenty-two-col\n        next\n"},
        {30, "", "aaaaaaaaaabbbbbbbbbbccccccccccdd",
         "        aaaaaaaaaabbbbbbbbbbcc\n        ccccccccdd\n"},
        {30, "why",
         "\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad "
         "\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad",
         "why     中中中中中中\n        中中中中中中\n"},
        {1, "why", "narrow terminals get twenty", "why     narrow terminals get\n        twenty\n"},
        {40, "a-long-label", "words", "a-long-label words\n"},
    };

    terminal_init("never");
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const struct paragraph_shape shape = {.label = 8, .width = table[i].width};
        struct buffer out = {0};

        paragraph_write(&out, &shape, table[i].label, text_of(table[i].words));
        ck_assert_str_eq(buffer_string(&out), table[i].text);
        buffer_finish(&out);
    }
}
END_TEST

START_TEST(no_text_is_endless)
{
    const struct paragraph_shape shape = {.label = 8, .width = 30};
    struct buffer words = {0};
    struct buffer out = {0};

    for (int i = 0; i < 5000; i++)
        buffer_append_text(&words, i % 3 ? TEXT("\xe4\xb8\xad") : TEXT(" \xcc\x88"));
    paragraph_write(&out, &shape, "why", buffer_text(&words));
    ck_assert_uint_gt(out.length, words.length);
    buffer_finish(&words);
    buffer_finish(&out);
}
END_TEST

SUITE_MAIN("paragraph", words_are_folded, no_text_is_endless)
