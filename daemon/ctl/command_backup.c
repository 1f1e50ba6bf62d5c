/* backup: a copy of the journal, verified. */
#include <inttypes.h>
#include <stdio.h>

#include "ctl/commands.h"
#include "ctl/complaint.h"
#include "ctl/daemon_paths.h"
#include "ctl/progress.h"
#include "protocol/reply.h"
#include "store/backup.h"

static void show_progress(uint64_t done, uint64_t all, void *cookie)
{
    progress_show(cookie, done, all);
}

static void print_result(const struct verify_result *result, const char *path, bool json)
{
    char hash[DIGEST_TEXT_SIZE] = "";

    hex_write(result->newest_hash.bytes, DIGEST_SIZE, hash);
    if (json)
        printf("{\"records\":%" PRIu64 ",\"newest\":%" PRIu64 ",\"hash\":\"%s\"}\n",
               result->records, result->newest, hash);
    else
        printf("%s: %" PRIu64 " record%s, verified\n", path, result->records,
               text_plural(result->records, "s"));
}

int command_backup(const struct arguments *arguments)
{
    struct settings *settings = daemon_paths_settings(arguments);
    const char *directory = arguments->directory ? arguments->directory : settings->state.directory;
    const char *path = arguments->words[0];
    struct verify_result result = {0};
    struct progress progress = {0};
    struct error err = {0};
    bool good = false;

    progress_start(&progress, "copying", arguments->quiet);
    good = backup_journal(directory, path, show_progress, &progress, &result, &err);
    progress_end(&progress);
    if (good)
        print_result(&result, path, arguments->json);
    else
        daemon_paths_blame_journal(directory, &err);
    settings_destroy(settings);
    if (good)
        return REPLY_OK;
    return result.is_damaged ? REPLY_FINDINGS : REPLY_PERMISSION;
}
