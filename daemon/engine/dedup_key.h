/*
 * dedup_key -- which findings of a rule are one alert.
 *
 * Equal keys join.  By the fields the rule names under `dedup: by`, else by whom the
 * finding is about; and always by the client account: what happened in the work for one
 * client is no alert of another's, though a record name neither host nor user.
 */
#ifndef ENGINE_DEDUP_KEY_H
#define ENGINE_DEDUP_KEY_H

#include "model/event.h"
#include "model/rule_facts.h"
#include "model/subject.h"

/* The key, in the event's arena.  Values are kept apart by their lengths, so no
 * value can be made to look like two. */
struct text dedup_key(const struct rule_facts *rule, const struct event *event,
                      const struct subject *subject);

#endif
