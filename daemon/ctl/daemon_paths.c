#include "ctl/daemon_paths.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ctl/connection.h"

static struct settings *read_settings(const struct arguments *arguments)
{
    return access(arguments->config, R_OK) == 0 ? settings_read(arguments->config, NULL) : NULL;
}

struct settings *daemon_paths_settings(const struct arguments *arguments)
{
    struct settings *settings = read_settings(arguments);

    return settings ? settings : settings_default();
}

/* What a daemon says may quote rule files and whatever else is in its way. */
static void complain(const char *words)
{
    struct buffer line = {0};

    buffer_append_escaped(&line, text_of(words));
    fprintf(stderr, "amberctl: %s\n", buffer_string(&line));
    buffer_finish(&line);
}

json_t *daemon_paths_ask(const struct arguments *arguments, const struct request *request,
                         int *status)
{
    struct settings *settings = read_settings(arguments);
    enum reply_code code = REPLY_USAGE;
    struct error err = {0};
    json_t *data = NULL;

    if (!settings && !arguments->socket && strcmp(arguments->config, CONFIG_PATH) != 0) {
        error_set(&err, "%s: no settings that can be used; which daemon is meant? --socket says it",
                  arguments->config);
    } else {
        settings = settings ? settings : settings_default();
        data = connection_ask(arguments->socket ? arguments->socket : settings->control.socket,
                              request, &code, &err);
    }
    if (!data)
        complain(err.text);
    *status = (int)code;
    settings_destroy(settings);
    return data;
}
