# What the person at the terminal sees.
# shellcheck shell=bash

step() { printf '==> %s\n' "$*"; }
note() { printf '    %s\n' "$*"; }

die() {
    printf 'deploy/%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# logged NAME COMMAND…: runs it with its output in the step's log, shows how it comes along, and on failure shows the
# log's end and stops the script. Call it as a plain statement: inside `if` or `||` bash would ignore `set -e` in it.
logged() {
    local name=$1 log=$LOGS/$1.log status
    shift
    set +e
    (
        set -e
        "$@"
    ) </dev/null 2>&1 | show_progress "$name" "$log"
    status=${PIPESTATUS[0]}
    set -e
    if ((status != 0)); then
        tail -n 30 "$log" >&2
        die "$name failed (exit $status). The whole log: $log"
    fi
}

# Copies standard input to the log, and its latest line to the terminal: in place every second, or as a new line every
# ten where there is no terminal.
show_progress() {
    local name=$1 log=$2 line='' latest='' status began=$SECONDS shown=0 every=10
    if [[ -t 1 ]]; then every=1; fi
    while true; do
        status=0
        IFS= read -r -t 1 line || status=$?
        if ((status == 0)); then
            printf '%s\n' "$line" >&3
            latest=${line:-$latest}
        else
            printf '%s' "$line" >&3 # timed out in the middle of a line (above 128), or the end of the input
            if ((status <= 128)); then break; fi
        fi
        if ((SECONDS - began - shown >= every)); then
            shown=$((SECONDS - began))
            show_line "$(printf '    %s %d s: %s' "$name" "$shown" "$latest")"
        fi
    done 3>"$log"
    if [[ -t 1 ]]; then printf '\r\033[K'; fi
}

show_line() {
    if [[ -t 1 ]]; then
        printf '\r\033[K%.79s' "$1"
    else
        printf '%.200s\n' "$1"
    fi
}
