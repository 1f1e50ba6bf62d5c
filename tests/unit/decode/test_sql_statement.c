#include "decode/sql_statement.h"

#include <string.h>

#include "base/buffer.h"
#include "support/suite.h"

/* A text, its effect, and "operations; whom; roles; privileges; objects". */
struct sample {
    const char *sql;
    enum sql_effect effect;
    const char *names;
};

static const struct sample postgres[] = {
    {"", SQL_QUERIES, "; ; ; ; "},
    {";;", SQL_QUERIES, "; ; ; ; "},
    {"select 1", SQL_QUERIES, "select; ; ; ; "},
    {" /* a /* b */ */ ( ( SELECT 1 ) )", SQL_QUERIES, "SELECT; ; ; ; "},
    {"-- grant a to b\nselect 1", SQL_QUERIES, "select; ; ; ; "},
    {"with a as (delete from t), b as (select 1) insert into c select 2", SQL_QUERIES,
     "insert; ; ; ; "},
    {"select 1; select 2; update t set a = 1", SQL_QUERIES, "select,update; ; ; ; "},
    {"select 'grant a to b; copy t to stdout'", SQL_QUERIES, "select; ; ; ; "},
    {"select $q$; grant a to b; $q$", SQL_QUERIES, "select; ; ; ; "},
    {"select E'\\'; grant a to b; --'", SQL_QUERIES, "select; ; ; ; "},
    {"do $$ begin execute 'grant a to b'; end $$", SQL_QUERIES, "do; ; ; ; "},
    {"copy t (a, b) to stdout with csv", SQL_EXPORTS, "copy; ; ; ; t"},
    {"COPY (select * from t) TO PROGRAM 'curl x'", SQL_EXPORTS, "COPY; ; ; ; "},
    {"copy public.\"T\" from stdin", SQL_IMPORTS, "copy; ; ; ; public.\"T\""},
    {"grant pg_read_all_data to eve", SQL_GRANTS, "grant; eve; pg_read_all_data; ; "},
    {"grant a, b to \"Eve X\", group staff with admin option", SQL_GRANTS,
     "grant; Eve X,staff; a,b; ; "},
    {"GRANT SELECT (a, b), INSERT ON TABLE x.bills, notes TO eve GRANTED BY root", SQL_GRANTS,
     "GRANT; eve; ; SELECT,INSERT; x.bills,notes"},
    {"grant all privileges on all tables in schema public to eve", SQL_GRANTS,
     "grant; eve; ; all privileges; all tables in schema public"},
    {"revoke admin option for boss from eve cascade", SQL_REVOKES, "revoke; eve; boss; ; "},
    {"revoke grant option for select on bills from eve", SQL_REVOKES,
     "revoke; eve; ; select; bills"},
    {"select 1; grant a to b", SQL_GRANTS, "select,grant; b; a; ; "},
    {"revoke a from b; grant c to d", SQL_GRANTS, "revoke,grant; b,d; a,c; ; "},
    {"alter default privileges for role r in schema s grant select on tables to eve", SQL_GRANTS,
     "alter; eve; ; select; tables"},
    {"create role if not exists eve login superuser password 'a, b' valid until 'x' in role c, d",
     SQL_CREATES_ROLE, "create; eve; c,d; login,superuser; "},
    {"create user eve role a, b admin c", SQL_CREATES_ROLE, "create; eve; ; ; "},
    {"create user mapping for eve server s", SQL_QUERIES, "create; ; ; ; "},
    {"create table role (a int)", SQL_QUERIES, "create; ; ; ; "},
    {"alter role eve set search_path = a, b", SQL_CHANGES_ROLE, "alter; eve; ; ; "},
    {"alter role eve nosuperuser", SQL_CHANGES_ROLE, "alter; eve; ; nosuperuser; "},
    {"alter role eve rename to mallory", SQL_CHANGES_ROLE, "alter; eve,mallory; ; ; "},
    {"alter group staff add user a, b", SQL_GRANTS, "alter; a,b; staff; ; "},
    {"alter group staff drop user a", SQL_REVOKES, "alter; a; staff; ; "},
    {"drop role if exists a, \"b c\"", SQL_REMOVES_ROLE, "drop; a,b c; ; ; "},
    /* Cut off, wherever. */
    {"grant", SQL_GRANTS, "grant; ; ; ; "},
    {"grant a", SQL_GRANTS, "grant; ; a; ; "},
    {"grant a on", SQL_GRANTS, "grant; ; ; a; "},
    {"grant a to", SQL_GRANTS, "grant; ; a; ; "},
    {"create role", SQL_CREATES_ROLE, "create; ; ; ; "},
    {"alter group g add", SQL_GRANTS, "alter; ; g; ; "},
    {"select 'open; grant a to b", SQL_QUERIES, "select; ; ; ; "},
    {"select /* open; grant a to b", SQL_QUERIES, "select; ; ; ; "},
    {"select $x$ open; grant a to b", SQL_QUERIES, "select; ; ; ; "},
    {"\"grant\" a to b", SQL_QUERIES, "; ; ; ; "},
};

