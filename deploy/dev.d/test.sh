# Every test, on a cluster, sockets and ports of its own, beside whatever runs.
# shellcheck shell=bash

command_test() {
    require_swift
    own_state
    install_packages "${STACK_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
    if [[ ${VEXAR_LONG:-} == 1 ]]; then install_packages "${PROOF_PACKAGES[@]}"; fi
    test_benchmarks
    open_throwaway
    test_schema
    test_swift "$@"
    step "All passed"
}

command_schema() {
    own_state
    install_packages "${STACK_PACKAGES[@]}"
    open_throwaway
    deploy_schema
    dump_schema >"$RUNTIME/schema.sql"
    cp "$RUNTIME/schema.sql" "$ROOT/sql/schema.sql"
    note "wrote sql/schema.sql"
}

# Durability is not tested here.
open_throwaway() {
    step "Starting a PostgreSQL of its own"
    make_throwaway test
    start_cluster fsync=off full_page_writes=off max_connections=300
}

# make_throwaway NAME: a runtime directory that goes when the script does, with all that was started for it.
make_throwaway() {
    LOGS=$DEV/log/$1
    install -d -m 700 "$LOGS"
    RUNTIME=$(mktemp -d "/tmp/vexar-$1-XXXXXXXX")
    trap close_throwaway EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    chmod "$DIRECTORY_MODE" "$RUNTIME"
    use_runtime
}

close_throwaway() {
    local status=$?
    trap '' HUP INT TERM
    kill_marked TERM
    stop_cluster || true
    kill_marked KILL
    if ((status != 0)); then cp "$RUNTIME/pg/server.log" "$LOGS/postgres.log" 2>/dev/null || true; fi
    rm -rf "$RUNTIME"
    exit "$status"
}

# Whatever the tests started and left: it has our mark in its environment, or (nginx hides its own) our directory in its
# arguments.
kill_marked() {
    local process
    for process in /proc/[0-9]*; do
        if grep -qszxF -e "VEXAR_TEST_RUN=$RUNTIME" "$process/environ" ||
            grep -qsF -e "$RUNTIME/tmp" "$process/cmdline"; then
            kill -s "$1" "${process#/proc/}" 2>/dev/null || true
        fi
    done
}

# Their arithmetic, not their figures.
test_benchmarks() {
    step "Benchmarks: arithmetic"
    /usr/bin/python3 -E -s -B -m unittest discover -q -s "$ROOT/Tests/Benchmarks/tests"
}

test_schema() {
    step "Schema: changes beside a running service"
    "$ROOT/sql/check"
    step "Schema: deploy, verify, revert, deploy"
    deploy_schema
    logged verify sqitch_on vexar verify
    logged revert sqitch_on vexar revert -y
    deploy_schema
    step "Schema: against sql/schema.sql"
    dump_schema | diff -u "$ROOT/sql/schema.sql" - ||
        die "the migrations and sql/schema.sql differ (above). If it is the file that is old: deploy/dev schema"
    step "Schema: pgTAP"
    # Here and not in a copy: privileges on the database itself are part of the schema, and no copy has them.
    superuser_psql vexar -c 'create extension pgtap'
    PGHOST=$RUNTIME/pg PGUSER=postgres pg_prove -d vexar --ext .sql -r "$ROOT/sql/tests"
}

# Only what is ours: the caller's VEXAR_* may be those of a running stack. The long proofs measure time: they have the
# machine, and the service as it is released, to themselves.
test_swift() {
    local name binary=$CLONE/.build/debug/vexar
    while read -r name; do
        if [[ $name != VEXAR_LONG ]]; then unset "$name"; fi
    done < <(compgen -e VEXAR_)
    mkdir "$RUNTIME/tmp"
    step "Building the tests (the first build takes minutes)"
    export VEXAR_TEST_RUN=$RUNTIME TMPDIR=$RUNTIME/tmp
    logged build-tests swift build --build-tests --package-path "$ROOT"
    if [[ ${VEXAR_LONG:-} == 1 ]]; then
        build_service
        binary=$(service_binary)
    fi
    export VEXAR_BIN=$binary VEXAR_DATABASE_URL VEXAR_ADMIN_DATABASE_URL DATABASE_URL
    VEXAR_DATABASE_URL=$(database_url vexar_app)
    VEXAR_ADMIN_DATABASE_URL=$(database_url vexar_admin)
    DATABASE_URL=$(database_url postgres)
    step "swift test"
    if (($# > 0)); then
        swift_test "$@"
    else
        swift_test --skip Proofs
        if [[ ${VEXAR_LONG:-} == 1 ]]; then
            step "The long proofs"
            swift_test --no-parallel --filter Proofs
        fi
    fi
}

# Not in the foreground, where a signal would have to wait for the tests.
swift_test() {
    swift test --package-path "$ROOT" "$@" &
    wait $!
}
