#include "decode/postgresql.h"

#include <stdio.h>

#include <string.h>

#include "support/decoded_line.h"
#include "support/suite.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define AT           "2026-11-03 08:05:01.123 UTC [4711] "
#define FRONT        AT "jdoe@crm "
#define WHO          "process.pid=4711 user.name=jdoe "
#define IN           " db.namespace=crm"

static const struct decoded_line usual[] = {
    {"", NULL},
    {"hello", NULL},
    {AT, NULL},
    {FRONT "select 1", NULL},
    {"2026-13-03 08:05:01.123 UTC [4711] LOG:  out of time", NULL},
    {AT "LOG:  checkpoint starting: time", "log.level=LOG process.pid=4711"},
    {FRONT "LOG:  could not receive data from client: Connection reset by peer",
     "log.level=LOG " WHO "db.namespace=crm"},
    {AT "[unknown]@[unknown] LOG:  connection received: host=203.0.113.7 port=51022",
     "event.action=db_connect event.outcome=unknown log.level=LOG process.pid=4711 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022"},
    {AT "[unknown]@[unknown] LOG:  connection received: host=[local]",
     "event.action=db_connect event.outcome=unknown log.level=LOG process.pid=4711"},
    {FRONT "LOG:  connection authenticated: identity=\"CN=jdoe\" method=cert (/etc/pg_hba.conf:3)",
     "event.action=db_login_step event.outcome=success log.level=LOG " WHO
     "amberd.auth.method=cert db.namespace=crm"},
    {FRONT "LOG:  connection authorized: user=jdoe database=crm application_name=psql SSL enabled "
           "(protocol=TLSv1.3, cipher=TLS_AES_256_GCM_SHA384, bits=256)",
     "event.action=db_login event.outcome=success log.level=LOG " WHO
     "db.namespace=crm amberd.db.application=psql"},
    {FRONT "LOG:  connection authorized: user=jdoe database=crm GSS (authenticated=yes)",
     "event.action=db_login event.outcome=success log.level=LOG " WHO "db.namespace=crm"},
    {AT "[unknown]@[unknown] FATAL:  canceling authentication due to timeout",
     "event.action=db_login event.outcome=failure "
     "error.message=canceling authentication due to timeout log.level=FATAL process.pid=4711"},
    {AT "LOG:  replication connection authorized: user=copy application_name=standby",
     "event.action=db_login event.outcome=success log.level=LOG process.pid=4711 user.name=copy "
     "amberd.db.application=standby"},
    {FRONT "LOG:  received replication command: BASE_BACKUP ( LABEL 'x', PROGRESS )",
     "event.action=db_export event.outcome=unknown log.level=LOG " WHO "db.namespace=crm"},
    {FRONT "LOG:  received replication command: IDENTIFY_SYSTEM",
     "log.level=LOG " WHO "db.namespace=crm"},
    {FRONT "LOG:  disconnection: session time: 1:00:02.500 user=jdoe database=crm "
           "host=2001:db8::5 port=51022",
     "event.action=db_logout event.outcome=success event.duration=3602500000000 log.level=LOG " WHO
     "source.address=2001:db8::5 source.ip=2001:db8::5 source.port=51022 db.namespace=crm"},
    {FRONT "LOG:  statement: select 1",
     "event.action=db_query event.outcome=unknown log.level=LOG " WHO
     "db.namespace=crm db.operation.name=select db.query.text=select 1"},
    {FRONT "LOG:  execute <unnamed>: update bills set paid = $1",
     "event.action=db_query event.outcome=unknown log.level=LOG " WHO
     "db.namespace=crm db.operation.name=update db.query.text=update bills set paid = $1"},
    {FRONT "DETAIL:  Parameters: $1 = 't'",
     "event.action=db_detail amberd.count=0 log.level=DETAIL " WHO
     "db.namespace=crm db.query.parameters=$1 = 't'"},
    {FRONT "LOG:  duration: 0.452 ms  statement: copy bills to stdout",
     "event.action=db_export event.outcome=success event.duration=452000 log.level=LOG " WHO
     "db.namespace=crm db.collection.name=bills db.operation.name=copy "
     "db.query.text=copy bills to stdout"},
    {FRONT "LOG:  duration: 12.5 ms  bind q1: select 1",
     "event.action=db_query event.outcome=success event.duration=12500000 amberd.count=0 "
     "log.level=LOG " WHO "db.namespace=crm db.operation.name=select db.query.text=select 1"},
    {FRONT "LOG:  duration: 7 ms",
     "event.action=db_query event.outcome=success event.duration=7000000 amberd.count=0 "
     "log.level=LOG " WHO "db.namespace=crm"},
    {FRONT "LOG:  duration: 5.1 ms  plan:\n\tQuery Text: select id,\n\tpay from bills\n"
           "\tLimit  (cost=0.00..2.10 rows=11 width=8)\n"
           "\t  ->  Seq Scan on bills  (cost=0.00..2.10 rows=11 width=8)",
     "event.action=db_query event.outcome=success event.duration=5100000 log.level=LOG " WHO
     "db.namespace=crm db.operation.name=select db.query.text=select id,\npay from bills"},
    {FRONT "LOG:  duration: 5.1 ms  plan:\n\tQuery Text: select 1\n\tQuery Parameters: $1 = '7'\n"
           "\tResult  (cost=0.00..0.01 rows=1 width=4)",
     "event.action=db_query event.outcome=success event.duration=5100000 log.level=LOG " WHO
     "db.namespace=crm db.operation.name=select db.query.text=select 1"},
    {FRONT "LOG:  duration: 5.1 ms  plan:\n\tQuery Text: select /*\n\tA  (cost=1) */ pay\n"
           "\tResult  (cost=0.00..0.01 rows=1 width=4)",
     "event.action=db_query event.outcome=success event.duration=5100000 log.level=LOG " WHO
     "db.namespace=crm db.operation.name=select "
     "db.query.text=select /*\nA  (cost=1) */ pay"},
    {FRONT "LOG:  duration: 5.1 ms  plan:\n\t{\n\t  \"Query Text\": \"select 1\"\n\t}",
     "event.action=db_query event.outcome=success event.duration=5100000 amberd.count=0 "
     "log.level=LOG " WHO "db.namespace=crm"},
    {FRONT "LOG:  duration: long", "log.level=LOG " WHO "db.namespace=crm"},
    {FRONT "ERROR:  permission denied for table bills",
     "event.action=db_error event.outcome=failure error.message=permission denied for table bills "
     "log.level=ERROR " WHO "db.namespace=crm"},
    {FRONT "STATEMENT:  select * from bills",
     "event.action=db_query event.outcome=failure log.level=STATEMENT " WHO
     "db.namespace=crm db.operation.name=select db.query.text=select * from bills"},
    {FRONT "HINT:  Try again.",
     "event.action=db_detail amberd.count=0 log.level=HINT " WHO "db.namespace=crm"},
    {FRONT "FATAL:  password authentication failed for user \"jdoe\"",
     "event.action=db_login event.outcome=failure "
     "error.message=password authentication failed for user \"jdoe\" log.level=FATAL " WHO
     "amberd.auth.method=password db.namespace=crm"},
    {AT "FATAL:  no pg_hba.conf entry for host \"203.0.113.7\", user \"a\", database \"b\", no "
        "encryption",
     "event.action=db_login event.outcome=failure error.message=no pg_hba.conf entry for host "
     "\"203.0.113.7\", user \"a\", database \"b\", no encryption log.level=FATAL process.pid=4711 "
     "user.name=a source.address=203.0.113.7 source.ip=203.0.113.7 db.namespace=b"},
    {FRONT "FATAL:  terminating connection due to administrator command",
     "event.action=db_error event.outcome=failure "
     "error.message=terminating connection due to administrator command log.level=FATAL " WHO
     "db.namespace=crm"},
    {AT "LOG:  parameter \"log_statement\" changed to \"none\"",
     "event.action=db_setting_changed event.outcome=success log.level=LOG process.pid=4711"},
    {AT "LOG:  database system is ready to accept read-only connections",
     "event.action=db_server_started event.outcome=success log.level=LOG process.pid=4711"},
    {AT "LOG:  received fast shutdown request",
     "event.action=db_server_stopping event.outcome=unknown event.reason=fast log.level=LOG "
     "process.pid=4711"},
    {AT "LOG:  received immediate shutdown request",
     "event.action=db_server_stopping event.outcome=unknown event.reason=immediate "
     "log.level=LOG process.pid=4711"},
    {AT "LOG:  received promote request", "log.level=LOG process.pid=4711"},
    {AT "LOG:  received SIGHUP, reloading configuration files",
     "event.action=db_settings_reloaded event.outcome=unknown log.level=LOG process.pid=4711"},
    {AT "LOG:  database system is shut down",
     "event.action=db_server_stopped event.outcome=success log.level=LOG process.pid=4711"},
    /* Lines of one record. */
    {FRONT "LOG:  statement: select 1\n\t  from bills",
     "event.action=db_query event.outcome=unknown log.level=LOG " WHO
     "db.namespace=crm db.operation.name=select db.query.text=select 1\n  from bills"},
};

