#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/document.h"

static struct diagnostics mistakes;

static struct document *parse(const char *yaml)
{
    return document_parse("test.yml", text_of(yaml), &mistakes);
}

/* Asserts that yaml is refused with a message holding part at line:column, and
 * nothing else. */
static void refuses_bytes(struct text yaml, unsigned line, unsigned column, const char *part)
{
    struct document *document = document_parse("test.yml", yaml, &mistakes);

    ck_assert_ptr_null(document);
    ck_assert_uint_eq(mistakes.count, 1);
    ck_assert_msg(strstr(mistakes.items[0].message, part) != NULL, "%s", mistakes.items[0].message);
    ck_assert_str_eq(mistakes.items[0].path, "test.yml");
    ck_assert_uint_eq(mistakes.items[0].line, line);
    ck_assert_uint_eq(mistakes.items[0].column, column);
    diagnostics_finish(&mistakes);
}

static void refuses(const char *yaml, unsigned line, unsigned column, const char *part)
{
    refuses_bytes(text_of(yaml), line, column, part);
}

static void check_scalar(const struct node *node, const char *text, unsigned line, unsigned column)
{
    ck_assert_ptr_nonnull(node);
    ck_assert_int_eq(node->kind, NODE_SCALAR);
    ck_assert_str_eq(node->scalar.data, text);
    ck_assert_uint_eq(node->scalar.length, strlen(text));
    ck_assert_uint_eq(node->line, line);
    ck_assert_uint_eq(node->column, column);
}

START_TEST(builds_a_tree_with_places)
{
    struct document *document = parse("title: x\n"
                                      "list:\n"
                                      "  - a\n"
                                      "  - {k: v, l: [1, 2]}\n"
                                      "é: [ü, q]\n"
                                      "none:\n");
    const struct node *root = NULL;
    const struct node *inner = NULL;

    ck_assert_uint_eq(mistakes.count, 0);
    ck_assert_uint_eq(document->count, 1);
    root = document->roots[0];
    ck_assert_int_eq(root->kind, NODE_MAPPING);
    ck_assert_uint_eq(root->count, 4);
    check_scalar(root->keys[0], "title", 1, 1);
    check_scalar(node_get(root, "title"), "x", 1, 8);
    ck_assert_int_eq(node_get(root, "list")->kind, NODE_SEQUENCE);
    ck_assert_uint_eq(node_get(root, "list")->count, 2);
    inner = node_get(root, "list")->items[1];
    ck_assert_uint_eq(inner->column, 5);
    check_scalar(node_get(inner, "k"), "v", 4, 9);
    check_scalar(node_get(inner, "l")->items[1], "2", 4, 19);
    check_scalar(node_get(root, "é")->items[1], "q", 5, 8);
    check_scalar(node_get(root, "none"), "", 6, 1);
    ck_assert_ptr_null(node_get(root, "absent"));
    ck_assert_ptr_null(node_get(node_get(root, "title"), "x"));
    ck_assert_ptr_null(node_get(NULL, "x"));
    document_destroy(document);
}
END_TEST

START_TEST(knows_how_scalars_were_written)
{
    struct document *document = parse("- 010\n- '010'\n- \"a\\tb\\0c\"\n- |\n  one\n  two\n- >-\n"
                                      "  one\n  two\n- ''\n- null\n");
    struct node **items = NULL;

    ck_assert_ptr_nonnull(document);
    items = document->roots[0]->items;
    ck_assert_uint_eq(document->roots[0]->count, 7);
    ck_assert(!items[0]->quoted && items[1]->quoted && items[2]->quoted);
    ck_assert_str_eq(items[1]->scalar.data, "010");
    ck_assert(text_equal(items[2]->scalar, TEXT("a\tb\0c")));
    ck_assert(!items[2]->block && items[3]->block && items[3]->quoted);
    ck_assert_str_eq(items[3]->scalar.data, "one\ntwo\n");
    ck_assert_str_eq(items[4]->scalar.data, "one two");
    ck_assert(items[5]->quoted && items[5]->scalar.length == 0);
    ck_assert_uint_eq(items[1]->column, 3);
    ck_assert(!items[6]->quoted);
    ck_assert_str_eq(items[6]->scalar.data, "null");
    document_destroy(document);
}
END_TEST

