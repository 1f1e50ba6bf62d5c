/*
 * consumers -- how far each named reader has come.
 *
 * Held in memory, all of them; what changed is written with the next commit.
 */
#ifndef STORE_CONSUMERS_H
#define STORE_CONSUMERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "model/journal_reader.h"
#include "store/database.h"

enum { CONSUMERS_MOST = 1024, CONSUMER_NAME_LONGEST = 255 };

struct consumers;

/* Reads them all.  NULL with err. */
struct consumers *consumers_open(struct database *database, struct error *err);
void consumers_close(struct consumers *consumers);

/* False for a name never saved. */
bool consumers_find(const struct consumers *consumers, struct text name, struct consumer *consumer);

/* Takes note.  False with err when the name is empty or too long, or new and one
 * too many. */
bool consumers_save(struct consumers *consumers, struct text name, const struct consumer *consumer,
                    struct error *err);

/* Whether anything is to be written. */
bool consumers_are_pending(const struct consumers *consumers);

/* Inside a transaction: writes what changed; settled once that is committed. */
bool consumers_write(struct consumers *consumers, struct error *err);
void consumers_settle(struct consumers *consumers);

#endif
