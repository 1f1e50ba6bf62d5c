/*
 * ai_event -- what AI agents do, in one vocabulary for all who log it.
 *
 *   event.action             what it means
 *   session_start            an agent, or a conversation with one, began
 *   session_end              and ended
 *   user_prompt              a person asked something
 *   api_request              a model was asked, or answered
 *   api_error                that failed
 *   api_refusal              the model, or a guard in front of it, declined
 *   tool_decision            it was decided whether a tool may be used
 *   tool_call                a tool is asked to do something
 *   tool_result              what came of it
 *   permission_mode_changed  what needs no asking became more, or less
 *   mcp_server_connection    a server of tools was connected
 *   mcp_request              something else is asked of such a server
 *   mcp_response             and answered
 *   mcp_notification         one of both tells the other: a log line, a changed tool
 *   retrieval                documents were looked up for a model
 *   memory_access            what an agent remembers was read or changed
 *   db_query                 a database was asked by an agent
 *   agent_created            an agent was defined
 * and else the log's own word for it, such as api_key.created.
 *
 *   event.outcome            failure where the record says so (error.type, a status, is
 *                            false success), success where it says that, else unknown
 *   gen_ai.*                 OpenTelemetry's current names; older ones (gen_ai.system,
 *                            gen_ai.usage.prompt_tokens, db.statement ...) and those of
 *                            products (tool_name, input_tokens) are put under these, and
 *                            stay under their own as well
 *   process.command_line     what a shell is told to run
 *   amberd.commands          the single commands in it: shell_command.h
 *   db.query.text            SQL among a tool's arguments
 *   amberd.mcp.server        the server a tool belongs to
 *   amberd.ai.decision, .decision_source, .permission_mode, .sandbox, .prompt_length,
 *   .cost_usd
 *
 * A tool's arguments are opened where they are JSON in a string: each is matched as
 * gen_ai.tool.call.arguments.<name>.  What products leave out unless told otherwise
 * (prompts, arguments, results) is absent: that is no sign of innocence.
 */
#ifndef DECODE_AI_EVENT_H
#define DECODE_AI_EVENT_H

#include <stdbool.h>

#include "decode/attributes.h"
#include "decode/decoder.h"

/* Who logs; counts along ai_kinds. */
enum ai_product {
    AI_OTEL,
    AI_CLAUDE_CODE,
    AI_CODEX,
    AI_MCP,
    AI_LITELLM,
    AI_AUDIT,
    AI_PRODUCTS,
};

extern const struct decoder_kind ai_kinds[AI_PRODUCTS];

/* The fields of these formats, all derived: telemetry is wrapped too variously for a
 * value to be promised verbatim. */
enum { AI_FIELDS = 84 };

extern const struct decoder_field ai_fields[AI_FIELDS];

/* Puts all attributes: under our names, and unwrapped. */
void ai_event_put(const struct attributes *list);

/* The action, unless empty; with category and type of what agents do. */
void ai_event_put_action(struct event *event, struct text action);

enum ai_outcome { AI_UNKNOWN, AI_SUCCESS, AI_FAILURE };

void ai_event_put_outcome(struct event *event, enum ai_outcome outcome);

/* A tool's arguments, as the attribute of that name has them: a JSON text, opened, or
 * members under it.  Puts command line and SQL among them. */
void ai_event_put_arguments(struct attributes *list, const char *name);

/* The command line that the attribute of that name is, whole or word by word; nothing where
 * there is none. */
void ai_event_put_command(const struct attributes *list, const char *name);

/* milliseconds -> event.duration, where the attribute is there and sensible. */
void ai_event_put_duration(const struct attributes *list, const char *name);

/* "mcp__files__read": puts server and tool apart.  False, and nothing put, for a tool
 * of another name. */
bool ai_event_put_mcp_tool(struct event *event, struct text name);

#endif
