/*
 * json_write -- the little JSON that consumers write themselves.
 */
#ifndef CONSUMER_JSON_WRITE_H
#define CONSUMER_JSON_WRITE_H

#include "base/buffer.h"

/* Appends text as a JSON string with its quotes: control characters escaped, what is no
 * UTF-8 replaced. */
void json_write_string(struct buffer *json, struct text text);

/* Appends ,"name":"text"; the name is plain. */
void json_write_member(struct buffer *json, const char *name, struct text text);

#endif
