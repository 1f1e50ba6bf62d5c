#include "support/made_rules.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"

static const char *const syllables[] = {"ba", "kes", "sik", "dor", "um",  "el",       "ask", "zu",
                                        "fi", "gan", "ish", "wex", "pol", "\xC3\xA9", "ti",  "row"};

/* The last one suricata puts together, and others say as it is. */
static const char *const fields[] = {
    "message",   "user.name",          "url.domain", "url.path",       "process.name",
    "host.name", "destination.domain", "url.query",  "event.original", "url.full"};

enum { FIELDS = sizeof fields / sizeof *fields };

static const char *pick(struct seeded_random *random, const char *const *items, unsigned count)
{
    return items[seeded_random_below(random, count)];
}

/* Whether some of it can be a literal: three plain characters in a row, before the last
 * character, for which a rule may write '?'. */
static bool has_literal(const struct bait *word)
{
    size_t run = 0;

    for (const char *at = word->bytes; at[0] && at[1] && run < 3; at++)
        run = (*at & 0x80) || strchr("/%", *at) ? 0 : run + 1;
    return run >= 3;
}

static void make_word(struct seeded_random *random, struct bait *word)
{
    static const char *const joints[] = {"", "", "", "-", ".", " ", "/", "%", "_"};
    unsigned parts = 2 + seeded_random_below(random, 3);

    do {
        word->bytes[0] = '\0';
        for (unsigned i = 0; i < parts; i++) {
            size_t length = strlen(word->bytes);

            snprintf(word->bytes + length, BAIT_LONGEST - length, "%s%s",
                     i > 0 ? pick(random, joints, 9) : "", pick(random, syllables, 16));
        }
    } while (!has_literal(word));
}

static void write_head(struct buffer *yaml, unsigned number)
{
    buffer_printf(yaml,
                  "---\ntitle: Rule %u\nid: 00000000-0000-4000-8000-%012u\nlevel: low\n"
                  "logsource: {product: linux}\ndetection:\n",
                  number, number);
}

/* A test of one field, or a keyword, that the word fulfils. */
static void write_item(struct seeded_random *random, struct buffer *yaml, const char *name,
                       const struct bait *bait, unsigned field_count)
{
    static const char *const modifiers[] = {"",          "|contains", "|contains",
                                            "|endswith", "|re",       "|contains|cased"};
    const char *field = pick(random, fields, field_count);
    const char *modifier = pick(random, modifiers, 6);
    bool is_regex = strcmp(modifier, "|re") == 0;

    buffer_printf(yaml, "  %s:\n", name);
    if (seeded_random_once_in(random, 3)) {
        buffer_printf(yaml, "    - '%s'\n", bait->bytes);
        return;
    }
    buffer_printf(yaml, "    %s%s: '", field, modifier);
    for (const char *at = bait->bytes; *at; at++) {
        if (is_regex && (*at == '.' || *at == '/'))
            buffer_append_byte(yaml, '\\');
        if (modifier[0] == '|' && !is_regex && at[1] == '\0' && (*at & 0x80) == 0 &&
            seeded_random_once_in(random, 4))
            buffer_append_byte(yaml, '?');
        else
            buffer_append_byte(yaml, *at);
    }
    if (is_regex && seeded_random_once_in(random, 2))
        buffer_printf(yaml, "(x|y)?z*");
    buffer_printf(yaml, "'\n");
}

/* What no literal stands for. */
static void write_open(struct seeded_random *random, struct buffer *yaml)
{
    static const char *const tests[] = {
        "{event.outcome: failure}",         "{http.response.status_code|gte: 400}",
        "{source.ip|cidr: 192.0.2.0/28}",   "{user.name: null}",
        "{event.action|contains: connect}", "{process.name|exists: true, message|contains: an}"};

    buffer_printf(yaml, "  a: %s\n  condition: a\n", pick(random, tests, 6));
}

static void write_joined(struct seeded_random *random, struct buffer *yaml, const struct bait *bait)
{
    static const char *const conditions[] = {"a",           "a and b",         "a or b",
                                             "a and not b", "1 of them",       "all of them",
                                             "a or b",      "not (not a or b)"};
    struct bait other = {""};

    make_word(random, &other);
    write_item(random, yaml, "a", bait, FIELDS);
    write_item(random, yaml, "b", seeded_random_once_in(random, 2) ? bait : &other, FIELDS);
    buffer_printf(yaml, "  condition: %s\n", pick(random, conditions, 8));
}

static void write_decided(struct seeded_random *random, struct buffer *yaml,
                          const struct bait *bait)
{
    static const char *const conditions[] = {"a", "a and b", "a or c", "a and not b", "a and b"};

    write_item(random, yaml, "a", bait, FIELDS - 1);
    buffer_printf(yaml, "  b: {event.outcome: failure}\n");
    write_item(random, yaml, "c", bait, FIELDS - 1);
    buffer_printf(yaml, "  condition: %s\n", pick(random, conditions, 5));
}

struct made_rules made_rules_create(struct seeded_random *random, unsigned count, bool without_open)
{
    struct made_rules rules = {.baits = mem_zero_array(count, sizeof(struct bait)), .count = count};

    for (unsigned i = 0; i < count; i++) {
        make_word(random, &rules.baits[i]);
        write_head(&rules.yaml, i);
        if (without_open)
            write_decided(random, &rules.yaml, &rules.baits[i]);
        else if (seeded_random_once_in(random, 20))
            write_open(random, &rules.yaml);
        else
            write_joined(random, &rules.yaml, &rules.baits[i]);
    }
    return rules;
}

void made_rules_finish(struct made_rules *rules)
{
    buffer_finish(&rules->yaml);
    mem_free(rules->baits);
}
