#include "support/workbench.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/control_client.h"
#include "support/give_up.h"
#include "support/planted_line.h"
#include "support/program.h"
#include "support/wait_until.h"

enum { MOST_WORDS = 16, LARGEST_COMPLAINTS = 1 << 20 };

void workbench_configure(struct workbench *bench, const struct workbench_options *options)
{
    const char *folder = bench->folder.text;
    struct path fresh = path_print("%s.tmp", bench->config.text);

    bench->state = path_print("%s%s", options->state ? "" : folder,
                              options->state ? options->state : "/state");
    file_write(fresh.text,
               "sources:\n"
               "    - name: gate\n"
               "      paths: [\"%s/logs/*.log\"]\n"
               "      format: %s\n"
               "      start: beginning\n"
               "      zone: UTC\n"
               "rules: {paths: [\"%s/rules\"]}\n"
               "state: {directory: \"%s\", reserve: %s}\n"
               "feed: {socket: \"%s\", group: \"\", heartbeat: 1s}\n"
               "control: {socket: \"%s\", group: \"\", test_user: tester}\n"
               "syslog: {socket: \"\"}\n"
               "alerts: {storm_budget: 150, storm_window: 1s, most: 1000000}\n"
               "%s",
               folder, options->format ? options->format : "sshd", folder, bench->state.text,
               options->without_reserve ? "0B" : "1MiB", bench->feed.text, bench->control.text,
               options->extra ? options->extra : "");
    if (rename(fresh.text, bench->config.text) < 0)
        give_up_errno("cannot replace %s", bench->config.text);
}

static void give_to_user(const struct workbench *bench)
{
    const char *const names[] = {"", "/logs"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (chown(path_print("%s%s", bench->folder.text, names[i]).text, bench->user, bench->user) <
            0)
            give_up_errno("cannot give %s%s away", bench->folder.text, names[i]);
    }
}

struct workbench workbench_create(const char *name, const struct workbench_options *options)
{
    struct workbench bench = {.folder = temp_folder_create(name), .user = options->user};
    const char *folder = bench.folder.text;
    struct buffer rules = {0};

    bench.config = path_print("%s/amberd.yml", folder);
    bench.feed = path_print("%s/feed.sock", folder);
    bench.control = path_print("%s/control.sock", folder);
    bench.complaints = path_print("%s/complaints.txt", folder);
    folder_create(path_print("%s/logs", folder).text);
    folder_create(path_print("%s/rules", folder).text);
    planted_line_rules(&rules);
    file_write(workbench_rule(&bench, "planted.yml").text, "%s", buffer_string(&rules));
    buffer_finish(&rules);
    workbench_configure(&bench, options);
    if (bench.user > 0)
        give_to_user(&bench);
    return bench;
}

void workbench_finish(struct workbench *bench)
{
    workbench_kill(bench);
    temp_folder_remove(&bench->folder);
}

struct path workbench_log(const struct workbench *bench, const char *name)
{
    return path_print("%s/logs/%s", bench->folder.text, name);
}

struct path workbench_rule(const struct workbench *bench, const char *name)
{
    return path_print("%s/rules/%s", bench->folder.text, name);
}

void workbench_launch(struct workbench *bench, const char *const *wrapper)
{
    bench->daemon = daemon_process_start(&(struct daemon_options){
        .config = bench->config.text,
        .control = bench->control.text,
        .complaints = bench->complaints.text,
        .wrapper = wrapper,
        .user = bench->user,
    });
}

void workbench_start(struct workbench *bench)
{
    struct buffer said = {0};

    workbench_launch(bench, NULL);
    if (daemon_process_await(bench->daemon))
        return;
    workbench_complaints(bench, &said);
    give_up("the daemon did not start:\n%s", buffer_string(&said));
}

int workbench_stop(struct workbench *bench)
{
    struct daemon_process *daemon = bench->daemon;

    bench->daemon = NULL;
    return daemon_process_terminate(daemon);
}

int workbench_kill(struct workbench *bench)
{
    struct daemon_process *daemon = bench->daemon;

    bench->daemon = NULL;
    return daemon_process_kill(daemon);
}

struct feed_reader *workbench_read(const struct workbench *bench, const char *from)
{
    struct feed_reader *reader = feed_reader_open(
        bench->feed.text, &(struct feed_subscription){.from = from}, PATIENCE_SECONDS);

    if (!reader)
        give_up("nobody answers on %s", bench->feed.text);
    return reader;
}

int workbench_command(const struct workbench *bench, const char *const *words, struct buffer *said)
{
    struct path program = path_print("%s/amberctl", build_folder().text);
    const char *all[MOST_WORDS] = {program.text, words[0], "-c", bench->config.text};
    size_t count = 4;

    for (size_t i = 1; words[i] && count < MOST_WORDS - 1; i++)
        all[count++] = words[i];
    return program_run(all, said);
}

void workbench_verify(const struct workbench *bench)
{
    const char *const words[] = {"verify", NULL};
    struct buffer said = {0};
    int status = workbench_command(bench, words, &said);

    if (status != 0)
        give_up("amberctl verify ends with %d: %s", status, buffer_string(&said));
    buffer_finish(&said);
}

json_int_t workbench_count(const struct workbench *bench, const char *members)
{
    return control_client_count(bench->control.text, members);
}

void workbench_complaints(const struct workbench *bench, struct buffer *said)
{
    FILE *file = fopen(bench->complaints.text, "re");

    if (!file)
        return;
    said->length += fread(buffer_reserve(said, LARGEST_COMPLAINTS), 1, LARGEST_COMPLAINTS, file);
    fclose(file);
}
