/*
 * sql_token -- the words of a text of SQL, one after the other.
 *
 * Blanks and comments are passed over.  What a quote opens depends on the dialect:
 * double quotes hold a name in PostgreSQL and a string in MySQL, where backquotes
 * hold names and a backslash escapes; PostgreSQL has dollar quotes, nested comments
 * and E'...'.  What MySQL runs inside an executable comment counts as outside of one.
 * A quote or comment that is never closed takes the rest.
 */
#ifndef DECODE_SQL_TOKEN_H
#define DECODE_SQL_TOKEN_H

#include <stdbool.h>

#include "base/text.h"

enum sql_dialect { SQL_POSTGRESQL, SQL_MYSQL };

enum sql_token_kind {
    SQL_END,
    SQL_WORD,   /* keyword, plain name or number */
    SQL_NAME,   /* a quoted name */
    SQL_STRING, /* a literal */
    SQL_SIGN,   /* any other byte */
};

struct sql_token {
    enum sql_token_kind kind;
    struct text text; /* without its quotes; quotes doubled inside stay doubled */
};

/* In the caller's memory; start with the text in rest. */
struct sql_lexer {
    struct text rest;
    enum sql_dialect dialect;
};

/* The next token; SQL_END, and no other, behind the last. */
struct sql_token sql_token_next(struct sql_lexer *lexer);

bool sql_token_is_word(struct sql_token token, const char *word);
bool sql_token_is_sign(struct sql_token token, char sign);

#endif
