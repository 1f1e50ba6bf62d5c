#include "ctl/daemon_paths.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "ctl/complaint.h"
#include "ctl/connection.h"
#include "ctl/connection_advice.h"
#include "ctl/listing.h"
#include "protocol/request.h"
#include "store/state_directory.h"

static struct settings *read_settings(const struct arguments *arguments)
{
    return access(arguments->config, R_OK) == 0 ? settings_read(arguments->config, NULL) : NULL;
}

struct settings *daemon_paths_settings(const struct arguments *arguments)
{
    struct settings *settings = read_settings(arguments);

    return settings ? settings : settings_default();
}

/* Why settings that somebody chose are no use: the first mistake of them. */
static void refuse_settings(const char *path, struct error *err)
{
    struct diagnostics mistakes = {0};
    struct buffer words = {0};

    settings_destroy(settings_read(path, &mistakes));
    for (size_t i = 0; i < mistakes.count && words.length == 0; i++) {
        if (mistakes.items[i].kind != DIAGNOSTIC_ERROR)
            continue;
        diagnostics_append_place(&words, &mistakes.items[i]);
        buffer_append_text(&words, text_of(mistakes.items[i].message));
    }
    error_set(err, "%s; without settings, --socket says which daemon is meant",
              buffer_string(&words));
    buffer_finish(&words);
    diagnostics_finish(&mistakes);
}

static json_t *ask(const struct arguments *arguments, const struct request *request,
                   enum reply_code *code, struct error *err)
{
    struct settings *settings = read_settings(arguments);
    json_t *data = NULL;

    *code = REPLY_USAGE;
    if (!settings && !arguments->socket && strcmp(arguments->config, CONFIG_PATH) != 0) {
        refuse_settings(arguments->config, err);
    } else {
        settings = settings ? settings : settings_default();
        data = connection_ask(arguments->socket ? arguments->socket : settings->control.socket,
                              request, code, err);
    }
    settings_destroy(settings);
    return data;
}

json_t *daemon_paths_ask(const struct arguments *arguments, const struct request *request,
                         int *status)
{
    enum reply_code code = REPLY_OK;
    struct error err = {0};
    json_t *data = ask(arguments, request, &code, &err);

    if (!data)
        complain("%s", err.text);
    *status = (int)code;
    return data;
}

json_t *daemon_paths_ask_quietly(const struct arguments *arguments, const struct request *request)
{
    enum reply_code code = REPLY_OK;
    struct error err = {0};

    return ask(arguments, request, &code, &err);
}

void daemon_paths_blame_journal(const char *directory, const struct error *err)
{
    char *path = state_directory_path(directory, "journal.db");
    struct buffer advice = {0};

    if (access(path, R_OK) < 0 && errno == EACCES) {
        connection_advise(path, EACCES, &advice);
        complain("%s: %s%s", path, strerror(EACCES), buffer_string(&advice));
    } else {
        complain("%s", err->text);
    }
    buffer_finish(&advice);
    mem_free(path);
}

void daemon_paths_doubt(const struct arguments *arguments)
{
    const struct request request = {.operation = REQUEST_SOURCES};
    struct buffer words = {0};
    json_t *data = NULL;

    if (!arguments->account && !arguments->site)
        return;
    data = daemon_paths_ask_quietly(arguments, &request);
    if (data)
        listing_doubt(data, "account", arguments->account, &words);
    if (data && words.length == 0)
        listing_doubt(data, "site", arguments->site, &words);
    if (words.length > 0)
        complain("%s", buffer_string(&words));
    buffer_finish(&words);
    json_decref(data);
}
