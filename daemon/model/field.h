/*
 * field -- the names that events are spoken of in.
 *
 * Elastic Common Schema names where ECS has one, OpenTelemetry GenAI names for AI
 * agents, and amberd.* for what neither knows.  Decoders written in C name fields
 * by this enum; formats with free keys by text.
 *
 * The third column is what may leave the machine: an identity or a fact is shown
 * as it is, of a URL the query is masked, content is masked whole.
 */
#ifndef MODEL_FIELD_H
#define MODEL_FIELD_H

#include <stdbool.h>

#include "base/text.h"

enum field_exposure { EXPOSE_PLAIN, EXPOSE_WITHOUT_QUERY, EXPOSE_MASKED };

#define FIELD_TABLE(ROW)                                           \
    ROW(EVENT_ACTION, "event.action", EXPOSE_PLAIN)                \
    ROW(EVENT_CATEGORY, "event.category", EXPOSE_PLAIN)            \
    ROW(EVENT_TYPE, "event.type", EXPOSE_PLAIN)                    \
    ROW(EVENT_OUTCOME, "event.outcome", EXPOSE_PLAIN)              \
    ROW(EVENT_REASON, "event.reason", EXPOSE_PLAIN)                \
    ROW(EVENT_DURATION, "event.duration", EXPOSE_PLAIN)            \
    ROW(EVENT_COUNT, "amberd.count", EXPOSE_PLAIN)                 \
    ROW(EVENT_ORIGINAL, "event.original", EXPOSE_MASKED)           \
    ROW(HOST_NAME, "host.name", EXPOSE_PLAIN)                      \
    ROW(PROCESS_NAME, "process.name", EXPOSE_PLAIN)                \
    ROW(PROCESS_PID, "process.pid", EXPOSE_PLAIN)                  \
    ROW(SYSLOG_FACILITY, "log.syslog.facility.code", EXPOSE_PLAIN) \
    ROW(SYSLOG_SEVERITY, "log.syslog.severity.code", EXPOSE_PLAIN) \
    ROW(SYSLOG_MSGID, "log.syslog.msgid", EXPOSE_PLAIN)            \
    ROW(MESSAGE, "message", EXPOSE_WITHOUT_QUERY)                  \
    ROW(USER_NAME, "user.name", EXPOSE_PLAIN)                      \
    ROW(USER_ID, "user.id", EXPOSE_PLAIN)                          \
    ROW(SOURCE_ADDRESS, "source.address", EXPOSE_PLAIN)            \
    ROW(SOURCE_IP, "source.ip", EXPOSE_PLAIN)                      \
    ROW(SOURCE_PORT, "source.port", EXPOSE_PLAIN)                  \
    ROW(SOURCE_BYTES, "source.bytes", EXPOSE_PLAIN)                \
    ROW(DESTINATION_ADDRESS, "destination.address", EXPOSE_PLAIN)  \
    ROW(DESTINATION_DOMAIN, "destination.domain", EXPOSE_PLAIN)    \
    ROW(DESTINATION_IP, "destination.ip", EXPOSE_PLAIN)            \
    ROW(DESTINATION_PORT, "destination.port", EXPOSE_PLAIN)        \
    ROW(DESTINATION_BYTES, "destination.bytes", EXPOSE_PLAIN)      \
    ROW(URL_FULL, "url.full", EXPOSE_WITHOUT_QUERY)                \
    ROW(URL_SCHEME, "url.scheme", EXPOSE_PLAIN)                    \
    ROW(URL_DOMAIN, "url.domain", EXPOSE_PLAIN)                    \
    ROW(URL_PORT, "url.port", EXPOSE_PLAIN)                        \
    ROW(URL_PATH, "url.path", EXPOSE_PLAIN)                        \
    ROW(URL_QUERY, "url.query", EXPOSE_MASKED)                     \
    ROW(HTTP_METHOD, "http.request.method", EXPOSE_PLAIN)          \
    ROW(HTTP_STATUS, "http.response.status_code", EXPOSE_PLAIN)    \
    ROW(HTTP_BYTES, "http.response.bytes", EXPOSE_PLAIN)           \
    ROW(HTTP_MIME_TYPE, "http.response.mime_type", EXPOSE_PLAIN)   \
    ROW(SSH_METHOD, "amberd.ssh.method", EXPOSE_PLAIN)             \
    ROW(SSH_KEY, "amberd.ssh.key", EXPOSE_PLAIN)                   \
    ROW(SSH_USER_INVALID, "amberd.ssh.invalid_user", EXPOSE_PLAIN) \
    ROW(SQUID_RESULT, "amberd.squid.result", EXPOSE_PLAIN)         \
    ROW(SQUID_HIERARCHY, "amberd.squid.hierarchy", EXPOSE_PLAIN)

#define FIELD_CONSTANT(constant, name, exposure) FIELD_##constant,
enum field { FIELD_TABLE(FIELD_CONSTANT) FIELD_COUNT };
#undef FIELD_CONSTANT

/* The dotted name. */
struct text field_name(enum field field);

/* The field of that exact name; false when no decoder in C knows it. */
bool field_find(struct text name, enum field *field);

/* What may be shown of a field; a name not in the table is EXPOSE_PLAIN. */
enum field_exposure field_exposure(struct text name);

#endif
