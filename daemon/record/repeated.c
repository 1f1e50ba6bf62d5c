#include "record/repeated.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/table.h"
#include "record/line_head.h"

enum {
    LONGEST_HOST = 255,
    LONGEST_KEY = IDENTIFIER_SIZE + LONGEST_HOST,
    FIRST_CAPACITY = 256,
    PASSED_MOST = 64,
};

/* The last message of one host in one file. */
struct memory {
    struct memory *newer; /* order of use, or the next of the ones given up */
    struct memory *older;
    bool touched; /* used since the changes were asked for ... */
    bool changed; /* ... and another message since */
    bool saved;   /* the state holds something under the key */
    size_t key_length;
    char key[LONGEST_KEY]; /* incarnation, host */
    size_t length;         /* 0: nothing to repeat */
    size_t capacity;
    char *message; /* tag included */
};

/* The last line of a host that was passed over. */
struct passed {
    struct text host;
    struct text line; /* empty: none */
    uint64_t turn;    /* rises with each line passed over */
};

/* 1. The memories in table are those in the order of use, newest to oldest.
 * 2. The touched ones stand at its front.
 * 3. gone holds memories that left the table with saved set, so it has at most
 *    as many as were saved: what changes more often than it is asked for costs
 *    no room. */
struct repeated {
    struct table *table;
    struct memory *newest;
    struct memory *oldest;
    struct memory *gone;
    uint64_t forgotten;
    struct identifier passing;         /* the log whose lines are passed over */
    struct passed passed[PASSED_MOST]; /* by a hash of the host */
    uint64_t turn;
    uint64_t settled_turn; /* what was passed over by then is remembered */
};

struct repeated *repeated_create(void)
{
    struct repeated *repeated = mem_zero(sizeof *repeated);

    repeated->table = table_create();
    return repeated;
}

static void memory_destroy(struct memory *memory)
{
    mem_free(memory->message);
    mem_free(memory);
}

/* Frees a list that hangs together by older. */
static void free_list(struct memory *memory)
{
    while (memory) {
        struct memory *next = memory->older;

        memory_destroy(memory);
        memory = next;
    }
}

void repeated_destroy(struct repeated *repeated)
{
    if (!repeated)
        return;
    free_list(repeated->newest);
    free_list(repeated->gone);
    table_destroy(repeated->table);
    mem_free(repeated);
}

static struct text memory_key(const struct memory *memory)
{
    return (struct text){memory->key, memory->key_length};
}

static void unlink_use(struct repeated *repeated, struct memory *memory)
{
    *(memory->newer ? &memory->newer->older : &repeated->newest) = memory->older;
    *(memory->older ? &memory->older->newer : &repeated->oldest) = memory->newer;
    memory->newer = memory->older = NULL;
}

static void link_newest(struct repeated *repeated, struct memory *memory)
{
    memory->newer = NULL;
    memory->older = repeated->newest;
    *(memory->older ? &memory->older->newer : &repeated->oldest) = memory;
    repeated->newest = memory;
}

static void forget_oldest(struct repeated *repeated)
{
    struct memory *memory = repeated->oldest;

    unlink_use(repeated, memory);
    table_remove(repeated->table, memory_key(memory));
    repeated->forgotten++;
    if (!memory->saved) {
        memory_destroy(memory);
        return;
    }
    memory->older = repeated->gone;
    repeated->gone = memory;
}

/* The memory under key, made where there is none, and used just now. */
static struct memory *use(struct repeated *repeated, struct text key)
{
    struct memory *memory = repeated->newest;

    if (memory && memory->touched && text_equal(memory_key(memory), key))
        return memory;
    memory = table_get(repeated->table, key);
    if (memory) {
        unlink_use(repeated, memory);
    } else {
        if (table_count(repeated->table) >= REPEATED_MOST)
            forget_oldest(repeated);
        memory = mem_zero(sizeof *memory);
        memcpy(memory->key, key.data, key.length);
        memory->key_length = key.length;
        table_put(repeated->table, key, memory);
    }
    link_newest(repeated, memory);
    memory->touched = true;
    return memory;
}

