# The stack's mail server, which delivers into RUNTIME/mail, and `deploy/dev mail` to look there. Debian's python3,
# since that is the one which has aiosmtpd; -I keeps what the caller's shell says to Python out.
# shellcheck shell=bash

MAIL_PYTHON=(/usr/bin/python3 -I)

# Starts it; or stops it, if the caller's messages go to a server of their own.
start_mail_server() {
    local program=$CLONE/deploy/dev.d/mail-server.py
    install -d -m 700 "$RUNTIME/mailserver"
    if [[ $RUNTIME != "$DEV" ]]; then ln -sfn "$RUNTIME/mail" "$DEV/mail"; fi
    if [[ -n ${VEXAR_SMTP_URL:-} ]]; then
        if process_pid mailserver >/dev/null; then stop_process notifier TERM; fi
        stop_process mailserver TERM
        touch "$RUNTIME/mailserver/unused"
        note "mailserver not needed: messages go where VEXAR_SMTP_URL says"
        return
    fi
    rm -f "$RUNTIME/mailserver/unused"
    keep_process mailserver "$(sha256sum <"$program")" \
        "${MAIL_PYTHON[@]}" "$program" "$RUNTIME/mail" "$RUNTIME/mailserver/state"
    wait_for_mail_server
}

# Until it has said on which port it listens.
wait_for_mail_server() {
    local tries
    for ((tries = 0; tries < 600; tries++)); do
        if mail_server_url >/dev/null; then return; fi
        process_pid mailserver >/dev/null || break
        sleep 0.05
    done
    not_ready mailserver "$RUNTIME/mailserver/mailserver.log" "it does not listen"
}

# Fails while it does not listen.
mail_server_url() {
    local port pid
    { read -r port pid <"$RUNTIME/mailserver/state"; } 2>/dev/null || return 1
    [[ $pid == "$(process_pid mailserver)" ]] && printf 'smtp://127.0.0.1:%s' "$port"
}

command_mail() {
    local status=0
    find_runtime
    [[ -x ${MAIL_PYTHON[0]} ]] || die "${MAIL_PYTHON[0]} is missing, so there is no mail yet: deploy/dev up installs it"
    "${MAIL_PYTHON[@]}" "$ROOT/deploy/dev.d/mail-reader.py" "$RUNTIME/mail" "$@" || status=$?
    if ((status == 3)); then
        note "$(why_no_mail)"
        status=0
    fi
    return "$status"
}

why_no_mail() {
    if [[ -e $RUNTIME/mailserver/unused ]]; then
        echo "No mail here: VEXAR_SMTP_URL was set at the last deploy/dev up, so messages go to the server it names."
    elif ! process_pid mailserver >/dev/null || ! process_pid notifier >/dev/null; then
        echo "No mail yet, and none can come: the mail server or the notifier does not run. Start them: deploy/dev up"
    else
        echo "No mail yet. Confirm a booking that has a visitor_email, and its visitor gets one."
    fi
}
