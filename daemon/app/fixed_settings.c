#include "app/fixed_settings.h"

#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "config/setting_table.h"
#include "config/setting_value.h"

struct fixed_settings {
    char **values; /* as YAML; of each row of the table, NULL where a reload does */
    size_t count;
};

static char *value_of(const struct setting *row, const struct settings *settings)
{
    struct buffer yaml = {0};
    char *value = NULL;

    setting_value_write(row, settings, &yaml);
    value = mem_copy_text(buffer_text(&yaml));
    buffer_finish(&yaml);
    return value;
}

struct fixed_settings *fixed_settings_take(const struct settings *settings)
{
    struct setting_table table = setting_table_general();
    struct fixed_settings *fixed = mem_zero(sizeof *fixed);

    fixed->count = table.count;
    fixed->values = mem_zero_array(table.count, sizeof *fixed->values);
    for (size_t i = 0; i < table.count; i++) {
        if (table.rows[i].takes_restart)
            fixed->values[i] = value_of(&table.rows[i], settings);
    }
    return fixed;
}

void fixed_settings_destroy(struct fixed_settings *fixed)
{
    if (!fixed)
        return;
    for (size_t i = 0; i < fixed->count; i++)
        mem_free(fixed->values[i]);
    mem_free(fixed->values);
    mem_free(fixed);
}

json_t *fixed_settings_changed(const struct fixed_settings *fixed, const struct settings *settings)
{
    struct setting_table table = setting_table_general();
    json_t *names = json_array();

    for (size_t i = 0; i < fixed->count; i++) {
        const struct setting *row = &table.rows[i];
        char *value = fixed->values[i] ? value_of(row, settings) : NULL;

        if (value && strcmp(value, fixed->values[i]) != 0)
            json_array_append_new(names, json_sprintf("%s.%s", row->section, row->name));
        mem_free(value);
    }
    return names;
}
