/*
 * panos_line -- a line of PAN-OS in columns, and what each type's columns are.
 *
 * Sources: the "Syslog Field Descriptions" of PAN-OS 8.1 to 11.0.
 */
#ifndef DECODE_PANOS_LINE_H
#define DECODE_PANOS_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "base/zone.h"

enum { PANOS_COLUMNS_MOST = 128 };

/* What stands first in every type. */
enum panos_column { PANOS_TYPE = 3, PANOS_SUBTYPE = 4, PANOS_GENERATED = 6 };

struct panos_line {
    struct text header; /* of syslog, in front of the columns */
    struct text body;   /* the columns */
    struct text columns[PANOS_COLUMNS_MOST];
    size_t count;
};

/* Takes text apart; columns beyond the most are left out.  False where there are too
 * few for a type, or that is no word of capitals. */
bool panos_line_read(struct text text, struct arena *arena, struct panos_line *line);

/* A column; empty where the line has fewer. */
struct text panos_line_column(const struct panos_line *line, size_t index);

/* When it was generated.  high_resolution is that type's column for it, 0 for none;
 * TIMESTAMP_NONE where the line does not say. */
timestamp panos_line_time(const struct panos_line *line, size_t high_resolution,
                          const struct zone *zone);

#endif
