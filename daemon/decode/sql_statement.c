#include "decode/sql_statement.h"

struct reader {
    struct sql_lexer lexer;
    struct sql_token token; /* the one under way */
    struct text text;       /* all of it */
    unsigned depth;         /* of parentheses */
    struct sql_reading *reading;
};

static struct sql_token advance(struct reader *reader)
{
    reader->token = sql_token_next(&reader->lexer);
    if (sql_token_is_sign(reader->token, '('))
        reader->depth++;
    else if (sql_token_is_sign(reader->token, ')') && reader->depth > 0)
        reader->depth--;
    return reader->token;
}

static bool is_over(const struct reader *reader)
{
    return reader->token.kind == SQL_END || sql_token_is_sign(reader->token, ';');
}

static bool is_word(const struct reader *reader, const char *word)
{
    return sql_token_is_word(reader->token, word);
}

/* One of a NULL-terminated list. */
static bool is_one_of(const struct reader *reader, const char *const *words)
{
    for (; *words; words++) {
        if (is_word(reader, *words))
            return true;
    }
    return false;
}

static bool take(struct reader *reader, const char *word)
{
    if (!is_word(reader, word))
        return false;
    advance(reader);
    return true;
}

static void skip_statement(struct reader *reader)
{
    while (!is_over(reader))
        advance(reader);
}

static void add(struct sql_names *names, struct text name)
{
    if (name.length > 0 && names->count < SQL_NAMES_MOST)
        names->names[names->count++] = name;
}

static void add_once(struct sql_names *names, struct text name)
{
    for (size_t i = 0; i < names->count; i++) {
        if (text_equal_caseless(names->names[i], name))
            return;
    }
    add(names, name);
}

static void set_effect(struct reader *reader, enum sql_effect effect)
{
    if (effect > reader->reading->effect)
        reader->reading->effect = effect;
}

/* Takes the name under way; MySQL's host behind it is passed over. */
static void take_name(struct reader *reader, struct sql_names *names)
{
    struct sql_token name = reader->token;
    bool may_be_string = reader->lexer.dialect == SQL_MYSQL;

    if (is_over(reader))
        return;
    if (names && (name.kind == SQL_WORD || name.kind == SQL_NAME ||
                  (name.kind == SQL_STRING && may_be_string)))
        add(names, name.text);
    if (sql_token_is_sign(advance(reader), '@') && may_be_string) {
        advance(reader);
        advance(reader);
    }
}

/* Some words between two commas, as they stand in the text. */
struct item {
    size_t from;
    size_t to;
    size_t tokens;
    struct text only; /* the one token, without its quotes */
};

static void extend(const struct reader *reader, struct item *item)
{
    struct sql_token token = reader->token;
    bool is_quoted = token.kind == SQL_NAME || token.kind == SQL_STRING;
    size_t start = (size_t)(token.text.data - reader->text.data) - (is_quoted ? 1 : 0);

    if (item->tokens++ == 0) {
        item->from = start;
        item->only = token.text;
    }
    item->to = reader->text.length - reader->lexer.rest.length;
}

static void finish(const struct reader *reader, struct item *item, struct sql_names *names)
{
    if (item->tokens == 1)
        add(names, item->only);
    else if (item->tokens > 1)
        add(names, text_from(text_until(reader->text, item->to), item->from));
    *item = (struct item){0};
}

/* Takes what commas part, up to one of the words; what stands in parentheses, such as
 * columns, is no part of it.  "GRANT OPTION FOR" stands in front of what it is about. */
static void take_items(struct reader *reader, const char *const *ends, struct sql_names *names)
{
    struct item item = {0};

    for (; !is_over(reader) && (reader->depth > 0 || !is_one_of(reader, ends)); advance(reader)) {
        if (reader->depth > 0 || sql_token_is_sign(reader->token, ')'))
            continue;
        if (is_word(reader, "for"))
            item = (struct item){0};
        else if (sql_token_is_sign(reader->token, ','))
            finish(reader, &item, names);
        else if (reader->token.text.data)
            extend(reader, &item);
    }
    finish(reader, &item, names);
}

static void take_grantees(struct reader *reader)
{
    do {
        advance(reader);
        if (is_word(reader, "group") || is_word(reader, "user"))
            advance(reader);
        take_name(reader, &reader->reading->whom);
    } while (sql_token_is_sign(reader->token, ','));
}

/* "PRIVILEGE, ... ON OBJECT, ... TO NAME, ...", "ROLE, ... TO NAME, ..."; the same with
 * FROM for REVOKE. */
static void read_rights(struct reader *reader, const char *preposition)
{
    const char *const ends[] = {"on", preposition, NULL};
    struct sql_names given = {0};
    struct sql_names *list = &reader->reading->roles;

    take_items(reader, ends, &given);
    if (take(reader, "on")) {
        take(reader, "table");
        list = &reader->reading->privileges;
        take_items(reader, &ends[1], &reader->reading->objects);
    }
    for (size_t i = 0; i < given.count; i++)
        add(list, given.names[i]);
    if (is_word(reader, preposition))
        take_grantees(reader);
}

static void read_grant(struct reader *reader)
{
    set_effect(reader, SQL_GRANTS);
    read_rights(reader, "to");
}

static void read_revoke(struct reader *reader)
{
    set_effect(reader, SQL_REVOKES);
    read_rights(reader, "from");
}

/* What an account may be apart from rights on objects. */
static const char *const abilities[] = {
    "superuser",  "nosuperuser", "createrole", "nocreaterole", "createdb",
    "nocreatedb", "login",       "nologin",    "replication",  "noreplication",
    "bypassrls",  "nobypassrls", NULL,
};

