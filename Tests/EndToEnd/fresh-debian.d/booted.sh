# The package where systemd runs: what its units do.
# shellcheck shell=bash disable=SC2154

# With a /run of its own: systemd-nspawn wants it on a tmpfs. The network is this machine's.
boot() {
    # shellcheck disable=SC2016 # for the inner shell
    unshare --mount bash -c '
        mount --make-rprivate /
        mount -t tmpfs tmpfs /run
        mkdir /run/systemd
        exec systemd-nspawn --quiet --register=no --keep-unit --boot --directory="$0" --bind-ro="$1:/mnt"
    ' "$root" "$postgres" >"$work/boot.log" 2>&1 </dev/null &
    machine=$!
    eventually "it boots" booted || { tail -n 20 "$work/boot.log" >&2; exit 1; }
}
booted() {
    leader=$(pgrep -P "$machine") && grep -qxE 'running|degraded' <(within systemctl is-system-running)
}
within() {
    nsenter --target "$leader" --all env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"
}
# For a minute, which only a hang takes.
eventually() {
    local what=$1 count
    shift
    for ((count = 0; count < 600; count++)); do
        if "$@" 2>/dev/null; then say "$what"; return; fi
        sleep 0.1
    done
    echo "fresh-debian: never came: $what ($*)" >&2
    return 1
}

set_credential() { install -m 600 <(printf '%s\n' "$2") "$root/etc/vexar/credentials/$1"; }
database() { printf 'postgresql://%s@%%2Fmnt:5432/vexar' "$1"; }
journal() { within journalctl --no-pager -o cat -u "$1"; }
property() { within systemctl show --property="$2" --value "$1"; }
# As nginx asks.
ready() {
    within setpriv --reuid=www-data --regid=www-data --clear-groups timeout 20 \
        env REQUEST_METHOD=GET REQUEST_URI=/readyz cgi-fcgi -bind -connect /run/vexar/vexar.sock |
        grep -q '"success":true'
}
# metrics DIRECTORY: as who may scrape sees them; curl is this machine's.
metrics() { curl -sS -m 10 --unix-socket "/proc/$leader/root/run/$1/metrics.sock" http://localhost/metrics; }
tells_of_outbox() { has '^vexar_outbox_queued [0-9]' "$(metrics vexar-notify-2)"; }
is_denied() { ! within setpriv --reuid=games --clear-groups cgi-fcgi -bind -connect /run/vexar/vexar.sock; }

try_booted() {
    within dpkg -i /root/vexar.deb >>"$work/apt.log" 2>&1
    expect "installing starts nothing" test -z "$(within systemctl list-units --plain --no-legend 'vexar*')"
    without_settings
    with_settings
    restarted
    upgraded
    upgraded_without_database
    removed
}

without_settings() {
    if within systemctl start vexar.service 2>/dev/null; then fail "the worker starts without settings"; fi
    expect "without settings the worker says which" has 'VEXAR_DATABASE_URL is not set' "$(journal vexar.service)"
    expect "and that it is one (EX_CONFIG)" test "$(property vexar.service ExecMainStatus)" = 78
}

with_settings() {
    set_credential VEXAR_DATABASE_URL "$(database vexar_app)"
    set_credential VEXAR_ADMIN_DATABASE_URL "$(database vexar_admin)"
    set_credential VEXAR_SMTP_URL smtp://127.0.0.1:9
    printf '%s\n' VEXAR_MAIL_FROM=bookings@example.com 'VEXAR_REVIEW_URL=https://example.com/{token}' \
        >>"$root/etc/vexar/environment"
    expect "everything starts" within systemctl enable --now vexar.socket vexar.service vexar-housekeep.timer \
        vexar-notify@1 vexar-notify@2
    expect "the worker runs as vexar" test "$(within stat -c %U "/proc/$(property vexar.service MainPID)")" = vexar
    expect "it answers www-data" ready
    expect "and nobody else" is_denied
    expect "its metrics know when it was started" has '^process_start_time_seconds [0-9]' "$(metrics vexar-worker)"
    eventually "and a notifier tells of the outbox" tells_of_outbox
    within systemctl start vexar-check || true
    expect "vexar-check sees the database" has '^database +ok' "$(journal vexar-check)"
    expect "housekeeping is done" within systemctl start vexar-housekeep
}

worker() { property vexar.service MainPID; }
socket() { within stat -c %i /run/vexar/vexar.sock; }
is_another() { [[ $(property "$1" MainPID) != "$2" && $(property "$1" ActiveState) == active ]]; }

# The socket stays whatever happens to the worker, and nobody who asks meanwhile is refused.
restarted() {
    local before socket
    before=$(worker) socket=$(socket)
    kill_worker
    expect "it answers who came while the worker was dead" ready
    eventually "the worker is another one" is_another vexar.service "$before"
    expect "on the same socket" test "$(socket)" = "$socket"
}
kill_worker() { within systemctl kill --signal=KILL vexar.service; }

upgraded() {
    local worker notifier socket
    worker=$(worker) notifier=$(property vexar-notify@2 MainPID) socket=$(socket)
    within dpkg -i /root/vexar.deb >>"$work/apt.log" 2>&1
    eventually "an upgrade restarts the worker" is_another vexar.service "$worker"
    eventually "and notifiers" is_another vexar-notify@2 "$notifier"
    expect "on the same socket" test "$(socket)" = "$socket"
    expect "it answers" ready
}

# What starts waits for the database; dpkg, and its lock, do not. A server that is down has no socket.
upgraded_without_database() {
    local worker socket=.s.PGSQL.5432
    worker=$(worker)
    database_aside=$postgres/aside
    mv "$postgres/$socket" "$database_aside"
    expect "an upgrade ends without the database" within timeout 180 dpkg -i /root/vexar.deb
    expect "while a new worker waits for it" test "$(property vexar.service ActiveState)" = activating
    expect "and so does a notifier" test "$(property vexar-notify@2 ActiveState)" = activating
    mv "$database_aside" "$postgres/$socket"
    eventually "which is there once the database is back" is_another vexar.service "$worker"
    eventually "as is the notifier" is_active vexar-notify@2
    expect "it answers again" ready
}
is_active() { [[ $(property "$1" ActiveState) == active ]]; }

removed() {
    within dpkg --purge vexar >>"$work/apt.log" 2>&1
    within systemctl reset-failed
    expect "nothing runs after a purge" test -z "$(within systemctl list-units --plain --no-legend 'vexar*')"
    expect "and nothing of ours is left" test -z "$(ours)"
}
