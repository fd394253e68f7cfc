# Processes that the script starts and finds again. RUNTIME/NAME/pid holds a process id and its start time, so that a
# number which the kernel has given to somebody else by now is never taken for ours.
# shellcheck shell=bash

# process_fields PID: sets `fields` to those of /proc/PID/stat from the third on, the state; fails if there is no such
# process. (Not by $(<file): bash 5.2 leaves the script when the file is missing, `||` or not.)
process_fields() {
    local stat=''
    { read -r -d '' stat <"/proc/$1/stat"; } 2>/dev/null || true
    [[ -n $stat ]] && read -r -a fields <<<"${stat##*) }"
}

# Field 22, clock ticks since boot; fails for a zombie.
start_time() {
    local fields
    process_fields "$1" && [[ ${fields[0]} != Z ]] && printf '%s\n' "${fields[19]}"
}

# process_pid NAME: its process id, if it runs.
process_pid() {
    local pid started
    { read -r pid started <"$RUNTIME/$1/pid"; } 2>/dev/null || return 1
    [[ -n $started && $(start_time "$pid") == "$started" ]] && printf '%s\n' "$pid"
}

# start_process NAME LOG COMMAND…: in a session of its own, which no Ctrl-C reaches.
start_process() {
    local name=$1 log=$2 pid
    shift 2
    setsid "$@" </dev/null >>"$log" 2>&1 9>&- &
    pid=$!
    disown
    printf '%s %s\n' "$pid" "$(start_time "$pid" || echo gone)" >"$RUNTIME/$name/pid"
}

# keep_process NAME STAMP [VARIABLE=VALUE…] COMMAND…: starts it, with its log in RUNTIME/NAME/NAME.log, unless it runs
# and was started with the same stamp, which stands for all that it would have to be restarted for.
keep_process() {
    local name=$1 stamp=$2
    shift 2
    if process_pid "$name" >/dev/null && [[ $stamp == "$(cat "$RUNTIME/$name/started-with" 2>/dev/null)" ]]; then
        note "$name unchanged"
        return
    fi
    stop_process "$name" TERM
    start_process "$name" "$RUNTIME/$name/$name.log" env -C "$RUNTIME" "$@"
    printf '%s\n' "$stamp" >"$RUNTIME/$name/started-with"
    note "$name started"
}

# stop_process NAME SIGNAL: asks, waits half a minute, insists.
stop_process() {
    local name=$1 pid
    if ! pid=$(process_pid "$name"); then
        stop_orphans "$name"
        return
    fi
    kill -s "$2" "$pid" 2>/dev/null || true
    if ! wait_until_gone "$name" 30; then
        note "$name (pid $pid) is still there after 30 s: killing it"
        kill -s KILL "$pid" 2>/dev/null || true
        wait_until_gone "$name" 10 || die "$name (pid $pid) can't be stopped"
    fi
    rm -f "$RUNTIME/$name/pid"
}

wait_until_gone() {
    local tries
    for ((tries = 0; tries < $2 * 20; tries++)); do
        process_pid "$1" >/dev/null || return 0
        sleep 0.05
    done
    return 1
}

# What is left of the session of a leader that was killed: nginx's workers still hold the port. The kernel gives out no
# process id again while a session goes by it.
stop_orphans() {
    local leader path fields
    { read -r leader _ <"$RUNTIME/$1/pid"; } 2>/dev/null || return 0
    if start_time "$leader" >/dev/null; then return; fi # alive, so it is somebody else's by now
    for path in /proc/[0-9]*; do
        if ! process_fields "${path#/proc/}"; then continue; fi
        if [[ ${fields[3]} == "$leader" && ${fields[0]} != Z && -O $path ]]; then
            kill -s TERM "${path#/proc/}" 2>/dev/null || true
            sleep 0.2 # it needs a moment to let go of the port
        fi
    done
}
