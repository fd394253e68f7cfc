# nginx on 127.0.0.1:PORT with the include files of deploy/nginx; its own prefix is RUNTIME/nginx.
# shellcheck shell=bash

check_port() {
    if [[ ! $PORT =~ ^[1-9][0-9]{0,4}$ ]] || ((PORT > 65535)); then die "VEXAR_PORT is no port: $PORT"; fi
    if process_pid nginx >/dev/null && [[ $PORT == "$(cat "$RUNTIME/nginx/port" 2>/dev/null)" ]]; then return; fi
    stop_orphans nginx
    if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
        die "port $PORT on 127.0.0.1 is taken by another program: stop it, or choose one with VEXAR_PORT=…"
    fi
}

start_nginx() {
    local now
    write_nginx_configuration
    run_nginx -t -q || die "nginx refuses its configuration: $RUNTIME/nginx/nginx.conf"
    now=$(cat "$RUNTIME/nginx/nginx.conf" "$RUNTIME"/nginx/vexar/*.conf | sha256sum)
    if ! process_pid nginx >/dev/null; then
        start_process nginx "$RUNTIME/nginx/error.log" "${NGINX[@]}"
        note "nginx started"
    elif [[ $now != "$(cat "$RUNTIME/nginx/started-with" 2>/dev/null)" ]]; then
        kill -s HUP "$(process_pid nginx)"
        note "nginx reloaded"
    else
        note "nginx unchanged"
    fi
    printf '%s\n' "$PORT" >"$RUNTIME/nginx/port"
    printf '%s\n' "$now" >"$RUNTIME/nginx/started-with"
}

# Sets NGINX, the command. -e: else it begins with the log that was compiled in, which is not ours to write.
run_nginx() {
    NGINX=(nginx -p "$RUNTIME/nginx" -c "$RUNTIME/nginx/nginx.conf" -e "$RUNTIME/nginx/error.log")
    "${NGINX[@]}" "$@"
}

write_nginx_configuration() {
    local user='' file
    if ((EUID == 0)); then user='user root root;'; fi # the worker's socket lets nobody else in
    install -d -m 700 "$RUNTIME/nginx" "$RUNTIME/nginx/vexar"
    for file in "$CLONE"/deploy/nginx/*.conf; do ln -sfn "$file" "$RUNTIME/nginx/vexar/"; done
    rm -f "$RUNTIME/nginx/vexar/workers.conf"
    printf 'server unix:%s/worker/socket;\n' "$RUNTIME" >"$RUNTIME/nginx/vexar/workers.conf"
    sed -e "s|@USER@|$user|" -e "s|@PORT@|$PORT|" "$CLONE/deploy/dev.d/nginx.conf.in" >"$RUNTIME/nginx/nginx.conf"
}

service_url() { printf 'http://127.0.0.1:%s' "$PORT"; }

# Until the whole way answers: nginx, worker, database, schema.
wait_until_ready() {
    local answer='' deadline=$((SECONDS + 60))
    while ((SECONDS < deadline)); do
        if answer=$(curl -sS --noproxy '*' -m 5 -w '\n%{http_code}' "$(service_url)/readyz" 2>&1) &&
            [[ ${answer##*$'\n'} == 200 ]]; then return; fi
        process_pid nginx >/dev/null || not_ready nginx "$RUNTIME/nginx/error.log" "it has stopped"
        process_pid worker >/dev/null || not_ready worker "$RUNTIME/worker/worker.log" "it has stopped"
        sleep 0.1
    done
    not_ready worker "$RUNTIME/worker/worker.log" "/readyz says: ${answer//$'\n'/ }"
}

not_ready() {
    tail -n 20 "$2" >&2
    die "the $1 is not ready: $3. The whole log: $2"
}
