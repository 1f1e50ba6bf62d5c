#include "output/journald_alert.h"

#include "output/json_line.h"
#include "support/native_entry.h"
#include "support/suite.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define AT (1795400000 * SECOND + 123456)

static struct buffer bytes;
static struct native_entry entry;

static void write(const char *body)
{
    struct alert_facts facts = {0};
    json_t *tree = json_line_parse(text_of(body));

    buffer_clear(&bytes);
    ck_assert(alert_facts_read(&facts, tree));
    journald_alert_write(&bytes, 16, &facts, 77, AT);
    json_decref(tree);
    ck_assert(native_entry_read(&entry, buffer_text(&bytes)));
}

static void expect(const char *name, const char *value)
{
    struct text got = native_entry_get(&entry, name);

    ck_assert_msg(text_equal(got, text_of(value)), "%s is '%.*s', not '%s'", name, TEXT_ARGS(got),
                  value);
    ck_assert_msg(native_entry_count(&entry, name) <= 1, "%s is there twice", name);
}

START_TEST(an_alert_has_fields_of_its_own)
{
    static const char *const fields[][2] = {
        {"MESSAGE_ID", "16e85ca66b1848d7bbebf53be8003695"},
        {"PRIORITY", "2"},
        {"SYSLOG_IDENTIFIER", "amberd"},
        {"AMBERD_EVENT", "alert-red"},
        {"MESSAGE", "Red alert created: Public LLM, user ana, account acme, site MNL1, due "
                    "2026-11-24T00:00:00.000000Z; GET /"},
        {"SYSLOG_FACILITY", "16"},
        {"AMBERD_ALERT_ID", "0a0b"},
        {"AMBERD_RAG", "red"},
        {"AMBERD_STATE", "open"},
        {"AMBERD_TITLE", "Public LLM"},
        {"AMBERD_RULE_ID", "r-1"},
        {"AMBERD_CONTROL", "daily-ai"},
        {"AMBERD_SUBJECT", "ana"},
        {"AMBERD_SUBJECT_KIND", "user"},
        {"AMBERD_ACCOUNT", "acme"},
        {"AMBERD_SITE", "MNL1"},
        {"AMBERD_SOURCE", "proxy"},
        {"AMBERD_FILE", "/var/log/squid/access.log"},
        {"AMBERD_COUNT", "3"},
        {"AMBERD_TIME", "2026-11-23T02:13:20.123456Z"},
        {"AMBERD_DUE", "2026-11-24T00:00:00.000000Z"},
        {"AMBERD_SEQ", "77"},
    };

    write("{\"type\":\"alert\",\"change\":\"created\",\"id\":\"0a0b\",\"rag\":\"red\","
          "\"state\":\"open\",\"title\":\"Public LLM\",\"rule\":{\"key\":\"r-1\"},"
          "\"subject\":{\"kind\":\"user\",\"name\":\"ana\"},\"account\":\"acme\","
          "\"site\":\"MNL1\",\"control\":\"daily-ai\",\"count\":3,"
          "\"source\":{\"name\":\"proxy\",\"path\":\"/var/log/squid/access.log\"},"
          "\"due_at\":\"2026-11-24T00:00:00.000000Z\",\"summary\":\"GET /\"}");
    for (size_t i = 0; i < COUNT(fields); i++)
        expect(fields[i][0], fields[i][1]);
    ck_assert_uint_eq(entry.count, COUNT(fields));
}
END_TEST

START_TEST(each_change_is_of_its_kind)
{
    static const struct {
        const char *change;
        const char *rag;
        const char *state;
        const char *event;
        const char *priority;
    } rows[] = {
        {"created", "amber", "open", "alert-amber", "4"},
        {"created", "red", "open", "alert-red", "2"},
        {"escalated", "red", "open", "alert-escalated", "2"},
        {"reopened", "amber", "open", "alert-reopened", "4"},
        {"reopened", "red", "open", "alert-reopened", "2"},
        {"closed", "red", "closed", "alert-closed", "2"},
        {"closed", "amber", "closed", "alert-closed", "4"},
        {"closed", "amber", "false-positive", "alert-false-positive", "4"},
        {"moved", "amber", "false-positive", "alert-false-positive", "4"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buffer body = {0};

        buffer_printf(&body,
                      "{\"type\":\"alert\",\"id\":\"1\",\"change\":\"%s\",\"rag\":\"%s\","
                      "\"state\":\"%s\"}",
                      rows[i].change, rows[i].rag, rows[i].state);
        write(buffer_string(&body));
        buffer_finish(&body);
        expect("AMBERD_EVENT", rows[i].event);
        expect("PRIORITY", rows[i].priority);
    }
}
END_TEST

START_TEST(no_name_in_a_log_forges_a_field)
{
    write("{\"type\":\"alert\",\"change\":\"created\",\"id\":\"1\",\"rag\":\"amber\","
          "\"title\":\"t\\nPRIORITY=0\",\"subject\":{\"name\":\"eve\\nAMBERD_RAG=red\\n\"},"
          "\"site\":\"MNL1\\nMESSAGE_ID=0\"}");
    expect("AMBERD_SUBJECT", "eve\nAMBERD_RAG=red\n");
    expect("AMBERD_SITE", "MNL1\nMESSAGE_ID=0");
    expect("AMBERD_RAG", "amber");
    expect("PRIORITY", "4");
    expect("MESSAGE_ID", "7452859afb494fbebf645204d2b140d5");
    expect("MESSAGE", "Amber alert created: t?PRIORITY=0, subject eve?AMBERD_RAG=red?, site "
                      "MNL1?MESSAGE_ID=0");
}
END_TEST

START_TEST(the_telling_itself_is_told_of)
{
    buffer_clear(&bytes);
    journald_alert_write_notice(&bytes, 16, NOTICE_ALERTS_NOT_SENT, "records 1 to 9");
    ck_assert(native_entry_read(&entry, buffer_text(&bytes)));
    expect("AMBERD_EVENT", "alerts-not-sent");
    expect("PRIORITY", "2");
    expect("MESSAGE", "records 1 to 9");
    expect("SYSLOG_FACILITY", "16");
}
END_TEST

SUITE_MAIN("journald_alert", an_alert_has_fields_of_its_own, each_change_is_of_its_kind,
           no_name_in_a_log_forges_a_field, the_telling_itself_is_told_of)
