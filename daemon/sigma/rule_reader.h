/*
 * rule_reader -- what the readers of a rule's parts share while a file is read.
 *
 * What a rule keeps is copied into the arena, so the document can go afterwards.
 * Readers report a mistake, go on, and return false or NULL in the end; so one
 * run shows all mistakes of a file.
 */
#ifndef SIGMA_RULE_READER_H
#define SIGMA_RULE_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diagnostics.h"
#include "base/document.h"
#include "base/error.h"
#include "base/pattern.h"
#include "sigma/placeholder.h"
#include "sigma/rule_set.h"

/* The regexes of a set, which an arena alone cannot give back. */
struct pattern_list {
    struct pattern **items;
    size_t count;
    size_t capacity;
};

struct rule_reader {
    const struct document *document;
    struct diagnostics *diagnostics; /* may be NULL */
    struct arena *arena;
    struct pattern_list *patterns;
    const struct placeholder *placeholders; /* those that have values */
    size_t placeholder_count;

    /* Of the rule being read. */
    const struct log_source *log_source;
    bool *is_asleep; /* set where it lacks values for a placeholder */
};

/* A mistake, or something doubtful, at a node.  rule_reader_error returns false. */
bool rule_reader_error(const struct rule_reader *reader, const struct node *node,
                       const char *format, ...) PRINTF_LIKE(3, 4);
void rule_reader_warn(const struct rule_reader *reader, const struct node *node, const char *format,
                      ...) PRINTF_LIKE(3, 4);

/* The same, at so many bytes into the text of the node. */
bool rule_reader_error_inside(const struct rule_reader *reader, const struct node *node,
                              size_t offset, const char *format, ...) PRINTF_LIKE(4, 5);

/* Says that the text of node is none of names, and which it may have meant. */
bool rule_reader_unknown(const struct rule_reader *reader, const struct node *node,
                         const char *what, const char *const *names, size_t count);

/* Warns when the text of node is none of names, but nearly one: where authors may have
 * words of their own. */
void rule_reader_doubt_word(const struct rule_reader *reader, const struct node *node,
                            const char *what, const char *const *names, size_t count);

/* Warns when name, which stands at node, is nearly and not quite a dotted name
 * that decoders know: a rule about a field nobody fills says nothing for ever.
 * Names without a dot are another taxonomy's. */
void rule_reader_doubt_field(const struct rule_reader *reader, const struct node *node,
                             struct text name);

/* The text of a scalar, kept: one printable line.  False, with the mistake
 * reported, when node is no scalar or empty.  what names it in the message. */
bool rule_reader_text(const struct rule_reader *reader, const struct node *node, const char *what,
                      const char **kept);

/* A list of such texts; a single scalar is a list of one. */
bool rule_reader_texts(const struct rule_reader *reader, const struct node *node, const char *what,
                       const char *const **kept, size_t *count);

/* Compiles a regex that belongs to the set; NULL with the mistake reported. */
const struct pattern *rule_reader_pattern(const struct rule_reader *reader, const struct node *node,
                                          struct text source, unsigned flags);

#endif