START_TEST(the_usual_prefix_is_understood)
{
    decoded_lines_check("postgresql", NULL, usual, COUNT(usual));
}
END_TEST

static const struct decoded_line audits[] = {
    {FRONT "LOG:  AUDIT: SESSION,2,1,READ,SELECT,TABLE,public.bills,\"select a, \"\"b\"\" from "
           "bills\",<none>,5000",
     "event.action=db_query event.outcome=success log.level=LOG " WHO
     "db.namespace=crm db.collection.name=public.bills db.operation.name=SELECT "
     "db.query.text=select a, \"b\" from bills db.response.returned_rows=5000 "
     "amberd.db.class=READ amberd.db.object_type=TABLE amberd.db.statement_id=2 "
     "amberd.db.substatement_id=1 amberd.db.audit_type=SESSION"},
    {FRONT "LOG:  AUDIT: OBJECT,2,1,READ,SELECT,TABLE,public.bills,<previously logged>,"
           "<previously logged>",
     "event.action=db_query event.outcome=success log.level=LOG " WHO
     "db.namespace=crm db.collection.name=public.bills db.operation.name=SELECT "
     "amberd.db.class=READ amberd.db.object_type=TABLE amberd.db.statement_id=2 "
     "amberd.db.substatement_id=1 amberd.db.audit_type=OBJECT"},
    {FRONT "NOTICE:  AUDIT: SESSION,3,1,READ,SELECT,,,select $1,\"7,US\"",
     "event.action=db_query event.outcome=success log.level=NOTICE " WHO
     "db.namespace=crm db.operation.name=SELECT db.query.text=select $1 "
     "db.query.parameters=7,US amberd.db.class=READ amberd.db.statement_id=3 "
     "amberd.db.substatement_id=1 amberd.db.audit_type=SESSION"},
    {FRONT "LOG:  AUDIT: SESSION,4,1,ROLE,GRANT ROLE,,,grant pg_read_all_data to eve,<none>",
     "event.action=db_privilege_granted event.outcome=success log.level=LOG " WHO
     "user.target.name=eve group.name=pg_read_all_data db.namespace=crm "
     "db.operation.name=GRANT ROLE db.query.text=grant pg_read_all_data to eve "
     "amberd.db.class=ROLE amberd.db.statement_id=4 amberd.db.substatement_id=1 "
     "amberd.db.audit_type=SESSION"},
    /* Of two statements in one text each line is about its own. */
    {FRONT "LOG:  AUDIT: SESSION,4,1,READ,SELECT,,,select 1; grant a to eve,<none>",
     "event.action=db_query event.outcome=success log.level=LOG " WHO
     "db.namespace=crm db.operation.name=SELECT db.query.text=select 1; grant a to eve "
     "amberd.db.class=READ amberd.db.statement_id=4 amberd.db.substatement_id=1 "
     "amberd.db.audit_type=SESSION"},
    {FRONT "LOG:  AUDIT: SESSION,4,1,ROLE,DROP ROLE,,,<previously logged>,<previously logged>",
     "event.action=db_role_removed event.outcome=success log.level=LOG " WHO
     "db.namespace=crm db.operation.name=DROP ROLE amberd.db.class=ROLE "
     "amberd.db.statement_id=4 amberd.db.substatement_id=1 amberd.db.audit_type=SESSION"},
    {FRONT "LOG:  AUDIT: SESSION,2,1,READ,SELECT,TABLE,public.t,copy (select 1) to stdout,<none>,1",
     "event.action=db_export event.outcome=success log.level=LOG " WHO
     "db.namespace=crm db.collection.name=public.t db.operation.name=SELECT "
     "db.query.text=copy (select 1) to stdout db.response.returned_rows=1 amberd.db.class=READ "
     "amberd.db.object_type=TABLE amberd.db.statement_id=2 amberd.db.substatement_id=1 "
     "amberd.db.audit_type=SESSION"},
    {FRONT "LOG:  AUDIT: SESSION,2,2,READ,COPY,,,copy (select 1) to stdout,<none>,0",
     "event.action=db_export event.outcome=success log.level=LOG " WHO
     "db.namespace=crm db.operation.name=COPY db.query.text=copy (select 1) to stdout "
     "db.response.returned_rows=0 amberd.db.class=READ amberd.db.statement_id=2 "
     "amberd.db.substatement_id=2 amberd.db.audit_type=SESSION"},
    {FRONT "LOG:  AUDIT: SESSION,2,2,WRITE,COPY,,,\"copy t from 's3,x'\",<none>,0",
     "event.action=db_import event.outcome=success log.level=LOG " WHO
     "db.namespace=crm db.operation.name=COPY db.query.text=copy t from 's3,x' "
     "db.response.returned_rows=0 amberd.db.class=WRITE amberd.db.statement_id=2 "
     "amberd.db.substatement_id=2 amberd.db.audit_type=SESSION"},
    /* No audit, whatever it says. */
    {FRONT "LOG:  AUDIT: nothing", "log.level=LOG " WHO "db.namespace=crm"},
};