/* "ALTER GROUP ROLE ADD USER NAME, ...". */
static void read_membership(struct reader *reader, enum sql_effect effect)
{
    struct sql_reading *reading = reader->reading;

    set_effect(reader, effect);
    advance(reader);
    if (reading->whom.count > 0)
        add(&reading->roles, reading->whom.names[--reading->whom.count]);
    take_grantees(reader);
}

/* The options behind an account's name. */
static void read_options(struct reader *reader)
{
    struct sql_reading *reading = reader->reading;
    struct sql_names *list = &reading->whom;

    while (!is_over(reader) && !is_word(reader, "set") && !is_word(reader, "reset")) {
        if (is_one_of(reader, abilities))
            add(&reading->privileges, reader->token.text);
        if (sql_token_is_sign(reader->token, ',')) {
            advance(reader);
            take_name(reader, list);
        } else if (take(reader, "in") || take(reader, "default")) {
            list = &reading->roles;
            advance(reader);
            take_name(reader, list);
        } else if (take(reader, "role") || take(reader, "admin") || take(reader, "user")) {
            list = NULL;
        } else if (take(reader, "rename")) {
            advance(reader);
            take_name(reader, &reading->whom);
        } else {
            advance(reader);
        }
    }
}

static void read_account(struct reader *reader, enum sql_effect effect)
{
    bool is_group = is_word(reader, "group");

    if (sql_token_is_word(advance(reader), "mapping"))
        return;
    set_effect(reader, effect);
    if (take(reader, "if")) {
        take(reader, "not");
        take(reader, "exists");
    }
    take_name(reader, &reader->reading->whom);
    if (is_group && is_word(reader, "add"))
        read_membership(reader, SQL_GRANTS);
    else if (is_group && is_word(reader, "drop"))
        read_membership(reader, SQL_REVOKES);
    else
        read_options(reader);
}

static const char *const accounts[] = {"role", "user", "group", NULL};

static void read_create(struct reader *reader)
{
    if (take(reader, "or"))
        take(reader, "replace");
    if (is_one_of(reader, accounts))
        read_account(reader, SQL_CREATES_ROLE);
}

static void read_drop(struct reader *reader)
{
    if (is_one_of(reader, accounts))
        read_account(reader, SQL_REMOVES_ROLE);
}

static void read_alter(struct reader *reader)
{
    if (is_one_of(reader, accounts)) {
        read_account(reader, SQL_CHANGES_ROLE);
        return;
    }
    if (!is_word(reader, "default"))
        return;
    while (!is_over(reader) && !is_word(reader, "grant") && !is_word(reader, "revoke"))
        advance(reader);
    if (take(reader, "grant"))
        read_grant(reader);
    else if (take(reader, "revoke"))
        read_revoke(reader);
}

/* MySQL's "SET PASSWORD FOR NAME = ...". */
static void read_set(struct reader *reader)
{
    if (!take(reader, "password"))
        return;
    set_effect(reader, SQL_CHANGES_ROLE);
    if (take(reader, "for"))
        take_name(reader, &reader->reading->whom);
}

/* "COPY (QUERY) TO ...", "COPY TABLE (COLUMNS) FROM ...". */
static void read_copy(struct reader *reader)
{
    static const char *const ends[] = {"to", "from", NULL};

    take(reader, "binary");
    take_items(reader, ends, &reader->reading->objects);
    if (is_word(reader, "to"))
        set_effect(reader, SQL_EXPORTS);
    else if (is_word(reader, "from"))
        set_effect(reader, SQL_IMPORTS);
}

static void read_load(struct reader *reader)
{
    if (is_word(reader, "data") || is_word(reader, "xml"))
        set_effect(reader, SQL_IMPORTS);
}

static void read_select(struct reader *reader)
{
    for (; !is_over(reader); advance(reader)) {
        if (is_word(reader, "into") &&
            (sql_token_is_word(advance(reader), "outfile") || is_word(reader, "dumpfile")))
            set_effect(reader, SQL_EXPORTS);
        if (is_over(reader))
            return;
    }
}

/* "WITH NAME AS (QUERY), ... SELECT": what it does stands behind the queries. */
static void read_with(struct reader *reader)
{
    static const char *const verbs[] = {"select", "insert", "update", "delete",
                                        "merge",  "values", "table",  NULL};

    while (!is_over(reader) && (reader->depth > 0 || !is_one_of(reader, verbs)))
        advance(reader);
    if (!is_over(reader))
        add_once(&reader->reading->operations, reader->token.text);
    read_select(reader);
}

static const struct {
    const char *word;
    void (*read)(struct reader *reader);
} verbs[] = {
    {"select", read_select}, {"with", read_with},     {"copy", read_copy},   {"grant", read_grant},
    {"revoke", read_revoke}, {"create", read_create}, {"alter", read_alter}, {"drop", read_drop},
    {"set", read_set},       {"load", read_load},
};

static void read_statement(struct reader *reader)
{
    struct sql_token verb = reader->token;

    if (verb.kind != SQL_WORD)
        return;
    if (!sql_token_is_word(verb, "with"))
        add_once(&reader->reading->operations, verb.text);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (!sql_token_is_word(verb, verbs[i].word))
            continue;
        advance(reader);
        verbs[i].read(reader);
        return;
    }
}

void sql_statement_read(struct text text, enum sql_dialect dialect, struct sql_reading *reading)
{
    struct reader reader = {
        .lexer = {text, dialect},
        .text = text,
        .reading = reading,
    };

    *reading = (struct sql_reading){0};
    do {
        reader.depth = 0;
        do
            advance(&reader);
        while (sql_token_is_sign(reader.token, '('));
        reader.depth = 0;
        read_statement(&reader);
        skip_statement(&reader);
    } while (reader.token.kind != SQL_END);
}
