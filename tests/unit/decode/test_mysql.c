#include "decode/mysql_audit.h"

#include "support/decoded_line.h"
#include "support/suite.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define AT           "20261103 08:05:01,db1,"
#define SAID         "host.name=db1 "
#define WHO          "user.name=jdoe amberd.session.id=12 source.address=203.0.113.7 source.ip=203.0.113.7 "

static const struct decoded_line audits[] = {
    {"", NULL},
    {"20261103 08:05:01", NULL},
    {AT "jdoe,203.0.113.7,12,345,QUERY", NULL},
    {AT "jdoe,203.0.113.7,12,345,DANCE,crm,,0", NULL},
    {AT "jdoe,203.0.113.7,x,345,CONNECT,crm,,0", NULL},
    {AT "jdoe,203.0.113.7,12,345,QUERY,crm,'select \\'a,b\\'\\n',0",
     "event.action=db_query event.outcome=success " SAID WHO "db.namespace=crm "
     "db.operation.name=select db.query.text=select 'a,b'\n amberd.db.statement_id=345"},
    {AT "jdoe,203.0.113.7,12,345,QUERY,crm,'select\\f1 -- \\\\',0",
     "event.action=db_query event.outcome=success " SAID WHO "db.namespace=crm "
     "db.operation.name=select db.query.text=select\f1 -- \\ amberd.db.statement_id=345"},
    {AT "jdoe,203.0.113.7,12,345,QUERY,crm,'grant all on *.* to \\'eve\\'@\\'%\\'',1045",
     "event.action=db_privilege_granted event.outcome=failure " SAID
     "user.name=jdoe user.target.name=eve amberd.session.id=12 source.address=203.0.113.7 "
     "source.ip=203.0.113.7 db.namespace=crm db.collection.name=*.* db.operation.name=grant "
     "db.query.text=grant all on *.* to 'eve'@'%' db.response.status_code=1045 "
     "amberd.db.statement_id=345 amberd.db.privilege=all"},
    {AT "jdoe,203.0.113.7,12,0,CONNECT,crm,,0",
     "event.action=db_login event.outcome=success " SAID WHO
     "db.namespace=crm db.operation.name=CONNECT amberd.db.statement_id=0"},
    {AT "jdoe,203.0.113.7,12,0,CONNECT,crm,,0,51022,TLSv1.3",
     "event.action=db_login event.outcome=success " SAID WHO
     "db.namespace=crm db.operation.name=CONNECT amberd.db.statement_id=0"},
    {AT "jdoe,203.0.113.7,12,0,FAILED_CONNECT,,,0",
     "event.action=db_login event.outcome=failure " SAID WHO
     "db.operation.name=FAILED_CONNECT amberd.db.statement_id=0"},
    {AT "jdoe,203.0.113.7,12,0,DISCONNECT,crm,,0",
     "event.action=db_logout event.outcome=success " SAID WHO
     "db.namespace=crm db.operation.name=DISCONNECT amberd.db.statement_id=0"},
    {AT "jdoe,203.0.113.7,12,345,READ,crm,bills,",
     "event.action=db_table_read event.outcome=success " SAID WHO
     "db.namespace=crm db.collection.name=bills db.operation.name=READ "
     "amberd.db.statement_id=345"},
    {"1793693101123456,db1,jdoe,localhost,12,345,WRITE,crm,bills,",
     "event.action=db_table_written event.outcome=success " SAID
     "user.name=jdoe amberd.session.id=12 source.address=localhost db.namespace=crm "
     "db.collection.name=bills db.operation.name=WRITE amberd.db.statement_id=345"},
    /* A statement that was cut. */
    {AT "jdoe,203.0.113.7,12,345,QUERY,crm,'drop user eve",
     "event.action=db_role_removed event.outcome=unknown " SAID
     "user.name=jdoe user.target.name=eve amberd.session.id=12 source.address=203.0.113.7 "
     "source.ip=203.0.113.7 db.namespace=crm db.operation.name=drop db.query.text=drop user eve "
     "amberd.db.statement_id=345"},
    /* Whoever connects chooses his name ... */
    {AT "root,198.51.100.1,1,1,CONNECT,crm,,0,203.0.113.7,12,0,FAILED_CONNECT,,,1045",
     "event.action=db_login event.outcome=failure " SAID
     "user.name=root,198.51.100.1,1,1,CONNECT,crm,,0 amberd.session.id=12 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 db.operation.name=FAILED_CONNECT "
     "db.response.status_code=1045 amberd.db.statement_id=0"},
    {AT "root,198.51.100.1,1,1,QUERY,crm,'drop,203.0.113.7,12,0,FAILED_CONNECT,,,1045",
     "event.action=db_login event.outcome=failure " SAID
     "user.name=root,198.51.100.1,1,1,QUERY,crm,'drop amberd.session.id=12 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 db.operation.name=FAILED_CONNECT "
     "db.response.status_code=1045 amberd.db.statement_id=0"},
    /* ... but not what a statement of his says of him. */
    {AT "jdoe,203.0.113.7,12,345,QUERY,crm,'select 1,2,3,4,QUERY,x,\\'y\\'',0",
     "event.action=db_query event.outcome=success " SAID WHO
     "db.namespace=crm db.operation.name=select db.query.text=select 1,2,3,4,QUERY,x,'y' "
     "amberd.db.statement_id=345"},
    {"Nov  3 08:05:01 gw mysql-server_auditing: db1,jdoe,203.0.113.7,12,0,CONNECT,crm,,0",
     "event.action=db_login event.outcome=success host.name=gw "
     "process.name=mysql-server_auditing " WHO
     "db.namespace=crm db.operation.name=CONNECT amberd.db.statement_id=0"},
};

