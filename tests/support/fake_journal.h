/*
 * fake_journal -- a journal in memory, for readers of one.
 *
 * Does what journal_reader promises, and what tests need beyond: it skips
 * numbers, forgets its oldest records, and fails on demand.
 */
#ifndef SUPPORT_FAKE_JOURNAL_H
#define SUPPORT_FAKE_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "model/journal_reader.h"

struct fake_journal;

struct fake_journal *fake_journal_create(void);
void fake_journal_destroy(struct fake_journal *journal);

struct journal_reader fake_journal_reader(struct fake_journal *journal);

/* Adds a record; the body is copied.  Returns its number. */
uint64_t fake_journal_add(struct fake_journal *journal, enum journal_kind kind, const char *body);

/* An alert record of a made-up, complete alert; index tells it from others. */
uint64_t fake_journal_add_alert(struct fake_journal *journal, unsigned index, const char *change,
                                const char *rag);

/* The next record gets this number. */
void fake_journal_skip_to(struct fake_journal *journal, uint64_t number);

/* Drops all records below number. */
void fake_journal_forget(struct fake_journal *journal, uint64_t number);

/* From now on reading and saving fail, or do so no more. */
void fake_journal_fail(struct fake_journal *journal, bool fails);

/* How often a consumer was saved. */
unsigned fake_journal_saves(const struct fake_journal *journal);

#endif
