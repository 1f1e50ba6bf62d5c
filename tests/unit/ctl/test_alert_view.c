/* alert_view, alert_line, alert_hints: alerts as people see them. */
#include "ctl/alert_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/unicode_width.h"
#include "ctl/alert_hints.h"
#include "ctl/alert_line.h"
#include "ctl/terminal.h"
#include "support/suite.h"

/* 2026-11-23T12:00:00Z */
#define NOW ((timestamp)1795435200 * SECOND)

static const char usual[] =
    "{'type':'alert','change':'created','id':'3f2a91c0d1b24e5f8a7b6c5d4e3f2a1b','rag':'red',"
    "'state':'open','title':'Root logged in over SSH with a password',"
    "'rule':{'key':'7b0c2f0e-6d0b-4a57-9d61-3c0d6b0f4a11','level':'critical',"
    "'tags':['attack.t1078'],'path':'/usr/share/amberd/rules/access/root.yml','line':1,"
    "'description':'A shared, all-powerful account was opened with something\\n"
    "that can be guessed. Halt what depends on the host until it is known who it was.',"
    "'false_positives':['A recovery drill','A console server'],"
    "'next_steps':['Ask who it was','Cut the host off and keep it running: what is in memory "
    "goes with a restart']},"
    "'control':'daily-access','subject':{'kind':'user','name':'root'},'account':'acme',"
    "'site':'MNL1','event_time':'2026-11-23T11:57:00Z','last_event_time':'2026-11-23T11:59:00Z',"
    "'raised_at':'2026-11-23T11:57:01Z','due_at':'2026-11-24T11:57:01Z','closed_at':null,"
    "'source':{'name':'logins','path':'/var/log/auth.log','offset':522},"
    "'fields':{'event.action':'ssh_login','user.name':'root','source.address':'198.51.100.77',"
    "'source.ip':'198.51.100.77','source.port':40100,"
    "'message':'Accepted password for root from 198.51.100.77 port 40100 ssh2'},"
    "'summary':'Nov 23 11:57:00 gw1 sshd[9]: Accepted password for root from 198.51.100.77 port "
    "40100 ssh2','count':2,'storm':false,'escalated':false,'actor':null,'note':null,"
    "'closure':{}}";

/* JSON with ' for ", so that C can hold it. */
static json_t *read_json(const char *text)
{
    struct buffer json = {0};
    json_t *read = NULL;

    for (; *text; text++)
        buffer_append_byte(&json, *text == '\'' ? '"' : *text);
    read = json_loads(buffer_string(&json), 0, NULL);
    ck_assert_ptr_nonnull(read);
    buffer_finish(&json);
    return read;
}

static struct buffer out;

static const char *show(json_t *alert, unsigned width)
{
    setenv("TZ", "UTC", 1);
    terminal_init("never");
    buffer_clear(&out);
    alert_view_write(alert, NOW, width, &out);
    return buffer_string(&out);
}

START_TEST(one_screen_answers_everything)
{
    json_t *alert = read_json(usual);

    ck_assert_str_eq(
        show(alert, 80),
        "RED      Root logged in over SSH with a password\n"
        "         3f2a91c0d1b24e5f8a7b6c5d4e3f2a1b, open\n"
        "\n"
        "who      user root, account acme, site MNL1\n"
        "when     11:57:00 (3 min ago), 2 times, the last 11:59:00 (60 s ago), to be\n"
        "         taken on now, due 2026-11-24 11:57:01 (in 24 h)\n"
        "line     /var/log/auth.log, at byte 522\n"
        "         Nov 23 11:57:00 gw1 sshd[9]: Accepted password for root from\n"
        "         198.51.100.77 port 40100 ssh2\n"
        "fields   event.action=ssh_login  source.ip=198.51.100.77  source.port=40100\n"
        "rule     7b0c2f0e-6d0b-4a57-9d61-3c0d6b0f4a11, critical, control daily-access\n"
        "         attack.t1078\n"
        "         /usr/share/amberd/rules/access/root.yml\n"
        "why      A shared, all-powerful account was opened with something that can be\n"
        "         guessed. Halt what depends on the host until it is known who it was.\n"
        "unless   A recovery drill; or A console server\n"
        "do       1. Ask who it was\n"
        "         2. Cut the host off and keep it running: what is in memory goes with a\n"
        "            restart\n"
        "next     amberctl ack 3f2a91c0 --note '...'\n"
        "         amberctl close 3f2a91c0 --remediation '...' --root-cause '...' \\\n"
        "         --halt '...' --notified '...' --incident '...' --reinforcement '...'\n"
        "         amberctl close 3f2a91c0 --false-positive --reason '...'\n");
    json_decref(alert);
}
END_TEST

