#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alert/storm.h"
#include "base/buffer.h"
#include "base/file.h"
#include "config/settings.h"

static struct diagnostics mistakes;

static struct settings *parse(const char *yaml)
{
    return settings_parse("/etc/amberd.yml", text_of(yaml), &mistakes);
}

/* Asserts one mistake, at line:column. */
static void refuses(const char *yaml, unsigned line, unsigned column, const char *part)
{
    ck_assert_ptr_null(parse(yaml));
    ck_assert_uint_eq(mistakes.errors, 1);
    ck_assert_msg(strstr(mistakes.items[0].message, part) != NULL, "%s", mistakes.items[0].message);
    ck_assert_uint_eq(mistakes.items[0].line, line);
    ck_assert_uint_eq(mistakes.items[0].column, column);
    diagnostics_finish(&mistakes);
}

/* Asserts that both say the same, by how they are written. */
static void check_same(const struct settings *a, const struct settings *b)
{
    struct buffer written[2] = {{0}, {0}};

    settings_write(a, &written[0]);
    settings_write(b, &written[1]);
    ck_assert_str_eq(buffer_string(&written[0]), buffer_string(&written[1]));
    buffer_finish(&written[0]);
    buffer_finish(&written[1]);
}

START_TEST(defaults)
{
    struct settings *settings = settings_default();

    ck_assert_uint_eq(settings->source_count, 0);
    ck_assert_uint_eq(settings->rules.path_count, 2);
    ck_assert_str_eq(settings->rules.paths[0], "/usr/share/amberd/rules");
    ck_assert_str_eq(settings->rules.paths[1], "/etc/amberd/rules.d");
    ck_assert_uint_eq(settings->rules.red_count, 0);
    ck_assert_str_eq(settings->state.directory, "/var/lib/amberd");
    ck_assert_uint_eq(settings->state.reserve, 64 << 20);
    ck_assert_str_eq(settings->feed.socket, "/run/amberd/feed.sock");
    ck_assert_str_eq(settings->feed.group, "amberd-readers");
    ck_assert_uint_eq(settings->feed.clients, 64);
    ck_assert_uint_eq(settings->feed.clients_per_user, 8);
    ck_assert_int_eq(settings->feed.heartbeat, 10 * SECOND);
    ck_assert_int_eq(settings->feed.stalled, 30 * SECOND);
    ck_assert_str_eq(settings->control.socket, "/run/amberd/control.sock");
    ck_assert_str_eq(settings->control.group, "amberd-admins");
    ck_assert_str_eq(settings->control.test_user, "");
    ck_assert_str_eq(settings->syslog.socket, "/dev/log");
    ck_assert_str_eq(settings->syslog.format, "rfc5424");
    ck_assert_str_eq(settings->syslog.facility, "local0");
    ck_assert_uint_eq(settings->alerts.storm_budget, 20);
    ck_assert_int_eq(settings->alerts.storm_window, 10 * MINUTE);
    ck_assert_int_eq(settings->alerts.remediate_within, 24 * HOUR);
    ck_assert_int_eq(settings->alerts.dedup_for, HOUR);
    ck_assert_uint_eq(settings->alerts.evidence, 100);
    ck_assert_uint_eq(settings->alerts.most, 50000);
    ck_assert_uint_eq(settings->tail.files, 100000);
    ck_assert_uint_eq(settings->tail.descriptors, 4096);
    ck_assert_int_eq(settings->tail.linger, 10 * MINUTE);
    ck_assert_int_eq(settings->tail.rescan, 60 * SECOND);
    ck_assert_int_eq(settings->tail.lateness, 60 * SECOND);
    settings_destroy(settings);
    settings_destroy(NULL);
}
END_TEST

