#include "config/instance_file.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "support/suite.h"
#include "support/temp_folder.h"

struct target {
    char *word;
    char **list;
    size_t list_count;
};

static const struct setting rows[] = {
    {.section = "",
     .name = "word",
     .type = SETTING_PATH,
     .offset = offsetof(struct target, word),
     .smallest = 1,
     .largest = 9,
     .initial = "/usual",
     .help = "a word"},
    {.section = "within",
     .name = "list",
     .type = SETTING_TEXTS,
     .offset = offsetof(struct target, list),
     .count_offset = offsetof(struct target, list_count),
     .smallest = 0,
     .largest = 2,
     .initial = "",
     .help = "some words"},
};

static const struct setting_table table = {rows, sizeof rows / sizeof *rows};

START_TEST(a_file_is_read_over_the_defaults)
{
    static const struct {
        const char *content;
        const char *word;
        size_t count;
        const char *mistake; /* NULL = none */
    } cases[] = {
        {"", "/usual", 0, NULL},
        {"word: /a\nwithin: {list: [x, y]}\n", "/a", 2, NULL},
        {"within: {list: x}\n", "/usual", 1, NULL},
        {"within: {list: [x, y, z]}\n", "/usual", 0, "has 3 items"},
        {"within: x\n", "/usual", 0, "a map of settings is wanted"},
        {"list: x\n", "/usual", 0, "there is no setting 'list'"},
        {"wrod: /a\n", "/usual", 0, "did you mean 'word'?"},
        {"within: {within: {list: x}}\n", "/usual", 0, "there is no setting 'within'"},
        {"word: [x]\n", "/usual", 0, "word: this is"},
        {"word: /a\n---\nword: /b\n", "/a", 0, "one document"},
    };
    struct path folder = temp_folder_create("instance");
    struct path path = path_print("%s/file.yml", folder.text);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diagnostics diagnostics = {0};
        struct target target = {0};
        bool good = false;

        file_write(path.text, "%s", cases[i].content);
        good = instance_file_read(table, path.text, &target, &diagnostics);
        ck_assert_msg(good == !cases[i].mistake, "%s", cases[i].content);
        if (cases[i].mistake)
            ck_assert_msg(diagnostics.count > 0 &&
                              strstr(diagnostics.items[0].message, cases[i].mistake) != NULL,
                          "%s: %s", cases[i].content,
                          diagnostics.count > 0 ? diagnostics.items[0].message : "nothing");
        ck_assert_str_eq(target.word, cases[i].word);
        ck_assert_uint_eq(target.list_count, cases[i].count);
        diagnostics_finish(&diagnostics);
        instance_file_clear(table, &target);
    }
    temp_folder_remove(&folder);
}
END_TEST

/* As root nothing is forbidden: other errors stand for that. */
START_TEST(only_what_is_not_there_is_absent)
{
    struct path folder = temp_folder_create("instance");
    struct path file = path_print("%s/file", folder.text);
    struct path beneath = path_print("%s/file/x.yml", folder.text);
    struct path dangling = path_print("%s/link", folder.text);
    struct path nothing = path_print("%s/nothing/x.yml", folder.text);

    file_write(file.text, "x");
    ck_assert_int_eq(symlink(nothing.text, dangling.text), 0);
    ck_assert(!instance_file_is_absent(file.text));
    ck_assert(!instance_file_is_absent(beneath.text));
    ck_assert(!instance_file_is_absent(dangling.text));
    ck_assert(instance_file_is_absent(nothing.text));
    temp_folder_remove(&folder);
}
END_TEST

SUITE_MAIN("instance_file", a_file_is_read_over_the_defaults, only_what_is_not_there_is_absent)
