#include "decode/auditd_facts.h"

#include <string.h>

enum { KEY_SEPARATOR = 0x01 };

#define FACT_NAME(constant, name) {name, sizeof(name) - 1},
static const struct text names[AUDITD_FACT_COUNT] = {AUDITD_FACT_TABLE(FACT_NAME)};
#undef FACT_NAME

/* The fact of that name, or AUDITD_FACT_COUNT. */
static enum auditd_fact find(struct text name)
{
    size_t low = 0;
    size_t high = AUDITD_FACT_COUNT;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = text_compare(names[middle], name);

        if (order == 0)
            return (enum auditd_fact)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return AUDITD_FACT_COUNT;
}

/* Under auditd's own name.  Names with a dot in them are ours, and none of auditd's. */
static void put_raw(struct auditd_facts *facts, struct text name, struct text text)
{
    const struct value value = {.kind = VALUE_TEXT, .text = text};

    if (!auditd_is_unsaid(text) && !text_find(name, TEXT("."), &(size_t){0}))
        event_put_value(facts->event, name, &value);
}

/* Several keys of one rule stand in one value. */
static void put_keys(struct auditd_facts *facts, struct text name, struct text text)
{
    static const char separator[] = {KEY_SEPARATOR};
    struct text key = {0};

    while (text_cut(text, (struct text){separator, 1}, &key, &text) || key.length > 0)
        put_raw(facts, name, key);
}

static void spaces_for_nul(char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '\0')
            bytes[i] = ' ';
    }
}

/* The words of a title end in NUL bytes. */
static struct text title_text(struct auditd_facts *facts, struct text text)
{
    char *bytes = NULL;

    if (!memchr(text.length > 0 ? text.data : "", '\0', text.length))
        return text;
    bytes = memcpy(arena_alloc(facts->event->arena, text.length), text.data, text.length);
    spaces_for_nul(bytes, text.length);
    return text_trim((struct text){bytes, text.length});
}

static void put_pair(struct auditd_facts *facts, const struct auditd_line *line,
                     const struct auditd_pair *pair)
{
    struct text text = auditd_pair_text(facts->event->arena, line->type, pair);
    enum auditd_fact fact = find(pair->name);

    if (text_equal(pair->name, TEXT("key")))
        put_keys(facts, pair->name, text);
    else if (text_equal(pair->name, TEXT("data")))
        event_put_said(facts->event, FIELD_AUDIT_INPUT, text);
    else if (fact == AUDITD_TITLE)
        put_raw(facts, pair->name, text = title_text(facts, text));
    else
        put_raw(facts, pair->name, text);
    if (fact != AUDITD_FACT_COUNT && facts->said[fact].length == 0 && !auditd_is_unsaid(text))
        facts->said[fact] = text;
}

/* op=adding user to group id=1000: the words up to the next pair. */
static void take_operation(struct auditd_facts *facts, const struct auditd_pair *pair,
                           struct text behind)
{
    struct text value = pair->value;
    struct text rest = behind;
    struct text word = text_take_word(&rest);
    const char *end = NULL;

    if (value.length == 0)
        return;
    end = value.data + value.length;
    while (!pair->is_quoted && word.length > 0 && !text_find(word, TEXT("="), &(size_t){0}) &&
           word.data >= end) {
        end = word.data + word.length;
        word = text_take_word(&rest);
    }
    if (facts->operation.length == 0)
        facts->operation = (struct text){value.data, (size_t)(end - value.data)};
}

/* A record's second uid is not who sent it but whose account it is about, as in what
 * pam_faillock says: "uid=0 auid=... msg='pam_faillock uid=1000 ...'". */
static void add_user(struct auditd_facts *facts, struct text id, bool *has_user)
{
    if (*has_user && facts->said[AUDITD_ID].length == 0)
        facts->said[AUDITD_ID] = id;
    *has_user = true;
}

static void add_pairs(struct auditd_facts *facts, const struct auditd_line *line)
{
    struct text body = line->body;
    struct auditd_pair pair = {0};
    bool has_user = false;

    while (auditd_pair_take(&body, &pair)) {
        put_pair(facts, line, &pair);
        if (text_equal(pair.name, TEXT("uid")))
            add_user(facts, pair.value, &has_user);
        if (text_equal(pair.name, TEXT("op")))
            take_operation(facts, &pair, body);
    }
}

