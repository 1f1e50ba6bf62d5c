#include "decode/sql_event.h"

struct text sql_event_action(enum sql_effect effect)
{
    switch (effect) {
    case SQL_IMPORTS:
        return TEXT("db_import");
    case SQL_EXPORTS:
        return TEXT("db_export");
    case SQL_CREATES_ROLE:
        return TEXT("db_role_created");
    case SQL_REMOVES_ROLE:
        return TEXT("db_role_removed");
    case SQL_CHANGES_ROLE:
        return TEXT("db_role_changed");
    case SQL_REVOKES:
        return TEXT("db_privilege_revoked");
    case SQL_GRANTS:
        return TEXT("db_privilege_granted");
    case SQL_QUERIES:
    default:
        return TEXT("db_query");
    }
}

void sql_event_put_effect(struct event *event, enum sql_effect effect)
{
    event_put_text(event, FIELD_EVENT_ACTION, sql_event_action(effect));
    event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("database"));
    if (effect >= SQL_CREATES_ROLE)
        event_put_text(event, FIELD_EVENT_CATEGORY, TEXT("iam"));
}

static void put_all(struct event *event, enum field field, const struct sql_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        event_put_text(event, field, names->names[i]);
}

void sql_event_put_names(struct event *event, const struct sql_reading *reading)
{
    put_all(event, FIELD_USER_TARGET_NAME, &reading->whom);
    put_all(event, FIELD_GROUP_NAME, &reading->roles);
    put_all(event, FIELD_DB_PRIVILEGE, &reading->privileges);
    put_all(event, FIELD_DB_COLLECTION, &reading->objects);
}

void sql_event_put(struct event *event, struct text sql, enum sql_dialect dialect)
{
    struct sql_reading reading;

    sql_statement_read(sql, dialect, &reading);
    sql_event_put_effect(event, reading.effect);
    event_put_said(event, FIELD_DB_QUERY, sql);
    put_all(event, FIELD_DB_OPERATION, &reading.operations);
    sql_event_put_names(event, &reading);
}
