#include "model/alert_json.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>
#include <jansson.h>

#include "base/memory.h"
#include "base/unicode.h"

static struct alert *plain_alert(void)
{
    struct alert *alert = mem_zero(sizeof *alert);

    alert->id.bytes[0] = 0xAB;
    alert->rule_key = mem_copy_string("vpn-country");
    alert->rule_title = mem_copy_string("VPN from a new country");
    alert->rule_tags = mem_copy_string("attack.t1078,amberd.vpn");
    alert->group_key = mem_copy_string("maria");
    alert->severity = SEVERITY_AMBER;
    alert->subject_kind = mem_copy_string("user");
    alert->subject = mem_copy_string("maria");
    alert->fields = mem_copy_string("{\"user.name\":\"maria\",\"source.port\":22}");
    alert->summary = mem_copy_string("line");
    alert->event_time = 1000000;
    alert->last_event_time = 2000000;
    alert->raised_at = 3000000;
    alert->due_at = 4000000;
    alert->closed_at = TIMESTAMP_NONE;
    alert->memory.closed_event = TIMESTAMP_NONE;
    alert->memory.told_minute = 0;
    alert->memory.dedup_for = HOUR;
    alert->offset = 77;
    alert->count = 3;
    alert->evidence_kept = 2;
    return alert;
}

static char *repeat(const char *piece, size_t times)
{
    struct buffer text = {0};
    char *copy = NULL;

    for (size_t i = 0; i < times; i++)
        buffer_append_text(&text, text_of(piece));
    copy = mem_copy_text(buffer_text(&text));
    buffer_finish(&text);
    return copy;
}

/* Fills every text with `piece`, many times over. */
static struct alert *huge_alert(const char *piece)
{
    struct alert *alert = plain_alert();
    char **texts[] = {&alert->rule_key,
                      &alert->rule_title,
                      &alert->rule_level,
                      &alert->rule_tags,
                      &alert->control,
                      &alert->subject_kind,
                      &alert->subject,
                      &alert->account,
                      &alert->site,
                      &alert->source,
                      &alert->path,
                      &alert->summary,
                      &alert->actor,
                      &alert->note,
                      &alert->closure.remediation,
                      &alert->closure.root_cause,
                      &alert->closure.reason,
                      &alert->closure.halt,
                      &alert->closure.notified,
                      &alert->closure.incident,
                      &alert->closure.reinforcement,
                      &alert->closure.waiver};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        mem_free(*texts[i]);
        *texts[i] = repeat(piece, 100000);
    }
    alert->is_storm = true;
    alert->subjects = mem_zero_array(ALERT_SUBJECTS_MOST, sizeof *alert->subjects);
    while (alert->subject_count < ALERT_SUBJECTS_MOST)
        alert->subjects[alert->subject_count++] = repeat(piece, 1000);
    return alert;
}