START_TEST(single_quotes)
{
    static const struct {
        const char *written;
        const char *meant;
    } cases[] = {
        {"''", ""},
        {"' a '", " a "},
        {"'it''s'", "it's"},
        {"'a''''b'", "a''b"},
        {"'$x-Join'''')'", "$x-Join'')"},
        {"''''''''''''''''", "'''''''"},
        {"'''a'''", "'a'"},
        {"'\\n \" # x: y'", "\\n \" # x: y"},
        {"'one \n  two'", "one two"},
        {"'one\n\n  two'", "one\ntwo"},
        {"'one\r\n\r\n \r\n  two'", "one\n\ntwo"},
        {"'\n  one\n  '", " one "},
        {"'''\n  ''''\n  '''", "' '' '"},
        {"'\xC3\xA9''\xE2\x82\xAC'", "\xC3\xA9'\xE2\x82\xAC"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer yaml = {0};
        struct document *document = NULL;

        buffer_printf(&yaml, "- [%s, %s]\n- %s", cases[i].written, cases[i].written,
                      cases[i].written);
        document = document_parse("test.yml", buffer_text(&yaml), &mistakes);
        ck_assert_msg(document != NULL, "case %zu: %s", i,
                      mistakes.items ? mistakes.items[0].message : "");
        ck_assert_str_eq(document->roots[0]->items[1]->scalar.data, cases[i].meant);
        ck_assert_str_eq(document->roots[0]->items[0]->items[0]->scalar.data, cases[i].meant);
        ck_assert_str_eq(document->roots[0]->items[0]->items[1]->scalar.data, cases[i].meant);
        ck_assert_uint_eq(document->roots[0]->items[1]->scalar.length, strlen(cases[i].meant));
        document_destroy(document);
        buffer_finish(&yaml);
    }
}
END_TEST

START_TEST(several_documents)
{
    struct document *document =
        parse("---\n---\n# nothing\n---\na: 1\n---\n- b\n...\n---\n''\n---\n");

    ck_assert_ptr_nonnull(document);
    ck_assert_uint_eq(document->count, 3);
    check_scalar(node_get(document->roots[0], "a"), "1", 5, 4);
    check_scalar(document->roots[1]->items[0], "b", 7, 3);
    ck_assert(document->roots[2]->quoted);
    document_destroy(document);
}
END_TEST

START_TEST(files_without_content)
{
    static const char *const files[] = {"", "\n\n", "# only a remark\n", "---\n", "\xEF\xBB\xBF"};

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct document *document = parse(files[i]);

        ck_assert_ptr_nonnull(document);
        ck_assert_uint_eq(document->count, 0);
        document_destroy(document);
    }
    document_destroy(document_parse("empty", (struct text){0}, &mistakes));
    document_destroy(NULL);
    ck_assert_uint_eq(mistakes.count, 0);
}
END_TEST

START_TEST(editors_of_other_systems)
{
    struct document *document = parse("\xEF\xBB\xBF"
                                      "a: 1\r\nb:\r\n  - x y\r\nc: |\r\n  z\r\n");
    const struct node *root = NULL;

    ck_assert_ptr_nonnull(document);
    root = document->roots[0];
    check_scalar(node_get(root, "a"), "1", 1, 4);
    check_scalar(node_get(root, "b")->items[0], "x y", 3, 5);
    ck_assert_str_eq(node_get(root, "c")->scalar.data, "z\n");
    document_destroy(document);
}
END_TEST

START_TEST(what_could_surprise_is_refused)
{
    refuses("a: &x 1\n", 1, 4, "anchors");
    refuses("a: &x [1]\n", 1, 4, "anchors");
    refuses("- *x\n", 1, 3, "aliases");
    refuses("a: !!int 3\n", 1, 4, "tags");
    refuses("a: !own {b: c}\n", 1, 4, "tags");
    refuses("? [a]\n: b\n", 1, 3, "a key must be text, not a list");
    refuses("? {x: y}\n: b\n", 1, 3, "a key must be text, not a map");
    refuses("a: 1\nb: 2\n'a': 3\n", 3, 1, "first in line 1, column 1");
    refuses("- {k: 1, k: 2}\n", 1, 10, "'k' stands here twice, first in line 1, column 4");
}
END_TEST

