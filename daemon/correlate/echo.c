#include "correlate/echo.h"

#include <string.h>

#include "base/digest.h"
#include "base/memory.h"
#include "base/table.h"

enum { KEY_SIZE = 16, HASH_SIZE = 8 };

/* How a session is stored. */
enum {
    SAID_AT = 0,
    FIRST_AT = 1,
    LAST_AT = FIRST_AT + HASH_SIZE,
    EXECUTION_AT = LAST_AT + HASH_SIZE,
    VALUE_SIZE = EXECUTION_AT + HASH_SIZE
};

/* What was said of a session's current execution. */
enum said { SAID_BEGIN = 1, SAID_PART = 2, SAID_END = 4, SAID_PLAN = 8, SAID_ALL = 15 };

struct hash {
    uint8_t bytes[HASH_SIZE];
};

struct session {
    struct session *newer; /* order of use */
    struct session *older;
    uint8_t key[KEY_SIZE];
    unsigned said; /* 0: nothing, or the session is over */
    struct hash first;
    struct hash last;
    struct hash execution; /* number of the parts */
    bool touched;          /* used since the changes were asked for */
    bool saved;            /* the state holds something under the key */
};

/* 1. The sessions in table are those in the order of use, newest to oldest.
 * 2. The touched ones stand at its front.
 * 3. gone holds sessions that left the table with saved set. */
struct echo {
    struct table *table;
    struct session *newest;
    struct session *oldest;
    struct session *gone; /* hang together by older */
    uint64_t forgotten;
};

struct echo *echo_create(void)
{
    struct echo *echo = mem_zero(sizeof *echo);

    echo->table = table_create();
    return echo;
}

static void free_list(struct session *session)
{
    while (session) {
        struct session *next = session->older;

        mem_free(session);
        session = next;
    }
}

void echo_destroy(struct echo *echo)
{
    if (!echo)
        return;
    free_list(echo->newest);
    free_list(echo->gone);
    table_destroy(echo->table);
    mem_free(echo);
}

static struct text key_of(const struct session *session)
{
    return (struct text){(const char *)session->key, KEY_SIZE};
}

static void unlink_use(struct echo *echo, struct session *session)
{
    *(session->newer ? &session->newer->older : &echo->newest) = session->older;
    *(session->older ? &session->older->newer : &echo->oldest) = session->newer;
    session->newer = session->older = NULL;
}

static void link_newest(struct echo *echo, struct session *session)
{
    session->newer = NULL;
    session->older = echo->newest;
    *(session->older ? &session->older->newer : &echo->oldest) = session;
    echo->newest = session;
}

static void leave(struct echo *echo, struct session *session)
{
    unlink_use(echo, session);
    table_remove(echo->table, key_of(session));
    if (!session->saved) {
        mem_free(session);
        return;
    }
    session->older = echo->gone;
    echo->gone = session;
}

/* The session under key, made where there is none, and used just now. */
static struct session *use(struct echo *echo, const uint8_t key[KEY_SIZE])
{
    const struct text name = {(const char *)key, KEY_SIZE};
    struct session *session = table_get(echo->table, name);

    if (session) {
        unlink_use(echo, session);
    } else {
        if (table_count(echo->table) >= ECHO_SESSIONS_MOST) {
            echo->forgotten++;
            leave(echo, echo->oldest);
        }
        session = mem_zero(sizeof *session);
        memcpy(session->key, key, KEY_SIZE);
        table_put(echo->table, name, session);
    }
    link_newest(echo, session);
    session->touched = true;
    return session;
}

static struct hash hash_of(struct text text)
{
    struct hash hash = {{0}};
    struct digest digest;

    if (text.length == 0)
        return hash;
    digest = digest_of(&text, 1);
    memcpy(hash.bytes, digest.bytes, HASH_SIZE);
    return hash;
}

static bool is_same(struct hash a, struct hash b)
{
    return memcmp(a.bytes, b.bytes, HASH_SIZE) == 0;
}

/* A text up to a password. */
static struct text comparable(struct text statement)
{
    const struct text word = TEXT("password");

