/*
 * layout_book -- which layout the records of one source are read by.
 *
 * The lines above a record that name its columns (record->header) come first; where
 * there are none, what the settings say; where they say nothing, what is usual.  The
 * layouts of headers are made once and kept, so that no record pays for its header;
 * a header that makes no sense is remembered as such, and its records have none.
 *
 * Bounded: LAYOUTS_MOST headers; beyond, the one used longest ago is made anew when
 * it comes again.
 */
#ifndef DECODE_LAYOUT_BOOK_H
#define DECODE_LAYOUT_BOOK_H

#include "decode/decoder.h"

enum { LAYOUTS_MOST = 64 };

struct layout_book;

/* A book for records of a format; told is `layout` of the settings, "" = nothing.
 * NULL with err when that makes no sense, or the format takes no layout. */
struct layout_book *layout_book_create(const struct decoder *decoder, struct text told,
                                       struct error *err);
void layout_book_destroy(struct layout_book *book);

/* The shape of the source's records: the format's, but that a layout in the settings
 * stands for the first line of the file. */
enum record_shape layout_book_shape(const struct layout_book *book);

/* The layout for records below these lines, valid until the next call; NULL = none. */
const struct layout *layout_book_find(struct layout_book *book, struct text header);

#endif
