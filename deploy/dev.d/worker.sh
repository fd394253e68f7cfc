# The service: `vexar serve` on a Unix socket.
# shellcheck shell=bash

# Set here, whatever the caller's environment says (it may come from .dev/env).
OWN_VARIABLES=' VEXAR_URL VEXAR_API_KEY VEXAR_BIN VEXAR_PORT VEXAR_LONG VEXAR_LISTEN '
OWN_VARIABLES+='VEXAR_DATABASE_URL VEXAR_DIRECT_DATABASE_URL VEXAR_ADMIN_DATABASE_URL VEXAR_METRICS '

service_binary() { printf '%s/.build/release/vexar' "$CLONE"; }

start_worker() {
    local now environment=()
    install -d -m 700 "$RUNTIME/worker"
    mapfile -d '' -t environment < <(worker_environment)
    now=$({ sha256sum <"$(service_binary)" && printf '%s\0' "${environment[@]}"; } | sha256sum)
    keep_process worker "$now" "${environment[@]}" "$(service_binary)" serve
}

# As NUL-terminated arguments for env(1).
worker_environment() {
    passed_on
    printf 'VEXAR_DATABASE_URL=%s\0' "$(database_url vexar_app)"
    printf 'VEXAR_LISTEN=%s\0' "$RUNTIME/worker/socket"
    printf 'VEXAR_METRICS=%s\0' "$RUNTIME/worker/metrics"
}

# The caller's VEXAR_* as they are, but for those that are ours to set.
passed_on() {
    local name
    for name in $OWN_VARIABLES; do printf -- '--unset=%s\0' "$name"; done
    while read -r name; do
        if [[ $OWN_VARIABLES != *" $name "* ]]; then printf '%s=%s\0' "$name" "${!name}"; fi
    done < <(compgen -e VEXAR_)
}