START_TEST(a_whole_file)
{
    struct settings *settings = parse("sources:\n"
                                      "  - {name: sshd, path: /var/log/auth.log, format: sshd}\n"
                                      "  - name: proxy\n"
                                      "    paths: [/var/log/squid/*.log, 'old/access.log']\n"
                                      "    format: squid\n"
                                      "    layout: '%ts %>a'\n"
                                      "    decode: all\n"
                                      "    start: beginning\n"
                                      "    zone: Asia/Manila\n"
                                      "    account: Client A\n"
                                      "    site: MNL1\n"
                                      "rules: {paths: local.d, red: [one, 'two words']}\n"
                                      "state: {reserve: 1GiB}\n"
                                      "feed:\n"
                                      "  clients: 2\n"
                                      "  clients_per_user: 2\n"
                                      "  group: ''\n"
                                      "syslog: {socket: '', facility: authpriv}\n"
                                      "alerts:\n");

    ck_assert_msg(settings != NULL, "%s", mistakes.items ? mistakes.items[0].message : "");
    ck_assert_uint_eq(settings->source_count, 2);
    ck_assert_str_eq(settings->sources[0].name, "sshd");
    ck_assert_str_eq(settings->sources[0].paths[0], "/var/log/auth.log");
    ck_assert_str_eq(settings->sources[0].layout, "");
    ck_assert_str_eq(settings->sources[0].decode, "needed");
    ck_assert_str_eq(settings->sources[0].start, "end");
    ck_assert_str_eq(settings->sources[0].zone, "local");
    ck_assert_str_eq(settings->sources[0].account, "");
    ck_assert_uint_eq(settings->sources[1].path_count, 2);
    ck_assert_str_eq(settings->sources[1].paths[1], "/etc/old/access.log");
    ck_assert_str_eq(settings->sources[1].format, "squid");
    ck_assert_str_eq(settings->sources[1].layout, "%ts %>a");
    ck_assert_str_eq(settings->sources[1].decode, "all");
    ck_assert_str_eq(settings->sources[1].start, "beginning");
    ck_assert_str_eq(settings->sources[1].account, "Client A");
    ck_assert_str_eq(settings->sources[1].site, "MNL1");
    ck_assert_uint_eq(settings->rules.path_count, 1);
    ck_assert_str_eq(settings->rules.paths[0], "/etc/local.d");
    ck_assert_str_eq(settings->rules.red[1], "two words");
    ck_assert_uint_eq(settings->state.reserve, 1 << 30);
    ck_assert_str_eq(settings->feed.group, "");
    ck_assert_str_eq(settings->syslog.socket, "");
    ck_assert_int_eq(settings_facility(settings), 10);
    ck_assert_uint_eq(settings->alerts.evidence, 100);
    settings_destroy(settings);
}
END_TEST

START_TEST(writing_and_reading_is_the_same)
{
    struct settings *settings = parse("sources: [{name: a, paths: [b*, \"c'd\", '#e'], format: f,"
                                      " account: 'null', site: \"a: b\"}]\n"
                                      "rules: {red: ['[x]', '~'],"
                                      " placeholders: {a.b-c: ['x''y', '%'], e: []}}\n"
                                      "tail: {linger: 90s, rescan: 1500ms}\n");
    struct buffer yaml = {0};
    struct settings *again = NULL;

    ck_assert_ptr_nonnull(settings);
    settings_write(settings, &yaml);
    again = parse(buffer_string(&yaml));
    ck_assert_ptr_nonnull(again);
    check_same(settings, again);
    ck_assert_str_eq(again->sources[0].account, "null");
    ck_assert_str_eq(again->rules.red[1], "~");
    ck_assert_uint_eq(again->rules.placeholder_count, 2);
    ck_assert_str_eq(again->rules.placeholders[0].name, "a.b-c");
    ck_assert_uint_eq(again->rules.placeholders[0].count, 2);
    ck_assert_str_eq(again->rules.placeholders[0].items[0], "x'y");
    ck_assert_uint_eq(again->rules.placeholders[1].count, 0);
    settings_destroy(settings);
    settings_destroy(again);
    buffer_finish(&yaml);
}
END_TEST

