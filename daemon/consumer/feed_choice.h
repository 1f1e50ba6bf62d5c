/*
 * feed_choice -- which records a consumer wants, as its settings say it.
 *
 *     filter:
 *         rag: red
 *         account: [acme, initech]
 *
 * The keys are those of the feed's filter, and the daemon does the choosing.  A word that
 * no record has is a mistake in the settings, of the same table as the daemon's.
 */
#ifndef CONSUMER_FEED_CHOICE_H
#define CONSUMER_FEED_CHOICE_H

#include "base/buffer.h"
#include "config/setting_table.h"
#include "model/severity.h"

struct feed_choice_list {
    char **items;
    size_t count;
};

struct feed_choice {
    struct feed_choice_list rag;
    struct feed_choice_list rule;
    struct feed_choice_list control;
    struct feed_choice_list source;
    struct feed_choice_list tag;
    struct feed_choice_list account;
    struct feed_choice_list site;
};

#define FEED_CHOICE_ROW(whole, key, ...)                                                 \
    {                                                                                    \
        .section = "filter", .name = #key, .type = SETTING_TEXTS,                        \
        .offset = offsetof(whole, filter.key.items),                                     \
        .count_offset = offsetof(whole, filter.key.count), .smallest = 0, .largest = 64, \
        .initial = "", .help = __VA_ARGS__                                               \
    }

/* The rows of a settings struct whose member "filter" is a struct feed_choice. */
#define FEED_CHOICE_ROWS(whole)                                                                    \
    FEED_CHOICE_ROW(whole, rag, "amber, red", .choices = severity_of_alerts),                      \
        FEED_CHOICE_ROW(whole, rule, "keys of rules"),                                             \
        FEED_CHOICE_ROW(whole, control, "controls of the checklist"),                              \
        FEED_CHOICE_ROW(whole, source, "names of sources"),                                        \
        FEED_CHOICE_ROW(whole, tag, "tags of rules"), FEED_CHOICE_ROW(whole, account, "accounts"), \
        FEED_CHOICE_ROW(whole, site, "sites")

/* Appends the filter as JSON; false, with nothing appended, when everything is wanted. */
bool feed_choice_write(const struct feed_choice *choice, struct buffer *json);

#endif
