/*
 * otel -- OpenTelemetry's records of AI agents: its GenAI conventions, as logs or spans.
 *
 * The action comes from gen_ai.operation.name, or where that is missing from the event's
 * or span's name; a record with db.query.text is a db_query, one with mcp.method.name is
 * what mcp.h says.  A span is a failure where its status is an error, and any record
 * where error.type is there; a span that ended well is a success.
 * Source of the names: OpenTelemetry semantic conventions for generative AI, and those of
 * the years before that libraries still emit; and of OpenLLMetry (traceloop.*, numbered
 * messages), OpenInference (openinference.*, llm.*) and the AI SDK (ai.toolCall.*).
 */
#ifndef DECODE_OTEL_H
#define DECODE_OTEL_H

#include "decode/ai_event.h"

extern const struct decoder otel_decoder;

/* Whether a record is plainly of this kind; and puts what it says. */
bool otel_is_known(const struct attributes *list);
void otel_put(struct attributes *list);

#endif
