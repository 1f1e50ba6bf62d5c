/*
 * alert_json -- alerts as JSON: for readers (masked already) and for the state.
 */
#ifndef MODEL_ALERT_JSON_H
#define MODEL_ALERT_JSON_H

#include "base/buffer.h"
#include "model/alert.h"

/* Appends the journal body of a change: one JSON object without a newline that
 * begins {"type":"alert","change":"created","id":"...","rag":"amber", ...}.
 * What it holds is documented in amberd-feed(7). */
void alert_json_write(struct buffer *buffer, const struct alert *alert, enum alert_change change);

/* Appends everything there is to know, to be read back. */
void alert_json_pack(struct buffer *buffer, const struct alert *alert);

/* Reads back what alert_json_pack wrote; NULL on anything else, with err saying
 * what is wrong with it. */
struct alert *alert_json_unpack(struct text packed, struct error *err);

#endif