START_TEST(what_is_next_depends_on_what_was_done)
{
    static const struct {
        const char *rag, *state, *next;
    } table[] = {
        {"amber", "open", "next     amberctl ack 3f2a91c0 --note '...'\n"},
        {"amber", "acknowledged", "next     amberctl remediate 3f2a91c0 --note '...'\n"},
        {"amber", "remediated",
         "next     amberctl close 3f2a91c0 --remediation '...' --root-cause '...'\n         "
         "amberctl "
         "close 3f2a91c0 --false"},
        {"red", "reinforced", "--root-cause '...' \\\n         --halt"},
        {"red", "closed", NULL},
        {"amber", "false-positive", NULL},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        json_t *alert = read_json(usual);
        const char *got = NULL;

        json_object_set_new(alert, "rag", json_string(table[i].rag));
        json_object_set_new(alert, "state", json_string(table[i].state));
        got = show(alert, 80);
        if (table[i].next)
            ck_assert_msg(strstr(got, table[i].next), "%s", got);
        else
            ck_assert_msg(!strstr(got, "next") && !strstr(got, "due"), "%s", got);
        json_decref(alert);
    }
}
END_TEST

static unsigned widest(const char *text)
{
    struct text rest = text_of(text);
    unsigned most = 0;

    while (rest.length > 0) {
        struct text line = {0};

        text_cut(rest, TEXT("\n"), &line, &rest);
        most = unicode_text_width(line) > most ? unicode_text_width(line) : most;
    }
    return most;
}

START_TEST(a_hostile_alert_stays_within_its_screen)
{
    json_t *alert = read_json(usual);
    char name[601] = "";

    for (size_t i = 0; i + 3 < sizeof name; i += 3)
        memcpy(name + i, "\xe4\xb8\xad", 3);
    json_object_set_new(alert, "subject", json_pack("{s:s, s:s}", "kind", "user", "name", name));
    json_object_set_new(alert, "title",
                        json_string("a\x1b[31m\x7f\xc2\x9b\xe2\x80\xae"
                                    "b"));
    json_object_set_new(alert, "summary", json_string(name));
    json_object_set_new(alert, "fields",
                        json_pack("{s:s, s:i}", "a\nb", "c d\x1b]0;x\x07", "n", 1));
    ck_assert_uint_le(widest(show(alert, 80)), 80);
    ck_assert_ptr_null(strpbrk(buffer_string(&out), "\x1b\x07\x7f"));
    ck_assert_ptr_nonnull(strstr(buffer_string(&out), "a\\x1b[31m\\x7f\\xc2\\x9b\\xe2\\x80\\xaeb"));
    ck_assert_ptr_nonnull(strstr(buffer_string(&out), "a\\x0ab=\"c d\\x1b]0;x\\x07\"  n=1"));
    buffer_clear(&out);
    for (unsigned width = 40; width < 130; width++) {
        buffer_clear(&out);
        alert_line_write(alert, NOW, width, &out);
        ck_assert_uint_le(widest(buffer_string(&out)), width);
    }
    json_decref(alert);
}
END_TEST

START_TEST(an_alert_of_nothing_can_be_shown)
{
    json_t *alert = json_object();

    ck_assert_str_eq(show(alert, 80), "\n");
    buffer_clear(&out);
    alert_line_write(alert, NOW, 80, &out);
    alert_line_write(NULL, NOW, 0, &out);
    json_decref(alert);
}
END_TEST

