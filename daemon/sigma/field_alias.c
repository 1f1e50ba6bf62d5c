#include "sigma/field_alias.h"

#include "sigma/log_source.h"

struct alias {
    const char *alias;
    const char *name;
};

static const struct alias web_aliases[] = {
    {"c-ip", "source.ip"},
    {"src_ip", "source.ip"},
    {"dst_ip", "destination.ip"},
    {"dst_port", "destination.port"},
    {"s-ip", "destination.ip"},
    {"s-port", "destination.port"},
    {"c-uri", "url.full"},
    {"cs-uri", "url.full"},
    {"c-uri-stem", "url.path"},
    {"cs-uri-stem", "url.path"},
    {"c-uri-query", "url.query"},
    {"cs-uri-query", "url.query"},
    {"c-uri-extension", "url.extension"},
    {"cs-host", "url.domain"},
    {"r-dns", "url.domain"},
    {"cs-method", "http.request.method"},
    {"cs-version", "http.version"},
    {"cs-cookie", "http.request.cookie"},
    {"cs-referer", "http.request.referrer"},
    {"cs-referrer", "http.request.referrer"},
    {"cs-bytes", "source.bytes"},
    {"sc-bytes", "http.response.bytes"},
    {"sc-status", "http.response.status_code"},
    {"cs-username", "user.name"},
    {"c-useragent", "user_agent.original"},
    {"cs-user-agent", "user_agent.original"},
    {"cs-content-type", "http.request.mime_type"},
    {"time-taken", "event.duration"},
};

static const struct alias process_aliases[] = {
    {"Image", "process.executable"},
    {"CommandLine", "process.command_line"},
    {"CurrentDirectory", "process.working_directory"},
    {"ProcessId", "process.pid"},
    {"ParentImage", "process.parent.executable"},
    {"ParentCommandLine", "process.parent.command_line"},
    {"ParentProcessId", "process.parent.pid"},
    {"User", "user.name"},
    {"Computer", "host.name"},
};

static const struct alias connection_aliases[] = {
    {"src_ip", "source.ip"},
    {"src_port", "source.port"},
    {"dst_ip", "destination.ip"},
    {"dst_port", "destination.port"},
    {"username", "user.name"},
    {"SourceIp", "source.ip"},
    {"SourcePort", "source.port"},
    {"SourceHostname", "source.address"},
    {"DestinationIp", "destination.ip"},
    {"DestinationPort", "destination.port"},
    {"DestinationHostname", "destination.domain"},
    {"Protocol", "network.transport"},
};

static const struct alias file_aliases[] = {
    {"TargetFilename", "file.path"},
};

static const struct alias dns_aliases[] = {
    {"query", "dns.question.name"},
    {"record_type", "dns.question.type"},
    {"answer", "dns.answers.data"},
    {"QueryName", "dns.question.name"},
    {"QueryResults", "dns.answers.data"},
    {"QueryStatus", "dns.response_code"},
    {"src_ip", "source.ip"},
};

static const struct alias database_aliases[] = {
    {"query", "db.query.text"}, {"statement", "db.query.text"}, {"database", "db.namespace"},
    {"user", "user.name"},      {"username", "user.name"},      {"src_ip", "source.ip"},
};

static const struct alias zeek_aliases[] = {
    {"id.orig_h", "source.ip"},      {"id.orig_p", "source.port"},
    {"id.resp_h", "destination.ip"}, {"id.resp_p", "destination.port"},
    {"proto", "network.transport"},
};

static const struct alias zeek_dns_aliases[] = {
    {"query", "dns.question.name"},        {"qtype_name", "dns.question.type"},
    {"qclass_name", "dns.question.class"}, {"rcode_name", "dns.response_code"},
    {"answers", "dns.answers.data"},
};

static const struct alias zeek_http_aliases[] = {
    {"method", "http.request.method"},
    {"host", "url.domain"},
    {"uri", "url.path"},
    {"referrer", "http.request.referrer"},
    {"user_agent", "user_agent.original"},
    {"status_code", "http.response.status_code"},
    {"request_body_len", "http.request.body.bytes"},
    {"response_body_len", "http.response.body.bytes"},
    {"resp_mime_types", "http.response.mime_type"},
    {"username", "user.name"},
};

static const struct alias sudo_aliases[] = {
    {"USER", "user.effective.name"},
    {"COMMAND", "process.command_line"},
    {"PWD", "process.working_directory"},
    {"TTY", "amberd.tty"},
};

/* Of auditd's fields those that every record names so; a0, type, key ... are its own. */
static const struct alias audit_aliases[] = {
    {"exe", "process.executable"},
    {"comm", "process.name"},
    {"name", "file.path"},
    {"euid", "user.effective.id"},
};

#define ROWS(rows) (rows), sizeof(rows) / sizeof *(rows)

/* Which rules speak so: those that name what a row names. */
static const struct {
    struct log_source about;
    const struct alias *aliases;
    size_t count;
} taxonomies[] = {
    {{.category = "proxy"}, ROWS(web_aliases)},
    {{.category = "webserver"}, ROWS(web_aliases)},
    {{.category = "firewall"}, ROWS(connection_aliases)},
    {{.category = "network_connection"}, ROWS(connection_aliases)},
    {{.category = "network_connection"}, ROWS(process_aliases)},
    {{.category = "process_creation"}, ROWS(process_aliases)},
    {{.category = "file_event"}, ROWS(file_aliases)},
    {{.category = "file_event"}, ROWS(process_aliases)},
    {{.category = "file_delete"}, ROWS(file_aliases)},
    {{.category = "file_delete"}, ROWS(process_aliases)},
    {{.category = "dns"}, ROWS(dns_aliases)},
    {{.category = "dns_query"}, ROWS(dns_aliases)},
    {{.category = "dns_query"}, ROWS(process_aliases)},
    {{.category = "database"}, ROWS(database_aliases)},
    {{.product = "zeek"}, ROWS(zeek_aliases)},
    {{.product = "zeek", .service = "dns"}, ROWS(zeek_dns_aliases)},
    {{.product = "zeek", .service = "http"}, ROWS(zeek_http_aliases)},
    {{.product = "zeek", .service = "http"}, ROWS(web_aliases)},
    {{.product = "linux", .service = "sudo"}, ROWS(sudo_aliases)},
    {{.product = "linux", .service = "auditd"}, ROWS(audit_aliases)},
};

struct text field_alias_resolve(const struct log_source *source, struct text name)
{
    for (size_t i = 0; i < sizeof taxonomies / sizeof *taxonomies; i++) {
        if (!log_source_applies(&taxonomies[i].about, source))
            continue;
        for (size_t j = 0; j < taxonomies[i].count; j++) {
            if (text_equal(name, text_of(taxonomies[i].aliases[j].alias)))
                return text_of(taxonomies[i].aliases[j].name);
        }
    }
    return name;
}

/* Rules about web servers write into cs-uri-query what they look for in the path, in the
 * query or across the "?" between them; those about proxies name a URL by its path alone,
 * where all of it was logged. */
static const struct {
    struct log_source about;
    struct alias row;
} others[] = {
    {{.category = "webserver"}, {"c-uri-query", "url.full"}},
    {{.category = "webserver"}, {"cs-uri-query", "url.full"}},
    {{.category = "proxy"}, {"c-uri", "url.path"}},
    {{.category = "proxy"}, {"cs-uri", "url.path"}},
};

struct text field_alias_also(const struct log_source *source, struct text name)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (log_source_applies(&others[i].about, source) &&
            text_equal(name, text_of(others[i].row.alias)))
            return text_of(others[i].row.name);
    }
    return TEXT("");
}
