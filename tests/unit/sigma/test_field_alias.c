#include "sigma/field_alias.h"

#include <stdio.h>

#include "support/rule_case.h"
#include "support/suite.h"

/* Every name that SigmaHQ's rules use about logs of the kinds that formats here may be,
 * with what must stand under it; NULL = the log's own name, as it is. */
static const struct {
    struct log_source source;
    const char *name;
    const char *ours;
} names[] = {
    {{.category = "proxy"}, "c-uri", "url.full"},
    {{.category = "proxy"}, "cs-uri", "url.full"},
    {{.category = "proxy"}, "c-useragent", "user_agent.original"},
    {{.category = "proxy"}, "cs-method", "http.request.method"},
    {{.category = "proxy"}, "cs-host", "url.domain"},
    {{.category = "proxy"}, "sc-status", "http.response.status_code"},
    {{.category = "proxy"}, "c-uri-extension", "url.extension"},
    {{.category = "proxy"}, "cs-uri-stem", "url.path"},
    {{.category = "proxy"}, "c-uri-query", "url.query"},
    {{.category = "proxy"}, "dst_ip", "destination.ip"},
    {{.category = "proxy"}, "cs-cookie", "http.request.cookie"},
    {{.category = "proxy"}, "C-URI", NULL},
    {{.category = "proxy"}, "user.name", NULL},
    {{.category = "proxy", .product = "squid"}, "c-uri", "url.full"},
    {{.category = "webserver"}, "cs-uri-query", "url.query"},
    {{.category = "webserver"}, "cs-method", "http.request.method"},
    {{.category = "webserver"}, "sc-status", "http.response.status_code"},
    {{.category = "webserver"}, "cs-uri-stem", "url.path"},
    {{.category = "webserver"}, "cs-user-agent", "user_agent.original"},
    {{.category = "webserver"}, "cs-referer", "http.request.referrer"},
    {{.category = "webserver"}, "cs-username", "user.name"},
    {{.category = "webserver"}, "cs-content-type", "http.request.mime_type"},
    {{.category = "process_creation", .product = "linux"}, "Image", "process.executable"},
    {{.category = "process_creation", .product = "linux"}, "CommandLine", "process.command_line"},
    {{.category = "process_creation"}, "ParentImage", "process.parent.executable"},
    {{.category = "process_creation"}, "ParentCommandLine", "process.parent.command_line"},
    {{.category = "process_creation"}, "User", "user.name"},
    {{.category = "process_creation"}, "CurrentDirectory", "process.working_directory"},
    {{.category = "process_creation"}, "LogonId", NULL},
    {{.category = "process_creation"}, "c-uri", NULL},
    {{.category = "network_connection"}, "DestinationHostname", "destination.domain"},
    {{.category = "network_connection"}, "DestinationIp", "destination.ip"},
    {{.category = "network_connection"}, "DestinationPort", "destination.port"},
    {{.category = "network_connection"}, "SourceIp", "source.ip"},
    {{.category = "network_connection"}, "Image", "process.executable"},
    {{.category = "network_connection"}, "Protocol", "network.transport"},
    {{.category = "network_connection"}, "Initiated", NULL},
    {{.category = "file_event"}, "TargetFilename", "file.path"},
    {{.category = "file_event"}, "Image", "process.executable"},
    {{.category = "firewall"}, "src_ip", "source.ip"},
    {{.category = "firewall"}, "dst_port", "destination.port"},
    {{.category = "firewall"}, "action", NULL},
    {{.category = "dns"}, "query", "dns.question.name"},
    {{.category = "dns"}, "answer", "dns.answers.data"},
    {{.category = "dns"}, "record_type", "dns.question.type"},
    {{.category = "dns_query"}, "QueryName", "dns.question.name"},
    {{.category = "dns_query"}, "Image", "process.executable"},
    {{.category = "database"}, "query", "db.query.text"},
    {{.category = "antivirus"}, "Signature", NULL},
    {{.product = "zeek", .service = "dns"}, "query", "dns.question.name"},
    {{.product = "zeek", .service = "dns"}, "answers", "dns.answers.data"},
    {{.product = "zeek", .service = "dns"}, "qtype_name", "dns.question.type"},
    {{.product = "zeek", .service = "dns"}, "id.resp_p", "destination.port"},
    {{.product = "zeek", .service = "dns"}, "Z", NULL},
    {{.product = "zeek", .service = "http"}, "uri", "url.path"},
    {{.product = "zeek", .service = "http"}, "c-uri", "url.full"},
    {{.product = "zeek", .service = "http"}, "resp_mime_types", "http.response.mime_type"},
    {{.product = "zeek", .service = "rdp"}, "id.orig_h", "source.ip"},
    {{.product = "zeek", .service = "smb_files"}, "path", NULL},
    {{.product = "linux", .service = "sudo"}, "USER", "user.effective.name"},
    {{.product = "linux", .service = "auditd"}, "type", NULL},
    {{.product = "linux", .service = "auditd"}, "a0", NULL},
    {{.product = "linux", .service = "auditd"}, "key", NULL},
    {{.product = "linux", .service = "auditd"}, "exe", "process.executable"},
    {{.product = "linux"}, "exe", NULL},
    {{.service = "audit"}, "query", NULL},
};

