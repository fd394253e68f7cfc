# The commands on the running stack.
# shellcheck shell=bash disable=SC2034

command_up() {
    require_swift
    lock_clone
    own_state
    install_packages "${STACK_PACKAGES[@]}"
    open_runtime
    check_port
    build_service
    step "Starting PostgreSQL"
    start_cluster
    step "Deploying the schema"
    deploy_schema
    step "Loading the demo"
    load_demo
    step "Starting the service"
    start_worker
    start_nginx
    wait_until_ready
    keep_demo_keys
    write_env
    # Last: a mistake in the caller's VEXAR_SMTP_… then leaves a stack that serves.
    start_mail_server
    start_notifier
    wait_for_notifier
    print_tour
}

print_tour() {
    printf '\nVexar Bookings is up: %s\n\nDemo keys:\n' "$(service_url)"
    awk '{ printf "  %-12s %s\n", $1, $2 }' "$DEV/keys"
    printf "\nTry:\n  curl -s -H 'Authorization: Bearer %s' '%s'\n" "$(demo_key salon)" "$(tour_url)"
    printf '\nMail to visitors, unless VEXAR_SMTP_URL sends it elsewhere: deploy/dev mail\n'
    printf '\nFor scripts: set -a; . %q\n' "$DEV/env"
}

command_down() {
    lock_clone
    find_runtime
    stop_process nginx QUIT
    stop_process worker TERM
    stop_process notifier TERM
    stop_process mailserver TERM
    stop_cluster
    note "stopped"
}

command_reset() {
    command_down
    remove_runtime
}

command_status() {
    local status=0 ready=no
    find_runtime
    if [[ -r $RUNTIME/nginx/port ]]; then PORT=$(<"$RUNTIME/nginx/port"); fi
    report postgres cluster_pid || status=3
    report worker process_pid worker || status=3
    report notifier process_pid notifier || status=3
    report_mail_server || status=3
    report nginx process_pid nginx || status=3
    if curl -sS -f --noproxy '*' -m 5 -o /dev/null "$(service_url)/readyz" 2>/dev/null; then
        ready=yes
    else
        status=3
    fi
    printf '%-9s %s  %s\n' ready "$ready" "$(service_url)"
    return "$status"
}

# report NAME COMMAND…: which prints the process id, or fails.
report() {
    local name=$1 pid
    shift
    if pid=$("$@"); then
        printf '%-9s running  pid %s\n' "$name" "$pid"
    else
        printf '%-9s stopped\n' "$name"
        return 1
    fi
}

report_mail_server() {
    if [[ -e $RUNTIME/mailserver/unused ]]; then
        printf '%-9s elsewhere (VEXAR_SMTP_URL)\n' mail
    else
        report mail process_pid mailserver
    fi
}

command_logs() {
    local argument follow=() names=() files=()
    find_runtime
    for argument; do
        if [[ $argument == -f ]]; then follow=(-F); else names+=("$argument"); fi
    done
    if ((${#names[@]} == 0)); then names=(worker notifier nginx postgres); fi
    for argument in "${names[@]}"; do
        mapfile -t -O ${#files[@]} files < <(log_files "$argument")
    done
    if ((${#files[@]} < ${#names[@]})); then
        die "no such log; there are: worker notifier mail nginx postgres packages build cluster schema demo"
    fi
    exec tail -n 50 "${follow[@]}" -- "${files[@]}"
}

log_files() {
    case $1 in
        worker | notifier) echo "$RUNTIME/$1/$1.log" ;;
        mail) echo "$RUNTIME/mailserver/mailserver.log" ;;
        nginx) printf '%s\n' "$RUNTIME/nginx/access.log" "$RUNTIME/nginx/error.log" ;;
        postgres) echo "$RUNTIME/pg/server.log" ;;
        packages | build | cluster | schema | demo) echo "$LOGS/$1.log" ;;
    esac
}

command_psql() {
    find_runtime
    cluster_pid >/dev/null || die "the database does not run: deploy/dev up"
    exec psql "$(database_url postgres)" "$@"
}
