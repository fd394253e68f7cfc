# The demo: three profiles with their bookings, a key for each, and .dev/env for scripts.
# shellcheck shell=bash

DEMO_PROFILES=(salon guesthouse practice)

load_demo() {
    logged demo env "VEXAR_URL=$(service_url)" "VEXAR_BIN=$(service_binary)" \
        "VEXAR_DATABASE_URL=$(database_url vexar_app)" "VEXAR_ADMIN_DATABASE_URL=$(database_url vexar_admin)" \
        "DATABASE_URL=$(database_url postgres)" "$ROOT/deploy/demo/load"
}

# A key is shown once, when it is issued: .dev/keys keeps them from one `up` to the next, a line "USERNAME KEY" each.
keep_demo_keys() {
    local name key keys=''
    for name in "${DEMO_PROFILES[@]}"; do
        key=$(demo_key "$name")
        if ! key_works "$key"; then
            key=$(issue_key "$name") || die "no key could be issued for $name (above)"
            key_works "$key" || die "the service refuses the key that was just issued for $name"
        fi
        keys+="$name $key"$'\n'
    done
    printf '%s' "$keys" | write_private "$DEV/keys"
}

demo_key() { sed -n "s/^$1 //p" "$DEV/keys" 2>/dev/null || true; }

# key_works KEY: by a list, as a client would ask; 401 alone means no.
key_works() {
    local status
    [[ $1 =~ ^[0-9a-f]{64}$ ]] || return 1
    status=$(curl -sS --noproxy '*' -m 30 -o /dev/null -w '%{http_code}' -H @- "$(tour_url)" \
        <<<"Authorization: Bearer $1") || die "no answer from $(tour_url)"
    case $status in
        200) ;;
        401) return 1 ;;
        *) die "$(tour_url) answers $status. See: deploy/dev logs worker" ;;
    esac
}

tour_url() { printf '%s/api/v1/my-profile/bookings?limit=2' "$(service_url)"; }

issue_key() {
    VEXAR_ADMIN_DATABASE_URL=$(database_url vexar_admin) \
        "$(service_binary)" key issue "$1" --label deploy/dev | tail -n 1
}

# One NAME=value a line; .dev/env is read by shells without quotes, so no value may need any.
write_env() {
    local text
    text="VEXAR_URL=$(service_url)
VEXAR_API_KEY=$(demo_key salon)
VEXAR_BIN=$(service_binary)
VEXAR_DATABASE_URL=$(database_url vexar_app)
VEXAR_ADMIN_DATABASE_URL=$(database_url vexar_admin)
DATABASE_URL=$(database_url postgres)"
    if grep -qvE '^[A-Z_]+=[A-Za-z0-9_:/.%@+-]*$' <<<"$text"; then die ".dev/env would need quotes: $text"; fi
    printf '%s\n' "$text" | write_private "$DEV/env"
}

# Keys are for their owner's eyes.
write_private() {
    (umask 077 && cat >"$1.new")
    mv "$1.new" "$1"
}
