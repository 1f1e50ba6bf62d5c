#include "decode/pgaudit.h"

#include "decode/csv_line.h"
#include "decode/sql_event.h"

enum { COLUMNS_LEAST = 8, COLUMNS = 10 };

enum column {
    AUDIT_TYPE,
    STATEMENT_ID,
    SUBSTATEMENT_ID,
    CLASS,
    COMMAND,
    OBJECT_TYPE,
    OBJECT,
    STATEMENT,
    PARAMETERS,
    ROWS,
};

/* The effect that a command alone says. */
static enum sql_effect effect_of_command(struct text command)
{
    static const struct {
        const char *start;
        enum sql_effect effect;
    } rows[] = {
        {"GRANT", SQL_GRANTS},
        {"REVOKE", SQL_REVOKES},
        {"CREATE ROLE", SQL_CREATES_ROLE},
        {"ALTER ROLE", SQL_CHANGES_ROLE},
        {"DROP ROLE", SQL_REMOVES_ROLE},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (text_starts_with(command, text_of(rows[i].start)))
            return rows[i].effect;
    }
    return SQL_QUERIES;
}

/* A text of several statements makes a line for each, which the class tells apart. */
static enum sql_effect effect_of(const struct text *columns, const struct sql_reading *reading)
{
    bool is_read = text_equal(columns[CLASS], TEXT("READ"));

    if (text_equal(columns[CLASS], TEXT("ROLE")))
        return reading->effect >= SQL_CREATES_ROLE ? reading->effect
                                                   : effect_of_command(columns[COMMAND]);
    if (text_equal(columns[COMMAND], TEXT("COPY")))
        return is_read ? SQL_EXPORTS : SQL_IMPORTS;
    if (is_read && reading->effect == SQL_EXPORTS)
        return SQL_EXPORTS;
    return SQL_QUERIES;
}

/* "<none>", "<not logged>", "<previously logged>". */
static bool is_left_out(struct text value)
{
    return text_equal(value, TEXT("<none>")) || text_equal(value, TEXT("<not logged>")) ||
           text_equal(value, TEXT("<previously logged>"));
}

static void put_statement(struct event *event, const struct text *columns)
{
    struct sql_reading reading = {0};
    enum sql_effect effect = SQL_QUERIES;

    if (!is_left_out(columns[STATEMENT])) {
        sql_statement_read(columns[STATEMENT], SQL_POSTGRESQL, &reading);
        event_put_said(event, FIELD_DB_QUERY, columns[STATEMENT]);
        event->echo.statement = columns[STATEMENT];
    }
    effect = effect_of(columns, &reading);
    sql_event_put_effect(event, effect);
    if (effect >= SQL_CREATES_ROLE)
        sql_event_put_names(event, &reading);
}

bool pgaudit_put(struct event *event, struct text text)
{
    struct text columns[COLUMNS] = {0};
    struct csv_line line = {0};
    size_t count = 0;
    uint64_t rows = 0;

    csv_line_init(&line, text, ',');
    while (count < COLUMNS && csv_line_next(&line, event->arena, &columns[count]))
        count++;
    if (count < COLUMNS_LEAST || (!text_equal(columns[AUDIT_TYPE], TEXT("SESSION")) &&
                                  !text_equal(columns[AUDIT_TYPE], TEXT("OBJECT"))))
        return false;
    put_statement(event, columns);
    event->echo.kind = ECHO_PART;
    event->echo.execution = columns[STATEMENT_ID];
    event_put_text(event, FIELD_EVENT_OUTCOME, TEXT("success"));
    event_put_text(event, FIELD_DB_AUDIT_TYPE, columns[AUDIT_TYPE]);
    event_put_said(event, FIELD_DB_STATEMENT_ID, columns[STATEMENT_ID]);
    event_put_said(event, FIELD_DB_SUBSTATEMENT_ID, columns[SUBSTATEMENT_ID]);
    event_put_said(event, FIELD_DB_CLASS, columns[CLASS]);
    event_put_said(event, FIELD_DB_OPERATION, columns[COMMAND]);
    event_put_said(event, FIELD_DB_OBJECT_TYPE, columns[OBJECT_TYPE]);
    event_put_said(event, FIELD_DB_COLLECTION, columns[OBJECT]);
    if (!is_left_out(columns[PARAMETERS]))
        event_put_said(event, FIELD_DB_QUERY_PARAMETERS, columns[PARAMETERS]);
    if (text_to_unsigned(columns[ROWS], &rows) && rows <= INT64_MAX)
        event_put_integer(event, FIELD_DB_ROWS, (int64_t)rows);
    return true;
}
