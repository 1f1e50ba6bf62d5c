/*
 * control_server -- the second socket: commands from admins, one line each.
 *
 * Knows who connects (app/actor) and how lines go back and forth; what a command
 * does is control_commands' business.  Bounded: CONTROL_MOST_CLIENTS, the length of
 * a line, CONTROL_PATIENCE for a client to send it or to take the answer, and one
 * answer held for each: a line is answered when the answer before it is gone.
 */
#ifndef APP_CONTROL_SERVER_H
#define APP_CONTROL_SERVER_H

#include <stdint.h>

#include <ev.h>

#include "app/actor.h"
#include "base/buffer.h"

enum { CONTROL_MOST_CLIENTS = 16, CONTROL_PATIENCE_SECONDS = 30 };

/* Answers one line by appending one line to reply. */
typedef void control_answer(struct text line, const struct actor *actor, struct buffer *reply,
                            void *cookie);

struct control_options {
    int listener;
    int64_t group;
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
