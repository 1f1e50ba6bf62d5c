#include "decode/shell_starter.h"

#include <check.h>

#include "support/suite.h"

static const struct {
    const char *name;
    const char *option;
    bool takes_word;
} options[] = {
    {"nice", "-n", true},
    {"nice", "-n5", false},
    {"nice", "--adjustment", true},
    {"nice", "--adjustment=5", false},
    {"nice", "--adjust", false},
    {"nice", "--", false},
    {"nice", "-", false},
    {"nohup", "-n", false},
    {"nohup", "--user", false},
    /* What follows the first letter that takes a word is that word. */
    {"sudo", "-nu", true},
    {"sudo", "-un", false},
    {"sudo", "-ug", false},
    {"nsenter", "-m/proc/1/ns/mnt", false},
    {"xargs", "-i", false},
    {"strace", "-fo", true},
    {"systemd-run", "--timer-property", true},
};

START_TEST(options_take_words_as_the_manuals_have_it)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        const struct shell_starter *starter = shell_starter_next(text_of(options[i].name), NULL);

        ck_assert_ptr_nonnull(starter);
        ck_assert_msg(shell_starter_takes_word(starter, text_of(options[i].option)) ==
                          options[i].takes_word,
                      "%s %s", options[i].name, options[i].option);
    }
}
END_TEST

START_TEST(a_name_has_a_row_for_each_form)
{
    const struct shell_starter *first = shell_starter_next(TEXT("runuser"), NULL);
    const struct shell_starter *second = shell_starter_next(TEXT("runuser"), first);

    ck_assert_str_eq(first->form, "-u");
    ck_assert_str_eq(second->form, "--user");
    ck_assert_ptr_null(shell_starter_next(TEXT("runuser"), second));
}
END_TEST

START_TEST(other_programs_start_none)
{
    ck_assert_ptr_null(shell_starter_next(TEXT(""), NULL));
    ck_assert_ptr_null(shell_starter_next(TEXT("rm"), NULL));
    ck_assert_ptr_null(shell_starter_next(TEXT("sud"), NULL));
    ck_assert_ptr_null(shell_starter_next(TEXT("sudoers"), NULL));
}
END_TEST

SUITE_MAIN("shell_starter", options_take_words_as_the_manuals_have_it,
           a_name_has_a_row_for_each_form, other_programs_start_none)