START_TEST(a_line_is_cut_at_the_title_first)
{
    static const struct {
        unsigned width;
        const char *text;
    } table[] = {
        {0, "11:57:00  RED   3f2a91c0 created   root (acme)  Root logged in over SSH with a "
            "password (2 times)\n"},
        {80, "11:57:00  RED   3f2a91c0 created   root  Root logged in over SSH with… (2 times)\n"},
        {60, "11:57:00  RED   3f2a91c0 created   root  Root log… (2 times)\n"},
        {59, "11:57:00  RED   3f2a91c0 root  Root logged in over SSH wit…\n"},
        {40, "11:57:00  RED   3f2a91c0 root  Root log…\n"},
    };
    json_t *alert = read_json(usual);

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        buffer_clear(&out);
        alert_line_write(alert, NOW, table[i].width, &out);
        ck_assert_str_eq(buffer_string(&out), table[i].text);
    }
    json_decref(alert);
}
END_TEST

START_TEST(of_another_day_a_narrow_line_has_the_date)
{
    json_t *alert = read_json(usual);

    json_object_set_new(alert, "event_time", json_string("2026-11-20T11:57:00Z"));
    buffer_clear(&out);
    alert_line_write(alert, NOW, 59, &out);
    ck_assert_str_eq(buffer_string(&out),
                     "2026-11-20  RED   3f2a91c0 root  Root logged in over SSH w…\n");
    json_decref(alert);
}
END_TEST

/* What has to be done, and by when, goes last. */
START_TEST(a_narrow_table_keeps_what_counts)
{
    static const struct {
        unsigned width;
        const char *head;
    } table[] = {
        {0, "ALERT     RAG  DUE  STATE  RAISED     AT        COUNT  ACCOUNT  SUBJECT  WHAT\n"},
        {140, "ALERT     RAG  DUE  STATE  RAISED     AT        COUNT  ACCOUNT  SUBJECT  WHAT\n"},
        {110, "ALERT     RAG  DUE  STATE  RAISED     COUNT  ACCOUNT  SUBJECT  WHAT\n"},
        {90, "ALERT     RAG  DUE  STATE  ACCOUNT  SUBJECT  WHAT\n"},
        {55, "ALERT     RAG  DUE  STATE  SUBJECT  WHAT\n"},
        {46, "ALERT     RAG  DUE  STATE  WHAT\n"},
        {40, "ALERT     RAG  DUE  STATE  WHAT\n"},
        {36, "ALERT     RAG  DUE  WHAT\n"},
        {28, "ALERT     RAG  WHAT\n"},
    };
    json_t *list = json_pack("[o]", read_json(usual));

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct text head = {0};
        struct text rest = {0};

        buffer_clear(&out);
        alert_line_write_table(list, NOW, table[i].width, &out);
        text_cut(buffer_text(&out), TEXT("\n"), &head, &rest);
        ck_assert_msg(text_starts_with(buffer_text(&out), text_of(table[i].head)), "%u: %.*s",
                      table[i].width, TEXT_ARGS(head));
        ck_assert(table[i].width == 0 || widest(buffer_string(&out)) <= table[i].width);
    }
    json_decref(list);
}
END_TEST

START_TEST(a_red_is_due_now_until_somebody_has_taken_it_on)
{
    static const struct {
        const char *rag, *state, *due;
    } table[] = {
        {"red", "open", "  now  "},
        {"red", "acknowledged", "  in 24 h  "},
        {"amber", "open", "  in 24 h  "},
        {"red", "closed", "  -  "},
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        json_t *alert = read_json(usual);
        json_t *list = json_pack("[O]", alert);

        json_object_set_new(alert, "rag", json_string(table[i].rag));
        json_object_set_new(alert, "state", json_string(table[i].state));
        if (strcmp(table[i].state, "closed") == 0)
            json_object_set_new(alert, "closed_at", json_string("2026-11-23T11:58:00Z"));
        buffer_clear(&out);
        alert_line_write_table(list, NOW, 0, &out);
        ck_assert_msg(strstr(buffer_string(&out), table[i].due), "%s", buffer_string(&out));
        json_decref(list);
        json_decref(alert);
    }
}
END_TEST

