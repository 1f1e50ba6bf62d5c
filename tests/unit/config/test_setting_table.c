#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/file.h"
#include "config/setting_table.h"
#include "config/setting_value.h"
#include "config/settings.h"

static struct buffer manual;
static struct buffer sample;

static void read_whole(const char *path, struct buffer *buffer)
{
    struct error err = {0};

    ck_assert_msg(file_read(path, 1 << 20, buffer, &err), "%s", err.text);
}

static void read_both(void)
{
    read_whole("conf/amberd.conf.5", &manual);
    read_whole("conf/amberd.yml", &sample);
}

static void forget_both(void)
{
    buffer_finish(&manual);
    buffer_finish(&sample);
}

/* What stands between a heading and the next of its kind. */
static struct text part_behind(struct text text, const char *heading, const char *next)
{
    size_t position = 0;
    struct text part = {0};

    ck_assert_msg(text_find(text, text_of(heading), &position), "no '%s'", heading);
    part = text_from(text, position + strlen(heading));
    if (text_find(part, text_of(next), &position))
        part = text_until(part, position);
    return part;
}

/* The beginning of a text up to the next key of a section. */
static struct text until_unindented(struct text yaml)
{
    for (size_t i = 1; i < yaml.length; i++) {
        if (yaml.data[i - 1] == '\n' && yaml.data[i] >= 'a' && yaml.data[i] <= 'z')
            return text_until(yaml, i);
    }
    return yaml;
}

/* The manual's entry about a row. */
static struct text entry_of(const struct setting *row)
{
    char heading[128] = "";
    struct text part = {0};

    snprintf(heading, sizeof heading, "\n.Ss %s\n", row->section);
    part = part_behind(buffer_text(&manual), heading, "\n.S");
    snprintf(heading, sizeof heading, "\n.It Ic %s ", row->name);
    return part_behind(part, heading, "\n.It ");
}

START_TEST(manual_has_every_row)
{
    const struct setting_table tables[] = {setting_table_general(), setting_table_source(),
                                           setting_table_format()};

    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < tables[i].count; j++) {
            const struct setting *row = &tables[i].rows[j];
            struct text entry = entry_of(row);
            struct text rest = text_of(row->initial);
            size_t position = 0;

            ck_assert_msg(!row->alias || text_find(entry, text_of(row->alias), &position),
                          "%s.%s: no alias", row->section, row->name);
            while (rest.length > 0)
                ck_assert_msg(text_find(entry, text_take_word(&rest), &position),
                              "%s.%s: another default", row->section, row->name);
        }
    }
}
END_TEST

START_TEST(manual_says_what_takes_a_restart)
{
    const struct setting_table table = setting_table_general();
    struct text part = part_behind(buffer_text(&manual), "\nA reload leaves", "\n.Pp");

    for (size_t i = 0; i < table.count; i++) {
        char name[128] = "";
        size_t position = 0;

        snprintf(name, sizeof name, " %s.%s ", table.rows[i].section, table.rows[i].name);
        ck_assert_msg(text_find(part, text_of(name), &position) == table.rows[i].takes_restart,
                      "%s", name);
    }
}
END_TEST

START_TEST(sample_has_every_row_at_its_default)
{
    struct setting_table table = setting_table_general();

    for (size_t i = 0; i < table.count; i++) {
        const struct setting *row = &table.rows[i];
        char line[256] = "";
        struct text part = {0};
        struct text rest = text_of(row->initial);
        size_t position = 0;

        snprintf(line, sizeof line, "\n%s:", row->section);
        part = until_unindented(part_behind(buffer_text(&sample), line, ""));
        snprintf(line, sizeof line, "\n    #%s: ", row->name);
        part = part_behind(part, line, "\n");
        while (rest.length > 0)
            ck_assert_msg(text_find(part, text_take_word(&rest), &position), "%s.%s", row->section,
                          row->name);
    }
    table = setting_table_source();
    for (size_t i = 0; i < table.count; i++) {
        char line[256] = "";
        size_t position = 0;

        snprintf(line, sizeof line, "\n#   %s ", table.rows[i].name);
        ck_assert_msg(text_find(buffer_text(&sample), text_of(line), &position), "%s", line);
    }
    table = setting_table_format();
    for (size_t i = 0; i < table.count; i++) {
        const char *within = strchr(table.rows[i].section, '.');
        char line[256] = "";
        struct text entry = buffer_text(&sample);
        size_t position = 0;

        snprintf(line, sizeof line, "\n#   %s ", within ? within + 1 : table.rows[i].name);
        entry = part_behind(entry, line, "\n");
        snprintf(line, sizeof line, "%s: ", table.rows[i].name);
        ck_assert_msg(!within || text_find(entry, text_of(line), &position), "%s", line);
    }
}
END_TEST

/* Rows are easily copied and half changed. */
START_TEST(rows_are_sound)
{
    const struct setting_table tables[] = {setting_table_general(), setting_table_source(),
                                           setting_table_format()};

    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < tables[i].count; j++) {
            const struct setting *row = &tables[i].rows[j];

            ck_assert_uint_le(row->smallest, row->largest);
            ck_assert_int_eq(setting_value_is_list(row) || setting_value_is_map(row) ||
                                 setting_value_is_pairs(row),
                             row->count_offset > 0);
            ck_assert_int_eq(row->type == SETTING_CHOICE, row->choices != NULL);
            ck_assert_uint_gt(strlen(row->help), 0);
            ck_assert_ptr_eq(setting_table_find(tables[i], row->section, text_of(row->name)), row);
            for (size_t k = 0; k < j; k++)
                ck_assert_uint_ne(tables[i].rows[k].offset, row->offset);
        }
    }
}
END_TEST

START_TEST(finds_rows)
{
    struct setting_table table = setting_table_general();

    ck_assert_str_eq(setting_table_find(table, "feed", TEXT("group"))->section, "feed");
    ck_assert_str_eq(setting_table_find(table, "control", TEXT("group"))->section, "control");
    ck_assert_ptr_null(setting_table_find(table, "rules", TEXT("group")));
    ck_assert_ptr_null(setting_table_find(table, "feed", TEXT("group\0")));
    ck_assert_ptr_null(setting_table_find(table, "feed", TEXT("")));
    ck_assert_str_eq(setting_table_find(setting_table_source(), "sources", TEXT("path"))->name,
                     "paths");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("setting_table");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_checked_fixture(tests, read_both, forget_both);
    tcase_add_test(tests, manual_has_every_row);
    tcase_add_test(tests, manual_says_what_takes_a_restart);
    tcase_add_test(tests, sample_has_every_row_at_its_default);
    tcase_add_test(tests, rows_are_sound);
    tcase_add_test(tests, finds_rows);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
