#include "model/notice.h"

#define KIND(word, name, priority, id) [NOTICE_##word] = {(name), PRIORITY_##priority, (id)},

static const struct notice_kind kinds[NOTICE_COUNT] = {NOTICE_TABLE(KIND)};

const struct notice_kind *notice_kind(enum notice notice)
{
    return &kinds[notice];
}

enum notice_priority notice_priority(enum notice notice, enum severity severity)
{
    if (kinds[notice].priority != PRIORITY_BY_COLOUR)
        return kinds[notice].priority;
    return severity == SEVERITY_RED ? PRIORITY_CRITICAL : PRIORITY_WARNING;
}
