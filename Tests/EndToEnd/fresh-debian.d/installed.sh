# The package where nothing runs: what it brings, and what it leaves.
# shellcheck shell=bash disable=SC2154

try_installed() {
    local version package_version table
    expect "it installs, with what it needs" install_inside /root/vexar.deb
    expect "no Swift is there" bash -c "! compgen -G '$root/usr/lib/*/libswift*' && ! compgen -G '$root/usr/lib/swift*'"
    version=$(inside vexar --version)
    package_version=$(dpkg-deb -f "$package" Version)
    expect "vexar --version: $version, of $package_version" test "$version" = "${package_version%%+git*}"
    table=$(inside vexar check) || true
    expect "vexar check says what is not set" has 'VEXAR_DATABASE_URL' "$table"
    expect "its schema is that of the database" verify_schema
    expect "nothing is enabled" bash -c "! find '$root/etc/systemd/system' -name "vexar*" | grep ."
    expect "secrets are for root" test "$(stat -c %a "$root/etc/vexar/credentials")" = 700
    expect "there is a user" grep -q '^vexar:' "$root/etc/passwd"
    echo secret >"$root/etc/vexar/credentials/VEXAR_DATABASE_URL"
    inside dpkg --remove vexar >>"$work/apt.log" 2>&1
    expect "removing keeps the settings" test -s "$root/etc/vexar/credentials/VEXAR_DATABASE_URL"
    expect "purging works" inside dpkg --purge vexar >>"$work/apt.log" 2>&1
    expect "purging leaves nothing of ours" test -z "$(ours)"
    left_behind
}

# By this machine's Sqitch.
verify_schema() {
    env -C "$root/usr/share/vexar/sql" PGHOST="$postgres" SQITCH_USER_CONFIG=/dev/null \
        sqitch verify db:pg://postgres@/vexar >>"$work/sqitch.log" 2>&1
}

# What the second installation and purge leave, now that all that it needs is there.
left_behind() {
    local now
    now=$(files)
    install_inside /root/vexar.deb
    inside dpkg --purge vexar >>"$work/apt.log" 2>&1
    expect "a second installation leaves nothing at all" diff <(echo "$now") <(files)
    expect "but the user" grep -q '^vexar:' "$root/etc/passwd"
}