static void set_message(struct memory *memory, struct text message)
{
    if (message.length > REPEATED_LONGEST)
        message.length = 0;
    if (message.length > memory->capacity) {
        memory->capacity = message.length > FIRST_CAPACITY ? REPEATED_LONGEST : FIRST_CAPACITY;
        memory->message = mem_resize_array(memory->message, memory->capacity, 1);
    }
    if (message.length > 0)
        memcpy(memory->message, message.data, message.length);
    memory->length = message.length;
}

/* Takes "3 times" off the front, the highest count standing for more. */
static bool take_times(struct text *text, unsigned *count)
{
    size_t digits = 0;
    unsigned number = 0;

    for (; digits < text->length; digits++) {
        unsigned digit = (unsigned)(unsigned char)text->data[digits] - '0';

        if (digit > 9)
            break;
        number = number * 10 + digit;
        if (number > REPEATED_HIGHEST)
            number = REPEATED_HIGHEST;
    }
    *text = text_from(*text, digits);
    *count = number;
    return number > 0 && (text_take(text, TEXT(" times")) || text_take(text, TEXT(" time")));
}

/* "message repeated 3 times: [ what ]" as a line's message. */
static bool read_bracketed(struct text message, struct text *inner, unsigned *count)
{
    if (!text_take(&message, TEXT("message repeated ")) || !take_times(&message, count) ||
        !text_take(&message, TEXT(": [")))
        return false;
    text_take(&message, TEXT(" "));
    if (text_ends_with(message, TEXT("]"))) /* else the line was cut on its way */
        message.length--;
    *inner = message;
    return true;
}

/* "last message repeated 3 times" as all that a line says. */
static bool read_last(struct text message, unsigned *count)
{
    return text_take(&message, TEXT("last message repeated ")) && take_times(&message, count) &&
           text_trim(message).length == 0;
}

static struct text with_message(struct arena *arena, struct text head, struct text message)
{
    return arena_join(arena, (const struct text[]){head, message}, 2);
}

/* Writes (incarnation, host) into bytes.  False when the host is none. */
static bool make_key(const struct record *record, struct text host, char bytes[LONGEST_KEY],
                     struct text *key)
{
    if (host.length > LONGEST_HOST)
        return false;
    memcpy(bytes, record->incarnation.bytes, IDENTIFIER_SIZE);
    if (host.length > 0)
        memcpy(bytes + IDENTIFIER_SIZE, host.data, host.length);
    *key = (struct text){bytes, IDENTIFIER_SIZE + host.length};
    return true;
}

/* What another line may repeat: program and message. */
static void remember(struct repeated *repeated, struct text key, struct text message)
{
    struct memory *memory = use(repeated, key);

    set_message(memory, message);
    memory->changed = true;
}

void repeated_take(struct repeated *repeated, struct record *record, struct arena *arena)
{
    struct line_head head = {0};
    char bytes[LONGEST_KEY];
    struct text key = {0};
    struct text inner = {0};
    struct memory *memory = NULL;
    unsigned count = 1;

    repeated_settle(repeated);
    if (record->is_window || !line_head_read(record->text, &head) ||
        !make_key(record, head.host, bytes, &key))
        return;
    if (read_last(text_from(record->text, head.message), &count)) {
        memory = table_get(repeated->table, key);
        if (!memory || memory->length == 0)
            return;
        memory = use(repeated, key);
        record->text = with_message(arena, text_until(record->text, head.program),
                                    (struct text){memory->message, memory->length});
        record->count = count;
        return;
    }
    if (read_bracketed(text_from(record->text, head.message), &inner, &count)) {
        record->text = with_message(arena, text_until(record->text, head.message), inner);
        record->count = count;
    }
    remember(repeated, key, text_from(record->text, head.program));
}

