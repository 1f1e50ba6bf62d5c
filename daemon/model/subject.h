/*
 * subject -- whom a finding is about: a person, a device, an AI agent.
 *
 * Never guessed: where a log does not say, the subject is what it does say (the
 * address, the host), and unknown is a value like any other.  account is the
 * client the work was for, site where it was done; both come from the source's
 * settings until more is known about people and networks.
 */
#ifndef MODEL_SUBJECT_H
#define MODEL_SUBJECT_H

#include "base/text.h"

struct event;

struct subject {
    const char *kind; /* "user", "agent", "address", "host", "server", "source", "unknown" */
    struct text name; /* borrowed from the event */
    struct text account;
    struct text site;
};

/* The subject of an event as its own fields give it: who did it by user.name or
 * user.email, else whose account was changed (user.target.name), else
 * gen_ai.agent.name, gen_ai.agent.id, source.ip, source.address, host.name; where the
 * record says none of these, user.id, which is a number of one machine's or one service's
 * own, and amberd.mcp.server, whose tools are used.  account and site are left empty. */
struct subject subject_of(const struct event *event);

#endif
