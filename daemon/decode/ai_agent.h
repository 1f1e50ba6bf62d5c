/*
 * ai_agent -- logs of AI agents, whoever of those we know wrote the record.
 *
 * One JSON object a record, perhaps in a frame of syslog or behind "data: " (server-sent
 * events).  Records are told apart by what they cannot do without:
 *
 *   otel         OpenTelemetry's logs and spans, flat, nested, a collector's or OTLP/JSON
 *   claude-code  its telemetry ("claude_code.*"), transcripts and hooks
 *   codex        its telemetry ("codex.*") and rollout files
 *   mcp          JSON-RPC of the Model Context Protocol
 *   litellm      payloads and spend logs of the proxy; lines of its web server
 *   ai-audit     audit logs of providers: OpenAI, Anthropic, Amazon Bedrock
 *
 * Each has a row of its own, and ai-agent takes them all; whichever is named, a record
 * that is plainly another's is read as that, for collectors mix them.  ai_event.h has
 * the vocabulary.
 */
#ifndef DECODE_AI_AGENT_H
#define DECODE_AI_AGENT_H

#include "decode/ai_event.h"

extern const struct decoder ai_agent_decoder;

/* Decodes a record as that product's, unless it is plainly another's. */
bool ai_agent_decode(const struct decode_context *context, struct event *event,
                     enum ai_product usual);

#endif
