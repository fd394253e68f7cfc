# `deploy/dev bench`: what the service does beside what bounds it, on servers of its own, beside whatever runs. The
# stack and its data are made here; Tests/Benchmarks measures.
# shellcheck shell=bash

BENCHMARKS=$ROOT/Tests/Benchmarks
# Debian's, as for the mail server. -B: the clone stays as it is.
BENCH_PYTHON=(/usr/bin/python3 -E -s -B "$BENCHMARKS/harness")
# As in production, where it matters to speed: PostgreSQL's defaults, and memory and write-ahead log for such a machine.
# No checkpoint falls into a run: the first to write to a page after it logs the whole page, whoever that is.
BENCH_CLUSTER=(shared_buffers=2GB max_wal_size=8GB checkpoint_timeout=1h)
BENCH_LOADING=(fsync=off full_page_writes=off wal_level=minimal max_wal_senders=0 autovacuum=off)
BENCH_LOADING+=(shared_buffers=2GB max_wal_size=2GB)

command_bench() {
    local options data scale kind threads
    # What is wrong with the arguments is said before anything is built; --help ends here too.
    options=$("${BENCH_PYTHON[@]}" options "$@") || exit
    if [[ $options == usage:* ]]; then printf '%s\n' "$options" && return; fi
    read -r data scale kind threads <<<"$options"
    require_swift
    own_state
    install_packages "${STACK_PACKAGES[@]}" "${BENCH_PACKAGES[@]}"
    if [[ $kind == profile ]]; then install_packages "${PROFILE_PACKAGES[@]}"; fi
    unset "${!VEXAR_@}"
    build_service
    make_throwaway bench
    trap close_bench EXIT
    load_bench "$data" "$scale"
    step "Starting the stack"
    start_cluster "${BENCH_CLUSTER[@]}"
    start_side many "$threads"
    start_side wide "$threads"
    step "Measuring"
    mkdir "$RUNTIME/tmp"
    # Not in the foreground, where a signal would have to wait for it; TERM ends it, for INT does not reach it there.
    VEXAR_TEST_RUN=$RUNTIME TMPDIR=$RUNTIME/tmp "${BENCH_PYTHON[@]}" run "$RUNTIME" "$(service_binary)" "$@" &
    MEASURING=$!
    wait "$MEASURING"
}

close_bench() {
    local status=$? side
    trap '' HUP INT TERM
    set +e
    if [[ -n ${MEASURING:-} ]] && kill -s TERM "$MEASURING" 2>/dev/null; then wait "$MEASURING"; fi
    for side in many wide; do stop_side "$side"; done
    (exit "$status")
    close_throwaway
}

# Loading takes minutes, so the loaded cluster is kept, and each run gets a copy: none meets what another has written.
# It is made anew when the schema, the data's files, the scale or the month (which a calendar shows) are others.
load_bench() {
    local data=$1 scale=$2 kept
    kept=$DEV/bench/cluster-$(bench_stamp "$scale")
    mkdir -p "$DEV/bench"
    # One at a time: another would remove what this one copies, or move its own into it.
    exec 8<"$DEV/bench"
    flock 8
    rm -rf "$DEV"/bench/cluster-*.new # of one that was cut off
    if [[ ! -d $kept || $data == fresh ]]; then
        rm -rf "$DEV"/bench/cluster-*
        step "Loading 3.6 million bookings, times $scale (minutes, once)"
        start_cluster "${BENCH_LOADING[@]}"
        load_side many "$scale"
        load_side wide "$scale"
        stop_cluster
        if ! cp -a "$RUNTIME/pg/data" "$kept.new"; then
            rm -rf "$kept.new"
            die "the loaded cluster can't be kept in $DEV/bench"
        fi
        mv "$kept.new" "$kept"
    else
        step "Copying the loaded cluster"
        make_pg_directory
        cp -a --reflink=auto "$kept" "$RUNTIME/pg/data"
    fi
    exec 8<&-
    # What has not reached the disk by now would be written while something is measured.
    sync -f "$RUNTIME"
}

bench_stamp() {
    {
        cat "$ROOT/sql/sqitch.plan" "$ROOT"/sql/deploy/*.sql "$BENCHMARKS"/data/*.sql
        printf '%s %s\n' "$1" "$(date +%Y-%m)"
    } | sha256sum | cut -c 1-16
}

# load_side SET SCALE: the set in a database of its name.
load_side() {
    superuser_psql postgres -c "create database $1"
    logged schema sqitch_on "$1" deploy
    logged "bench-$1" superuser_psql "$1" -v "scale=$2" -f "$BENCHMARKS/data/$1.sql"
}

# start_side SET THREADS: worker and nginx for the database of that name, in RUNTIME/SET. The request log is on, as it
# is unless somebody turns it off.
start_side() {
    local url
    url=$(database_url vexar_app "$1")
    local RUNTIME=$RUNTIME/$1 PORT
    local threads=$2
    PORT=$(/usr/bin/python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
    install -d -m 700 "$RUNTIME" "$RUNTIME/worker"
    start_process worker "$RUNTIME/worker/worker.log" env -C "$RUNTIME" "VEXAR_DATABASE_URL=$url" \
        "VEXAR_LISTEN=$RUNTIME/worker/socket" "VEXAR_THREADS=$threads" "$(service_binary)" serve
    write_nginx_configuration
    # In the server of the service, so that header fields and log are the same.
    sed -i "s|include vexar/server.conf;|& include $CLONE/Tests/Benchmarks/limits/poll.conf;|" \
        "$RUNTIME/nginx/nginx.conf"
    run_nginx -t -q || die "nginx refuses its configuration: $RUNTIME/nginx/nginx.conf"
    start_process nginx "$RUNTIME/nginx/error.log" "${NGINX[@]}"
    printf '%s\n' "$PORT" >"$RUNTIME/nginx/port"
    wait_until_ready
}

stop_side() {
    local RUNTIME=$RUNTIME/$1
    stop_process nginx TERM
    stop_process worker TERM
}
