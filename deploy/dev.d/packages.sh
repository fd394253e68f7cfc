# The Debian packages, of Debian 12.
# shellcheck shell=bash disable=SC2034

# SwiftPM fetches with git and asks pkg-config for libpq and libcurl. aiosmtpd is the mail server of stack and tests.
STACK_PACKAGES=(
    nginx postgresql-15 postgresql-client-15 sqitch libdbd-pg-perl
    libfcgi-dev libpq-dev libcurl4-openssl-dev pkgconf git ca-certificates curl python3-aiosmtpd
)
TEST_PACKAGES=(
    postgresql-15-pgtap libtap-parser-sourcehandler-pgtap-perl python3-venv python3-icalendar wrk openssl systemd
    pgbouncer
)
# pgbench comes with the server.
BENCH_PACKAGES=(wrk python3)
PROFILE_PACKAGES=(linux-perf valgrind binutils)
# Of deploy/package, and of the long proof that installs what it builds into a Debian of its own.
PACKAGE_PACKAGES=(debhelper binutils python3 libfcgi-dev libpq-dev libcurl4-openssl-dev pkgconf git ca-certificates)
# prometheus is for promtool.
PROOF_PACKAGES=("${PACKAGE_PACKAGES[@]}" debootstrap lintian systemd-container prometheus)

# install_packages NAME…: those that are missing; by sudo if need be.
install_packages() {
    local missing installer=$ROOT/deploy/dev.d/install-packages
    command -v dpkg-query >/dev/null || die "the packages of Debian 12 are needed ($*), and this system has no dpkg"
    mapfile -t missing < <(missing_packages "$@")
    if ((${#missing[@]} == 0)); then return; fi
    step "Installing Debian packages: ${missing[*]}"
    if ((EUID == 0)); then
        logged packages "$installer" "${missing[@]}"
    elif may_sudo; then
        logged packages sudo -n "$installer" "${missing[@]}"
    else
        die "installing takes root. Run this, then deploy/dev again:

  $(install_line "$installer" "${missing[@]}")
"
    fi
}

missing_packages() {
    local installed
    # It fails if it doesn't know one of them, and tells of the others.
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
        sed -n 's/ installed$//p') || true
    printf '%s\n' "$@" | grep -vxF -e "${installed:-none}" || true
}

# Without a password, or by asking for it where there is somebody to ask.
may_sudo() {
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null || { [[ -t 0 && -t 2 ]] && sudo -v; }
}

install_line() {
    local line
    printf -v line '%q ' "$@"
    line=${line% }
    if command -v sudo >/dev/null; then
        printf 'sudo %s' "$line"
    else
        printf "su -c '%s'" "${line//\'/\'\\\'\'}"
    fi
}
