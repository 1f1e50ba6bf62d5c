/*
 * cursor_text -- a cursor as it is stored: one line of text.
 *
 * The state file is input like any other: what comes back may be anything, and
 * is believed only when it is consistent in itself.
 */
#ifndef SOURCE_CURSOR_TEXT_H
#define SOURCE_CURSOR_TEXT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/error.h"
#include "source/file_tail.h"
#include "source/opener.h"

/* A followed file as remembered.  Of facts: device, inode and born. */
struct stored_cursor {
    struct file_facts facts;
    struct file_tail tail;
    bool is_told; /* that it was rotated away is reported */
    bool drained; /* rotated away, with nothing left to evaluate */
    char *path;   /* owned */
};

/* Frees the path; {0} is fine. */
void stored_cursor_finish(struct stored_cursor *stored);

/* What a file is known by between two runs, as bytes.  The device, whose number may
 * change when the machine starts, counts only where the file system tells no time
 * of birth. */
struct file_key {
    uint64_t words[3];
};

struct file_key file_key_of(const struct file_facts *facts);
struct text file_key_text(const struct file_key *key);

/* Whether a file is the remembered one, going by its key. */
bool stored_cursor_is_of(const struct stored_cursor *stored, const struct file_facts *facts);

/* Appends the value under which the incarnation's cursor is stored. */
void cursor_text_pack(struct buffer *buffer, const struct stored_cursor *stored);

/* Reads key (the incarnation's identifier) and value back.  False with err, and
 * nothing to free, on anything that cursor_text_pack does not write. */
bool cursor_text_unpack(struct text key, struct text value, struct stored_cursor *stored,
                        struct error *err);

#endif
