/*
 * fingerprint -- what an alert is known by.
 *
 * The identifier is made of what caused the alert and of nothing else: the same
 * line read again after a crash gives the same alert, not a second one.
 */
#ifndef ALERT_FINGERPRINT_H
#define ALERT_FINGERPRINT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/identifier.h"
#include "model/finding.h"

/* A group key is kept in at most so many bytes, NUL not counted. */
enum { FINGERPRINT_GROUP_MOST = 512 };

/* The identifier of the alert that a finding creates, alone or as a storm. */
struct identifier fingerprint_of(const struct finding *finding, bool is_storm);

/* Appends a group key in the form alerts keep it: printable, different for
 * different keys, and short; a long key ends in its digest. */
void fingerprint_group(struct buffer *buffer, struct text group_key);

/* Appends the key under which an alert that new findings may join is found. */
void fingerprint_index(struct buffer *buffer, struct text rule_key, struct text kept_group,
                       bool is_storm);

#endif
