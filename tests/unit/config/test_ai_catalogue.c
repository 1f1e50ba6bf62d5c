#include "config/ai_catalogue.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "support/suite.h"
#include "support/temp_folder.h"

#define HEAD "domain,vendor,service,category,dual_use,note\n"

/* The domains of a list, a blank behind each; to be freed. */
static char *list_text(const struct ai_catalogue *catalogue, const char *name)
{
    struct buffer words = {0};
    char *copy = NULL;

    for (size_t i = 0; i < catalogue->list_count; i++) {
        const struct named_list *list = &catalogue->lists[i];

        for (size_t k = 0; strcmp(list->name, name) == 0 && k < list->count; k++)
            buffer_printf(&words, "%s ", list->items[k]);
    }
    copy = mem_copy_text(buffer_text(&words));
    buffer_finish(&words);
    return copy;
}

static void has_list(const struct ai_catalogue *catalogue, const char *name, const char *domains)
{
    char *words = list_text(catalogue, name);

    ck_assert_str_eq(words, domains);
    mem_free(words);
}

START_TEST(lists_are_made_of_lines)
{
    struct diagnostics mistakes = {0};
    struct ai_catalogue *catalogue =
        ai_catalogue_parse("c.csv",
                           TEXT("# facts\n" HEAD "\n"
                                "chat.example,Firm A,chat,assistant,,\r\n"
                                "docs.example,,docs,assistant,yes,an office\n"
                                "api.*.cloud.example,Firm B,b-api,api,,by region\n"
                                "xn--e1afmkfd.example,,x,api,,"),
                           &mistakes);

    ck_assert_uint_eq(mistakes.errors, 0);
    has_list(catalogue, "ai_services", "chat.example api.*.cloud.example xn--e1afmkfd.example ");
    has_list(catalogue, "ai_services.assistant", "chat.example ");
    has_list(catalogue, "ai_services.api", "api.*.cloud.example xn--e1afmkfd.example ");
    has_list(catalogue, "ai_dual_use", "docs.example ");
    ck_assert_uint_eq(catalogue->domain_count, 4);
    ai_catalogue_destroy(catalogue);
}
END_TEST

static const struct {
    const char *text;
    unsigned line, column;
    const char *words;
} mistakes_of[] = {
    {"", 0, 1, "no domain stands in it"},
    {HEAD, 1, 1, "no domain stands in it"},
    {"domain,vendor\n", 1, 1, "a line has 6 values"},
    {"domain,vendor,service,category,dual,note\n", 1, 32, "names the columns"},
    {"domain,vendor,service,category,dual_use,\n", 1, 41, "names the columns"},
    {HEAD "a.example,A,a,api,\n", 2, 1, "a line has 6 values"},
    {HEAD "a.example,A,a,api,,x,y\n", 2, 1, "a line has 6 values"},
    {HEAD "a.example,A,a,api,,\n\n.b.example,B,b,api,,\n", 4, 1, "a domain is written"},
    {HEAD "example,A,a,api,,\n", 2, 1, "a domain is written"},
    {HEAD "A.example,A,a,api,,\n", 2, 1, "a domain is written"},
    {HEAD "a.example.,A,a,api,,\n", 2, 1, "a domain is written"},
    {HEAD "a.*,A,a,api,,\n", 2, 1, "a domain is written"},
    {HEAD "https://a.example,A,a,api,,\n", 2, 1, "a domain is written"},
    {HEAD "a.example,\"A\",a,api,,\n", 2, 11, "no value is quoted"},
    {HEAD "a.example,A,,api,,\n", 2, 13, "a service is a word"},
    {HEAD "a.example,A,a,An api,,\n", 2, 15, "a category is a word"},
    {HEAD "a.example,A,a,api,no,\n", 2, 19, "dual_use is yes or empty"},
    {HEAD "a.example,A,a,api,,\na.example,B,b,api,,\n", 3, 1, "stands further up"},
};

START_TEST(the_first_mistake_is_told_with_its_place)
{
    for (size_t i = 0; i < sizeof mistakes_of / sizeof *mistakes_of; i++) {
        struct diagnostics mistakes = {0};

        ck_assert_ptr_null(ai_catalogue_parse("c.csv", text_of(mistakes_of[i].text), &mistakes));
        ck_assert_uint_eq(mistakes.count, 1);
        ck_assert_str_eq(mistakes.items[0].path, "c.csv");
        ck_assert_msg(strstr(mistakes.items[0].message, mistakes_of[i].words), "%s",
                      mistakes.items[0].message);
        ck_assert_msg(mistakes.items[0].line == mistakes_of[i].line, "%s", mistakes_of[i].text);
        ck_assert_msg(mistakes.items[0].column == mistakes_of[i].column, "%s", mistakes_of[i].text);
        diagnostics_finish(&mistakes);
    }
}
END_TEST

