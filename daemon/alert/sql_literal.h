/*
 * sql_literal -- where a line of log holds string literals of SQL.
 *
 * Not a parser: what a quote opens depends on dialect and settings, and an
 * attacker chooses what stands between.  So literals are told one by one where
 * there is only one way to read them; otherwise everything from the first quote
 * on counts as literal.
 */
#ifndef ALERT_SQL_LITERAL_H
#define ALERT_SQL_LITERAL_H

#include <stddef.h>

#include "base/text.h"

/* Called with the begin and end of what stands between two quotes. */
typedef void sql_literal_visit(size_t from, size_t to, void *cookie);

/* Visits the literals of a line; none when no word in it is one of SQL's. */
void sql_literal_find(struct text line, sql_literal_visit *visit, void *cookie);

#endif
