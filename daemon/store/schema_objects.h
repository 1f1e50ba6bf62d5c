/*
 * schema_objects -- do two databases hold the same tables, indexes, triggers and views?
 */
#ifndef STORE_SCHEMA_OBJECTS_H
#define STORE_SCHEMA_OBJECTS_H

#include <stdbool.h>

#include "base/error.h"
#include "store/database.h"

/* Compares a file's with a model's, by their SQL.  False with err: the first that the
 * model has not, or has otherwise, or that the file lacks is damage of the file, and
 * named. */
bool schema_objects_match(struct database *database, struct database *model, struct error *err);

#endif