START_TEST(audits_are_understood)
{
    decoded_lines_check("postgresql", NULL, audits, COUNT(audits));
}
END_TEST

/* Whoever connects chooses his name. */
static const struct decoded_line forgeries[] = {
    {AT "x@y LOG:  connection authorized: user=root database=z@crm FATAL:  password authentication "
        "failed for user \"x@y LOG:  connection authorized: user=root database=z\"",
     "amberd.flags=doubtful_prefix log.level=LOG process.pid=4711"},
    {AT "a@b FATAL:  x@crm FATAL:  role \"a@b FATAL:  x\" does not exist",
     "event.action=db_error event.outcome=failure amberd.flags=doubtful_prefix "
     "error.message=x@crm FATAL:  role \"a@b FATAL:  x\" does not exist log.level=FATAL "
     "process.pid=4711"},
    /* A statement is told all the same. */
    {FRONT "LOG:  statement: select '@x LOG:  '",
     "event.action=db_query event.outcome=unknown amberd.flags=doubtful_prefix log.level=LOG "
     "process.pid=4711 db.operation.name=select db.query.text=select '@x LOG:  '"},
    /* A name beyond what a name can be is no doubt. */
    {FRONT
     "LOG:  statement: select 'a long way to go before the mark of another prefix', '@x LOG:  '",
     "event.action=db_query event.outcome=unknown log.level=LOG " WHO
     "db.namespace=crm db.operation.name=select db.query.text=select 'a long way to go before the "
     "mark of another prefix', '@x LOG:  '"},
    /* Users may have an "@" in their name. */
    {AT "jdoe@example.com@crm LOG:  statement: select 1",
     "event.action=db_query event.outcome=unknown log.level=LOG process.pid=4711 "
     "user.name=jdoe@example.com db.namespace=crm db.operation.name=select db.query.text=select 1"},
};

