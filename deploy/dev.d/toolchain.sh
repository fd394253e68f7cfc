# Swift.
# shellcheck shell=bash

require_swift() {
    local needed found
    needed=$(sed -n '1s/.*swift-tools-version: *\([0-9.]*\).*/\1/p' "$ROOT/Package.swift")
    command -v swift >/dev/null ||
        die "no Swift toolchain: 'swift' is not in PATH. Install Swift $needed or newer for Debian 12 from
https://www.swift.org/install/linux/ and run this again"
    found=$(swift --version 2>&1) ||
        die "swift does not run; see https://www.swift.org/install/linux/ for what it needs:
$found"
    found=$(sed -n 's/.*Swift version \([0-9.]*\).*/\1/p' <<<"$found")
    if [[ $(printf '%s\n' "$needed" "$found" | sort -V | head -n 1) != "$needed" ]]; then
        die "Swift $needed or newer is needed; $(command -v swift) is ${found:-of no version it would tell}.
Install a newer one from https://www.swift.org/install/linux/"
    fi
}

build_service() {
    step "Building vexar, release mode (the first build takes minutes)"
    logged build swift build -c release --product vexar --package-path "$ROOT"
}