static const struct sample mysql[] = {
    {"select * from t into outfile '/tmp/x'", SQL_EXPORTS, "select; ; ; ; "},
    {"select a into @b", SQL_QUERIES, "select; ; ; ; "},
    {"load data local infile 'x' into table t", SQL_IMPORTS, "load; ; ; ; "},
    {"grant all on `crm`.* to 'eve'@'%', bob@localhost identified by 'x'", SQL_GRANTS,
     "grant; eve,bob; ; all; `crm`.*"},
    {"/*!50000 grant a to */ eve", SQL_GRANTS, "grant; eve; a; ; "},
    {"/*M!100100 drop user eve */", SQL_REMOVES_ROLE, "drop; eve; ; ; "},
    {"/* grant a to b */ select \"x'; grant a to b; '\" # grant a to b", SQL_QUERIES,
     "select; ; ; ; "},
    {"select 'it\\'s; grant a to b'", SQL_QUERIES, "select; ; ; ; "},
    {"create user 'a'@'h' identified by 'p', 'b'@'h' identified by 'q' default role r, s",
     SQL_CREATES_ROLE, "create; a,b; r,s; ; "},
    {"set password for eve@localhost = 'p'", SQL_CHANGES_ROLE, "set; eve; ; ; "},
    {"set names utf8", SQL_QUERIES, "set; ; ; ; "},
    {"drop user 'a'@'h', b", SQL_REMOVES_ROLE, "drop; a,b; ; ; "},
};

static void show(struct buffer *buffer, const struct sql_names *names, const char *end)
{
    for (size_t i = 0; i < names->count; i++) {
        if (i > 0)
            buffer_append_byte(buffer, ',');
        buffer_append_text(buffer, names->names[i]);
    }
    buffer_append_text(buffer, text_of(end));
}

static void check_sample(const struct sample *sample, enum sql_dialect dialect)
{
    struct sql_reading reading;
    struct buffer names = {0};

    sql_statement_read(text_of(sample->sql), dialect, &reading);
    show(&names, &reading.operations, "; ");
    show(&names, &reading.whom, "; ");
    show(&names, &reading.roles, "; ");
    show(&names, &reading.privileges, "; ");
    show(&names, &reading.objects, "");
    ck_assert_msg(reading.effect == sample->effect, "%s: %d", sample->sql, (int)reading.effect);
    ck_assert_msg(strcmp(buffer_string(&names), sample->names) == 0, "%s\n  is %s\n not %s",
                  sample->sql, buffer_string(&names), sample->names);
    buffer_finish(&names);
}

START_TEST(statements_of_postgresql_are_read)
{
    for (size_t i = 0; i < sizeof postgres / sizeof *postgres; i++)
        check_sample(&postgres[i], SQL_POSTGRESQL);
}
END_TEST

START_TEST(statements_of_mysql_are_read)
{
    for (size_t i = 0; i < sizeof mysql / sizeof *mysql; i++)
        check_sample(&mysql[i], SQL_MYSQL);
}
END_TEST

START_TEST(every_beginning_is_read_within_its_bounds)
{
    for (size_t i = 0; i < sizeof postgres / sizeof *postgres; i++) {
        for (size_t length = 0; length <= strlen(postgres[i].sql); length++) {
            char *exact = malloc(length + 1);
            struct sql_reading reading;

            memcpy(exact + 1, postgres[i].sql, length);
            sql_statement_read((struct text){exact + 1, length}, SQL_POSTGRESQL, &reading);
            sql_statement_read((struct text){exact + 1, length}, SQL_MYSQL, &reading);
            free(exact);
        }
    }
}
END_TEST

START_TEST(names_past_the_bound_are_left_out)
{
    struct buffer sql = {0};
    struct sql_reading reading;

    buffer_append_text(&sql, TEXT("grant a to b"));
    for (int i = 0; i < 1000; i++)
        buffer_printf(&sql, ", b%d", i);
    sql_statement_read(buffer_text(&sql), SQL_POSTGRESQL, &reading);
    ck_assert_uint_eq(reading.whom.count, SQL_NAMES_MOST);
    ck_assert_uint_eq(reading.roles.count, 1);
    buffer_finish(&sql);
}
END_TEST

SUITE_MAIN("sql_statement", statements_of_postgresql_are_read, statements_of_mysql_are_read,
           every_beginning_is_read_within_its_bounds, names_past_the_bound_are_left_out)