    for (size_t i = 0; i + word.length <= statement.length; i++) {
        if ((statement.data[i] == 'p' || statement.data[i] == 'P') &&
            text_equal_caseless(text_until(text_from(statement, i), word.length), word))
            return text_until(statement, i);
    }
    return statement;
}

static void begin(struct session *session, unsigned said, struct hash statement)
{
    session->said = said;
    session->first = session->last = statement;
    session->execution = (struct hash){{0}};
}

static bool take_part(struct session *session, const struct event_echo *line, struct hash statement)
{
    struct hash execution = hash_of(line->execution);
    bool goes_on = (session->said & SAID_PART) && is_same(session->execution, execution);
    bool is_first = session->said == SAID_BEGIN && is_same(session->first, statement);

    if (session->said & SAID_END)
        goes_on = false;
    if (!goes_on && !is_first)
        begin(session, 0, statement);
    session->said |= SAID_PART;
    session->execution = execution;
    if (line->statement.length > 0)
        session->last = statement;
    return goes_on || is_first;
}

/* A line that an execution has once, and not behind its end. */
static bool take_single(struct session *session, struct hash statement, enum said which)
{
    bool is_echo = session->said != 0 && !(session->said & (SAID_END | (unsigned)which)) &&
                   (is_same(session->first, statement) || is_same(session->last, statement));

    if (!is_echo)
        begin(session, 0, statement);
    session->said |= (unsigned)which;
    return is_echo;
}

bool echo_take(struct echo *echo, struct text source, const struct event_echo *line)
{
    const struct text parts[] = {source, line->session};
    struct digest key;
    struct session *session = NULL;
    struct hash statement;

    if (line->kind == ECHO_NONE)
        return false;
    key = digest_of(parts, 2);
    if (line->kind == ECHO_RESET) {
        session = table_get(echo->table, (struct text){(const char *)key.bytes, KEY_SIZE});
        if (session)
            leave(echo, session);
        return false;
    }
    session = use(echo, key.bytes);
    statement = hash_of(comparable(line->statement));
    if (line->kind == ECHO_PART)
        return take_part(session, line, statement);
    if (line->kind == ECHO_PLAN)
        return take_single(session, statement, SAID_PLAN);
    if (line->kind == ECHO_END)
        return take_single(session, statement, SAID_END);
    begin(session, SAID_BEGIN, statement);
    return false;
}

static void put_session(struct session *session, state_put *put, void *cookie)
{
    char value[VALUE_SIZE];

    value[SAID_AT] = (char)session->said;
    memcpy(value + FIRST_AT, session->first.bytes, HASH_SIZE);
    memcpy(value + LAST_AT, session->last.bytes, HASH_SIZE);
    memcpy(value + EXECUTION_AT, session->execution.bytes, HASH_SIZE);
    put(&(struct state_change){STATE_ECHO, key_of(session), {value, sizeof value}}, cookie);
    session->touched = false;
    session->saved = true;
}

void echo_changes(struct echo *echo, state_put *put, void *cookie)
{
    while (echo->gone) {
        struct session *session = echo->gone;

        put(&(struct state_change){STATE_ECHO, key_of(session), {0}}, cookie);
        echo->gone = session->older;
        mem_free(session);
    }
    for (struct session *session = echo->newest; session && session->touched;
         session = session->older)
        put_session(session, put, cookie);
}

bool echo_restore(struct echo *echo, struct text key, struct text value, struct error *err)
{
    struct session *session = NULL;

    if (key.length != KEY_SIZE)
        return error_set(err, "echo: a key of %zu bytes", key.length);
    if (value.length != VALUE_SIZE || (unsigned char)value.data[SAID_AT] > SAID_ALL)
        return error_set(err, "echo: a session of %zu bytes that make no sense", value.length);
    session = use(echo, (const uint8_t *)key.data);
    session->said = (unsigned char)value.data[SAID_AT];
    memcpy(session->first.bytes, value.data + FIRST_AT, HASH_SIZE);
    memcpy(session->last.bytes, value.data + LAST_AT, HASH_SIZE);
    memcpy(session->execution.bytes, value.data + EXECUTION_AT, HASH_SIZE);
    session->touched = false;
    session->saved = true;
    return true;
}

uint64_t echo_forgotten(const struct echo *echo)
{
    return echo->forgotten;
}