/* Behind it would be half a domain, which others may own. */
START_TEST(a_nul_byte_is_no_part_of_a_word)
{
    const struct text texts[] = {
        TEXT(HEAD "a.ex\0ample,A,a,api,,\n"),
        TEXT(HEAD "a.example,A,a\0,api,,\n"),
        TEXT(HEAD "a.example,A,a,a\0pi,,\n"),
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ck_assert_ptr_null(ai_catalogue_parse("c.csv", texts[i], NULL));
}
END_TEST

/* Whether a catalogue of so many domains in so many categories is taken. */
static bool takes(unsigned domains, unsigned categories)
{
    struct buffer bytes = {0};
    struct ai_catalogue *catalogue = NULL;

    buffer_append_text(&bytes, TEXT(HEAD));
    for (unsigned i = 0; i < domains; i++)
        buffer_printf(&bytes, "d%u.example,,s,c%u,,\n", i, i % categories);
    catalogue = ai_catalogue_parse("c.csv", buffer_text(&bytes), NULL);
    buffer_finish(&bytes);
    ai_catalogue_destroy(catalogue);
    return catalogue != NULL;
}

START_TEST(bounds)
{
    ck_assert(takes(AI_CATALOGUE_DOMAINS_MOST, AI_CATALOGUE_CATEGORIES_MOST));
    ck_assert(!takes(AI_CATALOGUE_DOMAINS_MOST + 1, 1));
    ck_assert(!takes(100, AI_CATALOGUE_CATEGORIES_MOST + 1));
    ai_catalogue_destroy(NULL);
}
END_TEST

/* The catalogue of a path of rules below folder, without the folder in front. */
static const char *found_for(const struct path *folder, const char *rules)
{
    static char shown[512];
    char *found = ai_catalogue_find(path_print("%s/%s", folder->text, rules).text);

    snprintf(shown, sizeof shown, "%s", found ? found + strlen(folder->text) : "");
    mem_free(found);
    return shown;
}

START_TEST(it_is_found_beside_rules)
{
    struct path folder = temp_folder_create("catalogue");

    folder_create(path_print("%s/rules", folder.text).text);
    folder_create(path_print("%s/rules/web", folder.text).text);
    file_write(path_print("%s/rules/" AI_CATALOGUE_NAME, folder.text).text, "%s", HEAD);
    file_write(path_print("%s/rules/web/one.yml", folder.text).text, "%s", "{}");
    ck_assert_str_eq(found_for(&folder, "rules"), "/rules/" AI_CATALOGUE_NAME);
    ck_assert_str_eq(found_for(&folder, "rules///"), "/rules///"
                                                     "/" AI_CATALOGUE_NAME);
    ck_assert_str_eq(found_for(&folder, "rules/web"), "/rules/" AI_CATALOGUE_NAME);
    ck_assert_str_eq(found_for(&folder, "rules/web/one.yml"), "/rules/" AI_CATALOGUE_NAME);
    ck_assert_str_eq(found_for(&folder, "rules/a/b/c"), "/rules/" AI_CATALOGUE_NAME);
    ck_assert_str_eq(found_for(&folder, "rules/a/b/c/d"), "");
    ck_assert_ptr_null(ai_catalogue_find("/"));
    ck_assert_ptr_null(ai_catalogue_find("."));
    ck_assert_ptr_null(ai_catalogue_find("none/such"));
    temp_folder_remove(&folder);
}
END_TEST

/* What is shipped, read from the root of the tree. */
START_TEST(the_shipped_one_has_no_mistake)
{
    struct diagnostics mistakes = {0};
    struct ai_catalogue *catalogue = ai_catalogue_read("rules/" AI_CATALOGUE_NAME, &mistakes);

    ck_assert_msg(catalogue != NULL, "%s", mistakes.items ? mistakes.items[0].message : "");
    ck_assert_uint_gt(catalogue->domain_count, 1300);
    ai_catalogue_destroy(catalogue);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_a_mistake)
{
    struct diagnostics mistakes = {0};

    ck_assert_ptr_null(ai_catalogue_read("/nowhere/" AI_CATALOGUE_NAME, &mistakes));
    ck_assert_uint_eq(mistakes.errors, 1);
    diagnostics_finish(&mistakes);
}
END_TEST

SUITE_MAIN("ai_catalogue", lists_are_made_of_lines, the_first_mistake_is_told_with_its_place,
           a_nul_byte_is_no_part_of_a_word, bounds, it_is_found_beside_rules,
           the_shipped_one_has_no_mistake, a_file_that_is_not_there_is_a_mistake)