START_TEST(maps_of_lists)
{
    struct settings *settings = parse("rules: {placeholders: {one: single}}\n");

    ck_assert_ptr_nonnull(settings);
    ck_assert_str_eq(settings->rules.placeholders[0].items[0], "single");
    settings_destroy(settings);
    refuses("rules: {placeholders: [a]}\n", 1, 23, "this is a list, not a map of lists");
    refuses("rules: {placeholders: {'a b': [x]}}\n", 1, 24, "'a b' is not a word");
    refuses("rules: {placeholders: {a: [{b: c}]}}\n", 1, 28, "this is a map");
    refuses("rules: {placeholders: {a: ['']}}\n", 1, 28, "must not be empty");
    refuses("rules: {placeholders: {a: }}\n", 1, 24, "there is no value");
}
END_TEST

START_TEST(nothing_said_is_the_defaults)
{
    static const char *const files[] = {"",     "# nothing\n",       "---\n",
                                        "{}\n", "sources:\nfeed:\n", "sources: []\n"};
    struct settings *expected = settings_default();

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct settings *settings = parse(files[i]);

        ck_assert_ptr_nonnull(settings);
        check_same(settings, expected);
        settings_destroy(settings);
    }
    settings_destroy(expected);
}
END_TEST

START_TEST(keys_that_do_not_exist)
{
    refuses("fed: {}\n", 1, 1, "there is no setting 'fed'; did you mean 'feed'?");
    refuses("source: []\n", 1, 1, "did you mean 'sources'?");
    refuses("zebra: 1\n", 1, 1, "here may stand sources, formats, rules, state");
    refuses("\"feed\\0x\": {clients: 1}\n", 1, 1, "there is no setting");
    refuses("feed:\n  clents: 3\n", 2, 3, "did you mean 'clients'?");
    refuses("feed: {facility: local0}\n", 1, 8, "here may stand socket, group, clients");
    refuses("sources:\n  - {name: a, path: /b, format: c, strat: end}\n", 2, 36,
            "did you mean 'start'?");
    refuses("sources: [{name: a, pth: /b, path: /b, format: c}]\n", 1, 21, "did you mean 'path'?");
}
END_TEST

START_TEST(a_storm_budget_is_no_larger_than_storms_count)
{
    struct settings *settings = parse("alerts: {storm_budget: 1000}\n");

    ck_assert_ptr_nonnull(settings);
    ck_assert_uint_eq(settings->alerts.storm_budget, STORM_BUDGET_MOST);
    settings_destroy(settings);
    refuses("alerts: {storm_budget: 1001}\n", 1, 24, "1000");
}
END_TEST

START_TEST(values_of_the_wrong_kind)
{
    refuses("feed: {clients: many}\n", 1, 17,
            "feed.clients: 'many' is not a whole number, such as 64");
    refuses("feed: {clients: 0}\n", 1, 17, "feed.clients: 0 is out of range; it may be 1 to 10000");
    refuses("feed: {clients: [1]}\n", 1, 17, "this is a list, not a whole number");
    refuses("feed: {heartbeat: 10}\n", 1, 19, "feed.heartbeat: '10' is not a length of time");
    refuses("feed: {group: }\n", 1, 8, "there is no value");
    refuses("feed: {group: ~}\n", 1, 15, "there is no value");
    refuses("feed: {group: a b}\n", 1, 15, "'a b' is not a word");
    refuses("state: {reserve: 64MB}\n", 1, 18, "'64MB' is not a size, such as 64MiB");
    refuses("rules: {paths: []}\n", 1, 16, "the list has 0 items; it may have 1 to 1000");
    refuses("rules: {paths: [a, {b: c}]}\n", 1, 20, "this is a map, not a list of paths");
    refuses("syslog: {facility: local8}\n", 1, 20, "did you mean 'local0'?");
    refuses("feed: x\n", 1, 7, "feed is a map of settings, not text");
    refuses("sources: x\n", 1, 10, "sources is a list");
    refuses("sources: [x]\n", 1, 11, "a source is a map");
    refuses("- feed\n", 1, 1, "a settings file is a map of sections, not a list");
    refuses("feed: {}\n---\nfeed: {}\n", 3, 1, "one document");
}
END_TEST

