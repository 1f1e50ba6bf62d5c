/*
 * feed_request -- what a client may say: one JSON object a line.
 *
 *     {"op":"subscribe","name":"soc-1","from":"oldest","filter":{"rag":"red"},
 *      "ack":true,"format":"native","heartbeat":10}
 *     {"op":"ack","cursor":"..."}
 *
 * Strict: a key nobody knows is an error that offers the nearest one, for a
 * mistyped "filter" would otherwise show a client what it must not rely on.
 */
#ifndef OUTPUT_FEED_REQUEST_H
#define OUTPUT_FEED_REQUEST_H

#include <stdbool.h>

#include "base/error.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "output/feed_filter.h"

enum { FEED_NAME_LONGEST = 64 };
enum { FEED_HEARTBEAT_LONGEST = 3600 }; /* seconds */

enum feed_operation { FEED_SUBSCRIBE, FEED_ACK };

enum feed_start {
    FEED_FROM_UNSAID, /* behind what the name acknowledged, else as newest */
    FEED_FROM_UNREAD, /* behind what the name acknowledged, else as oldest */
    FEED_FROM_OLDEST,
    FEED_FROM_NEWEST,
    FEED_FROM_CURSOR,
};

enum feed_format { FEED_NATIVE, FEED_OCSF, FEED_ECS };

struct feed_request {
    enum feed_operation operation;
    char *cursor; /* of an ack, and of FEED_FROM_CURSOR; not yet checked */

    char *name; /* NULL = a reader without one */
    enum feed_start start;
    struct feed_filter *filter; /* NULL = everything */
    bool acknowledges;          /* only with a name, and then unless said otherwise */
    enum feed_format format;
    timestamp heartbeat; /* 0 = not said */
};

/* Reads a line into a zeroed request.  False with err set, and nothing to
 * finish. */
bool feed_request_read(struct feed_request *request, struct text line, struct error *err);
void feed_request_finish(struct feed_request *request);

/* "native", "ocsf", "ecs". */
const char *feed_format_name(enum feed_format format);

#endif
