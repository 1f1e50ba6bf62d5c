/* Texts of SQL, the dialect by the first byte; names lie in the text. */
#include <stdlib.h>
#include <string.h>

#include "decode/sql_statement.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct sql_names *names, struct text text)
{
    if (names->count > SQL_NAMES_MOST)
        abort();
    for (size_t i = 0; i < names->count; i++) {
        struct text name = names->names[i];

        if (name.data < text.data || name.data + name.length > text.data + text.length)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum sql_dialect dialect = size > 0 && data[0] % 2 ? SQL_MYSQL : SQL_POSTGRESQL;
    struct text text = {NULL, size > 0 ? size - 1 : 0};
    struct sql_reading reading;
    char *exact = malloc(text.length + 1);

    if (text.length > 0)
        memcpy(exact, data + 1, text.length);
    text.data = exact;
    sql_statement_read(text, dialect, &reading);
    check(&reading.operations, text);
    check(&reading.whom, text);
    check(&reading.roles, text);
    check(&reading.privileges, text);
    check(&reading.objects, text);
    free(exact);
    return 0;
}
