/*
 * draft -- a new alert, as a finding makes it.
 */
#ifndef ALERT_DRAFT_H
#define ALERT_DRAFT_H

#include "model/alert.h"
#include "model/finding.h"

/* An open alert for a finding that happened at event_time; no times but that one
 * are set, and nothing is counted yet. */
struct alert *draft_alert(const struct finding *finding, timestamp event_time);

/* A storm alert, begun by a finding; why says in words what made it one. */
struct alert *draft_storm(const struct finding *finding, timestamp event_time, const char *why);

/* Tells a storm alert of one more finding it stands for: whom it is about, and
 * that client or site are not the same any more. */
void draft_widen(struct alert *storm, const struct finding *finding);

#endif