START_TEST(names_forge_no_lines)
{
    decoded_lines_check("postgresql", NULL, forgeries, COUNT(forgeries));
}
END_TEST

static const struct {
    const char *layout;
    struct decoded_line line;
} layouts[] = {
    {"%t:%r:%u@%d:[%p]:",
     {"2026-11-03 08:05:01 UTC:203.0.113.7(51022):jdoe@crm:[4711]:LOG:  statement: select 1",
      "event.action=db_query event.outcome=unknown log.level=LOG " WHO
      "source.address=203.0.113.7 source.ip=203.0.113.7 source.port=51022 db.namespace=crm "
      "db.operation.name=select db.query.text=select 1"}},
    {"%m-%c-user=%u,db=%d,app=%a,client=%h ",
     {"2026-11-03 08:05:01.123 UTC-6b03a1b5.49d5-user=jdoe,db=crm,app=psql,client=2001:db8::5 "
      "LOG:  statement: select 1",
      "event.action=db_query event.outcome=unknown log.level=LOG user.name=jdoe "
      "amberd.session.id=6b03a1b5.49d5 source.address=2001:db8::5 source.ip=2001:db8::5 "
      "db.namespace=crm db.operation.name=select db.query.text=select 1 "
      "amberd.db.application=psql"}},
    {"%n %-8p|%8l|%e|%v %x %Q %b %i %s %P %L %% %q%5u %d ",
     {"1793693101.123 4711    |       3|42501|3/2 77 -5 client backend SELECT "
      "2026-11-03 08:05:00 UTC  [local] %  jdoe crm ERROR:  no",
      "event.action=db_error event.outcome=failure error.message=no log.level=ERROR " WHO
      "db.namespace=crm db.response.status_code=42501"}},
    /* An application names itself, and another user. */
    {"user=%u,db=%d,app=%a,client=%h ",
     {"user=jdoe,db=crm,app=x,db=y,app=z,client=203.0.113.7 LOG:  statement: select 1",
      "event.action=db_query event.outcome=unknown amberd.flags=doubtful_prefix log.level=LOG "
      "source.address=203.0.113.7 source.ip=203.0.113.7 db.operation.name=select "
      "db.query.text=select 1"}},
    {"",
     {"LOG:  statement: select 1",
      "event.action=db_query event.outcome=unknown log.level=LOG db.operation.name=select "
      "db.query.text=select 1"}},
};

