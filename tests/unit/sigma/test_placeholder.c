#include "sigma/placeholder.h"

#include <string.h>

#include "support/suite.h"

static const char *const one[] = {"x"};
static const char *const two[] = {"a*", "%one%"};
static const struct placeholder known[] = {{"one", one, 1}, {"t.w-o_2", two, 2}, {"none", NULL, 0}};

static struct arena *arena;

static struct placeholder_result expand(const char *source)
{
    struct placeholder_result result = {0};
    struct error err = {0};

    ck_assert_msg(placeholder_expand(arena, known, 3, text_of(source), &result, &err), "%s",
                  err.text);
    return result;
}

/* Asserts the texts that source becomes, with blanks between them. */
static void becomes(const char *source, const char *texts)
{
    struct placeholder_result result = expand(source);
    struct text rest = text_of(texts);

    ck_assert_uint_eq(result.unresolved.length, 0);
    for (size_t i = 0; i < result.count; i++) {
        struct text word = text_take_word(&rest);

        ck_assert_msg(text_equal(result.texts[i], word), "%s: %.*s", source,
                      TEXT_ARGS(result.texts[i]));
    }
    ck_assert_uint_eq(rest.length, 0);
}

static void lacks(const char *source, const char *name)
{
    struct placeholder_result result = expand(source);

    ck_assert_uint_eq(result.count, 0);
    ck_assert_msg(text_equal(result.unresolved, text_of(name)), "%s", source);
}

START_TEST(values_stand_as_if_written)
{
    becomes("%one%", "x");
    becomes("a-%one%-b", "a-x-b");
    becomes("%t.w-o_2%", "a* %one%");
    becomes("%one%%one%", "xx");
    becomes("%t.w-o_2%/%t.w-o_2%", "a*/a* a*/%one% %one%/a* %one%/%one%");
    becomes("plain", "plain");
}
END_TEST

START_TEST(percent_signs)
{
    becomes("\\%one%", "%one%");
    becomes("\\%one%one%", "%onex");
    becomes("\\\\%one%", "\\\\x");
    becomes("\\*%one%\\", "\\*x\\");
    becomes("100%", "100%");
    becomes("%%", "%%");
    becomes("%a/b%", "%a/b%");
    becomes("%one", "%one");
    becomes("5%one%", "5x");
    ck_assert_uint_eq(expand("").count, 1);
    ck_assert_uint_eq(expand("").texts[0].length, 0);
}
END_TEST

START_TEST(names_without_values)
{
    lacks("%none%", "none");
    lacks("%unknown%", "unknown");
    lacks("%one%%One%%none%", "One");
}
END_TEST

START_TEST(too_much_is_refused)
{
    enum { MANY = 101 };
    const char *values[MANY] = {NULL};
    struct placeholder many = {"m", values, MANY};
    struct placeholder_result result = {0};
    struct error err = {0};
    char *large = arena_zero(arena, PLACEHOLDER_BYTES_MOST / 2 + 1);
    struct placeholder big = {"b", (const char *const *)&large, 1};

    for (size_t i = 0; i < MANY; i++)
        values[i] = "v";
    ck_assert(placeholder_expand(arena, &many, 1, TEXT("%m%"), &result, &err));
    ck_assert_uint_eq(result.count, MANY);
    ck_assert(!placeholder_expand(arena, &many, 1, TEXT("%m%%m%"), &result, &err));
    ck_assert_ptr_nonnull(strstr(err.text, "too much"));
    memset(large, 'x', PLACEHOLDER_BYTES_MOST / 2);
    ck_assert(placeholder_expand(arena, &big, 1, TEXT("%b%%b%"), &result, &err));
    ck_assert(!placeholder_expand(arena, &big, 1, TEXT("%b%%b%."), &result, &err));
}
END_TEST

int main(void)
{
    const TTest *tests[] = {values_stand_as_if_written, percent_signs, names_without_values,
                            too_much_is_refused};
    int status = 0;

    arena = arena_create(1024);
    status = suite_run("placeholder", tests, sizeof tests / sizeof *tests);
    arena_destroy(arena);
    return status;
}
