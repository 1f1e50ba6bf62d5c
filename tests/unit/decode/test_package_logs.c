/* The logs of package managers: dpkg, apt-history, unattended-upgrades, dnf. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "decode/decoder.h"

static const struct {
    const char *format;
    const char *record;
    const char *time;   /* "" = it has none */
    const char *fields; /* but for category, type, count and message; NULL = does not decode */
} rows[] = {
    {"dpkg", "2026-11-03 08:05:01 startup archives unpack", "2026-11-03T08:05:01.000000Z",
     "event.action=package_manager_start event.outcome=unknown event.reason=archives unpack"},
    {"dpkg", "2026-11-03 08:05:01 install nmap:amd64 <none> 7.93-1", "2026-11-03T08:05:01.000000Z",
     "event.action=package_install event.outcome=unknown package.name=nmap "
     "package.version=7.93-1 package.architecture=amd64"},
    {"dpkg", "2026-11-03 08:05:01 upgrade nmap 7.92-1 7.93-1", "2026-11-03T08:05:01.000000Z",
     "event.action=package_upgrade event.outcome=unknown package.name=nmap "
     "package.version=7.93-1 amberd.package.previous_version=7.92-1"},
    {"dpkg", "2026-11-03 08:05:01 purge nmap:amd64 7.93-1 <none>", "2026-11-03T08:05:01.000000Z",
     "event.action=package_purge event.outcome=unknown package.name=nmap package.version=7.93-1 "
     "package.architecture=amd64"},
    {"dpkg", "2026-11-03 08:05:01 status not-installed nmap:amd64 <none>",
     "2026-11-03T08:05:01.000000Z",
     "event.action=package_status event.outcome=success event.reason=not-installed "
     "package.name=nmap package.architecture=amd64"},
    {"dpkg", "2026-11-03 08:05:01 status half-configured nmap:amd64 7.93-1",
     "2026-11-03T08:05:01.000000Z",
     "event.action=package_status event.outcome=unknown event.reason=half-configured "
     "package.name=nmap package.version=7.93-1 package.architecture=amd64"},
    {"dpkg", "2026-11-03 08:05:01 conffile /etc/a b.conf keep", "2026-11-03T08:05:01.000000Z",
     "event.action=package_conffile event.outcome=unknown event.reason=keep "
     "file.path=/etc/a b.conf"},
    {"dpkg", "2026-11-03 08:05:01 install", "2026-11-03T08:05:01.000000Z",
     "event.action=package_install event.outcome=unknown"},
    {"dpkg", "2026-11-03 08:05:01 sings a song", "2026-11-03T08:05:01.000000Z", NULL},
    {"dpkg", "2026-11-03 08:05:01", "2026-11-03T08:05:01.000000Z", NULL},
    {"dpkg", "2026-11-03 08:05", "", NULL},
    {"dpkg", "2026-13-03 08:05:01 startup archives unpack", "", NULL},
    {"dpkg", "", "", NULL},

    {"apt-history",
     "Start-Date: 2026-11-03  08:05:01\nCommandline: apt full-upgrade\nRequested-By: a (b) (1000)\n"
     "Install: new:amd64 (1.0, automatic)\nUpgrade: one:amd64 (1:1.0-1, 1:1.0-2), two (2, 3)\n"
     "Remove: old:i386 (0.9)\nEnd-Date: 2026-11-03  08:06:01",
     "2026-11-03T08:05:01.000000Z",
     "event.action=package_install event.action=package_upgrade event.action=package_remove "
     "event.outcome=success event.duration=60000000000 event.start=2026-11-03T08:05:01.000000Z "
     "event.end=2026-11-03T08:06:01.000000Z process.command_line=apt full-upgrade "
     "user.name=a (b) user.id=1000 package.name=new package.name=one package.name=two "
     "package.name=old package.version=1.0 package.version=1:1.0-2 package.version=3 "
     "package.version=0.9 package.architecture=amd64 package.architecture=amd64 "
     "package.architecture=i386 amberd.package.previous_version=1:1.0-1 "
     "amberd.package.previous_version=2"},
    {"apt",
     "Start-Date: 2026-11-03  08:05:01\nDowngrade: a (2, 1), b (3, 1, automatic)\nError: x: y",
     "2026-11-03T08:05:01.000000Z",
     "event.action=package_downgrade event.outcome=failure event.reason=x: y "
     "event.start=2026-11-03T08:05:01.000000Z package.name=a package.name=b package.version=1 "
     "package.version=1 amberd.package.previous_version=2 amberd.package.previous_version=3"},
    {"apt-history", "Start-Date: 2026-11-03  08:05:01", "2026-11-03T08:05:01.000000Z",
     "event.action=package_run event.outcome=unknown event.start=2026-11-03T08:05:01.000000Z"},
    {"apt-history", "End-Date: 2026-11-03  08:05:01", "2026-11-03T08:05:01.000000Z",
     "event.action=package_run event.outcome=success event.end=2026-11-03T08:05:01.000000Z"},
    {"apt-history", "Install: a (1.0", "",
     "event.action=package_install event.outcome=unknown package.name=a package.version=1.0"},
    {"apt-history", "Install: , (), x", "",
     "event.action=package_install event.outcome=unknown package.name=, package.name=x"},
    {"apt-history", "Requested-By: (0)\nCommandline:", "",
     "event.action=package_run event.outcome=unknown user.name=(0)"},
    {"apt-history", "something else\nentirely: so", "", NULL},
    {"apt-history", "Start-Date: yesterday", "", NULL},

    {"unattended-upgrades", "2026-11-03 06:05:01,123 INFO Starting unattended upgrades script",
     "2026-11-03T06:05:01.123000Z",
     "event.action=unattended_upgrades_start event.outcome=unknown log.level=INFO"},
    {"unattended-upgrades", "2026-11-03 06:05:01,123 INFO Packages that will be upgraded: a  b-c ",
     "2026-11-03T06:05:01.123000Z",
     "event.action=package_upgrade event.outcome=unknown log.level=INFO package.name=a "
     "package.name=b-c"},
    {"unattended-upgrades",
     "2026-11-03 06:05:01,123 INFO No packages found that can be upgraded unattended and no "
     "pending auto-removals",
     "2026-11-03T06:05:01.123000Z",
     "event.action=unattended_upgrades_end event.outcome=success log.level=INFO"},
    {"unattended-upgrades", "2026-11-03 06:05:01,123 INFO Package a is kept back because so",
     "2026-11-03T06:05:01.123000Z",
     "event.action=unattended_upgrades_hold log.level=INFO package.name=a"},
    {"unattended-upgrades", "2026-11-03 06:05:01,123 ERROR Installing the upgrades failed!",
     "2026-11-03T06:05:01.123000Z",
     "event.action=unattended_upgrades_end event.outcome=failure "
     "event.reason=Installing the upgrades failed! log.level=ERROR"},
    {"unattended-upgrades", "2026-11-03 06:05:01 ERROR error message: x",
     "2026-11-03T06:05:01.000000Z",
     "event.action=unattended_upgrades_error event.outcome=failure "
     "event.reason=error message: x log.level=ERROR"},
    {"unattended-upgrades", "2026-11-03 06:05:01,123 WARNING Could not say",
     "2026-11-03T06:05:01.123000Z", "log.level=WARNING"},
    {"unattended-upgrades", "2026-11-03 06:05:01,123 LOUD x", "2026-11-03T06:05:01.123000Z", NULL},
    {"unattended-upgrades", "Traceback (most recent call last):", "", NULL},

    {"dnf", "2026-11-03T08:05:01+0800 SUBDEBUG Installed: a-b-1:2.0-1.fc40.noarch",
     "2026-11-03T00:05:01.000000Z",
     "event.action=package_install event.outcome=success log.level=SUBDEBUG package.name=a-b "
     "package.version=1:2.0-1.fc40 package.architecture=noarch"},
    {"dnf", "2026-11-03T08:05:01Z SUBDEBUG Upgraded: a-1-1.x86_64", "2026-11-03T08:05:01.000000Z",
     "event.action=package_replace event.outcome=success log.level=SUBDEBUG package.name=a "
     "package.version=1-1 package.architecture=x86_64 count=0"},
    {"dnf", "2026-11-03T08:05:01-05:30 DDEBUG Command: dnf -y upgrade ",
     "2026-11-03T13:35:01.000000Z",
     "event.action=package_command event.outcome=unknown log.level=DDEBUG "
     "process.command_line=dnf -y upgrade"},
    {"dnf", "2026-11-03T08:05:01Z INFO Upgraded:", "2026-11-03T08:05:01.000000Z", "log.level=INFO"},
    {"dnf", "2026-11-03T08:05:01+0000 [88] ERROR Error: no", "2026-11-03T08:05:01.000000Z",
     "event.action=package_error event.outcome=failure event.reason=Error: no "
     "log.level=ERROR process.pid=88"},
    {"yum", "Nov 03 08:05:01 Updated: 1:openssl-libs-1.0.2k-26.el7_9.x86_64",
     "2026-11-03T08:05:01.000000Z",
     "event.action=package_upgrade event.outcome=success package.name=openssl-libs "
     "package.version=1.0.2k-26.el7_9 package.architecture=x86_64"},
    {"yum", "Nov 03 08:05:01 Erased: java-1.8.0-openjdk", "2026-11-03T08:05:01.000000Z",
     "event.action=package_remove event.outcome=success package.name=java-1.8.0-openjdk"},
    {"dnf", "2026-11-03T08:05:01Z", "2026-11-03T08:05:01.000000Z", NULL},
    {"dnf", "Traceback", "", NULL},
};

