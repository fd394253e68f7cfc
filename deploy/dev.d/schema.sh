# The schema, by the Sqitch project in sql/.
# shellcheck shell=bash

make_database() {
    local there
    there=$(superuser_psql postgres -At -c "select count(*) from pg_database where datname = 'vexar'")
    if ((there == 0)); then superuser_psql postgres -c 'create database vexar'; fi
}

# sqitch_on DATABASE COMMAND [ARGS]: as the cluster's superuser, and with no configuration but the project's.
sqitch_on() {
    (
        cd "$ROOT/sql" || exit
        export PGHOST=$RUNTIME/pg PGPORT=5432 PGUSER=postgres
        export SQITCH_FULLNAME='Vexar Bookings' SQITCH_EMAIL=deploy@localhost
        export SQITCH_USER_CONFIG=/dev/null SQITCH_SYSTEM_CONFIG=/dev/null
        sqitch "$2" --target "db:pg:$1" "${@:3}"
    )
}

deploy_schema() {
    make_database
    logged schema sqitch_on vexar deploy
}

# As sql/schema.sql keeps it.
dump_schema() { "$ROOT/sql/dump" "$(database_url postgres vexar)"; }