/* The body, which must be one printable line of valid JSON within the bound. */
static json_t *written(const struct alert *alert)
{
    struct buffer body = {0};
    json_t *value = NULL;

    alert_json_write(&body, alert, CHANGE_UPDATED, 5000000);
    ck_assert_uint_lt(body.length, ALERT_JSON_MOST);
    for (struct text rest = buffer_text(&body); rest.length > 0;) {
        size_t length = unicode_printable_length(rest);

        ck_assert_uint_gt(length, 0);
        rest = text_from(rest, length);
    }
    value = json_loadb(body.data, body.length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    ck_assert_ptr_nonnull(value);
    buffer_finish(&body);
    return value;
}

static const char *member(const json_t *body, const char *object, const char *name)
{
    const json_t *in = object ? json_object_get(body, object) : body;

    return json_string_value(json_object_get(in, name));
}

START_TEST(writes_every_member)
{
    static const char *const names[] = {"type",       "change",          "time",      "id",
                                        "rag",        "state",           "title",     "rule",
                                        "control",    "subject",         "account",   "site",
                                        "event_time", "last_event_time", "raised_at", "due_at",
                                        "closed_at",  "source",          "fields",    "summary",
                                        "count",      "storm",           "escalated", "actor",
                                        "note",       "closure",         "cut"};
    struct alert *alert = plain_alert();
    json_t *body = written(alert);
    size_t next = 0;
    const char *name = NULL;
    json_t *value = NULL;

    json_object_foreach (body, name, value) {
        ck_assert_uint_lt(next, sizeof names / sizeof *names);
        ck_assert_str_eq(name, names[next++]);
    }
    ck_assert_uint_eq(next, sizeof names / sizeof *names);
    ck_assert_str_eq(member(body, NULL, "id"), "ab000000000000000000000000000000");
    ck_assert_str_eq(member(body, NULL, "rag"), "amber");
    ck_assert_str_eq(member(body, NULL, "time"), "1970-01-01T00:00:05.000000Z");
    ck_assert_str_eq(member(body, NULL, "event_time"), "1970-01-01T00:00:01.000000Z");
    ck_assert_str_eq(member(body, "subject", "name"), "maria");
    ck_assert_str_eq(member(body, "fields", "user.name"), "maria");
    ck_assert(json_is_null(json_object_get(body, "closed_at")));
    ck_assert(json_is_null(json_object_get(body, "account")));
    ck_assert(json_is_false(json_object_get(body, "cut")));
    ck_assert_uint_eq(json_array_size(json_object_get(json_object_get(body, "rule"), "tags")), 2);
    json_decref(body);
    alert_destroy(alert);
}
END_TEST

START_TEST(begins_with_its_type)
{
    static const char begin[] =
        "{\"type\":\"alert\",\"change\":\"created\",\"time\":null,\"id\":\"ab0000000000000"
        "00000000000000000\",\"rag\":\"amber\",";
    struct buffer body = {0};
    struct alert *alert = plain_alert();

    buffer_append_text(&body, TEXT("#"));
    alert_json_write(&body, alert, CHANGE_CREATED, TIMESTAMP_NONE);
    ck_assert_int_eq(body.data[0], '#');
    ck_assert_int_eq(strncmp(body.data + 1, begin, strlen(begin)), 0);
    buffer_finish(&body);
    alert_destroy(alert);
}
END_TEST

START_TEST(stays_bounded_and_printable_whatever_the_texts)
{
    static const char *const pieces[] = {"x",
                                         "\"",
                                         "\\",
                                         "\n",
                                         "\x01",
                                         "\x1b[2J",
                                         "\xFF",
                                         ",",
                                         "\xC2\x9B",
                                         "\xE2\x80\xAE",
                                         "\xC3\xBC",
                                         "\xF3\xA0\x81\x81",
                                         "\xF0\x9F\x99\x82"};

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct alert *alert = huge_alert(pieces[i]);
        json_t *body = written(alert);

        ck_assert(json_is_true(json_object_get(body, "cut")));
        ck_assert_uint_le(strlen(member(body, NULL, "summary")), ALERT_SUMMARY_MOST);
        json_decref(body);
        alert_destroy(alert);
    }
}
END_TEST

START_TEST(leaves_out_fields_that_are_too_many)
{
    struct alert *alert = plain_alert();
    struct buffer fields = {0};
    json_t *body = NULL;

    buffer_append_byte(&fields, '{');
    for (int i = 0; i <= ALERT_FIELD_COUNT_MOST; i++)
        buffer_printf(&fields, "%s\"f%d\":1", i ? "," : "", i);
    buffer_append_byte(&fields, '}');
    mem_free(alert->fields);
    alert->fields = mem_copy_text(buffer_text(&fields));
    body = written(alert);
    ck_assert_uint_eq(json_object_size(json_object_get(body, "fields")), 0);
    ck_assert(json_is_true(json_object_get(body, "cut")));
    json_decref(body);
    buffer_finish(&fields);
    alert_destroy(alert);
}
END_TEST

START_TEST(comes_back_as_packed)
{
    struct alert *alert = plain_alert();
    struct alert *back = NULL;
    struct buffer packed = {0};
    struct buffer again = {0};
    struct error err = {0};

    alert->state = ALERT_CLOSED;
    alert->closed_at = 9;
    alert->memory.closed_event = 8;
    alert->offset = UINT64_MAX;
    alert->escalated = true;
    alert->closure.halt = mem_copy_string("b\xC3\xBC\n\"\\");
    alert->subjects = mem_zero_array(1, sizeof *alert->subjects);
    alert->subjects[alert->subject_count++] = mem_copy_string("anna");
    sightings_add(&alert->memory.recent, 5, 9);
    alert_json_pack(&packed, alert);
    back = alert_json_unpack(buffer_text(&packed), &err);
    ck_assert_msg(back != NULL, "%s", err.text);
    alert_json_pack(&again, back);
    ck_assert_str_eq(buffer_string(&packed), buffer_string(&again));
    ck_assert_uint_eq(back->offset, UINT64_MAX);
    ck_assert_str_eq(back->closure.halt, "b\xC3\xBC\n\"\\");
    ck_assert_str_eq(back->subjects[0], "anna");
    ck_assert_int_eq(back->memory.recent.times[0], 5);
    ck_assert_int_eq(back->due_at, 4000000);
    ck_assert_int_eq(back->state, ALERT_CLOSED);
    ck_assert_ptr_null(back->actor);
    alert_destroy(back);
    alert_destroy(alert);
    buffer_finish(&packed);
    buffer_finish(&again);
}
END_TEST

