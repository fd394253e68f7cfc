# The notifier: `vexar notify`, which sends the visitors' messages to the stack's mail server or to the caller's.
# shellcheck shell=bash

start_notifier() {
    local now environment=()
    install -d -m 700 "$RUNTIME/notifier"
    mapfile -d '' -t environment < <(notifier_environment)
    now=$({ sha256sum <"$(service_binary)" && printf '%s\0' "${environment[@]}" && notifier_files; } | sha256sum)
    keep_process notifier "$now" "${environment[@]}" "$(service_binary)" notify
}

# The caller's settings, and ours where there are none. It runs elsewhere, so paths must not depend on where.
notifier_environment() {
    local name
    passed_on
    printf 'VEXAR_DATABASE_URL=%s\0' "$(database_url vexar_app)"
    printf 'VEXAR_METRICS=%s\0' "$RUNTIME/notifier/metrics"
    if [[ -z ${VEXAR_SMTP_URL:-} ]]; then printf 'VEXAR_SMTP_URL=%s\0' "$(mail_server_url)"; fi
    if [[ -z ${VEXAR_MAIL_FROM:-} ]]; then printf 'VEXAR_MAIL_FROM=bookings@vexar.localhost\0'; fi
    if [[ -z ${VEXAR_REVIEW_URL:-} ]]; then printf 'VEXAR_REVIEW_URL=%s/review/{token}\0' "$(service_url)"; fi
    for name in VEXAR_TEMPLATES VEXAR_SMTP_CA_FILE; do
        if [[ -n ${!name:-} ]]; then printf '%s=%s\0' "$name" "$(realpath -sm -- "${!name}")"; fi
    done
}

# What it reads once, at its start; a mistake there is its own to name.
notifier_files() {
    local name paths=()
    for name in VEXAR_TEMPLATES VEXAR_SMTP_CA_FILE; do
        if [[ -n ${!name:-} ]]; then paths+=("$(realpath -sm -- "${!name}")"); fi
    done
    if ((${#paths[@]} == 0)); then return; fi
    find -L "${paths[@]}" -type f -exec sha256sum -- {} + 2>/dev/null | sort || true
}

# Until it listens for what is queued, for which it needs settings, database and schema in order.
wait_for_notifier() {
    local deadline=$((SECONDS + 60)) listening
    while ((SECONDS < deadline)); do
        listening=$(superuser_psql vexar -At \
            -c "select count(*) from pg_stat_activity where application_name = 'vexar notify listener'")
        process_pid notifier >/dev/null || not_ready notifier "$RUNTIME/notifier/notifier.log" "it has stopped"
        if ((listening > 0)); then return; fi
        sleep 0.1
    done
    not_ready notifier "$RUNTIME/notifier/notifier.log" "it does not listen to the database"
}
