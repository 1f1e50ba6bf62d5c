/*
 * format_ecs -- an alert record as a document of the Elastic Common Schema.
 */
#ifndef OUTPUT_FORMAT_ECS_H
#define OUTPUT_FORMAT_ECS_H

#include "base/buffer.h"
#include "output/format_alert.h"

/* Appends one line with its newline. */
void format_ecs_write(struct buffer *buffer, const struct format_alert *alert);

#endif
