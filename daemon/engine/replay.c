#include "engine/replay.h"

#include "base/memory.h"
#include "engine/log_reader.h"

enum { BYTES_A_REPORT = 4 << 20 };

/* One log and the line it stands at. */
struct lane {
    struct log_reader *reader; /* NULL: at its end */
    timestamp last_event;      /* TIMESTAMP_NONE sorts first: nothing is known yet */
};

struct replay {
    const struct replay_options *options;
    struct lane *lanes;
    struct pipeline *pipeline;
    struct alert_book *alerts;
    timestamp clock;   /* the latest event so far */
    timestamp reached; /* by all logs together */
    uint64_t size;     /* of all logs; 0 = not known */
    uint64_t bytes;    /* taken so far ... */
    uint64_t reported; /* ... and at the last report */
    bool good;
    struct error *err;
};

static struct alert_book *create_alerts(const struct settings *settings)
{
    const struct alert_options options = generation_alert_options(settings);

    return alert_book_create(&options);
}

static void open_lanes(struct replay *replay)
{
    const struct replay_options *options = replay->options;

    replay->lanes = mem_zero_array(options->log_count, sizeof *replay->lanes);
    for (size_t i = 0; i < options->log_count; i++) {
        struct error err = {0};

        replay->lanes[i].last_event = TIMESTAMP_NONE;
        replay->lanes[i].reader =
            log_reader_open(options->logs[i].path, options->logs[i].source, &err);
        if (!replay->lanes[i].reader && replay->good) {
            *replay->err = err;
            replay->good = false;
        }
    }
}

/* The log whose last event is the oldest; NULL when all are at their ends. */
static struct lane *oldest_lane(struct replay *replay)
{
    struct lane *oldest = NULL;

    for (size_t i = 0; i < replay->options->log_count; i++) {
        struct lane *lane = &replay->lanes[i];

        if (lane->reader && (!oldest || lane->last_event < oldest->last_event))
            oldest = lane;
    }
    return oldest;
}

static uint64_t size_of_all(const struct replay *replay)
{
    uint64_t all = 0;

    for (size_t i = 0; i < replay->options->log_count; i++)
        all += replay->lanes[i].reader ? log_reader_size(replay->lanes[i].reader) : 0;
    return all;
}

static void note_progress(struct replay *replay, const struct chunk *chunk)
{
    const struct replay_options *options = replay->options;
    uint64_t all = replay->size;

    replay->bytes += chunk->length - chunk->overlap;
    if (!options->progress || replay->bytes - replay->reported < BYTES_A_REPORT)
        return;
    replay->reported = replay->bytes;
    if (all > 0 && all < replay->bytes) /* a log has grown, or is a pipe */
        all = replay->bytes;
    options->progress(replay->bytes, all, options->cookie);
}

/* Lets all that is due happen: what a log raises must not depend on how much is
 * dealt with in one call. */
static void pass_time(struct replay *replay, timestamp now, timestamp furthest_behind)
{
    timestamp next = now;

    while (next != TIMESTAMP_NONE && next <= now)
        next = pipeline_advance(replay->pipeline, now, furthest_behind);
}

/* The logs have come as far as the one furthest behind: its deadlines and windows
 * are not to pass because another log is already days ahead. */
static void advance(struct replay *replay)
{
    const struct lane *behind = oldest_lane(replay);

    if (behind->last_event == TIMESTAMP_NONE)
        return;
    if (replay->reached < behind->last_event)
        replay->reached = behind->last_event;
    pass_time(replay, replay->reached, behind->last_event);
}

/* Alerts have deadlines, and several logs an order: then it goes line by line. */
static bool read_lane(const struct replay *replay, struct lane *lane, struct chunk *chunk,
                      struct error *err)
{
    if (replay->options->alerts || replay->options->log_count > 1)
        return log_reader_next(lane->reader, chunk, err);
    return log_reader_next_lines(lane->reader, chunk, err);
}

static void take_line(struct replay *replay, struct lane *lane)
{
    struct chunk chunk = {0};
    struct error err = {0};
    timestamp time = TIMESTAMP_NONE;

    if (!read_lane(replay, lane, &chunk, &err)) {
        if (err.text[0] && replay->good) {
            *replay->err = err;
            replay->good = false;
        }
        log_reader_close(lane->reader);
        lane->reader = NULL;
        return;
    }
    time = pipeline_take(replay->pipeline, &chunk,
                         replay->clock != TIMESTAMP_NONE ? replay->clock : chunk.modified);
    if (time != TIMESTAMP_NONE) {
        lane->last_event = time;
        replay->clock = time > replay->clock ? time : replay->clock;
        advance(replay);
    }
    note_progress(replay, &chunk);
}

bool replay_run(const struct replay_options *options, struct replay_result *result,
                struct error *err)
{
    struct replay replay = {.options = options,
                            .clock = TIMESTAMP_NONE,
                            .reached = TIMESTAMP_NONE,
                            .good = true,
                            .err = err};
    struct lane *lane = NULL;

    if (options->alerts)
        replay.alerts = create_alerts(options->generation->settings);
    replay.pipeline = pipeline_create(&(struct pipeline_options){.alerts = replay.alerts,
                                                                 .report = options->report,
                                                                 .match = options->match,
                                                                 .follow_log = true,
                                                                 .cookie = options->cookie});
    pipeline_use(replay.pipeline, options->generation);
    open_lanes(&replay);
    replay.size = size_of_all(&replay);
    while ((lane = oldest_lane(&replay)) != NULL)
        take_line(&replay, lane);
    if (replay.clock != TIMESTAMP_NONE)
        pass_time(&replay, replay.clock + options->generation->settings->tail.lateness,
                  TIMESTAMP_NONE);

    result->counts = pipeline_counts(replay.pipeline);
    if (replay.alerts)
        result->alerts = alert_book_counts(replay.alerts);
    pipeline_destroy(replay.pipeline);
    alert_book_destroy(replay.alerts);
    mem_free(replay.lanes);
    return replay.good;
}