START_TEST(sources_must_be_whole)
{
    refuses("sources:\n  - {name: a, path: /b}\n", 2, 5, "this source has no 'format'");
    refuses("sources:\n  - {name: a, format: b}\n", 2, 5, "this source has no 'paths'");
    refuses("sources:\n  - {path: /a, format: b}\n", 2, 5, "this source has no 'name'");
    refuses("sources:\n  - {name: a, path: /b, paths: [/c], format: d}\n", 2, 25,
            "'paths' and 'path' are the same setting");
    refuses("sources:\n"
            "  - {name: a, path: /b, format: c}\n"
            "  - {name: a, path: /d, format: e}\n",
            3, 12, "there is a source 'a' already, in line 2");
}
END_TEST

START_TEST(sources_are_bounded)
{
    struct buffer yaml = {0};

    buffer_append_text(&yaml, TEXT("sources:\n"));
    for (int i = 0; i < 1001; i++)
        buffer_printf(&yaml, "- {name: s%d, path: /a, format: b}\n", i);
    refuses(buffer_string(&yaml), 2, 1, "1001 sources are too many");
    buffer_finish(&yaml);
}
END_TEST

START_TEST(settings_that_contradict)
{
    refuses("feed: {clients: 4}\n", 0, 0, "feed.clients_per_user: 8 is more than feed.clients");
    refuses("feed: {clients_per_user: 65}\n", 1, 26, "65 is more than feed.clients");
    refuses("syslog: {format: journal}\n", 1, 18, "/dev/log takes no entries of the journal");
    refuses("feed:\n  heartbeat: 30s\n", 0, 0, "longer than feed.heartbeat");
    refuses("control: {socket: /run/amberd/feed.sock}\n", 1, 19, "the same path");
}
END_TEST

START_TEST(all_mistakes_at_once)
{
    ck_assert_ptr_null(parse("fed: 1\nfeed: {clients: x, stalled: 5}\nsources: [{}]\n"));
    ck_assert_uint_eq(mistakes.errors, 6);
    ck_assert_uint_eq(mistakes.items[1].line, 2);
    ck_assert_uint_eq(mistakes.items[5].line, 3);
    diagnostics_finish(&mistakes);
    ck_assert_ptr_null(settings_parse("x", TEXT("fed: 1"), NULL));
    ck_assert_ptr_null(settings_parse("x", TEXT("["), NULL));
}
END_TEST

static const char own_format[] =
    "formats:\n"
    "  - name: door\n"
    "    kind: regex\n"
    "    pattern: '^(?<a>it''s) (?<b>.*)$'\n"
    "    fields: {a: user.name, 'b': \"host.name\"}\n"
    "    values: {user.name: {x: y, z: w}, host.name: {p: q}}\n"
    "    time: {field: a, zone: UTC}\n"
    "    logsource: {category: doors}\n"
    "  - {name: table, kind: csv, columns: [one, two], separator: tab}\n";

