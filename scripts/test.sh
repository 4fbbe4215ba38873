#!/bin/sh
# Everything that must pass. Fails when any part fails; nothing is skipped.
set -eu
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE # the tests start many processes; compiling every module each time costs minutes
export RASOAT_POSTGRES_OPTIONS="-c jit=off" # compiling the plan of each query costs more than the small queries of tests
spread="-q -n auto --dist worksteal" # a process keeps to a stretch of tests, and takes from the other when it is done
part() {
    printf '\n== %s\n' "$1"
    shift
    "$@"
}
part "Phần mềm của hệ thống" sh scripts/system.sh
part "Kiểu mã, hướng phụ thuộc, kiểu dữ liệu" sh scripts/lint.sh
part "Mã chạy trong trang" sh scripts/test_frontend.sh
part "Mọi kiểm tra, trên SQLite" .venv/bin/pytest $spread --ignore=tests/browser
part "Trang web, trên PostgreSQL" sh scripts/postgres.sh run .venv/bin/pytest $spread tests/web
part "Trong trình duyệt" .venv/bin/pytest $spread tests/browser
