#include "app/access_groups.h"

#include <grp.h>
#include <unistd.h>

#include "app/daemon_log.h"
#include "base/text.h"

/* (gid_t)-1 stands for "none" in system calls. */
enum { NO_GROUP = -1 };

static const uint64_t largest_id = UINT32_MAX - 1;

static struct access_group find_group(const char *setting, const char *name)
{
    const struct log_facts facts = {.group = name};
    const struct group *entry = NULL;
    uint64_t number = 0;

    if (name[0] == '\0')
        return (struct access_group){.id = NO_GROUP};
    entry = getgrnam(name);
    if (entry)
        return (struct access_group){entry->gr_gid, name};
    if (text_to_unsigned(text_of(name), &number) && number <= largest_id)
        return (struct access_group){(int64_t)number, name};
    DAEMON_LOG_ABOUT(NOTICE_GROUP_MISSING, &facts,
                     "%s: there is no group '%s', so it lets nobody in", setting, name);
    return (struct access_group){.id = NO_GROUP};
}

struct access_policy access_groups_find(const struct settings *settings)
{
    return (struct access_policy){.own_user = geteuid(),
                                  .readers = find_group("feed.group", settings->feed.group),
                                  .admins = find_group("control.group", settings->control.group)};
}
