/* status_view, listing: what the daemon says of itself, for people. */
#include "ctl/status_view.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ctl/listing.h"
#include "ctl/terminal.h"
#include "support/suite.h"

/* 2026-11-23T12:00:00Z */
#define NOW ((timestamp)1795435200 * SECOND)

static struct buffer out;

/* JSON with ' for ", so that C can hold it. */
static json_t *read_json(const char *text)
{
    struct buffer json = {0};
    json_t *read = NULL;

    setenv("TZ", "UTC", 1);
    tzset();
    terminal_init("never");
    buffer_clear(&out);
    for (; *text; text++)
        buffer_append_byte(&json, *text == '\'' ? '"' : *text);
    read = json_loads(buffer_string(&json), 0, NULL);
    ck_assert_ptr_nonnull(read);
    buffer_finish(&json);
    return read;
}

START_TEST(what_is_in_order_takes_few_words)
{
    json_t *data = read_json(
        "{'version':'0.1.0','started':'2026-11-23T09:00:00Z','config':'/etc/amberd/amberd.yml',"
        "'regex_jit':true,'alerts':{'amber_open':0,'red_open':0,'joined':0,'next_due':null},"
        "'sources':{'files':1,'unreadable':0,'gaps':0},'records':{'evaluated':12,'matches':1},"
        "'rules':{'loaded':1,'mistakes':0},'journal':{'records':1,'bytes':300000,'blocked':false},"
        "'outputs':{'feed':{'clients':1,'largest_lag':0},"
        "'syslog':{'connected':true,'sent':3,'waiting':0}}}");

    status_view_write(data, NOW, 80, &out);
    ck_assert_str_eq(buffer_string(&out), "amberd     0.1.0, running since 09:00:00 (3 h ago)\n"
                                          "settings   /etc/amberd/amberd.yml\n"
                                          "alerts     none open\n"
                                          "findings   1 match\n"
                                          "logs       1 file\n"
                                          "records    12 evaluated\n"
                                          "rules      1 loaded\n"
                                          "journal    1 record since the start, 0.3 MB\n"
                                          "feed       1 reader\n"
                                          "syslog     3 sent\n");
    json_decref(data);
}
END_TEST

START_TEST(what_is_not_is_said)
{
    json_t *data = read_json(
        "{'version':'0.1.0','started':'2026-11-23T09:00:00Z','config':'my.yml','regex_jit':false,"
        "'test_user':'demo','alerts':{'amber_open':2,'red_open':1,'joined':4,'stormed':5,"
        "'next_due':'2026-11-23T11:00:00Z'},"
        "'sources':{'files':2,'unreadable':1,'gaps':1,'rotations':2},"
        "'records':{'evaluated':12,'matches':8,'undecoded':3,'regex_limits':2},"
        "'rules':{'loaded':9,'without_log':4,'mistakes':1,'first_mistake':'a.yml:3:1: no "
        "title','reloads':1},"
        "'journal':{'records':9,'bytes':0,'blocked':true},"
        "'outputs':{'feed':{'clients':2,'largest_lag':1},"
        "'syslog':{'connected':false,'sent':0,'waiting':7}}}");

    status_view_write(data, NOW, 80, &out);
    ck_assert_str_eq(
        buffer_string(&out),
        "amberd     0.1.0, running since 09:00:00 (3 h ago)\n"
        "settings   my.yml\n"
        "           The regex compiler is off, which makes it slower.\n"
        "           control.test_user is set: root without a login decides as 'demo'.\n"
        "alerts     1 Red and 2 Amber open; the next is due 11:00:00 (60 min late)\n"
        "findings   8 matches, 4 joined an open alert, 5 behind storms\n"
        "logs       2 files, 2 rotations\n"
        "           1 cannot be read (`amberctl sources`)\n"
        "           1 gap: text was lost before it was evaluated\n"
        "records    12 evaluated\n"
        "           3 did not fit the format\n"
        "rules      9 loaded, 4 without a log to match in (`amberctl check`), 1 reload\n"
        "           1 mistake (`amberctl check`); the first: a.yml:3:1: no title\n"
        "           2 times a regex met a limit and could not be decided\n"
        "journal    9 records since the start, 0.0 MB\n"
        "           CANNOT BE WRITTEN: no log is read until it can be\n"
        "feed       2 readers, the slowest 1 record behind\n"
        "syslog     0 sent, 7 waiting\n"
        "           not connected; it is tried again and again\n");
    json_decref(data);
}
END_TEST

