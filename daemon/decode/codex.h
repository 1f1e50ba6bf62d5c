/*
 * codex -- OpenAI's Codex: what it tells OpenTelemetry ("codex.*"), and the rollout files
 * it keeps of its sessions.
 *
 * The names of its events are put into our vocabulary: conversation_starts is a
 * session_start, websocket and sse events are api_request.  In a rollout a function_call
 * is a tool_call, its output a tool_result, by its exit code a success or a failure; what
 * is of a type nobody knows keeps the type as its action.
 */
#ifndef DECODE_CODEX_H
#define DECODE_CODEX_H

#include "decode/ai_event.h"

extern const struct decoder codex_decoder;

/* Whether a record is plainly of this kind; and puts what it says. */
bool codex_is_known(const struct attributes *list);
void codex_put(struct attributes *list);

#endif