START_TEST(formats_are_read)
{
    struct settings *settings = parse(own_format);
    const struct format_settings *format = NULL;

    ck_assert_msg(settings != NULL, "%s", mistakes.items ? mistakes.items[0].message : "");
    ck_assert_str_eq(settings->path, "/etc/amberd.yml");
    ck_assert_uint_eq(settings->format_count, 2);
    format = &settings->formats[0];
    ck_assert_str_eq(format->name, "door");
    ck_assert_str_eq(format->pattern, "^(?<a>it's) (?<b>.*)$");
    ck_assert_str_eq(format->shape, "usual");
    ck_assert_str_eq(format->pair_separator, "=");
    ck_assert_uint_eq(format->field_count, 2);
    ck_assert_str_eq(format->fields[1].key, "b");
    ck_assert_str_eq(format->fields[1].value, "host.name");
    ck_assert_uint_eq(format->fields[1].line, 5);
    ck_assert_uint_eq(format->value_count, 3);
    ck_assert_str_eq(format->values[2].group, "host.name");
    ck_assert_str_eq(format->values[2].key, "p");
    ck_assert_str_eq(format->time.field, "a");
    ck_assert_str_eq(format->time.format, "");
    ck_assert_str_eq(format->time.zone, "UTC");
    ck_assert_str_eq(format->logsource.category, "doors");
    ck_assert_uint_eq(format->line, 2);
    ck_assert_uint_eq(settings->formats[1].column_count, 2);
    ck_assert_str_eq(settings->formats[1].columns[1], "two");
    settings_destroy(settings);
}
END_TEST

START_TEST(formats_are_written_as_they_are_read)
{
    struct settings *settings = parse(own_format);
    struct buffer yaml = {0};
    struct settings *again = NULL;

    settings_write(settings, &yaml);
    again = parse(buffer_string(&yaml));
    ck_assert_msg(again != NULL, "%s\n%s", mistakes.items ? mistakes.items[0].message : "",
                  buffer_string(&yaml));
    check_same(settings, again);
    ck_assert_str_eq(again->formats[0].values[1].value, "w");
    settings_destroy(settings);
    settings_destroy(again);
    buffer_finish(&yaml);
}
END_TEST

START_TEST(formats_must_be_whole)
{
    refuses("formats: x\n", 1, 10, "formats is a list");
    refuses("formats: [x]\n", 1, 11, "a format is a map with name and kind, not text");
    refuses("formats: [{name: a}]\n", 1, 11, "this format has no 'kind'");
    refuses("formats: [{name: a, kind: jsn}]\n", 1, 27, "did you mean 'json'?");
    refuses("formats: [{name: a, kind: json, fields: x}]\n", 1, 41,
            "formats.fields: this is text, not a map of texts");
    refuses("formats: [{name: a, kind: json, fields: {x: [y]}}]\n", 1, 45,
            "formats.fields: this is a list, not a text");
    refuses("formats: [{name: a, kind: json, fields: {x: ''}}]\n", 1, 42, "must not be empty");
    refuses("formats: [{name: a, kind: json, values: {x: y}}]\n", 1, 45,
            "formats.values: this is text, not a map of texts");
    refuses("formats: [{name: a, kind: json, time: x}]\n", 1, 39,
            "time is a map of settings, not text");
    refuses("formats: [{name: a, kind: json, time: {feld: x}}]\n", 1, 40, "did you mean 'field'?");
    refuses("formats: [{name: a, kind: json, tme: {field: x}}]\n", 1, 33, "did you mean 'time'?");
    refuses("formats: [{name: a, kind: json}, {name: a, kind: csv}]\n", 1, 41,
            "there is a format 'a' already");
}
END_TEST

START_TEST(relative_paths_need_a_folder)
{
    ck_assert_ptr_null(
        settings_parse("/no/such/folder/a.yml", TEXT("rules: {paths: b}"), &mistakes));
    ck_assert_ptr_nonnull(strstr(mistakes.items[0].message, "does not begin with '/'"));
    diagnostics_finish(&mistakes);
}
END_TEST

