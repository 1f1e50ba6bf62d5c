/*
 * feed_stage -- a feed server, its loop, and visitors to it, over real sockets.
 *
 * The loop is driven by hand until what is expected has come; nothing sleeps.
 * What does not come in time fails the test.
 */
#ifndef SUPPORT_FEED_STAGE_H
#define SUPPORT_FEED_STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ev.h>

#include "base/buffer.h"
#include "output/feed_cursor.h"
#include "output/feed_server.h"
#include "support/fake_journal.h"

enum { FEED_VISITOR_MOST_LINES = 4096 };

struct feed_stage {
    struct ev_loop *loop;
    struct fake_journal *journal;
    struct journal_reader reader;
    struct access_policy access; /* only ourselves */
    struct feed_options options;
    struct feed_server *server;
    char path[64];
    unsigned complaints;
    enum notice notice; /* of the last complaint */
    char complaint[1024];
};

struct feed_visitor {
    int socket;
    struct buffer bytes;
    char *lines[FEED_VISITOR_MOST_LINES];
    size_t count;
    size_t next;
    bool ended;
};

/* A listening socket and a server on it, without heartbeats and evictions. */
void feed_stage_open(struct feed_stage *stage);
void feed_stage_close(struct feed_stage *stage);

/* Starts a server with the stage's options, after the last one was stopped. */
void feed_stage_start(struct feed_stage *stage);

/* Adds alerts, by turns amber and red, and notifies the server. */
void feed_stage_add(struct feed_stage *stage, unsigned count);

/* Runs the loop so often without waiting. */
void feed_stage_turn(struct feed_stage *stage, int times);

void feed_visitor_connect(const struct feed_stage *stage, struct feed_visitor *visitor);
void feed_visitor_leave(struct feed_visitor *visitor);

/* Connects, hears hello, and subscribes with a line, unless that is NULL. */
void feed_visitor_greet(struct feed_stage *stage, struct feed_visitor *visitor,
                        const char *subscribe);

void feed_visitor_tell(const struct feed_visitor *visitor, const char *line);

/* Takes at most so many bytes off the socket, without driving the loop. */
void feed_visitor_receive(struct feed_visitor *visitor, size_t most);

/* The next line, driving the loop until it is there; NULL when the server hangs
 * up first. */
const char *feed_visitor_hear(struct feed_stage *stage, struct feed_visitor *visitor);

/* The next line must be of that type; an error with that code, and then the end;
 * a record with that number, whose cursor goes to cursor unless that is NULL. */
void feed_visitor_expect(struct feed_stage *stage, struct feed_visitor *visitor, const char *type);
void feed_visitor_expect_error(struct feed_stage *stage, struct feed_visitor *visitor,
                               const char *code);
void feed_visitor_expect_record(struct feed_stage *stage, struct feed_visitor *visitor,
                                uint64_t number, char cursor[FEED_CURSOR_TEXT_SIZE]);

#endif
