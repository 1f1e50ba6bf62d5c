/*
 * rule_extension -- reads what Sigma lacks, the key "amberd" of a rule:
 *
 *     amberd:
 *       rag: red                    # amber | red; overrides the level
 *       mode: live                  # live | shadow; overrides the status
 *       control: daily-ai-usage
 *       next_steps: [ask the team lead what the ticket was about]
 *       dedup: {by: [user.name], for: 1h}
 *       remediate_within: 24h
 *       escalate: {after: 3, within: 8h, to: red}
 *       tests:
 *         - {name: over the proxy, source: squid, lines: ["..."], expect: amber}
 */
#ifndef SIGMA_RULE_EXTENSION_H
#define SIGMA_RULE_EXTENSION_H

#include <stdbool.h>

#include "sigma/rule.h"
#include "sigma/rule_reader.h"

/* False with the mistakes reported: unknown keys are mistakes here. */
bool rule_extension_read(const struct rule_reader *reader, const struct node *node,
                         struct rule_extension *extension);

#endif
