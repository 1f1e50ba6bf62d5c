/*
 * cursor -- how far a log file has been evaluated, exactly.
 *
 * A file is named by its incarnation, not by path or inode: a random identifier
 * given when the file is first seen and kept through renames.  Paths are reused
 * by rotation, inodes by the file system at once (ext4), and a truncated file
 * starts a new incarnation.  So (incarnation, offset) names a record for ever,
 * which is what alert identifiers are made of.
 */
#ifndef MODEL_CURSOR_H
#define MODEL_CURSOR_H

#include <stdint.h>

#include "base/identifier.h"

struct cursor {
    struct identifier incarnation;
    uint64_t offset;     /* bytes evaluated */
    uint64_t line;       /* complete lines among them */
    uint64_t line_start; /* where the line under evaluation begins: offset, except
                          * inside a line so long that it is taken in windows */
};

#endif
