/*
 * postgres_login -- PostgreSQL's ways to refuse a connection, as its FATAL messages put it.
 *
 * Whoever connects chooses the names of user and database that the messages quote, so a
 * name ends at the last place where the sentence around it can go on.
 */
#ifndef DECODE_POSTGRES_LOGIN_H
#define DECODE_POSTGRES_LOGIN_H

#include <stdbool.h>

#include "base/text.h"

/* Empty = not said. */
struct postgres_login {
    struct text user;
    struct text database;
    struct text host;
    struct text method; /* "password", "Peer", "LDAP" */
};

/* False where the message is about something else. */
bool postgres_login_read(struct text message, struct postgres_login *login);

#endif
