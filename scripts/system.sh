#!/bin/sh
# What `make test` needs from the system: PostgreSQL, Chromium, Node, fonts. RaSoat itself and `make demo` need none.
# Installs by apt when it may (root, or sudo without a password); otherwise says what to install and fails.
set -eu

missing=""
need() { missing="$missing $1"; }

ls /usr/lib/postgresql/1[5-9]/bin/initdb /usr/lib/postgresql/[2-9]*/bin/initdb >/dev/null 2>&1 ||
    command -v initdb >/dev/null || need postgresql
[ -x /usr/bin/chromium ] || command -v chromium >/dev/null || need chromium
command -v node >/dev/null || need nodejs # runs the tests of the scripts in the pages; no npm, no packages
[ -d /usr/share/fonts/truetype/liberation ] || [ -d /usr/share/fonts/truetype/liberation2 ] || need fonts-liberation
[ "$(id -u)" -ne 0 ] || command -v runuser >/dev/null || need util-linux
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    as_root="-"
fi
if [ "$as_root" = "-" ] || ! command -v apt-get >/dev/null; then
    echo "Thiếu phần mềm của hệ thống để chạy kiểm tra. Hãy chạy:" >&2
    echo "  sudo apt-get install --no-install-recommends$missing" >&2
    echo "(Programs that the tests need are missing; install them with the command above, then run make test again.)" >&2
    exit 1
fi
echo "Cài đặt cho kiểm tra (apt-get):$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# shellcheck disable=SC2086 # the names are words of their own
if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "apt-get không cài được:$missing   (apt-get failed; see above)" >&2
    exit 1
fi
rm -f "$log"
