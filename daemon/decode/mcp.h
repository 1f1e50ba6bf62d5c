/*
 * mcp -- the Model Context Protocol: JSON-RPC messages between an agent and its servers of
 * tools, one a line, as stdio and proxies log them.
 *
 * tools/call is a tool_call, with gen_ai.tool.name and its arguments; initialize is an
 * mcp_server_connection; resources/read an mcp_request with mcp.resource.uri; other
 * requests are mcp_request, notifications mcp_notification.  An answer does not say to
 * what (the id joins them): it is an mcp_response, or a tool_result where it has
 * "content" or "isError" of one.  A result with isError is a failure of the tool, an
 * error a failure of the protocol: both are failures, and only the latter has
 * rpc.jsonrpc.error_code.
 * A line of Claude's desktop application has time and server in front of the message.  A
 * message may be wrapped, in a member called message, msg, payload, data or request.
 */
#ifndef DECODE_MCP_H
#define DECODE_MCP_H

#include "decode/ai_event.h"

extern const struct decoder mcp_decoder;

/* Whether a record is plainly of this kind; and puts what it says. */
bool mcp_is_known(const struct attributes *list);
void mcp_put(struct attributes *list);

/* Takes the message out of a line of Claude's desktop application; puts time, server and
 * level.  False, and nothing put, where line is none:
 *
 *   2026-11-03T08:05:01.123Z [files] [info] Message from client: {"jsonrpc":"2.0",...}
 *
 * perhaps with " { metadata: undefined }" behind it; the level stands first in the log that
 * all servers share. */
bool mcp_read_line(struct event *event, struct text line, struct text *json);

/* The action that a request or notification of that method is. */
struct text mcp_action(struct text method);

#endif