/* Each member taken away, or made something it cannot be, is noticed by name -
 * or, where it may be absent, does no harm. */
START_TEST(refuses_damaged_members)
{
    struct alert *alert = plain_alert();
    struct buffer packed = {0};
    json_t *good = NULL;
    const char *name = NULL;
    json_t *value = NULL;

    alert_json_pack(&packed, alert);
    good = json_loadb(packed.data, packed.length, 0, NULL);
    json_object_foreach (good, name, value) {
        json_t *bad = json_copy(good);
        char *text = NULL;
        struct error err = {0};

        ck_assert_int_eq(json_object_set_new(bad, name, json_pack("{s:[i]}", "x", 1)), 0);
        text = json_dumps(bad, JSON_COMPACT);
        ck_assert_msg(!alert_json_unpack(text_of(text), &err), "%s", name);
        ck_assert_uint_gt(strlen(err.text), 0);
        mem_free(text);
        json_decref(bad);
    }
    json_decref(good);
    buffer_finish(&packed);
    alert_destroy(alert);
}
END_TEST

static void check_refused(const char *name, json_t *value, const char *part)
{
    struct alert *alert = plain_alert();
    struct buffer packed = {0};
    json_t *body = NULL;
    char *text = NULL;
    struct error err = {0};

    alert_json_pack(&packed, alert);
    body = json_loadb(packed.data, packed.length, 0, NULL);
    ck_assert_int_eq(json_object_set_new(body, name, value), 0);
    text = json_dumps(body, JSON_COMPACT);
    ck_assert_msg(!alert_json_unpack(text_of(text), &err), "%s", text);
    ck_assert_msg(strstr(err.text, part) != NULL, "'%s' lacks '%s'", err.text, part);
    mem_free(text);
    json_decref(body);
    buffer_finish(&packed);
    alert_destroy(alert);
}

START_TEST(refuses_what_cannot_be)
{
    check_refused("version", json_integer(2), "version 2");
    check_refused("severity", json_string("observation"), "observation");
    check_refused("severity", json_string("green"), "severity");
    check_refused("state", json_string("closed"), "closed at no time");
    check_refused("count", json_integer(0), "count");
    check_refused("evidence_kept", json_integer(4), "evidence");
    check_refused("event_time", json_integer(-1), "event_time");
    check_refused("due_at", json_integer(TIMESTAMP_LATEST + 1), "due_at");
    check_refused("id", json_string("00000000000000000000000000000000"), "identifier");
    check_refused("id", json_string("ab"), "id");
    check_refused("subjects", json_pack("[i]", 1), "subjects");
    check_refused("recent", json_pack("[s]", "x"), "recent");
}
END_TEST

START_TEST(refuses_bytes_of_any_kind)
{
    struct error err = {0};
    char *long_text = repeat(" ", ALERT_PACKED_MOST + 1);

    ck_assert_ptr_null(alert_json_unpack((struct text){0}, &err));
    ck_assert_ptr_null(alert_json_unpack(TEXT("{}"), &err));
    ck_assert_ptr_null(alert_json_unpack(TEXT("\0\xFF{"), &err));
    ck_assert_ptr_null(alert_json_unpack(text_of(long_text), &err));
    ck_assert_ptr_nonnull(strstr(err.text, "longer"));
    mem_free(long_text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("alert_json");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, writes_every_member);
    tcase_add_test(all, begins_with_its_type);
    tcase_add_test(all, stays_bounded_and_printable_whatever_the_texts);
    tcase_add_test(all, leaves_out_fields_that_are_too_many);
    tcase_add_test(all, comes_back_as_packed);
    tcase_add_test(all, refuses_damaged_members);
    tcase_add_test(all, refuses_what_cannot_be);
    tcase_add_test(all, refuses_bytes_of_any_kind);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
