/*
 * claude_code -- Anthropic's Claude Code: what it tells OpenTelemetry, what it keeps of
 * its sessions, and what it hands to hooks.
 *
 *   telemetry     "claude_code.tool_result" and its kin; the action is the name behind
 *                 the dot.  success is a string there, durations are milliseconds.
 *   transcripts   ~/.claude/projects/ * / *.jsonl: a message of a user is a user_prompt, or
 *                 a tool_result when it carries one; of the assistant an api_request, or
 *                 a tool_call when it asks for a tool.  A message may ask for several
 *                 tools, or carry several results: then gen_ai.tool.name, .call.id and
 *                 .call.arguments have several values, and one error is a failure.
 *                 What the user says is gen_ai.input.messages, the assistant's
 *                 gen_ai.output.messages.
 *   hooks         what a hook's program reads: PreToolUse is a tool_call, PostToolUse a
 *                 tool_result, UserPromptSubmit a user_prompt, and so on
 */
#ifndef DECODE_CLAUDE_CODE_H
#define DECODE_CLAUDE_CODE_H

#include "decode/ai_event.h"

extern const struct decoder claude_code_decoder;

/* Whether a record is plainly of this kind; and puts what it says. */
bool claude_code_is_known(const struct attributes *list);
void claude_code_put(struct attributes *list);

#endif