START_TEST(reads_a_file_beside_what_it_names)
{
    char folder[64] = "";
    char path[96] = "";
    char expected[96] = "";
    FILE *file = NULL;
    struct settings *settings = NULL;

    snprintf(folder, sizeof folder, "/tmp/amber-settings-%d", (int)getpid());
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    snprintf(path, sizeof path, "%s/amberd.yml", folder);
    snprintf(expected, sizeof expected, "%s/rules.d", folder);
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs("rules: {paths: [rules.d]}\n", file);
    fclose(file);

    settings = settings_read(path, &mistakes);
    ck_assert_ptr_nonnull(settings);
    ck_assert_str_eq(settings->rules.paths[0], expected);
    settings_destroy(settings);

    ck_assert_int_eq(chmod(path, 0666), 0);
    ck_assert_ptr_null(settings_read(path, &mistakes));
    ck_assert_uint_eq(mistakes.errors, 1);
    unlink(path);
    ck_assert_ptr_null(settings_read(path, &mistakes));
    ck_assert_uint_eq(mistakes.errors, 2);
    rmdir(folder);
    diagnostics_finish(&mistakes);
}
END_TEST

/* Takes the '#' away that stands directly in front of a setting. */
static void uncomment(struct buffer *yaml)
{
    struct text rest = buffer_text(yaml);
    struct buffer result = {0};

    while (rest.length > 0) {
        struct text line = {0};
        size_t hash = 0;

        text_cut(rest, TEXT("\n"), &line, &rest);
        while (hash < line.length && line.data[hash] == ' ')
            hash++;
        if (hash + 1 < line.length && line.data[hash] == '#' && line.data[hash + 1] >= 'a' &&
            line.data[hash + 1] <= 'z') {
            buffer_append_text(&result, text_until(line, hash));
            line = text_from(line, hash + 1);
        }
        buffer_append_text(&result, line);
        buffer_append_byte(&result, '\n');
    }
    buffer_finish(yaml);
    *yaml = result;
}

START_TEST(the_sample_is_the_defaults)
{
    struct buffer yaml = {0};
    struct error err = {0};
    struct settings *shipped = settings_read("conf/amberd.yml", &mistakes);
    struct settings *uncommented = NULL;
    struct settings *expected = settings_default();

    ck_assert_ptr_nonnull(shipped);
    ck_assert(file_read("conf/amberd.yml", 1 << 20, &yaml, &err));
    uncomment(&yaml);
    uncommented = parse(buffer_string(&yaml));
    ck_assert_msg(uncommented != NULL, "%s", mistakes.items ? mistakes.items[0].message : "");
    check_same(shipped, uncommented);

    ck_assert_uint_eq(shipped->source_count, 2);
    ck_assert_str_eq(shipped->sources[0].paths[0], "/var/log/auth.log");
    ck_assert_str_eq(shipped->sources[0].format, "syslog");
    ck_assert_str_eq(shipped->sources[1].paths[0], "/var/log/squid/access.log");
    ck_assert_str_eq(shipped->sources[1].format, "squid");
    expected->sources = shipped->sources;
    expected->source_count = shipped->source_count;
    check_same(shipped, expected);
    expected->sources = NULL;
    expected->source_count = 0;

    settings_destroy(shipped);
    settings_destroy(uncommented);
    settings_destroy(expected);
    buffer_finish(&yaml);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("settings");
    TCase *tests = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(tests, defaults);
    tcase_add_test(tests, a_whole_file);
    tcase_add_test(tests, writing_and_reading_is_the_same);
    tcase_add_test(tests, maps_of_lists);
    tcase_add_test(tests, nothing_said_is_the_defaults);
    tcase_add_test(tests, keys_that_do_not_exist);
    tcase_add_test(tests, a_storm_budget_is_no_larger_than_storms_count);
    tcase_add_test(tests, values_of_the_wrong_kind);
    tcase_add_test(tests, sources_must_be_whole);
    tcase_add_test(tests, sources_are_bounded);
    tcase_add_test(tests, settings_that_contradict);
    tcase_add_test(tests, all_mistakes_at_once);
    tcase_add_test(tests, formats_are_read);
    tcase_add_test(tests, formats_are_written_as_they_are_read);
    tcase_add_test(tests, formats_must_be_whole);
    tcase_add_test(tests, relative_paths_need_a_folder);
    tcase_add_test(tests, reads_a_file_beside_what_it_names);
    tcase_add_test(tests, the_sample_is_the_defaults);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
