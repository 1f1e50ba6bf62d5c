/*
 * field_alias -- the field names of SigmaHQ's taxonomy in our own.
 *
 * Upstream rules for proxies speak of c-uri and cs-host; our decoders say
 * url.full and url.domain.  Names that no row knows for the rule's log source
 * are meant as they are.  A name with a row is meant both ways: a log may use it
 * itself.
 */
#ifndef SIGMA_FIELD_ALIAS_H
#define SIGMA_FIELD_ALIAS_H

#include "base/text.h"
#include "sigma/rule_set.h"

/* The name under which decoders put what a rule of that log source calls name. */
struct text field_alias_resolve(const struct log_source *source, struct text name);

/* Another field in which such rules look for values under that name, for logs split
 * differently from those they were written for; empty where there is none.  Whether
 * the name is there at all is asked of the first alone. */
struct text field_alias_also(const struct log_source *source, struct text name);

#endif
