/*
 * web_layout -- the layout of a source of access logs: one that a decoder knows by name and
 * reads by itself, or one that the configuration of the server spells out.
 */
#ifndef DECODE_WEB_LAYOUT_H
#define DECODE_WEB_LAYOUT_H

#include "base/error.h"
#include "decode/access_layout.h"
#include "decode/decoder.h"

/* The layout that source names or spells; builtins, up to a NULL, are those the decoder
 * reads by itself.  NULL with err where read makes nothing of it.  Released with
 * web_layout_destroy, which takes NULL. */
struct layout *web_layout_create(struct text source, const char *const *builtins,
                                 struct access_layout *(*read)(struct text, struct error *),
                                 struct error *err);
void web_layout_destroy(struct layout *layout);

/* What is spelt out; NULL for no layout and for one that the decoder reads by itself. */
const struct access_layout *web_layout_access(const struct layout *layout);

#endif