/* Forms that the library below us does not read as they are meant. */
START_TEST(what_would_be_misread_is_refused)
{
    struct document *document = NULL;

    refuses("- \"a\\\n  b\"\n", 1, 3, "backslash");
    refuses("- \"a\\\\\\\r\n  b\"\n", 1, 3, "backslash");
    refuses("- >\n  one\n\n   two\n", 2, 1, "write | instead");
    document = parse("- \"a\\\\\n  b\"\n- >\n  one\n\n  two\n- |\n  one\n\n    two\n");
    ck_assert_ptr_nonnull(document);
    ck_assert_str_eq(document->roots[0]->items[0]->scalar.data, "a\\ b");
    ck_assert_str_eq(document->roots[0]->items[1]->scalar.data, "one\ntwo\n");
    ck_assert_str_eq(document->roots[0]->items[2]->scalar.data, "one\n\n  two\n");
    document_destroy(document);
}
END_TEST

START_TEST(same_keys_in_different_maps_are_fine)
{
    struct document *document = parse("a: {a: {a: 1}}\nb: {a: 1}\n---\na: 1\n");

    ck_assert_ptr_nonnull(document);
    ck_assert_uint_eq(document->count, 2);
    document_destroy(document);
}
END_TEST

START_TEST(all_mistakes_of_one_file)
{
    ck_assert_ptr_null(parse("a: &x 1\nb: *x\nb: !!int 3\n? [k]\n: *x\nc: [\n"));
    ck_assert_uint_eq(mistakes.errors, 7);
    ck_assert_uint_eq(mistakes.items[0].line, 1);
    ck_assert_uint_eq(mistakes.items[6].line, 7);
    diagnostics_finish(&mistakes);
}
END_TEST

START_TEST(broken_yaml_has_a_place)
{
    refuses("a: 1\nb:\n\tc: 1\n", 3, 1, "tab");
    refuses("a: \"x\n", 1, 5, "closing quote");
    refuses("a: [1\n", 2, 1, "closing bracket");
    refuses("@x: 1\n", 1, 1, "@");
    refuses("a: b: c\n", 1, 5, "nested");
    refuses("a: \"\\q\"\n", 1, 5, "escape");
}
END_TEST

START_TEST(bytes_that_are_no_text)
{
    refuses_bytes(TEXT("a: 1\nb: x\0y\n"), 2, 5, "U+0000");
    refuses_bytes(TEXT("a: \xE9\n"), 1, 4, "0xe9 is not UTF-8");
    refuses_bytes(TEXT("\xFF\xFE"
                       "a\0"),
                  0, 0, "UTF-16");
    refuses("a: é\x1b[31m\n", 1, 5, "U+001B");
    refuses("a: \xC2\x9B\n", 1, 4, "U+009B");
}
END_TEST

static void append_times(struct buffer *yaml, const char *part, int times)
{
    for (int i = 0; i < times; i++)
        buffer_append_text(yaml, text_of(part));
}

START_TEST(depth_is_bounded)
{
    struct buffer yaml = {0};
    struct document *document = NULL;

    append_times(&yaml, "[", DOCUMENT_LIMIT_DEPTH);
    append_times(&yaml, "]", DOCUMENT_LIMIT_DEPTH);
    document = document_parse("test.yml", buffer_text(&yaml), &mistakes);
    ck_assert_ptr_nonnull(document);
    document_destroy(document);

    buffer_clear(&yaml);
    append_times(&yaml, "[", 200000);
    refuses_bytes(buffer_text(&yaml), 1, DOCUMENT_LIMIT_DEPTH + 1, "nested");
    buffer_clear(&yaml);
    append_times(&yaml, "{a: ", 200000);
    refuses_bytes(buffer_text(&yaml), 1, DOCUMENT_LIMIT_DEPTH * 4 + 1, "nested");
    buffer_clear(&yaml);
    append_times(&yaml, "- ", 200000);
    refuses_bytes(buffer_text(&yaml), 1, DOCUMENT_LIMIT_DEPTH * 2 + 1, "nested");
    buffer_finish(&yaml);
}
END_TEST