START_TEST(one_colour_alone_is_open_too)
{
    json_t *amber = read_json("{'alerts':{'amber_open':2,'red_open':0}}");
    json_t *red = read_json("{'alerts':{'amber_open':0,'red_open':1}}");

    status_view_write(amber, NOW, 80, &out);
    ck_assert_ptr_nonnull(strstr(buffer_string(&out), "alerts     0 Red and 2 Amber open\n"));
    buffer_clear(&out);
    status_view_write(red, NOW, 80, &out);
    ck_assert_ptr_nonnull(strstr(buffer_string(&out), "alerts     1 Red and 0 Amber open\n"));
    json_decref(amber);
    json_decref(red);
}
END_TEST

static const char two_sources[] =
    "{'sources':[{'name':'logins','format':'sshd','account':'acme','site':'MNL1','rules':3},"
    "{'name':'proxy','format':'squid','account':'globex','site':'CEB2','rules':0}],"
    "'files':[{'source':'logins','path':'/var/log/auth.log','line':8,'lag':12000,"
    "'last_event':'2026-11-23T11:59:00Z','readable':true},"
    "{'source':'logins','path':'/var/log/auth.log.1','line':1,'lag':0,'last_event':null,"
    "'readable':false}]}";

START_TEST(sources_are_their_files)
{
    json_t *data = read_json(two_sources);
    json_t *list = listing_sources(data, NULL, NULL);

    listing_write_sources(list, NOW, 80, &out);
    ck_assert_str_eq(buffer_string(&out),
                     "SOURCE  ACCOUNT  SITE  LAST EVENT      BEHIND  LINES  FILE\n"
                     "logins  acme     MNL1  60 s ago       12.0 kB      8  /var/log/auth.log\n"
                     "logins  acme     MNL1  -           unreadable      1  /var/log/auth.log.1\n"
                     "proxy   globex   CEB2  -                    -      -  no file yet\n");
    json_decref(list);
    json_decref(data);
}
END_TEST

START_TEST(sources_are_chosen_by_account_and_site)
{
    static const struct {
        const char *account, *site;
        size_t count;
    } table[] = {
        {NULL, NULL, 3},   {"acme", NULL, 2},   {"globex", NULL, 1}, {"ACME", NULL, 0},
        {NULL, "CEB2", 1}, {"acme", "CEB2", 0}, {"", NULL, 0},
    };
    json_t *data = read_json(two_sources);

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        json_t *list = listing_sources(data, table[i].account, table[i].site);

        ck_assert_uint_eq(json_array_size(list), table[i].count);
        json_decref(list);
    }
    json_decref(data);
}
END_TEST

START_TEST(an_account_nobody_has_is_doubted)
{
    static const struct {
        const char *member, *wanted, *words;
    } table[] = {
        {"account", NULL, ""},
        {"account", "acme", ""},
        {"account", "acem", "no source has the account 'acem'; did you mean 'acme'?"},
        {"site", "zzz", "no source has the site 'zzz'"},
    };
    json_t *data = read_json(two_sources);

    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        buffer_clear(&out);
        listing_doubt(data, table[i].member, table[i].wanted, &out);
        ck_assert_str_eq(buffer_string(&out), table[i].words);
    }
    json_decref(data);
}
END_TEST

START_TEST(rules_that_match_most_come_first)
{
    json_t *list = read_json(
        "[{'rule':'a','title':'First','level':'low','rag':'observation','matches':1,"
        "'shadow':false,'asleep':false,'path':'a.yml'},"
        "{'rule':'b','title':'Second','level':'high','rag':'red','matches':20,'shadow':true,"
        "'asleep':false,'path':'b.yml'},"
        "{'rule':'c','title':'Third','level':'high','rag':'amber','matches':1,'shadow':false,"
        "'asleep':true,'path':'c.yml'}]");

    listing_write_rules(list, NOW, 80, &out);
    ck_assert_str_eq(buffer_string(&out), "MATCHES  RAISES       LEVEL  TITLE   RULE  FILE\n"
                                          "     20  shadow       high   Second  b     b.yml\n"
                                          "      1  observation  low    First   a     a.yml\n"
                                          "      1  asleep       high   Third   c     c.yml\n");
    buffer_clear(&out);
    listing_write_rules(NULL, NOW, 80, &out);
    ck_assert_str_eq(buffer_string(&out), "MATCHES  RAISES  LEVEL  TITLE  RULE  FILE\n");
    json_decref(list);
}
END_TEST

SUITE_MAIN("status_view", what_is_in_order_takes_few_words, what_is_not_is_said,
           one_colour_alone_is_open_too, sources_are_their_files,
           sources_are_chosen_by_account_and_site, an_account_nobody_has_is_doubted,
           rules_that_match_most_come_first)
