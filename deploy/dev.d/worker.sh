# The service: `vexar serve` on a Unix socket.
# shellcheck shell=bash

# Set here, whatever the caller's environment says (it may come from .dev/env).
OWN_VARIABLES=' VEXAR_URL VEXAR_API_KEY VEXAR_BIN VEXAR_PORT VEXAR_LONG VEXAR_LISTEN VEXAR_DATABASE_URL VEXAR_ADMIN_DATABASE_URL '

service_binary() { printf '%s/.build/release/vexar' "$CLONE"; }

# Restarts it only if the binary or its environment has changed.
start_worker() {
    local now environment=()
    install -d -m 700 "$RUNTIME/worker"
    mapfile -d '' -t environment < <(worker_environment)
    now=$({ sha256sum <"$(service_binary)" && printf '%s\0' "${environment[@]}"; } | sha256sum)
    if process_pid worker >/dev/null && [[ $now == "$(cat "$RUNTIME/worker/started-with" 2>/dev/null)" ]]; then
        note "worker unchanged"
        return
    fi
    stop_process worker TERM
    start_process worker "$RUNTIME/worker/worker.log" \
        env -C "$RUNTIME" "${environment[@]}" "$(service_binary)" serve
    printf '%s\n' "$now" >"$RUNTIME/worker/started-with"
    note "worker started"
}

# As NUL-terminated arguments for env(1): the caller's VEXAR_* as they are, but ours instead of theirs.
worker_environment() {
    local name
    for name in $OWN_VARIABLES; do printf -- '--unset=%s\0' "$name"; done
    printf 'VEXAR_DATABASE_URL=%s\0' "$(database_url vexar_app)"
    printf 'VEXAR_LISTEN=%s\0' "$RUNTIME/worker/socket"
    while read -r name; do
        if [[ $OWN_VARIABLES != *" $name "* ]]; then printf '%s=%s\0' "$name" "${!name}"; fi
    done < <(compgen -e VEXAR_)
}
