#include "engine/placeholder_book.h"

#include <string.h>

#include "support/suite.h"
#include "support/temp_folder.h"

#define LINES                                        \
    "domain,vendor,service,category,dual_use,note\n" \
    "chat.example,A,a,assistant,,\n"

static struct path folder;
static struct diagnostics mistakes;

static struct settings *parse(const char *placeholders)
{
    struct path yaml = path_print("rules: {paths: ['%s/first', '%s/second'], placeholders: %s}",
                                  folder.text, folder.text, placeholders);
    struct settings *settings = settings_parse("/a.yml", text_of(yaml.text), &mistakes);

    ck_assert_msg(settings != NULL, "%s", mistakes.items ? mistakes.items[0].message : "");
    return settings;
}

/* The first value under a name, as rules find it; "" = none. */
static const char *first_value(const struct placeholder_book *book, const char *name)
{
    for (size_t i = 0; i < book->count; i++) {
        if (strcmp(book->items[i].name, name) == 0)
            return book->items[i].count > 0 ? book->items[i].values[0] : "";
    }
    return "";
}

static void create_folders(void)
{
    folder = temp_folder_create("placeholders");
    folder_create(path_print("%s/first", folder.text).text);
    folder_create(path_print("%s/second", folder.text).text);
    file_write(path_print("%s/first/" AI_CATALOGUE_NAME, folder.text).text, "%s", LINES);
}

START_TEST(settings_come_before_the_catalogue)
{
    struct placeholder_book book = {0};
    struct settings *settings = NULL;

    create_folders();
    settings = parse("{ai_services: [mine.example], admins: [ann]}");
    placeholder_book_open(settings, &book, &mistakes);
    ck_assert_str_eq(first_value(&book, "ai_services"), "mine.example");
    ck_assert_str_eq(first_value(&book, "ai_services.assistant"), "chat.example");
    ck_assert_str_eq(first_value(&book, "admins"), "ann");
    ck_assert_str_eq(first_value(&book, "ai_approved"), "approved.invalid");
    placeholder_book_close(&book);
    settings_destroy(settings);
    settings = parse("{ai_approved: [ours.example]}");
    placeholder_book_open(settings, &book, &mistakes);
    ck_assert_str_eq(first_value(&book, "ai_approved"), "ours.example");
    placeholder_book_close(&book);
    settings_destroy(settings);
    temp_folder_remove(&folder);
}
END_TEST

START_TEST(the_last_path_that_has_one_decides)
{
    struct placeholder_book book = {0};
    struct settings *settings = NULL;

    create_folders();
    file_write(path_print("%s/second/" AI_CATALOGUE_NAME, folder.text).text, "%s",
               LINES "own.example,B,b,tool,,\n");
    settings = parse("{}");
    placeholder_book_open(settings, &book, &mistakes);
    ck_assert_str_eq(first_value(&book, "ai_services.tool"), "own.example");
    placeholder_book_close(&book);
    settings_destroy(settings);
    temp_folder_remove(&folder);
}
END_TEST

START_TEST(a_mistake_leaves_the_settings)
{
    struct placeholder_book book = {0};
    struct settings *settings = NULL;

    create_folders();
    file_write(path_print("%s/first/" AI_CATALOGUE_NAME, folder.text).text, "%s", LINES "x\n");
    settings = parse("{admins: [ann]}");
    placeholder_book_open(settings, &book, &mistakes);
    ck_assert_uint_eq(mistakes.errors, 1);
    ck_assert_uint_eq(mistakes.items[0].line, 3);
    ck_assert_str_eq(first_value(&book, "ai_services"), "");
    ck_assert_str_eq(first_value(&book, "admins"), "ann");
    diagnostics_finish(&mistakes);
    placeholder_book_close(&book);
    settings_destroy(settings);
    temp_folder_remove(&folder);
}
END_TEST

SUITE_MAIN("placeholder_book", settings_come_before_the_catalogue,
           the_last_path_that_has_one_decides, a_mistake_leaves_the_settings)