static void remember_passed(struct repeated *repeated, struct text line)
{
    const struct record record = {.incarnation = repeated->passing};
    struct line_head head = {0};
    char bytes[LONGEST_KEY];
    struct text key = {0};

    if (line_head_read(line, &head) && make_key(&record, head.host, bytes, &key))
        remember(repeated, key, text_from(line, head.program));
}

static int compare_turns(const void *left, const void *right)
{
    const struct passed *a = *(const struct passed *const *)left;
    const struct passed *b = *(const struct passed *const *)right;

    return (a->turn > b->turn) - (a->turn < b->turn);
}

/* In the order of use, as if each line had been remembered when it came. */
void repeated_settle(struct repeated *repeated)
{
    struct passed *used[PASSED_MOST];
    size_t count = 0;

    if (repeated->settled_turn == repeated->turn)
        return;
    for (size_t i = 0; i < PASSED_MOST; i++) {
        if (repeated->passed[i].line.length > 0)
            used[count++] = &repeated->passed[i];
    }
    qsort(used, count, sizeof(struct passed *), compare_turns);
    for (size_t i = 0; i < count; i++) {
        remember_passed(repeated, used[i]->line);
        used[i]->line.length = 0;
    }
    repeated->settled_turn = repeated->turn;
}

static size_t passed_slot(struct text host)
{
    unsigned first = (unsigned char)host.data[0];
    unsigned middle = (unsigned char)host.data[host.length / 2];
    unsigned last = (unsigned char)host.data[host.length - 1];

    return (first * 5 + middle * 11 + last * 3 + host.length) % PASSED_MOST;
}

void repeated_pass(struct repeated *repeated, const struct identifier *incarnation,
                   struct text line)
{
    struct text host = line_head_host(line);
    struct passed *passed = &repeated->passed[host.length > 0 ? passed_slot(host) : 0];

    if (passed->line.length > 0 && !text_equal(passed->host, host))
        repeated_settle(repeated);
    repeated->passing = *incarnation;
    if (host.length == 0) {
        repeated_settle(repeated);
        remember_passed(repeated, line);
        return;
    }
    *passed = (struct passed){host, line, ++repeated->turn};
}

/* Hands over what is new of a memory, if anything is. */
static void put_change(struct memory *memory, state_put *put, void *cookie)
{
    const struct state_change change = {
        .owner = STATE_REPEATED,
        .key = memory_key(memory),
        .value = {memory->message, memory->length},
    };

    if (memory->changed && (memory->length > 0 || memory->saved)) {
        put(&change, cookie);
        memory->saved = memory->length > 0;
    }
    memory->touched = false;
    memory->changed = false;
}

void repeated_changes(struct repeated *repeated, state_put *put, void *cookie)
{
    while (repeated->gone) {
        struct memory *memory = repeated->gone;

        put(&(struct state_change){STATE_REPEATED, memory_key(memory), {0}}, cookie);
        repeated->gone = memory->older;
        memory_destroy(memory);
    }
    for (struct memory *memory = repeated->newest; memory && memory->touched;
         memory = memory->older)
        put_change(memory, put, cookie);
}

bool repeated_restore(struct repeated *repeated, struct text key, struct text value,
                      struct error *err)
{
    struct memory *memory = NULL;
    size_t newline = 0;

    if (key.length < IDENTIFIER_SIZE || key.length > LONGEST_KEY)
        return error_set(err, "repeated: a key of %zu bytes", key.length);
    if (value.length == 0 || value.length > REPEATED_LONGEST)
        return error_set(err, "repeated: a message of %zu bytes", value.length);
    if (text_find(value, TEXT("\n"), &newline))
        return error_set(err, "repeated: a message of several lines");
    memory = use(repeated, key);
    set_message(memory, value);
    memory->saved = true;
    return true;
}

uint64_t repeated_forgotten(const struct repeated *repeated)
{
    return repeated->forgotten;
}
