#include "decode/zeek_layout.h"

#include "base/digest.h"
#include "base/memory.h"
#include "model/reserved_name.h"

/* "\x09" as bytes; the text itself where it is none of these. */
static struct text read_separator(struct text text, char bytes[8])
{
    size_t length = 0;

    for (; length < 8 && text_take(&text, TEXT("\\x")); text = text_from(text, 2)) {
        if (!hex_read(text_until(text, 2), &bytes[length], 1))
            return (struct text){bytes, length};
        length++;
    }
    return length > 0 ? (struct text){bytes, length} : text;
}

/* The value of "#name<separator>value". */
static bool is_line(const struct layout *layout, struct text line, struct text name,
                    struct text *value)
{
    *value = line;
    return text_take(value, name) && text_take(value, layout->separator);
}

static enum zeek_type type_of(struct text type)
{
    static const struct {
        const char *name;
        enum zeek_type type;
    } types[] = {
        {"count", ZEEK_COUNT},   {"int", ZEEK_COUNT},   {"port", ZEEK_COUNT},   {"time", ZEEK_REAL},
        {"interval", ZEEK_REAL}, {"double", ZEEK_REAL}, {"bool", ZEEK_BOOLEAN},
    };

    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (text_equal(type, text_of(types[i].name)))
            return types[i].type;
    }
    return ZEEK_TEXT;
}

/* "vector[string]" is a list of string. */
static void set_type(struct zeek_column *column, struct text type)
{
    column->is_list = text_take(&type, TEXT("set[")) || text_take(&type, TEXT("vector["));
    if (column->is_list && type.length > 0)
        type.length--;
    column->type = type_of(type);
}

static void read_fields(struct layout *layout, struct text names)
{
    bool is_more = names.length > 0;

    while (is_more && layout->column_count < ZEEK_COLUMNS_MOST) {
        struct zeek_column *column = &layout->columns[layout->column_count++];

        is_more = text_cut(names, layout->separator, &column->name, &names);
    }
}

static void read_types(struct layout *layout, struct text types)
{
    for (size_t i = 0; i < layout->column_count; i++) {
        struct text type = {0};

        text_cut(types, layout->separator, &type, &types);
        set_type(&layout->columns[i], type);
    }
}

static void take_line(struct layout *layout, struct text line)
{
    struct text value = {0};

    if (text_take(&line, TEXT("#separator ")))
        layout->separator = read_separator(line, layout->separator_bytes);
    else if (is_line(layout, line, TEXT("#set_separator"), &value))
        layout->set_separator = value;
    else if (is_line(layout, line, TEXT("#empty_field"), &value))
        layout->empty = value;
    else if (is_line(layout, line, TEXT("#unset_field"), &value))
        layout->unset = value;
    else if (is_line(layout, line, TEXT("#path"), &value))
        layout->path = value;
    else if (is_line(layout, line, TEXT("#fields"), &value)) {
        layout->column_count = 0;
        read_fields(layout, value);
    } else if (is_line(layout, line, TEXT("#types"), &value)) {
        read_types(layout, value);
    }
}

static void name_column(const struct zeek_log *log, struct zeek_column *column)
{
    const struct json_names *names = &log->names;

    for (size_t i = 0; i < names->count; i++) {
        if (!text_equal(column->name, text_of(names->rows[i].path)))
            continue;
        if (column->name_count == 0)
            column->names = &names->rows[i];
        column->name_count++;
    }
    for (size_t i = 0; i < ZEEK_ROLE_COLUMNS_MOST && log->roles[i].column; i++) {
        if (text_equal(column->name, text_of(log->roles[i].column)))
            column->role = log->roles[i].role;
    }
}

/* Puts "raw." before the names that a log may not say. */
static void mend_names(struct layout *layout)
{
    const struct text prefix = TEXT(RESERVED_PREFIX);
    size_t size = 0;
    char *next = NULL;

    for (size_t i = 0; i < layout->column_count; i++) {
        layout->columns[i].is_reserved = reserved_name_is(layout->columns[i].name);
        size += layout->columns[i].name.length + prefix.length;
    }
    next = layout->names = mem_alloc(size);
    for (size_t i = 0; i < layout->column_count; i++) {
        struct zeek_column *column = &layout->columns[i];
        struct text name = {next, 0};

        if (!column->is_reserved)
            continue;
        for (size_t j = 0; j < prefix.length; j++)
            next[name.length++] = prefix.data[j];
        for (size_t j = 0; j < column->name.length; j++)
            next[name.length++] = column->name.data[j];
        column->name = name;
        next += name.length;
    }
}

struct layout *zeek_layout_create(struct text source, struct error *err)
{
    struct layout *layout = mem_zero(sizeof *layout);
    struct text rest = {0};

    layout->source = mem_copy_text(source);
    layout->separator = TEXT("\t");
    layout->set_separator = TEXT(",");
    layout->empty = TEXT("(empty)");
    layout->unset = TEXT("-");
    rest = (struct text){layout->source, source.length};
    while (rest.length > 0) {
        struct text line = {0};

        text_cut(rest, TEXT("\n"), &line, &rest);
        if (text_ends_with(line, TEXT("\r")))
            line.length--;
        take_line(layout, line);
    }
    if (layout->column_count == 0 || layout->separator.length == 0) {
        zeek_layout_destroy(layout);
        error_set(err, "no line \"#fields\" that names the columns");
        return NULL;
    }
    layout->log = zeek_names_of(layout->path, &layout->kind);
    for (size_t i = 0; i < layout->column_count; i++)
        name_column(layout->log, &layout->columns[i]);
    mend_names(layout);
    return layout;
}

void zeek_layout_destroy(struct layout *layout)
{
    if (!layout)
        return;
    mem_free(layout->source);
    mem_free(layout->names);
    mem_free(layout);
}
