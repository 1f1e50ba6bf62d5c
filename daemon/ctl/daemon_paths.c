#include "ctl/daemon_paths.h"

#include <stdio.h>
#include <unistd.h>

#include "ctl/connection.h"

struct settings *daemon_paths_settings(const struct arguments *arguments)
{
    struct settings *settings = NULL;

    if (access(arguments->config, R_OK) == 0)
        settings = settings_read(arguments->config, NULL);
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
    struct settings *settings = daemon_paths_settings(arguments);
    const char *path = arguments->socket ? arguments->socket : settings->control.socket;
    enum reply_code code = REPLY_OK;
    struct error err = {0};
    json_t *data = connection_ask(path, request, &code, &err);

    if (!data)
        complain(err.text);
    *status = (int)code;
    settings_destroy(settings);
    return data;
}
