#!/bin/sh
# Everything that must pass. Fails when any part fails; nothing is skipped.
set -eu
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE # the tests start many processes; compiling every module each time costs minutes
part() {
    printf '\n== %s\n' "$1"
    shift
    "$@"
}
part "Phần mềm của hệ thống" sh scripts/system.sh
part "Kiểu mã, hướng phụ thuộc, kiểu dữ liệu" sh scripts/lint.sh
part "Mã chạy trong trang" sh scripts/test_frontend.sh
part "Mọi kiểm tra, trên SQLite" .venv/bin/pytest -q -n auto --ignore=tests/browser
part "Trang web, trên PostgreSQL" sh scripts/postgres.sh run .venv/bin/pytest -q -n auto tests/web
part "Trong trình duyệt" .venv/bin/pytest -q -n auto tests/browser
