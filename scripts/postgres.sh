#!/bin/sh
# A PostgreSQL server of our own, on a free port of 127.0.0.1, in a directory of its own: for tests and benchmarks.
#   scripts/postgres.sh run COMMAND...   start in a temporary directory, run COMMAND with RASOAT_TEST_DATABASE_URL, end
#   scripts/postgres.sh start DIR        start; prints the address. RASOAT_POSTGRES_OPTIONS adds options of the server
#   scripts/postgres.sh url DIR          the address of a running one
#   scripts/postgres.sh stop DIR         end it; the directory stays
# It never touches another server. Nothing is flushed to disk (fsync=off): the data are not worth keeping.
set -eu

usage() {
    sed -n '3,6s/^# *//p' "$0" >&2
    exit 2
}

# PostgreSQL refuses to run as root.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

programs() {
    for found in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -Vr); do
        [ -x "$found/initdb" ] && echo "$found" && return
    done
    found=$(command -v initdb) && dirname "$found" && return
    echo "Không có PostgreSQL: chạy  sh scripts/system.sh   (PostgreSQL is missing)" >&2
    exit 1
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start() {
    bin=$(programs)
    mkdir -p "$1"
    dir=$(cd "$1" && pwd)
    if [ ! -d "$dir/cluster" ]; then
        [ "$(id -u)" -ne 0 ] || chown postgres "$dir"
        as_server "$bin/initdb" --pgdata="$dir/cluster" --username=rasoat --auth=trust --encoding=UTF8 \
            --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
    fi
    tries=0
    while :; do
        port=$(free_port)
        if as_server "$bin/pg_ctl" --pgdata="$dir/cluster" --log="$dir/cluster/server.log" --wait --silent \
            --options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$dir/cluster' \
                -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 \
                ${RASOAT_POSTGRES_OPTIONS:-}" start >/dev/null 2>&1; then
            break
        fi
        tries=$((tries + 1))
        if [ "$tries" -ge 5 ]; then # somebody else took the port each time, or it cannot start at all
            tail -n 20 "$dir/cluster/server.log" >&2
            exit 1
        fi
    done
    echo "postgresql://rasoat@127.0.0.1:$port/postgres" >"$dir/url"
    cat "$dir/url"
}

stop() {
    [ -f "$1/cluster/postmaster.pid" ] || return 0
    as_server "$(programs)/pg_ctl" --pgdata="$(cd "$1" && pwd)/cluster" --mode=immediate --wait --silent stop
}

run() {
    dir=$(mktemp -d "${TMPDIR:-/tmp}/rasoat-postgres.XXXXXX")
    chmod 755 "$dir"
    trap 'stop "$dir"; rm -rf "$dir"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    RASOAT_TEST_DATABASE_URL=$(start "$dir")
    export RASOAT_TEST_DATABASE_URL
    guard $$ "$dir" </dev/null >/dev/null 2>&1 &
    code=0
    "$@" || code=$?
    exit "$code"
}

# Ends the server when the script that started it was killed without a chance to do so.
guard() {
    trap '' INT TERM HUP
    while kill -0 "$1" 2>/dev/null; do sleep 1; done
    [ ! -d "$2" ] || { stop "$2"; rm -rf "$2"; }
}

[ $# -ge 2 ] || usage
what=$1
shift
case "$what" in
run) run "$@" ;;
start) start "$1" ;;
stop) stop "$1" ;;
url) cat "$1/url" ;;
*) usage ;;
esac
