# Where the stack's files lie: in .dev, or elsewhere if a server could not run there.
# shellcheck shell=bash disable=SC2034

# As root the cluster runs as the user postgres, who has to pass through.
DIRECTORY_MODE=$( ((EUID == 0)) && echo 711 || echo 700)

# Only one command that changes the stack at a time, in one clone.
lock_clone() {
    exec 9<"$ROOT"
    if ! flock -n 9; then
        note "another command is at work in this clone; waiting for it"
        flock 9
    fi
}

# Makes .dev, which has to be ours: what root started an ordinary user can't stop, and the other way round.
own_state() {
    if [[ ! -d $DEV ]]; then mkdir -m "$DIRECTORY_MODE" "$DEV"; fi
    check_owner
    install -d -m 700 "$LOGS"
}

check_owner() {
    if [[ -e $DEV && ! -O $DEV ]]; then
        die "$DEV belongs to $(stat -c %U "$DEV"): run as that user, or have that user run deploy/dev reset"
    fi
}

# Sets RUNTIME to where the stack's files are, without making anything.
find_runtime() {
    local elsewhere
    check_owner
    RUNTIME=$DEV
    if elsewhere=$(readlink "$DEV/runtime") && is_private "$elsewhere" && is_of_this_clone "$elsewhere"; then
        RUNTIME=$elsewhere
    fi
}

# Sets RUNTIME, made as needed, and CLONE: this clone by a path that no configuration has to quote.
open_runtime() {
    find_runtime
    if [[ $RUNTIME == "$DEV" ]] && ! can_run_servers "$DEV"; then
        if [[ -e $DEV/pg ]]; then
            die "this clone has moved to where its database can't run; its data are kept in $DEV/pg.
Move it back, or start anew with: deploy/dev reset && deploy/dev up"
        fi
        RUNTIME=$(make_directory_elsewhere)
        ln -sfn "$RUNTIME" "$DEV/runtime"
    fi
    use_runtime
}

use_runtime() {
    CLONE=$ROOT
    if [[ $RUNTIME != "$DEV" ]]; then ln -sfn "$ROOT" "$RUNTIME/clone"; fi
    if ! is_plain "$ROOT"; then CLONE=$RUNTIME/clone; fi
}

# Nothing that the shell, a URL, nginx or postgresql.conf would want quoted.
is_plain() { [[ $1 =~ ^[A-Za-z0-9._/+-]+$ ]]; }

# A Unix socket's path has at most 107 bytes (sun_path in unix(7)), and the server's user has to reach it. File systems
# without modes (shared folders of virtual machines) keep no directory private.
can_run_servers() {
    local socket=$1/pg/.s.PGSQL.5432
    is_plain "$socket" && ((${#socket} <= 107)) || return 1
    chmod "$DIRECTORY_MODE" "$1" && [[ $(stat -c %a "$1") == "$DIRECTORY_MODE" ]] || return 1
    as_postgres test -x "$1"
}

# Anybody may make names in /var/tmp: a directory there is taken only if it is ours and nobody else can write to it.
make_directory_elsewhere() {
    local directory
    directory=/var/tmp/vexar-dev-$EUID-$(printf '%s' "$ROOT" | sha256sum | cut -c 1-12)
    if ! mkdir -m "$DIRECTORY_MODE" "$directory" 2>/dev/null; then
        if ! is_private "$directory" || ! is_of_this_clone "$directory"; then
            directory=$(mktemp -d "$directory-XXXXXXXX")
            chmod "$DIRECTORY_MODE" "$directory"
        fi
    fi
    printf '%s\n' "$directory"
}

is_private() {
    [[ -d $1 && ! -L $1 && -O $1 ]] && (((8#$(stat -c %a "$1") & 8#22) == 0))
}

# Not so if this .dev is the copy of another clone's, and that one still uses the directory.
is_of_this_clone() {
    local owner
    owner=$(readlink "$1/clone") || return 0
    [[ $owner == "$ROOT" || $(readlink "$owner/.dev/runtime") != "$1" ]]
}

remove_runtime() {
    rm -rf "$RUNTIME" "$DEV"
}
