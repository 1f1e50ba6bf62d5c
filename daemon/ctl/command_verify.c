/* verify: is the journal what was written?  Reads the file itself, for a daemon
 * that vouches for its own journal proves nothing. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ctl/commands.h"
#include "ctl/complaint.h"
#include "ctl/daemon_paths.h"
#include "ctl/json_view.h"
#include "ctl/progress.h"
#include "protocol/reply.h"
#include "store/verify.h"

static void show_progress(uint64_t done, uint64_t all, void *cookie)
{
    progress_show(cookie, done, all);
}

static bool read_anchor(const char *word, struct verify_anchor *anchor)
{
    struct text number = {0};
    struct text hash = {0};

    return text_cut(text_of(word), TEXT(":"), &number, &hash) &&
           text_to_unsigned(number, &anchor->number) &&
           hex_read(hash, anchor->hash.bytes, DIGEST_SIZE);
}

static void print_result(const struct verify_result *result, const char *directory, bool json)
{
    char hash[DIGEST_TEXT_SIZE] = "";

    hex_write(result->newest_hash.bytes, DIGEST_SIZE, hash);
    if (json) {
        printf("{\"records\":%" PRIu64 ",\"erased\":%" PRIu64 ",\"oldest\":%" PRIu64
               ",\"newest\":%" PRIu64 ",\"hash\":\"%s\",\"first_bad\":%" PRIu64
               ",\"damaged\":%s,\"memory_damaged\":%s}\n",
               result->records, result->erased, result->oldest, result->newest, hash,
               result->first_bad, result->is_damaged ? "true" : "false",
               result->is_memory_damaged ? "true" : "false");
        return;
    }
    if (result->is_damaged && !result->is_memory_damaged)
        return;
    printf("%s: %" PRIu64 " record%s what was written", directory, result->records,
           result->records == 1 ? " is" : "s are");
    if (result->erased > 0)
        printf(", the evidence of %" PRIu64 " erased in due time", result->erased);
    puts(".");
    if (result->records > 0)
        printf("Anchor, to be kept elsewhere: %" PRIu64 ":%s\n", result->newest, hash);
    if (result->records > 0 && result->newest - result->oldest >= result->records)
        puts("Numbers are no count: after an unclean end they go on in a new block.");
    if (result->is_memory_damaged)
        puts("Alerts and evidence are whole; what amberd remembers beside them is not, and it does "
             "not start on that.");
}

int command_verify(const struct arguments *arguments)
{
    struct settings *settings = daemon_paths_settings(arguments);
    const char *directory = arguments->directory ? arguments->directory : settings->state.directory;
    struct verify_anchor anchor = {0};
    struct verify_result result = {0};
    struct progress progress = {0};
    struct error err = {0};
    bool good = false;

    if (arguments->anchor && !read_anchor(arguments->anchor, &anchor)) {
        fputs("amberctl: --anchor is a number, a colon and 64 hex digits, as verify printed it\n",
              stderr);
        settings_destroy(settings);
        return REPLY_USAGE;
    }
    if (access(directory, F_OK) < 0 && errno == ENOENT) {
        complain("%s: %s", directory, strerror(ENOENT));
        settings_destroy(settings);
        return REPLY_USAGE;
    }
    progress_start(&progress, "verifying", arguments->quiet);
    good = verify_journal(directory, arguments->anchor ? &anchor : NULL, show_progress, &progress,
                          &result, &err);
    progress_end(&progress);
    if (good || result.is_damaged)
        print_result(&result, directory, arguments->json);
    if (!good)
        daemon_paths_blame_journal(directory, &err);
    settings_destroy(settings);
    return good ? REPLY_OK : result.is_damaged ? REPLY_FINDINGS : REPLY_PERMISSION;
}
