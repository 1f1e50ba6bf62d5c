#include "output/feed_filter.h"

#include <string.h>

#include "base/buffer.h"
#include "base/diagnostics.h"
#include "base/memory.h"
#include "model/severity.h"
#include "output/json_line.h"

/* "gap" is said whatever the filter; who asks for it by name is not refused. */
static const char *const type_words[] = {"alert", "source",   "log-gap", "health", "rules",
                                         "view",  "withheld", "gap",     NULL};

/* A key of a filter: where its value stands in a body (either place will do),
 * and, where there are only so many, which values there are. */
static const struct filter_key {
    const char *name;
    const char *path;
    const char *other_path;
    const char *const *words;
} keys[] = {
    {"rag", "rag", NULL, severity_of_alerts},
    {"rule", "rule.key", "rule.id", NULL},
    {"control", "control", NULL, NULL},
    {"source", "source.name", "source", NULL},
    {"tag", "rule.tags", NULL, NULL},
    {"account", "account", NULL, NULL},
    {"site", "site", NULL, NULL},
    {"type", "type", NULL, type_words},
};

enum { KEYS = sizeof keys / sizeof *keys };

struct feed_filter {
    struct {
        char *values[FEED_FILTER_MOST_VALUES];
        size_t count; /* 0 = the key was not given */
    } wanted[KEYS];
};

void feed_filter_destroy(struct feed_filter *filter)
{
    if (!filter)
        return;
    for (size_t key = 0; key < KEYS; key++) {
        for (size_t i = 0; i < filter->wanted[key].count; i++)
            mem_free(filter->wanted[key].values[i]);
    }
    mem_free(filter);
}

/* "amber or red". */
static void list_words(struct buffer *list, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_append_text(list, i + 1 == count ? TEXT(" or ") : TEXT(", "));
        buffer_append_text(list, text_of(words[i]));
    }
}

static bool check_word(const struct filter_key *key, const char *value, struct error *err)
{
    const char *nearest = NULL;
    struct buffer list = {0};
    size_t count = 0;

    if (!key->words)
        return true;
    for (; key->words[count]; count++) {
        if (strcmp(key->words[count], value) == 0)
            return true;
    }
    nearest = diagnostics_suggest(text_of(value), key->words, count);
    list_words(&list, key->words, count);
    error_set(err, "filter: no record has the %s '%s'; %s%s%s", key->name, value,
              nearest ? "did you mean '" : "it can be ", nearest ? nearest : buffer_string(&list),
              nearest ? "'?" : "");
    buffer_finish(&list);
    return false;
}

static bool add_value(struct feed_filter *filter, size_t key, const json_t *value,
                      struct error *err)
{
    const char *string = json_string_value(value);

    if (!string || !*string)
        return error_set(err, "filter: '%s' takes a text, or a list of texts", keys[key].name);
    if (filter->wanted[key].count == FEED_FILTER_MOST_VALUES)
        return error_set(err, "filter: '%s' has more than %d values", keys[key].name,
                         FEED_FILTER_MOST_VALUES);
    if (!check_word(&keys[key], string, err))
        return false;
    filter->wanted[key].values[filter->wanted[key].count++] = mem_copy_string(string);
    return true;
}

static bool add_key(struct feed_filter *filter, size_t key, const json_t *value, struct error *err)
{
    if (!json_is_array(value))
        return add_value(filter, key, value, err);
    if (json_array_size(value) == 0)
        return error_set(err, "filter: the list of '%s' is empty", keys[key].name);
    for (size_t i = 0; i < json_array_size(value); i++) {
        if (!add_value(filter, key, json_array_get(value, i), err))
            return false;
    }
    return true;
}

static bool find_key(const char *name, size_t *key, struct error *err)
{
    const char *names[KEYS] = {0};
    const char *nearest = NULL;

    for (size_t i = 0; i < KEYS; i++) {
        names[i] = keys[i].name;
        if (strcmp(name, names[i]) == 0) {
            *key = i;
            return true;
        }
    }
    nearest = diagnostics_suggest(text_of(name), names, KEYS);
    return error_set(err, "filter: unknown key '%s'%s%s%s", name, nearest ? "; did you mean '" : "",
                     nearest ? nearest : "", nearest ? "'?" : "");
}

struct feed_filter *feed_filter_create(json_t *wanted, struct error *err)
{
    struct feed_filter *filter = mem_zero(sizeof *filter);
    const char *name = NULL;
    json_t *value = NULL;
    size_t key = 0;

    if (!json_is_object(wanted)) {
        error_set(err, "filter: it must be an object");
        goto fail;
    }
    json_object_foreach (wanted, name, value) {
        if (!find_key(name, &key, err) || !add_key(filter, key, value, err))
            goto fail;
    }
    return filter;

fail:
    feed_filter_destroy(filter);
    return NULL;
}

static bool has_value(const struct feed_filter *filter, size_t key, const json_t *value)
{
    const char *string = json_string_value(value);

    for (size_t i = 0; string && i < filter->wanted[key].count; i++) {
        if (strcmp(filter->wanted[key].values[i], string) == 0)
            return true;
    }
    return false;
}

static bool has_any(const struct feed_filter *filter, size_t key, const json_t *value)
{
    for (size_t i = 0; i < json_array_size(value); i++) {
        if (has_value(filter, key, json_array_get(value, i)))
            return true;
    }
    return has_value(filter, key, value);
}

static bool key_matches(const struct feed_filter *filter, size_t key, const json_t *body)
{
    return has_any(filter, key, json_line_member(body, keys[key].path)) ||
           (keys[key].other_path &&
            has_any(filter, key, json_line_member(body, keys[key].other_path)));
}

bool feed_filter_wants_withheld(const struct feed_filter *filter)
{
    bool is_wanted = false;

    for (size_t key = 0; filter && key < KEYS; key++) {
        bool is_type = strcmp(keys[key].name, "type") == 0;

        if (filter->wanted[key].count > 0 && !is_type)
            return false;
        for (size_t i = 0; is_type && i < filter->wanted[key].count; i++)
            is_wanted = is_wanted || strcmp(filter->wanted[key].values[i], "withheld") == 0;
    }
    return is_wanted;
}

bool feed_filter_matches(const struct feed_filter *filter, const json_t *body)
{
    for (size_t key = 0; filter && key < KEYS; key++) {
        if (filter->wanted[key].count > 0 && !key_matches(filter, key, body))
            return false;
    }
    return true;
}