START_TEST(layouts_are_followed)
{
    for (size_t i = 0; i < COUNT(layouts); i++)
        decoded_lines_check("postgresql", layouts[i].layout, &layouts[i].line, 1);
}
END_TEST

static const char *const no_layouts[] = {"%", "%-", "%5", "%z", "%99999u"};

START_TEST(layouts_that_make_no_sense_are_refused)
{
    for (size_t i = 0; i < COUNT(no_layouts); i++) {
        struct error err = {0};

        ck_assert_ptr_null(postgresql_decoder.layout_create(text_of(no_layouts[i]), &err));
        ck_assert_uint_gt(strlen(err.text), 0);
    }
}
END_TEST

static const struct decoded_line syslogs[] = {
    {"Nov  3 08:05:01 db1 postgres[4711]: [3-1] jdoe@crm LOG:  statement: select 1",
     "event.action=db_query event.outcome=unknown log.level=LOG host.name=db1 "
     "process.name=postgres process.pid=4711 user.name=jdoe db.namespace=crm "
     "db.operation.name=select db.query.text=select 1"},
    {"Nov  3 08:05:01 db1 postgres[4711]: [3-2] #011 from bills",
     "amberd.count=0 host.name=db1 process.name=postgres process.pid=4711"},
    {"Nov  3 08:05:01 db1 postgres[4711]: [4-1] user=jdoe,db=crm,app=psql,client=203.0.113.7 "
     "FATAL:  role \"jdoe\" does not exist",
     "event.action=db_login event.outcome=failure error.message=role \"jdoe\" does not exist "
     "log.level=FATAL host.name=db1 process.name=postgres process.pid=4711 user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7 db.namespace=crm "
     "amberd.db.application=psql"},
    {"Nov  3 08:05:01 db1 postgres[4711]: nothing of note",
     "host.name=db1 process.name=postgres process.pid=4711"},
    {"Nov  3 08:05:01 db1 cron[4711]: LOG:  statement: select 1", NULL},
};

START_TEST(its_lines_in_syslog_are_understood)
{
    decoded_lines_check("postgresql", NULL, syslogs, COUNT(syslogs));
}
END_TEST

static const struct {
    const char *word;
    timestamp time;
} zones[] = {
    {"PST", 1793664301 * SECOND}, {"UTC", 1793693101 * SECOND},    {"GMT", 1793693101 * SECOND},
    {"+08", 1793664301 * SECOND}, {"-03:30", 1793705701 * SECOND}, {"+0530", 1793673301 * SECOND},
};

START_TEST(the_zone_of_the_source_holds)
{
    struct error err = {0};
    struct zone *manila = zone_open(TEXT("+08:00"), &err);

    for (size_t i = 0; i < COUNT(zones); i++) {
        char line[80];

        snprintf(line, sizeof line, "2026-11-03 08:05:01.000 %s [4711] LOG:  hello", zones[i].word);
        ck_assert_msg(decoded_line_time("postgresql", line, manila) == zones[i].time, "%s",
                      zones[i].word);
    }
    zone_close(manila);
}
END_TEST

SUITE_MAIN("postgresql", the_usual_prefix_is_understood, audits_are_understood,
           names_forge_no_lines, layouts_are_followed, layouts_that_make_no_sense_are_refused,
           its_lines_in_syslog_are_understood, the_zone_of_the_source_holds)