static bool is_listed(enum field field)
{
    return field != FIELD_EVENT_CATEGORY && field != FIELD_EVENT_TYPE &&
           field != FIELD_EVENT_COUNT && field != FIELD_MESSAGE;
}

/* The event's fields, in order of the table of fields. */
static void list_fields(const struct event *event, struct buffer *list)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        for (size_t j = 0; is_listed((enum field)i) && j < event->field_count; j++) {
            struct text value = value_text(event->arena, event->fields[j].value);

            if (!text_equal(event->fields[j].name, field_name((enum field)i)))
                continue;
            buffer_printf(list, "%s%.*s=%.*s", list->length > 0 ? " " : "",
                          TEXT_ARGS(event->fields[j].name), TEXT_ARGS(value));
        }
    }
    if (event_get(event, FIELD_EVENT_COUNT)->integer != 1)
        buffer_printf(list, " count=%d", (int)event_get(event, FIELD_EVENT_COUNT)->integer);
}

START_TEST(records_say_what_was_done)
{
    const struct decoder *decoder = decoder_find(text_of(rows[_i].format));
    struct wanted_fields *wanted = wanted_fields_create();
    struct arena *arena = arena_create(4096);
    const struct record record = {
        .text = text_of(rows[_i].record), .count = 1, .modified = 1793750000 * SECOND};
    const struct decode_context context = {0};
    char time[TIMESTAMP_TEXT_SIZE];
    struct buffer list = {0};
    struct event *event = NULL;

    wanted_fields_add(wanted, field_name(FIELD_EVENT_COUNT));
    event = event_create(arena, &record, wanted, true);
    decoder_decode(decoder, &context, event);
    ck_assert_int_eq(event->decoded, rows[_i].fields != NULL);
    ck_assert_str_eq(event->time_is_arrival ? "" : timestamp_write(event->time, time),
                     rows[_i].time);
    if (event->decoded) {
        list_fields(event, &list);
        ck_assert_str_eq(buffer_string(&list), rows[_i].fields);
    }
    buffer_finish(&list);
    arena_destroy(arena);
    wanted_fields_destroy(wanted);
}
END_TEST

/* What only names the packages of a run has them by the hundred. */
START_TEST(a_long_list_is_read_whole)
{
    struct wanted_fields *wanted = wanted_fields_create();
    struct arena *arena = arena_create(4096);
    struct buffer text = {0};
    struct record record = {.count = 1};
    const struct decode_context context = {0};
    struct event *event = NULL;
    unsigned names = 0;

    buffer_append_text(&text, TEXT("Install: p (1)"));
    for (unsigned i = 1; i < 5000; i++)
        buffer_append_text(&text, TEXT(", p:amd64 (1, automatic)"));
    record.text = buffer_text(&text);
    event = event_create(arena, &record, wanted, true);
    decoder_decode(decoder_find(TEXT("apt")), &context, event);
    for (size_t i = 0; i < event->field_count; i++)
        names += text_equal(event->fields[i].name, field_name(FIELD_PACKAGE_NAME));
    ck_assert_uint_eq(names, 5000);
    buffer_finish(&text);
    arena_destroy(arena);
    wanted_fields_destroy(wanted);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("package_logs");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failures = 0;

    tcase_add_loop_test(all, records_say_what_was_done, 0, sizeof rows / sizeof *rows);
    tcase_add_test(all, a_long_list_is_read_whole);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