/* Five logins of root from five addresses are five things to look at. */
START_TEST(what_looks_the_same_is_told_apart_by_its_address)
{
    json_t *one = read_json(usual);
    json_t *other = read_json(usual);
    json_t *third = read_json(usual);
    json_t *list = json_pack("[O, O, O]", one, other, third);

    json_object_set_new(json_object_get(other, "fields"), "source.ip", json_string("203.0.113.9"));
    json_object_set_new(json_object_get(third, "fields"), "source.ip", json_string("192.0.2.4"));
    json_object_set_new(third, "title", json_string("Something else"));
    buffer_clear(&out);
    alert_line_write_table(list, NOW, 0, &out);
    ck_assert_ptr_nonnull(strstr(buffer_string(&out), "root (198.51.100.77)"));
    ck_assert_ptr_nonnull(strstr(buffer_string(&out), "root (203.0.113.9)"));
    ck_assert_ptr_null(strstr(buffer_string(&out), "192.0.2.4"));
    json_decref(list);
    json_decref(one);
    json_decref(other);
    json_decref(third);
}
END_TEST

START_TEST(a_move_is_told_with_its_time_its_state_and_its_author)
{
    static const struct {
        const char *change, *state, *actor, *text;
    } table[] = {
        {"moved", "acknowledged", "benny",
         "11:59:30  RED   3f2a91c0 moved     root  acknowledged by benny: Root … (2 times)\n"},
        {"closed", "false-positive", "ana",
         "11:59:30  RED   3f2a91c0 closed    root  false-positive by ana: Root … (2 times)\n"},
        {"escalated", "open", NULL,
         "11:59:30  RED   3f2a91c0 escalated root  Root logged in over SSH with… (2 times)\n"},
        {"updated", "acknowledged", "benny",
         "11:59:00  RED   3f2a91c0 updated   root  Root logged in over SSH with… (2 times)\n"},
    };
    json_t *alert = read_json(usual);

    json_object_set_new(alert, "time", json_string("2026-11-23T11:59:30Z"));
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        json_object_set_new(alert, "change", json_string(table[i].change));
        json_object_set_new(alert, "state", json_string(table[i].state));
        json_object_set_new(alert, "actor",
                            table[i].actor ? json_string(table[i].actor) : json_null());
        buffer_clear(&out);
        alert_line_write(alert, NOW, 80, &out);
        ck_assert_str_eq(buffer_string(&out), table[i].text);
    }
    json_decref(alert);
}
END_TEST

START_TEST(near_ones_are_offered)
{
    static const struct {
        const char *word, *first;
        size_t lines; /* with the head of the table */
    } table[] = {
        {"3f2a91c0", NULL, 0}, /* it is there: nothing to offer */
        {"3f", "3f2a91c0", 3},
        {"3f2a91d0", "3f2a91c0", 2},  /* a wrong digit */
        {"3f2a9c0", "3f2a91c0", 2},   /* one is missing */
        {"3f22a91c0", "3f2a91c0", 2}, /* one too many */
        {"3f2a19c0", "3f2a91c0", 2},  /* two swapped */
        {"3F2A19C0", "3f2a91c0", 2},
        {"99", NULL, 0}, /* too short to guess */
        {"beef", NULL, 0},
        {"", "3f2a91c0", 4},
    };
    json_t *list = read_json("[{'id':'3f2a91c0d1b24e5f8a7b6c5d4e3f2a1b','rag':'red'},"
                             "{'id':'3fcc0000d1b24e5f8a7b6c5d4e3f2a1b','rag':'amber'},"
                             "{'id':'77b00000d1b24e5f8a7b6c5d4e3f2a1b','rag':'amber'}]");

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const char *got = NULL;
        size_t lines = 0;

        buffer_clear(&out);
        alert_hints_write(list, table[i].word, NOW, 80, &out);
        got = buffer_string(&out);
        for (const char *at = got; *at; at++)
            lines += *at == '\n';
        ck_assert_msg(lines == table[i].lines, "%s: %s", table[i].word, got);
        ck_assert_msg(!table[i].first || strstr(got, table[i].first), "%s: %s", table[i].word, got);
    }
    json_decref(list);
}
END_TEST

SUITE_MAIN("alert_view", one_screen_answers_everything, what_is_next_depends_on_what_was_done,
           a_hostile_alert_stays_within_its_screen, an_alert_of_nothing_can_be_shown,
           a_line_is_cut_at_the_title_first, of_another_day_a_narrow_line_has_the_date,
           a_narrow_table_keeps_what_counts, a_red_is_due_now_until_somebody_has_taken_it_on,
           what_looks_the_same_is_told_apart_by_its_address,
           a_move_is_told_with_its_time_its_state_and_its_author, near_ones_are_offered)
