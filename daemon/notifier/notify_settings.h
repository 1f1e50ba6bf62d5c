/*
 * notify_settings -- whom one instance of amberd-notify tells, and how: amberd-notify(8).
 */
#ifndef NOTIFIER_NOTIFY_SETTINGS_H
#define NOTIFIER_NOTIFY_SETTINGS_H

#include <stdint.h>

#include "base/timestamp.h"
#include "config/setting_table.h"
#include "consumer/feed_choice.h"

struct notify_settings {
    char *feed;     /* the daemon's socket */
    char *state;    /* "" = /var/lib/amberd-notify/NAME.state */
    char **command; /* of the first contact; words */
    size_t command_count;
    timestamp timeout;
    uint64_t attempts;
    timestamp retry;
    uint64_t at_once;
    struct {
        uint64_t pages; /* to a contact within per; beyond, a summary */
        timestamp per;
    } limit;
    struct {
        char **command; /* of the second contact; none = nobody */
        size_t command_count;
        timestamp after; /* a Red that nobody has acknowledged */
    } second;
    struct {
        timestamp after; /* the daemon is not there; 0 = never */
    } watch;
    struct feed_choice filter;
};

struct setting_table notify_settings_table(void);

#endif
