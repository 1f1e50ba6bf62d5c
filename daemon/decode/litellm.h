/*
 * litellm -- the LiteLLM proxy: payloads of its logging callbacks, spend logs, and the
 * lines of its web server.
 *
 * A call is an api_request, or an api_error when its status is failure; call_mcp_tool is
 * a tool_call.  Who called is the key's user (user.id, user.email), else its alias, else
 * the end user; amberd.ai.key_name is the key's alias.  metadata may be JSON in a string,
 * and "None" in a string is nobody.
 * A line of the web server has neither time nor user: its method, path and status.
 */
#ifndef DECODE_LITELLM_H
#define DECODE_LITELLM_H

#include "decode/ai_event.h"

extern const struct decoder litellm_decoder;

/* Whether a record is plainly of this kind; and puts what it says. */
bool litellm_is_known(const struct attributes *list);
void litellm_put(struct attributes *list);

/* A line of its web server: INFO:     203.0.113.7:52782 - "POST /v1/chat HTTP/1.1" 401 ... */
bool litellm_decode_line(struct event *event);

#endif
