#include "ctl/offline.h"

#include <stdio.h>
#include <unistd.h>

#include "base/memory.h"
#include "ctl/complaint.h"
#include "ctl/daemon_paths.h"
#include "protocol/reply.h"

void offline_formats_open(const struct arguments *arguments, struct offline_formats *formats)
{
    *formats = (struct offline_formats){0};
    if (access(arguments->config, R_OK) == 0)
        formats->settings = settings_read(arguments->config, &formats->mistakes);
    if (!formats->settings)
        formats->settings = settings_default();
    formats->book = format_book_create(formats->settings, &formats->mistakes);
}

void offline_formats_close(struct offline_formats *formats)
{
    format_book_destroy(formats->book);
    settings_destroy(formats->settings);
    diagnostics_finish(&formats->mistakes);
}

const struct decoder *offline_decoder(const char *format, const struct offline_formats *formats)
{
    struct text name = text_of(format);
    const struct decoder *decoder = NULL;
    const char *near = NULL;

    if (!format) {
        fputs("amberctl: say which --format the logs have; `amberctl formats` lists them\n",
              stderr);
        return NULL;
    }
    decoder = format_book_find(formats->book, name);
    if (decoder)
        return decoder;
    offline_print_diagnostics(&formats->mistakes, false, true);
    if (format_book_is_broken(formats->book, name))
        return NULL;
    near = format_book_suggest(formats->book, name);
    complain("unknown format '%s'%s%s%s", format,
             near ? "; did you mean '" : "; `amberctl formats` lists them", near ? near : "",
             near ? "'?" : "");
    return NULL;
}

/* Whether --format names one, with a complaint when it does not. */
static bool has_decoder(const struct arguments *arguments)
{
    struct offline_formats formats = {0};
    bool found = false;

    offline_formats_open(arguments, &formats);
    found = offline_decoder(arguments->format, &formats) != NULL;
    offline_formats_close(&formats);
    return found;
}

void offline_use_rules(struct settings *settings, char *const *paths, size_t count)
{
    for (size_t i = 0; i < settings->rules.path_count; i++)
        mem_free(settings->rules.paths[i]);
    settings->rules.paths =
        mem_resize_array(settings->rules.paths, count, sizeof *settings->rules.paths);
    for (size_t i = 0; i < count; i++)
        settings->rules.paths[i] = mem_copy_string(paths[i]);
    settings->rules.path_count = count;
}

static void drop_sources(struct settings *settings)
{
    while (settings->source_count > 0)
        settings_finish_source(&settings->sources[--settings->source_count]);
}

struct settings *offline_rule_settings(const struct arguments *arguments)
{
    struct settings *settings = daemon_paths_settings(arguments);

    drop_sources(settings);
    while (settings->rules.red_count > 0)
        mem_free(settings->rules.red[--settings->rules.red_count]);
    offline_use_rules(settings, arguments->words, arguments->word_count);
    return settings;
}

/* Makes the settings speak of one source in the format of the command line. */
static void use_format(struct settings *settings, const struct arguments *arguments)
{
    const char *format = arguments->format;
    struct source_settings *source = NULL;

    drop_sources(settings);
    settings->sources = mem_resize_array(settings->sources, 1, sizeof *settings->sources);
    settings->source_count = 1;
    source = &settings->sources[0];
    *source = (struct source_settings){
        .name = mem_copy_string(format),
        .format = mem_copy_string(format),
        .layout = mem_copy_string(arguments->layout ? arguments->layout : ""),
        .decode = mem_copy_string("needed"),
        .start = mem_copy_string("beginning"),
        .zone = mem_copy_string("local"),
        .account = mem_copy_string("unknown"),
        .site = mem_copy_string("unknown"),
    };
}

/* The first of the rules that wait for values, and how many do. */
static const struct rule_facts *find_sleeper(const struct rule_set *rules, size_t *count)
{
    const struct rule_facts *first = NULL;

    *count = 0;
    for (size_t i = 0; i < rule_set_count(rules); i++) {
        if (rule_set_expression(rules, i))
            continue;
        first = first ? first : rule_set_facts(rules, i);
        (*count)++;
    }
    return first;
}

size_t offline_tell_sleepers(const struct generation *generation)
{
    size_t count = 0;
    const struct rule_facts *first = find_sleeper(generation->rules, &count);
    struct buffer title = {0};

    if (!first)
        return 0;
    buffer_append_escaped(&title, text_of(first->title));
    if (count == 1)
        fprintf(stderr, "amberctl: the rule '%s' sleeps", buffer_string(&title));
    else
        fprintf(stderr, "amberctl: %zu rules sleep, the first '%s'", count, buffer_string(&title));
    fputs(": a placeholder has no values in the settings (rules: {placeholders: ...});\n"
          "`amberctl check` names it\n",
          stderr);
    buffer_finish(&title);
    return count;
}

/* Why no rule is tried on the format, where none is. */
static void tell_idle(const struct arguments *arguments, const struct generation *generation)
{
    size_t asleep = offline_tell_sleepers(generation);

    if (generation_source_rules(generation, 0) == 0 && asleep < rule_set_count(generation->rules))
        fprintf(stderr,
                "amberctl: no rule has the log source of the format '%s'; --any-logsource tries "
                "all rules\n",
                arguments->format);
}

struct generation *offline_generation(const struct arguments *arguments, int *status)
{
    struct diagnostics diagnostics = {0};
    struct settings *settings = NULL;
    struct generation *generation = NULL;
    char *rules = (char *)(uintptr_t)arguments->rules;

    if (!has_decoder(arguments)) {
        *status = REPLY_USAGE;
        return NULL;
    }
    settings = daemon_paths_settings(arguments);
    if (rules)
        offline_use_rules(settings, &rules, 1);
    use_format(settings, arguments);
    generation = generation_build(settings, arguments->any_log_source, &diagnostics);
    offline_print_diagnostics(&diagnostics, false, true);
    *status = generation ? REPLY_OK : REPLY_USAGE;
    if (generation && rule_set_count(generation->rules) == 0) {
        fputs("amberctl: no rule was loaded\n", stderr);
        generation_destroy(generation);
        generation = NULL;
        *status = REPLY_CONTENT;
    }
    if (generation)
        tell_idle(arguments, generation);
    diagnostics_finish(&diagnostics);
    return generation;
}

struct replay_log *offline_logs(const struct arguments *arguments)
{
    struct replay_log *logs = mem_zero_array(arguments->word_count, sizeof *logs);

    for (size_t i = 0; i < arguments->word_count; i++)
        logs[i].path = arguments->words[i];
    return logs;
}