START_TEST(size_is_bounded)
{
    struct buffer yaml = {0};

    append_times(&yaml, "- a\n", DOCUMENT_LIMIT_NODES);
    refuses_bytes(buffer_text(&yaml), DOCUMENT_LIMIT_NODES, 3, "values");
    buffer_clear(&yaml);
    append_times(&yaml, "--- a\n", DOCUMENT_LIMIT_DOCUMENTS + 1);
    refuses_bytes(buffer_text(&yaml), DOCUMENT_LIMIT_DOCUMENTS + 1, 1, "documents");
    buffer_clear(&yaml);
    append_times(&yaml, "#", DOCUMENT_LIMIT_BYTES + 1);
    refuses_bytes(buffer_text(&yaml), 0, 0, "longer than");
    buffer_finish(&yaml);
}
END_TEST

START_TEST(many_keys_are_compared_quickly)
{
    struct buffer yaml = {0};
    struct document *document = NULL;

    for (int i = 0; i < 49000; i++)
        buffer_printf(&yaml, "%08d: x\n", i);
    document = document_parse("test.yml", buffer_text(&yaml), &mistakes);
    ck_assert_ptr_nonnull(document);
    ck_assert_uint_eq(document->roots[0]->count, 49000);
    ck_assert_str_eq(document->roots[0]->keys[48999]->scalar.data, "00048999");
    document_destroy(document);
    buffer_finish(&yaml);
}
END_TEST

START_TEST(reads_files)
{
    char path[64] = "";
    int descriptor = -1;
    struct document *document = NULL;

    snprintf(path, sizeof path, "/tmp/amber-document-%d", (int)getpid());
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL, 0600);
    ck_assert_int_ge(descriptor, 0);
    ck_assert_int_eq(write(descriptor, "a: 1\n", 5), 5);
    document = document_read(path, &mistakes);
    ck_assert_ptr_nonnull(document);
    ck_assert_str_eq(document->path, path);
    document_destroy(document);

    ck_assert_int_eq(fchmod(descriptor, 0666), 0);
    ck_assert_ptr_null(document_read(path, &mistakes));
    ck_assert_str_eq(mistakes.items[0].path, path);
    ck_assert_ptr_null(strstr(mistakes.items[0].message, path));
    ck_assert_ptr_nonnull(strstr(mistakes.items[0].message, "chmod o-w"));
    close(descriptor);
    unlink(path);
    ck_assert_ptr_null(document_read(path, NULL));
    diagnostics_finish(&mistakes);
}
END_TEST

START_TEST(names_kinds_and_places)
{
    struct document *document = parse("a: [b]\n");
    const struct node *root = document->roots[0];
    struct place place = node_place(document, root->items[0]->items[0]);

    ck_assert_str_eq(node_kind_name(root), "a map");
    ck_assert_str_eq(node_kind_name(root->items[0]), "a list");
    ck_assert_str_eq(node_kind_name(root->keys[0]), "text");
    ck_assert_str_eq(place.path, "test.yml");
    ck_assert_uint_eq(place.line, 1);
    ck_assert_uint_eq(place.column, 5);
    document_destroy(document);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("document");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, builds_a_tree_with_places);
    tcase_add_test(tests, knows_how_scalars_were_written);
    tcase_add_test(tests, single_quotes);
    tcase_add_test(tests, several_documents);
    tcase_add_test(tests, files_without_content);
    tcase_add_test(tests, editors_of_other_systems);
    tcase_add_test(tests, what_could_surprise_is_refused);
    tcase_add_test(tests, what_would_be_misread_is_refused);
    tcase_add_test(tests, same_keys_in_different_maps_are_fine);
    tcase_add_test(tests, all_mistakes_of_one_file);
    tcase_add_test(tests, broken_yaml_has_a_place);
    tcase_add_test(tests, bytes_that_are_no_text);
    tcase_add_test(tests, depth_is_bounded);
    tcase_add_test(tests, size_is_bounded);
    tcase_add_test(tests, many_keys_are_compared_quickly);
    tcase_add_test(tests, reads_files);
    tcase_add_test(tests, names_kinds_and_places);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
