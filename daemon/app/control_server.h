/*
 * control_server -- the second socket: questions and commands, one line each.
 *
 * Knows who connects (app/actor) and how lines go back and forth; what a command
 * does, and whether its actor may, is control_commands' business.  Bounded: the clients,
 * the length of a line, CONTROL_PATIENCE for a client to send it or to take the answer,
 * and one answer held for each: a line is answered when the answer before it is gone.
 *
 * Who may not even read is refused at once and is no client, so that strangers take no
 * place from anybody.  Who may only read leaves some to those who may do all, and to other
 * readers.
 */
#ifndef APP_CONTROL_SERVER_H
#define APP_CONTROL_SERVER_H

#include <ev.h>

#include "app/actor.h"
#include "base/buffer.h"

enum {
    CONTROL_MOST_CLIENTS = 16,
    CONTROL_MOST_READERS = 12, /* of them */
    CONTROL_MOST_OF_READER = 6,
    CONTROL_PATIENCE_SECONDS = 30,
};

/* Answers one line by appending one line to reply. */
typedef void control_answer(struct text line, const struct actor *actor, struct buffer *reply,
                            void *cookie);

struct control_options {
    int listener;
    const struct access_policy *access; /* lent; asked of each connection anew */
    const char *test_user;
    control_answer *answer;
    void *cookie;
};

struct control_server;

struct control_server *control_server_start(struct ev_loop *loop,
                                            const struct control_options *options);
void control_server_stop(struct control_server *server);

/* A reload may change whom root without a login is taken for.  Lent. */
void control_server_use(struct control_server *server, const char *test_user);

#endif
