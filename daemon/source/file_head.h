/*
 * file_head -- how the file that is being read begins.
 *
 * For logs that name their columns in their first lines and are read from somewhere
 * behind them.  Of one file at a time: a file is read at most once while no other is.
 */
#ifndef SOURCE_FILE_HEAD_H
#define SOURCE_FILE_HEAD_H

#include "base/identifier.h"
#include "base/text.h"
#include "model/chunk.h"

/* A zeroed one is of no file. */
struct file_head {
    struct identifier incarnation;
    size_t length;
    char bytes[CHUNK_HEAD];
};

/* The whole lines among the first CHUNK_HEAD bytes of an open file; empty where it
 * cannot be read.  Valid until the next call with another incarnation. */
struct text file_head_of(struct file_head *head, const struct identifier *incarnation,
                         int descriptor);

#endif
