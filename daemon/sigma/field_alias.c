#include "sigma/field_alias.h"

#include <string.h>

struct alias {
    const char *alias;
    const char *name;
};

static const struct alias web_aliases[] = {
    {"c-ip", "source.ip"},
    {"src_ip", "source.ip"},
    {"dst_ip", "destination.ip"},
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
    {"User", "user.name"},
};

#define ROWS(rows) (rows), sizeof(rows) / sizeof *(rows)

static const struct {
    const char *category;
    const struct alias *aliases;
    size_t count;
} taxonomies[] = {
    {"proxy", ROWS(web_aliases)},
    {"webserver", ROWS(web_aliases)},
    {"firewall", ROWS(connection_aliases)},
    {"network_connection", ROWS(connection_aliases)},
};

struct text field_alias_resolve(const struct log_source *source, struct text name)
{
    for (size_t i = 0; source->category && i < sizeof taxonomies / sizeof *taxonomies; i++) {
        if (strcmp(source->category, taxonomies[i].category) != 0)
            continue;
        for (size_t j = 0; j < taxonomies[i].count; j++) {
            if (text_equal(name, text_of(taxonomies[i].aliases[j].alias)))
                return text_of(taxonomies[i].aliases[j].name);
        }
    }
    return name;
}
