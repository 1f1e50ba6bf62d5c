#include "decode/postgresql_csv.h"

#include "support/decoded_line.h"
#include "support/suite.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define FRONT                                                                                  \
    "2026-11-03 08:05:01.123 UTC,\"jdoe\",\"crm\",4711,\"203.0.113.7:51022\",6b03a1b5.49d5,3," \
    "\"SELECT\",2026-11-03 08:05:00 UTC,3/2,0,"
#define WHO                                                                                       \
    "process.pid=4711 user.name=jdoe amberd.session.id=6b03a1b5.49d5 source.address=203.0.113.7 " \
    "source.ip=203.0.113.7 source.port=51022 db.namespace=crm "

static const struct decoded_line lines[] = {
    {"", NULL},
    {"a,b,c", NULL},
    {FRONT "LOG,00000,\"hello\",,,,,", NULL},
    {FRONT "loud,00000,\"hello\",,,,,,,,", NULL},
    {"yesterday,,,1,,,,,,,,LOG,00000,\"hello\",,,,,,,,", NULL},
    /* 22 columns, 23, 24, 26. */
    {FRONT "LOG,00000,\"statement: select \"\"a\"\"\n from t\",,,,,,,,",
     "event.action=db_query event.outcome=unknown log.level=LOG " WHO
     "db.operation.name=select db.query.text=select \"a\"\n from t"},
    {FRONT "LOG,00000,\"statement: select 1\",,,,,,,,,\"psql\"",
     "event.action=db_query event.outcome=unknown log.level=LOG " WHO
     "db.operation.name=select db.query.text=select 1 amberd.db.application=psql"},
    {FRONT "LOG,00000,\"execute q: select $1\",\"Parameters: $1 = '7'\",,,,,,,,\"psql\",\"client "
           "backend\"",
     "event.action=db_query event.outcome=unknown log.level=LOG " WHO
     "db.operation.name=select db.query.text=select $1 db.query.parameters=$1 = '7' "
     "amberd.db.application=psql"},
    {FRONT "ERROR,42501,\"permission denied for table t\",,,,,,\"select * from t\",,,\"psql\","
           "\"client backend\",,-77",
     "event.action=db_error event.outcome=failure error.message=permission denied for table t "
     "log.level=ERROR " WHO "db.query.text=select * from t db.response.status_code=42501 "
     "amberd.db.application=psql"},
    {FRONT
     "LOG,00000,\"AUDIT: SESSION,1,1,READ,SELECT,TABLE,public.t,\"\"select \"\"\"\"a\"\"\"\", "
     "b\"\",<none>,7\",,,,,,,,,\"psql\",\"client backend\",,0",
     "event.action=db_query event.outcome=success log.level=LOG " WHO
     "db.collection.name=public.t db.operation.name=SELECT db.query.text=select \"a\", b "
     "db.response.returned_rows=7 amberd.db.application=psql amberd.db.class=READ "
     "amberd.db.object_type=TABLE amberd.db.statement_id=1 amberd.db.substatement_id=1 "
     "amberd.db.audit_type=SESSION"},
    {"2026-11-03 08:05:01.123 UTC,,,4711,\"[local]\",6b03a1b5.49d5,3,,2026-11-03 08:05:00 UTC,,0,"
     "FATAL,28000,\"role \"\"eve\"\" does not exist\",,,,,,,,,,\"client backend\",,0",
     "event.action=db_login event.outcome=failure error.message=role \"eve\" does not exist "
     "log.level=FATAL process.pid=4711 user.name=eve amberd.session.id=6b03a1b5.49d5 "
     "db.response.status_code=28000"},
    {"2026-11-03 08:05:01.123 UTC,\"jdoe\",\"crm\",4711,\"2001:db8::5:51022\",6b03a1b5.49d5,3,,"
     "2026-11-03 08:05:00 UTC,,0,LOG,00000,\"connection authorized: user=jdoe database=crm\","
     ",,,,,,,,,\"client backend\",,0",
     "event.action=db_login event.outcome=success log.level=LOG process.pid=4711 user.name=jdoe "
     "amberd.session.id=6b03a1b5.49d5 source.address=2001:db8::5 source.ip=2001:db8::5 "
     "source.port=51022 db.namespace=crm"},
    /* The end is missing. */
    {FRONT "LOG,00000,\"statement: select 1",
     "event.action=db_query event.outcome=unknown log.level=LOG " WHO
     "db.operation.name=select db.query.text=select 1"},
};

START_TEST(csv_is_understood)
{
    decoded_lines_check("postgresql-csv", NULL, lines, COUNT(lines));
}
END_TEST

#define OBJECT "{\"timestamp\":\"2026-11-03 08:05:01.123 UTC\",\"pid\":4711,\"user\":\"jdoe\","

static const struct decoded_line objects[] = {
    {"", NULL},
    {"[]", NULL},
    {"{}", NULL},
    {"{\"timestamp\":\"2026-11-03 08:05:01.123 UTC\"}", NULL},
    {"{\"error_severity\":\"LOG\",\"message\":\"hello\"}", NULL},
    {OBJECT "\"dbname\":\"crm\",\"remote_host\":\"203.0.113.7\",\"remote_port\":51022,"
            "\"session_id\":\"6b03a1b5.49d5\",\"line_num\":3,\"error_severity\":\"LOG\","
            "\"message\":\"statement: select \\\"a\\\"\\n\",\"application_name\":\"psql\"}",
     "event.action=db_query event.outcome=unknown log.level=LOG " WHO
     "db.operation.name=select db.query.text=select \"a\"\n amberd.db.application=psql"},
    {OBJECT "\"error_severity\":\"ERROR\",\"state_code\":\"42501\",\"message\":\"no\","
            "\"statement\":\"select 1\",\"context\":{\"a\":[1,2]}}",
     "event.action=db_error event.outcome=failure error.message=no log.level=ERROR "
     "process.pid=4711 user.name=jdoe db.query.text=select 1 db.response.status_code=42501"},
    {OBJECT "\"error_severity\":\"LOG\",\"message\":\"hello\",\"user\":\"root\"}",
     "amberd.flags=duplicate_key log.level=LOG process.pid=4711 user.name=jdoe"},
    {OBJECT "\"error_severity\":\"LOG\",\"message\":\"hello\",\"ps\":\"",
     "amberd.flags=truncated log.level=LOG process.pid=4711 user.name=jdoe"},
};

START_TEST(json_is_understood)
{
    decoded_lines_check("postgresql-json", NULL, objects, COUNT(objects));
}
END_TEST

SUITE_MAIN("postgresql_csv", csv_is_understood, json_is_understood)
