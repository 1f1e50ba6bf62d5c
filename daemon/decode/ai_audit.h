/*
 * ai_audit -- what providers of models log about their customers' accounts: OpenAI's and
 * Anthropic's audit logs, and Amazon Bedrock's log of invocations.
 *
 * An audit record's action is the provider's own word ("api_key.created"), its user the
 * actor.  An invocation is an api_request; cloud.region is where the model ran, which
 * need not be where it was asked for.
 */
#ifndef DECODE_AI_AUDIT_H
#define DECODE_AI_AUDIT_H

#include "decode/ai_event.h"

extern const struct decoder ai_audit_decoder;

/* Whether a record is plainly of this kind; and puts what it says. */
bool ai_audit_is_known(const struct attributes *list);
void ai_audit_put(struct attributes *list);

#endif