static void check_name(size_t i)
{
    struct text ours = text_of(names[i].ours ? names[i].ours : names[i].name);
    struct text got = field_alias_resolve(&names[i].source, text_of(names[i].name));

    ck_assert_msg(text_equal(got, ours), "%s is %.*s", names[i].name, TEXT_ARGS(got));
}

START_TEST(by_log_source)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        check_name(i);
}
END_TEST

/* On both sides of a comparison of fields. */
START_TEST(in_rules)
{
    struct rule_case *rule_case = rule_case_create(
        "title: t\nname: n\nlevel: low\nlogsource: {category: proxy}\n"
        "detection: {s: {c-uri|contains: /x, cs-host|fieldref: dst_ip}, condition: s}\n");

    ck_assert_int_eq(rule_case_ask(rule_case,
                                   "{\"url.full\":\"http://a/x\",\"url.domain\":\"1.2.3.4\","
                                   "\"destination.ip\":\"1.2.3.4\"}",
                                   ""),
                     ANSWER_YES);
    ck_assert_int_eq(rule_case_ask(rule_case,
                                   "{\"c-uri\":\"http://a/x\",\"cs-host\":\"1.2.3.4\","
                                   "\"destination.ip\":\"1.2.3.4\"}",
                                   ""),
                     ANSWER_YES);
    rule_case_destroy(rule_case);
}
END_TEST

static enum rule_answer ask_about(const char *category, const char *item, const char *json)
{
    char yaml[512];
    struct rule_case *rule_case = NULL;
    enum rule_answer answer = ANSWER_NO;

    snprintf(yaml, sizeof yaml,
             "title: t\nname: n\nlevel: low\nlogsource: {category: %s}\n"
             "detection: {s: {%s}, condition: s}\n",
             category, item);
    rule_case = rule_case_create(yaml);
    ck_assert_msg(rule_set_count(rule_case->set) == 1, "mistakes in: %s", item);
    answer = rule_case_ask(rule_case, json, "");
    rule_case_destroy(rule_case);
    return answer;
}

#define FORM                                    \
    "{\"url.full\":\"/a/form.cgi?cmd=ls&x=1\"," \
    "\"url.path\":\"/a/form.cgi\",\"url.query\":\"cmd=ls&x=1\"}"
#define PAGE "{\"url.full\":\"/../../etc/passwd\",\"url.path\":\"/../../etc/passwd\"}"
#define NEWS "{\"url.full\":\"http://a.example/news.php?id=1\",\"url.path\":\"/news.php\"}"

/* Where a rule's field is more than one of ours, any of them will do, and presence is
 * that of the first. */
START_TEST(in_two_fields)
{
    static const struct {
        const char *category;
        const char *item;
        const char *json;
        enum rule_answer answer;
    } cases[] = {
        {"webserver", "cs-uri-query|contains: ../etc/", PAGE, ANSWER_YES},
        {"webserver", "cs-uri-query|startswith: 'cmd='", FORM, ANSWER_YES},
        {"webserver", "cs-uri-query|contains: 'form.cgi?cmd='", FORM, ANSWER_YES},
        {"webserver", "cs-uri-query|contains|all: [/form.cgi, 'x=1']", FORM, ANSWER_YES},
        {"webserver", "cs-uri-query|re: '^/a/.*x='", FORM, ANSWER_YES},
        {"webserver", "cs-uri-query|contains|neq: /form", FORM, ANSWER_NO},
        {"webserver", "cs-uri-query|contains|neq: /form", PAGE, ANSWER_YES},
        {"webserver", "cs-uri-query: null", PAGE, ANSWER_YES},
        {"webserver", "cs-uri-query: null", FORM, ANSWER_NO},
        {"webserver", "cs-uri-query|exists: true", PAGE, ANSWER_NO},
        {"webserver", "cs-uri-query|exists: true", FORM, ANSWER_YES},
        {"webserver", "cs-uri-query|contains: /x", "{\"cs-uri-query\":\"/x\"}", ANSWER_YES},
        {"proxy", "c-uri-query|contains: /form", FORM, ANSWER_NO},
        {"proxy", "cs-uri: /news.php", NEWS, ANSWER_YES},
        {"proxy", "cs-uri|startswith: http", NEWS, ANSWER_YES},
        {"webserver", "cs-uri: /news.php", NEWS, ANSWER_NO},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_msg(ask_about(cases[i].category, cases[i].item, cases[i].json) == cases[i].answer,
                      "%s: %s", cases[i].category, cases[i].item);
}
END_TEST

SUITE_MAIN("field_alias", by_log_source, in_rules, in_two_fields)
