#include "support/journal_fixture.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/memory.h"

/* Benches and the children of tests use this too, where Check has no say. */
static void require(bool is_good, const char *what, const char *why)
{
    if (is_good)
        return;
    fprintf(stderr, "%s: %s\n", what, why);
    abort();
}

void fixture_begin(struct fixture *fixture)
{
    char name[IDENTIFIER_TEXT_SIZE];

    *fixture = (struct fixture){0};
    snprintf(fixture->root, sizeof fixture->root, "/tmp/amberd-%s",
             identifier_write(identifier_random(), name));
    require(mkdir(fixture->root, 0700) == 0, fixture->root, "cannot make it");
    snprintf(fixture->directory, sizeof fixture->directory, "%s/state", fixture->root);
    fixture->batch = journal_batch_create();
}

const char *fixture_path(const struct fixture *fixture, const char *name)
{
    static char path[512];

    snprintf(path, sizeof path, "%s/%s", fixture->directory, name);
    return path;
}

static void remove_files(const struct fixture *fixture)
{
    DIR *folder = opendir(fixture->directory);

    for (struct dirent *entry = NULL; folder && (entry = readdir(folder));) {
        if (entry->d_name[0] != '.')
            unlink(fixture_path(fixture, entry->d_name));
    }
    if (folder)
        closedir(folder);
    rmdir(fixture->directory);
}

void fixture_end(struct fixture *fixture)
{
    fixture_close(fixture, false);
    journal_batch_destroy(fixture->batch);
    remove_files(fixture);
    rmdir(fixture->root);
}

bool fixture_try_open(struct fixture *fixture)
{
    struct journal_options options = {fixture->directory, fixture->reserve_bytes};

    fixture->err = (struct error){0};
    fixture->journal = journal_open(&options, &fixture->err);
    return fixture->journal != NULL;
}

void fixture_open(struct fixture *fixture)
{
    require(fixture_try_open(fixture), "open", fixture->err.text);
}

void fixture_close(struct fixture *fixture, bool clean)
{
    journal_close(fixture->journal, clean);
    fixture->journal = NULL;
}

struct identifier fixture_alert(uint64_t seed)
{
    struct identifier alert = {{0xa1}};

    memcpy(alert.bytes + 8, &seed, sizeof seed);
    return alert;
}

void fixture_add(struct fixture *fixture, uint64_t seed)
{
    char body[64] = {0};
    char evidence[64] = {0};
    struct journal_record record = {
        .kind = JOURNAL_ALERT,
        .at = (timestamp)seed * SECOND,
        .alert = fixture_alert(seed),
    };

    snprintf(body, sizeof body, "{\"type\":\"test\",\"n\":%" PRIu64 "}", seed);
    snprintf(evidence, sizeof evidence, "evidence %" PRIu64, seed);
    record.body = text_of(body);
    record.evidence = text_of(seed % 2 == 1 ? evidence : NULL);
    journal_batch_add(fixture->batch, &record);
}

void fixture_put(struct fixture *fixture, const char *key, const char *value)
{
    struct state_change change = {STATE_CURSOR, text_of(key), text_of(value)};

    journal_batch_put(fixture->batch, &change);
}

void fixture_commit(struct fixture *fixture, bool durable)
{
    enum journal_result result =
        journal_commit(fixture->journal, fixture->batch, durable, &fixture->err);

    require(result == JOURNAL_COMMITTED, "commit", fixture->err.text);
}

static bool dump_record(const struct journal_record *record, void *cookie)
{
    struct buffer *lines = cookie;
    char alert[IDENTIFIER_TEXT_SIZE];

    buffer_printf(lines, "%" PRIu64 " %d %" PRId64 " %s ", record->number, (int)record->kind,
                  record->at, identifier_write(record->alert, alert));
    buffer_append_escaped(lines, record->body);
    buffer_append_byte(lines, '\n');
    return true;
}

void fixture_dump_records(struct fixture *fixture, struct buffer *lines)
{
    struct journal_reader reader = journal_reader(fixture->journal);

    if (!reader.read(reader.cookie, 0, SIZE_MAX, dump_record, lines, &fixture->err))
        buffer_printf(lines, "unreadable\n");
}

/* Lines to be sorted. */
struct lines {
    char **items;
    size_t count;
};

static void collect_state(const struct state_change *change, void *cookie)
{
    struct lines *lines = cookie;
    struct buffer line = {0};

    buffer_printf(&line, "%d ", (int)change->owner);
    buffer_append_escaped(&line, change->key);
    buffer_append_byte(&line, '=');
    buffer_append_escaped(&line, change->value);
    buffer_append(&line, "\n", 2);
    lines->items = mem_resize_array(lines->items, lines->count + 1, sizeof *lines->items);
    lines->items[lines->count++] = line.data;
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool fixture_dump_state(struct fixture *fixture, struct buffer *lines)
{
    struct lines sorted = {0};
    bool is_loaded = journal_load_state(fixture->journal, collect_state, &sorted, &fixture->err);

    if (sorted.count > 0)
        qsort(sorted.items, sorted.count, sizeof *sorted.items, compare_lines);
    for (size_t i = 0; i < sorted.count; i++) {
        buffer_append_text(lines, text_of(sorted.items[i]));
        mem_free(sorted.items[i]);
    }
    mem_free(sorted.items);
    return is_loaded;
}

void fixture_tamper(const struct fixture *fixture, const char *sql)
{
    sqlite3 *handle = NULL;
    char *message = NULL;

    require(sqlite3_open(fixture_path(fixture, "journal.db"), &handle) == SQLITE_OK, "tamper",
            "cannot open");
    sqlite3_busy_timeout(handle, 5000);
    sqlite3_exec(handle, sql, NULL, NULL, &message);
    require(!message, sql, message);
    sqlite3_close(handle);
}

uint64_t fixture_random(uint64_t *state)
{
    uint64_t mixed = *state += 0x9e3779b97f4a7c15;

    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
}
