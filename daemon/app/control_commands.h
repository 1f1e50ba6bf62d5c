/*
 * control_commands -- what each request of amberctl does and answers.
 *
 * One row an operation, with what its actor must be allowed.  A command that changes
 * anything is on the disk before it is answered.
 */
#ifndef APP_CONTROL_COMMANDS_H
#define APP_CONTROL_COMMANDS_H

#include "app/actor.h"
#include "base/buffer.h"
#include "base/text.h"

/* Answers a line (see protocol/request.h) with a line; cookie is the runtime. */
void control_commands_answer(struct text line, const struct actor *actor, struct buffer *reply,
                             void *cookie);

#endif
