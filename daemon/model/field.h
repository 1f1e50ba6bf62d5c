/*
 * field -- the names that events are spoken of in.
 *
 * Elastic Common Schema names where ECS has one, OpenTelemetry GenAI names for AI
 * agents, and amberd.* for what neither knows.  Decoders written in C name fields
 * by this enum; formats with free keys by text.
 *
 * The third column is what may leave the machine: an identity or a fact is shown
 * as it is, of a URL the query is masked, content is masked whole, and what only says
 * once more, for rules, what another field says is left out.
 */
#ifndef MODEL_FIELD_H
#define MODEL_FIELD_H

#include <stdbool.h>

#include "base/text.h"

enum field_exposure { EXPOSE_PLAIN, EXPOSE_WITHOUT_QUERY, EXPOSE_MASKED, EXPOSE_NEVER };

#define FIELD_TABLE(ROW)                                                                    \
    /* What happened. */                                                                    \
    ROW(EVENT_ACTION, "event.action", EXPOSE_PLAIN)                                         \
    ROW(EVENT_CATEGORY, "event.category", EXPOSE_PLAIN)                                     \
    ROW(EVENT_TYPE, "event.type", EXPOSE_PLAIN)                                             \
    ROW(EVENT_OUTCOME, "event.outcome", EXPOSE_PLAIN)                                       \
    ROW(EVENT_REASON, "event.reason", EXPOSE_PLAIN)                                         \
    ROW(EVENT_CODE, "event.code", EXPOSE_PLAIN)                                             \
    ROW(EVENT_ID, "event.id", EXPOSE_PLAIN)                                                 \
    ROW(EVENT_SEVERITY, "event.severity", EXPOSE_PLAIN)                                     \
    ROW(EVENT_PROVIDER, "event.provider", EXPOSE_PLAIN)                                     \
    ROW(EVENT_DURATION, "event.duration", EXPOSE_PLAIN)                                     \
    ROW(EVENT_START, "event.start", EXPOSE_PLAIN)                                           \
    ROW(EVENT_END, "event.end", EXPOSE_PLAIN)                                               \
    ROW(EVENT_SEQUENCE, "event.sequence", EXPOSE_PLAIN)                                     \
    ROW(EVENT_COUNT, "amberd.count", EXPOSE_PLAIN)                                          \
    ROW(EVENT_ORIGINAL, "event.original", EXPOSE_MASKED)                                    \
    ROW(FLAGS, "amberd.flags", EXPOSE_PLAIN)                                                \
    ROW(MESSAGE, "message", EXPOSE_WITHOUT_QUERY)                                           \
    ROW(ERROR_MESSAGE, "error.message", EXPOSE_WITHOUT_QUERY)                               \
    ROW(ERROR_CODE, "error.code", EXPOSE_PLAIN)                                             \
    ROW(ERROR_TYPE, "error.type", EXPOSE_PLAIN)                                             \
    ROW(LOG_LEVEL, "log.level", EXPOSE_PLAIN)                                               \
    ROW(LOG_LOGGER, "log.logger", EXPOSE_PLAIN)                                             \
    ROW(RULE_NAME, "rule.name", EXPOSE_PLAIN)                                               \
    ROW(RULE_CATEGORY, "rule.category", EXPOSE_PLAIN)                                       \
    /* Where it was said. */                                                                \
    ROW(HOST_NAME, "host.name", EXPOSE_PLAIN)                                               \
    ROW(OBSERVER_NAME, "observer.name", EXPOSE_PLAIN)                                       \
    ROW(SERVICE_NAME, "service.name", EXPOSE_PLAIN)                                         \
    ROW(ORGANIZATION_ID, "organization.id", EXPOSE_PLAIN)                                   \
    ROW(CLOUD_ACCOUNT_ID, "cloud.account.id", EXPOSE_PLAIN)                                 \
    ROW(CLOUD_REGION, "cloud.region", EXPOSE_PLAIN)                                         \
    ROW(CLOUD_ROLE, "amberd.cloud.role", EXPOSE_PLAIN)                                      \
    ROW(SYSLOG_FACILITY, "log.syslog.facility.code", EXPOSE_PLAIN)                          \
    ROW(SYSLOG_SEVERITY, "log.syslog.severity.code", EXPOSE_PLAIN)                          \
    ROW(SYSLOG_MSGID, "log.syslog.msgid", EXPOSE_PLAIN)                                     \
    /* Processes. */                                                                        \
    ROW(PROCESS_NAME, "process.name", EXPOSE_PLAIN)                                         \
    ROW(PROCESS_PID, "process.pid", EXPOSE_PLAIN)                                           \
    ROW(PROCESS_PARENT_PID, "process.parent.pid", EXPOSE_PLAIN)                             \
    ROW(PROCESS_PARENT_NAME, "process.parent.name", EXPOSE_PLAIN)                           \
    ROW(PROCESS_EXECUTABLE, "process.executable", EXPOSE_PLAIN)                             \
    ROW(PROCESS_COMMAND_LINE, "process.command_line", EXPOSE_WITHOUT_QUERY)                 \
    ROW(COMMANDS, "amberd.commands", EXPOSE_NEVER)                                          \
    ROW(PROCESS_ARGS, "process.args", EXPOSE_WITHOUT_QUERY)                                 \
    ROW(PROCESS_WORKING_DIRECTORY, "process.working_directory", EXPOSE_PLAIN)               \
    ROW(PROCESS_EXIT_CODE, "process.exit_code", EXPOSE_PLAIN)                               \
    ROW(TTY, "amberd.tty", EXPOSE_PLAIN)                                                    \
    /* People, accounts and groups. */                                                      \
    ROW(USER_NAME, "user.name", EXPOSE_PLAIN)                                               \
    ROW(USER_ID, "user.id", EXPOSE_PLAIN)                                                   \
    ROW(USER_EMAIL, "user.email", EXPOSE_PLAIN)                                             \
    ROW(USER_DOMAIN, "user.domain", EXPOSE_PLAIN)                                           \
    ROW(USER_EFFECTIVE_NAME, "user.effective.name", EXPOSE_PLAIN)                           \
    ROW(USER_EFFECTIVE_ID, "user.effective.id", EXPOSE_PLAIN)                               \
    ROW(USER_TARGET_NAME, "user.target.name", EXPOSE_PLAIN)                                 \
    ROW(USER_TARGET_ID, "user.target.id", EXPOSE_PLAIN)                                     \
    ROW(USER_AUDIT_ID, "amberd.audit.user.id", EXPOSE_PLAIN)                                \
    ROW(USER_AUDIT_NAME, "amberd.audit.user.name", EXPOSE_PLAIN)                            \
    ROW(GROUP_NAME, "group.name", EXPOSE_PLAIN)                                             \
    ROW(GROUP_ID, "group.id", EXPOSE_PLAIN)                                                 \
    ROW(AUDIT_INPUT, "amberd.audit.terminal_input", EXPOSE_MASKED)                          \
    ROW(SESSION_ID, "amberd.session.id", EXPOSE_PLAIN)                                      \
    ROW(AUTH_METHOD, "amberd.auth.method", EXPOSE_PLAIN)                                    \
    ROW(AUTH_SERVICE, "amberd.auth.service", EXPOSE_PLAIN)                                  \
    /* Addresses and traffic. */                                                            \
    ROW(SOURCE_ADDRESS, "source.address", EXPOSE_PLAIN)                                     \
    ROW(SOURCE_IP, "source.ip", EXPOSE_PLAIN)                                               \
    ROW(SOURCE_PORT, "source.port", EXPOSE_PLAIN)                                           \
    ROW(SOURCE_BYTES, "source.bytes", EXPOSE_PLAIN)                                         \
    ROW(SOURCE_MAC, "source.mac", EXPOSE_PLAIN)                                             \
    ROW(SOURCE_COUNTRY, "source.geo.country_iso_code", EXPOSE_PLAIN)                        \
    ROW(SOURCE_INTERFACE, "observer.ingress.interface.name", EXPOSE_PLAIN)                  \
    ROW(DESTINATION_INTERFACE, "observer.egress.interface.name", EXPOSE_PLAIN)              \
    ROW(DESTINATION_ADDRESS, "destination.address", EXPOSE_PLAIN)                           \
    ROW(DESTINATION_DOMAIN, "destination.domain", EXPOSE_PLAIN)                             \
    ROW(DESTINATION_IP, "destination.ip", EXPOSE_PLAIN)                                     \
    ROW(DESTINATION_PORT, "destination.port", EXPOSE_PLAIN)                                 \
    ROW(DESTINATION_BYTES, "destination.bytes", EXPOSE_PLAIN)                               \
    ROW(DESTINATION_COUNTRY, "destination.geo.country_iso_code", EXPOSE_PLAIN)              \
    ROW(SERVER_ADDRESS, "server.address", EXPOSE_PLAIN)                                     \
    ROW(SERVER_PORT, "server.port", EXPOSE_PLAIN)                                           \
    ROW(CLIENT_NAT_IP, "client.nat.ip", EXPOSE_PLAIN)                                       \
    ROW(NETWORK_BYTES, "network.bytes", EXPOSE_PLAIN)                                       \
    ROW(NETWORK_TRANSPORT, "network.transport", EXPOSE_PLAIN)                               \
    ROW(NETWORK_PROTOCOL, "network.protocol", EXPOSE_PLAIN)                                 \
    ROW(NETWORK_APPLICATION, "network.application", EXPOSE_PLAIN)                           \
    ROW(NETWORK_FORWARDED_IP, "network.forwarded_ip", EXPOSE_PLAIN)                         \
    ROW(NETWORK_COMMUNITY_ID, "network.community_id", EXPOSE_PLAIN)                         \
    /* Web. */                                                                              \
    ROW(URL_FULL, "url.full", EXPOSE_WITHOUT_QUERY)                                         \
    ROW(URL_SCHEME, "url.scheme", EXPOSE_PLAIN)                                             \
    ROW(URL_DOMAIN, "url.domain", EXPOSE_PLAIN)                                             \
    ROW(URL_PORT, "url.port", EXPOSE_PLAIN)                                                 \
    ROW(URL_PATH, "url.path", EXPOSE_PLAIN)                                                 \
    ROW(URL_QUERY, "url.query", EXPOSE_MASKED)                                              \
    ROW(URL_EXTENSION, "url.extension", EXPOSE_PLAIN)                                       \
    ROW(HTTP_METHOD, "http.request.method", EXPOSE_PLAIN)                                   \
    ROW(HTTP_REFERRER, "http.request.referrer", EXPOSE_WITHOUT_QUERY)                       \
    ROW(HTTP_REQUEST_BYTES, "http.request.bytes", EXPOSE_PLAIN)                             \
    ROW(HTTP_REQUEST_BODY_BYTES, "http.request.body.bytes", EXPOSE_PLAIN)                   \
    ROW(HTTP_STATUS, "http.response.status_code", EXPOSE_PLAIN)                             \
    ROW(HTTP_BYTES, "http.response.bytes", EXPOSE_PLAIN)                                    \
    ROW(HTTP_BODY_BYTES, "http.response.body.bytes", EXPOSE_PLAIN)                          \
    ROW(HTTP_MIME_TYPE, "http.response.mime_type", EXPOSE_PLAIN)                            \
    ROW(HTTP_VERSION, "http.version", EXPOSE_PLAIN)                                         \
    ROW(USER_AGENT, "user_agent.original", EXPOSE_PLAIN)                                    \
    ROW(TLS_SERVER_NAME, "tls.client.server_name", EXPOSE_PLAIN)                            \
    ROW(TLS_JA3, "tls.client.ja3", EXPOSE_PLAIN)                                            \
    ROW(TLS_VERSION, "tls.version", EXPOSE_PLAIN)                                           \
    ROW(TLS_SUBJECT, "tls.server.subject", EXPOSE_PLAIN)                                    \
    ROW(TLS_ISSUER, "tls.server.issuer", EXPOSE_PLAIN)                                      \
    /* Names looked up. */                                                                  \
    ROW(DNS_TYPE, "dns.type", EXPOSE_PLAIN)                                                 \
    ROW(DNS_ID, "dns.id", EXPOSE_PLAIN)                                                     \
    ROW(DNS_QUESTION_NAME, "dns.question.name", EXPOSE_PLAIN)                               \
    ROW(DNS_QUESTION_TYPE, "dns.question.type", EXPOSE_PLAIN)                               \
    ROW(DNS_QUESTION_CLASS, "dns.question.class", EXPOSE_PLAIN)                             \
    ROW(DNS_RESPONSE_CODE, "dns.response_code", EXPOSE_PLAIN)                               \
    ROW(DNS_ANSWERS, "dns.answers.data", EXPOSE_PLAIN)                                      \
    ROW(DNS_RESOLVED_IP, "dns.resolved_ip", EXPOSE_PLAIN)                                   \
    /* Files. */                                                                            \
    ROW(FILE_PATH, "file.path", EXPOSE_PLAIN)                                               \
    ROW(FILE_NAME, "file.name", EXPOSE_PLAIN)                                               \
    ROW(FILE_SIZE, "file.size", EXPOSE_PLAIN)                                               \
    ROW(FILE_MODE, "file.mode", EXPOSE_PLAIN)                                               \
    ROW(FILE_OWNER, "file.owner", EXPOSE_PLAIN)                                             \
    ROW(FILE_TARGET_PATH, "file.target_path", EXPOSE_PLAIN)                                 \
    ROW(FILE_PREVIOUS_PATH, "amberd.file.previous_path", EXPOSE_PLAIN)                      \
    ROW(FILE_HASH, "file.hash.sha256", EXPOSE_PLAIN)                                        \
    /* Software. */                                                                         \
    ROW(PACKAGE_NAME, "package.name", EXPOSE_PLAIN)                                         \
    ROW(PACKAGE_VERSION, "package.version", EXPOSE_PLAIN)                                   \
    ROW(PACKAGE_ARCHITECTURE, "package.architecture", EXPOSE_PLAIN)                         \
    ROW(PACKAGE_PREVIOUS_VERSION, "amberd.package.previous_version", EXPOSE_PLAIN)          \
    /* Databases: OpenTelemetry's names. */                                                 \
    ROW(DB_SYSTEM, "db.system.name", EXPOSE_PLAIN)                                          \
    ROW(DB_NAMESPACE, "db.namespace", EXPOSE_PLAIN)                                         \
    ROW(DB_COLLECTION, "db.collection.name", EXPOSE_PLAIN)                                  \
    ROW(DB_OPERATION, "db.operation.name", EXPOSE_PLAIN)                                    \
    ROW(DB_QUERY, "db.query.text", EXPOSE_MASKED)                                           \
    ROW(DB_QUERY_PARAMETERS, "db.query.parameters", EXPOSE_MASKED)                          \
    ROW(DB_ROWS, "db.response.returned_rows", EXPOSE_PLAIN)                                 \
    ROW(DB_STATUS, "db.response.status_code", EXPOSE_PLAIN)                                 \
    ROW(DB_APPLICATION, "amberd.db.application", EXPOSE_PLAIN)                              \
    ROW(DB_CLASS, "amberd.db.class", EXPOSE_PLAIN)                                          \
    ROW(DB_OBJECT_TYPE, "amberd.db.object_type", EXPOSE_PLAIN)                              \
    ROW(DB_STATEMENT_ID, "amberd.db.statement_id", EXPOSE_PLAIN)                            \
    ROW(DB_SUBSTATEMENT_ID, "amberd.db.substatement_id", EXPOSE_PLAIN)                      \
    ROW(DB_PRIVILEGE, "amberd.db.privilege", EXPOSE_PLAIN)                                  \
    ROW(DB_AUDIT_TYPE, "amberd.db.audit_type", EXPOSE_PLAIN)                                \
    /* AI agents: OpenTelemetry's GenAI names. */                                           \
    ROW(AI_OPERATION, "gen_ai.operation.name", EXPOSE_PLAIN)                                \
    ROW(AI_PROVIDER, "gen_ai.provider.name", EXPOSE_PLAIN)                                  \
    ROW(AI_REQUEST_MODEL, "gen_ai.request.model", EXPOSE_PLAIN)                             \
    ROW(AI_RESPONSE_MODEL, "gen_ai.response.model", EXPOSE_PLAIN)                           \
    ROW(AI_RESPONSE_ID, "gen_ai.response.id", EXPOSE_PLAIN)                                 \
    ROW(AI_FINISH_REASONS, "gen_ai.response.finish_reasons", EXPOSE_PLAIN)                  \
    ROW(AI_AGENT_ID, "gen_ai.agent.id", EXPOSE_PLAIN)                                       \
    ROW(AI_AGENT_NAME, "gen_ai.agent.name", EXPOSE_PLAIN)                                   \
    ROW(AI_AGENT_VERSION, "gen_ai.agent.version", EXPOSE_PLAIN)                             \
    ROW(AI_CONVERSATION_ID, "gen_ai.conversation.id", EXPOSE_PLAIN)                         \
    ROW(AI_TOOL_NAME, "gen_ai.tool.name", EXPOSE_PLAIN)                                     \
    ROW(AI_TOOL_TYPE, "gen_ai.tool.type", EXPOSE_PLAIN)                                     \
    ROW(AI_TOOL_CALL_ID, "gen_ai.tool.call.id", EXPOSE_PLAIN)                               \
    ROW(AI_TOOL_ARGUMENTS, "gen_ai.tool.call.arguments", EXPOSE_MASKED)                     \
    ROW(AI_TOOL_RESULT, "gen_ai.tool.call.result", EXPOSE_MASKED)                           \
    ROW(AI_INPUT_TOKENS, "gen_ai.usage.input_tokens", EXPOSE_PLAIN)                         \
    ROW(AI_OUTPUT_TOKENS, "gen_ai.usage.output_tokens", EXPOSE_PLAIN)                       \
    ROW(AI_CACHE_READ_TOKENS, "gen_ai.usage.cache_read.input_tokens", EXPOSE_PLAIN)         \
    ROW(AI_CACHE_CREATION_TOKENS, "gen_ai.usage.cache_creation.input_tokens", EXPOSE_PLAIN) \
    ROW(AI_REASONING_TOKENS, "gen_ai.usage.reasoning.output_tokens", EXPOSE_PLAIN)          \
    ROW(AI_INPUT_MESSAGES, "gen_ai.input.messages", EXPOSE_MASKED)                          \
    ROW(AI_OUTPUT_MESSAGES, "gen_ai.output.messages", EXPOSE_MASKED)                        \
    ROW(AI_SYSTEM_INSTRUCTIONS, "gen_ai.system_instructions", EXPOSE_MASKED)                \
    ROW(AI_DATA_SOURCE_ID, "gen_ai.data_source.id", EXPOSE_PLAIN)                           \
    ROW(AI_RETRIEVAL_QUERY, "gen_ai.retrieval.query.text", EXPOSE_MASKED)                   \
    ROW(MCP_METHOD, "mcp.method.name", EXPOSE_PLAIN)                                        \
    ROW(MCP_SESSION_ID, "mcp.session.id", EXPOSE_PLAIN)                                     \
    ROW(MCP_RESOURCE_URI, "mcp.resource.uri", EXPOSE_PLAIN)                                 \
    ROW(MCP_SERVER_NAME, "amberd.mcp.server", EXPOSE_PLAIN)                                 \
    ROW(JSONRPC_REQUEST_ID, "jsonrpc.request.id", EXPOSE_PLAIN)                             \
    ROW(JSONRPC_ERROR_CODE, "rpc.jsonrpc.error_code", EXPOSE_PLAIN)                         \
    ROW(AI_DECISION, "amberd.ai.decision", EXPOSE_PLAIN)                                    \
    ROW(AI_DECISION_SOURCE, "amberd.ai.decision_source", EXPOSE_PLAIN)                      \
    ROW(AI_PERMISSION_MODE, "amberd.ai.permission_mode", EXPOSE_PLAIN)                      \
    ROW(AI_SANDBOX, "amberd.ai.sandbox", EXPOSE_PLAIN)                                      \
    ROW(AI_PROMPT_LENGTH, "amberd.ai.prompt_length", EXPOSE_PLAIN)                          \
    ROW(AI_COST, "amberd.ai.cost_usd", EXPOSE_PLAIN)                                        \
    ROW(AI_KEY_NAME, "amberd.ai.key_name", EXPOSE_PLAIN)                                    \
    /* What single formats say and nobody else has a name for. */                           \
    ROW(AUDIT_COMMAND, "cmd", EXPOSE_WITHOUT_QUERY)                                         \
    ROW(AUDIT_TITLE, "proctitle", EXPOSE_WITHOUT_QUERY)                                     \
    ROW(SUDO_ENVIRONMENT, "sudo.accept.runenv", EXPOSE_MASKED)                              \
    ROW(SUDO_OWN_ENVIRONMENT, "sudo.accept.submitenv", EXPOSE_MASKED)                       \
    ROW(SUDO_REJECTED_ENVIRONMENT, "sudo.reject.submitenv", EXPOSE_MASKED)                  \
    ROW(SSH_METHOD, "amberd.ssh.method", EXPOSE_PLAIN)                                      \
    ROW(SSH_KEY, "amberd.ssh.key", EXPOSE_PLAIN)                                            \
    ROW(SSH_USER_INVALID, "amberd.ssh.invalid_user", EXPOSE_PLAIN)                          \
    ROW(SQUID_RESULT, "amberd.squid.result", EXPOSE_PLAIN)                                  \
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
