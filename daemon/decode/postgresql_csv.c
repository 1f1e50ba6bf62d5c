#include "decode/postgresql_csv.h"

#include "decode/csv_line.h"
#include "decode/endpoint.h"
#include "decode/postgres_entry.h"
#include "decode/postgres_prefix.h"

enum column {
    LOG_TIME = 0,
    USER_NAME = 1,
    DATABASE_NAME = 2,
    PROCESS_ID = 3,
    CONNECTION_FROM = 4,
    SESSION_ID = 5,
    ERROR_SEVERITY = 11,
    SQL_STATE_CODE = 12,
    MESSAGE = 13,
    DETAIL = 14,
    QUERY = 19,
    COLUMNS_LEAST = 22,
    APPLICATION_NAME = 22,
    COLUMNS = 23,
};

static bool is_level(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        bool is_fit = (text.data[i] >= 'A' && text.data[i] <= 'Z') ||
                      (text.data[i] >= '0' && text.data[i] <= '9');

        if (!is_fit)
            return false;
    }
    return text.length > 0;
}

static bool decode_csv(const struct decoder *decoder, const struct decode_context *context,
                       struct event *event)
{
    struct text columns[COLUMNS] = {0};
    struct postgres_entry entry = {0};
    struct csv_line line = {0};
    size_t count = 0;
    timestamp time = 0;

    (void)decoder;
    csv_line_init(&line, event->record->text, ',');
    while (count < COLUMNS && csv_line_next(&line, event->arena, &columns[count]))
        count++;
    if (count <= ERROR_SEVERITY || (count < COLUMNS_LEAST && !line.is_open) ||
        !is_level(columns[ERROR_SEVERITY]) ||
        !postgres_time_take(&columns[LOG_TIME], context->zone, &time))
        return false;
    event->time = time;
    event->time_is_arrival = false;
    entry = (struct postgres_entry){
        .level = columns[ERROR_SEVERITY],
        .message = columns[MESSAGE],
        .detail = columns[DETAIL],
        .statement = columns[QUERY],
        .sqlstate = columns[SQL_STATE_CODE],
        .user = columns[USER_NAME],
        .database = columns[DATABASE_NAME],
        .application = columns[APPLICATION_NAME],
        .pid = columns[PROCESS_ID],
        .session = columns[SESSION_ID],
    };
    if (!text_equal(columns[CONNECTION_FROM], TEXT("[local]")))
        endpoint_split(columns[CONNECTION_FROM], &entry.host, &entry.port);
    postgres_entry_put_whole(event, &entry);
    return true;
}

static const struct decoder_field fields[] = {POSTGRES_ENTRY_FIELDS};

static const char *const aliases[] = {"csvlog", NULL};
static const char *const escapes[] = {"\"\"", NULL};

const struct decoder postgresql_csv_decoder = {
    .name = "postgresql-csv",
    .aliases = aliases,
    .description = "PostgreSQL's log as CSV (csvlog); pgaudit",
    .shape = SHAPE_QUOTED,
    .decode = decode_csv,
    .kinds = postgres_kinds,
    .kind_count = POSTGRES_KINDS,
    .fields = fields,
    .field_count = sizeof fields / sizeof *fields,
    .has_echoes = true,
    .escapes = escapes,
};
