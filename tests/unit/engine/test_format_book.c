#include "engine/format_book.h"

#include <stdio.h>
#include <string.h>

#include "support/suite.h"

static struct diagnostics mistakes;

static struct settings *parse(const char *yaml)
{
    struct settings *settings = settings_parse("/etc/amberd.yml", text_of(yaml), &mistakes);

    ck_assert_msg(settings != NULL, "%s", mistakes.items ? mistakes.items[0].message : "");
    return settings;
}

START_TEST(own_formats_go_before_built_in_ones)
{
    struct settings *settings = parse("formats:\n"
                                      "  - {name: squid, kind: json}\n"
                                      "  - {name: door, kind: key_value}\n");
    struct format_book *book = format_book_create(settings, &mistakes);
    size_t count = 0;
    size_t built_in = 0;
    const struct decoder *const *all = format_book_all(book, &count);

    decoder_all(&built_in);
    ck_assert_uint_eq(count, built_in + 1);
    ck_assert_str_eq(all[count - 2]->name, "squid");
    ck_assert_ptr_eq(format_book_find(book, TEXT("squid")), all[count - 2]);
    ck_assert_ptr_ne(format_book_find(book, TEXT("squid")), decoder_find(TEXT("squid")));
    ck_assert_ptr_eq(format_book_find(book, TEXT("door")), all[count - 1]);
    ck_assert_ptr_eq(format_book_find(book, TEXT("sshd")), decoder_find(TEXT("sshd")));
    ck_assert_ptr_null(format_book_find(book, TEXT("dor")));
    ck_assert_str_eq(format_book_suggest(book, TEXT("dor")), "door");
    ck_assert(!format_book_is_broken(book, TEXT("door")));
    ck_assert(!format_book_is_broken(book, TEXT("dor")));
    format_book_destroy(book);
    format_book_destroy(NULL);
    settings_destroy(settings);
}
END_TEST

START_TEST(a_broken_format_leaves_the_others)
{
    struct settings *settings = parse("formats:\n"
                                      "  - {name: a, kind: regex, pattern: '(?<x>'}\n"
                                      "  - {name: b, kind: json}\n");
    struct format_book *book = format_book_create(settings, &mistakes);

    ck_assert_uint_eq(mistakes.errors, 1);
    ck_assert_str_eq(mistakes.items[0].path, "/etc/amberd.yml");
    ck_assert_uint_eq(mistakes.items[0].line, 2);
    ck_assert_ptr_null(format_book_find(book, TEXT("a")));
    ck_assert(format_book_is_broken(book, TEXT("a")));
    ck_assert_ptr_nonnull(format_book_find(book, TEXT("b")));
    format_book_destroy(book);
    settings_destroy(settings);
    diagnostics_finish(&mistakes);
}
END_TEST

/* One format, and what is wrong with it; NULL = nothing. */
static const struct {
    const char *yaml;
    const char *mistake;
} formats[] = {
    {"kind: regex, pattern: '(?<x>.)', fields: {x: user.name}", NULL},
    {"kind: csv, separator: tab, quote: ''", NULL},
    {"kind: csv, columns: [a], shape: lines", NULL},
    {"kind: json, fields: {x: user.name, y: user.name}, values: {user.name: {a: b}}", NULL},
    {"kind: key_value, separator: '; ', shape: syslog, time: {field: t, zone: +08:00}", NULL},
    {"kind: regex", "a regex needs a pattern"},
    {"kind: csv, pattern: x", "pattern is for regex only"},
    {"kind: json, columns: [a]", "columns are for csv only"},
    {"kind: json, separator: ';'", "separator is for csv and key_value only"},
    {"kind: csv, separator: ', '", "the separator of csv is one byte"},
    {"kind: csv, separator: '\"'", "the separator of csv is one byte"},
    {"kind: csv, shape: lines", "csv of another shape needs its columns"},
    {"kind: json, fields: {x: user.nam}", "did you mean 'user.name'?"},
    {"kind: json, fields: {x: amberd.flags}", "amberd itself sets 'amberd.flags'"},
    {"kind: json, fields: {x: user.role}", "there is no field 'user.role'"},
    {"kind: json, values: {user.name: {a: b}}", "nothing under fields is 'user.name'"},
    {"kind: json, values: {user.nam: {a: b}}", "there is no field 'user.nam'"},
    {"kind: json, time: {format: '%s'}", "time.field must say which part the time is"},
    {"kind: json, time: {field: t, format: '%H'}", "time.format: it says no month"},
    {"kind: json, time: {field: t, zone: Mars/Base}", "Mars/Base"},
    {"kind: regex, pattern: '(?<x>.)', fields: {y: user.name}", "there is no group 'y'"},
    {"kind: regex, pattern: '(.)(?:x)'", "pattern: it names no group"},
    {"kind: csv, columns: [a, b, a]", "columns: 'a' is there twice"},
    {"kind: csv, columns: [a, ' ', ' ']", NULL},
    {"kind: csv, columns: [a], time: {field: b}", "there is no column 'b'"},
};

START_TEST(formats_are_checked)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char yaml[256] = "";
        struct settings *settings = NULL;
        struct format_book *book = NULL;

        snprintf(yaml, sizeof yaml, "formats: [{name: own, %s}]\n", formats[i].yaml);
        settings = parse(yaml);
        book = format_book_create(settings, &mistakes);
        if (formats[i].mistake) {
            ck_assert_msg(mistakes.errors == 1, "%s", formats[i].yaml);
            ck_assert_msg(strstr(mistakes.items[0].message, formats[i].mistake) != NULL, "%s",
                          mistakes.items[0].message);
            ck_assert_uint_eq(mistakes.items[0].line, 1);
            ck_assert_uint_gt(mistakes.items[0].column, 0);
        } else {
            ck_assert_msg(mistakes.errors == 0, "%s: %s", formats[i].yaml,
                          mistakes.items ? mistakes.items[0].message : "");
            ck_assert_ptr_nonnull(format_book_find(book, TEXT("own")));
        }
        format_book_destroy(book);
        settings_destroy(settings);
        diagnostics_finish(&mistakes);
    }
}
END_TEST

SUITE_MAIN("format_book", own_formats_go_before_built_in_ones, a_broken_format_leaves_the_others,
           formats_are_checked)
