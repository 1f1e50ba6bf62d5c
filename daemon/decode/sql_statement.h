/*
 * sql_statement -- what a text of SQL is about, by its words: rights that change hands,
 * accounts that come and go, data that leaves or enters in bulk.
 *
 * Not a parser and no judge of what would run: it reads each statement of the text from
 * its first word, as far as it must, in one pass.  What is put together at run time
 * (the body of DO, of a function or of EXECUTE) is a string to it, and not read.
 *
 * Passwords stand in strings, and no string is ever taken but MySQL's way to write an
 * account ('jdoe'@'%', of which the part before the "@" is taken).
 */
#ifndef DECODE_SQL_STATEMENT_H
#define DECODE_SQL_STATEMENT_H

#include "base/text.h"
#include "decode/sql_token.h"

/* In rising order of weight; a text of several statements has the gravest. */
enum sql_effect {
    SQL_QUERIES, /* anything but the following */
    SQL_IMPORTS, /* COPY ... FROM, LOAD DATA */
    SQL_EXPORTS, /* COPY ... TO, SELECT ... INTO OUTFILE */
    SQL_CREATES_ROLE,
    SQL_REMOVES_ROLE,
    SQL_CHANGES_ROLE,
    SQL_REVOKES,
    SQL_GRANTS,
};

enum { SQL_NAMES_MOST = 16 };

/* Names as written, without quotes; those beyond the bound are left out. */
struct sql_names {
    struct text names[SQL_NAMES_MOST];
    size_t count;
};

struct sql_reading {
    enum sql_effect effect;
    struct sql_names operations; /* first words, each once: "select", "grant" */
    struct sql_names whom;       /* accounts made, changed, removed, or given and denied rights */
    struct sql_names roles;      /* roles given or taken away, as memberships */
    struct sql_names privileges; /* "SELECT", "ALL PRIVILEGES"; of accounts: "SUPERUSER" */
    struct sql_names objects;    /* what the rights are on; the table that is copied */
};

/* Reads the whole text. */
void sql_statement_read(struct text text, enum sql_dialect dialect, struct sql_reading *reading);

#endif
