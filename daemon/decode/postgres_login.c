#include "decode/postgres_login.h"

/* "NAME" in quotes, which is the rest of text up to the last such end. */
static bool take_last(struct text text, struct text end, struct text *name)
{
    size_t position = 0;

    if (!text_find_last(text, end, &position))
        return false;
    *name = text_until(text, position);
    return true;
}

/* "password authentication failed for user "jdoe"". */
static bool read_failed(struct text message, struct postgres_login *login)
{
    struct text rest = {0};

    if (!text_cut(message, TEXT(" authentication failed for user \""), &login->method, &rest))
        return false;
    take_last(rest, TEXT("\""), &login->user);
    return true;
}

/* "host "203.0.113.7", user "jdoe", database "crm", no encryption". */
static bool read_no_entry(struct text rest, struct postgres_login *login)
{
    struct text database = {0};
    size_t position = 0;

    if (!text_cut(rest, TEXT("host \""), &database, &rest) ||
        !text_cut(rest, TEXT("\", user \""), &login->host, &rest))
        return true;
    if (!text_find_last(rest, TEXT("\", database \""), &position))
        return take_last(rest, TEXT("\""), &login->user);
    login->user = text_until(rest, position);
    database = text_from(rest, position + TEXT("\", database \"").length);
    take_last(database, TEXT("\""), &login->database);
    return true;
}

static bool read_role(struct text rest, struct postgres_login *login)
{
    return take_last(rest, TEXT("\" does not exist"), &login->user) ||
           take_last(rest, TEXT("\" is not permitted to log in"), &login->user);
}

static bool read_database(struct text rest, struct postgres_login *login)
{
    return take_last(rest, TEXT("\" does not exist"), &login->database) ||
           take_last(rest, TEXT("\" is not currently accepting connections"), &login->database);
}

static bool read_denied(struct text rest, struct postgres_login *login)
{
    return take_last(rest, TEXT("\""), &login->database);
}

static bool read_too_many(struct text rest, struct postgres_login *login)
{
    if (text_take(&rest, TEXT("role \"")))
        take_last(rest, TEXT("\""), &login->user);
    else if (text_take(&rest, TEXT("database \"")))
        take_last(rest, TEXT("\""), &login->database);
    return true;
}

static bool read_nothing(struct text rest, struct postgres_login *login)
{
    (void)rest;
    (void)login;
    return true;
}

bool postgres_login_read(struct text message, struct postgres_login *login)
{
    static const struct {
        const char *start;
        bool (*read)(struct text rest, struct postgres_login *login);
    } forms[] = {
        {"no pg_hba.conf entry for ", read_no_entry},
        {"pg_hba.conf rejects ", read_no_entry},
        {"role \"", read_role},
        {"database \"", read_database},
        {"permission denied for database \"", read_denied},
        {"too many connections for ", read_too_many},
        {"sorry, too many clients already", read_nothing},
        {"remaining connection slots are reserved", read_nothing},
        {"no PostgreSQL user name specified in startup packet", read_nothing},
        {"connection requires a valid client certificate", read_nothing},
        {"must be superuser to connect ", read_nothing},
        {"must be owner to connect ", read_nothing},
        {"the database system is ", read_nothing},
        {"canceling authentication due to timeout", read_nothing},
        {"unsupported frontend protocol ", read_nothing},
    };

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const struct text start = text_of(forms[i].start);

        if (text_starts_with(message, start))
            return forms[i].read(text_from(message, start.length), login);
    }
    return read_failed(message, login);
}