START_TEST(the_audit_log_is_understood)
{
    decoded_lines_check("mysql-audit", NULL, audits, COUNT(audits));
}
END_TEST

#define DENIED "event.action=db_login event.outcome=failure "
#define JDOE   "user.name=jdoe source.address=203.0.113.7 source.ip=203.0.113.7"

static const struct decoded_line errors[] = {
    {"", NULL},
    {"Version: '5.7.33'  socket: '/run/mysqld.sock'  port: 3306", NULL},
    {"2026-11-03T00:05:01.123456Z 12 [Note] Access denied for user 'jdoe'@'203.0.113.7' (using "
     "password: YES)",
     DENIED "log.level=Note " JDOE},
    {"2026-11-03T00:05:01.123456+08:00 12 [Note] [MY-010926] [Server] Access denied for user "
     "'jdoe'@'203.0.113.7' (using password: NO)",
     "event.action=db_login event.outcome=failure event.code=MY-010926 log.level=Note "
     "log.logger=Server " JDOE},
    {"2026-11-03  8:05:01 140581192722176 [Warning] Access denied for user 'jdoe'@'203.0.113.7'",
     DENIED "log.level=Warning " JDOE},
    {"261103  8:05:01 [Warning] Access denied for user ''@'localhost' (using password: NO)",
     DENIED "log.level=Warning user.name= source.address=localhost"},
    {"2026-11-03T00:05:01.123456Z   12 Connect   Access denied for user 'jdoe'@'203.0.113.7' "
     "(using password: YES)",
     DENIED JDOE},
    {"2026-11-03 08:05:01 12 [Warning] Access denied for user 'jdoe'@'203.0.113.7' to database "
     "'crm'",
     DENIED "log.level=Warning " JDOE " db.namespace=crm"},
    /* Whoever connects chooses his name, and the database's. */
    {"2026-11-03 08:05:01 12 [Note] Access denied for user 'root'@'198.51.100.1' (using password: "
     "NO)'@'203.0.113.7' (using password: YES)",
     DENIED "log.level=Note user.name=root'@'198.51.100.1' (using password: NO) "
            "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"2026-11-03 08:05:01 12 [Note] Access denied for user 'a'@'b'@'203.0.113.7' to database 'c'",
     DENIED "log.level=Note"},
    {"2026-11-03 08:05:01 12 [Note] Access denied for user 'a'@'203.0.113.7' to database 'b' to "
     "database 'c'",
     DENIED "log.level=Note"},
    {"2026-11-03 08:05:01 12 [Note] Access denied for user 'a'@'203.0.113.7' (using password: "
     "YES) and more",
     "log.level=Note"},
    {"2026-11-03T00:05:01.123456Z 12 [Note] [MY-010914] [Server] Aborted connection 12 to db: "
     "'crm' user: 'jdoe' host: '203.0.113.7' (Got timeout reading communication packets).",
     "event.action=db_connection_aborted event.outcome=failure event.code=MY-010914 "
     "log.level=Note log.logger=Server user.name=jdoe amberd.session.id=12 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 db.namespace=crm"},
    {"2026-11-03T00:05:01.123456Z 12 [Note] Aborted connection 12 to db: 'unconnected' user: "
     "'unauthenticated' host: '203.0.113.7' (This connection closed normally)",
     "event.action=db_connection_aborted event.outcome=failure log.level=Note "
     "amberd.session.id=12 source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"2026-11-03T00:05:01.123456Z 0 [ERROR] unknown variable 'x'",
     "event.action=db_error event.outcome=failure error.message=unknown variable 'x' "
     "log.level=ERROR"},
    {"2026-11-03T00:05:01.123456Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for "
     "connections. Version: '8.0'",
     "event.action=db_server_started event.outcome=success event.code=MY-010931 log.level=System "
     "log.logger=Server"},
    {"2026-11-03T00:05:01.123456Z 0 [Note] /usr/sbin/mysqld: Shutdown complete",
     "event.action=db_server_stopped event.outcome=success log.level=Note"},
    {"2026-11-03T00:05:01.123456Z 9 [System] [MY-013172] [Server] Received SHUTDOWN from user "
     "jdoe. Shutting down mysqld (Version: 8.4.8).",
     "event.action=db_server_stopping event.outcome=unknown event.code=MY-013172 "
     "log.level=System log.logger=Server user.name=jdoe"},
    {"2026-11-03T00:05:01.123456Z 0 [System] [MY-013172] [Server] Received SHUTDOWN from user "
     "<via user signal>. Shutting down mysqld (Version: 8.4.8).",
     "event.action=db_server_stopping event.outcome=unknown event.code=MY-013172 "
     "log.level=System log.logger=Server"},
    {"2026-11-03  8:05:01 0 [Note] mariadbd (initiated by: jdoe[jdoe] @  [203.0.113.7]): Normal "
     "shutdown",
     "event.action=db_server_stopping event.outcome=unknown log.level=Note user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"2026-11-03  8:05:01 0 [Note] mariadbd (initiated by: jdoe[jdoe] @ a.example "
     "[203.0.113.7]): Normal shutdown",
     "event.action=db_server_stopping event.outcome=unknown log.level=Note user.name=jdoe "
     "source.address=203.0.113.7 source.ip=203.0.113.7"},
    {"2026-11-03  8:05:01 0 [Note] mariadbd (initiated by: root[root] @ localhost []): Normal "
     "shutdown",
     "event.action=db_server_stopping event.outcome=unknown log.level=Note user.name=root "
     "source.address=localhost"},
    {"2026-11-03  8:05:01 0 [Note] mariadbd (initiated by: unknown): Normal shutdown",
     "event.action=db_server_stopping event.outcome=unknown log.level=Note"},
    {"2026-11-03  8:05:01 0 [Note] mysqld: Normal shutdown",
     "event.action=db_server_stopping event.outcome=unknown log.level=Note"},
    {"2026-11-03T00:05:01.123456Z 12 [Note] Access denied for user 'jdoe'@'203.0.113.7'. Account "
     "is locked.",
     "event.action=db_login event.outcome=failure event.reason=Account is locked. "
     "log.level=Note " JDOE},
    {"2026-11-03T00:05:01.123456Z 12 [Note] Access denied for user 'jdoe'@'203.0.113.7'. Account "
     "is blocked for 3 day(s) (3 day(s) remaining) due to 4 consecutive failed logins.",
     "event.action=db_login event.outcome=failure event.reason=Account is blocked for 3 day(s) "
     "(3 day(s) remaining) due to 4 consecutive failed logins. log.level=Note " JDOE},
    {"2026-11-03 8:05:01 0 [Note] InnoDB: started", "log.level=Note"},
    {"Nov  3 08:05:01 db1 mysqld[9]: 2026-11-03  8:05:01 12 [Warning] Access denied for user "
     "'jdoe'@'203.0.113.7' (using password: YES)",
     DENIED "log.level=Warning host.name=db1 process.name=mysqld process.pid=9 " JDOE},
};

START_TEST(the_error_log_is_understood)
{
    decoded_lines_check("mysql-error", NULL, errors, COUNT(errors));
}
END_TEST

#define RECORD(name, rest)                                                                         \
    "{\"audit_record\":{\"name\":\"" name "\",\"timestamp\":\"2026-11-03T08:05:01Z\","             \
    "\"connection_id\":\"12\",\"status\":0," rest "\"host\":\"localhost\",\"ip\":\"203.0.113.7\"," \
    "\"db\":\"crm\"}}"
#define ENTERPRISE(rest)                                                                          \
    "{\"timestamp\":\"2026-11-03 08:05:01\",\"id\":0,\"connection_id\":12,\"account\":{\"user\":" \
    "\"jdoe\",\"host\":\"localhost\"},\"login\":{\"ip\":\"203.0.113.7\"}," rest "},"

static const struct decoded_line objects[] = {
    {"", NULL},
    {"[", NULL},
    {"{\"event\":\"read\"}", NULL},
    {RECORD("Query", "\"sqltext\":\"drop user eve\",\"user\":\"jdoe[jdoe] @ localhost "
                     "[203.0.113.7]\","),
     "event.action=db_role_removed event.outcome=success user.name=jdoe user.target.name=eve "
     "amberd.session.id=12 source.address=203.0.113.7 source.ip=203.0.113.7 db.namespace=crm "
     "db.operation.name=drop db.query.text=drop user eve"},
    {RECORD("Connect", "\"user\":\"jdoe\","),
     "event.action=db_login event.outcome=success " WHO "db.namespace=crm"},
    /* Whoever connects chooses his name. */
    {RECORD("Connect", "\"user\":\"root[root] @ x\","),
     "event.action=db_login event.outcome=success user.name=root[root] @ x amberd.session.id=12 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 db.namespace=crm"},
    {RECORD("NoAudit", ""),
     "event.action=db_audit_stopped event.outcome=success amberd.session.id=12 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 db.namespace=crm"},
    {RECORD("Query", "\"sqltext\":\"select 1\",\"user\":\"root[jdoe] @ x []\","),
     "event.action=db_query event.outcome=success amberd.session.id=12 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 db.namespace=crm "
     "db.operation.name=select db.query.text=select 1"},
    {ENTERPRISE("\"class\":\"general\",\"event\":\"status\",\"general_data\":{\"query\":"
                "\"select 1\",\"status\":1064}"),
     "event.action=db_query event.outcome=failure user.name=jdoe amberd.session.id=12 "
     "source.address=203.0.113.7 source.ip=203.0.113.7 db.operation.name=select "
     "db.query.text=select 1 db.response.status_code=1064"},
    {ENTERPRISE("\"class\":\"connection\",\"event\":\"connect\",\"connection_data\":"
                "{\"status\":1045,\"db\":\"crm\"}"),
     "event.action=db_login event.outcome=failure " WHO
     "db.namespace=crm db.response.status_code=1045"},
    {ENTERPRISE("\"class\":\"table_access\",\"event\":\"read\",\"table_access_data\":"
                "{\"db\":\"crm\",\"table\":\"bills\"}"),
     "event.action=db_table_read event.outcome=success " WHO
     "db.namespace=crm db.collection.name=bills"},
};

START_TEST(the_audit_logs_in_json_are_understood)
{
    decoded_lines_check("mysql-audit-json", NULL, objects, COUNT(objects));
}
END_TEST

static const struct {
    const char *format;
    const char *line;
    timestamp time;
} times[] = {
    {"mysql-audit", AT "a,b,1,1,CONNECT,,,0", 1793664301 * SECOND},
    {"mysql-audit", "1793693101123456,db1,a,b,1,1,CONNECT,,,0", 1793693101123456},
    {"mysql-audit", "20261303 08:05:01,db1,a,b,1,1,CONNECT,,,0", TIMESTAMP_NONE},
    {"mysql-audit-json", RECORD("Quit", ""), 1793693101 * SECOND},
    {"mysql-audit-json", ENTERPRISE("\"class\":\"a\",\"event\":\"b\""), 1793664301 * SECOND},
    {"mysql-error", "2026-11-03  8:05:01 0 [Note] x", 1793664301 * SECOND},
    {"mysql-error", "261103  8:05:01 [Note] x", 1793664301 * SECOND},
    {"mysql-error", "2026-11-03T08:05:01.5 0 [Note] x", 1793664301 * SECOND + 500 * MILLISECOND},
    {"mysql-error", "2026-11-03T08:05:01Z 0 [Note] x", 1793693101 * SECOND},
    {"mysql-error", "26110  8:05:01 [Note] x", TIMESTAMP_NONE},
};

START_TEST(times_are_of_the_source_s_zone)
{
    struct error err = {0};
    struct zone *zone = zone_open(TEXT("+08:00"), &err);

    for (size_t i = 0; i < COUNT(times); i++)
        ck_assert_msg(decoded_line_time(times[i].format, times[i].line, zone) == times[i].time,
                      "%s", times[i].line);
    zone_close(zone);
}
END_TEST

SUITE_MAIN("mysql", the_audit_log_is_understood, the_audit_logs_in_json_are_understood,
           the_error_log_is_understood, times_are_of_the_source_s_zone)
