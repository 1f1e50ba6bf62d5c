#include "config/settings.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/document.h"
#include "base/memory.h"
#include "config/setting_table.h"
#include "config/setting_value.h"
#include "config/settings_file.h"

struct settings *settings_default(void)
{
    struct settings *settings = mem_zero(sizeof *settings);
    struct setting_table table = setting_table_general();

    for (size_t i = 0; i < table.count; i++)
        setting_value_reset(&table.rows[i], settings);
    return settings;
}

static void clear(struct setting_table table, void *target)
{
    for (size_t i = 0; i < table.count; i++)
        setting_value_clear(&table.rows[i], target);
}

void settings_destroy(struct settings *settings)
{
    if (!settings)
        return;
    for (size_t i = 0; i < settings->source_count; i++)
        settings_finish_source(&settings->sources[i]);
    mem_free(settings->sources);
    for (size_t i = 0; i < settings->format_count; i++)
        settings_finish_format(&settings->formats[i]);
    mem_free(settings->formats);
    mem_free(settings->path);
    clear(setting_table_general(), settings);
    mem_free(settings);
}

void settings_finish_source(struct source_settings *source)
{
    clear(setting_table_source(), source);
}

void settings_finish_format(struct format_settings *format)
{
    clear(setting_table_format(), format);
}

/* The absolute folder that path is in, or NULL when there is no such folder. */
static const char *find_folder(const char *path, char folder[PATH_MAX])
{
    struct text name = text_of(path);
    size_t slash = 0;
    char *written = NULL;
    const char *found = NULL;

    if (text_find_last(name, TEXT("/"), &slash))
        written = mem_copy_text(text_until(name, slash > 0 ? slash : 1));
    else
        written = mem_copy_string(".");
    found = realpath(written, folder);
    mem_free(written);
    return found;
}

/* Makes settings of a document, which may be NULL, and frees it. */
static struct settings *build(struct document *document, struct diagnostics *diagnostics)
{
    struct diagnostics unwanted = {0};
    struct diagnostics *told = diagnostics ? diagnostics : &unwanted;
    size_t errors = told->errors;
    char folder[PATH_MAX] = "";
    struct settings *settings = NULL;

    if (!document)
        return NULL;
    settings = settings_default();
    settings->path = mem_copy_string(document->path);
    settings_file_apply(settings, document, find_folder(document->path, folder), told);
    if (told->errors > errors) {
        settings_destroy(settings);
        settings = NULL;
    }
    diagnostics_finish(&unwanted);
    document_destroy(document);
    return settings;
}

struct settings *settings_read(const char *path, struct diagnostics *diagnostics)
{
    return build(document_read(path, diagnostics), diagnostics);
}

struct settings *settings_parse(const char *path, struct text bytes,
                                struct diagnostics *diagnostics)
{
    return build(document_parse(path, bytes, diagnostics), diagnostics);
}

/* The maps within a format have a line and an indent of their own. */
static void write_format(const struct format_settings *format, struct buffer *yaml)
{
    struct setting_table table = setting_table_format();
    const char *section = table.rows[0].section;

    for (size_t i = 0; i < table.count; i++) {
        const struct setting *row = &table.rows[i];
        bool is_within = strcmp(row->section, table.rows[0].section) != 0;

        if (strcmp(section, row->section) != 0)
            buffer_printf(yaml, "      %s:\n", strchr(row->section, '.') + 1);
        section = row->section;
        buffer_printf(yaml, "    %s %s%s: ", i == 0 ? "-" : " ", is_within ? "    " : "",
                      row->name);
        setting_value_write(row, format, yaml);
        buffer_append_byte(yaml, '\n');
    }
}

static void write_source(const struct source_settings *source, struct buffer *yaml)
{
    struct setting_table table = setting_table_source();

    for (size_t i = 0; i < table.count; i++) {
        buffer_printf(yaml, "    %s %s: ", i == 0 ? "-" : " ", table.rows[i].name);
        setting_value_write(&table.rows[i], source, yaml);
        buffer_append_byte(yaml, '\n');
    }
}

void settings_write(const struct settings *settings, struct buffer *yaml)
{
    struct setting_table table = setting_table_general();
    const char *section = "";

    buffer_append_text(yaml, TEXT("sources:\n"));
    for (size_t i = 0; i < settings->source_count; i++)
        write_source(&settings->sources[i], yaml);
    if (settings->format_count > 0)
        buffer_append_text(yaml, TEXT("\nformats:\n"));
    for (size_t i = 0; i < settings->format_count; i++)
        write_format(&settings->formats[i], yaml);

    for (size_t i = 0; i < table.count; i++) {
        const struct setting *row = &table.rows[i];

        if (strcmp(section, row->section) != 0)
            buffer_printf(yaml, "\n%s:\n", row->section);
        section = row->section;
        buffer_printf(yaml, "    %s: ", row->name);
        setting_value_write(row, settings, yaml);
        buffer_printf(yaml, " # %s\n", row->help);
    }
}

int settings_facility(const struct settings *settings)
{
    const struct setting *row =
        setting_table_find(setting_table_general(), "syslog", TEXT("facility"));
    int number = 0;

    while (strcmp(row->choices[number], settings->syslog.facility) != 0)
        number++;
    return number;
}