static void end_word(struct auditd_facts *facts)
{
    const struct auditd_command *command = &facts->command;
    struct text word = {0};

    if (!command->has_word)
        return;
    word = text_from((struct text){command->bytes, command->length}, command->word);
    event_put_text(facts->event, FIELD_PROCESS_ARGS, word);
    put_raw(facts, arena_printf(facts->event->arena, "a%llu", (unsigned long long)command->number),
            word);
}

static void add_piece(struct auditd_facts *facts, uint64_t number, struct text piece)
{
    struct auditd_command *command = &facts->command;

    if (!command->has_word || command->number != number) {
        end_word(facts);
        if (command->has_word)
            command->bytes[command->length++] = ' ';
        command->word = command->length;
        command->number = number;
        command->has_word = true;
    }
    if (piece.length > 0)
        memcpy(command->bytes + command->length, piece.data, piece.length);
    command->length += piece.length;
}

/* A word is shorter than its pair ("a0=x"), so the record's length is room for all of
 * them and the blanks. */
static void add_command(struct auditd_facts *facts, const struct auditd_line *line)
{
    struct arena *arena = facts->event->arena;
    struct text body = line->body;
    struct auditd_pair pair = {0};
    uint64_t number = 0;

    if (!facts->command.bytes)
        facts->command.bytes = arena_alloc(arena, facts->event->record->text.length + 1);
    while (auditd_pair_take(&body, &pair)) {
        if (auditd_argument(pair.name, &number))
            add_piece(facts, number, auditd_pair_text(arena, line->type, &pair));
        else
            put_pair(facts, line, &pair);
    }
}

static void add_path(struct auditd_facts *facts, const struct auditd_line *line)
{
    struct text body = line->body;
    struct auditd_pair pair = {0};
    struct text name = {0};
    struct text sort = {0};
    struct text mode = {0};
    struct text owner = {0};

    while (auditd_pair_take(&body, &pair)) {
        put_pair(facts, line, &pair);
        if (text_equal(pair.name, TEXT("name")))
            name = auditd_pair_text(facts->event->arena, line->type, &pair);
        else if (text_equal(pair.name, TEXT("nametype")) || text_equal(pair.name, TEXT("objtype")))
            sort = pair.value;
        else if (text_equal(pair.name, TEXT("mode")))
            mode = pair.value;
        else if (text_equal(pair.name, TEXT("ouid")))
            owner = pair.value;
    }
    if (auditd_is_unsaid(name) || text_equal(sort, TEXT("PARENT")))
        return;
    if (text_equal(sort, TEXT("CREATE")))
        facts->created = name;
    else if (text_equal(sort, TEXT("DELETE")))
        facts->deleted = name;
    else if (facts->normal.length == 0)
        facts->normal = name;
    facts->mode = mode;
    facts->owner = owner;
}

/* An event is named by its first record that is no part; by SYSCALL only where no
 * other says more. */
static void name_event(struct auditd_facts *facts, const struct auditd_line *line)
{
    const struct auditd_type *type = auditd_type_find(line->type);
    bool names_it = facts->type_name.length == 0 ||
                    (facts->type && (facts->type->role == AUDITD_ROLE_PART ||
                                     (!facts->type->action && type && type->action)));

    put_raw(facts, TEXT("type"), type ? text_of(type->name) : line->type);
    if (!names_it || (type && type->role == AUDITD_ROLE_PART && facts->type_name.length > 0))
        return;
    facts->type = type;
    facts->type_name = type ? text_of(type->name) : line->type;
}

void auditd_facts_add(struct auditd_facts *facts, const struct auditd_line *line)
{
    struct text first = line->body;

    name_event(facts, line);
    if (text_equal(line->type, TEXT("EXECVE"))) {
        add_command(facts, line);
        return;
    }
    if (text_equal(line->type, TEXT("PATH"))) {
        add_path(facts, line);
        return;
    }
    if (text_equal(text_take_word(&first), TEXT("avc:")))
        facts->access = text_take_word(&first);
    add_pairs(facts, line);
}

struct text auditd_facts_finish(struct auditd_facts *facts)
{
    end_word(facts);
    return (struct text){facts->command.bytes, facts->command.length};
}
