/*
 * document -- a YAML file as a tree that knows where everything stood.
 *
 * Reading is bounded, because rule files come from many hands: DOCUMENT_LIMIT_*
 * below.  Aliases, anchors and tags that ask for types are refused: a 400-byte
 * file can make a resolver of aliases busy for ten seconds.  Duplicate keys are
 * refused, because dropping one of them silently drops half a rule.
 * So are two forms of scalars that libfyaml 0.7.12 reads wrong: lines in double
 * quotes that end in a backslash, and folded text with lines indented further.
 *
 * Scalars stay text; quoted says whether the writer insisted on text, so that
 * readers can tell 010 from '010'.  Typing them is the reader's business
 * (SIGMA's rules and the settings differ).
 *
 * Nodes belong to the document and are valid until it is destroyed.  libfyaml
 * does the parsing and is seen by nobody else.
 */
#ifndef BASE_DOCUMENT_H
#define BASE_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diagnostics.h"
#include "base/text.h"

enum {
    DOCUMENT_LIMIT_BYTES = 1 << 20,
    DOCUMENT_LIMIT_DEPTH = 32,
    DOCUMENT_LIMIT_NODES = 100000,
    DOCUMENT_LIMIT_DOCUMENTS = 1000,
};

enum node_kind { NODE_SCALAR, NODE_SEQUENCE, NODE_MAPPING };

struct node {
    enum node_kind kind;
    unsigned line;   /* from 1 */
    unsigned column; /* from 1, in characters */

    struct text scalar; /* NODE_SCALAR: NUL-terminated, may be empty */
    bool quoted;        /* '..', "..", | or >: text whatever it looks like */
    bool block;         /* | or > */

    struct node **items; /* NODE_SEQUENCE, and the values of a NODE_MAPPING */
    struct node **keys;  /* NODE_MAPPING: scalar keys, in the order of the file */
    size_t count;
};

/* All documents of one file. */
struct document {
    char *path;
    struct node **roots; /* empty documents (a trailing ---) are left out */
    size_t count;
    struct arena *arena;
};

/* Reads a file, or bytes that are said to come from path.  NULL, with the
 * mistakes added to diagnostics, when it is not acceptable YAML. */
struct document *document_read(const char *path, struct diagnostics *diagnostics);
struct document *document_parse(const char *path, struct text bytes,
                                struct diagnostics *diagnostics);
void document_destroy(struct document *document);

/* The value under key in a mapping; NULL when absent or node is no mapping. */
const struct node *node_get(const struct node *node, const char *key);

/* Where a node stands, for a diagnostic. */
struct place node_place(const struct document *document, const struct node *node);

/* "a list", "a map", "text": what it is, for a diagnostic. */
const char *node_kind_name(const struct node *node);

#endif
