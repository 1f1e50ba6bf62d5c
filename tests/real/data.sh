#!/usr/bin/env bash
# An afternoon in a client's database: a real PostgreSQL with pgaudit, which logs to a file,
# as CSV and as JSON at once; amberd reads the file, by the log_line_prefix it really has.
#
#   crm_app   the application; reads and writes its rows
#   acruz     mistypes the password, then reads a table that is none of hers
#   dba       reads password hashes, copies the clients' table out, dumps it, gives rights
#             that reach too far, empties a table, switches auditing off
#
# Usage: data.sh BUILD
set -Eeuo pipefail
# shellcheck source=tests/real/lib.sh
. "$(dirname "$0")/lib.sh"
own_world "$@"
bin=$(find /usr/lib/postgresql -path '*/bin/postgres' 2> /dev/null | sort -V | tail -n 1)
bin=${bin%/postgres}
[ -n "$bin" ] || skip "postgresql is not installed; make deps-real installs what is needed"
[ -e "$(dirname "$bin")/lib/pgaudit.so" ] || skip "pgaudit is not installed; make deps-real installs what is needed"
needs runuser

mkdir "$work/pg" "$work/pglog" && chown postgres "$work/pg" "$work/pglog" && chmod 755 "$work/pglog"
echo well-kept > "$work/secret"
runuser -u postgres -- "$bin/initdb" -D "$work/pg/data" -A scram-sha-256 --no-sync \
    --pwfile="$work/secret" > "$work/initdb.err" 2>&1
cat >> "$work/pg/data/postgresql.conf" << END
listen_addresses = '127.0.0.1'
unix_socket_directories = '$work/pg'
fsync = off
shared_preload_libraries = 'pgaudit'
pgaudit.log = 'read, write, role, ddl, misc_set'
pgaudit.log_rows = on
logging_collector = on
log_directory = '$work/pglog'
log_filename = 'postgresql.log'
log_file_mode = 0640
log_destination = 'stderr,csvlog,jsonlog'
log_line_prefix = '%m [%p] %q%u@%d %r %a: '
log_timezone = 'Asia/Manila'
log_connections = on
log_disconnections = on
END
start postgres runuser -u postgres -- "$bin/postgres" -D "$work/pg/data"
as() {
    local who=$1
    shift
    PGPASSWORD=${password:-well-kept} PGCONNECT_TIMEOUT=5 "$bin/psql" -X -q -h 127.0.0.1 -U "$who" -d "${database:-crm}" "$@"
}
server_answers() { database=postgres as postgres -c 'select 1'; }
until_true server_answers
database=postgres as postgres -c 'create database crm'
as postgres -c "create extension pgaudit" \
    -c "create table clients (id int, name text, passport text); insert into clients select n, 'client ' || n, 'P' || n from generate_series(1, 500) n" \
    -c "create table tickets (id serial, what text)" \
    -c "create role crm_app login password 'well-kept'; create role acruz login password 'well-kept'; create role dba login superuser password 'well-kept'" \
    -c "grant select, insert on tickets to crm_app; grant usage on sequence tickets_id_seq to crm_app"

line_layout=$(as postgres -A -t -c 'show log_line_prefix')
start_amberd << END
  - {name: crm-db, paths: ["$work/pglog/postgresql.log"], format: postgresql, layout: '$line_layout', zone: Asia/Manila, account: acme, site: MNL1}
END
until_true all_read

as crm_app -c "insert into tickets (what) values ('phone does not ring')" -c "select what from tickets where id = 1" > "$work/psql.out"
! password=mistyped as acruz -c 'select 1' 2> "$work/psql.err" || die "acruz came in with a wrong password"
! as acruz -c 'select * from clients' 2> "$work/psql.err" || die "acruz may read clients"
! as acruz -c "copy tickets to program 'cat'" 2> "$work/psql.err" || die "acruz may start programs"
as dba -c "$(printf 'select id,\n  name\n  from clients where id < 3')" > "$work/psql.out"
as dba -c "copy clients to stdout" > "$work/clients.txt"
as dba -c "copy (select name, passport from clients) to '$work/pg/clients.csv' with csv"
as dba -c "grant select on clients to acruz" -c "alter role acruz createrole"
as dba -c "select rolname, rolpassword from pg_authid" > "$work/psql.out"
as dba -c "grant pg_read_all_data to acruz" -c "grant all privileges on all tables in schema public to acruz"
as dba -c "create role temp2 login superuser"
as dba -c "copy clients to program 'cat > /dev/null'"
as dba -c "select table_name, column_name from information_schema.columns where table_schema = 'public'" > "$work/psql.out"
PGPASSWORD=well-kept "$bin/pg_dump" -h 127.0.0.1 -U dba crm > "$work/crm.dump"
as dba -c "update clients set passport = ''"
as dba -c "create role temp1 login" -c "drop role temp1"
as dba -c "alter system set log_connections = off"
as dba -c "set pgaudit.log = 'none'" -c "select count(*) from clients" > "$work/psql.out"
as dba -c "drop table tickets"

finish
decodes postgresql --layout "$line_layout" "$work/pglog/postgresql.log"
decodes postgresql-csv "$work/pglog/postgresql.csv"
decodes postgresql-json "$work/pglog/postgresql.json"
