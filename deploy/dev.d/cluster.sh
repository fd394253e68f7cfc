# A PostgreSQL cluster of our own in RUNTIME/pg: a Unix socket in a directory that only its user enters, no TCP.
# shellcheck shell=bash

PG_BIN=/usr/lib/postgresql/15/bin
export PATH="$PG_BIN:$PATH"

# PostgreSQL refuses to run as root. From /, since the current directory may be closed to that user.
as_postgres() {
    if ((EUID == 0)); then
        (cd / && exec runuser -u postgres -- "$@")
    else
        (cd / && exec "$@")
    fi
}

# database_url ROLE [DATABASE]
database_url() { printf 'postgresql://%s@%s%%2Fpg:5432/%s' "$1" "${RUNTIME//\//%2F}" "${2:-vexar}"; }

superuser_psql() { psql -X -q -v ON_ERROR_STOP=1 "$(database_url postgres "$1")" "${@:2}"; }

# start_cluster [SETTING…]: settings, such as fsync=off, for clusters that are thrown away.
start_cluster() {
    make_cluster
    if [[ $(cluster_settings "$@") != "$(as_postgres cat "$RUNTIME/pg/data/vexar.conf")" ]]; then
        stop_cluster
        cluster_settings "$@" | as_postgres tee "$RUNTIME/pg/data/vexar.conf" >/dev/null
    fi
    if cluster_pid >/dev/null; then return; fi
    # The server inherits open files: 9 is the clone's lock.
    if ! as_postgres pg_ctl start -s -w -t 60 -D "$RUNTIME/pg/data" -l "$RUNTIME/pg/server.log" 9>&-; then
        tail -n 20 "$RUNTIME/pg/server.log" >&2
        die "PostgreSQL did not start. The whole log: $RUNTIME/pg/server.log"
    fi
}

make_cluster() {
    local data=$RUNTIME/pg/data version
    make_pg_directory
    if [[ ! -e $data ]]; then
        logged cluster init_cluster "$data"
    fi
    version=$(<"$data/PG_VERSION")
    [[ $version == 15 ]] || die "$data was made by PostgreSQL $version; 15 is needed: deploy/dev reset"
}

make_pg_directory() {
    if ((EUID == 0)); then
        install -d -m 700 -o postgres -g postgres "$RUNTIME/pg"
    else
        install -d -m 700 "$RUNTIME/pg"
    fi
}

# Under its final name only when it is whole.
init_cluster() {
    as_postgres rm -rf "$1.new"
    as_postgres initdb -D "$1.new" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --data-checksums
    as_postgres tee -a "$1.new/postgresql.conf" <<<"include 'vexar.conf'" >/dev/null
    as_postgres touch "$1.new/vexar.conf"
    as_postgres mv "$1.new" "$1"
}

cluster_settings() {
    cat <<EOF
listen_addresses = ''
unix_socket_directories = '$RUNTIME/pg'
unix_socket_permissions = 0700
port = 5432
max_connections = 100
shared_buffers = 128MB
log_line_prefix = '%m [%p] %q%u@%d '
EOF
    if (($# > 0)); then printf '%s\n' "$@"; fi
}

# The server's process id, if it runs: its pid file names a process that is at home in this very data directory.
cluster_pid() {
    local pid
    { read -r pid <"$RUNTIME/pg/data/postmaster.pid"; } 2>/dev/null || return 1
    [[ /proc/$pid/cwd -ef $RUNTIME/pg/data && $(readlink "/proc/$pid/exe") == */postgres* ]] || return 1
    printf '%s\n' "$pid"
}

stop_cluster() {
    if ! cluster_pid >/dev/null; then return; fi
    as_postgres pg_ctl stop -s -w -t 60 -m fast -D "$RUNTIME/pg/data" ||
        as_postgres pg_ctl stop -s -w -t 60 -m immediate -D "$RUNTIME/pg/data"
}
